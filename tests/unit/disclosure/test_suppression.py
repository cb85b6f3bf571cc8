"""What is hidden for its own sake, and what because it would give something away."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.disclosure.policy import Policy
from helpers.disclosure.suppression import Protection, protect
from helpers.observations.table import Observation, Origin
from helpers.plan.model import AreaChange, Indicator, Nature, Target, Unit
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

POLICY = Policy()
PERSONS = indicator()


def hidden(of: Indicator, *observations: Observation, level: str | None = None) -> set[str]:
    known = registry(of)
    found = protect(results(plan(), known, *observations), known, POLICY)
    return {one.area for one in found.hidden if level in {None, one.level}}


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (4, True), (5, False), (137, False)])
def test_one_to_four_persons_are_hidden(count: int, is_hidden: bool) -> None:
    assert hidden(PERSONS, seen(2021, count)) == ({"a"} if is_hidden else set())


def test_what_counts_no_persons_is_shown() -> None:
    assert hidden(indicator(counts_persons=False), seen(2021, 2)) == set()


def test_what_is_printed_in_a_document_is_public_already() -> None:
    assert hidden(PERSONS, seen(2021, 2, origin=Origin.DOCUMENTED)) == set()
    assert hidden(PERSONS, seen(2021, 2, origin=Origin.SYNTHETIC)) == {"a"}


@pytest.mark.parametrize(
    ("of", "is_hidden"),
    [
        ((10, 19), True),
        ((10, 20), False),
        ((4, 100), True),
        ((96, 100), True),
        ((95, 100), False),
        ((0, 49), True),
        ((49, 49), True),
        ((0, 50), False),
        ((50, 50), False),
    ],
)
def test_shares_of_few_and_of_all_or_none(of: tuple[int, int], is_hidden: bool) -> None:
    share = indicator(nature=Nature.SURVEY_SHARE)
    assert hidden(share, seen(2021, of=of)) == ({"a"} if is_hidden else set())


def test_sensitive_shares_need_a_larger_group() -> None:
    sensitive = indicator(nature=Nature.REGISTER_SHARE, sensitive=True)
    assert hidden(sensitive, seen(2021, of=(20, 49))) == {"a"}
    assert hidden(sensitive, seen(2021, of=(20, 50))) == set()


def test_rates_hide_small_numerators_but_know_no_complement() -> None:
    rate = indicator(nature=Nature.EVENT_RATE, unit=Unit.PER_1000)
    assert hidden(rate, seen(2021, of=(3, 900))) == {"a"}
    assert hidden(rate, seen(2021, of=(58, 60))) == set()


def test_a_share_whose_group_is_unknown_is_not_shown_for_an_area() -> None:
    share = indicator(nature=Nature.SURVEY_SHARE)
    assert hidden(share, seen(2021, 66.0)) == {"a"}
    assert hidden(share, seen(2021, 66.0, area="mean")) == set()


def test_a_hidden_member_takes_a_partner_in_every_sum_and_the_totals_stay() -> None:
    # c would do for "sum"; but "pair" = a + b would still show a, so b goes, which serves both sums.
    rows = [seen(2021, count, area=area) for area, count in {"a": 3, "b": 30, "c": 12, "d": 0}.items()]
    assert hidden(PERSONS, *rows, level="primary") == {"a"}
    assert hidden(PERSONS, *rows, level="secondary") == {"b"}


def test_the_smallest_sufficient_partner_is_taken() -> None:
    rows = [seen(2021, count, area=area) for area, count in {"a": 30, "b": 12, "c": 3, "d": 2}.items()]
    assert hidden(PERSONS, *rows, level="primary") == {"c", "d"}
    assert hidden(PERSONS, *rows, level="secondary") == set()
    rows = [seen(2021, count, area=area) for area, count in {"a": 30, "b": 12, "c": 3, "d": 0}.items()]
    # Hiding the 0 too would leave c between 0 and 3, and "pair" gives away a or b alone: the total is cheapest.
    assert hidden(PERSONS, *rows, level="secondary") == {"sum"}


def test_a_part_that_leaves_few_outside_it_is_hidden() -> None:
    assert hidden(PERSONS, seen(2021, 40), seen(2021, 38, area="part")) == {"part"}
    assert hidden(PERSONS, seen(2021, 40), seen(2021, 30, area="part")) == set()


def test_a_total_so_far_does_not_give_a_year_away() -> None:
    flow = indicator(yearly="sum")
    known = registry(flow)
    of = plan(goal(Target(kind="count_in_total", operator=">=", value=30)))
    rows = [seen(year, count) for year, count in {2018: 3, 2019: 20, 2020: 12, 2021: 9}.items()]
    found = protect(results(of, known, *rows), known, POLICY)
    years = {(one.first.year, one.last.year, one.level) for one in found.hidden if one.first and one.last}
    assert (2018, 2018, "primary") in years
    assert len(years) > 1


def test_a_total_with_a_missing_year_does_not_give_a_year_away() -> None:
    known = registry(indicator(yearly="sum"))
    of = plan(goal(Target(kind="count_in_total", operator=">=", value=30)))
    found = results(of, known, seen(2018, 20), seen(2020, 3), seen(2021, 30))
    total = found.attainments_of(round_id="end")[0].measurement
    assert total is not None
    assert total.value == 53
    protection = protect(found, known, POLICY)
    shown = [*found.series_of("a", "tal"), total]
    assert sum(protection.hides(one) for one in shown) > 1


def test_a_printed_total_can_leave_nothing_to_protect_with_and_that_is_said() -> None:
    rows = [
        seen(2021, 3),
        seen(2021, 20, area="b", origin=Origin.DOCUMENTED),
        seen(2021, 23, area="pair", origin=Origin.DOCUMENTED),
    ]
    known = registry(PERSONS)
    found = protect(results(plan(), known, *rows), known, POLICY)
    assert [one.area for one in found.hidden] == ["a"]
    assert [one.area for one in found.exposed] == ["a"]


def test_a_printed_total_that_invented_parts_do_not_add_up_to_gives_nothing_away() -> None:
    rows = [seen(2021, count, area=area) for area, count in {"a": 3, "b": 30, "c": 12, "d": 9}.items()]
    assert hidden(PERSONS, *rows, seen(2021, 28, area="sum", origin=Origin.DOCUMENTED), seen(2021, 7, area="pair")) == {
        "a"
    }


def test_decisions_are_the_same_each_time_and_survive_storing() -> None:
    rows = [seen(2021, count, area=area) for area, count in {"a": 3, "b": 30, "c": 12, "d": 9}.items()]
    known = registry(PERSONS)
    once = protect(results(plan(), known, *rows), known, POLICY)
    again = protect(results(plan(), known, *reversed(rows)), known, POLICY)
    assert once == again
    assert once.to_json() == again.to_json()
    assert Protection.from_json(once.to_json()) == once


def test_a_member_without_a_figure_of_its_own_is_protected_as_the_difference() -> None:
    rows = [seen(2021, count, area=area) for area, count in {"a": 9, "b": 9, "c": 10, "sum": 30}.items()]
    # Nobody measured d, but 30 - 28 would tell that it has 2. "pair" would give a or b away again, so c goes.
    assert hidden(PERSONS, *rows) == {"c"}
    rows = [seen(2021, count, area=area) for area, count in {"a": 9, "b": 9, "c": 10, "sum": 48}.items()]
    assert hidden(PERSONS, *rows) == set()


def test_figures_without_counts_take_part_in_no_sum() -> None:
    share = indicator(nature=Nature.REGISTER_SHARE)
    rows = [seen(2021, of=(3, 200)), seen(2021, of=(60, 200), area="b"), seen(2021, 16.0, area="pair")]
    assert hidden(share, *rows) == {"a", "pair"}


def test_what_a_merged_or_split_area_was_made_of_is_a_sum_too() -> None:
    # Before 2019 c is a + b, and a reader can subtract; so a small a needs more than itself hidden.
    merged = AreaChange(date=date(2019, 1, 1), before=("a", "b"), after=("c",), why="Lagt sammen.")
    split = AreaChange(date=date(2015, 1, 1), before=("c",), after=("a", "b"), why="Delt.")
    rows = [seen(2016, 3), seen(2016, 30, area="b"), seen(2016, 33, area="d")]
    for change in (merged, split):
        known = registry(PERSONS, areas=[area for area in registry().areas if not area.members], changes=(change,))
        found = results(plan(comparisons=()), known, *rows)
        assert {point.area: point.value for point in found.series} == {"a": 3, "b": 30, "c": 33, "d": 33}
        hides = {one.area for one in protect(found, known, POLICY).hidden}
        assert hides in ({"a", "b"}, {"a", "c"})
