"""What an agreement says besides its goals: who, with what money and staff, when they meet, what is done when.

Wordings are Danish and, where `wording` is given, the document's own. What the document leaves out is None, and the
page says that it is not stated.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from helpers.plan.citing import Citation, Frozen, Identifier


class Agreement(Frozen):
    """One agreement, strategy or helhedsplan that the evaluation's documents describe or name."""

    id: Identifier
    name: str
    kind: str
    """Danish: `lokal boligsocial helhedsplan`, `partnerskabsaftale`, `kommunal strategi` …"""
    parties: tuple[str, ...] = ()
    areas: tuple[Identifier, ...] = ()
    starts: str | None = None
    """As the document says it; None: not stated."""
    ends: str | None = None
    wording: str | None = None
    note: str | None = None
    source: Citation


class BudgetAmount(Frozen):
    """What one funder pays to one post."""

    funder: str
    dkk: int | None
    """Kroner; None: the amount is lost in the transcript."""


class BudgetPost(Frozen):
    """One row of the budget."""

    name: str
    amounts: tuple[BudgetAmount, ...] = ()
    total_dkk: int | None = None


class Budget(Frozen):
    """The budget by post and source. That rows and columns add up is checked when the plan is loaded."""

    period: str | None = None
    posts: tuple[BudgetPost, ...] = Field(min_length=1)
    total: BudgetPost | None = None
    wording: str | None = None
    note: str | None = None
    source: Citation


class Body(Frozen):
    """A board, steering group or network and how often it meets."""

    id: Identifier
    name: str
    level: str | None = None
    """Danish: `politisk`, `strategisk`, `taktisk`, `udførende`, `lokalt`."""
    members: str | None = None
    chair: str | None = None
    meetings_per_year: int | None = Field(default=None, ge=0)
    meetings_words: str | None = None
    """When a number doesn't say it all: `2-3 møder årligt`, `efter behov`."""
    task: str | None = None
    wording: str | None = None
    source: Citation


class PlannedMilestone(Frozen):
    """Something that the time plan puts a date or period to; goals with a deadline are goals as well."""

    id: Identifier
    what: str
    when: str
    """As the document says it."""
    day: date | None = None
    goal: Identifier | None = None
    """The goal that judges it, if there is one."""
    source: Citation


class Staffing(Frozen):
    """Staff: what part of a full-time year goes where."""

    id: Identifier
    role: str
    area: Identifier | None = None
    percent: float | None = Field(default=None, ge=0, le=100)
    """Of one full-time year, per person."""
    persons: float | None = Field(default=None, ge=0)
    wording: str | None = None
    note: str | None = None
    source: Citation


class EvaluationStep(Frozen):
    """One recurring part of the evaluation cycle."""

    id: Identifier
    what: str
    frequency: str
    """As the document says it, in Danish: `hvert kvartal`, `én gang`, `ikke oplyst`."""
    per_year: float | None = Field(default=None, gt=0)
    responsible: str | None = None
    wording: str | None = None
    source: Citation


class Contradiction(Frozen):
    """Two statements of the documents that can't both be right, or a goal that can be read in several ways."""

    id: Identifier
    what: str
    affects: tuple[Identifier, ...] = ()
    """Ids of goals, indicators, documented figures, areas or agreements."""
    sources: tuple[Citation, ...] = Field(min_length=1)


class Statement(Frozen):
    """Something else that the document says: vision, principle, phase, rule, annex, priority, sub-agreement."""

    id: Identifier
    kind: Literal[
        "vision", "track", "principle", "phase", "rule", "annex", "priority", "sub_agreement", "predecessor",
        "method", "recommendation", "condition", "definition", "other",
    ]  # fmt: skip
    text: str
    note: str | None = None
    source: Citation
