"""A series with its gaps: what was measured, laid out over the periods in which it could have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isfinite
from statistics import median

from helpers.measurement.results import Measurement
from helpers.measurement.surveying import counts_behind

_MONTH = 365.25 / 12
_STEPS = (1, 3, 6, 12)
"""Months, quarters, half years, years."""
_SHORTEST_PERIOD = 20
"""Days; what is shorter is a count on a day, and the days between counts tell how often it is made."""


@dataclass(frozen=True)
class SeriesPoint:
    """One period of a series."""

    label: str
    """As the source writes the period; empty in a gap, which no source wrote."""
    last: date
    """Last day; in a gap the last day of the month in which the period would have ended."""
    value: float | None
    """None: a gap."""
    numerator: float | None = None
    denominator: float | None = None
    version: int = 1
    """Of the indicator's definition."""
    hidden: bool = False
    """True: a gap because the value is protected, not because nobody measured."""

    def __post_init__(self) -> None:
        """Refuse what is no number and counts below 0: a gap is None, and never NaN."""
        known = [number for number in (self.value, self.numerator, self.denominator) if number is not None]
        if not all(isfinite(number) for number in known):
            raise ValueError(f"{self.label or self.last}: a value or count is a finite number; a gap is None")
        if any(count is not None and count < 0 for count in (self.numerator, self.denominator)):
            raise ValueError(f"{self.label or self.last}: a count is 0 or more")

    @property
    def gap(self) -> bool:
        """Whether there is nothing to draw."""
        return self.value is None


def spaced(measurements: Sequence[Measurement]) -> tuple[SeriesPoint, ...]:
    """Return the points of one line, oldest first, with a gap for each period between them that has none.

    The usual distance between them decides whether a period is a month, a quarter, half a year or a year; periods of
    another length are left out, and of two that end in the same period the later one counts.
    """
    dated = [found for found in measurements if found.period_end is not None and found.period_start is not None]
    step = months_between(dated)
    known = {_number(found, step): found for found in dated if _fits(found, step)}
    if not known:
        return ()
    return tuple(_point(known.get(number), number, step) for number in range(min(known), max(known) + 1))


def months_between(measurements: Sequence[Measurement]) -> int:
    """Return how many months there usually are from one point to the next: 1, 3, 6 or 12."""
    days = [_days(found) for found in measurements]
    lengths = [length for length in days if length >= _SHORTEST_PERIOD]
    if not lengths:
        ends = sorted({found.period_end for found in measurements if found.period_end is not None})
        lengths = [(after - before).days for before, after in pairwise(ends)] or [365]
    usual = median(sorted(lengths)) / _MONTH
    return min(_STEPS, key=lambda step: abs(step - usual))


def _days(found: Measurement) -> int:
    if found.period_start is None or found.period_end is None:
        return 0
    return (found.period_end - found.period_start).days + 1


def _fits(found: Measurement, step: int) -> bool:
    """Tell whether a period is as long as the others; a count on a day belongs to the period that it lies in."""
    days = _days(found)
    return days < _SHORTEST_PERIOD or round(days / _MONTH) == step


def _number(found: Measurement, step: int) -> int:
    last = found.period_end
    assert last is not None  # `spaced` takes dated ones only
    return (12 * last.year + last.month - 1) // step


def _point(found: Measurement | None, number: int, step: int) -> SeriesPoint:
    if found is None or found.period_end is None:
        month = number * step + step - 1
        return SeriesPoint("", date(month // 12, month % 12 + 1, 28), None)
    numerator, denominator = counts_behind(found)
    return SeriesPoint(
        label=found.period_label,
        last=found.period_end,
        value=found.value,
        numerator=numerator,
        denominator=denominator,
        version=found.indicator_version,
        hidden=found.hidden,
    )
