"""The rules that `sources.yml` declares for a source's columns, checked on the cells as delivered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from helpers.errors import Fault
from helpers.intake.amounts import read_number
from helpers.intake.declaration import Check
from helpers.intake.delivery import Delivery
from helpers.intake.documents import CellValue, blank
from helpers.intake.fractions_of_one import check_fractions
from helpers.intake.headings import normal
from helpers.intake.numbers import NotANumber, format_number
from helpers.intake.periods import NotAPeriod, parse_period
from helpers.plan.validating import closest

_REMEDY = "Ret cellen, eller ret »checks« i sources.yml."


def check_columns(delivery: Delivery, rows: tuple[int, ...]) -> None:
    """Report every cell that breaks a declared check and required areas without a row."""
    for check in delivery.source.checks:
        for found in delivery.layout.columns[check.column]:
            delivery.findings.faults.extend(_column_faults(delivery, rows, check, found.column))
        if check.sum_of:
            delivery.findings.faults.extend(_sum_faults(delivery, rows, check))
    delivery.findings.faults.extend(_area_faults(delivery, rows))
    if delivery.source.reader.kind == "table":
        check_fractions(delivery, rows)


def _column_faults(delivery: Delivery, rows: tuple[int, ...], check: Check, column: int) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in rows:
        cell = delivery.spot.sheet.data_cell(row, column)
        if blank(cell):
            if check.required:
                yield delivery.spot.fault("feltet er tomt", "Feltet skal være udfyldt.", _REMEDY, row, column)
            continue
        broken = _type_rule(delivery, check, cell) or _limit_rule(delivery, check, cell)
        broken = broken or _code_rule(check, cell)
        if broken is not None:
            yield delivery.spot.fault(delivery.quoted(cell, 40), broken, _REMEDY, row, column)
        first = seen.setdefault(normal(cell), row)
        if check.unique and first != row:
            yield delivery.spot.fault(
                f"{delivery.quoted(cell, 40)} står også i række {first + 1}",
                "Værdien må kun stå én gang.",
                _REMEDY,
                row,
                column,
            )


def _type_rule(delivery: Delivery, check: Check, cell: CellValue) -> str | None:
    if check.type is None:
        return None
    if check.type == "date":
        return None if _is_date(cell) else "Her skal stå en dato."
    if check.type == "text":
        return None if isinstance(cell, str) else "Her skal stå tekst."
    try:
        number = read_number(cell, delivery.source.reader.decimal_mark).value
    except NotANumber as error:
        return str(error)
    if check.type == "integer" and number is not None and number != number.to_integral_value():
        return "Her skal stå et helt tal."
    return None


def _code_rule(check: Check, cell: CellValue) -> str | None:
    """Return the rule that a text which is none of the codes breaks, with the nearest code."""
    if not check.codes or normal(cell) in {normal(code) for code in check.codes}:
        return None
    near = closest(str(cell), check.codes)
    listed = ", ".join(f"»{code}«" for code in check.codes[:_CODES])
    more = f" og {len(check.codes) - _CODES} flere" if len(check.codes) > _CODES else ""
    return f"Tilladt er {listed}{more}." + (f" Mente du »{near}«?" if near else "")


_CODES = 8
"""So many codes are named in a fault."""


def _is_date(cell: CellValue) -> bool:
    try:
        return isinstance(cell, str | date) and parse_period(cell).kind == "date"
    except NotAPeriod:
        return False


def _number(delivery: Delivery, cell: CellValue) -> Decimal | None:
    try:
        return read_number(cell, delivery.source.reader.decimal_mark).value
    except NotANumber:
        return None


def _limit_rule(delivery: Delivery, check: Check, cell: CellValue) -> str | None:
    number = _number(delivery, cell)
    if number is None:
        return None
    if check.minimum is not None and number < Decimal(repr(check.minimum)):
        return f"Tallet skal være mindst {format_number(check.minimum)}."
    if check.maximum is not None and number > Decimal(repr(check.maximum)):
        return f"Tallet må højst være {format_number(check.maximum)}."
    return None


def _sum_faults(delivery: Delivery, rows: tuple[int, ...], check: Check) -> Iterator[Fault]:
    for row in rows:
        total = _amount(delivery, row, check.column)
        parts = [_amount(delivery, row, heading) for heading in check.sum_of]
        stated = [part for part in parts if part is not None]
        # What floating point takes from a sum that a spreadsheet has calculated.
        noise = Decimal("1e-9") * max(abs(total or 0), Decimal(1))
        if total is None or len(stated) < len(parts) or abs(sum(stated, Decimal(0)) - total) <= noise:
            continue
        yield delivery.spot.fault(
            f"summen er {format_number(total)}, delene giver {format_number(sum(stated, Decimal(0)))}",
            f"»{check.column}« skal være summen af {', '.join(f'»{heading}«' for heading in check.sum_of)}.",
            "Spørg dataejeren, hvilket tal der er rigtigt.",
            row,
            delivery.layout.only(check.column),
        )


def _amount(delivery: Delivery, row: int, heading: str) -> Decimal | None:
    return _number(delivery, delivery.spot.sheet.data_cell(row, delivery.layout.only(heading)))


def _area_faults(delivery: Delivery, rows: tuple[int, ...]) -> Iterator[Fault]:
    columns = delivery.source.columns
    if columns is None or not delivery.source.required_areas:
        return
    texts = (delivery.text(row, columns.area) for row in rows)
    there = {delivery.names.find(text) for text in texts if text is not None}
    for area in delivery.source.required_areas:
        if area not in there:
            yield delivery.spot.fault(
                f"der er ingen række for {delivery.registry.area(area).name}",
                "sources.yml kræver området i hver fil.",
                "Spørg dataejeren om tallene, eller ret »required_areas«.",
            )
