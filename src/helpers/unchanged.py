"""What was made from files, kept in this process for as long as the files hold what they held.

Reading and checking a plan takes longer than most of what a page does with it. A warm parent (`helpers.runner.warm`)
makes it once, and the kernels that are forked from it find it here. Nothing is taken on trust: whoever asks reads the
files anew, so that a run's reads are noted as ever, and gets what was made from these very contents or has it made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar, cast

from helpers import reads

_Made = TypeVar("_Made")
_Contents = tuple[object, ...]

_kept: dict[tuple[object, ...], tuple[_Contents, object]] = {}


def made_from(
    files: Iterable[Path], about: tuple[object, ...], make: Callable[[], _Made], besides: tuple[object, ...] = ()
) -> _Made:
    """Return what is made from some files: the same object as last time if nothing of it has changed since.

    It is shared by all who ask, so it must be of a kind that nobody changes.

    Parameters
    ----------
    files
        All that is read to make it, also files that may not be there.
    about
        What it is called. Only the latest of a name is kept.
    make
        Makes it. What this raises is raised, and made again the next time.
    besides
        What else it is made from, compared by `==`.
    """
    paths = tuple(files)
    before = (*map(_content, paths), *besides)
    found = _kept.get(about)
    if found is not None and found[0] == before:
        return cast("_Made", found[1])
    made = make()
    # Files that changed meanwhile may be neither what was hashed nor what was read.
    if (*map(_content, paths), *besides) == before:
        _kept[about] = before, made
    return made


def kept(files: Iterable[Path], about: tuple[object, ...]) -> object | None:
    """Return what was made from these files, if it was, and if nothing of them has changed since; else None."""
    found = _kept.get(about)
    return found[1] if found is not None and found[0] == tuple(map(_content, files)) else None


def forget() -> None:
    """Forget everything that was made."""
    _kept.clear()


def _content(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except OSError:
        reads.file(path)  # that it isn't there is noted too
        return None
    return hashlib.sha256(content).digest()
