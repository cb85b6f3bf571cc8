"""A new evaluation before it is written: what its author says, and the plan that follows from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from helpers.plan.citing import KNOWN_DOCUMENTS
from helpers.plan.model import AreaKind, Indicator, Nature, Registry, Unit
from helpers.plan.yaml_text import commented

Values = dict[str, object]

_ROUND_NAMES = {"baseline": ("Baseline", "baseline"), "midway": ("Midtvejs", "midtvejs"), "end": ("Slut", "slut")}
_COUNTED = frozenset({Nature.COMPLETE_COUNT, Nature.EVENT_COUNT})
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


@dataclass(frozen=True)
class FirstGoal:
    """The goal that a new plan begins with."""

    wording: str
    short_name: str
    focus_area: str
    indicator: str
    value: float | None
    """None: better than at baseline."""
    page: int


@dataclass(frozen=True)
class Content:
    """What a plan says besides its head: the first goal, or what is copied from another plan."""

    goals: tuple[Values, ...]
    focus_areas: tuple[str, ...]
    activities: tuple[Values, ...] = ()
    comparisons: tuple[str, ...] = ()
    context_indicators: tuple[str, ...] = ()
    documents: tuple[Values, ...] = ()
    """Documents besides the plan's own one."""
    comment: str = ""


@dataclass(frozen=True)
class Draft:
    """The head of a new evaluation."""

    id: str
    name: str
    short_name: str
    municipality: str
    document: str
    """Key of the agreement, as pages show it before the page number."""
    document_title: str
    start: date
    end: date
    years: tuple[int, ...]
    """The calendar years of the rounds: baseline, midway, end; or baseline and end."""
    areas: tuple[str, ...]
    new_areas: tuple[Values, ...] = field(default=())
    """Entries for `areas.yml`."""

    @property
    def shares_areas(self) -> bool:
        """Tell whether an area was in the registry before: then another evaluation may have pages on it."""
        return len(self.new_areas) < len(self.areas)


def identifier(text: str) -> str:
    """Return `text` as an id: small letters, digits and hyphens, Danish letters spelt out; empty if none is left."""
    spelt = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", spelt.encode("ascii", "ignore").decode()).strip("-")


def round_years(start: date, end: date) -> tuple[int, ...]:
    """Return calendar years for baseline (the last whole year before the plan), midway and end.

    A plan within one calendar year has no midway.
    """
    if start.year == end.year:
        return start.year - 1, end.year
    return start.year - 1, (start.year + end.year) // 2, end.year


def first_target(indicator: Indicator, value: float | None, end: date) -> Values:
    """Return the simplest target that fits the indicator: the value, or better than at baseline without one."""
    if indicator.nature is Nature.MILESTONE:
        return {"kind": "milestone_by_date", "deadline": end}
    if indicator.nature is Nature.QUALITATIVE:
        return {"kind": "qualitative"}
    sign = "<" if indicator.better == "lower" else ">"
    if value is None:
        return {"kind": "relative_to_baseline", "operator": sign, "value": 0}
    if indicator.nature in _COUNTED and indicator.unit is not Unit.PERCENT and sign == ">":
        return {"kind": "count_per_year", "operator": ">=", "value": value, "every_year": True}
    return {"kind": "absolute_level", "operator": f"{sign}=", "value": value}


def written_by_hand(draft: Draft, goal: FirstGoal, registry: Registry, focus_areas: tuple[str, ...]) -> Content:
    """Return the content of a plan with one goal, compared with its municipality and the country."""
    entry: Values = {
        "id": identifier(goal.short_name) or "foerste-maal",
        "wording": goal.wording,
        "short_name": goal.short_name,
        "focus_area": goal.focus_area,
        "indicator": goal.indicator,
        "areas": draft.areas,
        "target": first_target(registry.indicator(goal.indicator), goal.value, draft.end),
        "source": {"document": draft.document, "page": goal.page},
    }
    return Content((entry,), focus_areas, comparisons=tuple(neighbours(registry, draft.municipality)))


def neighbours(registry: Registry, municipality: str) -> Iterator[str]:
    """Yield the municipality as an area of the registry, if it is one, and the country."""
    for area in registry.areas:
        own = area.kind is AreaKind.MUNICIPALITY and municipality in (area.name, area.municipality)
        if own or area.kind is AreaKind.COUNTRY:
            yield area.id


def new_area(name: str, municipality: str, registry: Registry, taken: Collection[str]) -> Values:
    """Return an entry for `areas.yml`; the municipality's number is taken over from its other areas."""
    wanted = identifier(name)
    known = {*taken, *(area.id for area in registry.areas)}
    word = wanted if wanted not in known else f"{wanted}-{identifier(municipality.removesuffix(' Kommune'))}"
    entry: Values = {"id": word, "name": name, "kind": "area", "municipality": municipality}
    code = next((area.municipality_code for area in registry.areas if area.municipality == municipality), None)
    return entry if code is None else {**entry, "municipality_code": code}


def plan_text(draft: Draft, content: Content) -> str:
    """Return the whole of `plan.yml`."""
    own: tuple[Values, ...] = ({"key": draft.document, "title": draft.document_title},)
    documents = (*(() if draft.document in KNOWN_DOCUMENTS else own), *content.documents)
    head: Values = {
        "version": 1,
        "id": draft.id,
        "name": draft.name,
        "short_name": draft.short_name,
        **({"own_addresses": True} if draft.shares_areas else {}),
        "municipality": draft.municipality,
        "document_title": draft.document_title,
        **({"documents": documents} if documents else {}),
        "start": draft.start,
        "end": draft.end,
        "focus_areas": content.focus_areas,
    }
    places: Values = {"areas": draft.areas}
    if content.comparisons:
        places["comparisons"] = content.comparisons
    if content.context_indicators:
        places["context_indicators"] = content.context_indicators
    parts: list[tuple[str, Values]] = [
        (_HEAD.format(name=draft.name) + content.comment, head),
        (_ROUNDS, {"rounds": tuple(_rounds(draft.years))}),
        (_SEALING, {"sealing": {"order": "before_next"}}),
        (_AREAS, {**places, "source": {"document": draft.document, "page": 1}}),
        (_GOALS, {"goals": content.goals}),
    ]
    if content.activities:
        parts.append((_ACTIVITIES, {"activities": content.activities}))
    return commented(parts)


def sources_text() -> str:
    """Return the whole of `sources.yml`: the workbooks that `maalbar template` makes."""
    source: Values = {
        "id": "skabeloner",
        "title": "Regneark lavet med maalbar template",
        "owner": "Dataejerne",
        "sensitivity": "public",
        "origin": "supplied",
        "personal_data": False,
        "files": "skabeloner/*.*",
        "optional": True,
        "reader": {"kind": "template"},
    }
    return commented([(_SOURCES, {"version": 1, "sources": (source,)})])


def _rounds(years: tuple[int, ...]) -> Iterator[Values]:
    ids = ("baseline", "midway", "end") if len(years) > 2 else ("baseline", "end")
    for word, year in zip(ids, years, strict=False):
        name, label = _ROUND_NAMES[word]
        first, last = date(year, 1, 1), date(year, 12, 31)
        yield {"id": word, "name": name, "label": f"{label} {year}", "first": first, "last": last}


_HEAD = """\
yaml-language-server: $schema=../../build/schema/plan.schema.json
Evalueringen af {name}. Ordlyden skal være aftalens egen; det, som aftalen ikke siger, står ikke her.
Felterne er forklaret i src/helpers/plan/model.py, og `maalbar check` finder fejl.
"""
_ROUNDS = """\

--- Runderne: det sidste tal, hvis periode slutter i vinduet, tæller.
"""
_SEALING = """\

--- Låsning: tal fra efter en runde kan først læses ind, når runden er låst med `maalbar seal`. Er alle runder målt i
forvejen, så skriv »afterwards« og grunden under »because«; siden siger det.
"""
_AREAS = """\

--- Stederne: »areas« har egne sider, »comparisons« bruges kun til sammenligning. »source« er aftalens første side.
"""
_GOALS = """\

--- Målene: ret side, ordlyd og mål, så de svarer til aftalen, og tilføj resten.
"""
_ACTIVITIES = """\

--- Aktiviteterne
"""
_SOURCES = """\
yaml-language-server: $schema=../../build/schema/sources.schema.json
Hver leverance til evalueringen: ejer, opstilling og kontrol. Felterne er forklaret i
src/helpers/intake/declaration.py. Læg udfyldte regneark i mappen, som »files« nævner, under data/raw/.
"""
