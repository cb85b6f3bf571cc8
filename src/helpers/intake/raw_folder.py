"""What lies in an evaluation's folder of raw files, and how faults name it."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import Fault
from helpers.intake.manifest import NAMES
from helpers.intake.personal_numbers import shown_path
from helpers.paths import Project

_BEGINNINGS = ("~$", ".")
_NAMES = ("thumbs.db", "desktop.ini", "__macosx", "icon\r")


def raw_files(project: Project, evaluation: str, pattern: str = "**/*") -> tuple[Path, ...]:
    """Return the deliveries of an evaluation that fit a pattern of `sources.yml`, sorted.

    A suffix fits in small and capital letters. Left out are the lists of what was received, hidden files, and what
    spreadsheet programs and file managers leave beside others.
    """
    folder = project.raw / evaluation
    return tuple(
        path
        for path in sorted(folder.glob(_in_any_case(pattern)))
        if path.is_file()
        and not is_left_by_a_program(path, folder)
        and not (path.parent == folder and path.name in NAMES)
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


def is_left_by_a_program(path: Path, folder: Path) -> bool:
    """Tell whether a file below a folder is a lock file, hidden, or one of a file manager's own."""
    parts = path.relative_to(folder).parts
    return any(part.startswith(_BEGINNINGS) or part.casefold() in _NAMES for part in parts)


def _in_any_case(pattern: str) -> str:
    """Return a pattern whose suffix fits in small and capital letters: `Tal.XLSX` is an .xlsx file too."""
    stem, dot, suffix = pattern.rpartition(".")
    if not dot or not suffix.isalnum():
        return pattern
    return stem + dot + "".join(f"[{one.lower()}{one.upper()}]" if one.isalpha() else one for one in suffix)
