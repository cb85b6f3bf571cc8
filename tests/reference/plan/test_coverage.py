"""What the source documents hold is in the project: `analyses/coverage.csv` against plans, registries and figures.

Origin: the table was made once from a reading of S0-S4 by hand, and isn't generated from what it is held against.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.plan.model import Area, AreaKind, Citation

PROJECT = Project(Path(__file__).parents[3])
HEADER = ["kind", "id", "evaluation", "document", "page"]
COUNTS = {
    "activity": 63,
    "agreement": 12,
    "area": 34,
    "contradiction": 29,
    "gap": 39,
    "goal": 175,
    "indicator": 113,
    "observation": 139,
    "system": 44,
}
"""How many of each were found when the documents were read."""
DOCUMENTS = {"S0", "S1", "S2", "S3", "S4"}
GAPS_FOUND_LATER = {
    ("gap", "gap-s002-foertidspensionister-start"),
    ("gap", "gap-s002-frafald-udgangspunkt"),
    ("gap", "gap-s002-tjansen-antal"),
}
"""Gaps of S2 that the goals brought to light and the first reading didn't list."""


class Place(NamedTuple):
    """One thing at one place: a row of the table, or an entry of a plan, a registry or a file of figures."""

    kind: str
    id: str
    evaluation: str
    document: str
    page: int


@cache
def table() -> tuple[Place, ...]:
    with (PROJECT.analyses / "coverage.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream, delimiter=";")
    assert head == HEADER
    return tuple(Place(kind, name, evaluation, document, int(page)) for kind, name, evaluation, document, page in rows)


@cache
def project() -> frozenset[Place]:
    """Everything with a place in a source document. A contradiction stands at each of its places."""
    found = (*in_plans(), *in_registries(), *in_figures())
    return frozenset(place for place in found if place.document in DOCUMENTS)


def in_plans() -> Iterator[Place]:
    for plan in load_plans(PROJECT):
        lists = {"goal": plan.goals, "activity": plan.activities, "agreement": plan.agreements, "gap": plan.gaps}
        for kind, entries in lists.items():
            for entry in entries:
                yield at(kind, entry.id, plan.id, entry.source)
        for one in plan.contradictions:
            for source in one.sources:
                yield at("contradiction", one.id, plan.id, source)


def in_registries() -> Iterator[Place]:
    """Registries are shared: an entry belongs to the evaluation that is built on the document it cites."""
    registry, built_on = load_registry(PROJECT), {plan.source.document: plan.id for plan in load_plans(PROJECT)}
    for kind, entries in {"area": registry.areas, "indicator": registry.indicators}.items():
        for entry in entries:
            if entry.source is not None and entry.source.document in built_on:
                yield at(kind, entry.id, built_on[entry.source.document], entry.source)
    for system in registry.systems:
        yield at("system", system.id, system.evaluation or "", system.source)


def in_figures() -> Iterator[Place]:
    for plan in load_plans(PROJECT):
        path = PROJECT.raw / plan.id / "dokumenterede-tal" / "dokumenterede-tal.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter=";"):
                yield Place("observation", row["id"], plan.id, row["dokument"], int(row["side"]))


def at(kind: str, name: str, evaluation: str, source: Citation) -> Place:
    return Place(kind, name, evaluation, source.document, source.page)


def made_for_maalbar(area: Area) -> bool:
    """Return whether `area` is a limit that a document states, held as a place so that figures can be compared."""
    return area.kind is AreaKind.BENCHMARK and (area.note or "").startswith("Ikke et sted")


@pytest.mark.parametrize(("kind", "count"), COUNTS.items())
def test_every_entry_of_the_table_is_in_the_project_at_the_same_document_and_page(kind: str, count: int) -> None:
    rows = [row for row in table() if row.kind == kind]
    assert len(rows) == count
    assert [row for row in rows if row not in project()] == []


def test_the_table_is_sorted_and_names_each_thing_once() -> None:
    keys = [(row.kind, row.id) for row in table()]
    assert keys == sorted(set(keys))
    assert {row.kind for row in table()} == set(COUNTS)


def test_nothing_that_cites_a_document_is_missing_from_the_table() -> None:
    own = {("area", area.id) for area in load_registry(PROJECT).areas if made_for_maalbar(area)}
    in_table = {(row.kind, row.id) for row in table()}
    assert {(place.kind, place.id) for place in project()} - in_table - own == GAPS_FOUND_LATER


def test_the_areas_made_for_maalbar_are_three_limits_and_invented_areas_for_comparison() -> None:
    """The rule above may excuse nothing else: an area outside the table is a limit or cites no document."""
    in_table = {row.id for row in table() if row.kind == "area"}
    outside = [area for area in load_registry(PROJECT).areas if area.id not in in_table]
    assert [area.id for area in outside if made_for_maalbar(area)] == [
        "listens-graense",
        "aftalens-graense-28",
        "landsbyggefondens-regel",
    ]
    others = [area for area in outside if not made_for_maalbar(area)]
    assert {area.kind for area in others} == {AreaKind.COMPARISON}
    assert all(area.source is None and "opdigtet" in area.name for area in others)


def test_a_figure_that_an_area_or_a_contradiction_points_to_is_in_the_table() -> None:
    figures = {row.id for row in table() if row.kind == "observation"}
    facts = {fact.observation for area in load_registry(PROJECT).areas for fact in area.facts if fact.observation}
    affected = {word for plan in load_plans(PROJECT) for one in plan.contradictions for word in one.affects}
    assert facts
    assert sorted((facts | {word for word in affected if word.startswith("obs-")}) - figures) == []
