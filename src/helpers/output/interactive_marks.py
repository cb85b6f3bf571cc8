"""What interactive figures are put together from: axes, marks, error bars and notes, as plain data for plotly.js."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from helpers.output import theme
from helpers.output.figures_spec import Axis, Dot, HiddenMark, Role
from helpers.output.static_time import COLOURS
from helpers.output.wording import HIDDEN

Json = dict[str, Any]


def safe(text: str) -> str:
    """Escape a text, because plotly reads a little HTML in its texts and ours are plain."""
    return escape(text, quote=False)


def hover(dot: Dot, name: str) -> str:
    """Return what a reader sees who points at a dot."""
    return safe(name) + "<br>" + "<br>".join(safe(line) for line in dot.hover.split("\n"))


def axis(scale: Axis, **more: object) -> Json:
    """Return an axis with the ticks of the specification; `more` are further settings of plotly's."""
    return {
        "range": [round(scale.low, 4), round(scale.high, 4)],
        "tickvals": [round(tick.position, 4) for tick in scale.ticks],
        "ticktext": [safe(tick.text) for tick in scale.ticks],
        "automargin": True,
        "zeroline": False,
        "gridcolor": theme.LINE,
        "fixedrange": True,
        **more,
    }


def marker(dots: list[Dot], role: Role) -> Json:
    """Return marks, hollow for what is invented as in the static figure."""
    symbols = ["circle-open" if dot.synthetic else "circle" for dot in dots]
    return {"color": COLOURS[role], "size": 9, "symbol": symbols, "line": {"width": 2, "color": COLOURS[role]}}


def _ends(dot: Dot) -> tuple[float, float]:
    """Return how far an error bar reaches from its value; nothing for an unbounded or unknown interval."""
    if dot.value is None or dot.low is None or dot.high is None or not math.isfinite(dot.high):
        return 0.0, 0.0
    return max(0.0, dot.value - dot.low), max(0.0, dot.high - dot.value)


def bars(dots: list[Dot], role: Role) -> Json:
    """Return the intervals as error bars."""
    ends = [_ends(dot) for dot in dots]
    return {
        "type": "data",
        "symmetric": False,
        "array": [round(high, 4) for _, high in ends],
        "arrayminus": [round(low, 4) for low, _ in ends],
        "color": COLOURS[role],
        "thickness": 1.5,
        "width": 4,
    }


def note(x: float, y: float, text: str, **more: object) -> Json:
    """Return a text at a place of the axes; `more` are further settings of plotly's."""
    return {
        "x": round(x, 4),
        "y": round(y, 4),
        "text": safe(text),
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
        "font": {"size": 12, "color": theme.MUTED},
        **more,
    }


def hidden_notes(marks: tuple[HiddenMark, ...]) -> list[Json]:
    """Return `..` on the axis of time for each period whose value is hidden; pointed at, it says why.

    Notes and not marks of a series: a hidden value has no height, not even an invented one.
    """
    font = {"size": 14, "color": theme.MUTED}
    return [
        note(mark.position, 0, HIDDEN, yref="paper", xanchor="center", hovertext=safe(mark.hover), font=font)
        for mark in marks
    ]
