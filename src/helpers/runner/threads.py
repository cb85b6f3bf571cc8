"""Runs side by side in threads of this process, each with a warm kernel.

A thread only waits for its kernel, so a few of them keep all cores busy; and unlike processes they have one warm
parent together, and end with the command whatever ends it.
"""

from __future__ import annotations

import asyncio
import importlib
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass

from helpers.runner.execution import RunOutcome, execute
from helpers.runner.failures import failure
from helpers.runner.kernel_environment import kernel_variables, prepare
from helpers.runner.papermill_call import Workplace
from helpers.runner.warm.forked_kernel import ParentError
from helpers.runner.warm.parents import PARENTS, launch_of
from helpers.runner.workers import Task


def warm_up(place: Workplace) -> str | None:
    """Start the warm parent of a command's runs, and return in Danish why there is none; None if it is there.

    It loads its libraries while this process loads papermill.
    """
    prepare(place.scratch)
    variables = kernel_variables(place.project_root.resolve(), place.scratch)
    try:
        parent = PARENTS.prepare(variables, _options(), place.preload or (), [place.scratch])
        # Half a second of loading, while the parent loads too.
        importlib.import_module("helpers.runner.warm.engine")
        parent.wait()
    except ParentError as error:
        PARENTS.close()
        PARENTS.reopen()
        return str(error)
    return None


def _options() -> tuple[str, ...]:
    """Return the interpreter's options in the kernel specification that papermill will be told to use."""
    from jupyter_client.kernelspec import get_kernel_spec

    try:
        launch = launch_of(get_kernel_spec("python3").argv)
    except KeyError:
        launch = None
    if launch is None:
        raise ParentError("kernen python3 er ikke denne Python")
    return launch.options


@dataclass(frozen=True)
class _Ran:
    """What a thread tells of a run: what came of it, and whether the warm parent died meanwhile."""

    outcome: RunOutcome
    bereft: bool


def run_in_threads(tasks: Iterable[Task], place: Workplace, workers: int) -> Generator[RunOutcome]:
    """Run tasks in `workers` threads and give each outcome as it comes.

    A notebook that kills the parent of its kernel takes the kernels beside its own down, and nobody can tell which
    it was; so those under way are run again, once, each alone. One whose parent dies again is the one to blame.
    """
    suspects: list[Task] = []
    try:
        with closing(_side_by_side(tasks, place, workers)) as coming:
            for task, ran in coming:
                if ran.bereft:
                    suspects.append(task)
                else:
                    yield ran.outcome
        for task in suspects:
            yield _blamed(task, _run(task, place), place)
    finally:
        PARENTS.close()
        PARENTS.reopen()


def run_alone(task: Task, place: Workplace) -> RunOutcome:
    """Run one task whose kernel has the warm parent for itself; after `warm_up`, and in any thread.

    A task that kills the parent is run once more, since somebody else may have done it.
    """
    ran = _run(task, place)
    return _blamed(task, _run(task, place), place) if ran.bereft else ran.outcome


def _blamed(task: Task, ran: _Ran, place: Workplace) -> RunOutcome:
    if not ran.bereft:
        return ran.outcome
    fault = failure(task.job, "processen døde to gange, måske fordi maskinen ikke har hukommelse nok")
    return RunOutcome(task.job.id, task.job.label, task.job.folder(place.runs_folder), ran.outcome.seconds, fault)


def _side_by_side(tasks: Iterable[Task], place: Workplace, workers: int) -> Generator[tuple[Task, _Ran]]:
    waiting = deque(tasks)
    running: dict[Future[_Ran], Task] = {}
    executor = ThreadPoolExecutor(workers, thread_name_prefix="maalbar")
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running[executor.submit(_run, waiting[0], place)] = waiting[0]
                waiting.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    except BaseException:
        # Ends the kernels of threads that are under way, so that these end too.
        PARENTS.close()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _run(task: Task, place: Workplace) -> _Ran:
    before = PARENTS.count_lost()
    try:
        outcome = execute(task.job, place, task.timeout, task.parts)
    finally:
        end_loop()
    return _Ran(outcome, outcome.fault is not None and PARENTS.count_lost() != before)


def end_loop() -> None:
    """Close the event loop that jupyter_client made for this thread, and that would outlive it, with all it waits for.

    A kernel that died leaves behind whoever waited to hear from it.
    """
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    waiting = asyncio.all_tasks(loop)
    for task in waiting:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
    loop.close()
