"""On which side of a target a measurement lies, with the uncertainty of both."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Literal

from helpers.measurement.estimating import SHARES, UNCERTAIN, period_of
from helpers.measurement.intervals import difference_of_proportions, ratio_of_counts
from helpers.measurement.results import Interval, Measurement, Reason, Word
from helpers.observations.table import Precision
from helpers.plan.model import Indicator, Nature

Operator = Literal[">=", ">", "<=", "<", "="]

_ROUNDING = 1e-9
"""Decimal targets such as 72,4 are not exact in binary; values closer than this are equal."""

_WHOLE = 100.0
_LARGEST_ERROR = 0.05
"""How often a clear word may be wrong where the truth lies exactly on the target."""

_BOUNDS = frozenset({Precision.LOWER_BOUND, Precision.UPPER_BOUND, Precision.RANGE})


@dataclass(frozen=True)
class Reference:
    """A target that is itself measured: `factor` times the value of `point`."""

    point: Measurement
    factor: float


def judge_fixed(measured: Measurement, indicator: Indicator, operator: Operator, target: float) -> tuple[Word, Reason]:
    """Judge a measurement against a number that the agreement states.

    A complete count is compared directly. Of an uncertain indicator the whole interval must lie on one side. That
    alone errs in at most one of forty cases for events (Garwood's interval is exact), but for shares of small
    groups Wilson's is closer to one of ten at its worst; so a clear word about a share must also pass the exact
    binomial test (Clopper & Pearson 1934), and is wrong in at most one of twenty cases.
    """
    if indicator.nature in UNCERTAIN:
        word, reason = _of_interval(measured.interval, operator, target)
        clear = reason is Reason.INTERVAL_CLEAR and indicator.nature in SHARES
        if clear and not _exactly_clear(measured, operator, target):
            return Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS
        return word, reason
    ends = stated_ends(measured)
    if ends is None:
        return Word.NO_DATA, Reason.NO_MEASUREMENT
    if ends[0] == ends[1]:
        return _met(reaches(ends[0], operator, target)), Reason.COMPLETE_COUNT
    return _of_ends(ends, operator, target), Reason.STATED_RANGE


def judge_measured(
    measured: Measurement, indicator: Indicator, operator: Operator, reference: Reference
) -> tuple[Word, Reason]:
    """Judge a measurement against a target that is measured too (a baseline or a moving benchmark).

    Uses the interval of the difference (shares) or of the ratio (events), never the overlap of two intervals:
    two 95 % intervals may overlap although the difference is clear (Schenker N & Gentleman JF 2001, The American
    Statistician 55:182-186).
    """
    target = reference.point.value
    if indicator.nature not in UNCERTAIN and target is not None:
        if reference.point.precision in _BOUNDS:
            return Word.UNDETERMINED, Reason.STATED_RANGE
        return judge_fixed(measured, indicator, operator, reference.factor * target)
    interval, null = margin(measured, indicator, reference)
    return _of_interval(interval, operator, null)


def margin(measured: Measurement, indicator: Indicator, reference: Reference) -> tuple[Interval | None, float]:
    """Return how the measurement relates to the reference, and the number at which it just reaches the target.

    For shares the difference `measured - factor * reference` and 0; for events the ratio `measured / reference`
    and the factor. The interval is None if the source of either does not state its counts.
    """
    one, two = counts_of(measured, indicator), counts_of(reference.point, indicator)
    if one is None or two is None:
        return None, 0.0
    if indicator.nature in SHARES:
        return difference_of_proportions(one, two, reference.factor), 0.0
    return ratio_of_counts(one, two), reference.factor


def counts_of(point: Measurement, indicator: Indicator) -> tuple[float, float] | None:
    """Return (numerator, denominator) of a share, or (events, exposure) of events; None if not stated.

    The exposure of events that are counted per year is the length of their period in years; of other counts
    (persons with some mark at the end of a year) the period is only the date, and each counts as one.
    """
    if point.interval is None or point.numerator is None:
        return None
    if indicator.nature is Nature.EVENT_COUNT:
        return point.numerator, period_of(point).years if indicator.yearly == "sum" else 1.0
    return None if not point.denominator else (point.numerator, point.denominator)


def stated_ends(point: Measurement) -> tuple[float, float] | None:
    """Return the lowest and highest value that the source's words allow; None if it states no number."""
    if point.precision is Precision.LOWER_BOUND and point.value is not None:
        return point.value, inf
    if point.precision is Precision.UPPER_BOUND and point.value is not None:
        return -inf, point.value
    if point.value is not None:
        return point.value, point.value
    if point.low is None and point.high is None:
        return None
    return -inf if point.low is None else point.low, inf if point.high is None else point.high


def reaches(value: float, operator: Operator, target: float) -> bool:
    """Return whether a value reaches a target; strict operators are strict."""
    equal = abs(value - target) <= _ROUNDING * max(1.0, abs(target))
    if operator in {">=", "<=", "="} and equal:
        return True
    if equal or operator == "=":
        return False
    return value > target if operator in {">", ">="} else value < target


def _exactly_clear(measured: Measurement, operator: Operator, target: float) -> bool:
    from scipy.special import bdtr

    if measured.numerator is None or not measured.denominator or not 0 <= target <= _WHOLE:
        return True
    total, chance = round(measured.denominator), target / _WHOLE
    # The chance of a result at least this far from a truth that lies on the target.
    if _WHOLE * measured.numerator / measured.denominator > target:
        below = ceil(measured.numerator - _ROUNDING) - 1
        tail = 1.0 - (float(bdtr(below, total, chance)) if below >= 0 else 0.0)
    else:
        tail = float(bdtr(floor(measured.numerator + _ROUNDING), total, chance))
    return tail <= (_LARGEST_ERROR / 2 if operator == "=" else _LARGEST_ERROR)


def _of_interval(interval: Interval | None, operator: Operator, target: float) -> tuple[Word, Reason]:
    if interval is None:
        return Word.UNDETERMINED, Reason.NO_INTERVAL
    word = _of_ends((interval.low, interval.high), operator, target)
    return word, Reason.INTERVAL_OVERLAPS if word is Word.UNDETERMINED else Reason.INTERVAL_CLEAR


def _of_ends(ends: tuple[float, float], operator: Operator, target: float) -> Word:
    low, high = ends
    if operator == "=":
        return Word.UNDETERMINED if low <= target <= high else Word.NOT_MET
    reached = {reaches(low, operator, target), reaches(high, operator, target)}
    return _met(reached.pop()) if len(reached) == 1 else Word.UNDETERMINED


def _met(reached: bool) -> Word:
    return Word.MET if reached else Word.NOT_MET
