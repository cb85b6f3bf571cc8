"""The catalogue of goals and of what the documents leave out: the plan's own words, with document and page."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.output.attainment_reasons import deadline_words
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.output.target_words import target_words
from helpers.output.wording import citation, listed, sentence
from helpers.plan.model import Goal, Plan, Registry, Target, TargetKind

KIND_WORDS: dict[TargetKind, str] = {
    TargetKind.ABSOLUTE_LEVEL: "fast niveau",
    TargetKind.RELATIVE_TO_BASELINE: "ændring fra udgangspunktet",
    TargetKind.RELATIVE_TO_PRECEDING_YEAR: "ændring år for år",
    TargetKind.EXCEED_BENCHMARK: "målt mod et sammenligningstal",
    TargetKind.COUNT_PER_YEAR: "antal om året",
    TargetKind.COUNT_IN_TOTAL: "antal i alt",
    TargetKind.SHARE_OF_GROUP: "andel af en gruppe",
    TargetKind.MILESTONE_BY_DATE: "milepæl med frist",
    TargetKind.QUALITATIVE: "vurderes med ord",
}

UNCLEAR = "Bemærk"
"""Stands before what a document leaves open."""


@dataclass(frozen=True)
class _CatalogueRow:
    name: str
    wording: str
    source: str
    focus_area: str
    kind: str
    areas: str
    target: str
    deadline: str
    notes: tuple[str, ...]


def goals_catalogue(plan: Plan, registry: Registry, *, table_id: str) -> Fragment:
    """Return every goal of the plan: its wording in quotes, its place, its kind, its readings and what is unclear.

    Only the plan is shown here, no measurement. Goals that the document has beside these are counted above the table.
    """
    rows = [_catalogue_row(goal, plan, registry) for goal in plan.goals]
    caption = f"Mål i {plan.name}, som dokumentet skriver dem."
    table = render("catalogue", table_id=table_id, caption=caption, rows=rows)
    return Fragment.join((Fragment(left_out_words(plan)), table))


def left_out_words(plan: Plan) -> str:
    """Return how many of the document's goals are here, and why not the others; empty if all are."""
    if plan.goals_left_out is None:
        return ""
    here, others = len(plan.goals), plan.goals_left_out.count
    return f"Her er {here} af de {here + others} mål, vi har fundet i dokumentet. {plan.goals_left_out.why}"


def _catalogue_row(goal: Goal, plan: Plan, registry: Registry) -> _CatalogueRow:
    return _CatalogueRow(
        name=goal.short_name,
        wording=goal.wording,
        source=citation(goal.source),
        focus_area=goal.focus_area,
        kind=_kind(goal.target),
        areas=listed(registry.area(area).name for area in goal.areas),
        target=_target(goal.target, goal, plan, registry),
        deadline=_deadline(goal.target, plan),
        notes=(*_readings(goal, plan, registry), *(f"{UNCLEAR}: {text}" for text in goal.ambiguity)),
    )


def _kind(target: Target) -> str:
    # The kind of a target that the agreement doesn't set is ours, not the agreement's.
    open_ended = target.pending and target.kind is not TargetKind.MILESTONE_BY_DATE
    return "kravet er ikke fastsat" if open_ended else KIND_WORDS[target.kind]


def _target(target: Target, goal: Goal, plan: Plan, registry: Registry) -> str:
    return target_words(target, None, registry.indicator(goal.indicator), plan, registry)


def _deadline(target: Target, plan: Plan) -> str:
    if target.pending:
        # Without a target a deadline says nothing, but a lost date must be seen.
        return deadline_words(target, plan) if target.deadline_words else ""
    # A milestone has its deadline in the target itself.
    return "" if target.kind is TargetKind.MILESTONE_BY_DATE else deadline_words(target, plan)


def _readings(goal: Goal, plan: Plan, registry: Registry) -> tuple[str, ...]:
    if not goal.other_readings:
        return ()
    others = (
        sentence(f"En anden læsning: {reading.name} ({_target(reading.target, goal, plan, registry)})")
        for reading in goal.other_readings
    )
    return (*read_here(goal), *others)


def read_here(goal: Goal) -> tuple[str, ...]:
    """Return which reading is the main one; nothing if there is only one, or if the plan gives it no name."""
    named = goal.other_readings and goal.reading != Goal.model_fields["reading"].default
    return (sentence(f"Læst her: {goal.reading}"),) if named else ()


@dataclass(frozen=True)
class _GapRow:
    what: str
    affects: str
    source: str


def gaps_table(plan: Plan, registry: Registry | None = None, *, table_id: str) -> Fragment:
    """Return what the documents leave out; nothing of it is filled in.

    What a gap affects is named if it is on the page: a goal, an activity, the plan, or with `registry` a place.
    """
    names = {plan.id: plan.short_name} | {goal.id: goal.short_name for goal in plan.goals}
    names |= {item.id: item.short_name for item in plan.activities}
    names |= {} if registry is None else {area.id: area.name for area in registry.areas}
    rows = [
        _GapRow(
            sentence(gap.what),
            listed(names[item] for item in gap.affects if item in names),
            citation(gap.source),
        )
        for gap in plan.gaps
    ]
    if not rows:
        return Fragment("Der er ikke fundet huller i dokumenterne.")
    return render("gaps", table_id=table_id, caption="Det står ikke i dokumenterne, og det er ikke udfyldt.", rows=rows)
