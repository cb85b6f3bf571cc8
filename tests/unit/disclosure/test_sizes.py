"""How many residents and homes an area has: the year's figure, the nearest one, or the members' together."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.disclosure.cells import measurements_of
from helpers.disclosure.profiles import Policy
from helpers.disclosure.rules import size_known, why_area
from helpers.disclosure.sizes import Sizes, sizes_of
from helpers.plan.model import Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

ADULTS = indicator("voksne", nature=Nature.REGISTER_SHARE, denominator="Voksne")
RESIDENTS = indicator("beboere", unit="persons")
HOMES = indicator("boliger", unit="homes", counts_persons=False, additive=False)
POLICY = Policy(residents=("beboere", "voksne"), homes=("boliger",))


@pytest.fixture(scope="module")
def sizes() -> Sizes:
    known = registry(ADULTS, RESIDENTS, HOMES, indicator())
    figures = (
        seen(2017, 90, name="beboere"),
        seen(2019, 110, name="beboere"),
        seen(2019, of=(3, 120), name="voksne"),
        seen(2018, 60, name="boliger"),
        seen(2018, 80, name="boliger", area="b"),
    )
    return sizes_of(measurements_of(results(plan(), known, *figures)), known, POLICY)


@pytest.mark.parametrize(("year", "residents"), [(2016, 90), (2017, 90), (2018, 90), (2019, 120), (2025, 120)])
def test_the_years_own_figure_else_the_last_before_else_the_first_after(
    sizes: Sizes, year: int, residents: int
) -> None:
    assert sizes.of("a", date(year, 6, 30)) == (residents, 60)


def test_an_aggregate_is_as_large_as_its_members_if_all_of_them_are_known(sizes: Sizes) -> None:
    assert sizes.of("pair", date(2018, 12, 31)) == (None, 140)
    assert sizes.of("sum", date(2018, 12, 31)) == (None, None)


def test_the_rule_is_for_small_areas_only(sizes: Sizes) -> None:
    assert {"a", "part", "sum"} <= sizes.small
    assert "mean" not in sizes.small


@pytest.mark.parametrize(
    ("residents", "homes", "known", "small"),
    [
        (100, 50, True, False),
        (99, 50, True, True),
        (None, 49, False, True),
        (None, None, False, False),
        (499, None, False, False),
        (500, None, True, False),
        (None, 199, False, False),
        (None, 200, True, False),
    ],
)
def test_one_number_stands_for_the_other_only_where_it_leaves_no_doubt(
    residents: int | None, homes: int | None, known: bool, small: bool
) -> None:
    assert size_known(residents, homes, POLICY) is known
    assert (why_area(residents, homes, POLICY) == "small_area") is small
    strict = POLICY.model_copy(update={"unknown_areas_hidden": True})
    assert (why_area(residents, homes, strict) is None) is (known and not small)
