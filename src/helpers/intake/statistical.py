"""SPSS files (sav, zsav) and Stata files (dta): labels become the texts that a person sees in the program."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from helpers.intake.delimited import shortest
from helpers.intake.documents import CellValue, Document, Passage, Sheet, Unreadable

_BROKEN = "Gem filen igen fra SPSS eller Stata (eller som CSV), og læg den på plads."
_LONGEST = 600
"""Seconds; a file of a million rows takes about one minute."""
_SPSS_BEGINNING = datetime(1582, 10, 14)  # noqa: DTZ001 - neither program knows time zones
_STATA_YEAR = 1960
"""Stata counts quarters, months and half-years from the beginning of this year."""
_MOMENTS: dict[str, Callable[[str], CellValue]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
}


def open_statistical(data: bytes, suffix: str, is_declared: Callable[[str], bool]) -> Document:
    """Open an SPSS or Stata file: row 1 is the variables, one row per case follows.

    A variable is headed by its name, or by its label if only the label is declared. A code with a value label is that
    label. Codes that the owner has declared missing (user-missing in SPSS, `.` and `.a` to `.z` in Stata) are missing.
    Days are days; Stata's quarters, months and half-years (`%tq`, `%tm`, `%th`) and those of SPSS (`QYR`, `MOYR`) are
    periods.

    Parameters
    ----------
    data
        The file.
    suffix
        `.sav`, `.zsav` or `.dta`.
    is_declared
        Whether a text is a heading that the source's declaration names.

    Raises
    ------
    Unreadable
        If it is broken or no such file.
    """
    try:
        found = _contents(data, suffix)
        columns = [_column(variable) for variable in found["variables"]]
        if any(len(column) != found["rows"] for column in columns):
            raise ValueError("rows are missing")
    except (subprocess.SubprocessError, ValueError, OverflowError):
        what = "Stata-fil" if suffix == ".dta" else "SPSS-fil"
        raise Unreadable(f"filen kan ikke læses som en {what}", _BROKEN) from None
    head: tuple[CellValue, ...] = tuple(_heading(variable, is_declared) for variable in found["variables"])
    return Document((Sheet(None, (head, *zip(*columns, strict=True))),), tuple(_passages(found)))


def _contents(data: bytes, suffix: str) -> dict[str, Any]:
    # In a process of its own: a damaged file can end the process that reads it (statistical_child.py).
    command = [sys.executable, "-m", "helpers.intake.statistical_child", suffix]
    read = subprocess.run(command, input=data, capture_output=True, timeout=_LONGEST, check=True)
    found: dict[str, Any] = json.loads(read.stdout)
    return found


def _heading(variable: dict[str, Any], is_declared: Callable[[str], bool]) -> str:
    name, label = variable["name"], variable["label"]
    return label if label and is_declared(label) and not is_declared(name) else name


def _column(variable: dict[str, Any]) -> list[CellValue]:
    labels = {code: label for code, label in variable["labels"] if isinstance(code, str | int | float)}
    period = _period_reader(variable["format"] or "")
    single = variable["stored_as"] == "float"
    shown: list[CellValue] = []
    for cell in variable["cells"]:
        value: Any = shortest(cell) if single and isinstance(cell, float) else cell
        is_code = isinstance(value, str | int | float) and value in labels
        shown.append(labels[value] if is_code else _cell(value, period))
    return shown


def _cell(value: Any, period: Callable[[float], str] | None) -> CellValue:
    if isinstance(value, list):
        kind, text = value
        return _MOMENTS[kind](text)
    if not isinstance(value, int | float):
        return value
    if period is not None:
        return period(value)
    return int(value) if float(value).is_integer() else value


def _period_reader(variable_format: str) -> Callable[[float], str] | None:
    """Return what turns a stored number into the period that the program shows, or None if it shows a number."""
    for beginning, make in _PERIODS.items():
        if variable_format.startswith(beginning):
            return make
    return None


def _spss_day(seconds: float) -> datetime:
    return _SPSS_BEGINNING + timedelta(seconds=seconds)


_PERIODS: dict[str, Callable[[float], str]] = {
    "%tq": lambda count: f"{_STATA_YEAR + int(count) // 4}K{int(count) % 4 + 1}",
    "%tm": lambda count: f"{_STATA_YEAR + int(count) // 12}M{int(count) % 12 + 1:02}",
    "%th": lambda count: f"{int(count) % 2 + 1}. halvår {_STATA_YEAR + int(count) // 2}",
    "QYR": lambda seconds: f"{_spss_day(seconds).year}K{(_spss_day(seconds).month + 2) // 3}",
    "MOYR": lambda seconds: f"{_spss_day(seconds).year}M{_spss_day(seconds).month:02}",
}


def _passages(found: dict[str, Any]) -> Iterator[Passage]:
    """Yield every text of the file that is not a cell: names, labels, notes."""
    for variable in found["variables"]:
        yield Passage("et variabelnavn", variable["name"])
        if variable["label"]:
            yield Passage("en variabeletiket", variable["label"])
    for labels in found["value_labels"]:
        for code, label in labels:
            yield Passage("en værdietiket", str(label))
            yield Passage("en kode", _code(code), is_number=True)
    yield from (Passage("en dokumentegenskab", note) for note in found["notes"])


def _code(code: object) -> str:
    """Return a code as digits: a personal number must be seen though it is stored as a decimal number."""
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)
