"""Periods as owners write them that are no calendar years or quarters of the usual form."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.demo.periods import Period, coded_quarter, half, school_year, year_start
from helpers.intake.periods import parse_period


@pytest.mark.parametrize(
    ("period", "written", "start", "end", "time"),
    [
        (school_year(2015), "2015/2016", date(2015, 8, 1), date(2016, 7, 31), 2016.0),
        (half(2018, 1), "1. halvår 2018", date(2018, 1, 1), date(2018, 6, 30), 2017.75),
        (half(2018, 2), "2. halvår 2018", date(2018, 7, 1), date(2018, 12, 31), 2018.25),
        (year_start(2019), "primo 2019", date(2019, 1, 1), date(2019, 1, 1), 2019.0),
        (coded_quarter(2013, 1), "2013K1", date(2013, 1, 1), date(2013, 3, 31), 2012.625),
    ],
)
def test_periods(period: Period, written: str, start: date, end: date, time: float) -> None:
    assert (period.written, period.start, period.end, period.time) == (written, start, end, time)
    read = parse_period(written)
    assert (read.start, read.end) == (start, end)
