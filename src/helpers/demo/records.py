"""Series that a secretariat writes down about its own work: given numbers, nothing drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from helpers.demo.periods import Period, day, year
from helpers.demo.truth import Counts, Process, Series


def own(
    indicator: str, area: str, first: int, counts: tuple[float | Counts, ...], breakdown: str | None = None
) -> Series:
    """Return yearly counts of own work from the year `first` on; a pair is numerator and denominator."""
    return _given(indicator, area, {first + index: count for index, count in enumerate(counts)}, year, breakdown)


def counted_on(indicator: str, area: str, month: int, counts: Mapping[int, float | Counts]) -> Series:
    """Return a stock counted on the first day of a month in each year of `counts`."""
    return _given(indicator, area, counts, lambda number: day(number, month, 1), None)


def listed(
    indicator: str,
    area: str,
    periods: tuple[Period, ...],
    counts: tuple[float | Counts, ...],
    breakdown: str | None = None,
) -> Series:
    """Return counts of own work by period, where a year holds several or periods are no calendar years."""
    if len(periods) != len(counts):
        raise ValueError(f"{indicator}, {area}: {len(periods)} periods and {len(counts)} counts")
    return Series(
        area=area,
        indicator=indicator,
        process=Process.OWN_RECORD,
        periods=periods,
        listed=tuple(count if isinstance(count, tuple) else (count, None) for count in counts),
        breakdown=breakdown,
    )


def _given(
    indicator: str,
    area: str,
    counts: Mapping[int, float | Counts],
    period: Callable[[int], Period],
    breakdown: str | None,
) -> Series:
    return Series(
        area=area,
        indicator=indicator,
        process=Process.OWN_RECORD,
        periods=tuple(period(number) for number in counts),
        given={number: count if isinstance(count, tuple) else (count, None) for number, count in counts.items()},
        breakdown=breakdown,
    )
