from __future__ import annotations

import re
from decimal import Decimal

import pytest

from helpers.intake.numbers import Mark, NotANumber, format_number, parse_number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.234,5", "1234.5", None),
        ("1 234,5", "1234.5", None),
        ("1\u00a0234", "1234", None),
        ("72", "72", None),
        ("0,5", "0.5", None),
        ("-3,25", "-3.25", None),
        ("\u22127", "-7", None),
        ("71,7 %", "71.7", "percent"),
        ("71,7%", "71.7", "percent"),
        ("12 pct.", "12", "percent"),
        ("12 procent", "12", "percent"),
        ("kr. 500.000", "500000", "dkk"),
        ("500.000 kr.", "500000", "dkk"),
        ("500.000,-", "500000", "dkk"),
        ("1,3 mio. kr.", "1300000", "dkk"),
        ("250 t.kr.", "250000", "dkk"),
        ("2 mia. kr.", "2000000000", "dkk"),
        ("12345678", "12345678", None),
        ("dkk 500.000", "500000", "dkk"),
        ("1\u2009234", "1234", None),
        ("1\u202f234,5", "1234.5", None),
        ("71,7\u200b", "71.7", None),
    ],
)
def test_reads_numbers_as_danes_write_them(text: str, value: str, unit: str | None) -> None:
    number = parse_number(text)
    assert (number.value, number.unit, number.mark) == (Decimal(value), unit, Mark.STATED)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("", Mark.MISSING), ("  ", Mark.MISSING), ("…", Mark.MISSING), ("...", Mark.MISSING), ("..", Mark.HIDDEN)],
)
def test_signs_instead_of_a_number(text: str, mark: Mark) -> None:
    assert parse_number(text).mark is mark
    assert parse_number(text).value is None


@pytest.mark.parametrize("text", ["-", "–", "—"])
def test_a_dash_is_zero(text: str) -> None:
    assert parse_number(text).value == 0


def test_a_star_is_provisional() -> None:
    number = parse_number("1.234,5*")
    assert (number.value, number.mark) == (Decimal("1234.5"), Mark.PROVISIONAL)


@pytest.mark.parametrize(
    "text",
    [
        "58.3",
        "0.123",
        "1.23,4",
        "1,2,3",
        "12a",
        "ukendt",
        "1.2345",
        "12.34.567",
        "1,234.5",
        "%",
        "1-2",
        "5 personer",
        "5-",
        "<5",
        "(5)",
        "71,7²",
        "1'234",
        "NA",
        "*",
    ],
)
def test_what_is_no_number_or_two_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("NA", "…"),
        ("ikke opgjort", "…"),
        ("<5", ".. (to prikker)"),
        ("5-", "foran"),
        ("(5)", "minus"),
        ("#REF!", "formlen"),
    ],
)
def test_a_habit_gets_the_rule_that_helps(text: str, word: str) -> None:
    with pytest.raises(NotANumber, match=re.escape(word)):
        parse_number(text)


def test_a_decimal_point_is_read_only_where_declared() -> None:
    assert parse_number("58.3", ".").value == Decimal("58.3")
    assert parse_number("1,234.5", ".").value == Decimal("1234.5")
    with pytest.raises(NotANumber):
        parse_number("58,3", ".")


@pytest.mark.parametrize(("text", "decimals"), [("72", 0), ("71,7 %", 1), ("1,25", 2), ("1,3 mio. kr.", 0), ("..", 0)])
def test_precision_is_what_is_written(text: str, decimals: int) -> None:
    assert parse_number(text).decimals == decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234.5, "1.234,5"), (0.1, "0,1"), (-1234567, "-1.234.567"), (72.0, "72"), (Decimal("1.50"), "1,5"), (100, "100")],
)
def test_writes_numbers_as_danes_do(value: float, text: str) -> None:
    assert format_number(value) == text
