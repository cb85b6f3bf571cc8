"""What measurement gives: frozen values that know the observations they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from helpers.observations.table import Audience, Origin, Precision
from helpers.plan.model import AreaChange

RoundId = Literal["baseline", "midway", "end"]
ROUNDS: tuple[RoundId, ...] = ("baseline", "midway", "end")


@dataclass(frozen=True)
class Interval:
    """An interval in the unit of its measurement."""

    low: float
    high: float
    level: float
    """0.95: 95 of 100 such intervals hold the true value."""
    method: str
    """Short English name with paper, for example `Wilson 1927`, `Garwood 1936`."""


@dataclass(frozen=True)
class Provenance:
    """Where one observation stands: document and page, or file, sheet and row."""

    observation: str
    origin: Origin
    source: str
    file: str
    sheet: str | None
    row: int | None
    document: str | None
    page: int | None
    wording: str | None = None
    """For a documented value: the document's own words."""
    note: str | None = None
    """What a reader must know about the value: what is lost, or how it was read."""


class NoInterval(StrEnum):
    """Why a measurement has no interval."""

    COMPLETE = "complete"
    """A complete count has no sampling error."""
    COUNTS_UNKNOWN = "counts_unknown"
    """The document states the value but not the counts behind it."""
    CLUSTERED = "clustered"
    """The counts are of days or hours, of which one person has many; how much the persons differ isn't known."""
    FIXED = "fixed"
    """A limit that a rule or document fixes; there are no counts behind it."""
    NOT_A_NUMBER = "not_a_number"


@dataclass(frozen=True)
class Survey:
    """How the answers behind a share came about, where the owner says more than how many they are."""

    invited: float | None = None
    """How many were asked."""
    population: float | None = None
    """How many could have been asked: residents at the time."""
    design_effect: float = 1.0
    """How many times larger weights and households make the variance than a simple sample's."""
    weighting: str | None = None
    """Danish: what the answers are weighted by (`køn og alder`); an empty text: not weighted; None: not told."""
    asked: bool = True
    """False: nobody was asked; a register counts days of persons (`Indicator.clustered`), and its owner says how many
    times larger that makes the variance."""


@dataclass(frozen=True)
class Measurement:
    """One indicator, one area, one period (of a round, or one point of a series)."""

    evaluation: str
    area: str
    indicator: str
    indicator_version: int
    """The version that holds on the last day of the period; a line through points of several versions is broken."""
    round: RoundId | None
    """None: a point of a series."""
    period_start: date | None
    period_end: date | None
    period_label: str
    value: float | None
    """None only if hidden or if the source states no number (range or rank only)."""
    unit: str
    interval: Interval | None
    no_interval: NoInterval | None
    numerator: float | None
    denominator: float | None
    n: float | None
    """What the value rests on: respondents, persons, dwellings or events; None if not stated."""
    origin: Origin
    """The least believable origin among the observations: one synthetic value makes the whole synthetic."""
    precision: Precision
    low: float | None
    """Ends of a range that the source states (not an interval)."""
    high: float | None
    provenance: tuple[Provenance, ...]
    breakdown: str | None = None
    judgement: str | None = None
    """For a qualitative goal: who judged, when and why."""
    hidden: bool = False
    """True after release if the value is protected; then value, interval, counts, low and high are None."""
    audience: Audience = "public"
    """`internal` if any observation behind it is; a public release refuses it."""
    version_since: date | None = None
    """First day of the version, if the period began before it: part of it was counted by an older definition."""
    summed: tuple[str, ...] = ()
    """The areas whose figures were added: an aggregate's members, or what a merged or split area was or became."""
    survey: Survey | None = None
    """Set for a share of a survey that says who was asked or how the answers are weighted. The value is then the
    weighted share, numerator and denominator the answers as they are (after release of weighted ones the numerator is
    the weighted count), and the interval rests on the effective ones (`surveying.effective_counts`)."""


@dataclass(frozen=True)
class Crossing:
    """A comparison of figures that two versions of an indicator's definition gave."""

    from_version: int
    """Of the figure that is compared with: baseline, preceding year or benchmark."""
    to_version: int
    """Of the figure that is judged."""
    since: date | None
    """First day of the version that lacks its bridge; of the newer of the two versions if all have theirs."""
    factor: float | None
    """What the older of the two figures is multiplied by; None: the comparison is refused."""
    missing: int | None = None
    """The version that has no bridge from the one before it."""
    why: tuple[str, ...] = ()
    """Danish: what the bridges rest on."""

    @property
    def multiplier(self) -> float | None:
        """What the figure that is compared with is multiplied by, to be in the terms of the one that is judged."""
        if self.factor is None or self.from_version < self.to_version:
            return self.factor
        return 1 / self.factor


@dataclass(frozen=True)
class Change:
    """The change of one indicator in one area from baseline to a later round."""

    evaluation: str
    area: str
    indicator: str
    from_round: RoundId
    to_round: RoundId
    difference: float | None
    """In the unit (percentage points for shares); None if hidden or if the definition changed and has no bridge."""
    difference_interval: Interval | None
    relative: float | None
    """In percent of baseline; None at a baseline of 0 or if hidden."""
    relative_interval: Interval | None
    origin: Origin
    signal: Literal["better", "worse", "no_clear_change", "unknown"]
    """From the interval and the direction that is better; `unknown` if an uncertain indicator has no interval, or
    if neither direction is better."""
    hidden: bool = False
    crossing: Crossing | None = None
    """Set if the two figures belong to different versions of the definition."""


class Word(StrEnum):
    """The six words of attainment."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    TOO_FEW = "too_few"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"


class Reason(StrEnum):
    """Why an attainment has its word; the pages put it into Danish."""

    INTERVAL_CLEAR = "interval_clear"
    """The whole interval lies on one side of the target."""
    COMPLETE_COUNT = "complete_count"
    """A complete count is compared with the target directly."""
    ESTIMATE = "estimate"
    """The source gives about how many; compared directly, though nobody knows how uncertain it is."""
    INTERVAL_OVERLAPS = "interval_overlaps"
    """The target lies inside the interval."""
    DIFFERENCE_CLEAR = "difference_clear"
    """The target was measured too; the distance to it is larger than the uncertainty of the two."""
    DIFFERENCE_OVERLAPS = "difference_overlaps"
    """The target was measured too; the distance to it is not larger than the uncertainty of the two."""
    EXACT_TEST_OPEN = "exact_test_open"
    """The interval lies on one side of the target, but an exact test finds chance too likely in so small a group."""
    YEAR_MISSED = "year_missed"
    """The goal holds for every year; it is met in the year of this round but was missed in an earlier one."""
    YEAR_OPEN = "year_open"
    """The goal holds for every year; an earlier one can't be determined."""
    YEAR_MISSING = "year_missing"
    """The goal holds for every year; an earlier one has no figure."""
    NO_INTERVAL = "no_interval"
    """The value is uncertain by nature but the source gives nothing to compute an interval from."""
    SMALL_COUNTS = "small_counts"
    NO_MEASUREMENT = "no_measurement"
    NOT_ADDITIVE = "not_additive"
    """Each part of the area has its share or rate, but not the numerator and denominator that could be added."""
    NO_BASELINE = "no_baseline"
    PERIODS_DIFFER = "periods_differ"
    """The starting point counts events of a longer or shorter time than the measurement."""
    VERSIONS_DIFFER = "versions_differ"
    """Both figures are known, but the definition changed between them and no bridge makes them comparable."""
    AREA_CHANGED = "area_changed"
    """The area was merged or split, and there is neither a figure of its own nor one of all its parts."""
    NO_BENCHMARK = "no_benchmark"
    TARGET_NOT_SET = "target_not_set"
    """The document leaves the target open (pending), or its number is lost."""
    BEFORE_DEADLINE = "before_deadline"
    AT_BASELINE = "at_baseline"
    """Baseline is where the goal starts; nothing is due."""
    REACHED_EARLY = "reached_early"
    """A total or milestone that is reached stays reached."""
    JUDGED = "judged"
    """A named body judged, with reasons."""
    NOT_JUDGED = "not_judged"
    STATED_RANGE = "stated_range"
    """The source states a range or bound only; judged on its ends."""


@dataclass(frozen=True)
class TargetAtRound:
    """The target as it stands at one round."""

    value: float
    operator: Literal[">=", ">", "<=", "<", "="]
    interval: Interval | None
    """For a target that is itself uncertain: a moving benchmark or a change from an uncertain baseline."""
    steps: tuple[tuple[int, float], ...] = ()
    """The target path, year by year, for targets that compound."""
    rests_on: Literal["baseline", "benchmark"] | None = None
    """Which measurement the value was made from; None if the agreement states it."""
    beyond: tuple[float, float] | None = None
    """Start and promised change in percentage points, where together they leave 0-100; `value` is then the end of the
    scale, which no share can be asked to pass."""


@dataclass(frozen=True)
class YearJudged:
    """One year of a goal that holds for every year."""

    year: int
    word: Word
    reason: Reason
    measurement: Measurement | None
    against: Measurement | None = None
    """What the year is held against, if that is measured: the baseline or the preceding year."""


@dataclass(frozen=True)
class Attainment:
    """One goal, in one reading, in one deciding area, at one round."""

    evaluation: str
    goal: str
    reading: str
    main_reading: bool
    area: str
    round: RoundId
    word: Word
    reason: Reason
    measurement: Measurement | None
    baseline: Measurement | None
    benchmark: Measurement | None
    target: TargetAtRound | None
    distance: float | None
    """Measurement minus target, in the indicator's unit."""
    origin: Origin | None
    """Synthetic if anything that decided the word is; None if nothing did."""
    years: tuple[YearJudged, ...] = ()
    """For a goal that holds for every year: the years of the plan so far, that of `measurement` last."""
    crossing: Crossing | None = None
    """Set if what is compared belongs to different versions of the definition."""
    area_change: AreaChange | None = None
    """The merger or split that explains why a figure is missing."""


@dataclass(frozen=True)
class Results:
    """Everything measured in one evaluation (or in the slice of it that a job reads)."""

    evaluation: str
    measurements: tuple[Measurement, ...]
    series: tuple[Measurement, ...]
    changes: tuple[Change, ...]
    attainments: tuple[Attainment, ...]
    documented: tuple[Measurement, ...] = ()
    """Everything that the source documents print, undated figures too; public already, so never hidden."""
    short_series: tuple[Measurement, ...] = ()
    """Quarters, months and counting days of what is counted more than once a year, oldest first in each line."""

    def measurement(
        self, area: str, indicator: str, round_id: RoundId, breakdown: str | None = None
    ) -> Measurement | None:
        """Return the measurement of one area, indicator and round, or None if there is none.

        Judgements and counts that belong to one goal carry the goal's id as `breakdown`.
        """
        return self._at_rounds.get((area, indicator, round_id, breakdown))

    def series_of(self, area: str, indicator: str, breakdown: str | None = None) -> tuple[Measurement, ...]:
        """Return the yearly points of one area and indicator, oldest first."""
        return self._yearly.get((area, indicator, breakdown), ())

    def short_series_of(self, area: str, indicator: str, breakdown: str | None = None) -> tuple[Measurement, ...]:
        """Return the points of one area and indicator that are shorter than a year, oldest first."""
        return self._shorter.get((area, indicator, breakdown), ())

    def change(self, area: str, indicator: str, to_round: RoundId) -> Change | None:
        """Return the change from baseline to `to_round`, or None."""
        return self._changed.get((area, indicator, to_round))

    def attainments_of(
        self, *, goal: str | None = None, area: str | None = None, round_id: RoundId | None = None
    ) -> tuple[Attainment, ...]:
        """Return attainments in plan order, main reading first, filtered by what is given."""
        return tuple(
            found
            for found in (self.attainments if area is None else self._judged.get(area, ()))
            if (goal is None or found.goal == goal) and (round_id is None or found.round == round_id)
        )

    # A wide page asks for every area in turn, so each list is gone through once, not once for each question.

    @cached_property
    def _at_rounds(self) -> Mapping[tuple[str, str, RoundId | None, str | None], Measurement]:
        """Measurements by area, indicator, round and breakdown; the first of several."""
        return {
            (found.area, found.indicator, found.round, found.breakdown): found for found in reversed(self.measurements)
        }

    @cached_property
    def _changed(self) -> Mapping[tuple[str, str, RoundId], Change]:
        """Changes by area, indicator and later round; the first of several."""
        return {(found.area, found.indicator, found.to_round): found for found in reversed(self.changes)}

    @cached_property
    def _judged(self) -> Mapping[str, Sequence[Attainment]]:
        """Attainments by the area that decides."""
        judged: dict[str, list[Attainment]] = {}
        for found in self.attainments:
            judged.setdefault(found.area, []).append(found)
        return judged

    @cached_property
    def _yearly(self) -> Mapping[_Line, tuple[Measurement, ...]]:
        return _by_line(self.series)

    @cached_property
    def _shorter(self) -> Mapping[_Line, tuple[Measurement, ...]]:
        return _by_line(self.short_series)


_Line = tuple[str, str, str | None]
"""An area, an indicator and a breakdown."""


def _by_line(points: Sequence[Measurement]) -> dict[_Line, tuple[Measurement, ...]]:
    lines: dict[_Line, list[Measurement]] = {}
    for point in points:
        lines.setdefault((point.area, point.indicator, point.breakdown), []).append(point)
    return {line: tuple(found) for line, found in lines.items()}
