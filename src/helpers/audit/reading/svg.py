"""SVG: its title and description, every text, every telling attribute, comments, metadata and embedded data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from helpers.audit.reading.drawing import figures_in, written
from helpers.audit.reading.prose import remark
from helpers.audit.reading.sentences import loose, tidy
from helpers.audit.statements import Piece

_DRAWN_TEXT = (
    "class style d points transform viewBox width height x y x1 x2 y1 y2 cx cy r rx ry dx dy fill stroke opacity "
    "stroke-width stroke-dasharray stroke-linejoin stroke-linecap font-size font-family font-weight text-anchor "
    "clip-path marker-end marker-start offset gradientTransform patternTransform patternUnits gradientUnits "
    "clipPathUnits version role tabindex lang preserveAspectRatio focusable type media xmlns"
)
DRAWN = frozenset(_DRAWN_TEXT.split())
"""Attributes that draw and can't be read by a person."""
_NO_PAINT = re.compile(r"--[\w-]+\s*:|content\s*:|/\*")
_SPACE = "{http://www.w3.org/XML/1998/namespace}"


def read_svg(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what an SVG tells in words; a number alone is read with `drawing`.

    Raises
    ------
    ValueError
        If it isn't XML.
    """
    import lxml.etree as etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{path}: not XML") from error
    yield from pieces_of_svg(path, root, ())


def pieces_of_svg(path: str, root: Any, about: tuple[str, ...]) -> Iterator[Piece]:
    """Yield the words of an SVG that is parsed already; `about` is what surrounds it on a page."""
    title = next((tidy("".join(found.itertext())) for found in root.iter("{*}title")), "")
    known = (*about, title) if title else about
    before = root.getprevious()
    while before is not None:
        yield from remark(path, before, known)
        before = before.getprevious()
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from _of_element(path, element, about if _name(element) == "title" else known)
        else:
            yield from remark(path, element, known)
    for text in figures_in([written(found) for found in root.iter("{*}text")]):
        yield from loose(text, f"{path}, <text>", known)
    after = root.getnext()
    while after is not None:
        yield from remark(path, after, known)
        after = after.getnext()


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _of_element(path: str, element: Any, about: tuple[str, ...]) -> Iterator[Piece]:
    name = _name(element)
    if name == "text":
        found = written(element)
        if not found.bare:
            yield from loose(found.text, f"{path}, <text>", about)
    elif name in {"style", "script"}:
        yield from _of_code(path, name, element.text or "", about)
    elif name != "tspan" and element.text and element.text.strip():
        yield from loose("".join(element.itertext()), f"{path}, <{name}>", about)
    if element.tail and element.tail.strip() and not _inside_text(element):
        yield from loose(element.tail, f"{path}, tekst mellem mærkerne", about)
    for key, value in element.attrib.items():
        if _tells(str(key), value):
            yield from _of_attribute(f"{path}, <{name} {str(key).rpartition('}')[2]}>", value, about)


def _inside_text(element: Any) -> bool:
    return any(_name(parent) == "text" for parent in element.iterancestors())


def _of_code(path: str, name: str, text: str, about: tuple[str, ...]) -> Iterator[Piece]:
    """Yield the remarks of a style sheet, and everything of a script."""
    from helpers.audit.reading.script import pieces_of_code, remarks

    if name == "script":
        yield from pieces_of_code(f"{path}, <script>", text, about)
    else:
        for remark in remarks(text):
            yield from loose(remark, f"{path}, <style>", about)


def _tells(key: str, value: str) -> bool:
    """Tell whether an attribute's value can hold words."""
    if key.startswith(_SPACE) or key in {"id", "href"} or key.endswith("}href"):
        return value.startswith("data:") or len(value) > 12
    return key not in DRAWN or bool(_NO_PAINT.search(value))


def _of_attribute(where: str, value: str, about: tuple[str, ...]) -> Iterator[Piece]:
    from helpers.audit.reading.embedded import pieces_of_address, pieces_of_value

    if value.startswith("data:"):
        yield from pieces_of_address(where, value)
    else:
        yield from pieces_of_value(where, value, about)
