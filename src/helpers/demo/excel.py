"""Sheets as an Excel workbook with the same bytes every time."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from helpers.demo.sheets import BANNER, Percent, Sheet
from helpers.templates.archive import repack

_CORE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{BANNER}</dc:title>\
<dc:creator>maalbar demo</dc:creator>\
<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"""


def workbook(sheets: tuple[Sheet, ...]) -> bytes:
    """Return the workbook; its document properties say that the figures are invented and carry no time."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    written = io.BytesIO()
    book.save(written)
    return repack(written.getvalue(), {"docProps/core.xml": _CORE.encode()})


def _fill(target: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows(), start=1):
        for column, value in enumerate(row, start=1):
            if isinstance(value, Percent):
                shown = target.cell(number, column, round(value.value / 100, value.decimals + 2))
                shown.number_format = "0." + "0" * value.decimals + "%" if value.decimals else "0%"
            elif value is not None:
                target.cell(number, column, value)
    target.cell(1, 1).font = Font(bold=True)
    target.column_dimensions["A"].width = 34
    _dress_header(target, sheet)
    for row in sheet.hidden_rows:
        target.row_dimensions[sheet.first_row + row + 1].hidden = True
    if sheet.hidden:
        target.sheet_state = "hidden"


def _dress_header(target: Worksheet, sheet: Sheet) -> None:
    for offset in range(len(sheet.header)):
        for cell in target[sheet.header_row + 1 + offset]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for merged in sheet.merged:
        row, column = sheet.header_row + merged.row + 1, merged.column + 1
        target.merge_cells(
            start_row=row, start_column=column, end_row=row + merged.height - 1, end_column=column + merged.width - 1
        )
