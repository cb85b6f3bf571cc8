"""What may be compared with what: areas of one kind, counted alike over the same time, each with its two counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Literal

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Measurement
from helpers.measurement.surveying import counts_behind
from helpers.observations.table import Precision
from helpers.plan.model import AreaKind, Indicator, Nature, Registry

Counted = Literal["share", "rate"]
"""`share`: so many of so many persons or homes (binomial). `rate`: events over an exposure (Poisson), also observed
over expected."""

COMPARED = frozenset({AreaKind.AREA, AreaKind.COMPARISON})
"""Only places of one kind are held against each other: never a municipality, a benchmark, or a sum of the others."""
COUNTED_AS: dict[Nature, Counted] = {
    Nature.SURVEY_SHARE: "share",
    Nature.REGISTER_SHARE: "share",
    Nature.EVENT_RATE: "rate",
}


@dataclass(frozen=True)
class AreaCount:
    """The two counts behind an area's share or rate."""

    area: str
    numerator: float
    """Persons, homes or events; 0 or more."""
    denominator: float
    """Those who were asked or could be counted; for a rate the exposure. Above 0."""

    def __post_init__(self) -> None:
        """Refuse what can't be counted, naming the area."""
        if not isfinite(self.numerator) or not isfinite(self.denominator):
            raise ValueError(f"{self.area}: counts are finite numbers")
        if self.numerator < 0 or self.denominator <= 0:
            raise ValueError(f"{self.area}: counts need 0 <= numerator and a denominator above 0")

    @property
    def value(self) -> float:
        """Numerator over denominator: a share between 0 and 1, or a rate per unit of exposure."""
        return self.numerator / self.denominator


class LeftOut(StrEnum):
    """Why an area is not compared."""

    HIDDEN = "hidden"
    NO_COUNTS = "no_counts"
    """The source states the value and not the counts behind it, or only about how much."""
    OTHER_PERIOD = "other_period"
    """Its figure covers another time than those of the others."""
    OTHER_DEFINITION = "other_definition"


@dataclass(frozen=True)
class Comparable:
    """The figures of one indicator that may be held against each other."""

    counted: Counted
    measurements: tuple[Measurement, ...]
    """In the order that they were given; each has both counts."""
    left_out: tuple[tuple[str, LeftOut], ...]

    @property
    def counts(self) -> tuple[AreaCount, ...]:
        """The two counts of each, in the same order."""
        behind = ((found.area, *counts_behind(found)) for found in self.measurements)
        return tuple(AreaCount(area, numerator or 0.0, denominator or 1.0) for area, numerator, denominator in behind)


def comparable(found: Sequence[Measurement], indicator: Indicator, registry: Registry) -> Comparable | Refusal:
    """Return those measurements of one indicator at one round that may be compared.

    Parameters
    ----------
    found
        Of one evaluation, one indicator and one round; what is hidden stays out and is named.
    indicator, registry
        The indicator, and what its areas are.

    Returns
    -------
    Comparable or Refusal
        Housing areas and comparison areas only, with both counts, by one definition, over the same period (that of
        most of them; of two that are equally frequent, the later). Refused with `DENOMINATOR` if the indicator is no
        share or rate: a bare count says as much of an area's size as of the area. Refused with `INDEPENDENT` if it
        is a share of days or hours: 18,200 days of 90 children are not 18,200 children.
    """
    counted = COUNTED_AS.get(indicator.nature)
    if counted is None:
        return Refusal("small_areas", (Shortfall(Lack.DENOMINATOR),))
    if indicator.clustered is not None:
        return Refusal("small_areas", (Shortfall(Lack.INDEPENDENT),))
    places = [item for item in found if item.breakdown is None and registry.area(item.area).kind in COMPARED]
    usable = [item for item in places if _why_not(item, counted) is None]
    period, version = _most(usable)
    kept: list[Measurement] = []
    left: list[tuple[str, LeftOut]] = []
    for item in places:
        why = _why_not(item, counted) or _unlike(item, period, version)
        if why is None:
            kept.append(item)
        else:
            left.append((item.area, why))
    return Comparable(counted, tuple(kept), tuple(left))


def _why_not(item: Measurement, counted: Counted) -> LeftOut | None:
    if item.hidden:
        return LeftOut.HIDDEN
    if item.numerator is None or not item.denominator or item.precision is not Precision.EXACT:
        return LeftOut.NO_COUNTS
    if item.numerator < 0 or (counted == "share" and item.numerator > item.denominator):
        return LeftOut.NO_COUNTS
    return None


_Period = tuple[date | None, date | None]


def _most(usable: Sequence[Measurement]) -> tuple[_Period, int]:
    if not usable:
        return (None, None), 0
    times = Counter(((item.period_start, item.period_end), item.indicator_version) for item in usable)
    return max(times, key=lambda key: (times[key], key[1], str(key[0][1]), str(key[0][0])))


def _unlike(item: Measurement, period: _Period, version: int) -> LeftOut | None:
    if (item.period_start, item.period_end) != period:
        return LeftOut.OTHER_PERIOD
    return None if item.indicator_version == version else LeftOut.OTHER_DEFINITION


def lacking(method: str, counts: Sequence[AreaCount], counted: Counted, fewest: int) -> Refusal | None:
    """Return why a method can't compare these areas: too few of them, or nothing (or everything) was counted.

    Raises
    ------
    ValueError
        If `counted` is neither, a share counts more than its denominator, or an area comes twice.
    """
    if counted not in ("share", "rate"):
        raise ValueError(f"counts are of a share or a rate, not of {counted}")
    twice = [area for area, times in Counter(found.area for found in counts).items() if times > 1]
    if twice:
        raise ValueError(f"one pair of counts for each area; more than one for {', '.join(twice)}")
    for found in counts:
        if counted == "share" and found.numerator > found.denominator:
            raise ValueError(f"{found.area}: for shares numerator <= denominator")
    missing: list[Shortfall] = []
    if len(counts) < fewest:
        missing.append(Shortfall(Lack.AREAS, len(counts), fewest))
    events, of = sum(found.numerator for found in counts), sum(found.denominator for found in counts)
    if counts and (events == 0 or (counted == "share" and events == of)):
        missing.append(Shortfall(Lack.SPREAD))
    return Refusal(method, tuple(missing)) if missing else None
