"""Weighted shares are told to a tenth of a percentage point, and without how many gave which answer.

The weights make groups of answers count unlike, and how many residents each group has is public. From a share with ten
digits, its design effect and the plain count of answers, a reader could solve for the answers of each group, however
few they are: there is one set of whole numbers that fits. With a tenth of a point and a weighted count there are many.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.measurement.results import Change, Interval, Measurement, TargetAtRound

_WHOLE = 100.0
_DECIMALS = 1
_OF_DESIGN = 2
_SAME = 1e-6


def is_weighted(measurement: Measurement | None) -> bool:
    """Tell whether a survey's answers count unlike: its source says so, or the share is not that of its counts."""
    survey = None if measurement is None else measurement.survey
    if measurement is None or survey is None or not survey.asked:
        return False
    value, answers = measurement.value, measurement.denominator
    if survey.weighting or value is None or measurement.numerator is None or not answers:
        return bool(survey.weighting)
    return abs(value - _WHOLE * measurement.numerator / answers) > _SAME


def told(measurement: Measurement) -> Measurement:
    """Return a measurement as it may be told: of a weighted share rounded, its numerator the weighted count."""
    survey, value = measurement.survey, measurement.value
    if survey is None or value is None or not is_weighted(measurement):
        return measurement
    value, answers = round(value, _DECIMALS), measurement.denominator
    known = measurement.numerator is not None and answers is not None
    return replace(
        measurement,
        value=value,
        interval=_interval(measurement.interval),
        numerator=float(round(value / _WHOLE * answers)) if known and answers is not None else None,
        survey=replace(survey, design_effect=round(survey.design_effect, _OF_DESIGN)),
    )


def change_told(change: Change) -> Change:
    """Return a change of which a figure is weighted, as exact as its figures."""
    return replace(
        change,
        difference=_number(change.difference),
        difference_interval=_interval(change.difference_interval),
        relative=_number(change.relative),
        relative_interval=_interval(change.relative_interval),
    )


def target_told(target: TargetAtRound | None) -> TargetAtRound | None:
    """Return a target that was made from a weighted figure, as exact as that."""
    if target is None:
        return None
    return replace(
        target,
        value=round(target.value, _DECIMALS),
        interval=_interval(target.interval),
        steps=tuple((year, round(value, _DECIMALS)) for year, value in target.steps),
        beyond=None if target.beyond is None else (round(target.beyond[0], 1), round(target.beyond[1], 1)),
    )


def distance_told(distance: float | None) -> float | None:
    """Return the distance of a weighted figure to its target, as exact as the figure."""
    return _number(distance)


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)


def _interval(found: Interval | None) -> Interval | None:
    return None if found is None else replace(found, low=round(found.low, _DECIMALS), high=round(found.high, _DECIMALS))
