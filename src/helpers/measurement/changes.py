"""How much an indicator changed from baseline, and whether the change is clear."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from helpers.measurement.comparing import counts_of, lasts_as_long
from helpers.measurement.estimating import SHARES, UNCERTAIN, WORDS, least_believable, per_of, period_of
from helpers.measurement.intervals import (
    difference_of_proportions,
    difference_of_rates,
    ratio_of_counts,
    ratio_of_proportions,
)
from helpers.measurement.results import Change, Crossing, Interval, Measurement
from helpers.plan.model import Indicator

Signal = Literal["better", "worse", "no_clear_change", "unknown"]


def change_between(
    baseline: Measurement, later: Measurement, indicator: Indicator, crossing: Crossing | None = None
) -> Change | None:
    """Return the change of one indicator in one area from baseline to a later round.

    None where there is nothing to subtract: judgements, milestones, a value that the source does not state, or
    periods of different length for events and for what is counted per year. The two rounds are taken as independent.

    Across a changed definition (`crossing`) the baseline is multiplied by the factor of the bridge; without one the
    change has neither number nor signal.
    """
    if baseline.round is None or later.round is None or not _comparable(baseline, later, indicator):
        return None
    if crossing is not None and crossing.factor is None:
        return _refused(baseline, later, crossing)
    factor = 1.0 if crossing is None or crossing.multiplier is None else crossing.multiplier
    before, after = factor * (baseline.value or 0.0), later.value or 0.0
    difference, ratio = _intervals(baseline, later, indicator, factor)
    return Change(
        evaluation=later.evaluation,
        area=later.area,
        indicator=later.indicator,
        from_round=baseline.round,
        to_round=later.round,
        difference=after - before,
        difference_interval=difference,
        relative=100 * (after / before - 1) if before else None,
        relative_interval=None if ratio is None or not before else _percent(ratio),
        origin=least_believable((baseline.origin, later.origin)),
        signal=_signal(after - before, difference, ratio, indicator),
        crossing=crossing,
    )


def _refused(baseline: Measurement, later: Measurement, crossing: Crossing) -> Change | None:
    if baseline.round is None or later.round is None:
        return None
    return Change(
        evaluation=later.evaluation,
        area=later.area,
        indicator=later.indicator,
        from_round=baseline.round,
        to_round=later.round,
        difference=None,
        difference_interval=None,
        relative=None,
        relative_interval=None,
        origin=least_believable((baseline.origin, later.origin)),
        signal="unknown",
        crossing=crossing,
    )


def _comparable(baseline: Measurement, later: Measurement, indicator: Indicator) -> bool:
    if indicator.nature in WORDS or baseline.value is None or later.value is None:
        return False
    newer = period_of(later).last > period_of(baseline).last
    return newer and lasts_as_long(baseline, later, indicator)


def _intervals(
    baseline: Measurement, later: Measurement, indicator: Indicator, factor: float
) -> tuple[Interval | None, Interval | None]:
    before, after = counts_of(baseline, indicator), counts_of(later, indicator)
    if before is None or after is None:
        return None, None
    if indicator.nature in SHARES:
        return difference_of_proportions(after, before, factor), _over(ratio_of_proportions(after, before), factor)
    difference = difference_of_rates(after, before, per_of(indicator) or 1.0, factor)
    return difference, _over(ratio_of_counts(after, before), factor)


def _over(ratio: Interval, factor: float) -> Interval:
    return replace(ratio, low=ratio.low / factor, high=ratio.high / factor)


def _percent(ratio: Interval) -> Interval:
    return replace(ratio, low=100 * (ratio.low - 1), high=100 * (ratio.high - 1))


def _signal(difference: float, interval: Interval | None, ratio: Interval | None, indicator: Indicator) -> Signal:
    if indicator.better == "neither":
        return "unknown"
    if indicator.nature in UNCERTAIN:
        if interval is None or ratio is None:
            return "unknown"
        # Shares by Newcombe's difference, events by the exact ratio: the same intervals that judge targets.
        low, high = (interval.low, interval.high) if indicator.nature in SHARES else (ratio.low - 1, ratio.high - 1)
    else:
        low = high = difference
    if low > 0:
        return "better" if indicator.better == "higher" else "worse"
    if high < 0:
        return "better" if indicator.better == "lower" else "worse"
    return "no_clear_change"
