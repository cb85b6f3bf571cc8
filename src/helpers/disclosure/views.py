"""What one page looks at: which areas, indicators and goals, and how far in time.

The runner makes a page again exactly when what its view selects has changed; the notebook opens the same view.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helpers.measurement.results import RoundId
from helpers.observations.table import Audience, Observation
from helpers.plan.composition import sources_of
from helpers.plan.model import AreaKind, Goal, Plan, Registry

COMPARED_WITH = frozenset({AreaKind.MUNICIPALITY, AreaKind.BENCHMARK, AreaKind.COUNTRY, AreaKind.COMPARISON})


@dataclass(frozen=True)
class View:
    """A selection of one evaluation."""

    evaluation: str
    cells: frozenset[tuple[str, str]]
    """Pairs of area and indicator."""
    goals: tuple[str, ...]
    """Goal ids, in plan order."""
    until: date | None = None
    """A page of a round shows nothing that was not known at that round."""
    audience: Audience = "public"
    questions: tuple[str, ...] = ()
    """Ids of the effect questions that the page answers; no other page knows them, or the areas they compare with."""

    def selects(self, observation: Observation) -> bool:
        """Tell whether an observation belongs to the view; undated ones always do."""
        if (observation.area, observation.indicator) not in self.cells:
            return False
        return self.until is None or observation.period_end is None or observation.period_end <= self.until

    def areas(self) -> tuple[str, ...]:
        """Return the areas of the view, sorted."""
        return tuple(sorted({area for area, _ in self.cells}))


def with_members(registry: Registry, areas: Iterable[str]) -> tuple[str, ...]:
    """Return the areas and what they are the sum of: an aggregate's members, and what a change made of them."""
    found: dict[str, None] = {}
    for area in areas:
        found[area] = None
        members = registry.area(area).members
        found.update(dict.fromkeys((*members, *sources_of(members or (area,), registry.changes))))
    return tuple(found)


def parts_of(plan: Plan, registry: Registry, area: str) -> tuple[str, ...]:
    """Return the named parts of an area that the plan uses."""
    return tuple(other for other in plan.comparisons if registry.area(other).part_of == area)


def aggregates_of(plan: Plan, registry: Registry, area: str) -> tuple[str, ...]:
    """Return the aggregates of the plan that the area is a member of."""
    return tuple(other for other in plan.comparisons if area in registry.area(other).members)


def compared_with(plan: Plan, registry: Registry) -> tuple[str, ...]:
    """Return municipalities, benchmarks, country and comparison areas of the plan."""
    return tuple(other for other in plan.comparisons if registry.area(other).kind in COMPARED_WITH)


def goals_of_area(plan: Plan, registry: Registry, area: str) -> tuple[Goal, ...]:
    """Return the goals that an area's page shows: decided there, in a part of it, or in an aggregate with it."""
    near = {area, *parts_of(plan, registry, area), *aggregates_of(plan, registry, area)}
    return tuple(goal for goal in plan.goals if near & set(goal.decided_by))


def deciding_here(plan: Plan, registry: Registry, goal: Goal, area: str) -> tuple[str, ...]:
    """Return those of a goal's deciding areas that an area's page shows."""
    near = {area, *parts_of(plan, registry, area), *aggregates_of(plan, registry, area)}
    return tuple(decider for decider in goal.decided_by if decider in near)


def _benchmarks(goal: Goal) -> tuple[str, ...]:
    targets = (goal.target, *(reading.target for reading in goal.other_readings))
    return tuple(target.benchmark_area for target in targets if target.benchmark_area)


def _round_end(plan: Plan, round_id: RoundId) -> date:
    return next(found.last for found in plan.rounds if found.id == round_id)


def area_view(plan: Plan, registry: Registry, area: str, round_id: RoundId, audience: Audience = "public") -> View:
    """Return what the page of one area at one round looks at."""
    own = (area, *parts_of(plan, registry, area))
    others = compared_with(plan, registry)
    cells = {(place, indicator) for place in others for indicator in plan.context_indicators}
    cells |= {(place, indicator.id) for place in with_members(registry, own) for indicator in registry.indicators}
    goals = goals_of_area(plan, registry, area)
    for goal in goals:
        deciders = deciding_here(plan, registry, goal, area)
        places = {*with_members(registry, deciders), *_benchmarks(goal)}
        if set(own) & set(deciders):
            places |= set(others)
        cells |= {(place, goal.indicator) for place in places}
    ids = tuple(goal.id for goal in goals)
    return View(plan.id, frozenset(cells), ids, _round_end(plan, round_id), audience)


def activity_view(
    plan: Plan, registry: Registry, activity: str, round_id: RoundId, audience: Audience = "public"
) -> View:
    """Return what the page of one activity at one round looks at."""
    goals = tuple(goal for goal in plan.goals if goal.activity == activity)
    cells = {
        (place, goal.indicator)
        for goal in goals
        for place in (*with_members(registry, goal.decided_by), *_benchmarks(goal))
    }
    ids = tuple(goal.id for goal in goals)
    return View(plan.id, frozenset(cells), ids, _round_end(plan, round_id), audience)


def agreement_view(plan: Plan, audience: Audience = "public") -> View:
    """Return what the page about an agreement looks at: the plan and the registries, and no figure."""
    return View(plan.id, frozenset(), tuple(goal.id for goal in plan.goals), None, audience)


def evaluation_view(
    plan: Plan, registry: Registry, round_id: RoundId | None = None, audience: Audience = "public"
) -> View:
    """Return everything in one evaluation up to one round; default: the last one."""
    places = with_members(registry, (*plan.areas, *plan.comparisons))
    cells = frozenset((place, indicator.id) for place in places for indicator in registry.indicators)
    until = None if round_id in (None, plan.last_round.id) else _round_end(plan, round_id)
    return View(plan.id, cells, tuple(goal.id for goal in plan.goals), until, audience)


def effects_view(plan: Plan, registry: Registry, audience: Audience = "public") -> View:
    """Return what the page about the effect questions looks at: their indicators, in their areas and those beside."""
    cells = {
        (place, indicator)
        for question in plan.effects
        for place in with_members(registry, (*question.areas, *question.pool(plan.comparison_pool)))
        for indicator in question.indicators()
    }
    return View(plan.id, frozenset(cells), (), None, audience, tuple(question.id for question in plan.effects))


def view_named(plan: Plan, registry: Registry, audience: Audience, kind: str, *about: str) -> View:
    """Return the view that a notebook noted when it opened it: its kind, and of what.

    Raises
    ------
    KeyError
        If there is no such kind, or the plan no longer has such an area, activity or round.
    """
    rounds: dict[str, RoundId] = {found.id: found.id for found in plan.rounds}
    if kind == "area":
        return area_view(plan, registry, _known(about[0], plan.areas), rounds[about[1]], audience)
    if kind == "activity":
        known = _known(about[0], (found.id for found in plan.activities))
        return activity_view(plan, registry, known, rounds[about[1]], audience)
    if kind == "evaluation":
        return evaluation_view(plan, registry, rounds[about[0]] if about else None, audience)
    return {"effects": effects_view, "agreement": _agreement}[kind](plan, registry, audience)


def _agreement(plan: Plan, _registry: Registry, audience: Audience) -> View:
    return agreement_view(plan, audience)


def _known(name: str, names: Iterable[str]) -> str:
    if name not in names:
        raise KeyError(name)
    return name
