"""Numbers that stand alone in a drawing: which are an axis, and which are a figure with its place."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
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
_STEPS = (1.0, 2.0, 5.0)
_EXACT = 1e-6


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


class _Drawing:
    """The texts of a drawing by where they stand: one of a whole country has thousands."""

    def __init__(self, texts: Sequence[Written]) -> None:
        self.texts = texts
        self.lone = [one for one in texts if one.bare]
        self.periods = [(one.across, one.text) for one in texts if one.period and one.across is not None]
        self.years = _years(texts)
        self._down = sorted((one.down, place) for place, one in enumerate(texts) if one.down is not None)
        self.headings = [one for one in texts if not one.bare and one.down is not None and not self._has_company(one)]
        """Words that stand alone on their line."""

    def line_of(self, one: Written) -> list[Written]:
        """Return the words on a number's line, in the order of the drawing."""
        return [other for other in self._near(one) if not other.bare]

    def _near(self, one: Written) -> list[Written]:
        if one.down is None:
            return []
        first = bisect_right(self._down, (one.down - _NEAR_DOWN, len(self.texts)))
        last = bisect_left(self._down, (one.down + _NEAR_DOWN, -1))
        return [self.texts[place] for place in sorted(place for _, place in self._down[first:last])]

    def _has_company(self, one: Written) -> bool:
        return any(other is not one for other in self._near(one))


def figures_in(texts: Sequence[Written]) -> Iterator[str]:
    """Yield each lone number that is no axis, after the words on its line and the period that it stands over."""
    drawing = _Drawing(texts)
    axes = _axes(drawing)
    for one in drawing.lone:
        if one not in axes:
            line = drawing.line_of(one)
            beside = [other.text for other in line if not other.period]
            periods = [other.text for other in line if other.period]
            over = _nearest_period(one, drawing) or (periods[0] if len(periods) == 1 else "")
            words = "; ".join(filter(None, (_heading(line, drawing), over, *beside)))
            yield f"{words}{' ' if words.endswith('=') else ': ' if words else ''}{one.text}"


def _axes(drawing: _Drawing) -> set[Written]:
    """Return the numbers of the axes: in a column at the edge, or in a line that no word explains."""
    lone = drawing.lone
    if not lone:
        return set()
    unexplained = [one for one in lone if not _has_a_label(one, drawing)]
    columns = Counter((one.across, _unit(one)) for one in unexplained)
    edges = {min((one.across or 0.0) for one in lone), max((one.across or 0.0) for one in lone)}
    found = {one for one in unexplained if one.across in edges and columns[one.across, _unit(one)] >= _AXIS}
    lowest = max((one.down or 0.0) for one in lone)
    if lowest not in {other.down for other in drawing.texts if not other.bare}:
        line = [one for one in lone if one.down == lowest]
        of_a_kind = Counter(map(_unit, line))
        found |= {one for one in line if of_a_kind[_unit(one)] > _AXIS}
        found |= set(line) if len(line) == _AXIS == max(of_a_kind.values()) and _are_ticks(line) else set()
    return found


def _are_ticks(two: Sequence[Written]) -> bool:
    """Tell whether two numbers divide an axis: 1, 2 or 5 times a power of ten apart, and multiples of half of that.

    Small counts lie as near each other as the divisions of a short axis do, so less than 5 apart one must be 0.
    """
    first, second = (_value(one) for one in two)
    apart = abs(second - first)
    if not apart or (apart < _STEPS[-1] and first and second):
        return False
    round_step = apart / 10 ** math.floor(math.log10(apart) + _EXACT)
    halves = (number / (apart / 2) for number in (first, second))
    return any(abs(round_step - step) < _EXACT for step in _STEPS) and all(
        abs(one - round(one)) < _EXACT for one in halves
    )


def _value(one: Written) -> float:
    digits = re.sub(r"[^\d,-]", "", one.text.replace("−", "-"))
    return float(digits.replace(",", "."))


def _has_a_label(one: Written, drawing: _Drawing) -> bool:
    """Tell whether words stand before a number on its line, as a row's do; an axis has none there."""
    return any((other.across or 0.0) < (one.across or 0.0) for other in drawing.line_of(one))


def _unit(one: Written) -> str:
    return one.text.lstrip("<>≥≤±+−- 0123456789.,")


def _heading(line: Sequence[Written], drawing: _Drawing) -> str:
    """Return the words alone on a line that stand nearest above a row's own, at the same edge: whose rows these are."""
    if not line:
        return ""
    label = min(line, key=lambda other: other.across or 0.0)
    above = [other for other in drawing.headings if _above(other, label)]
    nearest = max(above, key=lambda other: other.down or 0.0, default=None)
    return nearest.text if nearest is not None and not any(map(str.isdigit, nearest.text)) else ""


def _above(other: Written, label: Written) -> bool:
    if other.down is None or label.down is None:
        return False
    same_edge = abs((other.across or 0.0) - (label.across or 0.0)) < _SAME_EDGE
    return same_edge and other.down < label.down - _NEAR_DOWN


def _nearest_period(one: Written, drawing: _Drawing) -> str:
    """Return the period that a number stands over; between two years both: a school year's figure stands there."""
    across = one.across
    if across is None:
        return ""
    for (left, before), (right, after) in pairwise(drawing.years):
        if left < right and _BETWEEN < (across - left) / (right - left) < 1 - _BETWEEN:
            return f"{before}-{after}"
    periods = [(abs(place - across), text) for place, text in drawing.periods]
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
