"""Put a finished site in the old one's place in one step; a failure leaves the old site as it was."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from helpers.errors import Fault, SiteError
from helpers.paths import writing_to

MARK = "soegeindeks.json"
"""Every site that Målbar makes holds this file; a folder without it is somebody else's and is never replaced."""
ASIDE = "gammel"
"""Where the old site lies for the moment between two renames."""


@contextmanager
def replacing(output: Path) -> Generator[Path]:
    """Give a fresh folder beside `output`, and swap it in when the block ends without an error.

    Raises
    ------
    SiteError
        If `output` is a file, holds something other than a site, or lies where nothing can be written.
    """
    _mend_after_kill(output)
    _check(output)
    with writing_to(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(output)
    try:
        yield fresh
        with writing_to(output):
            fresh.chmod(0o755)
            _keep_unchanged(fresh, output)
            _swap(fresh, output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _beside(output: Path) -> Path:
    """Make a folder beside `output` that says which process it belongs to."""
    return Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}.{os.getpid()}-"))


def _mend_after_kill(output: Path) -> None:
    """Put the old site back if a killed build had just set it aside, and remove what such builds left half-done.

    Folders of a build that is still running are left alone.
    """
    for left in sorted(output.parent.glob(f".{output.name}.*-*")):
        owner = left.name.removeprefix(f".{output.name}.").partition("-")[0]
        if not owner.isdecimal() or (int(owner) != os.getpid() and psutil.pid_exists(int(owner))):
            continue
        aside = left / ASIDE
        if aside.is_dir() and not output.exists():
            aside.rename(output)
        shutil.rmtree(left, ignore_errors=True)


def _check(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise _unusable(output, "der ligger en fil, hvor mappen skal være", "Flyt filen, eller vælg en anden mappe.")
    if output.is_dir():
        with writing_to(output):
            taken = any(output.iterdir()) and not (output / MARK).is_file()
        if taken:
            raise _unusable(
                output, "mappen er ikke tom og er ikke en side fra Målbar", "Vælg en tom mappe, eller tøm den selv."
            )
    nearest = next(folder for folder in (output, *output.parents) if folder.exists())
    if not nearest.is_dir():
        raise _unusable(output, f"{nearest.name} er en fil og ikke en mappe", "Vælg en anden mappe.")


def _unusable(output: Path, value: str, remedy: str) -> SiteError:
    return SiteError(
        Fault(place=str(output), value=value, rule="Siden skrives i en mappe, som kun Målbar bruger.", remedy=remedy)
    )


def _keep_unchanged(fresh: Path, output: Path) -> None:
    """Carry over the old file, with its time stamp, wherever the new one has the same bytes."""
    for path in (item for item in fresh.rglob("*") if item.is_file()):
        old = output / path.relative_to(fresh)
        if path.stat().st_nlink > 1:
            continue  # one file at two addresses, or the old one already
        if old.is_file() and old.stat().st_size == path.stat().st_size and old.read_bytes() == path.read_bytes():
            path.unlink()
            try:
                os.link(old, path)
            except OSError:  # a file system without hard links
                shutil.copy2(old, path)


_FROM_HERE = -100
"""Linux: paths that are not absolute start in the working folder (AT_FDCWD)."""
_EXCHANGE = 2
"""Linux: both names change places in one step (RENAME_EXCHANGE)."""


def _exchanged(fresh: Path, output: Path) -> bool:
    """Let the two folders change places in one step, so that a visitor never finds none; False where that can't be."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        exchange = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):  # a C library without it
        return False
    names = (os.fsencode(fresh), os.fsencode(output))
    done: int = exchange(_FROM_HERE, ctypes.c_char_p(names[0]), _FROM_HERE, ctypes.c_char_p(names[1]), _EXCHANGE)
    return done == 0


def _swap(fresh: Path, output: Path) -> None:
    if not output.exists():
        fresh.rename(output)
        return
    if _exchanged(fresh, output):
        return
    aside = _beside(output) / ASIDE
    try:
        output.rename(aside)
        try:
            fresh.rename(output)
        except OSError:
            aside.rename(output)
            raise
    finally:
        with suppress(OSError):
            shutil.rmtree(aside.parent)
