from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.errors import DataError
from helpers.observations.table import Observation, Origin, Precision
from helpers.observations.tidying import tidy

FIRST = Observation(
    id="politi/tal.csv!2:tryghed",
    evaluation="proeve",
    area="loeget",
    indicator="tryghed",
    period_start=date(2016, 1, 1),
    period_end=date(2016, 12, 31),
    period_label="2016",
    value=70.0,
    unit="percent",
    origin=Origin.SUPPLIED,
    source="politi",
    file="proeve/tal.csv",
    checksum="0",
    row=2,
)


def another(**changes: object) -> Observation:
    """Return the first observation from another row, changed."""
    return replace(FIRST, **{"id": "politi/tal.csv!3:tryghed", "row": 3, **changes})


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        (Origin.DOCUMENTED, Origin.SUPPLIED),
        (Origin.DOCUMENTED, Origin.SYNTHETIC),
        (Origin.SUPPLIED, Origin.SYNTHETIC),
    ],
)
def test_the_more_believable_origin_wins(stronger: Origin, weaker: Origin) -> None:
    kept, given_up = replace(FIRST, origin=stronger), another(origin=weaker, value=1.0)
    for order in ([kept, given_up], [given_up, kept]):
        tidied = tidy(order)
        assert (tidied.observations, tidied.superseded) == ((kept,), (given_up,))


@pytest.mark.parametrize(
    "changes",
    [
        {"area": "noerremarken"},
        {"indicator": "andet"},
        {"breakdown": "maal-1"},
        {"activity": "tjansen"},
        {"period_start": date(2016, 7, 1)},
        {"period_start": None, "period_end": None},
    ],
)
def test_what_is_about_something_else_stays(changes: dict[str, object]) -> None:
    documented = replace(FIRST, origin=Origin.DOCUMENTED)
    assert len(tidy([documented, another(**changes)]).observations) == 2


def test_a_document_that_states_no_number_takes_nobodys_place() -> None:
    rank = replace(FIRST, origin=Origin.DOCUMENTED, value=None, precision=Precision.RANK_ONLY)
    assert set(tidy([rank, another()]).observations) == {rank, another()}
    stated_range = replace(rank, low=60.0, high=70.0, precision=Precision.RANGE)
    assert tidy([stated_range, another()]).observations == (stated_range,)


def test_a_value_that_its_owner_hides_is_not_replaced_by_an_invented_one() -> None:
    hidden, invented = replace(FIRST, value=None), another(origin=Origin.SYNTHETIC)
    assert tidy([hidden, invented]).observations == (hidden,)


def test_documents_may_contradict_themselves() -> None:
    pair = [replace(FIRST, origin=Origin.DOCUMENTED), another(origin=Origin.DOCUMENTED, value=1.0)]
    assert len(tidy(pair).observations) == 2


def test_one_origin_states_a_thing_once() -> None:
    with pytest.raises(DataError) as raised:
        tidy([FIRST, another(value=71.0)])
    assert [str(fault) for fault in raised.value.faults] == [
        "data/raw/proeve/tal.csv, række 3: tryghed for loeget, 2016, står også i data/raw/proeve/tal.csv, række 2. "
        "Samme område, indikator og periode må kun stå én gang. Slet den ene række."
    ]


def test_an_id_is_used_once() -> None:
    with pytest.raises(DataError) as raised:
        tidy([FIRST, replace(FIRST, area="noerremarken", row=9)])
    assert [fault.row for fault in raised.value.faults] == [9]


def test_the_order_is_that_of_the_table() -> None:
    late = another(period_start=date(2017, 1, 1), period_end=date(2017, 12, 31))
    undated = replace(another(period_start=None, period_end=None), id="x")
    assert tidy([late, FIRST, undated]).observations == (undated, FIRST, late)
