"""What the registries under `analyses/` hold, shared by all evaluations: areas, indicators, systems.

Registries are append-only: a changed definition is a new version of an indicator, a merged or split area is a change
with a date, and what was written before stays.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field

from helpers.plan.citing import Citation, Frozen, Identifier
from helpers.plan.protecting import Stricter


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
    DISTRICT = "district"
    """A part of town that holds an area."""
    PORTFOLIO = "portfolio"
    """All departments of a housing organisation, or some of them, without saying which."""
    POPULATION = "population"
    """Those whom a survey asks or a statistic counts (the municipalities of the country)."""
    MENTIONED = "mentioned"
    """A place that a document names and about which nothing is measured."""


class AreaFact(Frozen):
    """Something that a document says of an area and that is no measured figure."""

    text: str
    """Danish, near the document's words."""
    observation: Identifier | None = None
    """The documented figure in which it is also found."""
    source: Citation


class Area(Frozen):
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
    valid_from: date | None = None
    """The first day on which the area exists as such; None: always."""
    valid_until: date | None = None
    """The last day; None: still there."""
    limit: bool = False
    """Not a place but a value that a rule or document fixes; nobody was asked or counted to find it."""
    facts: tuple[AreaFact, ...] = ()
    source: Citation | None = None
    note: str | None = None


class AreaChange(Frozen):
    """Areas that became other areas on a day: merged, split or both. Totals before and after are the same homes."""

    date: datetime.date
    """The first day on which `after` holds; `before` ends the day before."""
    before: tuple[Identifier, ...] = Field(min_length=1)
    after: tuple[Identifier, ...] = Field(min_length=1)
    why: str
    source: Citation | None = None


class Bridge(Frozen):
    """What makes figures of an indicator's earlier version comparable with this version."""

    from_version: int = Field(ge=1)
    factor: float = Field(default=1.0, gt=0)
    """What a figure of the earlier version is multiplied by; 1: the change doesn't move the figure."""
    why: str
    """Danish; shown beside every comparison across the break."""
    source: Citation | None = None


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


class Clustered(Frozen):
    """What a share counts many of for each person: days of school, hours, lessons.

    The days of one child follow each other, so 18,200 days of 90 children are far less sure than 18,200 children.
    """

    units: str
    """Danish plural, as pages say it: `skoledage`."""
    persons: str
    """Danish plural: `børn`."""


class Indicator(Frozen):
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
    """Crime, health, social measures, ethnicity: stricter protection, and internal unless `public_because` says why."""
    public_because: str | None = Field(default=None, min_length=1)
    """Danish: why a sensitive indicator may be shown to the public, with document and page; None: it may not."""
    protection: tuple[Stricter, ...] = ()
    """Rules of protection for this indicator, or for one breakdown of it; they can only be stricter."""
    most_per_person: float | None = Field(default=None, gt=0)
    """For a count of events: the most that one person can be behind in a year (an eviction: 1); None: not known. A
    count of persons needs none, as each counts once."""
    counts_persons: bool = True
    """Does the numerator count persons or what persons have done? If so, small counts are hidden."""
    estimated: bool = False
    """Does the agreement say that it is estimated, not counted? Then no value of it is exact."""
    additive: bool = True
    """May numerators and denominators be summed over the members of an aggregate?"""
    same_count_as: tuple[Identifier, ...] = ()
    """Indicators that count the same persons or events, in the same area and period: one hidden is all hidden."""
    part_of_count: Identifier | None = None
    """The indicator whose persons or events hold all of these: what is left of it is a count too."""
    group_is_count_of: Identifier | None = None
    """The indicator that counts this one's group (its denominator): a reader may know the group from there."""
    running_total: bool = False
    """Counts everybody since a fixed day, so that two times less each other are those who came in between."""
    valid_from: date | None = None
    """The first day on which this version's definition holds; None: from the beginning."""
    valid_until: date | None = None
    """The last day; None: still."""
    bridge: Bridge | None = None
    """None: figures of earlier versions can't be compared with this one."""
    internal: bool = False
    """Never shown to the public, whoever delivers it (ALBOA's categories, S4 p. 4)."""
    clustered: Clustered | None = None
    """For a share of days, hours or lessons: what is counted, and whose. Its counts alone then give no interval; an
    owner who knows how much the persons differ delivers a design effect."""
    yearly: Literal["latest", "sum", "mean"] = "latest"
    """How periods shorter than a year become one year: the latest, the sum, or not combined."""
    data_owner: str | None = None
    source: Citation | None = None
    note: str | None = None

    @property
    def kept_internal(self) -> bool:
        """Tell whether its figures are kept from the public, unless a document has printed them."""
        return self.internal or (self.sensitive and self.public_because is None)


class System(Frozen):
    """One entry of `analyses/systems.yml`: a system for measuring or following up that the documents ask for."""

    id: Identifier
    name: str
    must_do: str
    """Danish: what it must do."""
    users: str | None = None
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    frequency: str | None = None
    derived: bool = False
    """Not described by a document, but needed by what it describes."""
    evaluation: Identifier | None = None
    """The evaluation whose documents ask for it."""
    served: Literal["yes", "partly", "not_yet"]
    """Does Målbar do it today?"""
    served_by: str
    """Danish: by which page, command or file, or what is missing."""
    wording: str | None = None
    note: str | None = None
    source: Citation


class Registry(Frozen):
    """The registries that all evaluations share."""

    areas: tuple[Area, ...]
    indicators: tuple[Indicator, ...]
    changes: tuple[AreaChange, ...] = ()
    """Merged and split areas, oldest first."""
    systems: tuple[System, ...] = ()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, which looks its own areas and indicators up."""
        copy = super().model_copy(update=update, deep=deep)
        for name in ("_areas_by_id", "_versions_by_id"):
            vars(copy).pop(name, None)
        return copy

    def area(self, identifier: str) -> Area:
        """Return an area by id (KeyError if unknown; plans are checked before this is called)."""
        return self._areas_by_id[identifier]

    def indicator(self, identifier: str) -> Indicator:
        """Return the newest version of an indicator (KeyError if unknown)."""
        return self.versions(identifier)[-1]

    def versions(self, identifier: str) -> tuple[Indicator, ...]:
        """Return all versions of an indicator, oldest first (KeyError if unknown)."""
        return self._versions_by_id[identifier]

    @cached_property
    def _areas_by_id(self) -> Mapping[str, Area]:
        # A country's pages ask hundreds of thousands of times.
        return {area.id: area for area in self.areas}

    @cached_property
    def _versions_by_id(self) -> Mapping[str, tuple[Indicator, ...]]:
        found: dict[str, list[Indicator]] = {}
        for indicator in sorted(self.indicators, key=lambda one: one.version):
            found.setdefault(indicator.id, []).append(indicator)
        return {name: tuple(versions) for name, versions in found.items()}
