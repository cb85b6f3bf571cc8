"""On which side of a target a measurement lies, with the uncertainty of both."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

from helpers.measurement.estimating import SHARES, UNCERTAIN, period_of
from helpers.measurement.exact import chance_of_difference, chance_of_share
from helpers.measurement.intervals import difference_of_proportions, ratio_of_counts
from helpers.measurement.results import Interval, Measurement, Reason, Word
from helpers.measurement.surveying import drawn_counts, effective_counts
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
    """A target that is itself measured: `factor` times the value of `point`, plus `added`."""

    point: Measurement
    factor: float
    added: float = 0.0
    """Percentage points; only for what is in percent."""

    def of(self, value: float) -> float:
        """Return the target if the reference is `value`."""
        return self.factor * value + self.added


def judge_fixed(measured: Measurement, indicator: Indicator, operator: Operator, target: float) -> tuple[Word, Reason]:
    """Judge a measurement against a number that the agreement states.

    A complete count is compared directly. Of an uncertain indicator the whole interval must lie on one side. That
    alone errs in at most one of forty cases for events (Garwood's interval is exact), but for shares of small
    groups Wilson's is closer to one of ten at its worst; so a clear word about a share must also pass the exact
    binomial test (Clopper & Pearson 1934), and is wrong in at most one of twenty cases.
    """
    if indicator.nature in UNCERTAIN:
        verdict = _of_interval(measured.interval, operator, target)
        counts = _whole_counts(measured, indicator)
        if verdict[1] is not Reason.INTERVAL_CLEAR or counts is None or not 0 <= target <= _WHOLE:
            return verdict
        residents = None if measured.survey is None else measured.survey.population
        return _with_exact(verdict, operator, chance_of_share(counts, target / _WHOLE, residents))
    ends = stated_ends(measured)
    if ends is None:
        return Word.NO_DATA, Reason.NO_MEASUREMENT
    if ends[0] == ends[1]:
        reason = Reason.ESTIMATE if measured.precision is Precision.APPROXIMATE else Reason.COMPLETE_COUNT
        return _met(reaches(ends[0], operator, target)), reason
    return _of_ends(ends, operator, target), Reason.STATED_RANGE


def judge_measured(
    measured: Measurement, indicator: Indicator, operator: Operator, reference: Reference
) -> tuple[Word, Reason]:
    """Judge a measurement against a target that is measured too (a baseline or a moving benchmark).

    Uses the interval of the difference (shares) or of the ratio (events), never the overlap of two intervals:
    two 95 % intervals may overlap although the difference is clear (Schenker N & Gentleman JF 2001, The American
    Statistician 55:182-186). The interval of the ratio is exact; a clear word about shares must also pass an exact
    test, since Newcombe's interval alone errs more than once in twenty where one group is small.
    """
    target = reference.point.value
    if indicator.nature not in UNCERTAIN and target is not None:
        if reference.point.precision in _BOUNDS:
            return Word.UNDETERMINED, Reason.STATED_RANGE
        return judge_fixed(measured, indicator, operator, reference.of(target))
    interval, null = margin(measured, indicator, reference)
    word, reason = _of_interval(interval, operator, null)
    if reason is not Reason.INTERVAL_CLEAR:
        return word, Reason.DIFFERENCE_OVERLAPS if reason is Reason.INTERVAL_OVERLAPS else reason
    one, two = _whole_counts(measured, indicator), _whole_counts(reference.point, indicator)
    if one is None or two is None:
        return word, Reason.DIFFERENCE_CLEAR
    chance = chance_of_difference(one, two, reference.factor, reference.added / _WHOLE)
    return _with_exact((word, Reason.DIFFERENCE_CLEAR), operator, chance)


def margin(measured: Measurement, indicator: Indicator, reference: Reference) -> tuple[Interval | None, float]:
    """Return how the measurement relates to the reference, and the number at which it just reaches the target.

    For shares the difference `measured - factor * reference` and the percentage points added (mostly 0); for events
    the ratio `measured / reference` and the factor. The interval is None if the source of either does not state its
    counts.
    """
    one, two = counts_of(measured, indicator), counts_of(reference.point, indicator)
    if one is None or two is None:
        return None, 0.0
    if indicator.nature in SHARES:
        return difference_of_proportions(one, two, reference.factor), reference.added
    return ratio_of_counts(one, two), reference.factor


def counts_of(point: Measurement, indicator: Indicator) -> tuple[float, float] | None:
    """Return (numerator, denominator) of a share, or (events, exposure) of events; None if not stated.

    Of a survey the effective counts, which are as sure as its weighted share. The exposure of events that are counted
    per year is the length of their period in years; other events are only compared where `lasts_as_long` holds, and
    each period counts as one.
    """
    if point.interval is None or point.numerator is None:
        return None
    if indicator.nature is Nature.EVENT_COUNT:
        return point.numerator, period_of(point).years if indicator.yearly == "sum" else 1.0
    return effective_counts(point)


def _whole_counts(point: Measurement, indicator: Indicator) -> tuple[float, float] | None:
    """Return the counts of a share for an exact test; None for anything else.

    That those asked are a large part of the residents counts only against a number, not between two surveys: the same
    residents may be in both.
    """
    return drawn_counts(point) if point.interval is not None and indicator.nature in SHARES else None


def lasts_as_long(one: Measurement, two: Measurement, indicator: Indicator) -> bool:
    """Return whether two measurements may be compared as to how long they count.

    Events, and whatever is counted per year, need equally long periods: a quarter's events against a year's would
    need an assumption about the other quarters. What is counted on a date, or is a share, doesn't.
    """
    counts_time = indicator.yearly != "latest" or indicator.nature is Nature.EVENT_COUNT
    return not counts_time or period_of(one).as_long_as(period_of(two))


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


def _with_exact(verdict: tuple[Word, Reason], operator: Operator, chance: float) -> tuple[Word, Reason]:
    largest = _LARGEST_ERROR / 2 if operator == "=" else _LARGEST_ERROR
    return verdict if chance <= largest else (Word.UNDETERMINED, Reason.EXACT_TEST_OPEN)


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
