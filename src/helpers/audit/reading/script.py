"""JavaScript: the data it carries, its remarks, and its strings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import util
from pathlib import Path
from typing import Any

from helpers.audit.reading.sentences import loose
from helpers.audit.statements import Piece
from helpers.paths import checksum

_OPENS = re.compile(r"(?:=|\(|,|:|return|parse\()\s*(?=[\[{]\s*[\[{\"\]}\-\d])")
_REMARK = re.compile(r"/\*(.*?)\*/|(?<![:\"'\\])//([^\n]*)", re.DOTALL)
_TEXT = re.compile(
    r"\"((?:[^\"\\\n]|\\.){3,2000})\"|'((?:[^'\\\n]|\\.){3,2000})'|`((?:[^`\\]|\\.){3,2000})`", re.DOTALL
)
_LONGEST_LIBRARY_TEXT = 1_000_000


def read_script(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what a script tells; the library that draws figures, byte for byte as it is distributed, tells nothing."""
    if len(data) > _LONGEST_LIBRARY_TEXT and checksum(data) == _plotly():
        return
    yield from pieces_of_code(path, data.decode("utf-8-sig", errors="replace"), ())


@cache
def _plotly() -> str:
    """Return the checksum of plotly's own script, without importing plotly."""
    found = util.find_spec("plotly")
    if found is None or found.origin is None:
        return ""
    file = Path(found.origin).parent / "package_data" / "plotly.min.js"
    return checksum(file.read_bytes()) if file.is_file() else ""


def pieces_of_code(where: str, text: str, about: tuple[str, ...]) -> Iterator[Piece]:
    """Yield the JSON that a script holds, then its remarks and strings outside of that."""
    from helpers.audit.reading.shapes import pieces_of_data

    rest, position = [], 0
    for start, end, found in _data_in(text):
        yield from pieces_of_data(where, found, about)
        rest.append(text[position:start])
        position = end
    code = "\n".join((*rest, text[position:]))
    for remark in remarks(code):
        yield from loose(remark, f"{where}, bemærkning", about)
    for found in _TEXT.finditer(code):
        yield from loose(_unescaped(found[1] or found[2] or found[3]), f"{where}, tekst", about)


def remarks(code: str) -> Iterator[str]:
    """Yield the remarks of a script or a style sheet."""
    for found in _REMARK.finditer(code):
        yield found[1] or found[2] or ""


def _data_in(text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield every stretch that is JSON, with where it starts and ends; what is code isn't JSON and is passed over."""
    decoder = json.JSONDecoder()
    position = 0
    stripped = text.lstrip()
    if stripped[:1] in {"{", "["}:
        position = len(text) - len(stripped)
        try:
            found, position = decoder.raw_decode(text, position)
            yield len(text) - len(stripped), position, found
        except ValueError:
            position = 0
    while opened := _OPENS.search(text, position):
        position = opened.end()
        try:
            found, end = decoder.raw_decode(text, position)
        except ValueError:
            continue
        yield position, end, found
        position = end


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text).replace("\\n", "\n")
