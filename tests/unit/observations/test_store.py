from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpers.errors import DataError
from helpers.observations import store
from helpers.observations.table import COLUMNS, Audience, Observation, Origin, Precision, Query
from helpers.paths import Project

FULL = Observation(
    id="a",
    evaluation="proeve",
    area="loeget",
    indicator="tryghed",
    period_start=date(2016, 1, 1),
    period_end=date(2016, 12, 31),
    period_label="2016",
    value=0.1 + 0.2,
    unit="percent",
    origin=Origin.DOCUMENTED,
    source="politi",
    file="proeve/tal.xlsx",
    checksum="abc",
    audience="public",
    activity="tjansen",
    breakdown="maal-1",
    numerator=1.5,
    denominator=3.0,
    respondents=231,
    low=1.0,
    high=2.0,
    precision=Precision.RANGE,
    sheet="Ark 'et",
    row=7,
    document="S1",
    page=6,
    wording="»Ordene«; æøå\n",
    note="note",
)
EMPTY = replace(
    FULL,
    **{
        name: None
        for name in COLUMNS
        if name
        in {
            "period_start",
            "period_end",
            "value",
            "activity",
            "breakdown",
            "numerator",
            "denominator",
            "respondents",
            "low",
            "high",
            "sheet",
            "row",
            "document",
            "page",
            "wording",
            "note",
        }
    },
    id="b",
    origin=Origin.SYNTHETIC,
)
SECRET = replace(FULL, id="c", area="noerremarken", audience="internal", value=987654.0)
OTHER = replace(FULL, id="d", area="sydbyen", indicator="haervaerk")
EVERYTHING = (FULL, EMPTY, SECRET, OTHER)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project whose store holds everything."""
    project = Project(tmp_path)
    store.write(project, "proeve", EVERYTHING)
    return project


def test_what_is_read_is_what_was_written(project: Project) -> None:
    found = store.read(project, Query("proeve", audience="internal"))
    assert found == (EMPTY, FULL, SECRET, OTHER)
    for name in (field.name for field in fields(Observation)):
        assert type(getattr(found[1], name)) is type(getattr(FULL, name)), name


@pytest.mark.parametrize("areas", [(), ("noerremarken",), ("loeget", "noerremarken")])
def test_a_public_query_never_returns_internal_rows(project: Project, areas: tuple[str, ...]) -> None:
    query = Query("proeve", areas=areas)
    assert SECRET not in store.read(project, query)
    assert 987654.0 not in store.frame(project, query)["value"].to_list()
    assert SECRET in store.read(project, replace(query, audience="internal"))


def test_a_query_chooses_areas_and_indicators(project: Project) -> None:
    assert store.read(project, Query("proeve", areas=("sydbyen",))) == (OTHER,)
    assert store.read(project, Query("proeve", indicators=("tryghed",))) == (EMPTY, FULL)
    assert store.read(project, Query("proeve", areas=("sydbyen",), indicators=("tryghed",))) == ()
    assert store.read(project, Query("proeve", areas=("' OR 1=1 --",))) == ()


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_what_is_held_in_memory_is_what_stands_in_the_file(project: Project, audience: Audience) -> None:
    queries = [
        Query("proeve", areas=areas, indicators=indicators, audience=audience)
        for areas in ((), ("sydbyen",), ("sydbyen", "loeget"), ("ukendt",))
        for indicators in ((), ("tryghed",))
    ]
    from_file = [store.read(project, query) for query in queries]
    assert store.keep(project, "proeve", audience) == (4 if audience == "internal" else 3)
    held = [store.read(project, query) for query in queries]
    assert held == from_file
    assert held[0][0] is store.read(project, queries[0])[0]
    store.write(project, "proeve", [OTHER])
    assert store.read(project, queries[0]) == (OTHER,)


def test_what_is_too_much_to_hold_is_read_as_ever(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST_KEPT", 10)
    assert store.keep(project, "proeve", "public") is None
    assert store.read(project, Query("proeve", areas=("sydbyen",))) == (OTHER,)


def test_the_frame_has_the_columns_of_the_table(project: Project) -> None:
    table = store.frame(project, Query("proeve"))
    assert tuple(table.columns) == COLUMNS
    assert table["id"].to_list() == ["b", "a", "d"]


def test_the_same_observations_give_the_same_bytes(project: Project) -> None:
    path = store.observations_file(project, "proeve")
    before = path.read_bytes()
    shuffled = list(EVERYTHING)
    random.Random(1).shuffle(shuffled)
    assert store.write(project, "proeve", shuffled) is False
    path.unlink()
    assert store.write(project, "proeve", shuffled) is True
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "changes",
    [{"value": 0.31}, {"note": "en anden"}, {"period_end": date(2016, 6, 30)}, {"row": 8}, {"origin": Origin.SUPPLIED}],
)
def test_the_hash_of_a_slice_changes_with_what_it_holds(project: Project, changes: dict[str, Any]) -> None:
    query = Query("proeve", areas=("loeget",))
    before = store.slice_hash(project, query)
    store.write(project, "proeve", (replace(FULL, **changes), EMPTY, SECRET, OTHER))
    assert store.slice_hash(project, query) != before


def test_the_hash_of_a_slice_ignores_what_it_does_not_hold(project: Project) -> None:
    query = Query("proeve", areas=("loeget",))
    before = store.slice_hash(project, query)
    elsewhere = replace(OTHER, value=1.0)
    refiled = tuple(replace(found, checksum="another file") for found in (FULL, EMPTY, SECRET, elsewhere))
    store.write(project, "proeve", refiled)
    assert store.slice_hash(project, query) == before
    assert store.slice_hash(project, replace(query, audience="internal")) == before


def test_an_internal_row_changes_only_internal_slices(project: Project) -> None:
    public, internal = Query("proeve"), Query("proeve", audience="internal")
    before = store.slice_hash(project, public), store.slice_hash(project, internal)
    store.write(project, "proeve", (FULL, EMPTY, replace(SECRET, value=1.0), OTHER))
    assert store.slice_hash(project, public) == before[0]
    assert store.slice_hash(project, internal) != before[1]


def test_an_evaluation_without_observations_can_be_stored(project: Project) -> None:
    store.write(project, "tom", ())
    assert store.read(project, Query("tom")) == ()


def test_what_is_not_imported_is_said(project: Project) -> None:
    with pytest.raises(DataError) as raised:
        store.read(project, Query("ukendt"))
    assert str(raised.value) == (
        "data/processed/ukendt/observations.parquet: filen findes ikke. Rådata skal være læst ind, før de kan bruges. "
        "Kør maalbar import."
    )


def test_a_foreign_file_is_said(project: Project) -> None:
    store.observations_file(project, "proeve").write_bytes(b"PAR1 nonsense")
    with pytest.raises(DataError) as raised:
        store.slice_hash(project, Query("proeve"))
    assert raised.value.faults[0].value == "filen kan ikke læses som observationer"
