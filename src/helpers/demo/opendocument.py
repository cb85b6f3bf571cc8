"""Sheets as an OpenDocument spreadsheet with the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import Any

from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from helpers.demo.delimited import danish
from helpers.demo.sheets import BANNER, Cell, Merged, Percent, Sheet
from helpers.templates.archive import repack

_META = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" \
office:version="1.2"><office:meta><meta:generator>maalbar demo</meta:generator><dc:title>{BANNER}</dc:title>\
</office:meta></office:document-meta>"""


def spreadsheet(sheets: tuple[Sheet, ...]) -> bytes:
    """Return the spreadsheet; its document properties say that the figures are invented and carry no time."""
    with _own_namespaces():
        document: Any = OpenDocumentSpreadsheet()
        hidden = Style(name="skjult", family="table")
        hidden.addElement(TableProperties(display="false"))
        document.automaticstyles.addElement(hidden)
        for sheet in sheets:
            table: Element = Table(name=sheet.name, **({"stylename": hidden} if sheet.hidden else {}))
            for row in _rows(sheet):
                table.addElement(row)
            document.spreadsheet.addElement(table)
        written = io.BytesIO()
        document.write(written)
    return repack(written.getvalue(), {"meta.xml": _META.encode()})


@contextmanager
def _own_namespaces() -> Generator[None]:
    """Let a document name only the namespaces that it uses.

    odfpy keeps one list for the whole process; without this, the bytes would depend on what was read or written before.
    """
    shared: dict[str, str] = Element.namespaces
    Element.namespaces = {}
    try:
        yield
    finally:
        Element.namespaces = shared


def _rows(sheet: Sheet) -> list[Element]:
    starts = {(sheet.header_row + merged.row, merged.column): merged for merged in sheet.merged}
    covered = {
        (sheet.header_row + merged.row + down, merged.column + right)
        for merged in sheet.merged
        for down in range(merged.height)
        for right in range(merged.width)
        if (down, right) != (0, 0)
    }
    rows: list[Element] = []
    for number, cells in enumerate(sheet.rows()):
        hidden = number - sheet.first_row in sheet.hidden_rows
        row: Element = TableRow(visibility="collapse") if hidden else TableRow()
        for column, value in enumerate(cells or (None,)):
            if (number, column) in covered:
                row.addElement(CoveredTableCell())
            else:
                row.addElement(_cell(value, starts.get((number, column))))
        rows.append(row)
    return rows


def _cell(value: Cell, merged: Merged | None) -> Element:
    attributes: dict[str, str] = {}
    if isinstance(value, date):
        attributes = {"valuetype": "date", "datevalue": value.isoformat()}
    elif isinstance(value, Percent):
        attributes = {"valuetype": "percentage", "value": str(round(value.value / 100, value.decimals + 2))}
    elif isinstance(value, int | float):
        attributes = {"valuetype": "float", "value": str(value)}
    elif value is not None:
        attributes = {"valuetype": "string"}
    if merged is not None:
        attributes |= {"numberrowsspanned": str(merged.height), "numbercolumnsspanned": str(merged.width)}
    cell: Element = TableCell(**attributes)
    if value is not None:
        cell.addElement(P(text=danish(value)))
    return cell
