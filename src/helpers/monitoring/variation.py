"""The two questions that *Making Data Count* asks of a chart: does it change, and does it reliably hit a target."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from helpers.measurement.refusing import Refusal
from helpers.monitoring.charts import ControlChart
from helpers.monitoring.signals import Limits, Rule, Signal

Better = Literal["higher", "lower", "neither"]
Operator = Literal[">=", ">", "<=", "<", "="]


class Variation(StrEnum):
    """What a series shows at its latest measurement."""

    IMPROVEMENT = "improvement"
    DETERIORATION = "deterioration"
    CHANGE = "change"
    """A signal in an indicator of which neither direction is better."""
    NO_CHANGE_SEEN = "no_change_seen"
    """Ordinary variation only. Not the same as no change: a small one can't be seen."""


class Assurance(StrEnum):
    """Whether a single period will hit a target if the series goes on as it does."""

    ALWAYS = "always"
    """Both limits lie on the right side."""
    NEVER = "never"
    """Both limits lie on the wrong side."""
    BY_CHANCE = "by_chance"
    """The target lies between the limits: some periods hit it, some don't, without anything having changed."""


def latest_signal(chart: ControlChart) -> Signal | None:
    """Return the signal that the latest measurement is part of, as *Making Data Count* chooses its icon; else None.

    Older signals are over: they are drawn in the chart but are not how it stands now. Of several the longest is told,
    and of equally long ones the first of outside, shift, trend and near the limit.
    """
    known = [place for place, point in enumerate(chart.points) if not point.gap]
    found = [signal for signal in chart.signals if known and known[-1] in signal.at]
    return max(found, key=lambda signal: (len(signal.at), -list(Rule).index(signal.rule)), default=None)


def variation_of(chart: ControlChart, better: Better) -> Variation | Refusal:
    """Return what the last stretch shows, by the direction that is better for the indicator.

    Refused if the last stretch has no limits: what came before a new start says nothing of what is now.
    """
    if chart.last.refusal is not None:
        return chart.last.refusal
    signal = latest_signal(chart)
    if signal is None:
        return Variation.NO_CHANGE_SEEN
    if better == "neither":
        return Variation.CHANGE
    good = (signal.direction == "up") == (better == "higher")
    return Variation.IMPROVEMENT if good else Variation.DETERIORATION


def assurance_of(limits: Limits, target: float, operator: Operator) -> Assurance:
    """Return whether a series with these limits hits a target always, never or by chance.

    Parameters
    ----------
    limits
        Of the last point.
    target
        In the unit of the series; one that stands still.
    operator
        How a value must lie to the target; `=` is hit by chance at best.
    """
    if operator == "=":
        inside = limits.low <= target <= limits.high
        return Assurance.BY_CHANCE if inside else Assurance.NEVER
    if operator in ("<=", "<"):
        # Turned over, so that larger is better in both cases.
        low, high, wanted = -limits.high, -limits.low, -target
    else:
        low, high, wanted = limits.low, limits.high, target
    strict = operator in (">", "<")
    if low > wanted or (low == wanted and not strict):
        return Assurance.ALWAYS
    if high < wanted or (high == wanted and strict):
        return Assurance.NEVER
    return Assurance.BY_CHANCE
