"""Periods as plans write them: a year, a quarter, or a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PERIOD = re.compile(r"(?P<year>\d{4})(?:K(?P<quarter>[1-4])|-(?P<month>\d{2})-(?P<day>\d{2}))?")


def period_bounds(text: str) -> tuple[date, date]:
    """Return the first and last day of `2015`, `2013K1` (a quarter, as Statistics Denmark writes it) or `2012-12-01`.

    Raises
    ------
    ValueError
        If `text` is none of these.
    """
    found = _PERIOD.fullmatch(text)
    if found is None or found["year"] == "0000":
        raise ValueError(text)
    year = int(found["year"])
    if found["quarter"]:
        return _quarter(year, int(found["quarter"]))
    if found["month"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    return date(year, 1, 1), date(year, 12, 31)


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    first = date(year, 3 * quarter - 2, 1)
    if quarter == 4:
        return first, date(year, 12, 31)
    return first, date(year, 3 * quarter + 1, 1) - timedelta(days=1)
