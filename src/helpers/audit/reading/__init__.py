"""Readers: one per kind of file, from bytes to rows and loose text, without a thought of what they mean.

A reader is a function `(path, data) -> Iterable[Piece]`: `path` is relative to the public folder and begins every
`Piece.path`, as in `omraader/motalavej/slut/index.html, tabel »Hvor tallene står«, række 3`. A format is added by one
line in `READERS`; heavy imports belong inside the function. A suffix that no reader knows is a fault (`readable`), as
nobody can attest what such a file tells.
"""

from __future__ import annotations

from helpers.audit.reading.registry import READERS, Reader, read, readable
from helpers.audit.reading.unpacking import all_bytes

__all__ = ["READERS", "Reader", "all_bytes", "read", "readable"]
