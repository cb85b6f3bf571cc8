"""Templates filled in by a program with invented figures, and what an import must give for them."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from helpers.observations.table import Observation
from helpers.plan.model import Unit
from helpers.templates.columns import JUDGEMENTS, YES_NO, Column
from helpers.templates.content import Template, TemplateRow, TemplateSheet
from helpers.templates.workbook import HEADER_ROW, workbook

Key = tuple[str, str, str | None, date, date]
"""Indicator, area, goal, first and last day."""
Numbers = tuple[float | None, float | None, float | None, int | None]
"""Value, numerator, denominator, respondents."""
Expected = dict[Key, Numbers]
Entries = dict[str, Any]
"""From role of a column to what is written."""
PER = {Unit.PERCENT: 100, Unit.PER_1000: 1000, Unit.PER_10000: 10_000}
ANSWERS = {"ja": 1.0, "nej": 0.0, "kan ikke afgøres": None}


@dataclass(frozen=True)
class Filled:
    """A workbook as its owner would send it back."""

    data: bytes
    expected: Expected


def fill(template: Template, chance: random.Random, *, share: float = 1.0, leave_out: Iterable[str] = ()) -> Filled:
    """Fill in so great a share of the rows of each sheet, but for the indicators left out."""
    book = load_workbook(io.BytesIO(workbook(template)))
    expected: Expected = {}
    for sheet in template.sheets:
        if sheet.indicator.id in leave_out:
            continue
        target = book[sheet.title]
        columns = {target.cell(HEADER_ROW, place).value: place for place in range(1, len(sheet.columns) + 1)}
        for number, row in enumerate(sheet.rows, start=HEADER_ROW + 1):
            if chance.random() >= share:
                continue
            entries = entries_for(template, sheet, row, chance)
            for column in sheet.columns:
                if entries.get(column.role) is not None:
                    target.cell(number, columns[column.heading]).value = entries[column.role]
            expected[key_of(template, sheet, row, entries)] = numbers_of(sheet, entries)
    written = io.BytesIO()
    book.save(written)
    return Filled(written.getvalue(), expected)


def entries_for(template: Template, sheet: TemplateSheet, row: TemplateRow, chance: random.Random) -> Entries:
    """Invent what an owner writes in a row: counts, a value alone, or an answer with its day."""
    roles = {column.role: column for column in sheet.columns}
    if "answer" in roles:
        choices = JUDGEMENTS if roles["answer"].entry == "judgement" else YES_NO
        told = {"by": "Styregruppen", "reason": "Aftalen blev indgået."}
        return {"day": _day(template, row, chance), "answer": chance.choice(choices)} | told
    entries: Entries = {"note": "Foreløbig opgørelse"} if chance.random() < 0.2 else {}
    if "numerator" not in roles:
        return entries | {"value": _amount(roles["value"], sheet, chance)}
    if chance.random() < 0.3:
        return entries | {"value": chance.randint(0, 1000) / 10}
    denominator = chance.randint(1, 900)
    counts = {"numerator": chance.randint(0, denominator), "denominator": denominator}
    return entries | counts | ({"respondents": denominator} if "respondents" in roles else {})


def _amount(column: Column, sheet: TemplateSheet, chance: random.Random) -> float:
    if sheet.indicator.unit is Unit.DKK:
        return chance.randint(0, 5_000_000)
    return chance.randint(0, 400) if column.entry == "whole" else chance.randint(0, 4000) / 4


def _day(template: Template, row: TemplateRow, chance: random.Random) -> date:
    for one in template.plan.rounds:
        if row.round is not None and row.round.startswith(one.name):
            return one.first + timedelta(days=chance.randint(0, (one.last - one.first).days))
    return template.plan.start + timedelta(days=chance.randint(0, 365))


def key_of(template: Template, sheet: TemplateSheet, row: TemplateRow, entries: Entries) -> Key:
    """Return what a filled row is about."""
    start, end = (row.period.start, row.period.end) if row.period else (entries["day"], entries["day"])
    goal = None if row.goal is None else template.stamp.goals[row.goal]
    return sheet.indicator.id, template.stamp.areas[row.area], goal, start, end


def numbers_of(sheet: TemplateSheet, entries: Entries) -> Numbers:
    """Return the numbers of a filled row as a person with a calculator finds them."""
    if "answer" in entries:
        return ANSWERS[entries["answer"]], None, None, None
    if "numerator" not in entries:
        return float(entries["value"]), None, None, None
    numerator, denominator = entries["numerator"], entries["denominator"]
    value = float(Decimal(numerator) / Decimal(denominator) * PER[sheet.indicator.unit])
    return value, float(numerator), float(denominator), entries.get("respondents")


def given(observations: Iterable[Observation]) -> Expected:
    """Return what an import gave, in the form in which it was expected."""
    found: Expected = {}
    for one in observations:
        assert one.period_start is not None
        assert one.period_end is not None
        key = (one.indicator, one.area, one.breakdown, one.period_start, one.period_end)
        assert key not in found
        found[key] = (one.value, one.numerator, one.denominator, one.respondents)
    return found
