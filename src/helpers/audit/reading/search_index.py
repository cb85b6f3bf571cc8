"""The search index: each page's text once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.audit.reading.sentences import loose
from helpers.audit.statements import Piece

ADDRESSES = ("address", "href", "url", "location", "objectID")
"""How search programs (our own, Quarto's, Lunr's) call a page's address."""


def is_index(found: Any) -> bool:
    """Tell whether JSON is a search index: a list of pages with an address and a text."""
    entries = found.get("docs") if isinstance(found, dict) else found
    if not isinstance(entries, list) or not entries or not isinstance(entries[0], dict):
        return False
    return "text" in entries[0] and any(key in entries[0] for key in ADDRESSES)


def pieces_of_index(path: str, found: Any) -> Iterator[Piece]:
    """Yield each page's sentences, with the page's title, and its other fields."""
    for entry in found["docs"] if isinstance(found, dict) else found:
        yield from _of_page(path, entry)


def _of_page(path: str, entry: Mapping[str, Any]) -> Iterator[Piece]:
    address = next((str(entry[key]) for key in ADDRESSES if key in entry), "")
    title = str(entry.get("title", ""))
    where = f"{path}, {address}"
    for key, value in entry.items():
        if key in ADDRESSES or not isinstance(value, str):
            continue
        about = () if key == "title" else (title,)
        # Whole pages run together here: two sentences back may be another table.
        yield from loose(value, where if key == "text" else f"{where}, {key}", about, remembered=1)
    crumbs = [value for value in entry.values() if isinstance(value, list)]
    for words in crumbs:
        yield from loose("; ".join(map(str, words)), where, (title,))
