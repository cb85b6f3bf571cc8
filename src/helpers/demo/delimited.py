"""A sheet as a text file the way Danish systems export it: decimal comma, Windows line ends, any separator."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Literal

from helpers.demo.sheets import Cell, Percent, Sheet

Encoding = Literal["windows-1252", "utf-8-sig", "utf-8"]
Separator = Literal[";", ",", "\t"]


def danish(value: Cell) -> str:
    """Return a cell as Danish text: `71,7`, `1.12.2013`, empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, Percent):
        return f"{value.value:.{value.decimals}f} %".replace(".", ",")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value)


def semicolons(sheet: Sheet, encoding: Encoding) -> bytes:
    """Return the csv file; `utf-8-sig` is UTF-8 with a byte order mark, as Excel writes it."""
    return separated(sheet, encoding, ";")


def separated(sheet: Sheet, encoding: Encoding, separator: Separator) -> bytes:
    """Return the text file; a cell that holds the separator stands in quotation marks."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    for row in sheet.rows():
        writer.writerow([danish(value) for value in row])
    return text.getvalue().encode(encoding)
