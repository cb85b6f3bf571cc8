"""OpenDocument spreadsheets (LibreOffice), with the repeated and covered cells of that format spelled out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from odf.namespaces import OFFICENS, TABLENS, TEXTNS
from odf.opendocument import load

from helpers.intake.cell_formats import shown
from helpers.intake.documents import CellValue, Document, Passage, Percentage, Place, Sheet, Unreadable
from helpers.intake.package_texts import opendocument_extras, package_texts, refuse_bomb

_BROKEN = "Åbn filen i regnearksprogrammet, gem den igen som .ods uden adgangskode, og læg den på plads."
_CELLS = ((TABLENS, "table-cell"), (TABLENS, "covered-table-cell"))
_GROUPS = frozenset(f"table-{prefix}{kind}" for kind in ("rows", "columns") for prefix in ("", "header-")) | {
    "table-row-group",
    "table-column-group",
}
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384


def open_ods(data: bytes) -> Document:
    """Open an OpenDocument spreadsheet.

    Raises
    ------
    Unreadable
        If it is broken, locked with a password, or no spreadsheet at all.
    """
    try:
        refuse_bomb(data)
        document: Any = load(io.BytesIO(data))
        hidden, formats = _hidden_styles(document), _formats(document)
        read = [_read_table(table, hidden, formats) for table in _within(document.spreadsheet, "table")]
        sheets = tuple(sheet for sheet, _ in read)
        # Cell texts lie in content.xml and are read cell by cell above.
        outside = package_texts(data, skip=("content.xml",)), opendocument_extras(data)
        passages = chain(chain.from_iterable(notes for _, notes in read), *outside)
        return Document(sheets, tuple(passages))
    except Exception:  # a broken file makes odfpy and zipfile raise almost anything
        raise Unreadable("filen kan ikke læses som et OpenDocument-regneark", _BROKEN) from None


def _hidden_styles(document: Any) -> frozenset[str]:
    return frozenset(
        str(style.getAttribute("name"))
        for style in document.automaticstyles.childNodes
        for properties in style.childNodes
        if properties.qname == (_STYLE, "table-properties")
        and properties.attributes.get((TABLENS, "display")) == "false"
    )


_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
_CODES = {"year": "yyyy", "quarter": "q", "month": "m", "day": "d", "day-of-week": "d", "hours": "h", "number": "0"}


def _formats(document: Any) -> dict[str, str]:
    """Return the format of each cell style in Excel's notation, as far as it says what a cell shows."""
    nodes = [*document.styles.childNodes, *document.automaticstyles.childNodes]
    codes = {str(node.attributes.get((_STYLE, "name"))): _code(node) for node in nodes if node.qname[0] == _NUMBER}
    return {
        str(node.attributes.get((_STYLE, "name"))): codes.get(str(node.attributes.get((_STYLE, "data-style-name"))), "")
        for node in nodes
        if node.qname == (_STYLE, "style")
    }


def _code(style: Any) -> str:
    parts: list[str] = []
    for child in style.childNodes:
        name = str(child.qname[1])
        parts.append(f'"{_text(child)}"' if name == "text" and _text(child).strip() else _CODES.get(name, ""))
    return "".join(parts)


def _within(node: Any, kind: str) -> Iterator[Any]:
    """Yield the tables, rows or columns below `node`, through header rows and groups."""
    for child in node.childNodes:
        name = getattr(child, "qname", (None, ""))
        if name == (TABLENS, kind):
            yield child
        elif name[0] == TABLENS and name[1] in _GROUPS:
            yield from _within(child, kind)


def _read_table(table: Any, hidden_styles: frozenset[str], formats: Mapping[str, str]) -> tuple[Sheet, list[Passage]]:
    name = str(table.attributes[TABLENS, "name"])
    rows: list[tuple[CellValue, ...]] = []
    hidden_rows: set[int] = set()
    merged: dict[Place, Place] = {}
    notes: list[Passage] = []
    pending = 0
    columns = _columns(table, formats)
    for node in _within(table, "table-row"):
        cells = _read_row(node, len(rows) + pending, merged, notes, name, columns)
        repeated = int(node.attributes.get((TABLENS, "number-rows-repeated"), 1))
        if not cells:
            # The last rows of a sheet repeat a million times; they count only if something follows.
            pending += repeated
            continue
        rows.extend([()] * min(pending, _MOST_ROWS))
        pending = 0
        if node.attributes.get((TABLENS, "visibility"), "visible") != "visible":
            hidden_rows.update(range(len(rows), len(rows) + repeated))
        rows.extend([cells] * min(repeated, _MOST_ROWS))
    visible = str(table.attributes.get((TABLENS, "style-name"), "")) not in hidden_styles
    return Sheet(name, tuple(rows), visible, frozenset(hidden_rows), merged, hidden_columns=columns.hidden), notes


@dataclass(frozen=True)
class _Columns:
    """What holds for whole columns of a table."""

    hidden: frozenset[int]
    default_styles: tuple[str, ...]
    formats: Mapping[str, str]

    def format(self, cell: Any, column: int) -> str:
        """Return the format of a cell: its own, else its column's."""
        default = self.default_styles[column] if column < len(self.default_styles) else ""
        return self.formats.get(str(cell.attributes.get((TABLENS, "style-name"), default)), "")


def _columns(table: Any, formats: Mapping[str, str]) -> _Columns:
    hidden: set[int] = set()
    styles: list[str] = []
    for node in _within(table, "table-column"):
        repeated = min(int(node.attributes.get((TABLENS, "number-columns-repeated"), 1)), _MOST_COLUMNS)
        if node.attributes.get((TABLENS, "visibility"), "visible") != "visible":
            hidden.update(range(len(styles), len(styles) + repeated))
        styles.extend([str(node.attributes.get((TABLENS, "default-cell-style-name"), ""))] * repeated)
    return _Columns(frozenset(hidden), tuple(styles), formats)


def _read_row(
    node: Any, row: int, merged: dict[Place, Place], notes: list[Passage], sheet: str, columns: _Columns
) -> tuple[CellValue, ...]:
    cells: list[CellValue] = []
    for cell in node.childNodes:
        if getattr(cell, "qname", None) not in _CELLS:
            continue
        place = (row, len(cells))
        notes.extend(Passage("en kommentar", text, sheet, place) for text in _annotations(cell))
        _note_merge(cell, place, merged)
        repeated = int(cell.attributes.get((TABLENS, "number-columns-repeated"), 1))
        value = shown(_value(cell), columns.format(cell, len(cells)))
        cells.extend([value] * min(repeated, _MOST_COLUMNS))
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _note_merge(cell: Any, origin: Place, merged: dict[Place, Place]) -> None:
    down = int(cell.attributes.get((TABLENS, "number-rows-spanned"), 1))
    across = int(cell.attributes.get((TABLENS, "number-columns-spanned"), 1))
    for row in range(origin[0], origin[0] + down):
        for column in range(origin[1], origin[1] + across):
            if (row, column) != origin:
                merged[row, column] = origin


def _value(cell: Any) -> CellValue:
    kind = cell.attributes.get((OFFICENS, "value-type"))
    if kind in ("float", "currency", "percentage"):
        stated = str(cell.attributes[OFFICENS, "value"])
        if kind == "percentage":
            return Percentage(Decimal(stated) * 100)
        return int(stated) if stated.lstrip("-").isdigit() else float(stated)
    if kind == "date":
        stated = str(cell.attributes[OFFICENS, "date-value"])
        return datetime.fromisoformat(stated) if "T" in stated else date.fromisoformat(stated)
    text = "\n".join(_text(child) for child in cell.childNodes if getattr(child, "qname", None) == (TEXTNS, "p"))
    return text or None


def _text(node: Any) -> str:
    if node.nodeType == node.TEXT_NODE:
        return str(node.data)
    if node.qname == (TEXTNS, "s"):
        return " " * int(node.attributes.get((TEXTNS, "c"), 1))
    if node.qname in ((TEXTNS, "line-break"), (TEXTNS, "tab")):
        return "\n"
    return "".join(_text(child) for child in node.childNodes)


def _annotations(cell: Any) -> Iterator[str]:
    for child in cell.childNodes:
        if getattr(child, "qname", None) == (OFFICENS, "annotation"):
            # Not who wrote it and when, which stand beside the text.
            yield " ".join(_text(part) for part in child.childNodes if getattr(part, "qname", ("",))[0] == TEXTNS)
