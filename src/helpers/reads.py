"""What a notebook reads, noted while it reads: the runner makes a run again when something of it has changed.

A kernel that is started with `MAALBAR_READS` set keeps a list in its working folder, one line for each thing read.
Every file that Python opens, and every folder that it lists, is noted with the hash of what it holds just then, by the
path that it was asked for by: a link may be pointed elsewhere. A reader that uses less than the file says so: it opens
the file `behind` what it notes by itself, for example the figures of one view. Without the variable nothing is noted
and nothing costs anything. What no one can hear of is the matter of `helpers.runner.unseen`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.util import source_from_cache
from pathlib import Path

SWITCH = "MAALBAR_READS"
TEMPORARY = "MAALBAR_TEMPORARY"
"""Names, in a kernel's environment, the folder that the command which started it has for temporary files."""
NOTES = ".maalbar-reads"
"""The list's name in the working folder of a run."""
BEGUN = "begun"
"""The line that tells that notes were taken; without it nobody knows what a run read."""
MISSING = "-"
"""Stands for the hash of a file that isn't there."""
MADE = frozenset({"build", "_site"})
"""Folders of a project that hold what is made of it; whoever goes through the whole project doesn't mean them."""
_PACKAGE = os.path.realpath(os.path.dirname(__file__))  # noqa: PTH120 (compared as text)
"""Målbar's own code, which counts by itself."""
_SYSTEM = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr", "/var",
           "/System", "/Library")  # fmt: skip
"""Folders that hold no input of anybody's run, unless the project lies there."""
_IMPORTING = frozenset({"_frozen_importlib_external", "importlib", "importlib_metadata", "pkgutil"})
"""Modules that list folders to find modules and packages."""
_LISTINGS = frozenset({"os.listdir", "os.scandir"})


@dataclass
class _Notes:
    """The list of one process; a process that was forked off adds to the same file.

    `roots` are the ways to write where the project lies; `aside` are folders that hold no input wherever they lie: the
    run's own, Målbar, Python with its packages. `system` are those that hold none unless the project lies there.
    """

    pid: int
    file: Path
    roots: tuple[str, ...]
    aside: tuple[str, ...]
    system: tuple[str, ...]
    lines: set[str] = field(default_factory=set[str])
    opened: tuple[int, tuple[int, int]] | None = None
    """The list's number among open files, and which file it is."""

    def number(self) -> int:
        """Return the list, open; a notebook may have closed it, and opened another file under its number."""
        if self.opened is not None:
            with suppress(OSError):
                found = os.fstat(self.opened[0])
                # One that was taken away is no longer read by anybody.
                if found.st_nlink and _which(found) == self.opened[1]:
                    return self.opened[0]
        number = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        self.opened = number, _which(os.fstat(number))
        return number


def _which(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


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
    global _notes
    # What this process was forked from may have had notes of its own.
    _notes = None
    _begin()


def _begin() -> None:
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
    _begin()
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
    if _notes is None:
        root = os.environ.get("MAALBAR_PROJECT")
        if not root:
            return None
        folder, roots = Path.cwd(), _ways_to(root)
        _notes = _Notes(os.getpid(), folder / NOTES, roots, _aside(folder, roots), _of_the_system())
    elif _notes.pid != os.getpid():
        # Forked off, perhaps after the run went to another folder.
        _notes = replace(_notes, pid=os.getpid(), lines=set())
    return _notes


def _ways_to(folder: str | Path) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_absolute(os.fspath(folder)), os.path.realpath(folder))))


def _aside(run: Path, roots: tuple[str, ...]) -> tuple[str, ...]:
    folders = (run, _PACKAGE, sys.prefix, sys.base_prefix)
    places = dict.fromkeys(place for folder in folders for place in _ways_to(folder))
    return tuple(place for place in places if not any(_lies_in(root, (place,)) for root in roots))


def _of_the_system() -> tuple[str, ...]:
    # Only a kernel needs it.
    from tempfile import gettempdir

    # A run has a temporary folder of its own, inside that of the command, which kernels are started from.
    temporary = filter(None, (gettempdir(), os.environ.get(TEMPORARY)))
    folders = (*temporary, sys.prefix, sys.base_prefix, *_SYSTEM)
    return tuple(dict.fromkeys(place for folder in folders for place in _ways_to(folder)))


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    """Hear what Python is about to open; raising here would stop it."""
    if event == "open":
        if _opens_to_read(arguments):
            _note_path("file", arguments[0])
    elif event in _LISTINGS:
        # Where Python looks for modules is no input; the modules that it finds are.
        lister = sys._getframe(1).f_globals.get("__name__", "")  # pyright: ignore[reportPrivateUsage]
        if str(lister).partition(".")[0] not in _IMPORTING:
            _note_path("folder", arguments[0])
    elif event == "sqlite3.connect":
        for name in _databases(arguments[0]):
            _note_path("file", name)


def _opens_to_read(arguments: tuple[object, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return "r" in mode or ("a" in mode and "+" in mode)
    return isinstance(flags, int) and flags & os.O_WRONLY == 0 and flags & os.O_TRUNC == 0


def _databases(named: object) -> tuple[str, ...]:
    """Return the files that SQLite reads for a database: what was written last may lie beside it."""
    if not isinstance(named, str | bytes | os.PathLike):
        return ()
    from urllib.parse import unquote

    path = os.fsdecode(named)
    if path.startswith("file:"):
        path = unquote(path.removeprefix("file:").removeprefix("//").partition("?")[0])
    return (path, f"{path}-wal") if path and path != ":memory:" else ()


def _note_path(kind: str, path: object) -> None:
    notes = None if _state.hashing else _current()
    if notes is None:
        return
    _state.hashing = True
    try:
        place = _place(notes, path, kind)
        if place is not None:
            found = content if kind == "file" else listing
            kept = "behind" if _state.behind else kind
            if kept != "behind" or kind == "file":
                _write([kept, place, found(Path(notes.roots[-1], place))])
    finally:
        _state.hashing = False


def _place(notes: _Notes, path: object, kind: str) -> str | None:
    """Return a path's place in the project, or else its whole path, with forward slashes; None if it is no input."""
    if isinstance(path, int) and kind == "folder":
        path = _folder_behind(path)
    if path is None:
        path = "."
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    whole = _source(_absolute(os.fsdecode(path)))
    if _lies_in(whole, notes.aside):
        return None
    place = _below(whole, notes.roots) or _below(os.path.realpath(whole), notes.roots)
    if place is None and _lies_in(whole, notes.system):
        return None
    parts = (place or whole).replace(os.sep, "/").split("/")
    if any(part.startswith(".") for part in parts[:-1]) or parts[-1] == NOTES:
        return None
    if kind == "folder" and (parts[-1].startswith(".") or (place is not None and parts[0] in MADE)):
        return None
    return "/".join(parts)


def _absolute(path: str) -> str:
    """Return a whole path without following links: what a link points to may be another thing tomorrow."""
    return os.path.abspath(path)  # noqa: PTH100 (`resolve` follows them)


def _folder_behind(number: int) -> str | None:
    """Return the folder that is open under a number, where the system tells."""
    try:
        return str(Path(f"/proc/self/fd/{number}").readlink())
    except OSError:
        return None


def _source(path: str) -> str:
    """Return the source of a compiled module, of which Python opens nothing but that; any other path as it is."""
    if "__pycache__" not in path or not path.endswith(".pyc"):
        return path
    try:
        return source_from_cache(path)
    except ValueError:
        return path


def _lies_in(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


def _below(path: str, folders: Iterable[str]) -> str | None:
    """Return a path below the first of some folders that it lies in, without them."""
    return next((path[len(folder) + 1 :] for folder in folders if path.startswith(folder + os.sep)), None)


def _write(parts: list[str]) -> None:
    notes = _current()
    if notes is None:
        return
    line = json.dumps(parts, ensure_ascii=False)
    if line in notes.lines:
        return
    notes.lines.add(line)
    try:
        whole = line.encode("utf-8") + b"\n"
        if os.write(notes.number(), whole) < len(whole):
            raise OSError(line)
    except OSError:
        # Without its first line the list is none: better a run that is made again than one that read more than it says.
        with suppress(OSError):
            notes.file.unlink(missing_ok=True)
