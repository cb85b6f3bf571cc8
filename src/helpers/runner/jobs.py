"""A job: one notebook with one set of parameters, and the folder that its run is kept in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import Fault, NotebookError

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
"""Small letters, digits and hyphens, in parts divided by `/`: safe as a folder on every system and as an address."""

ParameterValue = str | int | float | bool


@dataclass(frozen=True)
class Job:
    """One run of one notebook.

    Parameters
    ----------
    id
        Path-like and unique, for example `slagelse-2017/omraader/motalavej/slut`.
    notebook
        The notebook's absolute path.
    parameters
        What the notebook's `parameters` cell is given.
    label
        The run as a person names it, in Danish, for example `Motalavej, slut 2021`.
    """

    id: str
    notebook: Path
    parameters: Mapping[str, ParameterValue]
    label: str

    def folder(self, runs_folder: Path) -> Path:
        """Return the folder of this job's run."""
        return runs_folder.joinpath(*self.id.split("/"))

    @property
    def shown_notebook(self) -> str:
        """The notebook as a user should read it: its folder and name."""
        return f"{self.notebook.parent.name}/{self.notebook.name}"


def beside(runs_folder: Path) -> Path:
    """Return the folder of what is remembered about runs; all of it can be lost without harm."""
    return runs_folder.parent / f".{runs_folder.name}"


def check_ids(jobs: Iterable[Job]) -> None:
    """Refuse ids that are malformed, used twice, or would put one run's folder into another's.

    Raises
    ------
    NotebookError
        With every fault.
    """
    faults: list[Fault] = []
    seen: set[str] = set()
    for job in jobs:
        if not ID_PATTERN.fullmatch(job.id):
            faults.append(_fault(job, "id'et er ikke en sti", "Et id har små bogstaver, tal og bindestreger mellem /."))
        elif job.id in seen:
            faults.append(_fault(job, "id'et bruges af to kørsler", "Hver kørsel har sit eget id."))
        seen.add(job.id)
    above = {
        "/".join(parts[:depth]) for parts in (found.split("/") for found in seen) for depth in range(1, len(parts))
    }
    faults += [
        Fault(
            found,
            "id'et er også en mappe for andre kørsler",
            "En kørsel kan ikke ligge i en anden.",
            "Giv den et andet id.",
        )
        for found in sorted(seen & above)
    ]
    if faults:
        raise NotebookError(faults)


def _fault(job: Job, value: str, rule: str) -> Fault:
    return Fault(place=job.id, value=value, rule=rule, remedy="Giv kørslen et andet id.")
