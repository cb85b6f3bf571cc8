"""Write the widths of letters that drawings are laid out by, from the face that they are measured in.

Needs matplotlib, which carries the face, and its fonttools; both come with the packages for development.
Usage: `python tools/text_widths.py`. tests/unit/output/test_text_widths.py holds the file to the face.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parent.parent / "src/helpers/output/faces/dejavu-sans.json"
KNOWN = (
    range(0x20, 0x530),  # Latin, Greek, Cyrillic
    range(0x1E00, 0x1F00),  # more Latin
    range(0x2000, 0x2300),  # punctuation, money, letters and arrows as signs, mathematics
    range(0x2500, 0x27C0),  # shapes and signs
)
KERNED = (range(0x20, 0x180), range(0x2010, 0x2040))
"""Where pairs are told too: the letters of western and central Europe, and punctuation."""


def table() -> dict[str, Any]:
    """Return the file's content: for each weight how wide each letter is, and what is added between two, in units."""
    return {weight: _face(weight) for weight in ("normal", "bold")}


def _face(weight: str) -> dict[str, Any]:
    from fontTools.ttLib import TTFont
    from matplotlib.font_manager import FontProperties, findfont

    font: Any = TTFont(findfont(FontProperties(family="DejaVu Sans", weight=weight), fallback_to_default=False))
    names: dict[int, str] = font["cmap"].getBestCmap()
    widths: dict[int, str] = {}
    for code in (code for block in KNOWN for code in block if code in names):
        width = font["hmtx"][names[code]][0]
        widths[width] = widths.get(width, "") + chr(code)
    kerned = [code for block in KERNED for code in block if code in names]
    given: dict[tuple[str, str], int] = {
        pair: by for part in font["kern"].kernTables for pair, by in part.kernTable.items()
    }
    pairs: dict[int, str] = {}
    for first in kerned:
        for second in kerned:
            by = given.get((names[first], names[second]), 0)
            if by:
                pairs[by] = pairs.get(by, "") + chr(first) + chr(second)
    return {
        "units": font["head"].unitsPerEm,
        "widest": max(width for width, _ in font["hmtx"].metrics.values()),
        "widths": {str(width): widths[width] for width in sorted(widths)},
        "pairs": {str(by): pairs[by] for by in sorted(pairs)},
    }


def text() -> str:
    """Return the file."""
    return json.dumps(table(), ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(text(), encoding="utf-8")
