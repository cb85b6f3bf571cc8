"""Tables of goals, areas and rounds, made from what is released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.measurement.results import Attainment, RoundId
from helpers.output.catalogue import UNCLEAR, read_here
from helpers.output.cells import Shown, ShownChange, shown, shown_change
from helpers.output.fragments import Fragment
from helpers.output.readings import Contrary, contrary_readings
from helpers.output.rendering import render
from helpers.output.selection import attainments_for_area, goals_of_activity
from helpers.output.status import GoalLine, goal_line, goal_of, round_label
from helpers.output.wording import HIDDEN_WORDS, unit_words
from helpers.plan.model import Area, AreaKind, Goal, Plan, Registry

_KIND_WORDS = {
    AreaKind.AGGREGATE: "områder under ét",
    AreaKind.MUNICIPALITY: "hele kommunen",
    AreaKind.BENCHMARK: "sammenligningsgruppe",
    AreaKind.COUNTRY: "hele landet",
    AreaKind.COMPARISON: "sammenligningsområde uden helhedsplan",
}


@dataclass(frozen=True)
class _GoalRow:
    line: GoalLine
    notes: tuple[str, ...]
    """How the goal is read, and what the agreement leaves unclear."""
    decided: str
    distance_synthetic: bool


def goal_table(
    released: Released, plan: Plan, registry: Registry, *, area: str, round_id: RoundId, table_id: str
) -> Fragment:
    """Return the goals of an area at a round: goal, starting point, now, target, status, source.

    Other readings of a goal stand beneath the main one. A goal that an aggregate or the municipality decides says
    so. Empty places are kept: `mangler`, or `..` for what is hidden.
    """
    found = attainments_for_area(released, plan, registry, area, round_id)
    name = registry.area(area).name
    contrary = contrary_readings(found)
    rows = [_goal_row(item, plan, registry, contrary, page_area=area) for item in found]
    return _goals(rows, plan, round_id, table_id, f"Mål for {name}, {round_label(plan, round_id)}.")


def activity_goal_table(
    released: Released, plan: Plan, registry: Registry, *, activity: str, round_id: RoundId, table_id: str
) -> Fragment:
    """Return the goals of an activity at a round, one row for each area whose figures decide; each row names it."""
    found = [
        item
        for goal in goals_of_activity(plan, activity)
        for item in released.results.attainments_of(goal=goal.id, round_id=round_id)
    ]
    name = {item.id: item.name for item in plan.activities}[activity]
    contrary = contrary_readings(found)
    rows = [_goal_row(item, plan, registry, contrary, page_area=None) for item in found]
    return _goals(rows, plan, round_id, table_id, f"Mål for {name}, {round_label(plan, round_id)}.")


def _goal_row(
    attainment: Attainment, plan: Plan, registry: Registry, contrary: Contrary, *, page_area: str | None
) -> _GoalRow:
    goal = goal_of(plan, attainment.goal)
    line = goal_line(attainment, plan, registry, contrary)
    return _GoalRow(
        line=line,
        notes=_notes(goal) if line.main_reading else (),
        decided="" if attainment.area == page_area else f"Afgøres af tallet for {line.area_name}.",
        distance_synthetic=line.synthetic or line.now.synthetic or line.target_synthetic,
    )


def _notes(goal: Goal) -> tuple[str, ...]:
    return (*read_here(goal), *(f"{UNCLEAR}: {text}" for text in goal.ambiguity))


def _goals(rows: Sequence[_GoalRow], plan: Plan, round_id: RoundId, table_id: str, caption: str) -> Fragment:
    if not rows:
        return Fragment("Dokumentet har ingen mål, der måles her.")
    label = round_label(plan, round_id)
    at_baseline = round_id == "baseline"
    return render(
        "goals",
        table_id=table_id,
        caption=caption,
        rows=rows,
        synthetic=any(_is_synthetic(row.line) for row in rows),
        with_baseline=not at_baseline,
        width=5 + (not at_baseline),
        now_heading=f"Udgangspunkt ({label})" if at_baseline else f"Nu ({label})",
    )


def _is_synthetic(line: GoalLine) -> bool:
    return line.synthetic or line.target_synthetic or line.now.synthetic or line.baseline.synthetic


@dataclass(frozen=True)
class _Head:
    name: str
    href: str


@dataclass(frozen=True)
class _MatrixRow:
    head: _Head
    cells: tuple[GoalLine | None, ...]


def matrix(
    released: Released,
    plan: Plan,
    registry: Registry,
    *,
    round_id: RoundId,
    table_id: str,
    goals: Iterable[str] | None = None,
    area_links: Mapping[str, str] | None = None,
) -> Fragment:
    """Return areas × goals with the word of each, in the main reading; the longer side goes down the page.

    Areas are the deciding ones: an aggregate has its own place, so that no area is credited with another's figure.

    Parameters
    ----------
    released, plan, registry
        What to show.
    round_id
        The round.
    table_id
        The table's id in the page; unique there.
    goals
        Ids of goals, in the order wanted; default: all goals of the plan.
    area_links
        Address of the page of each area that has one.
    """
    wanted = tuple(goal.id for goal in plan.goals) if goals is None else tuple(goals)
    at_round = released.results.attainments_of(round_id=round_id)
    contrary = contrary_readings(at_round)
    found = {
        (item.area, item.goal): goal_line(item, plan, registry, contrary)
        for item in at_round
        if item.main_reading and item.goal in wanted
    }
    if not found:
        return Fragment("Ingen mål måles i denne runde.")
    deciding, judged = {area for area, _ in found}, {goal for _, goal in found}
    shown_goals = tuple(goal for goal in wanted if goal in judged)
    areas = tuple(area for area in _deciding_areas(plan, registry) if area in deciding)
    links = area_links or {}
    area_heads = {area: _Head(registry.area(area).name, links.get(area, "")) for area in areas}
    goal_heads = {goal: _Head(goal_of(plan, goal).short_name, "") for goal in shown_goals}
    by_goal = len(shown_goals) > len(areas)
    down, across = (goal_heads, area_heads) if by_goal else (area_heads, goal_heads)
    rows = [
        _MatrixRow(head, tuple(found.get((other, key) if by_goal else (key, other)) for other in across))
        for key, head in down.items()
    ]
    return render(
        "matrix",
        table_id=table_id,
        caption=f"Status for {plan.short_name}, {round_label(plan, round_id)}.",
        corner="Mål" if by_goal else "Område",
        columns=list(across.values()),
        rows=rows,
        synthetic=any(line.synthetic for line in found.values()),
    )


def _deciding_areas(plan: Plan, registry: Registry) -> tuple[str, ...]:
    """Return the areas with pages first, then every other area of the registry in its order."""
    own = frozenset(plan.areas)
    return (*plan.areas, *(area.id for area in registry.areas if area.id not in own))


@dataclass(frozen=True)
class _ComparisonRow:
    name: str
    kind: str
    cells: tuple[Shown, ...]
    change: ShownChange


def comparison_table(
    released: Released,
    plan: Plan,
    registry: Registry,
    *,
    indicator: str,
    table_id: str,
    areas: Iterable[str] | None = None,
    rounds: Sequence[RoundId] | None = None,
) -> Fragment:
    """Return one indicator over areas and rounds, with the change from baseline to the last round shown.

    `areas` defaults to the plan's areas and comparisons that have any measurement of the indicator, `rounds` to all
    rounds of the plan.
    """
    rounds = [found.id for found in plan.rounds] if rounds is None else rounds
    definition = registry.indicator(indicator)
    measured = {item.area for item in released.results.measurements if item.indicator == indicator}
    wanted = tuple(areas) if areas is not None else tuple(a for a in (*plan.areas, *plan.comparisons) if a in measured)
    if not wanted:
        return Fragment(f"Ingen områder har tal for {definition.short_name.lower()}.")
    with_change = "baseline" in rounds and rounds[-1] != "baseline"
    rows = [_comparison_row(released, registry, area, indicator, rounds) for area in wanted]
    unit = unit_words(definition)
    return render(
        "comparison",
        table_id=table_id,
        caption=f"{definition.name}{f' ({unit})' if unit else ''}: områder og målinger.",
        labels=[round_label(plan, round_id).capitalize() for round_id in rounds],
        change_heading="Ændring siden baseline" if with_change else "",
        rows=rows,
        synthetic=any(cell.synthetic for row in rows for cell in row.cells),
    )


def _comparison_row(
    released: Released, registry: Registry, area: str, indicator: str, rounds: Sequence[RoundId]
) -> _ComparisonRow:
    definition = registry.indicator(indicator)
    cells = tuple(shown(released.results.measurement(area, indicator, item), definition) for item in rounds)
    ends = (cells[rounds.index("baseline")], cells[-1]) if "baseline" in rounds else (cells[-1],)
    baseline = released.results.measurement(area, indicator, "baseline")
    change = shown_change(released.results.change(area, indicator, rounds[-1]), definition, baseline)
    if any(cell.state == "hidden" for cell in ends):
        change = ShownChange(word=HIDDEN_WORDS)
    place = registry.area(area)
    return _ComparisonRow(name=place.name, kind=_kind_words(place, registry), cells=cells, change=change)


def _kind_words(area: Area, registry: Registry) -> str:
    if area.kind is AreaKind.PART and area.part_of is not None:
        return f"del af {registry.area(area.part_of).name}"
    return "fastsat grænse" if area.limit else _KIND_WORDS.get(area.kind, "")
