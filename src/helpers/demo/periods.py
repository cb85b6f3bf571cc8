"""Periods as data owners write them, each with its first and last day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Period:
    """A period and how the owner of the data writes it."""

    start: date
    end: date
    written: str
    time: float
    """The point in years at which the true level is taken."""
    years: float = 1.0
    """How many years of events it holds; a count date stands for its whole year."""


def year(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), str(number), float(number))


def quarter(number: int, which: int) -> Period:
    """Return quarter `which` (1-4) of a year, written `1. kvt. 2018`."""
    last = {1: 31, 2: 30, 3: 30, 4: 31}[which]
    start, end = date(number, 3 * which - 2, 1), date(number, 3 * which, last)
    return Period(start, end, f"{which}. kvt. {number}", number + (2 * which - 5) / 8, 0.25)


def day(number: int, month: int, which: int) -> Period:
    """Return one day, written `1.12.2013`."""
    on = date(number, month, which)
    return Period(on, on, f"{which}.{month}.{number}", float(number))


def year_end(number: int) -> Period:
    """Return the last day of a year, written `ultimo 2014`."""
    return replace(day(number, 12, 31), written=f"ultimo {number}")


def year_start(number: int) -> Period:
    """Return the first day of a year, written `primo 2019`."""
    return replace(day(number, 1, 1), written=f"primo {number}")


def half(number: int, which: int) -> Period:
    """Return a half year, written `1. halvår 2018`."""
    start, end = (date(number, 1, 1), date(number, 6, 30)) if which == 1 else (date(number, 7, 1), date(number, 12, 31))
    return Period(start, end, f"{which}. halvår {number}", number + (2 * which - 3) / 4, 0.5)


def school_year(first: int) -> Period:
    """Return a school year (August to July), written `2015/2016`; its level is that of the calendar year it ends in."""
    return Period(date(first, 8, 1), date(first + 1, 7, 31), f"{first}/{first + 1}", float(first + 1))


def coded_quarter(number: int, which: int) -> Period:
    """Return a quarter as Danmarks Statistik writes it: `2018K1`."""
    return replace(quarter(number, which), written=f"{number}K{which}")


def years(first: int, last: int) -> tuple[Period, ...]:
    """Return the calendar years from `first` to `last`, both included."""
    return tuple(year(number) for number in range(first, last + 1))


def quarters(first: int, last: int) -> tuple[Period, ...]:
    """Return all quarters of the years from `first` to `last`, both included."""
    return tuple(quarter(number, which) for number in range(first, last + 1) for which in (1, 2, 3, 4))
