from __future__ import annotations

from datetime import date

import pytest

from helpers.plan.periods import period_bounds


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2013K1", date(2013, 1, 1), date(2013, 3, 31)),
        ("2016K4", date(2016, 10, 1), date(2016, 12, 31)),
        ("2012-12-01", date(2012, 12, 1), date(2012, 12, 1)),
    ],
)
def test_periods_as_plans_write_them(text: str, first: date, last: date):
    assert period_bounds(text) == (first, last)


@pytest.mark.parametrize("text", ["", "2013K5", "2013-02-30", "13", "ultimo 2013", "2013 ", "0000", "٢٠١٣K9"])
def test_other_words_are_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        period_bounds(text)
