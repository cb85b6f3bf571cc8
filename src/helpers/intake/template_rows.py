"""Which rows of a template are filled in, with the goals that they name turned into the plan's ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from helpers.intake.delivery import Delivery
from helpers.intake.documents import CellValue, Sheet, blank
from helpers.intake.findings import Spot
from helpers.intake.headings import normal
from helpers.intake.periods import NotAPeriod, parse_period
from helpers.plan.marked import short
from helpers.plan.validating import closest
from helpers.templates.columns import Column


@dataclass(frozen=True)
class Answered:
    """The rows that somebody has filled in."""

    delivery: Delivery
    """Its sheet has ids in place of the names of goals."""
    rows: tuple[int, ...]
    """Counted from 0."""


def answered_rows(delivery: Delivery, columns: tuple[Column, ...], goals: Mapping[str, str]) -> Answered:
    """Return the rows with an answer; one with a remark only is warned of, and all others are missing data.

    Parameters
    ----------
    delivery
        The sheet.
    columns
        The template's columns.
    goals
        From the name in the drop-down to the goal's id.
    """
    sheet = delivery.spot.sheet
    places = {column.role: delivery.layout.only(column.heading) for column in columns if column.role != "round"}
    answers = [place for role, place in places.items() if role not in ("area", "goal", "period", "note")]
    rows = [row for row in range(delivery.layout.first_row, len(sheet.rows)) if _any_filled(sheet, row, answers)]
    _warn_of_lonely_remarks(delivery, places.get("note"), rows)
    if "answer" in places:
        rows = list(_with_answer(delivery, rows, places["answer"]))
        _warn_of_other_rounds(delivery, columns, rows)
    if "goal" not in places:
        return Answered(delivery, tuple(rows))
    return _with_goals(delivery, rows, places["goal"], goals)


def _any_filled(sheet: Sheet, row: int, columns: list[int]) -> bool:
    return any(
        not blank(sheet.data_cell(row, column)) or (row, column) in sheet.formulas_without_value for column in columns
    )


def _warn_of_lonely_remarks(delivery: Delivery, column: int | None, rows: list[int]) -> None:
    sheet = delivery.spot.sheet
    every = range(delivery.layout.first_row, len(sheet.rows))
    lonely = [row for row in every if column is not None and row not in rows and _any_filled(sheet, row, [column])]
    if lonely:
        numbers = ", ".join(str(row + 1) for row in lonely[:5]) + (" og flere" if len(lonely) > 5 else "")
        words = f"der står en bemærkning uden et tal i række {numbers}"
        rule = "En række uden tal er manglende data, og bemærkningen læses ikke."
        delivery.warn(delivery.spot.fault(words, rule, "Læs bemærkningen, og spørg dataejeren, om tallet findes."))


def _with_answer(delivery: Delivery, rows: list[int], column: int) -> Iterator[int]:
    """Yield the rows whose answer is filled in, and report the others that say something."""
    for row in rows:
        if not blank(delivery.spot.sheet.data_cell(row, column)):
            yield row
            continue
        rule = "En række med dato, navn på udvalg eller begrundelse har også et svar."
        delivery.refuse("svaret mangler", rule, "Vælg et svar på listen, eller lad hele rækken stå tom.", row, column)


def _warn_of_other_rounds(delivery: Delivery, columns: tuple[Column, ...], rows: list[int]) -> None:
    """Warn of a judgement whose day lies outside the round that its row was prepared for."""
    headings = {column.role: column.heading for column in columns}
    found = [place for place, text in enumerate(delivery.layout.texts) if normal(text) == normal(headings.get("round"))]
    if "round" not in headings or not found:
        return
    for row in rows:
        told, day = str(delivery.spot.sheet.data_cell(row, found[0])), _day(delivery.cell(row, headings["day"]))
        meant = [one for one in delivery.plan.rounds if told.startswith(f"{one.name} (")]
        if day is not None and any(not one.first <= day <= one.last for one in meant):
            words = f"datoen ligger ikke i målingen {short(told)}"
            rule = "Datoen afgør, hvilken måling en vurdering hører til."
            place = delivery.layout.only(headings["day"])
            delivery.warn(delivery.spot.fault(words, rule, "Spørg dataejeren, om datoen er rigtig.", row, place))


def _day(cell: CellValue) -> date | None:
    try:
        return parse_period(cell).end
    except NotAPeriod:
        return None


def _with_goals(delivery: Delivery, rows: list[int], column: int, goals: Mapping[str, str]) -> Answered:
    known = {normal(label): goal for label, goal in goals.items()} | {goal: goal for goal in goals.values()}
    found: dict[int, str] = {}
    for row in rows:
        cell = delivery.spot.sheet.data_cell(row, column)
        goal = None if blank(cell) else known.get(normal(cell))
        if goal is None:
            _refuse_goal(delivery, cell, (row, column), goals)
        else:
            found[row] = goal
    sheet = _replaced(delivery.spot.sheet, found, column)
    return Answered(replace(delivery, spot=Spot(delivery.spot.place, sheet, delivery.spot.texts)), tuple(found))


def _refuse_goal(delivery: Delivery, cell: CellValue, at: tuple[int, int], goals: Mapping[str, str]) -> None:
    near = None if blank(cell) else closest(str(cell), goals)
    delivery.refuse(
        "målet mangler" if blank(cell) else f"målet »{short(str(cell))}« kendes ikke",
        "Hver række på dette ark er om ét af de mål, der står på listen.",
        f"Mente du »{near}«?" if near else "Vælg målet på listen.",
        *at,
    )


def _replaced(sheet: Sheet, found: Mapping[int, str], column: int) -> Sheet:
    """Return the sheet with ids of goals in a column; a text over a merge is written into each of its rows."""
    rows = list(sheet.rows)
    for row, goal in found.items():
        cells = [*rows[row], *[None] * (column + 1 - len(rows[row]))]
        cells[column] = goal
        rows[row] = tuple(cells)
    merged = {place: origin for place, origin in sheet.merged.items() if place[1] != column}
    return replace(sheet, rows=tuple(rows), merged=merged)
