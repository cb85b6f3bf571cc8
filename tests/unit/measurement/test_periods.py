"""Length of periods, and periods that fill a year."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.measurement.intervals import poisson_count, poisson_rate, ratio_of_counts
from helpers.measurement.periods import Period, contiguous, fill_a_year, named, year


def test_a_year_is_one_whether_leap_or_not() -> None:
    assert (year(2016).years, year(2017).years, named("2017K2").years) == (1.0, 1.0, 0.25)
    assert Period(date(2015, 1, 1), date(2016, 12, 31)).years == 2.0
    assert year(2016).as_long_as(year(2017))


def test_a_day_is_shorter_than_a_year_and_a_school_year_is_not() -> None:
    assert named("2012-12-01").shorter_than_a_year
    assert not Period(date(2015, 8, 1), date(2016, 7, 31)).shorter_than_a_year


def test_filling_a_year() -> None:
    quarters = [named(f"2018K{number}") for number in (4, 2, 3, 1)]
    assert fill_a_year(quarters)
    assert not fill_a_year(quarters[:3])
    assert not fill_a_year([])
    assert not fill_a_year([*quarters, named("2018K1")])
    assert not fill_a_year([*quarters[:3], named("2019K1")])
    assert contiguous([year(2017), year(2018)])
    assert not contiguous([year(2017), year(2019)])


@pytest.mark.parametrize(
    "wrong", [lambda: poisson_count(-1), lambda: poisson_rate(3, 0), lambda: ratio_of_counts((1, 0), (2, 1))]
)
def test_impossible_counts_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"negative|exposure"):
        wrong()  # type: ignore[operator]
