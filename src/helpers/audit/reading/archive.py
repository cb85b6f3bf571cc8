"""ZIP and GZIP: each member as if it lay in the public folder itself."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.audit.reading.sentences import loose
from helpers.audit.reading.unpacking import DEEPEST, inflated, members
from helpers.audit.statements import Piece


def read_zip(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what the members of a ZIP tell; the path is `a.zip!member`.

    Raises
    ------
    ValueError
        If it can't be unpacked, or a member is of a kind that nobody can attest.
    """
    for name, content in members(path, data):
        if name.endswith((", kommentar", ", filnavn")):
            yield from loose(content.decode("utf-8", errors="replace"), name)
        else:
            yield from _member(name, content)


def read_gzip(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what lies in a GZIP, as the kind that its name without `.gz` says.

    Raises
    ------
    ValueError
        If it can't be unpacked, or is of a kind that nobody can attest.
    """
    name = path[: -len(".gz")] if path.lower().endswith(".gz") else path
    yield from _member(f"{path}!{name.rpartition('/')[2].rpartition('!')[2]}", inflated(path, data))


def _member(name: str, content: bytes) -> Iterator[Piece]:
    from helpers.audit.reading.registry import read, readable

    if name.count("!") > DEEPEST:
        raise ValueError(f"{name}: archives inside archives")
    if not readable(name):
        raise ValueError(f"{name}: unknown kind of file")
    yield from read(name, content)
