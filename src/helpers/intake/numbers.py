"""Danish numbers as people write them, and the signs that Statistics Denmark puts instead of a number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isclose
from typing import Literal


class Mark(StrEnum):
    """What a sign says about the number (signs of Danmarks Statistik)."""

    STATED = "stated"
    PROVISIONAL = "provisional"
    """`*`: provisional or estimated."""
    HIDDEN = "hidden"
    """`..`: too uncertain, or hidden for discretion."""
    MISSING = "missing"
    """Blank, `…` (not available) or `·` (can't occur)."""


@dataclass(frozen=True)
class Number:
    """A number as it stands in a cell."""

    value: Decimal | None
    """None if and only if hidden or missing."""
    mark: Mark = Mark.STATED
    unit: Literal["percent", "dkk"] | None = None
    """The unit written beside the number, if any."""

    @property
    def decimals(self) -> int:
        """Return how many decimals the number is written with."""
        exponent = self.value.as_tuple().exponent if self.value is not None else 0
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0


class NotANumber(ValueError):  # noqa: N818 - it is a finding about a cell, not a failure of the program
    """The text is no number; the message is the Danish rule that it breaks."""


class NotWhole(NotANumber):
    """The number has decimals where a count stands."""


class TwoWays(NotANumber):
    """The number could be two: `1,250` is a thousand to an English spreadsheet."""


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, zero-width characters and byte order marks, which come along when cells are copied from a page."""


def visible(text: str) -> str:
    """Return a text without the characters that nobody sees, each letter as one character (a Mac writes å as two)."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


_SIGNS = {"": Mark.MISSING, "…": Mark.MISSING, "...": Mark.MISSING, "·": Mark.MISSING, "..": Mark.HIDDEN}
_ZERO_SIGNS = frozenset({"-", "–", "—", "−"})
_FACTORS = {"": 0, "t": 3, "t.": 3, "tusind": 3, "1.000": 3, "mio": 6, "mio.": 6, "mia": 9, "mia.": 9}
_UNSIGNED = re.compile(
    r"(?P<before>(?:kr\.?|dkk)\s*)?"
    r"(?P<sign>[-−–+])?\s*"
    r"(?P<digits>\d[\d., ]*?)"
    r"(?P<dash>,-)?"
    r"\s*(?P<factor>t\.?(?=\s*kr)|tusind|1\.000(?=\s*kr)|mio\.?|mia\.?)?"
    r"\s*(?P<unit>%|pct\.?|procent|kr\.?|kroner|dkk)?"
    r"\s*(?P<star>\*)?",
    re.IGNORECASE,
)
NO_NUMBER = "Her skal stå et tal."
_HABITS = tuple(
    (re.compile(form, re.IGNORECASE), rule)
    for form, rule in (
        (
            r"n\.?/?a\.?|#n/a|nan|null|none|i\.a\.|ikke (?:oplyst|opgjort|målt)|uoplyst|mangler|ukendt",
            (
                "Et tal, som ikke findes, er et tomt felt eller tegnet …; "
                "et tal, som holdes skjult, er tegnet .. (to prikker)."
            ),
        ),
        (r"(?:<|≤|under|mindre end|færre end|højst)\s*\d+", ("Et tal, som holdes skjult, er tegnet .. (to prikker).")),
        (r"\d[\d., ]*[-−–]", "Minus skrives foran tallet, og nul skrives 0."),
        (r"\([\d., ]+\)", "Et tal under nul skrives med minus foran."),
        (r"(?:ca\.?|cirka|omkring)\s*\d.*|\d.*\?", "Her skal stå et tal; forbehold hører til i en bemærkning."),
        (r"#\w.*|err:\d+", "Her skal stå et tal; regnearket kunne ikke regne formlen ud."),
    )
)
_DANISH = re.compile(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?")
_ENGLISH = re.compile(r"(\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:\.(\d+))?")


def parse_number(text: str, decimal_mark: Literal[",", "."] = ",") -> Number:
    """Read a number written by a person.

    Understood are `1.234,5`, `1 234,5`, `71,7 %`, `12 pct.`, `kr. 500.000`, `500.000,-`, `1,3 mio. kr.`, `1.234*` and
    the signs of Danmarks Statistik (`-` is zero, `..` hidden, `…` not available).

    Parameters
    ----------
    text
        The cell.
    decimal_mark
        `.` for a file that a program wrote with decimal points; never guessed, since `1.234` is both.

    Raises
    ------
    NotANumber
        If the text is something else, or could be read in two ways.
    """
    plain = " ".join(visible(text).split())
    if plain in _SIGNS:
        return Number(None, _SIGNS[plain])
    if plain in _ZERO_SIGNS:
        return Number(Decimal(0))
    match = _UNSIGNED.fullmatch(plain)
    if match is None:
        raise NotANumber(next((rule for form, rule in _HABITS if form.fullmatch(plain)), NO_NUMBER))
    amount = _digits(match["digits"].strip(), decimal_mark)
    amount = amount.scaleb(_FACTORS[(match["factor"] or "").lower()])
    if match["sign"] in ("-", "−", "–"):
        amount = -amount
    return Number(
        value=amount,
        mark=Mark.PROVISIONAL if match["star"] else Mark.STATED,
        unit=_unit(match),
    )


def is_number(text: str) -> bool:
    """Tell whether a text is a Danish number, or one of the signs in place of one."""
    try:
        parse_number(text)
    except NotANumber:
        return False
    return True


def _digits(digits: str, decimal_mark: Literal[",", "."]) -> Decimal:
    match = (_DANISH if decimal_mark == "," else _ENGLISH).fullmatch(digits)
    if match is None:
        raise NotANumber(
            "Tal skrives med decimalkomma og punktum som tusindtalsskilletegn."
            if decimal_mark == ","
            else "Tal skrives med decimalpunktum og komma som tusindtalsskilletegn."
        )
    whole = re.sub(r"[., ]", "", match[1])
    return Decimal(f"{whole}.{match[2]}" if match[2] else whole)


def _unit(match: re.Match[str]) -> Literal["percent", "dkk"] | None:
    unit = (match["unit"] or "").lower()
    if unit.startswith(("%", "p")):
        return "percent"
    if unit.startswith(("kr", "dkk")) or match["before"] or match["dash"]:
        return "dkk"
    return None


def format_number(value: float | Decimal) -> str:
    """Return a number as a Dane writes it, with all its decimals: `1.234,5`."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def same_number(old: float | None, new: float | None) -> bool:
    """Tell whether two numbers are one, whatever the order in which they were added up; None is a number not given."""
    return old == new if old is None or new is None else isclose(old, new, rel_tol=1e-9)
