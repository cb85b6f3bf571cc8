"""The plan as frozen values: areas, indicators, goals, activities, rounds.

Field names are the keys of the YAML files under `analyses/`; an unknown key is refused. Danish wordings are kept
as the source documents print them, with document and page.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from helpers.plan.agreement import (
    Agreement,
    Body,
    Budget,
    Contradiction,
    EvaluationStep,
    PlannedMilestone,
    Staffing,
    Statement,
)
from helpers.plan.citing import Citation, Frozen, Identifier, SourceDocument
from helpers.plan.protecting import StricterInPlan
from helpers.plan.questions import EffectQuestion
from helpers.plan.rebasing import Rebase
from helpers.plan.registered import (
    Area,
    AreaChange,
    AreaFact,
    AreaKind,
    Bridge,
    Indicator,
    Nature,
    Registry,
    System,
    Unit,
)
from helpers.plan.sealing_order import SealingOrder

__all__ = [
    "Activity", "Agreement", "Area", "AreaChange", "AreaFact", "AreaKind", "Body", "Bridge", "Budget", "Citation",
    "Contradiction", "EffectQuestion", "EvaluationStep", "Frozen", "Gap", "Goal", "GoalKind", "Identifier",
    "Indicator", "LeftOut", "Nature", "Plan", "PlannedMilestone", "Reading", "Rebase", "Registry", "Round",
    "SealingOrder", "SourceDocument", "Staffing", "Statement", "System", "Target", "TargetKind", "Unit",
]  # fmt: skip


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


class Target(Frozen):
    """What must be reached, in one reading of the agreement's words.

    `value` means, by kind: the level (absolute_level, share_of_group in percent), the count (count_per_year,
    count_in_total), the change in percent (relative_to_baseline, relative_to_preceding_year; in percentage points
    with `points`; 0 with a strict operator is "fewer than at baseline"), the fixed benchmark (exceed_benchmark with
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
    points: bool = False
    """For the two relative kinds on a share in percent: `value` is percentage points, so 22 % with -2 becomes 20 %, and
    year by year 18 %, 16 % (always as steps from the baseline; `compounding` says nothing here)."""
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


class Reading(Frozen):
    """Another reading of an ambiguous goal; computed and shown beside the main one."""

    name: str
    target: Target
    baseline_period: str | None = None


class GoalKind(StrEnum):
    """What sort of sentence the goal is in the document."""

    SUCCESS_CRITERION = "success_criterion"
    PURPOSE = "purpose"
    AIM = "aim"
    OUTPUT = "output"
    PROCESS = "process"
    MILESTONE = "milestone"
    RESOURCE_TARGET = "resource_target"
    DECISION_GATE = "decision_gate"
    FUNDING_RULE = "funding_rule"
    RECOMMENDATION = "recommendation"


class Goal(Frozen):
    """One goal with its success criterion, kept as the agreement words it."""

    id: Identifier
    kind: GoalKind = GoalKind.SUCCESS_CRITERION
    level: Literal["plan", "focus_area", "activity", "organisation"] = "focus_area"
    agreement: Identifier | None = None
    """Which of the plan's agreements states it; None: the main one."""
    same_as: Identifier | None = None
    """The document states the same goal twice: the other one's id."""
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
    follow_up: str | None = None
    """Who follows it up, when the document names somebody else than the responsible."""
    schedule: str | None = None
    """When the document says that it is measured: `hvert kvartal`, `ved projektets slutning`."""
    ambiguity: tuple[str, ...] = ()
    """Danish sentences shown beside the result."""
    source: Citation

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The areas whose figures decide the goal."""
        return self.evaluated_on or self.areas


class Activity(Frozen):
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
    status: str | None = None
    """Danish: `planlagt`, `i gang siden 2009`, `idé`, `eksempel` …"""
    agreement: Identifier | None = None
    staffing: str | None = None
    cost: str | None = None
    partners: tuple[str, ...] = ()
    note: str | None = None
    page: bool = True
    """Has the activity a page of its own?"""
    source: Citation


class Round(Frozen):
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


class Gap(Frozen):
    """Something that the documents leave out; it stays missing."""

    id: Identifier
    what: str
    affects: tuple[str, ...] = ()
    source: Citation


class LeftOut(Frozen):
    """Goals that the document has and the plan file hasn't."""

    count: int = Field(ge=1)
    """How many were found when the document was read."""
    why: str = Field(min_length=1)
    """Danish: what they are, and why they aren't here."""


class Plan(Frozen):
    """One evaluation: `analyses/<evaluation>/plan.yml` joined with the registries."""

    version: Literal[1]
    id: Identifier
    name: str
    short_name: str
    position: int = Field(default=100, ge=1)
    """Where among the evaluations pages show it; the smallest first, then by id."""
    own_addresses: bool = False
    """Do the addresses of its area pages carry the evaluation's id, because an earlier one has pages on an area too?"""
    municipality: str
    document_title: str
    documents: tuple[SourceDocument, ...] = ()
    """The documents that the plan cites; its own one may be left out if it is one of S0-S4 (`document_title` names
    it)."""
    start: date
    end: date
    period_note: str | None = None
    parties: tuple[str, ...] = ()
    focus_areas: tuple[str, ...]
    rounds: tuple[Round, ...] = Field(min_length=1, max_length=3)
    """Baseline first; midway and end where the evaluation has them."""
    sealing: SealingOrder = SealingOrder()
    """Is each round sealed before the figures of the next are read?"""
    areas: tuple[Identifier, ...] = ()
    """Areas with pages of their own; none if only municipalities or a whole sector are judged."""
    comparisons: tuple[Identifier, ...] = ()
    """Municipality, country, benchmarks, comparison areas, aggregates and parts that the evaluation uses."""
    comparison_pool: tuple[Identifier, ...] = ()
    """Areas without the plan that questions about effects choose among; no other page shows them."""
    context_indicators: tuple[Identifier, ...] = ()
    """Indicators that area pages show and compare with other places, whether or not a goal is set on them."""
    goals: tuple[Goal, ...] = Field(min_length=1)
    goals_left_out: LeftOut | None = None
    """None: all goals of the document are in `goals`."""
    activities: tuple[Activity, ...] = ()
    effects: tuple[EffectQuestion, ...] = ()
    """Questions about effects, written down before the figures that answer them."""
    rebase: tuple[Rebase, ...] = ()
    """Where control charts begin anew, each with its reason."""
    protection: tuple[StricterInPlan, ...] = ()
    """Rules of protection for this evaluation; they can only be stricter than the project's."""
    gaps: tuple[Gap, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    """The agreements that the documents describe, the main one first."""
    budget: Budget | None = None
    bodies: tuple[Body, ...] = ()
    milestones: tuple[PlannedMilestone, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    evaluation_cycle: tuple[EvaluationStep, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    statements: tuple[Statement, ...] = ()
    source: Citation

    @property
    def last_round(self) -> Round:
        """The round that the evaluation ends with; the overviews tell how it stood then."""
        return self.rounds[-1]

    def rounds_until(self, round_id: str) -> tuple[Round, ...]:
        """Return the rounds up to this one."""
        position = [found.id for found in self.rounds].index(round_id)
        return self.rounds[: position + 1]
