"""Refuses a file that holds a personal number anywhere; the number itself is never repeated."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.intake.documents import CellValue, Document, Percentage, Sheet, column_letter
from helpers.intake.personal_numbers import Column, bare_number, holds_personal_number, shown_path, suspicious

_RULE = "Rådata må ikke indeholde personnumre."
_REMEDY = (
    "Slet filen fra mappen, bed dataejeren om en levering uden personnumre, og følg kommunens regler for brud på"
    " persondatasikkerheden."
)
_HEADING_ROWS = 12
"""A column's heading is looked for in so many rows from the top."""


def name_faults(place: str) -> tuple[Fault, ...]:
    """Return a fault if the file's or a folder's name holds a personal number."""
    if shown_path(place) == place:
        return ()
    return (_fault(place, "et personnummer i navnet på filen eller mappen"),)


def document_faults(place: str, document: Document) -> tuple[Fault, ...]:
    """Return one fault for each place in a file where a personal number stands.

    Seen are all cells of all sheets, also hidden sheets, rows and columns, sheet names, comments, document properties,
    page headers, defined names, formulas and whatever text else lies in the file.

    Parameters
    ----------
    place
        The file, relative to the project.
    document
        The file as opened.
    """
    found: list[Fault] = []
    names = {sheet.name: _sheet_name(sheet, number) for number, sheet in enumerate(document.sheets, start=1)}
    for sheet in document.sheets:
        if sheet.name is not None and holds_personal_number(sheet.name):
            found.append(_fault(place, "et personnummer i arkets navn", names[sheet.name]))
        found.extend(_fault(place, _what(sheet, row), names[sheet.name], row, column) for row, column in _cells(sheet))
    for passage in document.passages:
        if holds_personal_number(passage.text):
            row, column = passage.place or (None, None)
            found.append(_fault(place, f"et personnummer i {passage.what}", names.get(passage.sheet), row, column))
    return tuple(dict.fromkeys(found))


def _sheet_name(sheet: Sheet, number: int) -> str | None:
    if sheet.name is not None and holds_personal_number(sheet.name):
        return f"nr. {number}"
    return sheet.name


def _what(sheet: Sheet, row: int) -> str:
    if not sheet.visible:
        return "et personnummer i et skjult ark"
    return "et personnummer i en skjult række" if row in sheet.hidden_rows else "et personnummer"


def _cells(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield row and column of every cell that holds a personal number, in reading order."""
    bare: dict[int, dict[tuple[int, int], str]] = {}
    hits: set[tuple[int, int]] = set()
    for row, column, value in sheet.filled():
        number = bare_number(value)
        if number is not None:
            bare.setdefault(column, {})[row, column] = number
        elif holds_personal_number(_as_text(value)):
            hits.add((row, column))
    for column, cells in bare.items():
        wrong = suspicious(Column(_heading(sheet, column), tuple(cells.values())))
        hits.update(cell for cell, number in cells.items() if number in wrong or _is_written_out(sheet, cell, number))
    yield from sorted(hits)


def _is_written_out(sheet: Sheet, cell: tuple[int, int], number: str) -> bool:
    """Tell whether the heading itself says personal number; then no further evidence is needed."""
    heading = _heading(sheet, cell[1]).lower()
    return len(number) in (9, 10) and any(word in heading for word in ("cpr", "personn", "p.nr."))


def _heading(sheet: Sheet, column: int) -> str:
    texts = (sheet.cell(row, column) for row in range(min(_HEADING_ROWS, len(sheet.rows))))
    return " ".join(text for text in texts if isinstance(text, str) and bare_number(text) is None)


def _as_text(value: CellValue) -> str:
    if isinstance(value, Percentage):
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else ""
    return str(value) if isinstance(value, str | int) else ""


def _fault(
    place: str, value: str, sheet: str | None = None, row: int | None = None, column: int | None = None
) -> Fault:
    return Fault(
        place=shown_path(place),
        value=value,
        rule=_RULE,
        remedy=_REMEDY,
        sheet=sheet,
        row=None if row is None else row + 1,
        column=None if column is None else column_letter(column),
    )
