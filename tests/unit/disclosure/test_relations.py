"""Every sum that a reader can make is known to the protection: what is near a small count and tells it is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from helpers.disclosure.policy import Policy
from helpers.disclosure.suppression import protect
from helpers.observations.table import Observation
from helpers.plan.model import Indicator, Nature, Target, TargetKind
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

POLICY = Policy()
PERSONS = indicator()
EVENTS = indicator(nature=Nature.EVENT_COUNT, yearly="sum")
SHARE = indicator(nature=Nature.REGISTER_SHARE)
OF_D = plan(goal(Target(kind=TargetKind.ABSOLUTE_LEVEL, value=1), areas=("d",)))
"""A plan whose only goal is about d."""


def hidden(of: Sequence[Indicator] | Indicator, *rows: Observation) -> set[tuple[str, str, str | None]]:
    known = registry(*((of,) if isinstance(of, Indicator) else of))
    found = protect(results(OF_D, known, *rows), known, POLICY)
    return {(one.area, one.indicator, one.breakdown) for one in found.hidden}


def groups(counts: dict[str | None, int], year: int = 2021) -> list[Observation]:
    return [seen(year, count, breakdown=name) for name, count in counts.items()]


def of_groups(*names: str | None) -> set[tuple[str, str, str | None]]:
    return {("a", "tal", name) for name in names}


def test_a_small_group_takes_another_where_the_total_is_shown() -> None:
    counts: dict[str | None, int] = {None: 60, "mænd": 3, "kvinder": 20, "andre": 37}
    assert hidden(PERSONS, *groups(counts)) == of_groups("mænd", "kvinder")
    assert hidden(PERSONS, *groups({name: count for name, count in counts.items() if name})) == of_groups("mænd")


def test_groups_that_are_more_than_their_total_give_nothing_away() -> None:
    assert hidden(PERSONS, *groups({None: 60, "job": 3, "uddannelse": 58, "begge": 20})) == of_groups("job")


def test_two_divisions_of_one_total_are_known_by_their_sums() -> None:
    courses = [
        {None: 60, "kvinder": 23, "mænd": 37, "unge": 3, "voksne": 40, "ældre": 17},
        {None: 70, "kvinder": 30, "mænd": 40, "unge": 13, "voksne": 41, "ældre": 16},
    ]
    rows = [row for year, counts in zip((2018, 2021), courses, strict=True) for row in groups(counts, year)]
    assert hidden(PERSONS, *rows) == of_groups("unge", "ældre")


def test_those_of_whom_nobody_knows_the_group_are_a_count_too() -> None:
    # 2 of 60 said neither; with total and both groups shown anybody could tell.
    assert len(hidden(PERSONS, *groups({None: 60, "mænd": 20, "kvinder": 38}))) == 1
    assert hidden(PERSONS, *groups({None: 60, "mænd": 20, "kvinder": 30})) == set()


def test_what_is_counted_for_a_goal_is_no_part_of_the_total() -> None:
    assert hidden(PERSONS, *groups({None: 60, "maal": 58})) == set()


def linked(**link: Any) -> tuple[Indicator, Indicator]:
    return indicator(), indicator("andet", **link)


def test_the_same_count_under_two_names_is_hidden_under_both() -> None:
    rows = [seen(2021, 30), seen(2021, 3, area="b"), seen(2021, 33, area="pair")]
    rows += [seen(2021, row.value, area=row.area, name="andet") for row in rows]
    for of in (linked(same_count_as=("tal",)), linked()):
        places = hidden(of, *rows)
        assert {name for area, name, _ in places if area == "b"} == {"tal", "andet"}
    # The partner of b: one cell of each table; which one must be the same, or the tables tell each other.
    partners = [
        {area for area, name, _ in hidden(linked(same_count_as=("tal",)), *rows) if name == of}
        for of in ("tal", "andet")
    ]
    assert partners[0] == partners[1]


def test_a_part_that_leaves_few_of_the_whole_is_hidden() -> None:
    rows = [seen(2021, 40), seen(2021, 38, name="andet")]
    assert len(hidden(linked(part_of_count="tal"), *rows)) == 1
    assert hidden(linked(), *rows) == set()


def shares(of: dict[str, tuple[int, int]], name: str = "tal") -> list[Observation]:
    return [seen(2021, of=counts, area=area, name=name) for area, counts in of.items()]


def test_a_group_of_few_can_not_be_found_as_a_difference_of_groups() -> None:
    # b is too few to show. Its group would be the group of "pair" less that of a.
    rows = shares({"a": (20, 60), "b": (0, 3), "pair": (20, 63)})
    assert hidden(SHARE, *rows) == {("b", "tal", None), ("a", "tal", None)}


HOLES = {"a": (57, 60), "b": (0, 3), "c": (60, 100), "d": (60, 100)}
"""Of a all but 3, of b too few: hidden, and together they hide each other's group."""


def test_a_group_that_another_table_counts_is_known_from_there() -> None:
    rows = [seen(2021, 60), *shares(HOLES, "andet")]
    holes = {("a", "andet", None), ("b", "andet", None)}
    assert hidden(linked(nature=Nature.REGISTER_SHARE), *rows) == holes
    # Everybody can read the group of a from the other table, and so the group of b.
    known = linked(nature=Nature.REGISTER_SHARE, group_is_count_of="tal")
    assert hidden(known, *rows) == holes | {("a", "tal", None)}


def test_shares_of_the_same_persons_have_one_group() -> None:
    rows = [*shares({"a": (30, 60)}), *shares(HOLES, "andet")]
    holes = {("a", "andet", None), ("b", "andet", None)}
    one, same, other = (
        indicator(name, nature=Nature.REGISTER_SHARE, denominator=words)
        for name, words in (("tal", "Beboere"), ("andet", "beboere "), ("andet", "Voksne"))
    )
    assert hidden((one, other), *rows) == holes
    assert hidden((one, same), *rows) == holes | {("a", "tal", None)}


def totals(counts: dict[int, int]) -> list[Observation]:
    first = date(2018, 1, 1)
    return [seen((first, date(year, 12, 31)), count) for year, count in counts.items()]


@pytest.mark.parametrize(("counts", "one_goes"), [({2018: 20, 2021: 23}, True), ({2018: 20, 2021: 26}, False)])
def test_end_less_midway_is_a_count_of_its_own(counts: dict[int, int], one_goes: bool) -> None:
    assert len(hidden(EVENTS, *totals(counts))) == one_goes
    # As it stands on a day more and fewer cancel out.
    assert hidden(PERSONS, *totals(counts)) == set()


def test_three_totals_so_far_keep_what_came_between_any_two_of_them() -> None:
    known = registry(EVENTS)
    found = results(plan(), known, *totals({2018: 20, 2019: 22, 2020: 24, 2021: 30}))
    shown = [point for point in found.short_series + found.series if not protect(found, known, POLICY).hides(point)]
    counts = sorted(point.value or 0 for point in shown)
    assert all(after - before >= 5 for before, after in pairwise(counts))
    assert len(counts) == 2


def test_a_count_that_goes_on_tells_who_came_in_between() -> None:
    rows = [seen("2018-12-31", 40), seen("2020-12-31", 43)]
    assert len(hidden(indicator(running_total=True), *rows)) == 1
    assert hidden(PERSONS, *rows) == set()
    assert hidden(indicator(running_total=True), seen("2018-12-31", 40), seen("2020-12-31", 46)) == set()


def test_what_counts_no_persons_takes_no_partner() -> None:
    of = indicator(counts_persons=False)
    assert hidden(of, seen(2021, 3), seen(2021, 30, area="b"), seen(2021, 33, area="pair")) == set()


@pytest.mark.parametrize(("area", "partner"), [("d", "b"), ("b", "c")])
def test_what_decides_a_goal_is_hidden_last(area: str, partner: str) -> None:
    of = plan(goal(Target(kind=TargetKind.ABSOLUTE_LEVEL, value=1), areas=(area,)), comparisons=("sum",))
    rows = [seen(2021, count, area=name) for name, count in {"a": 3, "b": 20, "c": 25, "d": 30}.items()]
    known = registry(PERSONS)
    assert {one.area for one in protect(results(of, known, *rows), known, POLICY).hidden} == {"a", partner}
