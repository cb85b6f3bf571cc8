"""Rates that are comparable although one area is older than another: by the rates of each group, or by the country's.

Direct: the area's own rate in each group, weighted by a standard population. Indirect: the area's events against those
that it would have had with the standard's rate in each group. docs/decisions/0023 says which interval goes where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.measurement.intervals import LEVEL, byar_count, poisson_count
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval

FEWEST_EVENTS = 10
"""Below so many events a directly standardised rate rests on single persons; UKHSA doesn't print it either."""
_EXACT_BELOW = 10
"""Fewer events than this have the exact interval, more have Byar's, which is within a percent of it."""


@dataclass(frozen=True)
class Stratum:
    """One group of an area, for example an age band."""

    events: float
    persons: float
    """Exposure: persons or person-years."""


@dataclass(frozen=True)
class StandardisedRate:
    """A rate made comparable."""

    value: float
    """Events per `per` of exposure; for a ratio `per` times observed over expected."""
    interval: Interval
    per: float
    events: float
    exposure: float
    expected: float | None
    """Events expected with the standard's rates; None if standardised directly."""
    method: str


def directly_standardised(
    strata: Sequence[Stratum], standard: Sequence[float], per: float, level: float = LEVEL, *, fewest: int = 0
) -> StandardisedRate | Refusal:
    """Return the rate that the area would have had with the standard's composition, with its gamma interval.

    Parameters
    ----------
    strata
        The area's groups; each needs persons if the standard has any there.
    standard
        Persons of the standard population in the same groups, in the same order.
    per
        Unit of exposure of the rate, for example 1,000, 10,000 or 100,000.
    fewest
        Refuse with fewer events in all; `FEWEST_EVENTS` is usual for what is published.

    Raises
    ------
    ValueError
        If strata and standard aren't as many, or a count is negative.

    Notes
    -----
    Gamma interval of a weighted sum of Poisson counts: Fay MP & Feuer EJ (1997), Statistics in Medicine 16:791-801.
    Conservative. The persons are taken as known, and the counts of the groups as independent.
    """
    weights = _weights(strata, standard)
    if isinstance(weights, Refusal):
        return weights
    few = _too_few(strata, fewest)
    if few is not None:
        return few
    rate = sum(weight * stratum.events for weight, stratum in zip(weights, strata, strict=True))
    variance = sum(weight**2 * stratum.events for weight, stratum in zip(weights, strata, strict=True))
    interval = _gamma(rate, variance, max(weights), level)
    return _rate(strata, rate, interval, per, "direct, Fay & Feuer 1997")


def indirectly_standardised_ratio(
    strata: Sequence[Stratum], standard: Sequence[Stratum], per: float = 1.0, level: float = LEVEL
) -> StandardisedRate | Refusal:
    """Return observed events over those expected with the standard's rates; 1 times `per` is as many as expected.

    Two areas' ratios are not comparable with each other, only each with the standard: each is weighted by its own
    composition.

    Parameters
    ----------
    strata
        The area's groups. Only the sum of their events is used.
    standard
        Events and persons of the standard in the same groups, in the same order.

    Raises
    ------
    ValueError
        If strata and standard aren't as many, or a count is negative.

    Notes
    -----
    Breslow NE & Day NE (1987), Statistical Methods in Cancer Research II, IARC: the interval of the observed count
    (Garwood 1936 below 10 events, Byar's above) over the expected, whose own uncertainty is neglected.
    """
    _fit(strata, len(standard))
    if any(stratum.persons <= 0 for stratum in standard):
        return Refusal("indirect_standardisation", (Shortfall(Lack.DENOMINATOR),))
    pairs = zip(strata, standard, strict=True)
    expected = sum(stratum.persons * of.events / of.persons for stratum, of in pairs)
    if expected <= 0:
        return Refusal("indirect_standardisation", (Shortfall(Lack.COUNTS),))
    events = sum(stratum.events for stratum in strata)
    of_count, scale = _of_count(events, level), per / expected
    return StandardisedRate(
        value=scale * events,
        interval=Interval(scale * of_count.low, scale * of_count.high, level, of_count.method),
        per=per,
        events=events,
        exposure=sum(stratum.persons for stratum in strata),
        expected=expected,
        method="indirect, ratio",
    )


def indirectly_standardised_rate(
    strata: Sequence[Stratum], standard: Sequence[Stratum], per: float, level: float = LEVEL
) -> StandardisedRate | Refusal:
    """Return the ratio of `indirectly_standardised_ratio` times the standard's own rate, per `per` of exposure."""
    persons = sum(stratum.persons for stratum in standard)
    if persons <= 0:
        return Refusal("indirect_standardisation", (Shortfall(Lack.DENOMINATOR),))
    crude = per * sum(stratum.events for stratum in standard) / persons
    ratio = indirectly_standardised_ratio(strata, standard, crude, level)
    if isinstance(ratio, Refusal):
        return ratio
    return StandardisedRate(
        ratio.value, ratio.interval, per, ratio.events, ratio.exposure, ratio.expected, "indirect, rate"
    )


def _fit(strata: Sequence[Stratum], others: int) -> None:
    if len(strata) != others or not strata:
        raise ValueError("strata and standard need the same groups")
    if any(stratum.events < 0 or stratum.persons < 0 for stratum in strata):
        raise ValueError("events and persons can't be negative")


def _weights(strata: Sequence[Stratum], standard: Sequence[float]) -> list[float] | Refusal:
    _fit(strata, len(standard))
    whole = sum(standard)
    if min(standard) < 0 or whole <= 0:
        raise ValueError("a standard population has persons")
    pairs = list(zip(strata, standard, strict=True))
    if any(stratum.persons == 0 and (weight > 0 or stratum.events > 0) for stratum, weight in pairs):
        # A group that nobody in the area belongs to has no rate there, and none is made up.
        return Refusal("direct_standardisation", (Shortfall(Lack.DENOMINATOR),))
    return [weight / whole / stratum.persons if stratum.persons else 0.0 for stratum, weight in pairs]


def _too_few(strata: Sequence[Stratum], fewest: int) -> Refusal | None:
    events = sum(stratum.events for stratum in strata)
    if events >= fewest:
        return None
    return Refusal("direct_standardisation", (Shortfall(Lack.EVENTS, events, fewest),))


def _gamma(rate: float, variance: float, largest: float, level: float) -> Interval:
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = variance / rate * float(gammaincinv(rate**2 / variance, tail)) if rate > 0 else 0.0
    upper_rate, upper_variance = rate + largest, variance + largest**2
    shape, scale = upper_rate**2 / upper_variance, upper_variance / upper_rate
    return Interval(low, scale * float(gammaincinv(shape, 1 - tail)), level, "Fay & Feuer 1997")


def _of_count(events: float, level: float) -> Interval:
    return poisson_count(events, level) if events < _EXACT_BELOW else byar_count(events, level)


def _rate(strata: Sequence[Stratum], rate: float, interval: Interval, per: float, method: str) -> StandardisedRate:
    scaled = Interval(per * interval.low, per * interval.high, interval.level, interval.method)
    return StandardisedRate(
        value=per * rate,
        interval=scaled,
        per=per,
        events=sum(stratum.events for stratum in strata),
        exposure=sum(stratum.persons for stratum in strata),
        expected=None,
        method=method,
    )
