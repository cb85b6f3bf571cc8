"""What a method for effects gives: one frozen value that says what was estimated, how, and on what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from helpers.measurement.results import Interval
from helpers.observations.table import Origin


class Estimand(StrEnum):
    """What the number is an estimate of."""

    ATT = "att"
    """The average effect on the areas with the plan, over the periods since it began, in the indicator's unit; of an
    interrupted series, the mean distance to the line carried on."""
    LEVEL_CHANGE = "level_change"
    """The jump of an interrupted series at the start, in the indicator's unit."""
    SLOPE_CHANGE = "slope_change"
    """The change of an interrupted series' trend, in the indicator's unit a period."""
    RATE_RATIO = "rate_ratio"
    """Events after over events expected from the series before; 1 is no change. An interrupted series finds it as one
    jump at the start or, asked for the average, of a line that may also turn there."""
    GAP = "gap"
    """The mean distance of one area to its synthetic control since the start, in the indicator's unit."""


class Design(StrEnum):
    """The ways to answer an effect question; `helpers.effects.suitability` says when each may be used."""

    DIFFERENCE_IN_DIFFERENCES = "difference_in_differences"
    EVENT_STUDY = "event_study"
    GROUP_TIME = "group_time"
    """Staggered starts: effects by group and time."""
    INTERRUPTED_SERIES = "interrupted_series"
    SYNTHETIC_CONTROL = "synthetic_control"
    BEFORE_AFTER = "before_after"
    """A change without anything to compare with; never more than a description."""


@dataclass(frozen=True)
class Assumption:
    """What must hold for the estimate to be the effect, and what was seen of it."""

    id: str
    """For example `parallel_trends`, `no_anticipation`, `independent_areas`; the words are in `helpers.output`."""
    checked: bool
    """Did a diagnostic look at it?"""
    holds: bool | None
    """What the diagnostic said; None if it could not tell or nothing was checked."""
    figure: float | None = None
    """The diagnostic's number, for example a p-value."""


@dataclass(frozen=True)
class EventTime:
    """The estimate so many periods before (negative) or after the start; 0 is the first period of the plan."""

    at: int
    value: float
    interval: Interval | None
    """None for the period that the others are compared with."""


@dataclass(frozen=True)
class Estimate:
    """One estimate of an effect."""

    question: str
    """Id of the effect question, or an empty text outside one."""
    indicator: str
    design: Design
    estimand: Estimand
    value: float
    unit: str
    interval: Interval
    p: float | None
    """Two-sided, against no effect; by the method that `method` names."""
    treated: tuple[str, ...]
    comparisons: tuple[str, ...]
    periods_before: int
    periods_after: int
    n: int
    """Figures (area by period) that the estimate rests on."""
    method: str
    """English, with what the interval and p-value rest on: `DiD, area and period effects; CR2, t(9.4)`."""
    reference: str
    """Paper(s) of the method."""
    assumptions: tuple[Assumption, ...]
    origin: Origin
    path: tuple[EventTime, ...] = ()
    """Estimates by distance to the start, where the method gives them."""
    adjusted_p: float | None = None
    """After correction for the other questions asked at the same time."""
    adjusted_by: str | None = None
    """`Holm 1979`, `Romano & Wolf 2005` or `Benjamini & Hochberg 1995`."""
