"""Plain text, XML and style sheets: manifests, the site map, checksums."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.audit.reading.sentences import loose
from helpers.audit.statements import Loose, Piece


def read_text(path: str, data: bytes) -> Iterator[Loose]:
    """Yield the sentences of a text file, with the line each begins on.

    Raises
    ------
    ValueError
        If the bytes aren't text.
    """
    for number, line in enumerate(decoded(path, data).splitlines(), 1):
        yield from loose(line, f"{path}, linje {number}")


def read_style(path: str, data: bytes) -> Iterator[Loose]:
    """Yield the remarks of a style sheet and the texts it puts on a page (`content: "…"`)."""
    import re

    from helpers.audit.reading.script import remarks

    text = decoded(path, data)
    for remark in remarks(text):
        yield from loose(remark, f"{path}, bemærkning")
    for found in re.finditer(r"(?:content|--[\w-]+)\s*:\s*([^;}]+)", text):
        yield from loose(found[1], f"{path}, regel")


def read_xml(path: str, data: bytes) -> Iterator[Piece]:
    """Yield texts, attributes and comments of XML, such as the site map."""
    from helpers.audit.reading.svg import read_svg

    yield from read_svg(path, data)


def decoded(path: str, data: bytes) -> str:
    """Return bytes as text.

    Raises
    ------
    ValueError
        If they aren't UTF-8, nor UTF-16 with its mark.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not text") from error
    if "\0" in text:
        raise ValueError(f"{path}: not text")
    return text
