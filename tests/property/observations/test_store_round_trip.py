from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.observations import store
from helpers.observations.table import Observation, Origin, Precision, Query
from helpers.observations.tidying import order
from helpers.paths import Project

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
NUMBER = st.none() | st.floats(allow_nan=False)
OBSERVATIONS = st.builds(
    Observation,
    id=TEXT,
    evaluation=st.just("proeve"),
    area=st.sampled_from(["loeget", "noerremarken", "sydbyen"]),
    indicator=st.sampled_from(["tryghed", "haervaerk"]),
    period_start=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    period_end=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    period_label=TEXT,
    value=NUMBER,
    unit=TEXT,
    origin=st.sampled_from(Origin),
    source=TEXT,
    file=TEXT,
    checksum=TEXT,
    audience=st.sampled_from(["public", "internal"]),
    activity=st.none() | TEXT,
    breakdown=st.none() | TEXT,
    numerator=NUMBER,
    denominator=NUMBER,
    respondents=st.none() | st.integers(0, 10**9),
    low=NUMBER,
    high=NUMBER,
    precision=st.sampled_from(Precision),
    sheet=st.none() | TEXT,
    row=st.none() | st.integers(1, 10**6),
    document=st.none() | TEXT,
    page=st.none() | st.integers(1, 999),
    wording=st.none() | TEXT,
    note=st.none() | TEXT,
)


@settings(max_examples=30, deadline=None)
@given(st.lists(OBSERVATIONS, max_size=12, unique_by=lambda found: found.id), st.data())
def test_a_query_returns_exactly_the_rows_it_asks_for(written: list[Observation], data: st.DataObject) -> None:
    areas = tuple(data.draw(st.lists(st.sampled_from(["loeget", "sydbyen"]), unique=True)))
    audience = data.draw(st.sampled_from(["public", "internal"]))
    query = Query("proeve", areas=areas, audience=audience)
    wanted = [
        found
        for found in sorted(written, key=order)
        if (not areas or found.area in areas) and (audience == "internal" or found.audience == "public")
    ]
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        store.write(project, "proeve", written)
        read = store.read(project, query)
        assert set(read) == set(wanted)
        assert len(read) == len(wanted)
        assert len(store.frame(project, query)) == len(wanted)
        before = store.observations_file(project, "proeve").read_bytes()
        assert store.write(project, "proeve", reversed(written)) is False
        assert store.observations_file(project, "proeve").read_bytes() == before
