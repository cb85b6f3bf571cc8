"""What one owner's template asks for: a sheet for each indicator, with a row for each area, goal and period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers.plan.model import AreaKind, Goal, Indicator, Nature, Plan, Registry, TargetKind
from helpers.templates.calendar import TemplatePeriod, danish_day, periods_of
from helpers.templates.columns import Column, columns_of, is_dated
from helpers.templates.owners import deliveries_of, find_owner
from helpers.templates.stamp import SheetStamp, Stamp, meanings_of

INSTRUCTIONS, LISTS, STAMP = "Vejledning", "Lister", "Version"
"""The sheets besides those of the indicators."""
_LONGEST_TITLE = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")
_COUNTED = frozenset({TargetKind.COUNT_PER_YEAR, TargetKind.COUNT_IN_TOTAL, TargetKind.MILESTONE_BY_DATE})
_ALWAYS_COMPARED = frozenset({AreaKind.MUNICIPALITY, AreaKind.COUNTRY})


@dataclass(frozen=True)
class TemplateRow:
    """What a row is about, as its cells show it."""

    area: str
    goal: str | None = None
    round: str | None = None
    period: TemplatePeriod | None = None


@dataclass(frozen=True)
class TemplateSheet:
    """The sheet of one indicator."""

    title: str
    indicator: Indicator
    columns: tuple[Column, ...]
    rows: tuple[TemplateRow, ...]
    areas: tuple[str, ...]
    """What may be chosen, as shown; the areas of the rows first."""
    goals: tuple[str, ...]
    periods: tuple[TemplatePeriod, ...]


@dataclass(frozen=True)
class Template:
    """One owner's template for one evaluation."""

    plan: Plan
    owner: str
    sheets: tuple[TemplateSheet, ...]
    stamp: Stamp


def template_of(plan: Plan, registry: Registry, owner: str) -> Template:
    """Return the template of an owner, whose name may be written loosely.

    Raises
    ------
    UsageError
        If the evaluation names no such owner.
    """
    deliveries = deliveries_of(plan, registry)
    owner = find_owner(owner, deliveries)
    areas = _area_labels(plan, registry)
    goals = _goal_labels(plan)
    titles: set[str] = {name.casefold() for name in (INSTRUCTIONS, LISTS, STAMP)}
    sheets = tuple(
        _sheet(plan, registry, indicator, (areas, goals), _title(indicator, titles)) for indicator in deliveries[owner]
    )
    return Template(plan, owner, sheets, _stamp(plan, registry, owner, sheets, (areas, goals)))


Labels = dict[str, str]
"""From id to how a cell shows it; two things never look alike."""


def _area_labels(plan: Plan, registry: Registry) -> Labels:
    wanted = dict.fromkeys((*plan.areas, *plan.comparisons, *(area for goal in plan.goals for area in goal.decided_by)))
    return _apart({area: registry.area(area).name for area in wanted})


def _goal_labels(plan: Plan) -> Labels:
    return _apart({goal.id: goal.short_name for goal in plan.goals})


def _apart(names: Labels) -> Labels:
    names = {key: " ".join(name.split()) for key, name in names.items()}
    plain = [name.casefold() for name in names.values()]
    return {key: name if plain.count(name.casefold()) == 1 else f"{name} ({key})" for key, name in names.items()}


def _sheet(
    plan: Plan, registry: Registry, indicator: Indicator, labels: tuple[Labels, Labels], title: str
) -> TemplateSheet:
    area_labels, goal_labels = labels
    goals = _goals_of(plan, indicator)
    by_goal = _is_by_goal(indicator, goals)
    periods = () if is_dated(indicator) else periods_of(plan, indicator, goals)
    rows = tuple(_rows(plan, registry, goals if by_goal else None, _areas(plan, registry, indicator, goals), periods))
    return TemplateSheet(
        title=title,
        indicator=indicator,
        columns=columns_of(indicator, by_goal=by_goal),
        rows=tuple(
            TemplateRow(area_labels[row.area], row.goal and goal_labels[row.goal], row.round, row.period)
            for row in rows
        ),
        areas=tuple(area_labels[area] for area in dict.fromkeys((*(row.area for row in rows), *area_labels))),
        goals=tuple(goal_labels[goal.id] for goal in goals) if by_goal else (),
        periods=periods,
    )


def _goals_of(plan: Plan, indicator: Indicator) -> tuple[Goal, ...]:
    """Return the goals that an indicator decides, one that the document states twice once."""
    goals = [goal for goal in plan.goals if goal.indicator == indicator.id]
    ids = {goal.id for goal in goals}
    return tuple(goal for goal in goals if goal.same_as not in ids)


def _is_by_goal(indicator: Indicator, goals: tuple[Goal, ...]) -> bool:
    """Tell whether each figure belongs to one goal: answers, budgets, and what several goals count each for itself."""
    if is_dated(indicator) or (indicator.nature is Nature.AMOUNT and goals):
        return True
    counted = [goal for goal in goals if goal.target.kind in _COUNTED]
    return indicator.nature is Nature.COMPLETE_COUNT and len(counted) > 1


def _areas(plan: Plan, registry: Registry, indicator: Indicator, goals: Iterable[Goal]) -> tuple[str, ...]:
    """Return the areas of a figure that isn't about one goal: those of its goals, and the benchmark that moves."""
    named = [area for goal in goals for area in (*goal.areas, *goal.decided_by)]
    moving = [goal.target.benchmark_area for goal in goals if goal.target.benchmark_moves]
    compared = [area for area in plan.comparisons if registry.area(area).kind in _ALWAYS_COMPARED]
    shown = [*plan.areas, *compared] if indicator.id in plan.context_indicators else []
    return tuple(dict.fromkeys([*named, *shown, *(area for area in moving if area is not None)]))


def _rows(
    plan: Plan,
    registry: Registry,
    goals: tuple[Goal, ...] | None,
    areas: tuple[str, ...],
    periods: tuple[TemplatePeriod, ...],
) -> Iterator[TemplateRow]:
    """Yield rows with ids; an area has no row for a period in which it didn't exist."""
    about = [(None, area) for area in areas] if goals is None else _goals_and_areas(goals)
    for goal, area in about:
        name = None if goal is None else goal.id
        if periods:
            there = (period for period in periods if _exists(registry, area, period))
            yield from (TemplateRow(area, name, None, period) for period in there)
        elif goal is not None and goal.target.kind is TargetKind.QUALITATIVE:
            yield from (TemplateRow(area, name, words) for words in _rounds(plan))
        else:
            yield TemplateRow(area, name)


def _goals_and_areas(goals: tuple[Goal, ...]) -> list[tuple[Goal, str]]:
    return [(goal, area) for goal in goals for area in goal.decided_by]


def _exists(registry: Registry, area: str, period: TemplatePeriod) -> bool:
    found = registry.area(area)
    begun = found.valid_from is None or found.valid_from <= period.end
    return begun and (found.valid_until is None or found.valid_until >= period.start)


def _rounds(plan: Plan) -> Iterator[str]:
    for one in plan.rounds:
        yield f"{one.name} ({danish_day(one.first)} - {danish_day(one.last)})"


def _title(indicator: Indicator, taken: set[str]) -> str:
    """Return the name of a sheet: at most 31 characters, none that Excel refuses, and no two alike."""
    plain = " ".join(_NOT_IN_A_TITLE.sub(" ", indicator.short_name).split())
    title, number = plain[:_LONGEST_TITLE].strip(), 1
    while title.casefold() in taken:
        number += 1
        title = f"{plain[: _LONGEST_TITLE - 3].strip()} {number}"
    taken.add(title.casefold())
    return title


def _stamp(
    plan: Plan, registry: Registry, owner: str, sheets: tuple[TemplateSheet, ...], labels: tuple[Labels, Labels]
) -> Stamp:
    area_labels, goal_labels = labels
    meanings = meanings_of(registry)
    offered = {label for sheet in sheets for label in sheet.goals}
    return Stamp(
        evaluation=plan.id,
        owner=owner,
        sheets=tuple(
            SheetStamp(
                title=sheet.title,
                indicator=sheet.indicator.id,
                version=sheet.indicator.version,
                meaning=meanings[sheet.indicator.id, sheet.indicator.version],
                by_goal=bool(sheet.goals),
            )
            for sheet in sheets
        ),
        areas={label: area for area, label in area_labels.items()},
        goals={label: goal for goal, label in goal_labels.items() if label in offered},
        periods=tuple(sorted({period for sheet in sheets for period in sheet.periods})),
    )
