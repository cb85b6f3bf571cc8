"""The one tidy table: what an observation is, and the columns of the table that holds them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Literal


class Origin(StrEnum):
    """Where a value comes from; ordered from most to least to be believed about a real place."""

    DOCUMENTED = "documented"
    """Printed in a source document, with document and page."""
    SUPPLIED = "supplied"
    """Delivered by a data owner."""
    SYNTHETIC = "synthetic"
    """Invented by `maalbar demo`; says nothing about a real place."""


class Precision(StrEnum):
    """How exactly a document or owner states a value."""

    EXACT = "exact"
    APPROXIMATE = "approx"
    LOWER_BOUND = "lower_bound"
    UPPER_BOUND = "upper_bound"
    RANGE = "range"
    RANK_ONLY = "rank_only"


Audience = Literal["public", "internal"]

PER_UNKNOWN = "per_unknown"
"""Unit of a documented rate whose denominator is lost ("22 afgørelser pr [mangler] beboere"). Shown in the document's
own words; never measured, because what it is per is not known."""


@dataclass(frozen=True)
class Observation:
    """One value of one indicator for one area (and activity) in one period.

    Shares are stored in percent with numerator and denominator as counts; rates in the indicator's own unit.
    A value that a document states without its counts has no numerator and no denominator.
    """

    id: str
    """Stable: source, file, sheet, row and indicator."""
    evaluation: str
    area: str
    indicator: str
    period_start: date | None
    period_end: date | None
    period_label: str
    """As a reader should see it: `2016`, `1. kvartal 2013`, `1. december 2012`, `uden dato`."""
    value: float | None
    unit: str
    """The indicator's unit, or `PER_UNKNOWN`."""
    origin: Origin
    source: str
    """Source id in `sources.yml`."""
    file: str
    """Path below `data/raw/`."""
    checksum: str
    audience: Audience = "public"
    activity: str | None = None
    breakdown: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    respondents: int | None = None
    low: float | None = None
    """Lower end of a stated range."""
    high: float | None = None
    precision: Precision = Precision.EXACT
    sheet: str | None = None
    row: int | None = None
    document: str | None = None
    page: int | None = None
    wording: str | None = None
    """For a documented value: the document's own words."""
    note: str | None = None
    population: float | None = None
    """Surveys: how many could have been asked."""
    invited: int | None = None
    """Surveys: how many were asked."""
    design_effect: float | None = None
    """Surveys: how many times larger weights and households make the variance than a simple sample's; 1 or above, or
    what the owner states. The value is then the weighted share, the numerator the answers as they are."""
    weighting: str | None = None
    """Surveys: what the answers are weighted by, `køn og alder`; an empty text: not weighted; None: not told."""
    largest: float | None = None
    """Events: how many of them the person behind most of them is behind; None: not known. Never who."""
    second: float | None = None
    """Events: the same of the person behind the second most; 0 if there is one person only."""


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Observation))
"""The columns of the stored table, in order."""


@dataclass(frozen=True)
class Query:
    """The slice of the table that one job reads; an empty tuple means all.

    The runner hashes what the query returns; the notebook reads through the same query. So a job is made again
    exactly when what it reads has changed.
    """

    evaluation: str
    areas: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    audience: Audience = "public"
