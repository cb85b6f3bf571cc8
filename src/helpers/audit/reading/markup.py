"""HTML: the tables of a page as rows, each with the headings it stands under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from helpers.audit.statements import Row

BREAKS = frozenset({"br", "small", "p", "li", "div", "details", "summary", "tr", "td", "th", "dt", "dd", "caption"})
"""Elements that end a piece of text; the others run on, as in the middle of a word."""
_LEAD = 200
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_tables(path: str, data: bytes) -> Iterator[Row]:
    """Yield every row of every table of a page; `about` has the headings above it and the caption."""
    page = page_of(data)
    if page is None:
        return
    above: dict[str, str] = {}
    for element in page.iter("table", *_HEADINGS):
        if element.tag == "table":
            yield from _rows(path, element, tuple(above[level] for level in _HEADINGS if level in above))
        else:
            above = {level: text for level, text in above.items() if level < element.tag}
            above[element.tag] = text_of(element)


@lru_cache(maxsize=1)
def page_of(data: bytes) -> Any:
    """Return a page's root, parsed once for all readers of the page; None if the file is empty."""
    import lxml.etree as etree

    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True)) if data.strip() else None


def _rows(path: str, table: Any, above: tuple[str, ...]) -> Iterator[Row]:
    caption = next((text_of(found) for found in table.iter("caption")), "")
    lead = "" if caption else words_before(table)
    about = (*above, *filter(None, (lead, caption)))
    where = f"{path}, tabel »{caption or (above[-1] if above else '')}«"
    columns: list[str] = []
    number = 0
    for line in table.iter("tr"):
        cells = [cell for cell in line if cell.tag in ("td", "th")]
        texts = [text_of(cell) for cell in cells]
        if not columns and all(cell.tag == "th" for cell in cells):
            columns = _distinct(texts)
            continue
        number += 1
        names = columns if len(columns) >= len(texts) else _distinct(str(place) for place in range(1, len(texts) + 1))
        if any(texts):
            yield Row(
                {name: text for name, text in zip(names, texts, strict=False) if text},
                f"{where}, række {number}",
                about,
            )


def words_before(element: Any) -> str:
    """Return the last line of the paragraph before a list or a table, at most 200 letters: it says what they are of."""
    before = element.getprevious()
    if before is None or before.tag not in ("p", "div", "figcaption"):
        return ""
    return text_of(before).rpartition("\n")[2][-_LEAD:]


def _distinct(names: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        wanted, again = name, 2
        while wanted in found:
            wanted, again = f"{name} ({again})", again + 1
        found[wanted] = None
    return list(found)


def text_of(element: Any) -> str:
    """Return the text as a reader sees it, with a line break wherever a new piece begins."""
    pieces: list[str] = []
    _collect(element, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, pieces: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "template"):
        return
    breaks = element.tag in BREAKS
    pieces.append("\n" if breaks else "")
    pieces.append(element.text or "")
    for child in element:
        _collect(child, pieces)
        pieces.append(child.tail or "")
    pieces.append("\n" if breaks else "")
