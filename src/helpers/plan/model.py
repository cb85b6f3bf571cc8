"""The plan as frozen values: areas, indicators, goals, activities, rounds.

Field names are the keys of the YAML files under `analyses/`; an unknown key is refused. Danish wordings are kept
as the source documents print them, with document and page.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Citation(_Frozen):
    """A place in a source document."""

    document: Literal["S0", "S1", "S2", "S3", "S4"]
    page: int = Field(ge=1)
    also_pages: tuple[int, ...] = ()


class AreaKind(StrEnum):
    """What an area is used for."""

    AREA = "area"
    """A housing area with a page of its own."""
    PART = "part"
    """A named part of an area (Finlandsparken in Nørremarken); shown on that area's page."""
    AGGREGATE = "aggregate"
    """Several areas taken together, as the documents do."""
    MUNICIPALITY = "municipality"
    BENCHMARK = "benchmark"
    """A published comparison group, such as all SUB areas."""
    COUNTRY = "country"
    COMPARISON = "comparison"
    """An area without a plan, for comparison."""


class Area(_Frozen):
    """One entry of `analyses/areas.yml`."""

    id: Identifier
    name: str
    kind: AreaKind
    aliases: tuple[str, ...] = ()
    town: str | None = None
    municipality: str | None = None
    municipality_code: int | None = None
    organisation: str | None = None
    members: tuple[Identifier, ...] = ()
    """For an aggregate: the areas that it is the sum of."""
    part_of: Identifier | None = None
    source: Citation | None = None
    note: str | None = None


class Nature(StrEnum):
    """How uncertain an indicator is by nature."""

    SURVEY_SHARE = "survey_share"
    """A share of respondents: sampling error (Wilson interval)."""
    REGISTER_SHARE = "register_share"
    """A share of a register population in a period: binomial variation between years (Wilson interval)."""
    EVENT_COUNT = "event_count"
    """Events in a period: a Poisson process (Garwood interval)."""
    EVENT_RATE = "event_rate"
    """Events per `per` persons or dwellings: a Poisson process (Garwood interval, scaled)."""
    COMPLETE_COUNT = "complete_count"
    """A complete count of own activity or of stock on a date: no uncertainty."""
    AMOUNT = "amount"
    """Money: no uncertainty."""
    MILESTONE = "milestone"
    """Reached (1) or not (0)."""
    QUALITATIVE = "qualitative"
    """A judgement by a named body, with reasons."""


class Unit(StrEnum):
    """Units that values are stored in."""

    PERCENT = "percent"
    COUNT = "count"
    PERSONS = "persons"
    HOMES = "homes"
    PER_1000 = "per_1000"
    PER_10000 = "per_10000"
    DKK = "dkk"
    YES_NO = "yes_no"
    TEXT = "text"


class Indicator(_Frozen):
    """One entry of `analyses/indicators.yml`; a changed definition gets a new version."""

    id: Identifier
    version: int = Field(ge=1)
    name: str
    short_name: str
    """At most about 30 characters, for table headings."""
    definition: str
    numerator: str | None = None
    denominator: str | None = None
    unit: Unit
    nature: Nature
    better: Literal["higher", "lower", "neither"]
    decimals: int = Field(default=0, ge=0, le=2)
    sensitive: bool = False
    """Crime, health, social measures, ethnicity: stricter protection."""
    counts_persons: bool = True
    """Does the numerator count persons or what persons have done? If so, small counts are hidden."""
    estimated: bool = False
    """Does the agreement say that it is estimated, not counted? Then no value of it is exact."""
    additive: bool = True
    """May numerators and denominators be summed over the members of an aggregate?"""
    yearly: Literal["latest", "sum", "mean"] = "latest"
    """How periods shorter than a year become one year: the latest, the sum, or not combined."""
    data_owner: str | None = None
    source: Citation | None = None
    note: str | None = None


class TargetKind(StrEnum):
    """The nine kinds of targets."""

    ABSOLUTE_LEVEL = "absolute_level"
    RELATIVE_TO_BASELINE = "relative_to_baseline"
    RELATIVE_TO_PRECEDING_YEAR = "relative_to_preceding_year"
    EXCEED_BENCHMARK = "exceed_benchmark"
    COUNT_PER_YEAR = "count_per_year"
    COUNT_IN_TOTAL = "count_in_total"
    SHARE_OF_GROUP = "share_of_group"
    MILESTONE_BY_DATE = "milestone_by_date"
    QUALITATIVE = "qualitative"


class Target(_Frozen):
    """What must be reached, in one reading of the agreement's words.

    `value` means, by kind: the level (absolute_level, share_of_group in percent), the count (count_per_year,
    count_in_total), the change in percent (relative_to_baseline, relative_to_preceding_year; 0 with a
    strict operator is "fewer than at baseline"), the fixed benchmark (exceed_benchmark with
    `benchmark_moves: false`); none for milestone_by_date, qualitative and for a target that the document
    leaves open (`pending: true`).
    """

    kind: TargetKind
    operator: Literal[">=", ">", "<=", "<", "="] | None = None
    value: float | None = None
    compounding: bool = True
    """For relative_to_preceding_year: 10 % of last year's value each year; else 10 % of the baseline each year."""
    measured_preceding: bool = False
    """For relative_to_preceding_year: each year is held against what was measured the year before, not against a path
    from the baseline. A year whose preceding year wasn't measured can't be judged."""
    benchmark_area: Identifier | None = None
    benchmark_moves: bool = False
    deadline: date | None = None
    """None: no date that can be used; then the end of the plan counts and the page says so."""
    deadline_words: str | None = Field(default=None, min_length=1)
    """The agreement's words about when, kept where they give no date: it is lost in the transcript ([mangler]), or
    the words are a span (`i løbet af de kommende 2 år`), which `deadline` then puts a day to."""
    every_year: bool = False
    """Judged at every round after baseline instead of at the deadline only."""
    pending: bool = False


class Reading(_Frozen):
    """Another reading of an ambiguous goal; computed and shown beside the main one."""

    name: str
    target: Target
    baseline_period: str | None = None


class Goal(_Frozen):
    """One goal with its success criterion, kept as the agreement words it."""

    id: Identifier
    wording: str
    short_name: str
    """At most about 40 characters, for tables."""
    focus_area: str
    indicator: Identifier
    areas: tuple[Identifier, ...] = Field(min_length=1)
    """The areas that the goal speaks of; their pages show it."""
    evaluated_on: tuple[Identifier, ...] = ()
    """The areas or aggregates whose figures decide; empty: the same as `areas`, each separately."""
    activity: Identifier | None = None
    target: Target
    reading: str = "som aftalen er læst her"
    other_readings: tuple[Reading, ...] = ()
    baseline_period: str | None = None
    """Year (2015), quarter (2013K1) or date that the agreement names as the starting point; else the round's."""
    data_source: str | None = None
    responsible: str | None = None
    ambiguity: tuple[str, ...] = ()
    """Danish sentences shown beside the result."""
    source: Citation

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The areas whose figures decide the goal."""
        return self.evaluated_on or self.areas


class Activity(_Frozen):
    """An activity of the plan."""

    id: Identifier
    name: str
    short_name: str
    focus_area: str
    areas: tuple[Identifier, ...] = Field(min_length=1)
    target_group: str | None = None
    description: str
    """The document's own words."""
    planned: tuple[str, ...] = ()
    page: bool = True
    """Has the activity a page of its own?"""
    source: Citation


class Round(_Frozen):
    """Baseline, midway or end: which observations count and when it was measured."""

    id: Literal["baseline", "midway", "end"]
    name: str
    """Danish name on pages: Baseline, Midtvejs, Slut."""
    label: str
    """For example `baseline 2016`."""
    first: date
    """Observations whose period ends from this day …"""
    last: date
    """… to this day belong to the round; the latest one decides."""
    source: Citation | None = None
    note: str | None = None


class Gap(_Frozen):
    """Something that the documents leave out; it stays missing."""

    id: Identifier
    what: str
    affects: tuple[str, ...] = ()
    source: Citation


class LeftOut(_Frozen):
    """Goals that the document has and the plan file hasn't."""

    count: int = Field(ge=1)
    """How many were found when the document was read."""
    why: str = Field(min_length=1)
    """Danish: what they are, and why they aren't here."""


class Plan(_Frozen):
    """One evaluation: `analyses/<evaluation>/plan.yml` joined with the registries."""

    version: Literal[1]
    id: Identifier
    name: str
    short_name: str
    municipality: str
    document_title: str
    start: date
    end: date
    period_note: str | None = None
    parties: tuple[str, ...] = ()
    focus_areas: tuple[str, ...]
    rounds: tuple[Round, Round, Round]
    areas: tuple[Identifier, ...] = Field(min_length=1)
    """Areas with pages of their own."""
    comparisons: tuple[Identifier, ...] = ()
    """Municipality, country, benchmarks, comparison areas, aggregates and parts that the evaluation uses."""
    context_indicators: tuple[Identifier, ...] = ()
    """Indicators that area pages show and compare with other places, whether or not a goal is set on them."""
    goals: tuple[Goal, ...] = Field(min_length=1)
    goals_left_out: LeftOut | None = None
    """None: all goals of the document are in `goals`."""
    activities: tuple[Activity, ...] = ()
    gaps: tuple[Gap, ...] = ()
    source: Citation


class Registry(_Frozen):
    """The registries that all evaluations share."""

    areas: tuple[Area, ...]
    indicators: tuple[Indicator, ...]

    def area(self, identifier: str) -> Area:
        """Return an area by id (KeyError if unknown; plans are checked before this is called)."""
        return {area.id: area for area in self.areas}[identifier]

    def indicator(self, identifier: str) -> Indicator:
        """Return the newest version of an indicator."""
        versions = [indicator for indicator in self.indicators if indicator.id == identifier]
        return max(versions, key=lambda indicator: indicator.version)
