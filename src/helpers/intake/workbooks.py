"""Excel workbooks: every sheet, also hidden ones, and every text that lies elsewhere in the file."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.intake.cell_formats import shown
from helpers.intake.documents import CellValue, Document, Passage, Place, Sheet, Unreadable
from helpers.intake.package_texts import package_texts, refuse_bomb, sheet_extras, unused_texts

_BROKEN = "Åbn filen i regnearksprogrammet, gem den igen som .xlsx uden adgangskode, og læg den på plads."
_CELL_PARTS = ("xl/worksheets/", "xl/sharedStrings")
"""Parts whose cell texts are read cell by cell."""


def open_xlsx(data: bytes) -> Document:
    """Open an Excel workbook.

    Raises
    ------
    Unreadable
        If it is broken, locked with a password, or no workbook at all.
    """
    try:
        refuse_bomb(data)
        with warnings.catch_warnings():
            # openpyxl warns of drawings and validations that it leaves out; nothing that matters for reading.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data)) if _has_formulas(data) else None
        sheets = tuple(_sheet(sheet, formulas) for sheet in book.worksheets)
        extras = sheet_extras(data, sheets), unused_texts(data, sheets)
        passages = (*_comments(book), *package_texts(data, skip=_CELL_PARTS), *extras[0], *extras[1])
    except Exception:  # a broken workbook makes openpyxl and zipfile raise almost anything
        raise Unreadable("filen kan ikke læses som en Excel-projektmappe", _BROKEN) from None
    return Document(sheets, tuple(passages))


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(b"<f" in package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/"))


def _sheet(sheet: Worksheet, formulas: Workbook | None) -> Sheet:
    rows = tuple(tuple(_value(cell) for cell in row) for row in sheet.iter_rows())
    return Sheet(
        name=sheet.title,
        rows=rows,
        visible=sheet.sheet_state == "visible",
        hidden_rows=frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=_hidden_columns(sheet),
        merged=_merged(sheet),
        formulas_without_value=_uncomputed(sheet.title, rows, formulas),
    )


def _value(cell: Cell | MergedCell) -> CellValue:
    value = cell.value
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | float | date | datetime | time | timedelta):
        return shown(value, str(cell.number_format))
    return str(value)


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    # Excel writes neighbours with the same width as one entry from `min` to `max`.
    return frozenset(
        column - 1
        for block in sheet.column_dimensions.values()
        if block.hidden and block.min and block.max
        for column in range(block.min, min(block.max, sheet.max_column) + 1)
    )


def _merged(sheet: Worksheet) -> dict[Place, Place]:
    covered: dict[Place, Place] = {}
    for block in sheet.merged_cells.ranges:
        origin = (block.min_row - 1, block.min_col - 1)
        for row in range(block.min_row - 1, block.max_row):
            for column in range(block.min_col - 1, block.max_col):
                if (row, column) != origin:
                    covered[row, column] = origin
    return covered


def _uncomputed(title: str, rows: tuple[tuple[CellValue, ...], ...], formulas: Workbook | None) -> frozenset[Place]:
    if formulas is None:
        return frozenset()
    return frozenset(
        (row, column)
        for row, cells in enumerate(formulas[title].iter_rows())
        for column, cell in enumerate(cells)
        if cell.data_type == "f" and rows[row][column] is None
    )


def _comments(book: Workbook) -> Iterator[Passage]:
    for sheet in book.worksheets:
        for row, cells in enumerate(sheet.iter_rows()):
            for column, cell in enumerate(cells):
                if cell.comment is not None:
                    # Excel begins a comment with the name of who wrote it.
                    text = str(cell.comment.text).removeprefix(f"{cell.comment.author}:")
                    yield Passage("en kommentar", text, sheet.title, (row, column))
