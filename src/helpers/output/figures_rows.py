"""Areas side by side: baseline, midway and end of each, or all at one round against the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.measurement.results import Attainment, Measurement, RoundId, Word
from helpers.observations.table import Origin
from helpers.output.figures_dots import (
    HIDDEN_VALUE,
    any_synthetic,
    dot,
    drawable,
    footer,
    hidden_sentence,
    missing_row,
    number_table,
    short_value,
    table_row,
    uncertainty_sentence,
    value_axis,
)
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import Cell, FigureSpec, NumberTable, Reference, Role, Row, RowGroup, RowsBody
from helpers.output.figures_words import (
    alternative_text,
    areas_words,
    change_message,
    comparison_message,
    measure_line,
    point_sentence,
    target_is_hidden,
    target_label,
)
from helpers.output.protection_words import rounding_sentence
from helpers.output.status import goal_of, round_label
from helpers.output.target_words import written_as
from helpers.output.wording import MISSING, quoted
from helpers.plan.model import AreaKind, Indicator, Plan, Registry

_ROLES = {AreaKind.AREA: Role.AREA, AreaKind.PART: Role.AREA, AreaKind.COUNTRY: Role.NATIONAL}


@dataclass(frozen=True)
class _Case:
    """One indicator over areas and rounds."""

    released: Released
    plan: Plan
    registry: Registry
    indicator: Indicator
    areas: tuple[str, ...]
    rounds: tuple[RoundId, ...]
    goal: str | None = None

    def measured(self, area: str, round_id: RoundId) -> Measurement | None:
        """Return the measurement of an area at a round; the goal's own count where goals share the indicator."""
        found = [
            item
            for item in self.released.results.measurements
            if (item.area, item.indicator, item.round) == (area, self.indicator.id, round_id)
        ]
        own = [item for item in found if item.breakdown == self.goal and self.goal is not None]
        plain = [item for item in found if item.breakdown is None]
        return (own or plain or [None])[0]

    @property
    def all_measured(self) -> tuple[Measurement, ...]:
        found = (self.measured(area, round_id) for area in self.areas for round_id in self.rounds)
        return tuple(item for item in found if item is not None)

    def role(self, area: str) -> Role:
        return _ROLES.get(self.registry.area(area).kind, Role.COMPARISON)


def dumbbell(
    released: Released,
    plan: Plan,
    registry: Registry,
    indicator: str,
    areas: Sequence[str],
    rounds: Sequence[RoundId] | None = None,
) -> FigureOutput:
    """Draw baseline, midway and end of one indicator for each area, with intervals.

    Parameters
    ----------
    released
        Results after protection.
    plan, registry
        The evaluation.
    indicator
        Its id.
    areas
        In drawing order: the areas of the plan in colour; comparison areas, municipality and country in grey.
    rounds
        At least one; the first and the last decide the title. Default: all rounds of the plan.
    """
    shown: tuple[RoundId, ...] = tuple(rounds or [found.id for found in plan.rounds])
    case = _Case(released, plan, registry, registry.indicator(indicator), tuple(areas), shown)
    own = [area for area in case.areas if case.role(area) is Role.AREA] or list(case.areas[:1])
    period = _span(case, own)
    changes = [(registry.area(area).name, released.results.change(area, indicator, case.rounds[-1])) for area in own]
    if len(case.rounds) == 1:
        message = comparison_message((), None, case.indicator, period)
    else:
        message = change_message(changes, case.indicator, period)
    body = _body(case, ())
    kind = f"{_kind(case)}, {_rounds_words(len(case.rounds))}."
    return _output(case, message, body, kind, period, "")


def round_comparison(
    released: Released,
    plan: Plan,
    registry: Registry,
    indicator: str,
    areas: Sequence[str],
    round_id: RoundId,
    goal_id: str | None = None,
) -> FigureOutput:
    """Draw all areas at one round with their intervals, against the target if a goal is given.

    Parameters
    ----------
    released
        Results after protection.
    plan, registry
        The evaluation.
    indicator
        Its id.
    areas
        In drawing order.
    round_id
        Which round.
    goal_id
        A goal of this indicator: its target is drawn and each area gets its word.
    """
    case = _Case(released, plan, registry, registry.indicator(indicator), tuple(areas), (round_id,), goal_id)
    label = round_label(plan, round_id)
    judged = _judged(case)
    goal = None if goal_id is None else goal_of(plan, goal_id)
    message = comparison_message([item.word for item in judged.values()], goal, case.indicator, label)
    body = _body(case, _references(judged, case), judged)
    kind = f"{_kind(case)} ved {label}."
    source = "" if goal is None else f"Målet: {quoted(goal.wording)}."
    return _output(case, message, body, kind, label, source)


def _span(case: _Case, own: Sequence[str]) -> str:
    """Return the years that the title speaks of; where areas differ in them, the names of the rounds."""
    ends = tuple(dict.fromkeys((case.rounds[0], case.rounds[-1])))
    labels = [_period_of(case, own, end) or round_label(case.plan, end) for end in ends]
    return labels[0] if len(labels) == 1 else f"fra {labels[0]} til {labels[1]}"


def _period_of(case: _Case, own: Sequence[str], round_id: RoundId) -> str:
    found = {measured.period_label for area in own if (measured := case.measured(area, round_id)) is not None}
    return found.pop() if len(found) == 1 else ""


def _kind(case: _Case) -> str:
    return f"Figur med {areas_words(len(case.areas))}{' under hinanden' if len(case.areas) > 1 else ''}"


def _rounds_words(count: int) -> str:
    return "én måling for hvert" if count == 1 else f"{count} målinger for hvert"


def _judged(case: _Case) -> dict[str, Attainment]:
    if case.goal is None:
        return {}
    found = case.released.results.attainments_of(goal=case.goal, round_id=case.rounds[0])
    return {item.area: item for item in found if item.main_reading and item.area in case.areas}


def _references(judged: dict[str, Attainment], case: _Case) -> tuple[Reference, ...]:
    """Return the target as a line if it is the same for all areas; a target of each area's own has no common line."""
    if case.goal is None:
        return ()
    goal = goal_of(case.plan, case.goal)
    known = [item for item in judged.values() if item.target is not None and not target_is_hidden(item, goal)]
    targets = {
        (
            target_label(item.target, case.indicator),
            item.target.value,
            short_value(item.target.value, written_as(item.target, case.indicator)),
        )
        for item in known
        if item.target is not None
    }
    if len(targets) != 1 or len(known) != len(judged):
        return ()
    label, value, text = targets.pop()
    invented = any(item.benchmark is not None and item.benchmark.origin is Origin.SYNTHETIC for item in known)
    return (Reference(value, label, text, synthetic=invented),)


def _body(
    case: _Case, references: tuple[Reference, ...], judged: dict[str, Attainment] | None = None
) -> RowsBody | None:
    groups = tuple(
        RowGroup(
            name=case.registry.area(area).name,
            role=case.role(area),
            rows=tuple(_row(case, area, round_id, judged or {}) for round_id in case.rounds),
        )
        for area in case.areas
    )
    dots = [row.dot for group in groups for row in group.rows if row.dot is not None]
    if not dots:
        return None
    return RowsBody(
        values=value_axis(dots, [reference.value for reference in references], case.indicator),
        groups=groups,
        references=references,
    )


def _row(case: _Case, area: str, round_id: RoundId, judged: dict[str, Attainment]) -> Row:
    label = round_label(case.plan, round_id) if len(case.rounds) > 1 else ""
    status = judged[area].word.value if area in judged and judged[area].word is not Word.NOT_DUE else ""
    measured = case.measured(area, round_id)
    if measured is None or not drawable(measured):
        absent = HIDDEN_VALUE if measured is not None and measured.hidden else MISSING
        return Row(label, None, absent, status)
    return Row(label, dot(measured, case.indicator), "", status)


def _output(case: _Case, message: str, body: RowsBody | None, kind: str, period: str, source: str) -> FigureOutput:
    measured = case.all_measured
    invented = body is not None and any(reference.synthetic for reference in body.references)
    synthetic = any_synthetic(measured) or invented
    parts = (
        uncertainty_sentence(measured, case.indicator),
        hidden_sentence(measured),
        rounding_sentence(case.released),
        source,
        footer(measured),
    )
    return FigureOutput(
        FigureSpec(
            message=message,
            subtitle=measure_line(case.indicator, period),
            body=body,
            footer=footer(measured),
            caption=" ".join(part for part in parts if part),
            alt=_alt(case, message, kind, body, synthetic=synthetic),
            table=_table(case, body),
            synthetic=synthetic,
        )
    )


def _alt(case: _Case, message: str, kind: str, body: RowsBody | None, *, synthetic: bool) -> str:
    """Give the numbers of the plan's own areas, and of all areas at the last round only if they are few."""
    areas = [area for area in case.areas if case.role(area) is Role.AREA] or list(case.areas)
    sentences: list[str] = []
    for area in areas[:4]:
        for round_id in (case.rounds[0], case.rounds[-1]) if len(case.rounds) > 1 else case.rounds:
            name = f"{case.registry.area(area).name}, {round_label(case.plan, round_id)}"
            sentences.append(point_sentence(name, case.measured(area, round_id), case.indicator))
    sentences += [f"{reference.label}." for reference in body.references] if body is not None else []
    return alternative_text(message, kind if body is not None else "", sentences, synthetic=synthetic)


def _table(case: _Case, body: RowsBody | None) -> NumberTable:
    rows: list[tuple[Cell, ...]] = []
    for area in case.areas:
        for round_id in case.rounds:
            measured, label = case.measured(area, round_id), round_label(case.plan, round_id)
            if measured is None:
                rows.append(missing_row(area, label, case.registry))
            else:
                rows.append(table_row(measured, case.indicator, case.registry, f"{measured.period_label} ({label})"))
    rows += [
        (Cell("Mål"), Cell(""), Cell(reference.text, reference.synthetic), Cell(""), Cell(""), Cell(""))
        for reference in (body.references if body is not None else ())
    ]
    return number_table(f"Tallene bag figuren: {case.indicator.short_name}", rows)
