"""With what a command's notebooks are run: this machine's warm or plain kernels, or a cluster."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.runner.execution import RunOutcome
from helpers.runner.papermill_call import Workplace
from helpers.runner.progress import Progress
from helpers.runner.source import read_tree
from helpers.runner.threads import run_in_threads, warm_up
from helpers.runner.warm.imports import modules_for
from helpers.runner.workers import Task, run_in_processes


@dataclass(frozen=True)
class Means:
    """What somebody chose to run notebooks with.

    Parameters
    ----------
    workers
        Runs side by side; None is one per core, or on a cluster as many as it has room for.
    plain_kernels
        Whether each run has a kernel that is started anew; the results are the same.
    scheduler
        Address or file of a Dask scheduler whose workers make the runs; None is this machine.
    """

    workers: int | None = None
    plain_kernels: bool = False
    scheduler: str | None = None


ON_THIS_MACHINE = Means()
"""Warm kernels, one per core."""


def outcomes(tasks: list[Task], place: Workplace, means: Means, told: Progress) -> Generator[RunOutcome]:
    """Return what comes of tasks, as it comes: from a cluster, from warm kernels, or from processes.

    Parameters
    ----------
    tasks, place
        What to run and where.
    means
        With what.
    told
        Told why it is done in another way than was asked for.
    """
    workers = means.workers or os.cpu_count() or 1
    if place.engine is None and not means.plain_kernels and tasks:
        place = replace(place, preload=modules_for(map(read_tree, _notebooks(tasks)), len(tasks)))
    if means.scheduler is not None and tasks:
        # A command that stays on its machine needs no package for clusters.
        from helpers.runner.executors.cluster import run_on_cluster

        return run_on_cluster(tasks, place, means.scheduler, told, at_once=means.workers)
    if place.preload is not None:
        reason = warm_up(place)
        if reason is None:
            return run_in_threads(tasks, place, min(workers, len(tasks)))
        told.say(f"Almindelige kerner, som er langsommere: {reason}.")
        place = replace(place, preload=None)
    return run_in_processes(tasks, place, workers)


def _notebooks(tasks: Iterable[Task]) -> list[Path]:
    return sorted({task.job.notebook for task in tasks})
