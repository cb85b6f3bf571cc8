"""Periods: how long they are, and whether they fill a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from helpers.plan.periods import period_bounds

_SHORTEST_YEAR = 360
"""Days; a period this long is a year, also if an owner's year starts or ends on a weekend."""


@dataclass(frozen=True, order=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Length in days; 1 for a count on a date."""
        return (self.last - self.first).days + 1

    @property
    def years(self) -> float:
        """Length as exposure: a calendar year is 1, two are 2, whichever of them are leap years."""
        return max(1, round(self.days / 30.4375)) / 12

    @property
    def shorter_than_a_year(self) -> bool:
        """True for a quarter, a month or a day."""
        return self.days < _SHORTEST_YEAR

    def within(self, other: Period) -> bool:
        """Return whether all of it lies in `other`."""
        return other.first <= self.first and self.last <= other.last

    def as_long_as(self, other: Period) -> bool:
        """Return whether the two last equally long, to the month."""
        return self.years == other.years


def year(number: int) -> Period:
    """Return the calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def named(text: str) -> Period:
    """Return the period that an agreement names: `2015`, `2013K1` or an ISO date.

    Raises
    ------
    ValueError
        If it is none of these (plans are checked for this before anything is measured).
    """
    return Period(*period_bounds(text))


def contiguous(periods: Iterable[Period]) -> bool:
    """Return whether each period starts on the day after the one before it ended."""
    ordered = sorted(periods)
    return all(after.first == before.last + timedelta(days=1) for before, after in pairwise(ordered))


def fill_a_year(periods: Iterable[Period]) -> bool:
    """Return whether the periods fill exactly one calendar year, without gap or overlap."""
    ordered = sorted(periods)
    return (
        bool(ordered)
        and contiguous(ordered)
        and Period(ordered[0].first, ordered[-1].last) == year(ordered[0].first.year)
    )
