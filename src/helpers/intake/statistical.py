"""SPSS files (sav, zsav) and Stata files (dta): labels become the texts that a person sees in the program."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pyreadstat

from helpers.intake.delimited import shortest
from helpers.intake.documents import CellValue, Document, Passage, Sheet, Unreadable

_BROKEN = "Gem filen igen fra SPSS eller Stata (eller som CSV), og læg den på plads."
_SPSS_BEGINNING = datetime(1582, 10, 14)  # noqa: DTZ001 - neither program knows time zones
_STATA_YEAR = 1960
"""Stata counts quarters, months and half-years from the beginning of this year."""


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
        reader = pyreadstat.read_dta if suffix == ".dta" else pyreadstat.read_sav
        columns, about = reader(io.BytesIO(data), output_format="dict")
        shown = [_column(name, columns[name], about) for name in about.column_names]
        if any(len(column) != about.number_rows for column in shown):
            raise ValueError("rows are missing")
    except Exception:  # a broken file makes readstat raise almost anything
        what = "Stata-fil" if suffix == ".dta" else "SPSS-fil"
        raise Unreadable(f"filen kan ikke læses som en {what}", _BROKEN) from None
    labels = zip(about.column_names, about.column_labels, strict=True)
    head: tuple[CellValue, ...] = tuple(_heading(name, label, is_declared) for name, label in labels)
    return Document((Sheet(None, (head, *zip(*shown, strict=True))),), tuple(_passages(about)))


def _heading(name: str, label: str | None, is_declared: Callable[[str], bool]) -> str:
    return label if label and is_declared(label) and not is_declared(name) else name


def _column(name: str, values: list[Any], about: Any) -> list[CellValue]:
    labels: dict[Any, str] = about.variable_value_labels.get(name, {})
    stored_as = str(about.readstat_variable_types.get(name, ""))
    period = _period_reader(str(about.original_variable_types.get(name, "")))
    shown: list[CellValue] = []
    for value in values:
        if isinstance(value, float) and stored_as == "float":
            value = shortest(value)
        shown.append(labels[value] if value in labels else _cell(value, period))
    return shown


def _cell(value: Any, period: Callable[[float], str] | None) -> CellValue:
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return period(value) if period is not None else int(value) if float(value).is_integer() else float(value)
    return value if isinstance(value, str | bool | date | time | timedelta) else str(value)


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


def _passages(about: Any) -> Iterator[Passage]:
    """Yield every text of the file that is not a cell: names, labels, notes."""
    for name, label in zip(about.column_names, about.column_labels, strict=True):
        yield Passage("et variabelnavn", str(name))
        if label:
            yield Passage("en variabeletiket", str(label))
    for labels in about.value_labels.values():
        for code, label in labels.items():
            yield Passage("en værdietiket", str(label))
            yield Passage("en kode", _code(code), is_number=True)
    for note in (about.file_label, *(about.notes or ())):
        if note:
            yield Passage("en dokumentegenskab", str(note))


def _code(code: object) -> str:
    """Return a code as digits: a personal number must be seen though it is stored as 1203651234.0."""
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)
