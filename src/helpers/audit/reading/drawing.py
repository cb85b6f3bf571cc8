"""Numbers that stand alone in a drawing: which are an axis, and which are a figure with its place."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from helpers.audit.reading.sentences import tidy

_BARE = re.compile(r"[<>≥≤±+−-]?\s?\d[\d.\s]*(?:,\d+)?(?:\s?(?:%|‰|kr\.|pct\.))?")
_PERIOD = re.compile(r"\b(?:19|20)\d\d\b|^(?:baseline|midtvejs|slut|midway|end)$", re.IGNORECASE)
_MOVED = re.compile(r"translate\(\s*([-\d.]+)[\s,]+([-\d.]+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = 0.4
"""So far from both years beside it, in parts of what lies between them, a number belongs to neither alone."""
_NEAR_ACROSS, _NEAR_DOWN = 45.0, 9.0
"""Pixels: a number belongs to the period above or below it, and to the words on its own line."""
_SAME_EDGE = 2.0
_AXIS = 2
"""Numbers of one kind at the very same place across, at the edge, are an axis."""


@dataclass(frozen=True)
class Written:
    """One text of a drawing and where it stands."""

    text: str
    across: float | None
    down: float | None

    @property
    def bare(self) -> bool:
        """True for a number alone."""
        return bool(_BARE.fullmatch(self.text)) and not self.period

    @property
    def period(self) -> bool:
        """True for a year or a round."""
        return bool(_PERIOD.search(self.text)) and len(self.text) <= len("2. halvår 2022 ")


def written(element: Any) -> Written:
    """Return the text of a `<text>` element with its place."""
    moved = _MOVED.search(element.get("transform", ""))
    across, down = (_number(element.get(name)) for name in ("x", "y"))
    if moved is not None:
        across, down = float(moved[1]) + (across or 0.0), float(moved[2]) + (down or 0.0)
    return Written(" ".join(filter(None, map(tidy, element.itertext()))), across, down)


def _number(text: str | None) -> float | None:
    found = re.match(r"-?[\d.]+", text or "")
    return float(found[0]) if found else None


def figures_in(texts: Sequence[Written]) -> Iterator[str]:
    """Yield each lone number that is no axis, after the words on its line and the period that it stands over."""
    lone = [one for one in texts if one.bare]
    axes = _axes(lone, texts)
    for one in lone:
        if one not in axes:
            line = [other for other in texts if not other.bare and _on_line(one, other)]
            beside = [other.text for other in line if not other.period]
            periods = [other.text for other in line if other.period]
            over = _nearest_period(one, texts) or (periods[0] if len(periods) == 1 else "")
            words = "; ".join(filter(None, (_heading(line, texts), over, *beside)))
            yield f"{words}{' ' if words.endswith('=') else ': ' if words else ''}{one.text}"


def _axes(lone: Sequence[Written], texts: Sequence[Written]) -> set[Written]:
    """Return the numbers of the axes: in a column at the edge, or in a line that no word explains."""
    if not lone:
        return set()
    columns = Counter((one.across, _unit(one)) for one in lone)
    edges = {
        min((one.across or 0.0) for one in texts if one.bare),
        max((one.across or 0.0) for one in texts if one.bare),
    }
    found = {
        one
        for one in lone
        if one.across in edges and columns[one.across, _unit(one)] >= _AXIS and not _has_a_label(one, texts)
    }
    lines = Counter((one.down, _unit(one)) for one in lone)
    lowest = max((one.down or 0.0) for one in lone)
    for one in lone:
        explained = any(other.down == one.down and not other.bare for other in texts)
        if lines[one.down, _unit(one)] > _AXIS and one.down == lowest and not explained:
            found.add(one)
    return found


def _has_a_label(one: Written, texts: Sequence[Written]) -> bool:
    """Tell whether words stand before a number on its line, as a row's do; an axis has none there."""
    before = (other for other in texts if not other.bare and _on_line(one, other))
    return any((other.across or 0.0) < (one.across or 0.0) for other in before)


def _unit(one: Written) -> str:
    return one.text.lstrip("<>≥≤±+−- 0123456789.,")


def _heading(line: Sequence[Written], texts: Sequence[Written]) -> str:
    """Return the words alone on a line that stand nearest above a row's own, at the same edge: whose rows these are."""
    if not line:
        return ""
    label = min(line, key=lambda other: other.across or 0.0)
    above = [
        other
        for other in texts
        if _above(other, label) and not any(one is not other and _on_line(one, other) for one in texts)
    ]
    nearest = max(above, key=lambda other: other.down or 0.0, default=None)
    return nearest.text if nearest is not None and not any(map(str.isdigit, nearest.text)) else ""


def _above(other: Written, label: Written) -> bool:
    if other.bare or other.down is None or label.down is None:
        return False
    same_edge = abs((other.across or 0.0) - (label.across or 0.0)) < _SAME_EDGE
    return same_edge and other.down < label.down - _NEAR_DOWN


def _on_line(one: Written, other: Written) -> bool:
    return one.down is not None and other.down is not None and abs(one.down - other.down) < _NEAR_DOWN


def _nearest_period(one: Written, texts: Sequence[Written]) -> str:
    """Return the period that a number stands over; between two years both: a school year's figure stands there."""
    across = one.across
    if across is None:
        return ""
    for (left, before), (right, after) in pairwise(_years(texts)):
        if left < right and _BETWEEN < (across - left) / (right - left) < 1 - _BETWEEN:
            return f"{before}-{after}"
    periods = [(abs(other.across - across), other.text) for other in texts if other.period and other.across is not None]
    away, text = min(periods, key=lambda period: period[0], default=(math.inf, ""))
    return text if away <= _NEAR_ACROSS else ""


def _years(texts: Sequence[Written]) -> list[tuple[float, int]]:
    """Return where the years of an axis stand, and one more at each end, which the axis may leave out."""
    found = {int(one.text): one.across for one in texts if _YEAR.fullmatch(one.text) and one.across is not None}
    years = sorted((across, year) for year, across in found.items())
    if len(years) < _AXIS:
        return []
    (first, early), (second, later) = years[:2]
    (next_to_last, before), (last, late) = years[-2:]
    return [(2 * first - second, 2 * early - later), *years, (2 * last - next_to_last, 2 * late - before)]
