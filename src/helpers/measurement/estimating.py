"""From one observation to one measured point: its value, its counts and its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from helpers.measurement.intervals import poisson_count, poisson_rate, proportion
from helpers.measurement.periods import Period
from helpers.measurement.results import Interval, Measurement, NoInterval, Provenance, Survey
from helpers.measurement.surveying import share_interval, survey_of
from helpers.observations.table import PER_UNKNOWN, Observation, Origin, Precision
from helpers.plan.model import Indicator, Nature, Unit

SHARES = frozenset({Nature.SURVEY_SHARE, Nature.REGISTER_SHARE})
EVENTS = frozenset({Nature.EVENT_COUNT, Nature.EVENT_RATE})
UNCERTAIN = SHARES | EVENTS
WORDS = frozenset({Nature.MILESTONE, Nature.QUALITATIVE})
"""Natures without a number to compute with."""

_PER = {Unit.PERCENT: 100.0, Unit.PER_1000: 1000.0, Unit.PER_10000: 10000.0}
_BELIEVABLE = tuple(Origin)


def doubt(origin: Origin) -> int:
    """Return how little an origin is to be believed; 0 is a document."""
    return _BELIEVABLE.index(origin)


def per_of(indicator: Indicator) -> float | None:
    """Return what a numerator over a denominator is multiplied by; None for plain counts."""
    return _PER.get(indicator.unit)


def period_of(measurement: Measurement) -> Period:
    """Return the period of a measurement; points always have one."""
    if measurement.period_start is None or measurement.period_end is None:
        raise ValueError("a measured point has a period")
    return Period(measurement.period_start, measurement.period_end)


def least_believable(origins: Iterable[Origin]) -> Origin:
    """Return the origin furthest from a document: one synthetic value makes the whole synthetic."""
    return max(origins, key=doubt)


def of_observation(observation: Observation, indicator: Indicator) -> Measurement:
    """Return the measurement of one dated observation."""
    numerator, denominator = _counts(observation, indicator)
    start = observation.period_start or observation.period_end
    return with_interval(
        Measurement(
            evaluation=observation.evaluation,
            area=observation.area,
            indicator=indicator.id,
            indicator_version=indicator.version,
            round=None,
            period_start=start,
            period_end=observation.period_end,
            period_label=observation.period_label,
            value=_value(observation.value, numerator, denominator, indicator),
            # A rate per an unknown number is not in the indicator's unit; a page must be able to tell.
            unit=PER_UNKNOWN if observation.unit == PER_UNKNOWN else indicator.unit.value,
            interval=None,
            no_interval=None,
            numerator=numerator,
            denominator=denominator,
            n=None if observation.respondents is None else float(observation.respondents),
            origin=observation.origin,
            precision=_precision(observation, indicator),
            low=observation.low,
            high=observation.high,
            provenance=(_provenance(observation),),
            breakdown=observation.breakdown,
            judgement=observation.note if indicator.nature in WORDS else None,
            audience=observation.audience,
            version_since=_begun_before(start, indicator.valid_from),
            survey=_survey(observation, indicator),
        ),
        indicator,
    )


def _survey(observation: Observation, indicator: Indicator) -> Survey | None:
    if indicator.clustered is not None:
        effect = observation.design_effect
        return None if effect is None else Survey(design_effect=effect, asked=False)
    return survey_of(observation) if indicator.nature is Nature.SURVEY_SHARE else None


def _begun_before(start: date | None, valid_from: date | None) -> date | None:
    return valid_from if start is not None and valid_from is not None and start < valid_from else None


def _provenance(observation: Observation) -> Provenance:
    return Provenance(
        observation=observation.id,
        origin=observation.origin,
        source=observation.source,
        file=observation.file,
        sheet=observation.sheet,
        row=observation.row,
        document=observation.document,
        page=observation.page,
        wording=observation.wording,
        note=observation.note,
    )


def _precision(observation: Observation, indicator: Indicator) -> Precision:
    """Return how exact a value is: what is estimated is never exact, whatever the owner writes."""
    if indicator.estimated and observation.precision is Precision.EXACT:
        return Precision.APPROXIMATE
    return observation.precision


def _counts(observation: Observation, indicator: Indicator) -> tuple[float | None, float | None]:
    numerator, denominator = observation.numerator, observation.denominator
    if indicator.nature is Nature.EVENT_COUNT and numerator is None:
        # A count is its own numerator; a bound ("at least 5") is not.
        numerator = observation.value if observation.precision is Precision.EXACT else None
    if indicator.nature is Nature.SURVEY_SHARE and denominator is None and observation.respondents:
        denominator = float(observation.respondents)
    if indicator.nature in SHARES and numerator is None and denominator and observation.value is not None:
        numerator = min(denominator, observation.value * denominator / 100)
    return numerator, denominator


def _value(
    stated: float | None, numerator: float | None, denominator: float | None, indicator: Indicator
) -> float | None:
    if stated is not None or numerator is None:
        return stated
    per = per_of(indicator)
    if per is None:
        return numerator
    return per * numerator / denominator if denominator else None


def with_interval(point: Measurement, indicator: Indicator) -> Measurement:
    """Return the point with the interval of its indicator's nature, or with the reason why it has none.

    A share of days or hours has none from its counts, which are many for each person: Wilson's interval of 18,000 days
    of 90 children holds the truth in fewer than half of the cases. With a design effect it has one, on days divided
    by it (Kish 1965).
    """
    interval = _interval(point, indicator)
    if interval is not None:
        reason = None
    elif indicator.nature in WORDS or point.value is None:
        reason = NoInterval.NOT_A_NUMBER
    elif indicator.nature in UNCERTAIN:
        reason = NoInterval.COUNTS_UNKNOWN if indicator.clustered is None else NoInterval.CLUSTERED
    else:
        reason = NoInterval.COMPLETE
    n = _n(point, indicator)
    if (point.interval, point.no_interval, point.n) == (interval, reason, n):
        return point  # most points are asked for again with the indicator that they were measured with
    return replace(point, interval=interval, no_interval=reason, n=n)


def _n(point: Measurement, indicator: Indicator) -> float | None:
    if point.n is not None:
        return point.n
    if indicator.nature is Nature.EVENT_COUNT:
        return point.numerator
    return point.denominator


def _interval(point: Measurement, indicator: Indicator) -> Interval | None:
    nature, numerator, denominator = indicator.nature, point.numerator, point.denominator
    if point.value is None or numerator is None or numerator < 0:
        return None
    if nature is Nature.EVENT_COUNT:
        return poisson_count(numerator)
    if not denominator or denominator < 0:
        return None
    if nature is Nature.EVENT_RATE:
        return poisson_rate(numerator, denominator, per_of(indicator) or 1.0)
    if nature not in SHARES or numerator > denominator or (indicator.clustered is not None and point.survey is None):
        return None
    if point.survey is not None:
        return share_interval(point.value, denominator, point.survey)
    return proportion(numerator, denominator)
