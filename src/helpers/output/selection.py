"""Which measurements a page shows: those of its slice, and those that its attainments rest on."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.disclosure.released import Released
from helpers.disclosure.views import deciding_here
from helpers.measurement.results import Attainment, Measurement, RoundId
from helpers.plan.model import Goal, Plan, Registry


def measured(
    released: Released,
    *,
    areas: Iterable[str] | None = None,
    indicators: Iterable[str] | None = None,
    round_id: RoundId | None = None,
    series: bool = True,
) -> tuple[Measurement, ...]:
    """Return each measurement once: of the rounds, of the series, and behind the attainments.

    `round_id` limits the measurements of rounds and the attainments; baseline stays, since every page compares
    with it. `series=False` leaves the yearly points out.
    """
    wanted_areas = None if areas is None else frozenset(areas)
    wanted_indicators = None if indicators is None else frozenset(indicators)
    results = released.results
    candidates = [item for item in results.measurements if round_id is None or item.round in ("baseline", round_id)]
    for attainment in results.attainments_of(round_id=round_id):
        if wanted_areas is None or attainment.area in wanted_areas:
            candidates += behind(attainment)
    if series:
        candidates += results.series
    return tuple(
        item
        for item in dict.fromkeys(candidates)
        if (wanted_areas is None or item.area in wanted_areas)
        and (wanted_indicators is None or item.indicator in wanted_indicators)
    )


def behind(attainment: Attainment) -> list[Measurement]:
    """Return the measurements that an attainment rests on."""
    parts = (attainment.measurement, attainment.baseline, attainment.benchmark)
    return [part for part in parts if part is not None]


def attainments_for_area(
    released: Released, plan: Plan, registry: Registry, area: str, round_id: RoundId
) -> tuple[Attainment, ...]:
    """Return what an area's page shows at a round, in the order of the plan.

    That is every goal that is decided by the area itself, by a part of it or by an aggregate that it is a member of.
    """
    return tuple(
        item
        for goal in plan.goals
        for item in released.results.attainments_of(goal=goal.id, round_id=round_id)
        if item.area in deciding_here(plan, registry, goal, area)
    )


def goals_of_activity(plan: Plan, activity: str) -> tuple[Goal, ...]:
    """Return the goals of an activity in the order of the plan."""
    return tuple(goal for goal in plan.goals if goal.activity == activity)
