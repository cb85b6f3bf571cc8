"""All jobs of a command: what is up to date is left alone, the rest is run side by side."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Collection, Generator, Iterable
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import Fault, NotebookError
from helpers.paths import Project
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.claims import Claims
from helpers.runner.execution import FAILED, TIMEOUT, RunOutcome
from helpers.runner.jobs import Job, beside
from helpers.runner.leftovers import end_leftovers
from helpers.runner.means import Means, outcomes
from helpers.runner.papermill_call import NOTEBOOK, Workplace
from helpers.runner.parameters import check
from helpers.runner.progress import Progress, progress_on
from helpers.runner.records import RECORD
from helpers.runner.workers import Task

WORK = ".work"
"""The folder, beside the runs, of those that are under way; each command has its own inside it."""
_GLANCE = 0.1
"""Seconds between two looks at what other commands are making."""
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
    cache = Cache(runs_folder, Surroundings.of(home, engine), home)
    removed = remove_stale(runs_folder, {*keep, *(job.id for job in wanted)})
    due = [job for job in wanted if not cache.is_fresh(job)]
    told = progress or progress_on()
    told.begin(len(due), len(wanted) - len(due))
    ran: dict[str, RunOutcome] = {}
    try:
        if due:
            with _workplace(home, runs_folder.resolve(), engine) as place:
                means = Means(workers, plain_kernels, scheduler)
                ran = _Making(cache, place, means, timeout, told).make(due)
    finally:
        told.end()
        cache.save()
    found = [ran[job.id] for job in wanted if job.id in ran]
    report = RunReport(
        made=tuple(one for one in found if one.fault is None),
        reused=tuple(job.id for job in wanted if job.id not in ran),
        failed=tuple(one for one in found if one.fault is not None),
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
        try:
            yield Workplace(home.root.resolve(), runs_folder, Path(work), Path(scratch), engine)
        finally:
            end_leftovers(Path(scratch))


@dataclass(frozen=True)
class _Making:
    """The runs that one command makes, beside others that may want the same."""

    cache: Cache
    place: Workplace
    means: Means
    timeout: int
    told: Progress

    def make(self, due: list[Job]) -> dict[str, RunOutcome]:
        """Make runs and return their outcomes by job; what another command made meanwhile isn't among them."""
        claims = Claims(beside(self.place.runs_folder) / "claims.sqlite")
        ran: dict[str, RunOutcome] = {}
        try:
            while due:
                mine = claims.take(job.id for job in due)
                # It may have been made between the decision and the claim.
                taken = [job for job in due if job.id in mine and not self.cache.is_fresh(job)]
                for outcome in self._run(taken):
                    ran[outcome.job] = outcome
                    claims.release([outcome.job])
                claims.release(mine)
                others = [job for job in due if job.id not in mine]
                self._wait_for_any(claims, others)
                due = [job for job in others if not self.cache.is_fresh(job)]
        finally:
            claims.release_all()
        return ran

    def _wait_for_any(self, claims: Claims, jobs: list[Job]) -> None:
        """Wait until another command has made, or given up, one of the runs that it claimed; tell for whom."""
        wanted = {job.id for job in jobs}
        told = False
        while wanted and len(held := claims.held(wanted)) == len(wanted):
            if not told:
                others = ", ".join(sorted(set(held.values())))
                self.told.say(f"Venter på en anden kommando, som laver de sidste {len(wanted)} (proces {others}) …")
                told = True
            time.sleep(_GLANCE)

    def _run(self, jobs: list[Job]) -> Generator[RunOutcome]:
        tasks = [Task(job, self.cache.parts(job), self.timeout) for job in jobs]
        by_id = {job.id: job for job in jobs}
        with closing(outcomes(tasks, self.place, self.means, self.told)) as coming:
            for outcome in coming:
                if outcome.fault is None:
                    self.cache.take_over(by_id[outcome.job])
                self.told.finished(outcome.label, outcome.seconds, failed=outcome.fault is not None)
                yield outcome


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
    for found in removed:
        _remove_up_to(runs_folder / found, runs_folder)
    for found in _ids_in(runs_folder / FAILED):
        if found not in existing:
            _remove_up_to(runs_folder / FAILED / found, runs_folder / FAILED)
    for half_done in (runs_folder / WORK).glob("*"):
        if time.time() - half_done.stat().st_mtime > FORGOTTEN_AFTER:
            shutil.rmtree(half_done, ignore_errors=True)
    return removed


def _ids_in(root: Path) -> list[str]:
    found: list[str] = []
    for folder, below, files in os.walk(root):
        if folder == os.fspath(root):
            below[:] = [name for name in below if not name.startswith(".")]
        elif not {RECORD, NOTEBOOK}.isdisjoint(files):
            found.append(folder[len(os.fspath(root)) + 1 :].replace(os.sep, "/"))
    return sorted(found)


def _remove_up_to(folder: Path, root: Path) -> None:
    """Remove a folder, and those above it that hold nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        while folder.parent != root:
            folder = folder.parent
            folder.rmdir()
