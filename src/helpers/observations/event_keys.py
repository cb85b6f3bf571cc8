"""One number per event, made of its area, activity, quarter and person; and persons as keyed hashes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from helpers.observations.registering import Held, Texts

Keys = Any
"""One number per row: a one-dimensional `numpy.ndarray` of int64."""
_HASHED = 100_000
"""Texts that are Python's own at a time."""
PERSON_BITS, QUARTER_BITS, ACTIVITY_BITS, AREA_BITS = 31, 8, 8, 16
"""How wide the parts of a key are, right to left: person, quarter, activity, area. Together 63, for a number has a
sign."""


@dataclass(frozen=True)
class Coded:
    """A column, and the number of each of its texts."""

    column: Held
    numbers: Any
    """A `numpy.ndarray`; -1: the text's rows are left out."""


def keys(rows: int, areas: Coded | None, activities: Coded | None, quarters: Coded, persons: Coded | None) -> Keys:
    """Return one number per row, made of its area, activity, quarter and person; rows left out have none.

    A part that is the same in all rows is None, and 0 in the keys. Of persons, equal numbers are the same one.
    """
    import numpy as np

    found, wanted = np.zeros(rows, dtype=np.int64), np.ones(rows, dtype=bool)
    for part, bits in ((areas, 0), (activities, ACTIVITY_BITS), (quarters, QUARTER_BITS), (persons, PERSON_BITS)):
        found <<= bits
        if part is not None:
            # An empty field stands at -1, where the number of no text is.
            of_rows = np.append(part.numbers.astype(np.int32), np.int32(-1))[part.column.places]
            wanted &= of_rows >= 0
            found |= of_rows
    return found if wanted.all() else found[wanted]


def keyed_hashes(texts: Texts, key: bytes, beginning: bytes) -> Texts:
    """Return HMAC-SHA-256 (RFC 2104) of `beginning` and each text in UTF-8, cut to 128 bits.

    The same as `hmac.digest`, in a third of its time. The key has at most 64 bytes.
    """
    import pyarrow as pa

    block = key.ljust(64, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C))
    # What is the same for all texts is digested once.
    begun, closed = hashlib.sha256(inner + beginning), hashlib.sha256(outer)

    def of(text: str) -> bytes:
        inside, outside = begun.copy(), closed.copy()
        inside.update(text.encode())
        outside.update(inside.digest())
        return outside.digest()[:16]

    starts = range(0, len(texts), _HASHED)
    parts = [pa.array(list(map(of, texts.slice(start, _HASHED).to_pylist())), pa.binary()) for start in starts]
    return pa.concat_arrays(parts or [pa.array([], pa.binary())])
