"""What happens on a worker of a cluster: a project made from parcels, one run, and what it wrote on its way back.

Nothing of a run stays on the worker. A run that is made twice, because a worker went away with its answer, gives the
same bytes and is laid in place by the command, so that no worker writes where another could.
"""

from __future__ import annotations

import pickle
import shutil
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from helpers.runner.execution import FAILED, RunOutcome, execute
from helpers.runner.executors.agreement import Identity, own_identity
from helpers.runner.executors.carrying import Parcel, files_in, unpack
from helpers.runner.executors.desk import DESK
from helpers.runner.papermill_call import Workplace
from helpers.runner.threads import run_alone, warm_up
from helpers.runner.workers import Task

MOST_BEGINNINGS = 2
"""A job whose worker went away is begun once more; it may have been the job that took the worker with it."""

LOOKED_FOR = 0.5
"""Seconds between two looks at whether the command still wants the run."""


@dataclass(frozen=True)
class Errand:
    """What a worker is told besides the parcels.

    Parameters
    ----------
    task
        The job, its notebook named by the path in the parcels.
    command
        The name that the cluster knows the command by.
    expected
        What the worker must run.
    packages
        The packages whose versions count.
    runs_folder
        Path of the runs below the project.
    engine
        Papermill engine by name.
    preload
        What a warm parent loads before it makes kernels; None for ordinary kernels.
    """

    task: Task
    command: str
    expected: Identity
    packages: tuple[str, ...]
    runs_folder: str
    engine: str | None
    preload: tuple[str, ...] | None


@dataclass(frozen=True)
class Answer:
    """What a worker sends back.

    Parameters
    ----------
    worker
        Its address.
    begun
        How many times the job was begun, this one included.
    identity
        What the worker runs, if it is something else than the command; then nothing was run.
    outcome
        What came of the run; None if there was none.
    files
        What the run wrote.
    kept
        The notebook of a run that failed.
    plain_because
        In Danish, why the worker has ordinary kernels though warm ones were asked for.
    """

    worker: str
    begun: int = 0
    identity: Identity | None = None
    outcome: RunOutcome | None = None
    files: Parcel = field(default_factory=dict[str, bytes])
    kept: Parcel = field(default_factory=dict[str, bytes])
    plain_because: str | None = None


def describe(packages: tuple[str, ...]) -> Identity:
    """Return what this member of the cluster runs, read anew: it may have been installed again while it ran."""
    own_identity.cache_clear()
    return own_identity(packages)


def hold(parcel: Parcel) -> Parcel:
    """Return a parcel: as the result of a task it travels to each worker once, and is made again if it is lost."""
    return parcel


def carry_out(packed: bytes, *parcels: Parcel) -> Answer:
    """Make one run from what was sent, and return all that it wrote.

    Parameters
    ----------
    packed
        An `Errand`; as bytes, so that the scheduler passes it on unread.
    parcels
        The project's files that the run may read.
    """
    from distributed import get_worker

    worker = get_worker()
    errand = cast(Errand, pickle.loads(packed))
    identity = own_identity(errand.packages)
    if identity != errand.expected:
        return Answer(worker.address, identity=identity)
    with DESK.lock:
        begun = _begin(worker, errand)
        if begun > MOST_BEGINNINGS:
            return Answer(worker.address, begun)
        answer = _run(errand, worker, parcels)
    return replace(answer, worker=worker.address, begun=begun)


def _begin(worker: Any, errand: Errand) -> int:
    """Count on the scheduler, which outlives workers, that the job begins; return how often it has."""
    from distributed.utils import sync

    keys = [errand.command, errand.task.job.id]
    begun = 1 + cast(int, sync(worker.loop, worker.scheduler.get_metadata, keys=keys, default=0))
    sync(worker.loop, worker.scheduler.set_metadata, keys=keys, value=begun)
    return begun


def _run(errand: Errand, worker: Any, parcels: tuple[Parcel, ...]) -> Answer:
    task = errand.task
    with DESK.taken(Path(worker.local_directory)) as (root, scratch):
        for parcel in parcels:
            unpack(parcel, root)
        runs = root / errand.runs_folder
        task = replace(task, job=replace(task.job, notebook=root / task.job.notebook))
        place = Workplace(root, runs, runs / ".work", scratch, errand.engine, errand.preload)
        with _while_wanted(worker, root):
            outcome, plain_because = _ran(task, place)
        made = {} if outcome.fault else files_in(task.job.folder(runs))
        kept = files_in(task.job.folder(runs / FAILED))
    return Answer("", outcome=outcome, files=made, kept=kept, plain_because=plain_because)


def _ran(task: Task, place: Workplace) -> tuple[RunOutcome, str | None]:
    """Run a task with a warm kernel if that is wanted and can be; else return why it can't."""
    reason = None
    if place.preload is not None:
        reason = warm_up(place)
        if reason is None:
            return run_alone(task, place), None
        place = replace(place, preload=None)
    return execute(task.job, place, task.timeout, task.parts), reason


@contextmanager
def _while_wanted(worker: Any, folder: Path) -> Generator[None]:
    """End the kernel of a run that nobody waits for any more: its command was interrupted or killed."""
    key = worker.get_current_task()
    done = threading.Event()

    def look() -> None:
        while not done.wait(LOOKED_FOR):
            known = worker.state.tasks.get(key)
            if known is None or known.state == "cancelled":
                _end_what_works_in(folder)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        done.set()
        looking.join()


def _end_what_works_in(folder: Path) -> None:
    import psutil

    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if Path(process.cwd()).is_relative_to(folder):
                process.kill()
    # A run that has not begun its first cell would otherwise get another kernel.
    shutil.rmtree(folder, ignore_errors=True)
