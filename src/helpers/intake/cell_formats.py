"""What a person sees in a spreadsheet cell whose format changes what its stored value means."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from helpers.intake.documents import CellValue, Percentage
from helpers.intake.numbers import format_number

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")
_SCALES = re.compile(r"mio|mia|tusind|t\.?\s?kr|1\.000", re.IGNORECASE)


def shown(value: CellValue, number_format: str) -> CellValue:
    """Return a stored value as its cell shows it.

    A number under a percent format is a percentage; a percent sign that is only a text in the format changes nothing. A
    text such as `mio. kr.` in the format belongs to the number. A day whose format shows only its year or month is that
    year or month.

    Parameters
    ----------
    value
        As stored in the file.
    number_format
        The format in Excel's notation, such as `0.0%` or `mmm yyyy`.
    """
    first = number_format.partition(";")[0]
    if isinstance(value, date):
        return _shown_day(value, _code(first).lower())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if "%" in _code(first):
        return Percentage(Decimal(repr(value)) * 100)
    beside = "".join(quoted or escaped for quoted, escaped in _QUOTED.findall(first)).strip()
    return f"{format_number(value)} {beside}" if _SCALES.search(beside) else value


def as_text(cell: CellValue) -> str:
    """Return a cell as a Danish spreadsheet shows it, for messages."""
    if isinstance(cell, Percentage):
        return f"{format_number(cell.value)} %"
    if isinstance(cell, bool):
        return "SAND" if cell else "FALSK"
    if isinstance(cell, datetime):
        clock = "" if cell.time() == datetime.min.time() else f" {cell:%H:%M}"
        return f"{cell.day}.{cell.month}.{cell.year}{clock}"
    if isinstance(cell, date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    return format_number(cell) if isinstance(cell, float) else str(cell)


def _code(number_format: str) -> str:
    """Return the format without texts, conditions and fill characters."""
    return _BRACKETS.sub("", _QUOTED.sub("", number_format))


def _shown_day(value: date, code: str) -> CellValue:
    is_midnight = not isinstance(value, datetime) or value.time() == datetime.min.time()
    if "y" not in code or "d" in code or "h" in code or not is_midnight:
        return value
    return f"{value.year}M{value.month:02}" if "m" in code else value.year
