"""What a Danish personal number (CPR number) looks like, and what only resembles one.

A number is recognised by its pattern and a date that exists, as Det Centrale Personregister describes it: six digits
of birth date, four more of which the first gives the century. The modulus 11 check is not used: since 1 October 2007
numbers are given out that fail it. Replacement numbers of hospitals and authorities add 60 to the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

# A GUID or a long hexadecimal checksum can hold ten digits by chance.
_TECHNICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{16,}", re.IGNORECASE)
_SEPARATED = re.compile(
    r"(?<!\d)(?<!\d[.,])"
    r"(?:\d{6}\s?[-‐‑‒–—−]\s?\d{4}|\d{6}\s\d{4}|\d\d([ ./-])\d\d\1\d\d\s?[-‐‑‒–—−]\s?\d{4})"
    r"(?!\d|[.,]\d)"
)
_TOGETHER = re.compile(r"(?<!\d)(?<!\d[.,])\d{10}(?![.,]?\d)")
_BARE = re.compile(r"\s*(\d{9,10})(?:[.,]0+)?\s*")

_AMOUNT_WORDS = re.compile(
    r"\b(kr|kroner|beløb|budget|regnskab|mio|pris|udgift|indtægt|tilskud|tlf|telefon\w*|mobil|cvr\w*|ean\w*)\b",
    re.IGNORECASE,
)
_UNIT_WORDS = re.compile(r"\b(p-nr|p-nummer|pnr|produktionsenhed\w*)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """The bare numbers of nine or ten digits in one column, and the texts above them."""

    heading: str
    numbers: tuple[str, ...]


def holds_personal_number(text: str) -> bool:
    """Tell whether a text holds a personal number, with or without hyphen, possibly among other words."""
    plain = _TECHNICAL.sub(" ", text)
    found = (*_SEPARATED.finditer(plain), *_TOGETHER.finditer(plain))
    return any(plausible(re.sub(r"\D", "", match[0])) for match in found)


def shown_path(place: str) -> str:
    """Return a path for messages, with any part that holds a personal number left out."""
    return "/".join(_shown_part(part) for part in place.split("/"))


def _shown_part(part: str) -> str:
    return f"(skjult navn){PurePosixPath(part).suffix}" if holds_personal_number(part) else part


def bare_number(value: object) -> str | None:
    """Return the nine or ten digits that are all a cell holds, as number or as text, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, float):
        value = f"{value:.0f}" if value.is_integer() else ""
    match = _BARE.fullmatch(str(value))
    return match[1] if match else None


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


def _is_unit_numbers(column: Column) -> bool:
    return _UNIT_WORDS.search(column.heading) is not None and _all_begin(column.numbers, "10")


def _all_begin(numbers: Iterable[str], beginning: str) -> bool:
    return all(len(number) == 10 and number.startswith(beginning) for number in numbers)
