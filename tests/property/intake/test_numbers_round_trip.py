from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.numbers import NotANumber, format_number, parse_number
from helpers.intake.periods import MONTHS, NotAPeriod, parse_period

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False)


@given(NUMBERS)
def test_a_number_written_by_a_dane_is_read_back(number: Decimal) -> None:
    assert parse_number(format_number(number)).value == number


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_stored_number_is_read_back_to_the_last_bit(number: float) -> None:
    read = parse_number(format_number(number)).value
    assert read is not None
    assert float(read) == number


@given(
    NUMBERS, st.sampled_from(["", " %", "%", " pct.", " kr.", " kr", " *"]), st.sampled_from([".", " ", "\u00a0", ""])
)
def test_units_and_separators_do_not_change_a_number(number: Decimal, unit: str, separator: str) -> None:
    assert parse_number(format_number(number).replace(".", separator) + unit).value == number


@given(st.text())
def test_any_other_text_is_refused_or_a_number(text: str) -> None:
    try:
        number = parse_number(text)
    except NotANumber:
        return
    assert number.value is None or number.value.is_finite()


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day: date) -> None:
    written = (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year}",
        f"{day.day}/{day.month}-{day.year}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
    )
    periods = {(period.start, period.end, period.label) for period in map(parse_period, (*written, day))}
    assert periods == {(day, day, f"{day.day}. {MONTHS[day.month - 1]} {day.year}")}


@given(st.integers(1990, 2090))
def test_quarters_fill_the_year(year: int) -> None:
    quarters = [parse_period(f"{number}. kvt. {year}") for number in range(1, 5)]
    assert quarters[0].start == date(year, 1, 1)
    assert quarters[3].end == date(year, 12, 31)
    for before, after in pairwise(quarters):
        assert before.end is not None
        assert before.end + timedelta(days=1) == after.start


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes()))
def test_any_other_cell_is_refused_or_a_period_in_order(value: object) -> None:
    try:
        period = parse_period(value)
    except NotAPeriod:
        return
    assert period.start is not None
    assert period.end is not None
    assert period.start <= period.end
