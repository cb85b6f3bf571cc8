"""All jobs of a command: what is up to date is left alone, the rest is run side by side."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Collection, Generator, Iterable
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import Fault, NotebookError
from helpers.paths import Project
from helpers.runner.cache import RECORD, Cache, Surroundings
from helpers.runner.execution import FAILED, TIMEOUT, RunOutcome
from helpers.runner.jobs import Job
from helpers.runner.means import Means, outcomes
from helpers.runner.papermill_call import NOTEBOOK, Workplace
from helpers.runner.parameters import check
from helpers.runner.progress import Progress, progress_on
from helpers.runner.workers import Task

WORK = ".work"
"""The folder, beside the runs, of those that are under way; each command has its own inside it."""
FORGOTTEN_AFTER = 24 * 3600
"""Seconds after which a half-done run that a killed command left behind is removed."""


@dataclass(frozen=True)
class RunReport:
    """What a command did.

    Parameters
    ----------
    made
        Runs made now, in the order of the jobs.
    reused
        Ids of jobs that were up to date.
    failed
        Runs that failed, in the order of the jobs.
    removed
        Ids of runs removed because their job no longer exists.
    """

    made: tuple[RunOutcome, ...]
    reused: tuple[str, ...]
    failed: tuple[RunOutcome, ...]
    removed: tuple[str, ...]


class RunError(NotebookError):
    """Some runs failed; the others were made, and the report says which.

    Parameters
    ----------
    faults
        One per failed run.
    report
        The whole report.
    """

    def __init__(self, faults: Iterable[Fault], report: RunReport) -> None:
        super().__init__(faults)
        self.report = report


def run_jobs(
    jobs: Iterable[Job],
    runs_folder: Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    engine: str | None = None,
    plain_kernels: bool = False,
    scheduler: str | None = None,
    project: Project | None = None,
    keep: Collection[str] = (),
    timeout: int = TIMEOUT,
) -> RunReport:
    """Bring every job's run up to date.

    Parameters
    ----------
    jobs
        What is wanted.
    runs_folder
        The folder of all runs.
    workers, plain_kernels, scheduler
        As in `helpers.runner.means.Means`.
    progress
        Told how it goes; default: a bar or lines on standard error.
    engine
        Papermill engine by name; None is papermill's own, with warm kernels where there are any.
    project
        Default: the project that `runs_folder` lies in.
    keep
        Ids of further jobs that exist though they are not wanted now. The run of any other job is removed.
    timeout
        Seconds that one cell may take.

    Raises
    ------
    NotebookError
        Before anything is run, if a job's notebook or parameters are at fault.
    UsageError, ClusterError
        If the cluster of `scheduler` can't be used; what it had finished is in place.
    RunError
        After all other jobs are done, with a fault for each that failed.
    """
    wanted = tuple(jobs)
    check(wanted)
    home = project or Project.find(runs_folder)
    cache = Cache(runs_folder, Surroundings.of(home, engine))
    removed = remove_stale(runs_folder, {*keep, *(job.id for job in wanted)})
    tasks = [Task(job, cache.parts(job), timeout) for job in wanted if not cache.is_fresh(job)]
    told = progress or progress_on()
    told.begin(len(tasks), len(wanted) - len(tasks))
    try:
        with _workplace(home, runs_folder.resolve(), engine) as place:
            ran = _run(tasks, place, Means(workers, plain_kernels, scheduler), told)
    finally:
        told.end()
    due = {task.job.id for task in tasks}
    report = RunReport(
        made=tuple(found for found in ran if found.fault is None),
        reused=tuple(job.id for job in wanted if job.id not in due),
        failed=tuple(found for found in ran if found.fault is not None),
        removed=removed,
    )
    if report.failed:
        raise RunError([found.fault for found in report.failed if found.fault is not None], report)
    return report


@contextmanager
def _workplace(home: Project, runs_folder: Path, engine: str | None) -> Generator[Workplace]:
    (runs_folder / WORK).mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=runs_folder / WORK, ignore_cleanup_errors=True) as work,
        # Short and outside the project: the name of a socket may be 100 characters long.
        tempfile.TemporaryDirectory(prefix="maalbar-", ignore_cleanup_errors=True) as scratch,
    ):
        yield Workplace(home.root.resolve(), runs_folder, Path(work), Path(scratch), engine)


def _run(tasks: list[Task], place: Workplace, means: Means, told: Progress) -> list[RunOutcome]:
    """Run tasks and return their outcomes in the order of the tasks."""
    found: dict[str, RunOutcome] = {}
    with closing(outcomes(tasks, place, means, told)) as coming:
        for outcome in coming:
            found[outcome.job] = outcome
            told.finished(outcome.label, outcome.seconds, failed=outcome.fault is not None)
    return [found[task.job.id] for task in tasks]


def remove_stale(runs_folder: Path, existing: Collection[str]) -> tuple[str, ...]:
    """Remove the runs of jobs that no longer exist, and what killed commands left half-done.

    Parameters
    ----------
    runs_folder
        The folder of all runs.
    existing
        Ids of the jobs that exist.

    Returns
    -------
    tuple[str, ...]
        Ids of the runs removed.
    """
    removed = tuple(found for found in _ids_in(runs_folder) if found not in existing)
    for root in (runs_folder, runs_folder / FAILED):
        for found in _ids_in(root):
            if found not in existing:
                _remove_up_to(root / found, root)
    for half_done in (runs_folder / WORK).glob("*"):
        if time.time() - half_done.stat().st_mtime > FORGOTTEN_AFTER:
            shutil.rmtree(half_done, ignore_errors=True)
    return removed


def _ids_in(root: Path) -> list[str]:
    folders = {path.parent for name in (RECORD, NOTEBOOK) for path in root.rglob(name)}
    ids = (folder.relative_to(root).as_posix() for folder in folders if folder != root)
    return sorted(found for found in ids if not found.startswith("."))


def _remove_up_to(folder: Path, root: Path) -> None:
    """Remove a folder, and those above it that hold nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        while folder.parent != root:
            folder = folder.parent
            folder.rmdir()
