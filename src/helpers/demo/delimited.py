"""A sheet as a csv file the way Danish systems export it: semicolons, decimal comma, Windows line ends."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Literal

from helpers.demo.sheets import Cell, Sheet


def danish(value: Cell) -> str:
    """Return a cell as Danish text: `71,7`, `1.12.2013`, empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value)


def semicolons(sheet: Sheet, encoding: Literal["windows-1252", "utf-8-sig"]) -> bytes:
    """Return the csv file; `utf-8-sig` is UTF-8 with a byte order mark, as Excel writes it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in sheet.rows():
        writer.writerow([danish(value) for value in row])
    return text.getvalue().encode(encoding)
