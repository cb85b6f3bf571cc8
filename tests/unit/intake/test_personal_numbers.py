"""The numbers here are invented; most fail the modulus 11 check, which is no test of a personal number since 2007.

Their last four digits are put in by code, so that no number stands in a file of the repository.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.intake.documents import Percentage
from helpers.intake.personal_numbers import (
    Column,
    bare_number,
    holds_personal_number,
    plausible,
    shown_path,
    split_over_two,
    suspicious,
)

LAST = "12" + "34"


@pytest.mark.parametrize(
    "text",
    [
        f"010190-{LAST}",
        f"010190{LAST}",
        f"Beboer 010190-{LAST} er flyttet",
        f"cpr:010190-{LAST},",
        f"cpr010190-{LAST}",
        f"010190 {LAST}",
        f"010190 - {LAST}",
        f"010190–{LAST}",
        f"01.01.90-{LAST}",
        f"01 01 90-{LAST}",
        f"610190-{LAST}",
        f"910190-{LAST}",
        f"290200-{'4123'}",
        f"311299-{'0001'}",
        f"010157-{'6000'}",
        f"liste_010190-{LAST}.csv",
        f"010190/{LAST}",
        f"010190_{LAST}",
        f"010190.{LAST}",
        f"nr. 120365.{LAST}",
        f"01 01 90 {LAST}",
        f"01.01.1990-{LAST}",
        f"01011990-{LAST}",
        f"'010190{LAST}",
        f"010190\u2212{LAST}",  # minus sign
        f"010190\u00a0{LAST}",  # space that doesn't break
        f"0101\u200b90-{LAST}",  # nothing that can be seen
        f"010190-\n{LAST}",
        "\uff10\uff11\uff10\uff11\uff19\uff10-" + "\uff11" * 4,  # full width
        "\u0660\u0661\u0660\u0661\u0669\u0660-" + "\u0661" * 4,  # Arabic
        # These two are no personal numbers, but nobody can tell.
        f"010116-{'0230'}",  # a day and a time
        f"sag 120365-{LAST}",
    ],
)
def test_a_personal_number_is_recognised(text: str) -> None:
    assert holds_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        f"320190-{LAST}",
        f"011390-{LAST}",
        f"290201-{'4123'}",
        f"290200-{LAST}",
        f"920190-{LAST}",
        f"600190-{LAST}",
        "12 34 56 78",
        "+45 12345678",
        f"45{LAST}5678",
        "kr. 1.203.651.234",
        f"120365{LAST},50",
        f"0,120365{LAST}",
        f"120365{LAST}5",
        "120365-12345",
        "2016-12-01 12:00",
        "01-12-2012",
        "DK 12345678",
        f"5790000{LAST}56",
        "201612311200",
        f"00000000-{'0001'}-4123-8123-010190{LAST}56",
        f"a3f010190{LAST}bcdef99",
        "V-2016-0123",
        "2013-2016",
        "01.12.2012-2016",
        "01.12.2012 12:30",
        "01-12-2012 1230",
        "20160101_0230",
        "20160101-0230",
        f"120365.{LAST}",  # a decimal number, perhaps; the column tells
        f"10190{LAST} kr.",
        "1234 5678901",  # registration and account number
        "12 34 56 78 90",
        "720365,5 6174123",  # coordinates
    ],
)
def test_what_only_resembles_one_is_not(text: str) -> None:
    assert not holds_personal_number(text)


def test_the_seventh_digit_gives_the_century() -> None:
    # 29 February exists in 2000 (seventh digit 4 to 9, year up to 36 or 57) and not in 1900 (0 to 3).
    assert [plausible(f"290200{digit}000") for digit in range(10)] == [False] * 4 + [True] * 6


def test_a_lost_leading_zero_is_put_back() -> None:
    assert plausible(f"10190{LAST}")
    assert not plausible(f"99190{LAST}")


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (int(f"10190{LAST}"), f"10190{LAST}"),
        (float(f"120365{LAST}.0"), f"120365{LAST}"),
        (f" 120365{LAST} ", f"120365{LAST}"),
        (f"120365{LAST}.0", f"120365{LAST}"),
        (float(f"120365{LAST}.5"), None),
        (True, None),
        (None, None),
        (f"120365{LAST}5", None),
        (12345678, None),
        (f"120365.{LAST}", f"120365{LAST}"),
        (f"58333.{LAST}", None),
        (Percentage(Decimal(f"120365{LAST}00")), f"120365{LAST}"),
        (Percentage(Decimal("71.7")), None),
        ("\uff11" * 10, "1" * 10),
    ],
)
def test_bare_numbers(value: object, digits: str | None) -> None:
    assert bare_number(value) == digits


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("010190", LAST, True), (" 010190 ", LAST, True), ("320190", LAST, False), ("10190", LAST, False),
     (10190, 1234, False), ("010190", "123", False), ("010190", None, False)],
)  # fmt: skip
def test_two_cells_beside_each_other(first: object, second: object, expected: bool) -> None:
    assert split_over_two(first, second) is expected


def test_one_plausible_number_in_an_unnamed_column_is_suspicious() -> None:
    assert suspicious(Column("", (f"120365{LAST}",))) == {f"120365{LAST}"}


def test_numbers_with_a_lost_zero_are_found_beside_whole_ones() -> None:
    column = Column("Løbenr.", (f"120365{LAST}", f"10190{LAST}", f"311299{LAST}"))
    assert suspicious(column) == {f"120365{LAST}", f"10190{LAST}", f"311299{LAST}"}


def test_waiting_list_numbers_that_seldom_have_a_date_are_left_alone() -> None:
    ids = tuple(f"77{number:08d}" for number in range(20))
    assert suspicious(Column("Ventelistenr.", (*ids, f"120365{LAST}"))) == frozenset()


def test_a_single_amount_is_left_alone_but_a_column_of_dates_is_not() -> None:
    assert suspicious(Column("Budget i kr.", (f"120365{LAST}",))) == frozenset()
    assert suspicious(Column("Budget i kr.", (f"120365{LAST}", f"010190{LAST}"))) == frozenset()
    many = (f"120365{LAST}", f"010190{LAST}", f"311299{LAST}")
    assert suspicious(Column("Budget i kr.", many)) == set(many)


def test_production_units_begin_with_ten() -> None:
    assert suspicious(Column("P-nummer", ("1003285123", f"10{LAST}5678"))) == frozenset()
    assert suspicious(Column("P-nummer", ("1003285123", f"010190{LAST}"))) != frozenset()


def test_a_path_is_shown_without_the_number() -> None:
    assert shown_path(f"data/raw/x/010190-{LAST}.csv") == "data/raw/x/(skjult navn).csv"
    assert shown_path("data/raw/x/tal.csv") == "data/raw/x/tal.csv"
