"""Periods as data owners write them, read into first day, last day and a Danish label."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from helpers.intake.numbers import visible

PeriodKind = Literal["year", "years", "half", "quarter", "month", "date", "school_year", "undated"]

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included."""

    start: date | None
    end: date | None
    label: str
    """As a reader should see it: `2016`, `1. kvartal 2013`, `1. december 2012`, `ultimo 2014`, `uden dato`."""
    kind: PeriodKind


class NotAPeriod(ValueError):  # noqa: N818 - it is a finding about a cell, not a failure of the program
    """The text is no period; the message is the Danish rule that it breaks."""


UNDATED = Period(None, None, "uden dato", "undated")

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MIDNIGHT = r"(?:[T ]00[:.]00(?:[:.]00(?:[.,]0+)?)?)?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FIRST_SERIAL, _LAST_SERIAL = 25_569, 73_050
"""Day numbers of Excel from 1970 to 2099."""
_MONTH_NAMES = f"{'|'.join(MONTHS)}|sept|{'|'.join(name[:3] for name in MONTHS)}"
_MONTH = rf"(?P<month>{_MONTH_NAMES})\.?"
_RULE = "Perioden skrives som 2016, 1. kvartal 2016, 1. december 2016, ultimo 2016 eller 2016-12-01."


def year_period(year: int) -> Period:
    """Return the calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31), str(year), "year")


def day_period(day: date) -> Period:
    """Return one day."""
    return Period(day, day, f"{day.day}. {MONTHS[day.month - 1]} {day.year}", "date")


def _months(year: int, first: int, count: int, label: str, kind: PeriodKind) -> Period:
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), label, kind)


def _quarter(found: re.Match[str]) -> Period:
    year, stated = int(found["year"]), found["number"].lower()
    number = _ROMAN.get(stated) or int(stated)
    return _months(year, 3 * number - 2, 3, f"{number}. kvartal {year}", "quarter")


def _half(found: re.Match[str]) -> Period:
    year, number = int(found["year"]), int(found["number"])
    return _months(year, 6 * number - 5, 6, f"{number}. halvår {year}", "half")


def _month_number(found: re.Match[str]) -> int:
    text = found["month"]
    return int(text) if text.isdigit() else _named_month(text)


def _named_month(text: str) -> int:
    return [name[:3] for name in MONTHS].index(text[:3].lower()) + 1


def _month(found: re.Match[str]) -> Period:
    month = _month_number(found)
    if not 1 <= month <= 12:
        raise NotAPeriod(_RULE)
    year = int(found["year"])
    return _months(year, month, 1, f"{MONTHS[month - 1]} {year}", "month")


def _iso_month(found: re.Match[str]) -> Period:
    if int(found["month"]) == int(found["year"]) % 100 + 1:
        raise NotAPeriod(
            f"{found[0]} kan være en måned og et skoleår; skriv {found['year']}M{found['month']} eller "
            f"{found['year']}/{int(found['year']) + 1}."
        )
    return _month(found)


def _months_between(found: re.Match[str]) -> Period:
    first, last, year = _named_month(found["first"]), _named_month(found["month"]), int(found["year"])
    if last <= first:
        raise NotAPeriod("Perioden slutter, før den begynder.")
    if first % 3 == 1 and last == first + 2:
        return _months(year, first, 3, f"{first // 3 + 1}. kvartal {year}", "quarter")
    if first % 6 == 1 and last == first + 5:
        return _months(year, first, 6, f"{first // 6 + 1}. halvår {year}", "half")
    raise NotAPeriod("Måneder skrives hver for sig, eller som et helt kvartal eller halvår: januar-marts 2016.")


def _day(found: re.Match[str]) -> Period:
    try:
        return day_period(date(int(found["year"]), _month_number(found), int(found["day"])))
    except ValueError:
        raise NotAPeriod("Datoen findes ikke i kalenderen.") from None


def _edge(found: re.Match[str]) -> Period:
    year, is_end = int(found["year"]), found["edge"].lower().startswith("u")
    word, named = "ultimo" if is_end else "primo", found["month"]
    month = _named_month(named) if named else 12 if is_end else 1
    day = date(year, month, monthrange(year, month)[1] if is_end else 1)
    return Period(day, day, f"{word} {MONTHS[month - 1] + ' ' if named else ''}{year}", "date")


def _school_year(found: re.Match[str]) -> Period:
    first, second = int(found["year"]), found["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last != first + 1:
        raise NotAPeriod("Et skoleår går fra et år til det næste: 2015/2016.")
    return Period(date(first, 8, 1), date(last, 7, 31), f"skoleåret {first}/{last}", "school_year")


def _years(found: re.Match[str]) -> Period:
    first, last = int(found["year"]), int(found["last"])
    if last <= first:
        raise NotAPeriod("Perioden slutter, før den begynder.")
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first}-{last}", "years")


def _year(found: re.Match[str]) -> Period:
    return year_period(int(found["year"]))


_QUARTER_WORD = r"\s*(?:kvartal|kvt\.?|kvart\.?|kv\.?),?\s*"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        (_YEAR + r"-(?P<month>\d\d)-(?P<day>\d\d)" + _MIDNIGHT, _day),
        (r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./ -]" + _YEAR + _MIDNIGHT, _day),
        (r"(?P<day>\d{1,2})\.?\s*" + _MONTH + r"\s*" + _YEAR, _day),
        (_YEAR + r"(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])", _day),
        (r"(?P<edge>ultimo|ult\.|primo)\s+(?:" + _MONTH + r"\s+)?" + _YEAR, _edge),
        (r"(?P<number>[1-4]|iv|i{1,3})\.?" + _QUARTER_WORD + _YEAR, _quarter),
        (r"(?:kvartal|kvt\.?|kv\.?)\s*(?P<number>[1-4]),?\s*" + _YEAR, _quarter),
        (_YEAR + r",?\s*(?P<number>[1-4])\." + _QUARTER_WORD.removesuffix(r"\s*"), _quarter),
        (_YEAR + r"[ -]?[KQ](?P<number>[1-4])", _quarter),
        (r"[KQ](?P<number>[1-4])[ /-]?" + _YEAR, _quarter),
        (r"(?P<number>[12])\.?\s*halvår,?\s*" + _YEAR, _half),
        (_YEAR + r"[ -]?H(?P<number>[12])", _half),
        (r"H(?P<number>[12])[ -]?" + _YEAR, _half),
        (rf"(?P<first>{_MONTH_NAMES})\.?\s*[-–]\s*" + _MONTH + r"\s*" + _YEAR, _months_between),
        (_MONTH + r"\s*" + _YEAR, _month),
        (_YEAR + r"M(?P<month>\d\d)", _month),
        (_YEAR + r"-(?P<month>0[1-9]|1[0-2])", _iso_month),
        (r"skoleår(?:et)?\s+" + _YEAR + r"[/–-](?P<second>(?:20)?\d\d)", _school_year),
        (_YEAR + r"/(?P<second>(?:20)?\d\d)", _school_year),
        (_YEAR + r"\s*[-–]\s*(?P<last>(?:19|20)\d\d)", _years),
        (r"(?:år(?:et)?\s+)?" + _YEAR, _year),
    )
)


def parse_period(value: object) -> Period:
    """Read a period from a cell: a text, a number that is a year, or a date.

    `2015/2016` is a school year (August to July). Two-digit years are refused. A cell with a clock time other than
    midnight is a point in time, not a period.

    Raises
    ------
    NotAPeriod
        If the cell is something else.
    """
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise NotAPeriod("Her skal stå en dato uden klokkeslæt.")
        return day_period(value.date())
    if isinstance(value, date):
        return day_period(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if float(value).is_integer() else ""
    text = " ".join(visible(value).split()) if isinstance(value, str) else ""
    bare = _ON.sub("", text)
    for pattern, make in _FORMS:
        found = pattern.fullmatch(bare)
        if found is not None and (bare == text or make is _day):
            return make(found)
    raise NotAPeriod(_serial_rule(text) or _RULE)


_ON = re.compile(r"^(?:(?:opgjort\s+)?(?:pr\.|pr|per|den|d\.)\s+)+", re.IGNORECASE)


def _serial_rule(text: str) -> str | None:
    """Return the rule for what looks like Excel's number of a day; it is never taken for one (1900 or 1904?)."""
    if not (text.isdecimal() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL):
        return None
    day = day_period(date(1899, 12, 30) + timedelta(days=int(text)))
    return f"Tallet ligner en dato gemt som løbenummer ({day.label}). Giv kolonnen et datoformat, eller skriv datoen."


def find_period(text: str) -> Period | None:
    """Return the first period that stands in a sheet's or a file's name, or None."""
    spaced = re.sub(r"[_]+", " ", text)
    for pattern, make in _FORMS:
        found = re.search(rf"(?<![0-9a-zæøå]){pattern.pattern}(?![0-9a-zæøå])", spaced, re.IGNORECASE)
        if found is not None:
            return make(found)
    return None
