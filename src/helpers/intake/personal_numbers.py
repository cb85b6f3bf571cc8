"""What a Danish personal number (CPR number) looks like, and what only resembles one.

A number is recognised by its pattern and a date that exists, as Det Centrale Personregister describes it: six digits
of birth date, four more of which the first gives the century. The modulus 11 check is not used: since 1 October 2007
numbers are given out that fail it. Replacement numbers of hospitals and authorities add 60 to the day.

What else has this pattern is refused too, for nobody can tell the difference: a day and a time of day written as six
and four digits, a case number of the same look. What is not taken for one: telephone numbers with or without 45 before
them, amounts with separators, account numbers (four digits and seven), numbers of firms (8 digits) and goods (13),
dates, and bare identifiers of ten digits among which few have a date that exists (see `suspicious`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

from helpers.intake.documents import Percentage

# A GUID or a long hexadecimal checksum can hold ten digits by chance.
_TECHNICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{16,}", re.IGNORECASE)
_SEPARATED = re.compile(
    r"(?<!\d)(?<!\d[.,])"
    r"(?:\d{6}\s?[-/_]\s?\d{4}"  # ddmmyy-xxxx
    r"|\d{6}\s{1,2}\d{4}"  # ddmmyy xxxx
    r"|0\d{5}\.\d{4}|(?:(?<=[^\W\d_]\s)|(?<=[^\W\d_][.:]\s))\d{6}\.\d{4}"  # ddmmyy.xxxx, where no decimal
    r"|\d\d([ ./-])\d\d\1\d\d\s?-\s?\d{4}"  # dd.mm.yy-xxxx
    r"|\d\d \d\d \d\d \d{4}"
    # With the century, where the last four aren't the other end of a period: dd.mm.yyyy-xxxx
    r"|\d\d([ ./-]?)\d\d\2(?:19|20)\d\d\s?-\s?(?!19|20)\d{4})"
    r"(?!\d|[.,]\d)"
)
_TOGETHER = re.compile(r"(?<!\d)(?<!\d[.,])\d{10}(?![.,]?\d)")
_BARE = re.compile(r"\s*(?:(\d{9,10})(?:[.,]0+)?|(\d{6})\.(\d{4}))\s*")

_AMOUNT_WORDS = re.compile(
    r"\b(kr|kroner|beløb|budget|regnskab|mio|pris|udgift|indtægt|tilskud|tlf|telefon\w*|mobil|cvr\w*|ean\w*)\b",
    re.IGNORECASE,
)
_UNIT_WORDS = re.compile(r"\b(p-nr|p-nummer|pnr|produktionsenhed\w*)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_UNUSUAL = re.compile("[^\x00-\x7eÀ-ſ»«§°½´…]")
"""What isn't ASCII or a Latin letter."""


@dataclass(frozen=True)
class Column:
    """The bare numbers of nine or ten digits in one column, and the texts above them."""

    heading: str
    numbers: tuple[str, ...]


def plain_text(text: str) -> str:
    """Return a text as a person sees it: digits of any script as 0-9, any dash as `-`, nothing that can't be seen."""
    if _UNUSUAL.search(text) is None:
        return text
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(character)
    if kind == "Pd" or character == "−":
        return "-"
    if kind == "Cf":  # zero-width and soft hyphens, marks of direction
        return ""
    return " " if kind == "Zs" else unicodedata.normalize("NFKC", character) if character in "／．＿" else character


def holds_personal_number(text: str) -> bool:
    """Tell whether a text holds a personal number, with or without separator, possibly among other words."""
    if len(_DIGITS.findall(text)) < 10:
        return False
    plain = _TECHNICAL.sub(" ", plain_text(text))
    found = (*_SEPARATED.finditer(plain), *_TOGETHER.finditer(plain))
    return any(plausible(_ten_digits(match[0])) for match in found)


def _ten_digits(written: str) -> str:
    """Return birth date and last four digits; a century written out is left out."""
    digits = re.sub(r"\D", "", written)
    return digits if len(digits) == 10 else digits[:4] + digits[6:]


def shown_path(place: str) -> str:
    """Return a path for messages, with any part that holds a personal number left out."""
    return "/".join(_shown_part(part) for part in place.split("/"))


def _shown_part(part: str) -> str:
    if not holds_personal_number(part):
        return part
    suffix = PurePosixPath(part).suffix
    return f"(skjult navn){'' if _DIGITS.search(plain_text(suffix)) else suffix}"


def bare_number(value: object) -> str | None:
    """Return the nine or ten digits that are all a cell holds, as number or as text, or None.

    A cell that the spreadsheet shows as percent counts as the number in it. Six digits, a point and four more are ten
    digits too: whether they are a decimal number, the column tells.
    """
    if isinstance(value, Percentage):
        value = float(value.value / Decimal(100))
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, float):
        value = f"{value:.0f}" if value.is_integer() else ""
    match = _BARE.fullmatch(plain_text(str(value)))
    if match is None:
        return None
    return match[1] or f"{match[2]}{match[3]}"


def plausible(digits: str) -> bool:
    """Tell whether ten digits (or nine, the leading zero being lost) can be a personal number."""
    if len(digits) == 9:
        digits = f"0{digits}"
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if 61 <= day <= 91:
        day -= 60
    # The seventh digit tells the century. Between the centuries only the year 00 differs in its days: 1900 (digits
    # 0 to 3) had no 29 February, 2000 (4 to 9) had one.
    century = 1900 if int(digits[6]) <= 3 else 2000
    try:
        date(century + year, month, day)
    except ValueError:
        return False
    return True


def suspicious(column: Column) -> frozenset[str]:
    """Return the bare numbers of a column that must be taken for personal numbers.

    One number in fourteen of ten random digits has a date that exists, one in eight of nine. So the column decides:
    under a heading that says nothing, at least half must be plausible (one alone is enough); under a heading
    that says amount or telephone, three or more and most of them. Production unit numbers (P-numre)
    all begin with 10.
    """
    likely = [number for number in column.numbers if plausible(number)]
    if not likely or _is_unit_numbers(column):
        return frozenset()
    named = _AMOUNT_WORDS.search(column.heading) is not None
    enough = 3 if named else 1
    share = len(likely) / len(column.numbers)
    if len(likely) >= enough and (share > 0.5 if named else share >= 0.5):
        return frozenset(likely)
    return frozenset()


def split_over_two(first: object, second: object) -> bool:
    """Tell whether two cells beside each other hold the birth date and the last four digits of a personal number.

    Only texts count, in which no leading zero can be lost.
    """
    if not (isinstance(first, str) and isinstance(second, str)):
        return False
    born, last = first.strip(), second.strip()
    if (len(born), len(last)) != (6, 4) or not (born + last).isdecimal():
        return False
    return plausible(plain_text(born + last))


def _is_unit_numbers(column: Column) -> bool:
    return _UNIT_WORDS.search(column.heading) is not None and _all_begin(column.numbers, "10")


def _all_begin(numbers: Iterable[str], beginning: str) -> bool:
    return all(len(number) == 10 and number.startswith(beginning) for number in numbers)
