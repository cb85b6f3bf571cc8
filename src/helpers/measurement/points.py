"""All measured points of an evaluation, with the years and aggregates that follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from helpers.measurement.combining import Key, add_sums, add_years
from helpers.measurement.estimating import doubt, of_observation, period_of
from helpers.measurement.periods import Period
from helpers.measurement.results import Measurement, NoInterval
from helpers.measurement.versions import Versions
from helpers.observations.table import PER_UNKNOWN, Observation
from helpers.plan.gathered import limits
from helpers.plan.model import AreaChange, Indicator, Registry


@dataclass(frozen=True)
class Points:
    """All dated points of an evaluation, also those of periods shorter than a year.

    Parameters
    ----------
    by_key
        For each area, indicator and breakdown its points, oldest first, one per period.
    versions
        The definitions of every indicator.
    changes
        Merged and split areas.
    """

    by_key: dict[Key, tuple[Measurement, ...]]
    versions: Versions
    changes: tuple[AreaChange, ...] = ()
    not_additive: frozenset[tuple[Key, Period]] = frozenset()
    """Sums that can't be made, because a part has a share or rate without its counts."""
    _whole: dict[Key, tuple[Measurement, ...]] = field(
        default_factory=dict[Key, tuple[Measurement, ...]], init=False, repr=False, compare=False
    )

    def of(self, area: str, indicator: str, breakdown: str | None = None) -> tuple[Measurement, ...]:
        """Return the points of one area and indicator that stand for themselves, oldest first.

        Quarters of something that is counted per year are parts of a year and left out.
        """
        key = (area, indicator, breakdown)
        if key not in self._whole:  # every goal, reading and round asks again
            self._whole[key] = tuple(point for point in self.all_of(*key) if not self._is_part(point))
        return self._whole[key]

    def all_of(self, area: str, indicator: str, breakdown: str | None = None) -> tuple[Measurement, ...]:
        """Return all points of one area and indicator, parts of years too."""
        return self.by_key.get((area, indicator, breakdown), ())

    def _is_part(self, point: Measurement) -> bool:
        return self.versions.of_point(point).yearly != "latest" and period_of(point).shorter_than_a_year


def points_of(observations: Sequence[Observation], registry: Registry) -> Points:
    """Measure every dated observation, every year made of shorter periods, and every sum of areas.

    An undated observation can't be placed in a round or series, and one from a day on which no version of its
    indicator holds has no definition; both stay in the table of observations. Where two origins give the same
    period, the more believable one is measured. An area's own observation goes before a sum; the sum needs all
    members with the same period.
    """
    versions = Versions.of(registry)
    fixed = limits(registry)
    single: dict[Key, dict[Period, Measurement]] = defaultdict(dict)
    for observation in observations:
        definition = _definition(observation, versions)
        if definition is None:
            continue
        point = of_observation(observation, definition)
        if point.area in fixed:
            point = replace(point, interval=None, no_interval=NoInterval.FIXED)
        _keep_more_believable(single[point.area, point.indicator, point.breakdown], point)
    for points in single.values():
        add_years(points, versions)
    not_additive = add_sums(single, versions, registry)
    ordered = {key: tuple(points[period] for period in sorted(points, key=_by_end)) for key, points in single.items()}
    return Points(ordered, versions, registry.changes, not_additive)


def _definition(observation: Observation, versions: Versions) -> Indicator | None:
    # A rate per an unknown number of residents can be shown, never compared.
    if observation.period_end is None or observation.unit == PER_UNKNOWN:
        return None
    return versions.on(observation.indicator, observation.period_end)


def _by_end(period: Period) -> tuple[object, object]:
    return period.last, period.first


def _keep_more_believable(points: dict[Period, Measurement], point: Measurement) -> None:
    period = period_of(point)
    present = points.get(period)
    if present is None or doubt(point.origin) < doubt(present.origin):
        points[period] = point
