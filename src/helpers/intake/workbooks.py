"""Excel workbooks: every sheet, also hidden ones, and every text that lies elsewhere in the file."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import lxml.etree as etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.intake.cell_formats import shown
from helpers.intake.documents import CellValue, Document, Passage, Place, Sheet, Unreadable

_BROKEN = "Åbn filen i regnearksprogrammet, gem den igen som .xlsx uden adgangskode, og læg den på plads."
_CELL_PARTS = ("xl/worksheets/", "xl/sharedStrings")
"""Parts whose cell texts are read cell by cell."""
_LARGEST = 1_000_000_000
"""Bytes; a spreadsheet of a million full rows unfolds to about half of this."""
_PACKAGES = (".xlsx", ".xlsm", ".docx", ".pptx", ".ods", ".odt")


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
        extras = _sheet_extras(data), _unused_texts(data, sheets)
        passages = (*_comments(book), *package_texts(data, skip=_CELL_PARTS), *extras[0], *extras[1])
    except Exception:  # a broken workbook makes openpyxl and zipfile raise almost anything
        raise Unreadable("filen kan ikke læses som en Excel-projektmappe", _BROKEN) from None
    return Document(sheets, tuple(passages))


def refuse_bomb(data: bytes) -> None:
    """Raise ValueError if a package would unfold to more than any delivery holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > _LARGEST:
            raise ValueError("package too large")


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
                    yield Passage("en kommentar", str(cell.comment.text), sheet.title, (row, column))


def _sheet_extras(data: bytes) -> Iterator[Passage]:
    """Yield what a sheet holds beside its cells: headers and footers, validation lists, links, formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield from _texts(name, package.read(name), skip=frozenset({"v", "t", "c", "row"}))


def _unused_texts(data: bytes, sheets: tuple[Sheet, ...]) -> Iterator[Passage]:
    """Yield texts that lie in the workbook's text table though no cell shows them any more."""
    used = {value for sheet in sheets for _, _, value in sheet.filled() if isinstance(value, str)}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "xl/sharedStrings.xml" not in package.namelist():
            return
        root = etree.fromstring(package.read("xl/sharedStrings.xml"), _parser())
    for item in root:
        text = "".join(str(part.text or "") for part in item.iter("{*}t"))
        if text not in used:
            yield Passage("en tekst, som ingen celle viser", text)


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, recover=True)


def package_texts(data: bytes, skip: tuple[str, ...] = ()) -> Iterator[Passage]:
    """Yield every text and attribute in the XML parts of an Office package, except parts whose name starts with `skip`.

    So properties, comments, text boxes, charts' cached values, defined names and pivot caches are seen too, whether or
    not a library knows them; files embedded in the file are searched in the same way.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(package.namelist()):
            yield Passage("navnet på en indlejret fil", name.rsplit("/", 1)[-1])
            if name.endswith(_PACKAGES):
                yield from package_texts(package.read(name))
            if name.endswith((".xml", ".rels", ".vml")) and not (name.startswith(skip) and name.endswith(".xml")):
                yield from _texts(name, package.read(name))


def _texts(name: str, content: bytes, skip: frozenset[str] = frozenset()) -> Iterator[Passage]:
    root = etree.fromstring(content, _parser())
    what = f"en tekst uden for cellerne ({name})"
    for element in root.iter(etree.Element) if root is not None else ():
        if etree.QName(element).localname in skip:
            continue
        texts = [element.text, element.tail, *element.attrib.values()]
        yield from (Passage(what, str(text)) for text in texts if text and text.strip())
