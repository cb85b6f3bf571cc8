"""Series that the tests of control charts are written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from helpers.monitoring.spacing import SeriesPoint


def month(number: int) -> date:
    """Return the 28th of the month so many months after December 2017."""
    return date(2018 + (number - 1) // 12, (number - 1) % 12 + 1, 28)


def series(values: Iterable[float | None], sizes: Sequence[float] | None = None) -> tuple[SeriesPoint, ...]:
    """Return a monthly series; with `sizes` the values are numerators of percentages."""
    points: list[SeriesPoint] = []
    for number, value in enumerate(values):
        last = month(number + 1)
        if value is None or sizes is None:
            points.append(SeriesPoint(str(number + 1), last, value))
        else:
            size = sizes[number]
            points.append(SeriesPoint(str(number + 1), last, 100 * value / size, value, size))
    return tuple(points)


QUIET = (52.0, 47.0, 50.0, 53.0, 49.0, 46.0, 51.0, 54.0, 48.0, 50.5, 52.5, 47.5, 49.5, 51.5)
"""Swings about 50 without a signal."""
