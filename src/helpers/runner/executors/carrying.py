"""Files on their way between a command and a worker."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

Parcel = Mapping[str, bytes]
"""From a path below some folder, with forward slashes, to the file's content."""


def files_in(folder: Path) -> Parcel:
    """Return every file below a folder with its content."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def unpack(parcel: Parcel, folder: Path) -> None:
    """Write what a parcel holds below a folder.

    Raises
    ------
    ValueError
        If a path would leave the folder.
    """
    for name, content in parcel.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise ValueError(name)
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
