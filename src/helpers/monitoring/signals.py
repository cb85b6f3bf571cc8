"""The four rules of *Making Data Count* (NHS England) for what in a series is more than ordinary variation.

A point outside the limits; a shift of seven points on one side of the mean; a trend of six points; two of three points
near a limit. A gap is never a signal and breaks what it stands in: nothing runs on through what nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Literal

SHIFT = 7
"""Points in a row on one side of the mean. A point on the mean belongs to no side and breaks the row."""
TREND = 6
"""Points in a row that each lie above (or below) the one before, as the text of *Making Data Count* has it; the R
package NHSRplotthedots asks for seven. Two equal points break the row."""
NEAR = 2 / 3
"""How far from the mean towards a limit `near the limit` begins."""

Direction = Literal["up", "down"]


class Rule(StrEnum):
    """Why points are a signal; the order is that of what is told first."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"


@dataclass(frozen=True)
class Limits:
    """Where one point is expected to lie, in the unit of the series."""

    centre: float
    low: float
    high: float
    reach: float | None = None
    """How far the limits lay from the mean before they were cut off at 0 or 100 %; None: they were not cut."""

    def near(self, side: int) -> float:
        """Return where `near the limit` begins, above the mean (side 1) or below it (-1)."""
        if side > 0:
            return self.centre + NEAR * (self.high - self.centre if self.reach is None else self.reach)
        return self.centre - NEAR * (self.centre - self.low if self.reach is None else self.reach)


@dataclass(frozen=True)
class Signal:
    """Points that ordinary variation would seldom give."""

    rule: Rule
    direction: Direction
    """Above the mean or rising, below it or falling."""
    at: tuple[int, ...]
    """Positions in the series, in order."""


def signals_in(
    values: Sequence[float | None], limits: Sequence[Limits | None], *, trend: int = TREND
) -> tuple[Signal, ...]:
    """Return every signal of a stretch with limits, ordered by last point, then by rule.

    Parameters
    ----------
    values
        One for each period; None is a gap.
    limits
        One for each period; None where there are none.
    trend
        Points that make a trend.

    References
    ----------
    NHS England, *Making Data Count: strengthening your decisions* (2019); Nelson, L. S. (1984), The Shewhart control
    chart: tests for special causes. Journal of Quality Technology 16, 237-239.
    """
    placed = [
        None if value is None or limit is None else (value, limit) for value, limit in zip(values, limits, strict=True)
    ]
    found = [*_outside(placed), *_shifts(placed), *_trends(placed, trend), *_near(placed)]
    return tuple(sorted(found, key=lambda signal: (signal.at[-1], list(Rule).index(signal.rule), signal.at)))


_Placed = Sequence[tuple[float, Limits] | None]


def _outside(placed: _Placed) -> Iterator[Signal]:
    for position, point in enumerate(placed):
        side = _beyond(point)
        if side:
            yield Signal(Rule.OUTSIDE, _direction(side), (position,))


def _shifts(placed: _Placed) -> Iterator[Signal]:
    for side, run in groupby(range(len(placed)), key=lambda position: _side(placed[position])):
        at = tuple(run)
        if side and len(at) >= SHIFT:
            yield Signal(Rule.SHIFT, _direction(side), at)


def _trends(placed: _Placed, length: int) -> Iterator[Signal]:
    steps = [_step(before, after) for before, after in pairwise(placed)]
    for step, run in groupby(range(len(steps)), key=lambda position: steps[position]):
        at = tuple(run)
        if step and len(at) + 1 >= length:
            yield Signal(Rule.TREND, _direction(step), (*at, at[-1] + 1))


def _near(placed: _Placed) -> Iterator[Signal]:
    """Yield points near a limit where two of three neighbours are, all three on the same side of the mean."""
    for side in (1, -1):
        flagged: set[int] = set()
        for first in range(len(placed) - 2):
            window = range(first, first + 3)
            near = [position for position in window if _is_near(placed[position], side)]
            if len(near) >= 2 and all(_side(placed[position]) == side for position in window):
                flagged.update(near)
        for at in _together(sorted(flagged)):
            yield Signal(Rule.NEAR_LIMIT, _direction(side), at)


def _together(positions: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield positions in groups in which each is at most two from the next: windows of three that overlap."""
    group: list[int] = []
    for position in positions:
        if group and position - group[-1] > 2:
            yield tuple(group)
            group = []
        group.append(position)
    if group:
        yield tuple(group)


def _direction(side: int) -> Direction:
    return "up" if side > 0 else "down"


def _side(point: tuple[float, Limits] | None) -> int:
    if point is None:
        return 0
    value, limit = point
    return (value > limit.centre) - (value < limit.centre)


def _beyond(point: tuple[float, Limits] | None) -> int:
    if point is None:
        return 0
    value, limit = point
    return (value > limit.high) - (value < limit.low)


def _is_near(point: tuple[float, Limits] | None, side: int) -> bool:
    if point is None or _beyond(point):
        return False
    value, limit = point
    return value > limit.near(1) if side > 0 else value < limit.near(-1)


def _step(before: tuple[float, Limits] | None, after: tuple[float, Limits] | None) -> int:
    if before is None or after is None:
        return 0
    return (after[0] > before[0]) - (after[0] < before[0])
