"""A template as an Excel workbook with the same bytes every time, of features that LibreOffice keeps."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from helpers.templates.archive import repack
from helpers.templates.calendar import danish_day, window
from helpers.templates.columns import JUDGEMENTS, YES_NO, Column
from helpers.templates.content import INSTRUCTIONS, LISTS, STAMP, Template, TemplateRow, TemplateSheet
from helpers.templates.instructions import definition_words, instructions

HEADER_ROW = 7
"""The row of the headings as the spreadsheet numbers it; above it stand what the sheet is about, units and examples."""
LISTS_MARK = "maalbar-lister"
"""The first cell of the sheet that holds the drop-downs."""
SPARE_ROWS = 20
"""Empty rows below the prepared ones."""
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>maalbar template</dc:creator>\
<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"""
_LOCKED = PatternFill("solid", fgColor="E7E6E6")
_OPEN = PatternFill("solid", fgColor="FFFBE6")
_HEAD = PatternFill("solid", fgColor="D9E2EC")
_THIN = Side(style="thin", color="A6A6A6")
_WRAP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_DAY_FORMAT = "dd-mm-yyyy"
_LAST_SPARE_YEARS = 5
"""A date may lie so many years outside the plan before the spreadsheet asks."""


def marker(indicator: str, version: int) -> str:
    """Return the cell by which an indicator's sheet is known, whatever the sheet is called."""
    return f"Indikator {indicator}, definition {version}"


def workbook(template: Template) -> bytes:
    """Return the workbook: instructions, a sheet for each indicator, and two hidden sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _instruct(book.create_sheet(INSTRUCTIONS), template)
    lists = _Lists()
    for sheet in template.sheets:
        _fill(book.create_sheet(sheet.title), sheet, template, lists)
    _hidden(book.create_sheet(LISTS), lists.rows())
    _hidden(book.create_sheet(STAMP), template.stamp.rows())
    written = io.BytesIO()
    book.save(written)
    return repack(written.getvalue(), {"docProps/core.xml": _CORE.encode()})


class _Lists:
    """The columns of the hidden sheet from which the drop-downs are taken; equal lists are one column."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str | int, ...], int] = {}

    def reference(self, values: Sequence[str | int]) -> str:
        column = get_column_letter(self._columns.setdefault(tuple(values), len(self._columns) + 1))
        return f"{LISTS}!${column}$2:${column}${len(values) + 1}"

    def rows(self) -> Iterator[list[str | int | None]]:
        yield [LISTS_MARK]
        columns = list(self._columns)
        for row in range(max((len(values) for values in columns), default=0)):
            yield [values[row] if row < len(values) else None for values in columns]


def _instruct(target: Worksheet, template: Template) -> None:
    for number, line in enumerate(instructions(template), start=1):
        first, second = target.cell(number, 1, line.text or None), target.cell(number, 2, line.beside or None)
        first.alignment = second.alignment = _WRAP
        if line.style != "plain":
            first.font = Font(bold=True, size=16 if line.style == "title" else 12)
            first.alignment = Alignment(vertical="bottom")
        elif line.beside:
            first.font = Font(bold=True)
        # A row of wrapped text doesn't grow by itself in every program.
        target.row_dimensions[number].height = 15 * (1 + len(line.beside) // 105) + (8 if line.style != "plain" else 0)
    target.column_dimensions["A"].width, target.column_dimensions["B"].width = 28, 105
    _protect(target)
    _print_setup(target, landscape=False)


def _fill(target: Worksheet, sheet: TemplateSheet, template: Template, lists: _Lists) -> None:
    _head(target, sheet)
    first, last = HEADER_ROW + 1, HEADER_ROW + len(sheet.rows) + SPARE_ROWS
    for number, row in enumerate([*sheet.rows, *[None] * SPARE_ROWS], start=first):
        for position, column in enumerate(sheet.columns, start=1):
            _dress(target.cell(number, position, _prepared(column, row)), column, is_spare=row is None)
    for position, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(position)
        target.column_dimensions[letter].width = column.width
        rule = _rule(column, sheet, template, lists)
        if rule is not None:
            rule.add(f"{letter}{first}:{letter}{last}")
            target.add_data_validation(rule)
    keys = sum(column.is_key for column in sheet.columns)
    target.freeze_panes = f"{get_column_letter(keys + 1)}{first}"
    target.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    _protect(target)
    _print_setup(target, landscape=True)


def _head(target: Worksheet, sheet: TemplateSheet) -> None:
    target["A1"] = sheet.indicator.name
    target["A1"].font = Font(bold=True, size=14)
    target["A2"] = marker(sheet.indicator.id, sheet.indicator.version)
    target["A3"] = definition_words(sheet.indicator)
    target["A4"] = "Udfyld de lyse felter. Det, du ikke ved, lader du stå tomt. Skriv aldrig navne eller CPR-numre."
    whole = sum(column.width for column in sheet.columns)
    for row in (3, 4):
        target.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(sheet.columns))
        target.cell(row, 1).alignment = _WRAP
        target.row_dimensions[row].height = 15 * (1 + len(str(target.cell(row, 1).value)) // whole)
    for position, column in enumerate(sheet.columns, start=1):
        for row, text in ((5, column.unit), (6, f"Eksempel: {column.example}"), (HEADER_ROW, column.heading)):
            cell = target.cell(row, position, text)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.font = Font(bold=row == HEADER_ROW, italic=row == HEADER_ROW - 1, size=11 if row == HEADER_ROW else 9)
            cell.fill, cell.border = _HEAD, Border(bottom=_THIN)
    longest = max(len(column.unit) / column.width for column in sheet.columns)
    target.row_dimensions[5].height = min(120, 15 * (1 + int(longest)))


def _prepared(column: Column, row: TemplateRow | None) -> str | int | None:
    """Return what stands in a cell beforehand."""
    if row is None or not column.is_key:
        return None
    if column.role == "period":
        return None if row.period is None else row.period.cell
    return {"area": row.area, "goal": row.goal, "round": row.round}[column.role]


def _dress(cell: Cell | MergedCell, column: Column, *, is_spare: bool) -> None:
    is_open = is_spare or not column.is_key
    cell.protection = _protection(is_open)
    cell.fill, cell.border = (_OPEN if is_open else _LOCKED), Border(_THIN, _THIN, _THIN, _THIN)
    if column.entry == "day":
        cell.number_format = _DAY_FORMAT
    if column.is_key or column.width >= 30:
        cell.alignment = _WRAP


@cache
def _protection(is_open: bool) -> Protection:
    return Protection(locked=not is_open)


def _rule(column: Column, sheet: TemplateSheet, template: Template, lists: _Lists) -> DataValidation | None:
    choices: dict[str, Sequence[str | int]] = {
        "area": sheet.areas,
        "goal": sheet.goals,
        "period": tuple(period.cell for period in sheet.periods),
        "round": tuple(dict.fromkeys(row.round for row in sheet.rows if row.round)),
        "answer": JUDGEMENTS if column.entry == "judgement" else YES_NO,
    }
    if column.role in choices:
        # Another period than the plan's may be right; another area or answer is a slip.
        style = "warning" if column.role == "period" else "stop"
        rule = DataValidation(type="list", formula1=lists.reference(choices[column.role]), errorStyle=style)
    elif column.entry == "day":
        first, last = window(template.plan)
        bounds = (date(first.year - _LAST_SPARE_YEARS, 1, 1), date(last.year + _LAST_SPARE_YEARS, 12, 31))
        serials = [str((day - date(1899, 12, 30)).days) for day in bounds]
        rule = DataValidation(
            type="date", operator="between", formula1=serials[0], formula2=serials[1], errorStyle="warning"
        )
    elif column.entry == "share":
        rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
    elif column.entry in ("whole", "number"):
        kind = "whole" if column.entry == "whole" else "decimal"
        rule = DataValidation(type=kind, operator="greaterThanOrEqual", formula1="0")
    else:
        return None
    return _explained(rule, column, template)


def _explained(rule: DataValidation, column: Column, template: Template) -> DataValidation:
    told = {
        "whole": "Skriv et helt tal, 0 eller derover.",
        "number": "Skriv et tal, 0 eller derover.",
        "share": "Skriv procenttallet fra 0 til 100: 58,3 for 58,3 %.",
        "day": f"Skriv en dato. Planen går til {danish_day(template.plan.end)}.",
    }
    text = told.get(column.entry, "Vælg på listen.")
    rule.allow_blank = True
    rule.showErrorMessage = rule.showInputMessage = True
    rule.errorTitle = rule.promptTitle = column.heading
    rule.error, rule.prompt = text, text
    if column.entry in ("whole", "number", "share"):
        # The two dots for a hidden number are a text, so the spreadsheet must let them pass after asking.
        rule.errorStyle = "warning"
    return rule


def _protect(target: Worksheet) -> None:
    """Lock what isn't open, without a password: it keeps slips away, not people."""
    target.protection.sheet = True
    target.protection.formatColumns = False
    target.protection.formatRows = False
    target.protection.autoFilter = False


def _print_setup(target: Worksheet, *, landscape: bool) -> None:
    target.page_setup.orientation = "landscape" if landscape else "portrait"
    target.page_setup.paperSize = 9  # A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _hidden(target: Worksheet, rows: Iterable[Sequence[str | int | None]]) -> None:
    for row in rows:
        target.append(list(row))
    target.sheet_state = "hidden"
    target.protection.sheet = True
