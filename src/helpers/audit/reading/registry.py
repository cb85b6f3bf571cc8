"""Which reader reads which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from helpers.audit.reading.delimited import read_csv
from helpers.audit.reading.markup import read_tables
from helpers.audit.reading.objects import read_json
from helpers.audit.statements import Piece

Reader = Callable[[str, bytes], Iterable[Piece]]

READERS: dict[str, tuple[Reader, ...]] = {
    ".csv": (read_csv,),
    ".html": (read_tables,),
    ".json": (read_json,),
}
"""From a suffix, in small letters, to the functions that read such files; each reads another thing in them."""
EVERY_FILE: tuple[Reader, ...] = ()
"""Readers that look at each file whatever its kind: its name, for one."""


def readable(path: str) -> bool:
    """Tell whether the file can be attested at all."""
    return PurePosixPath(path).suffix.lower() in READERS


def read(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what every reader that is meant for the file makes of it.

    Raises
    ------
    ValueError
        If the file isn't what its suffix says.
    """
    for reader in (*READERS.get(PurePosixPath(path).suffix.lower(), ()), *EVERY_FILE):
        yield from reader(path, data)
