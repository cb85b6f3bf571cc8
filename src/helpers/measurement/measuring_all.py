"""Everything that is measured in one evaluation, from its observations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from helpers.measurement.attaining import attainments
from helpers.measurement.changes import change_between
from helpers.measurement.estimating import of_observation
from helpers.measurement.measuring import of_round, series, short_series
from helpers.measurement.points import Points, points_of
from helpers.measurement.results import Attainment, Change, Measurement, Results
from helpers.observations.table import Observation, Origin
from helpers.plan.composition import sources_of
from helpers.plan.model import Plan, Registry

_Name = tuple[str, str, str | None]


def measure(
    plan: Plan,
    registry: Registry,
    observations: Sequence[Observation],
    areas: Sequence[str] | None = None,
    judged: Container[tuple[str, str]] | None = None,
) -> Results:
    """Measure rounds, series, changes and attainment of one evaluation.

    Parameters
    ----------
    observations
        Of this evaluation; others are left out. To measure a few areas, read the observations of
        `needed_areas(plan, registry, areas)`, or sums and benchmarks will be missing.
    areas
        Whose results to give; None gives all areas of the plan and its comparisons.
    judged
        Pairs of area and indicator whose goals are judged; None judges all goals in all areas that decide them.

    Returns
    -------
    Results
        In plan order: areas of the plan, comparisons, then others; indicators in registry order.
    """
    own = [observation for observation in observations if observation.evaluation == plan.id]
    points = points_of(own, registry)
    wanted = _areas(plan) if areas is None else tuple(dict.fromkeys(areas))
    names = list(_names(points, registry, wanted))
    measurements = tuple(_rounds(points, plan, names))
    return Results(
        evaluation=plan.id,
        measurements=measurements,
        series=tuple(point for name in names for point in series(points, *name)),
        changes=tuple(_changes(points, measurements)),
        attainments=tuple(_attainments(points, plan, frozenset(wanted), judged)),
        documented=tuple(_documented(own, points)),
        short_series=tuple(point for name in names for point in short_series(points, *name)),
    )


def _documented(observations: Sequence[Observation], points: Points) -> Iterator[Measurement]:
    for observation in observations:
        if observation.origin is Origin.DOCUMENTED and observation.indicator in points.versions.by_id:
            # What is printed is shown, with or without a date on which a definition holds.
            day = observation.period_end
            version = None if day is None else points.versions.on(observation.indicator, day)
            yield of_observation(observation, version or points.versions.newest(observation.indicator))


def needed_areas(plan: Plan, registry: Registry, areas: Sequence[str]) -> tuple[str, ...]:
    """Return the areas whose observations decide the results of `areas`.

    Themselves, their members, their benchmarks, and what any of these was before or became after a change.
    """
    needed = dict.fromkeys(areas)
    for name in areas:
        needed.update(dict.fromkeys(registry.area(name).members))
    for goal in plan.goals:
        if needed.keys() & set(goal.decided_by):
            targets = (goal.target, *(reading.target for reading in goal.other_readings))
            benchmarks = [target.benchmark_area for target in targets if target.benchmark_area]
            needed.update(dict.fromkeys(benchmarks))
            needed.update(dict.fromkeys(member for name in benchmarks for member in registry.area(name).members))
    members = [registry.area(name).members or (name,) for name in needed]
    needed.update(dict.fromkeys(source for those in members for source in sources_of(those, registry.changes)))
    return tuple(needed)


def _areas(plan: Plan) -> tuple[str, ...]:
    decided = (area for goal in plan.goals for area in (*goal.areas, *goal.decided_by))
    return tuple(dict.fromkeys((*plan.areas, *plan.comparisons, *decided, *plan.comparison_pool)))


def _names(points: Points, registry: Registry, areas: Sequence[str]) -> Iterator[_Name]:
    position = {found.id: index for index, found in enumerate(registry.indicators)}
    by_area: dict[str, list[_Name]] = defaultdict(list)
    for name in points.by_key:
        by_area[name[0]].append(name)
    for area in areas:
        # The general figure before those that belong to one goal.
        yield from sorted(by_area.get(area, ()), key=lambda name: (position[name[1]], name[2] or ""))


def _rounds(points: Points, plan: Plan, names: Sequence[_Name]) -> Iterator[Measurement]:
    for area, indicator, breakdown in names:
        for at in plan.rounds:
            found = of_round(points, area, indicator, at, breakdown)
            if found is not None:
                yield found


def _changes(points: Points, measurements: Sequence[Measurement]) -> Iterator[Change]:
    general = [found for found in measurements if found.breakdown is None]
    baselines = {(found.area, found.indicator): found for found in general if found.round == "baseline"}
    for later in general:
        baseline = baselines.get((later.area, later.indicator))
        if baseline is None or later.round == "baseline":
            continue
        definition = points.versions.of_point(later)
        change = change_between(baseline, later, definition, points.versions.crossing(baseline, later))
        if change is not None:
            yield change


def _attainments(
    points: Points, plan: Plan, areas: Container[str], judged: Container[tuple[str, str]] | None
) -> Iterator[Attainment]:
    for goal in plan.goals:
        for area in goal.decided_by:
            if area in areas and (judged is None or (area, goal.indicator) in judged):
                yield from attainments(points, plan, goal, area)
