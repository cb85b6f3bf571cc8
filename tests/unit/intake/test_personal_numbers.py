"""The numbers here are invented; most fail the modulus 11 check, which is no test of a personal number since 2007."""

from __future__ import annotations

import pytest

from helpers.intake.personal_numbers import (
    Column,
    bare_number,
    holds_personal_number,
    plausible,
    shown_path,
    suspicious,
)


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "Beboer 010190-1234 er flyttet",
        "cpr:010190-1234,",
        "cpr010190-1234",
        "010190 1234",
        "010190 - 1234",
        "010190–1234",
        "01.01.90-1234",
        "01 01 90-1234",
        "610190-1234",
        "910190-1234",
        "290200-4123",
        "311299-0001",
        "010157-6000",
        "liste_010190-1234.csv",
    ],
)
def test_a_personal_number_is_recognised(text: str) -> None:
    assert holds_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "320190-1234",
        "011390-1234",
        "290201-4123",
        "290200-1234",
        "920190-1234",
        "600190-1234",
        "12 34 56 78",
        "+45 12345678",
        "4512345678",
        "kr. 1.203.651.234",
        "1203651234,50",
        "0,1203651234",
        "12036512345",
        "120365-12345",
        "2016-12-01 12:00",
        "01-12-2012",
        "DK 12345678",
        "5790000123456",
        "201612311200",
        "00000000-0001-4123-8123-010190123456",
        "a3f0101901234bcdef99",
        "V-2016-0123",
        "2013-2016",
    ],
)
def test_what_only_resembles_one_is_not(text: str) -> None:
    assert not holds_personal_number(text)


def test_the_seventh_digit_gives_the_century() -> None:
    # 29 February exists in 2000 (seventh digit 4 to 9, year up to 36 or 57) and not in 1900 (0 to 3).
    assert [plausible(f"290200{digit}000") for digit in range(10)] == [False] * 4 + [True] * 6


def test_a_lost_leading_zero_is_put_back() -> None:
    assert plausible("101901234")
    assert not plausible("991901234")


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (101901234, "101901234"),
        (1203651234.0, "1203651234"),
        (" 1203651234 ", "1203651234"),
        ("1203651234.0", "1203651234"),
        (1203651234.5, None),
        (True, None),
        (None, None),
        ("12036512345", None),
        (12345678, None),
    ],
)
def test_bare_numbers(value: object, digits: str | None) -> None:
    assert bare_number(value) == digits


def test_one_plausible_number_in_an_unnamed_column_is_suspicious() -> None:
    assert suspicious(Column("", ("1203651234",))) == {"1203651234"}


def test_numbers_with_a_lost_zero_are_found_beside_whole_ones() -> None:
    column = Column("Løbenr.", ("1203651234", "101901234", "3112991234"))
    assert suspicious(column) == {"1203651234", "101901234", "3112991234"}


def test_waiting_list_numbers_that_seldom_have_a_date_are_left_alone() -> None:
    ids = tuple(f"77{number:08d}" for number in range(20))
    assert suspicious(Column("Ventelistenr.", (*ids, "1203651234"))) == frozenset()


def test_a_single_amount_is_left_alone_but_a_column_of_dates_is_not() -> None:
    assert suspicious(Column("Budget i kr.", ("1203651234",))) == frozenset()
    assert suspicious(Column("Budget i kr.", ("1203651234", "0101901234"))) == frozenset()
    many = ("1203651234", "0101901234", "3112991234")
    assert suspicious(Column("Budget i kr.", many)) == set(many)


def test_production_units_begin_with_ten() -> None:
    assert suspicious(Column("P-nummer", ("1003285123", "1012345678"))) == frozenset()
    assert suspicious(Column("P-nummer", ("1003285123", "0101901234"))) != frozenset()


def test_a_path_is_shown_without_the_number() -> None:
    assert shown_path("data/raw/x/010190-1234.csv") == "data/raw/x/(skjult navn).csv"
    assert shown_path("data/raw/x/tal.csv") == "data/raw/x/tal.csv"
