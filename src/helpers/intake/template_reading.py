"""Reads workbooks that `maalbar template` made: each sheet says itself which definition it is about.

A sheet becomes an ordinary table with a declaration made here instead of in `sources.yml`, so that every rule for
tables holds: a heading may have moved but not changed its name, numbers are read as in any other file, and each value
keeps its sheet and row. A row without an answer is missing data and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpers.errors import Fault
from helpers.intake.amounts import read_number
from helpers.intake.declaration import Columns, PeriodFrom, Reader, Source, TextFrom, ValueFrom
from helpers.intake.delivery import Delivery
from helpers.intake.documents import CellValue, Sheet, blank, column_letter
from helpers.intake.findings import Spot
from helpers.intake.headings import declared_headings, locate, normal
from helpers.intake.names import AreaNames
from helpers.intake.numbers import NotANumber
from helpers.intake.tables import read_decisions, read_table
from helpers.intake.template_rows import Answered, answered_rows
from helpers.plan.model import Indicator, Nature, Unit
from helpers.templates.columns import Column, columns_of, is_dated
from helpers.templates.stamp import MARK, BrokenStamp, SheetStamp, Stamp, changes_since, parse_stamp

if TYPE_CHECKING:
    from helpers.intake.kinds import Batch, RawFile, SheetRead

_MARKER = re.compile(r"Indikator (?P<indicator>[a-z0-9-]+), definition (?P<version>\d+)")
_OWN_SHEETS = ("maalbar-lister", "Vejledning til skabelonen")
"""First cells of the sheets that hold no figures."""
_MARKER_ROWS = 6
"""The marker stands within so many rows from the top."""
_NEW_ONE = "Lav en ny skabelon med maalbar template, og flyt tallene over."


@dataclass(frozen=True)
class _Open:
    """A file with its stamp."""

    batch: Batch
    file: RawFile
    stamp: Stamp
    names: AreaNames

    def fault(self, value: str, rule: str, remedy: str, sheet: Sheet | None = None) -> Fault:
        return Fault(self.file.place, value, rule, remedy, sheet=None if sheet is None else sheet.name)

    def warn(self, value: str, rule: str, remedy: str, sheet: Sheet | None = None) -> None:
        self.batch.findings.warnings.append(self.fault(value, rule, remedy, sheet))


def read_templates(batch: Batch) -> tuple[SheetRead, ...]:
    """Read every sheet of every file of a source of templates.

    A file of another evaluation, or from before a definition, area, goal or period that it uses was changed, is refused
    with what changed. Sheets that the owner has added are warned of and not read.
    """
    return tuple(read for file in batch.files for read in _read_file(batch, file))


def _read_file(batch: Batch, file: RawFile) -> Iterator[SheetRead]:
    from helpers.intake.kinds import SheetRead  # it imports this module's caller

    opened = _opened(batch, file)
    if opened is None:
        return
    empty: list[Sheet] = []
    read: list[SheetRead] = []
    for sheet, stamp in _matched(opened):
        before = len(batch.findings.faults)
        read.append(SheetRead(file, sheet.name, _read_sheet(opened, sheet, stamp)))
        if not read[-1].rows and len(batch.findings.faults) == before:
            empty.append(sheet)
    _warn_of_empty(opened, empty, len(read))
    yield from read


def _warn_of_empty(opened: _Open, empty: list[Sheet], sheets: int) -> None:
    """Warn of a file, or of single sheets, that came back as they were sent."""
    rule = "En række uden svar er manglende data."
    if len(empty) == sheets:
        opened.warn("skabelonen er ikke udfyldt", rule, "Spørg dataejeren, om det er den rigtige fil.")
        return
    for sheet in empty:
        opened.warn("arket er ikke udfyldt", rule, "Spørg dataejeren, om tallene findes.", sheet)


def _opened(batch: Batch, file: RawFile) -> _Open | None:
    """Return the file with its stamp, or None after reporting why it can't be read."""
    assert file.document is not None  # a template is opened as cells
    stamped = next((sheet for sheet in file.document.sheets if _first_cell(sheet) == MARK), None)
    if stamped is None:
        batch.findings.faults.append(_refused(file, "filen er ikke lavet af maalbar template"))
        return None
    try:
        stamp = parse_stamp([["" if blank(cell) else str(cell) for cell in row] for row in stamped.rows])
    except BrokenStamp as error:
        batch.findings.faults.append(_refused(file, str(error)))
        return None
    if stamp.evaluation != batch.plan.id:
        batch.findings.faults.append(_of_another(file, stamp.evaluation))
        return None
    changes = changes_since(stamp, batch.plan, batch.registry)
    batch.findings.faults.extend(
        Fault(
            file.place,
            change,
            "En udfyldt skabelon læses kun, når evaluering, definitioner, områder, mål og perioder stadig gælder.",
            _NEW_ONE,
        )
        for change in changes
    )
    return None if changes else _Open(batch, file, stamp, AreaNames.of(batch.registry, stamp.areas))


def _refused(file: RawFile, value: str) -> Fault:
    rule = "En skabelon har et skjult ark, der siger, hvilken plan den er lavet af."
    return Fault(file.place, value, rule, "Brug filen fra maalbar template, som den er, og udfyld kun de lyse felter.")


def _of_another(file: RawFile, evaluation: str) -> Fault:
    """Return the fault for a template that was put in another evaluation's folder."""
    return Fault(
        file.place,
        f"skabelonen hører til evalueringen »{evaluation}«",
        "En udfyldt skabelon ligger i mappen for den evaluering, den er lavet til.",
        f"Flyt den til data/raw/{evaluation}/skabeloner/.",
    )


def _first_cell(sheet: Sheet) -> CellValue:
    return sheet.cell(0, 0)


def _matched(opened: _Open) -> Iterator[tuple[Sheet, SheetStamp]]:
    """Yield each sheet with figures and what it is about; warn of sheets that are new or gone."""
    document = opened.file.document
    assert document is not None  # seen when the stamp was read
    seen: set[str] = set()
    for sheet in document.sheets:
        stamp = _stamp_of(opened.stamp, sheet)
        if stamp is not None:
            seen.add(stamp.indicator)
            yield sheet, stamp
        elif _first_cell(sheet) not in (MARK, *_OWN_SHEETS) and any(True for _ in sheet.filled()):
            rule = "Kun skabelonens egne ark læses."
            opened.warn(
                "arket hører ikke til skabelonen og er ikke læst", rule, "Spørg dataejeren, hvad det er.", sheet
            )
    for stamp in opened.stamp.sheets:
        if stamp.indicator not in seen:
            what = f"arket »{stamp.title}« mangler"
            opened.warn(what, "Tallene fra et slettet ark er manglende data.", "Spørg dataejeren, om de findes.")


def _stamp_of(stamp: Stamp, sheet: Sheet) -> SheetStamp | None:
    """Return what a sheet is about: its marker decides, since a sheet may get another name; else its name."""
    by_indicator = {one.indicator: one for one in stamp.sheets}
    for row, _, cell in sheet.filled():
        found = _MARKER.fullmatch(cell.strip()) if row < _MARKER_ROWS and isinstance(cell, str) else None
        if found is not None:
            return by_indicator.get(found["indicator"])
    return next((one for one in stamp.sheets if one.title == sheet.name), None)


def _read_sheet(opened: _Open, sheet: Sheet, stamp: SheetStamp) -> int:
    """Read one sheet, and return how many of its rows are filled in."""
    indicator = opened.batch.registry.indicator(stamp.indicator)
    columns = columns_of(indicator, by_goal=stamp.by_goal)
    source = _declared(opened, indicator, columns, sheet)
    layout, faults = locate(opened.file.place, sheet, source, declared_headings(source))
    opened.batch.findings.faults.extend(_as_template_fault(fault) for fault in faults)
    if layout is None:
        return 0
    delivery = Delivery(
        source=source,
        plan=opened.batch.plan,
        registry=opened.batch.registry,
        spot=Spot(opened.file.place, sheet, layout.texts),
        layout=layout,
        file=opened.file.file,
        checksum=opened.file.checksum,
        names=opened.names,
        findings=opened.batch.findings,
    )
    _warn_of_other_columns(delivery, columns)
    answered = answered_rows(delivery, columns, opened.stamp.goals)
    (read_decisions if is_dated(indicator) else read_table)(answered.delivery, answered.rows)
    _warn_of_fractions(answered, indicator)
    return len(answered.rows)


def _declared(opened: _Open, indicator: Indicator, columns: tuple[Column, ...], sheet: Sheet) -> Source:
    """Return the declaration of a sheet, as `sources.yml` would have it."""
    headings = {column.role: column.heading for column in columns}
    kind = {Nature.MILESTONE: "milestones", Nature.QUALITATIVE: "judgements"}.get(indicator.nature, "table")
    goal = headings.get("goal")
    day = headings.get("day")
    return opened.batch.source.model_copy(
        update={
            "reader": Reader.model_validate({"kind": kind, "sheet": sheet.name}),
            "columns": Columns(
                area=TextFrom(heading=headings["area"]),
                area_names=dict(opened.stamp.areas),
                period=PeriodFrom(heading=day, type="date") if day else PeriodFrom(heading=headings["period"]),
                breakdown=None if goal is None else TextFrom(heading=goal),
                note=headings.get("note"),
                by=headings.get("by"),
                reason=headings.get("reason"),
            ),
            "values": (
                ValueFrom(
                    indicator=indicator.id,
                    value=headings.get("value", headings.get("answer")),
                    numerator=headings.get("numerator"),
                    denominator=headings.get("denominator"),
                    respondents=headings.get("respondents"),
                ),
            ),
        }
    )


def _as_template_fault(fault: Fault) -> Fault:
    """Return a fault about a heading in words for somebody who has a template and no `sources.yml`."""
    return replace(
        fault,
        rule="Overskrifterne i en skabelon bliver, som de er.",
        remedy="Skriv overskriften, som den stod, eller lav en ny skabelon med maalbar template.",
    )


def _warn_of_other_columns(delivery: Delivery, columns: tuple[Column, ...]) -> None:
    """Warn of cells outside the template's own columns, which nobody reads."""
    own = {normal(column.heading) for column in columns}
    known = {number for number, text in enumerate(delivery.layout.texts) if normal(text) in own}
    strangers: dict[int, int] = {}
    for row, column, cell in delivery.spot.sheet.filled():
        if row >= delivery.layout.first_row and column not in known and not blank(cell):
            strangers.setdefault(column, row)
    for column, row in sorted(strangers.items()):
        value = f"kolonne {column_letter(column)} hører ikke til skabelonen og er ikke læst"
        rule = "Kun skabelonens egne kolonner læses."
        delivery.warn(delivery.spot.fault(value, rule, "Flyt tallene til de lyse felter.", row, column))


def _warn_of_fractions(answered: Answered, indicator: Indicator) -> None:
    """Warn where every percentage of a sheet lies between 0 and 1: they may be parts of one instead of a hundred."""
    delivery = answered.delivery
    value = delivery.source.values[0].value
    if indicator.unit is not Unit.PERCENT or value is None:
        return
    column = delivery.layout.only(value)
    numbers = [_number(delivery.spot.sheet.data_cell(row, column)) for row in answered.rows]
    stated = [number for number in numbers if number is not None]
    if len(stated) > 1 and all(0 <= number <= 1 for number in stated) and any(number % 1 for number in stated):
        words = "alle procenttal i arket ligger mellem 0 og 1"
        rule = "Procent skrives som 58,3 og ikke som 0,583."
        delivery.warn(delivery.spot.fault(words, rule, "Spørg dataejeren, om tallene er hundrede gange for små."))


def _number(cell: CellValue) -> float | None:
    try:
        number = read_number(cell)
    except NotANumber:
        return None
    return None if number.value is None or number.unit == "percent" else float(number.value)
