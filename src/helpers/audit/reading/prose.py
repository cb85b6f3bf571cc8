"""HTML beyond its tables: running text, headings, attributes, comments, templates, and the data of figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from helpers.audit.reading.markup import text_of
from helpers.audit.reading.sentences import loose, tidy
from helpers.audit.statements import Loose, Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS_TEXT = (
    "p li dt dd h1 h2 h3 h4 h5 h6 figcaption caption summary blockquote pre td th button label option legend div "
    "section article main header footer nav aside details figure title address form body template noscript "
    "dialog output textarea ul ol dl table tbody thead tfoot tr small picture fieldset select"
)
BLOCKS = frozenset(_BLOCKS_TEXT.split())
"""Elements whose text stands by itself; everything else runs on in the line."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_GROUPS = frozenset({"li", "tr", "figure", "article", "dl", "details", "fieldset"})
"""Small boxes whose first words say what the rest is about: a key figure's name, a row's heading."""
_SILENT_TEXT = (
    "class style href src srcset rel type lang charset media sizes integrity crossorigin role tabindex colspan rowspan "
    "scope width height viewbox d points for target method action http-equiv loading decoding start open hidden "
    "datetime aria-expanded aria-controls aria-hidden aria-current aria-labelledby aria-describedby data-origin"
)
SILENT = frozenset(_SILENT_TEXT.split())
"""Attributes that hold no words about figures; addresses are read where they are long enough to tell something."""
_ADDRESSES = frozenset({"href", "src", "srcset", "action", "id", "name", "data-address"})


def read_prose(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what a page tells outside of its tables' cells.

    Raises
    ------
    ValueError
        If a figure's data or an embedded file is of a kind that nobody can attest.
    """
    from lxml import html

    if not data.strip():
        return
    page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    root = page.getroottree().getroot()
    before = root.getprevious()
    while before is not None:
        yield from _remark(path, before, ())
        before = before.getprevious()
    yield from _Walk(path).through(root)


class _Walk:
    """Goes through a page in the order of reading and remembers which headings it stands under."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._above: dict[str, str] = {}

    def through(self, root: HtmlElement) -> Iterator[Piece]:
        """Yield the pieces of everything below an element."""
        for element in root.iter():
            if not isinstance(element.tag, str):
                yield from _remark(self._path, element, self._about(element))
                continue
            tag = element.tag.rpartition("}")[2].lower()
            if tag in _HEADINGS:
                self._above = {level: text for level, text in self._above.items() if level < tag}
                self._above[tag] = text_of(element)
            yield from self._element(element, tag)

    def _about(self, element: HtmlElement) -> tuple[str, ...]:
        """Return the headings above an element and the first words of the small box that it lies in."""
        known = [self._above[level] for level in _HEADINGS if level in self._above]
        boxes = [parent for parent in element.iterancestors() if parent.tag in _GROUPS]
        return tuple(dict.fromkeys(filter(None, (*known, *map(_first_words, reversed(boxes))))))

    def _element(self, element: HtmlElement, tag: str) -> Iterator[Piece]:
        if tag == "script":
            yield from self._script(element)
            return
        if tag == "style":
            return
        if tag == "svg":
            yield from self._drawing(element)
        if tag in BLOCKS:
            text = own_text(element)
            if text:
                yield from loose(text, f"{self._path}, <{tag}>", self._about(element))
        for key, value in element.attrib.items():
            yield from self._attribute(element, tag, str(key), str(value))

    def _script(self, element: HtmlElement) -> Iterator[Piece]:
        from helpers.audit.reading.embedded import pieces_of_value
        from helpers.audit.reading.script import pieces_of_code

        text, kind = element.text or "", element.get("type", "")
        where = f"{self._path}, <script {kind}>".replace(" >", ">")
        if kind.endswith("json"):
            yield from pieces_of_value(where, text, self._about(element))
        elif text.strip():
            yield from pieces_of_code(where, text, self._about(element))

    def _drawing(self, element: HtmlElement) -> Iterator[Piece]:
        """Yield the title and text of an SVG that stands in the page itself."""
        for found in element.iter():
            if isinstance(found.tag, str) and found.tag.rpartition("}")[2] in {"title", "desc", "text", "metadata"}:
                text = tidy(" ".join(found.itertext()))
                yield from loose(text, f"{self._path}, <svg {found.tag}>", self._about(element))

    def _attribute(self, element: HtmlElement, tag: str, key: str, value: str) -> Iterator[Piece]:
        from helpers.audit.reading.embedded import pieces_of_address, pieces_of_value

        where = f"{self._path}, <{tag} {key}>"
        if value.startswith("data:") and key in _ADDRESSES:
            yield from pieces_of_address(where, value)
        elif key in _ADDRESSES:
            if not value.startswith("#") and any(sign.isdigit() for sign in value) and "?" in value:
                yield from loose(value.replace("?", " ").replace("&", " "), where, self._about(element))
        elif key not in SILENT or (key == "style" and "--" in value):
            yield from pieces_of_value(where, value, self._about(element))


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


def _first_words(box: Any) -> str:
    """Return the first line of a box, at most 200 letters."""
    for element in box.iter():
        if isinstance(element.tag, str) and element.tag in BLOCKS and (text := own_text(element)):
            return text.partition("\n")[0][:200]
    return ""


def _remark(path: str, element: Any, about: tuple[str, ...]) -> Iterator[Loose]:
    if not isinstance(element.tag, str) and element.text:
        yield from loose(element.text, f"{path}, <!-- kommentar -->", about)
