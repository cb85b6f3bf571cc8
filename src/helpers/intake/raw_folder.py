"""What lies in an evaluation's folder of raw files, and how faults name it."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import Fault
from helpers.intake.manifest import NAMES
from helpers.intake.personal_numbers import shown_path
from helpers.paths import Project


def raw_files(project: Project, evaluation: str, pattern: str = "**/*") -> tuple[Path, ...]:
    """Return the deliveries of an evaluation that fit a pattern of `sources.yml`, sorted.

    Left out are the lists of what was received, and what spreadsheet programs leave beside a file that is open.
    """
    folder = project.raw / evaluation
    return tuple(
        path
        for path in sorted(folder.glob(pattern))
        if path.is_file() and not _is_lock_file(path) and not (path.parent == folder and path.name in NAMES)
    )


def place_of(project: Project, path: Path) -> str:
    """Return a raw file as faults name it, also where `data/raw` is a link to another disk."""
    return f"data/raw/{path.relative_to(project.raw).as_posix()}"


def unreadable(place: str, error: OSError) -> Fault:
    """Return the fault for a file that the operating system doesn't let us read."""
    return Fault(
        place=shown_path(place),
        value=f"filen kan ikke læses ({error.strerror or type(error).__name__})",
        rule="Målbar skal kunne læse alle filer i data/raw/ og analyses/.",
        remedy="Giv læseadgang, og luk filen i andre programmer.",
    )


def _is_lock_file(path: Path) -> bool:
    return path.name.startswith(("~$", ".~lock.", "."))
