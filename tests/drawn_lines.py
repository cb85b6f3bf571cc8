"""The lines of text in a drawing of ours, with where they stand and how wide they are."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from helpers.output.static_labels import Box
from helpers.output.text_widths import text_width

SVG = "{http://www.w3.org/2000/svg}"
INHERITED = ("font-size", "font-weight", "text-anchor")


@dataclass(frozen=True)
class DrawnLine:
    """One line: its words, the box of its letters without what hangs below, and whether paper lies behind it."""

    words: str
    box: Box
    size: float
    covered: bool


def drawn_lines(svg: str) -> list[DrawnLine]:
    """Return the lines of a drawing from first to last."""
    return list(_of(ET.fromstring(svg), {}))


def _of(element: ET.Element, outer: Mapping[str, str]) -> Iterator[DrawnLine]:
    known = {**outer, **{name: element.attrib[name] for name in INHERITED if name in element.attrib}}
    before: ET.Element | None = None
    for child in element:
        if child.tag == f"{SVG}text":
            look = {**known, **child.attrib}
            words, size = "".join(child.itertext()), float(look["font-size"])
            wide = text_width(words, size, bold=look.get("font-weight") == "700")
            shift = {"start": 0.0, "middle": wide / 2, "end": wide}[look.get("text-anchor", "start")]
            left, base = float(look["x"]) - shift, float(look["y"])
            covered = before is not None and before.tag == f"{SVG}path"
            yield DrawnLine(words, Box(left, base - 0.7 * size, left + wide, base), size, covered)
        else:
            yield from _of(child, known)
        before = child
