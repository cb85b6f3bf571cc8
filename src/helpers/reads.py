"""What a notebook reads, noted while it reads: the runner makes a run again when something of it has changed.

A kernel that is started with `MAALBAR_READS` set keeps a list in its working folder, one line for each thing read.
Every file of the project that Python opens, and every folder that it lists, is noted with the hash of what it holds
just then. A reader that uses less than the file says so: it opens the file `behind` what it notes by itself, for
example the figures of one view. Without the variable nothing is noted and nothing costs anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

SWITCH = "MAALBAR_READS"
NOTES = ".maalbar-reads"
"""The list's name in the working folder of a run."""
BEGUN = "begun"
"""The line that tells that notes were taken; without it nobody knows what a run read."""
MISSING = "-"
"""Stands for the hash of a file that isn't there."""
_NO_INPUT = frozenset({"build", "_site", "__pycache__", "src"})
"""Folders of a project that hold what is made of it, or Målbar's own code, which counts by itself."""
_LISTINGS = frozenset({"os.listdir", "os.scandir"})


@dataclass
class _Notes:
    """The list of one process; a process that was forked off begins its own."""

    pid: int
    file: Path
    root: str
    lines: set[str] = field(default_factory=set[str])


class _State(threading.local):
    """How the reading that is under way in a thread is to be noted."""

    behind: int = 0
    unnoted: int = 0
    hashing: bool = False


_state = _State()
_notes: _Notes | None = None
_watched = False


def noting() -> bool:
    """Return whether this process is a run whose reads are wanted."""
    return _current() is not None


def begin() -> None:
    """Begin to note, if this process is a run whose reads are wanted; a kernel does so before its first cell."""
    global _watched
    if _current() is None:
        return
    _write([BEGUN])
    if not _watched:
        _watched = True
        sys.addaudithook(_heard)


def note(kind: str, *about: str) -> None:
    """Note that something was read: its kind, and what tells it from others of the kind."""
    if not _state.unnoted:
        _write([kind, *about])


def file(path: Path) -> None:
    """Note a file that something other than Python is about to open, or that is looked for and may not be there.

    Python tells of what it opens; a reader that asks `is_file` first, and then opens nothing, must tell it itself.
    """
    _note_path("file", os.fspath(path))


def folder(path: Path) -> None:
    """Note a folder whose names are about to be read, and that may not be there."""
    _note_path("folder", os.fspath(path))


def is_behind() -> bool:
    """Return whether a reader further out notes by itself what it uses."""
    return _state.behind > 0


@contextmanager
def behind() -> Generator[None]:
    """Note the files opened inside only as what stands behind something finer, which the caller notes by itself."""
    begin()
    _state.behind += 1
    try:
        yield
    finally:
        _state.behind -= 1


@contextmanager
def unnoted() -> Generator[None]:
    """Let what is read of a plan inside count for nothing: what it decides is noted by itself."""
    _state.unnoted += 1
    try:
        yield
    finally:
        _state.unnoted -= 1


def is_unnoted() -> bool:
    """Return whether what is read of a plan just now counts for nothing."""
    return _state.unnoted > 0


def listing(folder: str | os.PathLike[str]) -> str:
    """Return the hash of the names in a folder, hidden ones apart."""
    try:
        names = sorted(path.name for path in Path(folder).iterdir() if not path.name.startswith((".", "__pycache__")))
    except OSError:
        return MISSING
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def content(path: str | os.PathLike[str]) -> str:
    """Return the hash of a file's content, or `MISSING`."""
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return MISSING


def noted(folder: Path) -> list[list[str]]:
    """Return what a run noted in its working folder, in a fixed order, and take the list away."""
    path = folder / NOTES
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    path.unlink()
    return sorted(_whole(lines))


def _whole(lines: Iterable[str]) -> Generator[list[str]]:
    for line in dict.fromkeys(lines):
        with suppress(ValueError):  # half a line of a kernel that was killed
            yield json.loads(line)


def _current() -> _Notes | None:
    global _notes
    if not os.environ.get(SWITCH):
        return None
    if _notes is None or _notes.pid != os.getpid():
        root = os.environ.get("MAALBAR_PROJECT")
        if not root:
            return None
        _notes = _Notes(os.getpid(), Path.cwd() / NOTES, os.path.realpath(root))
    return _notes


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    """Hear what Python is about to open; raising here would stop it."""
    if event == "open":
        if _opens_to_read(arguments):
            _note_path("file", arguments[0])
    elif event in _LISTINGS:
        _note_path("folder", arguments[0])


def _opens_to_read(arguments: tuple[object, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return "r" in mode and "+" not in mode
    return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) == 0


def _note_path(kind: str, path: object) -> None:
    notes = None if _state.hashing else _current()
    if notes is None:
        return
    _state.hashing = True
    try:
        place = _place(notes, path)
        if place is not None:
            found = content if kind == "file" else listing
            kept = "behind" if _state.behind else kind
            if kept != "behind" or kind == "file":
                _write([kept, place, found(Path(notes.root, place))])
    finally:
        _state.hashing = False


def _place(notes: _Notes, path: object) -> str | None:
    """Return a path's place in the project, with forward slashes; None if it is no input of a run."""
    if path is None:
        path = "."
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    whole = os.path.realpath(os.fsdecode(path))
    if not whole.startswith(notes.root + os.sep):
        return None
    place = whole[len(notes.root) + 1 :].replace(os.sep, "/")
    parts = place.split("/")
    return None if parts[0] in _NO_INPUT or any(part.startswith(".") for part in parts) else place


def _write(parts: list[str]) -> None:
    notes = _current()
    if notes is None:
        return
    line = json.dumps(parts, ensure_ascii=False)
    if line in notes.lines:
        return
    notes.lines.add(line)
    with suppress(OSError), notes.file.open("ab", buffering=0) as stream:
        stream.write(line.encode("utf-8") + b"\n")
