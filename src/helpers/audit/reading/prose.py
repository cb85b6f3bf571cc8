"""HTML beyond its tables: running text, headings, attributes, comments, templates, and the data of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from helpers.audit.reading.markup import page_of, text_of, words_before
from helpers.audit.reading.sentences import loose, tells_a_number, tidy
from helpers.audit.statements import Loose, Piece

_BLOCKS_TEXT = (
    "p li dt dd h1 h2 h3 h4 h5 h6 figcaption caption summary blockquote pre td th button label option legend div "
    "section article main header footer nav aside details figure title address form body template noscript "
    "dialog output textarea ul ol dl table tbody thead tfoot tr small picture fieldset select"
)
BLOCKS = frozenset(_BLOCKS_TEXT.split())
"""Elements whose text stands by itself; everything else runs on in the line."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FIRST = 200
"""Letters at most that are taken for a box's first words."""
_GROUPS = frozenset({"li", "tr", "figure", "article", "dl", "details", "fieldset"})
"""Small boxes whose first words say what the rest is about: a key figure's name, a row's heading."""
_SILENT_TEXT = (
    "class style href src srcset rel type lang charset media sizes integrity crossorigin role tabindex colspan rowspan "
    "scope width height viewbox d points for target method action http-equiv loading decoding start open hidden "
    "datetime aria-expanded aria-controls aria-hidden aria-current aria-labelledby aria-describedby data-origin"
)
SILENT = frozenset(_SILENT_TEXT.split())
"""Attributes that hold no words about figures; addresses are read where they are long enough to tell something."""
_ADDRESSES = frozenset({"href", "src", "srcset", "action", "id", "name"})
_LISTS = frozenset({"ul", "ol", "dl"})
_BESIDE = ("aria-label", "title", "alt", "label", "aria-description")
"""Attributes whose words say what an element's other attributes are of: a bar's value, a point's number."""
_BETWEEN = re.compile(r"[-_/#?&=+.]+")


def read_prose(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what a page tells outside of its tables' cells.

    Raises
    ------
    ValueError
        If a figure's data or an embedded file is of a kind that nobody can attest.
    """
    page = page_of(data)
    if page is None:
        return
    root = page.getroottree().getroot()
    before = root.getprevious()
    while before is not None:
        yield from remark(path, before, ())
        before = before.getprevious()
    yield from _Walk(path).through(root)


class _Walk:
    """Goes through a page in the order of reading and remembers which headings and boxes it stands under."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._above: dict[str, str] = {}
        self._addresses: set[str] = set()

    def through(self, element: Any, boxes: tuple[str, ...] = (), *, in_table: bool = False) -> Iterator[Piece]:
        """Yield the pieces of an element and everything below; `boxes` are the first words of what it lies in."""
        if not isinstance(element.tag, str):
            yield from remark(self._path, element, self._about(boxes))
            return
        tag = element.tag.rpartition("}")[2].lower()
        if tag in _HEADINGS:
            self._above = {level: text for level, text in self._above.items() if level < tag}
            self._above[tag] = text_of(element)
        if tag in _GROUPS and (words := _first_words(element)):
            boxes = (*boxes, words)
        if tag in _LISTS and (words := words_before(element)):
            boxes = (*boxes, words)
        in_table = (in_table or tag == "table") and tag != "template"  # rows leave templates out
        yield from self._element(element, tag, boxes, in_table=in_table)
        for child in element:
            yield from self.through(child, boxes, in_table=in_table)

    def _about(self, boxes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*(self._above[level] for level in _HEADINGS if level in self._above), *boxes)))

    def _element(self, element: Any, tag: str, boxes: tuple[str, ...], *, in_table: bool) -> Iterator[Piece]:
        if tag == "script":
            yield from self._script(element, self._about(boxes))
        elif tag == "svg":
            yield from self._drawing(element, self._about(boxes))
        # The words of a table belong to its rows, which say what they are about (`read_tables`).
        elif tag in BLOCKS and not in_table and tells_a_number(text := own_text(element)):
            yield from loose(text, f"{self._path}, <{tag}>", self._about(boxes))
        for key, value in element.attrib.items():
            if tells_a_number(value):
                about = (*self._about(boxes), *_beside(element, str(key)))
                yield from self._attribute(f"{self._path}, <{tag} {key}>", str(key), str(value), about)

    def _script(self, element: Any, about: tuple[str, ...]) -> Iterator[Piece]:
        from helpers.audit.reading.embedded import pieces_of_value
        from helpers.audit.reading.script import pieces_of_code

        text, kind = element.text or "", element.get("type", "")
        where = f"{self._path}, <script {kind}>".replace(" >", ">")
        if kind.endswith("json"):
            yield from pieces_of_value(where, text, about)
        elif text.strip():
            yield from pieces_of_code(where, text, about)

    def _drawing(self, element: Any, about: tuple[str, ...]) -> Iterator[Piece]:
        """Yield the title and texts of an SVG that stands in the page itself."""
        for found in element.iter("{*}title", "{*}desc", "{*}text", "{*}metadata"):
            text = tidy(" ".join(found.itertext()))
            yield from loose(text, f"{self._path}, <svg {found.tag.rpartition('}')[2]}>", about)

    def _attribute(self, where: str, key: str, value: str, about: tuple[str, ...]) -> Iterator[Piece]:
        from helpers.audit.reading.embedded import pieces_of_address, pieces_of_value

        if value.startswith("data:") and key in _ADDRESSES:
            yield from pieces_of_address(where, value)
        elif key in _ADDRESSES:
            if value not in self._addresses:
                self._addresses.add(value)
                # Beside the page's own words an address like `#50-frivillige` would be taken for a figure.
                yield from loose(_BETWEEN.sub(" ", unquote(value)), where)
        elif key not in SILENT or (key == "style" and "--" in value):
            yield from pieces_of_value(where, value, about)


def own_text(element: Any) -> str:
    """Return the text of an element without that of the blocks inside it, which are read by themselves."""
    pieces: list[str] = []
    _collect(element, pieces, top=True)
    return "\n".join(filter(None, (tidy(line) for line in "".join(pieces).split("\n"))))


def _collect(element: Any, pieces: list[str], *, top: bool = False) -> None:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "svg"}:
        return
    if element.tag in BLOCKS and not top:
        pieces.append("\n")
        return
    pieces.append("; " if element.tag == "br" else element.text or "")
    for child in element:
        _collect(child, pieces)
        pieces.append(child.tail or "")


def _beside(element: Any, key: str) -> tuple[str, ...]:
    """Return the words that an element has beside an attribute that is nothing but a number."""
    value = str(element.get(key))
    if key in SILENT or any(map(str.isalpha, value)):
        return ()
    words = [str(element.get(name)) for name in _BESIDE if name != key and element.get(name)]
    text = own_text(element) if not len(element) else ""
    return (*((text[:_FIRST],) if text else ()), *words)


def _first_words(box: Any) -> str:
    """Return the first line of a box, at most 200 letters."""
    for element in box.iter():
        if isinstance(element.tag, str) and element.tag in BLOCKS and (text := own_text(element)):
            return text.partition("\n")[0][:_FIRST]
    return ""


def remark(path: str, element: Any, about: tuple[str, ...]) -> Iterator[Loose]:
    """Yield what a comment or a processing instruction says."""
    if not isinstance(element.tag, str) and element.text:
        yield from loose(element.text, f"{path}, <!-- kommentar -->", about)
