"""Which measurements a page shows: those of its slice, and those that its attainments rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.disclosure.views import deciding_here
from helpers.measurement.results import Attainment, Measurement, RoundId
from helpers.plan.model import Goal, Nature, Plan, Registry

OUTCOMES = frozenset({Nature.SURVEY_SHARE, Nature.REGISTER_SHARE, Nature.EVENT_COUNT, Nature.EVENT_RATE})
"""How places and people do, which is uncertain by nature; what a plan delivers is counted or judged."""


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


@dataclass(frozen=True)
class JudgedBy:
    """What an area is judged by at a round."""

    attainments: tuple[Attainment, ...]
    """In their main reading."""
    places: tuple[str, ...]
    """The areas whose figures decide them."""
    joint: bool
    """True: the area decides no goal itself; these are the goals that it decides together with others."""
    other_readings: tuple[Attainment, ...] = ()
    """The same goals at the same places in their other readings."""


def judged_by(
    released: Released, registry: Registry, area: str, round_id: RoundId, goal: str | None = None
) -> JudgedBy:
    """Return the goals that an area or a part of it decides; only if there are none, those of its aggregates.

    Whoever counts an area's goals counts these, so that no area is credited with another's figure and no two pages
    give it different counts. `goal` limits them to one goal.
    """
    own = (area, *(place.id for place in registry.areas if place.part_of == area))
    together = tuple(place.id for place in registry.areas if area in place.members)
    decided = _attainments(released, own, round_id, goal, main=True)
    joint = () if decided else _attainments(released, together, round_id, goal, main=True)
    found = decided or joint
    places = tuple(dict.fromkeys(item.area for item in found))
    others = _attainments(released, places, round_id, goal, main=False)
    return JudgedBy(found, places, joint=bool(joint), other_readings=others)


def _attainments(
    released: Released, places: Iterable[str], round_id: RoundId, goal: str | None, *, main: bool
) -> tuple[Attainment, ...]:
    found = (released.results.attainments_of(goal=goal, area=place, round_id=round_id) for place in places)
    return tuple(item for one in found for item in one if item.main_reading is main)


def goals_of_activity(plan: Plan, activity: str) -> tuple[Goal, ...]:
    """Return the goals of an activity in the order of the plan."""
    return tuple(goal for goal in plan.goals if goal.activity == activity)
