"""Values inside values: JSON in an attribute, a file in a `data:` address."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes

from helpers.audit.reading.sentences import loose
from helpers.audit.statements import Piece

_SUFFIXES = {
    "application/gzip": ".gz",
    "application/javascript": ".js",
    "application/pdf": ".pdf",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
    "image/x-icon": ".ico",
    "text/css": ".css",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/javascript": ".js",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/xml": ".xml",
}
"""From a media type to the suffix of such files; the computer's own list differs from one to the next."""


def pieces_of_value(where: str, value: str, about: tuple[str, ...]) -> Iterator[Piece]:
    """Yield what an attribute tells: JSON as JSON, an address as its words, everything else as text."""
    stripped = value.strip()
    if stripped[:1] in {"{", "["}:
        try:
            found = json.loads(stripped)
        except ValueError:
            pass
        else:
            from helpers.audit.reading.shapes import pieces_of_data

            yield from pieces_of_data(where, found, about)
            return
    yield from loose(unquote(value) if "%" in value else value, where, about)


def pieces_of_address(where: str, address: str) -> Iterator[Piece]:
    """Yield what a file tells that is written into a `data:` address.

    Raises
    ------
    ValueError
        If it is of a kind that nobody can attest, or not what it says.
    """
    head, _, body = address.partition(",")
    kind = head.removeprefix("data:").split(";")[0] or "text/plain"
    if head.endswith(";base64"):
        try:
            data = base64.b64decode(unquote_to_bytes(body), validate=False)
        except (binascii.Error, ValueError) as error:
            raise ValueError(f"{where}: not base64") from error
    else:
        data = unquote_to_bytes(body)
    yield from pieces_of_kind(where, kind, data)


def pieces_of_kind(where: str, kind: str, data: bytes) -> Iterator[Piece]:
    """Yield what some bytes of a media type tell.

    Raises
    ------
    ValueError
        If no reader knows the type.
    """
    from helpers.audit.reading.registry import READERS

    plain = kind.partition(";")[0].strip().lower()
    suffix = _SUFFIXES.get(plain, ".json" if plain.endswith("json") else plain)
    if suffix not in READERS:
        raise ValueError(f"{where}: {plain}")
    for reader in READERS[suffix]:
        yield from reader(where, data)
