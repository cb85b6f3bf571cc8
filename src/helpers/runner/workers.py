"""Runs side by side in processes of their own, none of which outlives the command.

Each worker holds one end of a pipe whose other end only the command has. When the command lets go of it (it ends,
is interrupted, or is killed), the worker stops its kernel and ends.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from helpers.runner.execution import RunOutcome, execute
from helpers.runner.failures import failure
from helpers.runner.jobs import Job
from helpers.runner.leftovers import end_leftovers
from helpers.runner.limits import limit_memory, memory_gb
from helpers.runner.papermill_call import Workplace

PATIENCE = 5.0
"""Seconds that a worker may take to stop its kernel before it ends regardless."""


@dataclass(frozen=True)
class Task:
    """One job on its way to a worker.

    Parameters
    ----------
    job
        What to run.
    parts
        What its result depends on, as it was when the command decided to run it.
    timeout
        Seconds that one cell may take.
    """

    job: Job
    parts: Mapping[str, object]
    timeout: int


class Lifeline(Protocol):
    """The workers' end of the pipe, whichever kind of pipe the system has."""

    def poll(self, timeout: float | None) -> bool:
        """Wait until something can be read, which is when the other end is gone."""
        ...


Submit = Callable[[Task], "Future[RunOutcome]"]


def run_in_processes(tasks: Iterable[Task], place: Workplace, workers: int) -> Generator[RunOutcome]:
    """Run tasks in `workers` processes and give each outcome as it comes.

    A worker that dies takes those beside it down, and nobody can tell which task was to blame; so those under way
    are run again, once, each alone. One that then loses its worker again is the one to blame, and fails.
    """
    waiting, suspects = deque(tasks), list[Task]()
    while waiting:
        yield from _until_a_worker_dies(waiting, place, workers, suspects)
    for suspect in suspects:
        guilty: list[Task] = []
        yield from _until_a_worker_dies(deque([suspect]), place, 1, guilty)
        if guilty:
            fault = failure(suspect.job, "processen døde to gange, måske fordi maskinen ikke har hukommelse nok")
            yield RunOutcome(suspect.job.id, suspect.job.label, suspect.job.folder(place.runs_folder), 0.0, fault)


def _until_a_worker_dies(
    waiting: deque[Task], place: Workplace, workers: int, lost: list[Task]
) -> Generator[RunOutcome]:
    """Run what is waiting until it is done or a worker has died; put what was under way then into `lost`."""
    running: dict[Future[RunOutcome], Task] = {}
    try:
        with _pool(place, min(workers, len(waiting))) as submit:
            while waiting or running:
                while waiting and len(running) < workers:
                    running[submit(waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    outcome = future.result()
                    del running[future]
                    yield outcome
    except BrokenProcessPool:
        lost += running.values()


@contextmanager
def _pool(place: Workplace, workers: int) -> Generator[Submit]:
    # Spawned, not forked: the same on every system, and no lock or thread of the command is copied half-way.
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(theirs, place.scratch))
    try:
        yield lambda task: executor.submit(_work, task, place)
    except BaseException:
        ours.close()
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        ours.close()
        theirs.close()


def _work(task: Task, place: Workplace) -> RunOutcome:
    return execute(task.job, place, task.timeout, task.parts)


def _begin(lifeline: Lifeline, scratch: Path) -> None:
    """Begin a worker: Ctrl-C is the command's to handle, and the worker ends when the command does."""
    signal.signal(signal.SIGINT, _ignore)
    signal.signal(signal.SIGTERM, _stop)
    # Papermill's own client takes in whatever a notebook prints.
    limit_memory(memory_gb())
    threading.Thread(target=_end_with_the_command, args=(lifeline, scratch), daemon=True).start()


def _ignore(*_: object) -> None:
    """Do nothing; unlike SIG_IGN a handler isn't inherited by kernels, which need the signal."""


def _stop(*_: object) -> None:
    raise SystemExit(1)


def _end_with_the_command(lifeline: Lifeline, scratch: Path) -> None:
    with suppress(OSError, EOFError):
        lifeline.poll(None)
    end_leftovers(scratch)
    shutil.rmtree(scratch, ignore_errors=True)
    # The main thread stops its kernel on the way out; one that is stuck is not waited for.
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
