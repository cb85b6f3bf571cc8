"""The visual language as constants: the same tokens for static figures, interactive figures and maps.

Colours of data are Okabe and Ito's (2008), which stay apart for colour-blind readers. At most one strong colour in a
figure; everything else is grey.
"""

from __future__ import annotations

from typing import Final

FONT_STACK: Final = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif'

INK: Final = "#1b2530"
MUTED: Final = "#52606d"
PAPER: Final = "#ffffff"
WASH: Final = "#f4f6f8"
LINE: Final = "#d5dbe1"
ACCENT: Final = "#0b5394"

THIS_AREA: Final = "#0072b2"
COMPARISON: Final = "#767676"
TARGET: Final = "#111111"
NATIONAL: Final = "#858585"
"""The visual language says #999999, which has 2.8:1 on paper; a shape needs 3:1."""
BAND: Final = "#c7dcea"
"""This area's colour, lightened: interval bands. Decoration beside the written interval, so no contrast is asked."""
BAND_GREY: Final = "#dedede"

DARK: Final[dict[str, str]] = {
    INK: "#e8edf2",
    MUTED: "#a9b4bf",
    PAPER: "#14191f",
    WASH: "#1d242c",
    LINE: "#3a4550",
    THIS_AREA: "#56b4e9",
    COMPARISON: "#a6a6a6",
    TARGET: "#f2f2f2",
    NATIONAL: "#8f8f8f",
    BAND: "#23455c",
    BAND_GREY: "#3f4346",
    "#00674f": "#4cc9a5",
    "#b3400a": "#ff9e66",
    "#5b5b5b": "#bdbdbd",
}
"""What each colour becomes for a reader who asks for dark pages."""

STATUS_COLOURS: Final[dict[str, str]] = {
    "met": "#00674f",
    "not_met": "#b3400a",
    "undetermined": "#5b5b5b",
    "too_few": MUTED,
    "no_data": MUTED,
    "not_due": MUTED,
}
STATUS_SHAPES: Final[dict[str, str]] = {
    "met": "●",
    "not_met": "▲",
    "undetermined": "◆",
    "too_few": "··",
    "no_data": "○",
    "not_due": "◷",
}

WIDE: Final = 720
"""Pixels of a figure on a page."""
NARROW: Final = 360
"""Pixels of the same figure, drawn again for a phone."""


def plotly_layout() -> dict[str, object]:
    """Return the layout that all interactive figures share; without plotly's own template, which is 6 kB."""
    return {
        "separators": ",.",
        "font": {"family": FONT_STACK, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hoverlabel": {"bgcolor": INK, "font": {"color": PAPER, "family": FONT_STACK}, "align": "left"},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
    }
