"""The lines of a barometer: every area and indicator that is measured again and again, with its chart or why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from helpers.disclosure.released import Released
from helpers.measurement.estimating import per_of
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Measurement, TargetAtRound
from helpers.measurement.versions import crossing
from helpers.monitoring.charts import Begins, ControlChart, NewStart, chart_of, control_chart
from helpers.monitoring.spacing import SeriesPoint, months_between, spaced
from helpers.monitoring.variation import Variation, variation_of
from helpers.observations.table import Origin
from helpers.plan.model import AreaKind, Goal, Indicator, Plan, Registry, Target, TargetKind

NOT_FOLLOWED = frozenset({AreaKind.BENCHMARK, AreaKind.COUNTRY, AreaKind.COMPARISON})
"""What the areas are compared with; a barometer follows the plan's own places."""
_LEVELS = frozenset({TargetKind.ABSOLUTE_LEVEL, TargetKind.SHARE_OF_GROUP, TargetKind.EXCEED_BENCHMARK})
_YEAR = 12
NEW_DEFINITION = "tallet gøres op efter en ny definition"


@dataclass(frozen=True)
class Line:
    """One area and indicator through time."""

    area: str
    indicator: Indicator
    measurements: tuple[Measurement, ...]
    """As released: hidden ones are there without their values."""
    points: tuple[SeriesPoint, ...]
    step: int
    """Months from one point to the next."""
    found: ControlChart | Refusal
    target: TargetAtRound | None
    """A level that the agreement sets and that stands still; None if there is none that a single period can be held
    against."""
    hidden_parts: bool = False
    """Are quarters or months hidden, so that years are all there is to show?"""

    @cached_property
    def state(self) -> Variation | Refusal:
        """What the line shows now."""
        return self.found if isinstance(self.found, Refusal) else variation_of(self.found, self.indicator.better)

    @property
    def synthetic(self) -> bool:
        """Whether a shown value is invented."""
        return any(one.origin is Origin.SYNTHETIC and not one.hidden for one in self.measurements)

    def measurement(self, point: SeriesPoint) -> Measurement | None:
        """Return what stands behind a point; None in a gap that nobody measured."""
        own = (one for one in self.measurements if (one.period_label, one.period_end) == (point.label, point.last))
        return next(own, None) if point.label else None


def lines_of(released: Released, plan: Plan, registry: Registry) -> tuple[Line, ...]:
    """Return a line for each place and indicator with two points or more, in the order of plan and registry.

    Where quarters or months are measured too, the finer line is followed if it has more points than the years.
    """
    newest = [registry.indicator(one) for one in dict.fromkeys(found.id for found in registry.indicators)]
    goals = _Goals(plan)
    return tuple(
        line
        for area in _places(plan, registry)
        for indicator in newest
        if chart_of(indicator) is not None
        for line in _line(released, plan, registry, area, indicator, goals)
    )


def _places(plan: Plan, registry: Registry) -> tuple[str, ...]:
    """Return areas, their parts, the largest sums of them and the municipality; a sum inside a sum says little more."""
    others = [area for area in plan.comparisons if registry.area(area).kind not in NOT_FOLLOWED]
    sums = {area: {*registry.area(area).members} for area in others if registry.area(area).members}
    inner = {area for area, members in sums.items() if any(members < wider for wider in sums.values())}
    return tuple(dict.fromkeys((*plan.areas, *(area for area in others if area not in inner))))


def _line(
    released: Released, plan: Plan, registry: Registry, area: str, indicator: Indicator, goals: _Goals
) -> Iterator[Line]:
    short = released.results.short_series_of(area, indicator.id)
    yearly = released.results.series_of(area, indicator.id)
    chosen = short if _shown(short) > _shown(yearly) else yearly
    kind = chart_of(indicator)
    if len(chosen) < 2 or kind is None:
        return
    points, step = spaced(chosen), months_between(chosen)
    found = control_chart(points, kind, scale=per_of(indicator) or 1.0, starts=_starts(plan, registry, area, chosen))
    target = goals.target(area, indicator) if step == _YEAR or indicator.yearly != "sum" else None
    hidden_parts = chosen is yearly and any(one.hidden for one in short)
    yield Line(area, indicator, tuple(chosen), points, step, found, target, hidden_parts)


def _shown(measurements: Sequence[Measurement]) -> int:
    return sum(not found.hidden for found in measurements)


def _starts(plan: Plan, registry: Registry, area: str, points: Sequence[Measurement]) -> tuple[NewStart, ...]:
    indicator = points[0].indicator
    stated = [
        NewStart(entry.start, Begins.REBASE, entry.reason)
        for entry in plan.rebase
        if entry.indicator == indicator and area in (entry.areas or (area,))
    ]
    versions = registry.versions(indicator)
    changed: list[NewStart] = []
    for before, after in pairwise(points):
        found = crossing(versions, before.indicator_version, after.indicator_version)
        # A bridge that leaves figures as they are leaves their limits too; any other moves them.
        if found is not None and found.factor != 1 and after.period_end is not None:
            changed.append(NewStart(after.period_end, Begins.DEFINITION, NEW_DEFINITION))
    return (*stated, *changed)


class _Goals:
    """The goals of a plan, and in which areas each is decided: looked up for every line of thousands of areas."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._deciding: dict[str, frozenset[str]] = {}

    def target(self, area: str, indicator: Indicator) -> TargetAtRound | None:
        """Return the level that the agreement sets for an indicator in an area and that stands still."""
        for goal in self._plan.goals:
            if goal.indicator == indicator.id and area in self._decided_by(goal) and _stands_still(goal.target):
                value, operator = goal.target.value, goal.target.operator
                if value is not None and operator is not None:
                    return TargetAtRound(value, operator, None)
        return None

    def _decided_by(self, goal: Goal) -> frozenset[str]:
        if goal.id not in self._deciding:
            self._deciding[goal.id] = frozenset(goal.decided_by)
        return self._deciding[goal.id]


def _stands_still(target: Target) -> bool:
    return target.kind in _LEVELS and not target.pending and not target.benchmark_moves
