"""How wide a line of text is in a drawing, and how it is broken: by a table of one face's letters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "faces" / "dejavu-sans.json"
"""Written by tools/text_widths.py. The face is wider than every one of `theme.FONT_STACK`, so text that fits in it
fits for every reader; it is measured and never shown.
"""


@dataclass(frozen=True)
class Face:
    """One weight, in parts of the size of its letters."""

    widths: Mapping[str, float]
    pairs: Mapping[str, float]
    widest: float


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in pixels, in a face wider than any that readers will see.

    Parameters
    ----------
    text
        A letter that the face lacks counts as wide as its widest.
    size
        Pixels.
    bold
        Heavy letters.
    """
    face = faces()[bold]
    letters = sum(face.widths.get(letter, face.widest) for letter in text or " ")
    between = sum(face.pairs.get(before + after, 0.0) for before, after in pairwise(text))
    return size * (letters + between)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return `text` in lines that fit `width`; non-breaking spaces hold."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=1)
def faces() -> tuple[Face, Face]:
    """Return the face in normal and in bold; read once."""
    read = json.loads(TABLE.read_text(encoding="utf-8"))
    normal, bold = (_face(read[weight]) for weight in ("normal", "bold"))
    return normal, bold


def _face(read: Any) -> Face:
    units = float(read["units"])
    widths = {letter: int(width) / units for width, letters in read["widths"].items() for letter in letters}
    pairs = {
        letters[at : at + 2]: int(by) / units
        for by, letters in read["pairs"].items()
        for at in range(0, len(letters), 2)
    }
    return Face(widths, pairs, read["widest"] / units)
