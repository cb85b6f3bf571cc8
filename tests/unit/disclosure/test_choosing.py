"""What is hidden beside what is small: cases whose answers can be seen by eye."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.disclosure.choosing import choose
from helpers.disclosure.ranges import ranges
from helpers.disclosure.system import Figure, Key, Relation, System


def _figure(key: Key, value: float, **more: object) -> Figure:
    few = Figure(key, value, sensitive=0 < value < 5, width=5.0, cost=10.0 + value)
    return replace(few, **more)  # pyright: ignore[reportArgumentType]


def _sum(whole: Key, *parts: Key) -> Relation:
    return Relation(((whole, 1.0), *((part, -1.0) for part in parts)))


def _row(counts: dict[str, float], **total: object) -> System:
    figures: dict[Key, Figure] = {name: _figure(name, count) for name, count in counts.items()}
    figures["total"] = replace(_figure("total", sum(counts.values())), **({"cost": 500.0} | total))  # pyright: ignore[reportArgumentType]
    return System(figures, (_sum("total", *counts),))


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    chosen = choose(_row({"a": 10, "b": 20}))
    assert (chosen.hidden, chosen.exposed, chosen.cost, chosen.least) == (frozenset(), frozenset(), 0.0, 0.0)


def test_a_small_count_that_no_sum_gives_away_is_hidden_alone() -> None:
    chosen = choose(System({"a": _figure("a", 3)}))
    assert (chosen.hidden, chosen.cost) == ({"a"}, 0.0)


def test_the_cheapest_partner_that_is_wide_enough_is_hidden() -> None:
    # `c` has room for 1 only: with 3 and 1 a reader knows that both lie within 0-4.
    chosen = choose(_row({"a": 3, "b": 40, "c": 0, "d": 12}))
    assert chosen.hidden == {"a", "d"}
    assert chosen.cost == chosen.least == 22.0


def test_a_figure_that_is_hidden_for_others_keeps_its_width_too() -> None:
    system = _row({"a": 3, "b": 40, "d": 12})
    of_two_tables = System(
        dict(system.figures) | {"twin": _figure("twin", 12, cost=1.0)}, (*system.relations, _sum("twin", "d"))
    )
    chosen = choose(of_two_tables)
    # The other table would tell `d`, and so `a`: hiding both costs 23, hiding `b` alone 50.
    assert chosen.hidden == {"a", "d", "twin"}
    assert all(found.width >= 5 for found in ranges(of_two_tables, chosen.hidden).values())


def test_what_is_public_is_never_hidden_and_what_it_gives_away_is_named() -> None:
    system = _row({"a": 3, "b": 40, "c": 12}, public=True)
    figures = dict(system.figures)
    for name in ("b", "c"):
        figures[name] = replace(figures[name], public=True)
    beside = {"x": _figure("x", 2), "y": _figure("y", 9), "both": _figure("both", 11, cost=90.0)}
    chosen = choose(System(figures | beside, (*system.relations, _sum("both", "x", "y"))))
    assert chosen.exposed == {"a"}
    assert chosen.hidden == {"a", "x", "y"}, "the rest is protected all the same"


def test_a_partner_that_public_figures_give_away_protects_nobody() -> None:
    system = _row({"a": 3, "b": 40, "c": 12})
    twin = {"twin": _figure("twin", 12, public=True)}
    chosen = choose(System(dict(system.figures) | twin, (*system.relations, _sum("twin", "c"))))
    assert chosen.hidden == {"a", "b"}
    assert not chosen.exposed


def test_an_exposed_figure_is_still_kept_as_wide_as_can_be() -> None:
    # Everybody knows the total of 3; hiding both leaves 0-3, and more can't be had.
    chosen = choose(_row({"a": 1, "b": 2, "c": 0}, public=True, sensitive=False))
    assert chosen.exposed == {"a", "b"}
    assert chosen.hidden == {"a", "b"}


def test_one_decision_hides_all_figures_of_a_unit() -> None:
    figures = {
        ("a", "count"): Figure("a", 3.0, high=30.0, sensitive=True, width=5.0),
        ("a", "group"): Figure("a", 30.0, width=5.0),
        ("b", "group"): Figure("b", 40.0, width=5.0),
        ("c", "group"): Figure("c", 50.0, width=5.0, cost=2.0),
        "all": Figure("all", 120.0, width=5.0, cost=9.0),
    }
    chosen = choose(System(figures, (_sum("all", ("a", "group"), ("b", "group"), ("c", "group")),)))
    assert chosen.hidden == {"a", "b"}, "the group of `a` is hidden with its count, so another group must be too"


def test_what_no_page_shows_is_protected_without_being_hidden() -> None:
    # The end less the midway is 2 persons: one of the two can't be shown.
    figures = {
        "midway": _figure("midway", 20),
        "end": _figure("end", 22),
        "between": Figure("between", 2.0, never_shown=True, width=5.0),
    }
    assert choose(System(figures, (_sum("end", "midway", "between"),))).hidden == {"midway"}


def test_what_is_forced_is_hidden_from_the_start_and_costs_nothing_more() -> None:
    system = _row({"a": 20, "b": 40, "c": 12})
    figures = dict(system.figures) | {"a": replace(system.figures["a"], forced=True)}
    chosen = choose(System(figures, system.relations))
    assert chosen.hidden == {"a", "c"}
    assert chosen.cost == 22.0


def _years(*rows: tuple[float, ...]) -> System:
    figures: dict[Key, Figure] = {}
    relations: list[Relation] = []
    for year, counts in enumerate(rows):
        for area, count in zip("abc", counts, strict=True):
            figures[area, year] = replace(_figure((area, year), count), line=area)
        figures["sum", year] = replace(_figure(("sum", year), sum(counts)), cost=500.0)
        relations.append(_sum(("sum", year), *((area, year) for area in "abc")))
    return System(figures, tuple(relations))


def test_the_same_cell_is_hidden_over_time_where_it_costs_about_the_same() -> None:
    chosen = choose(_years((3, 12, 13), (2, 13, 12), (4, 12, 13)))
    assert {area for area, _ in chosen.hidden} == {"a", "b"}  # pyright: ignore[reportGeneralTypeIssues]
    apart = choose(_years((3, 12, 90), (2, 90, 12), (4, 12, 90)))
    assert ("c", 1) in apart.hidden, "but not where it costs much more"


def test_a_reader_who_knows_that_counts_are_whole_is_kept_out_too() -> None:
    # Three sums of pairs that are all shown: fractions could move, whole numbers can't below a step of 2.
    figures: dict[Key, Figure] = {name: Figure(name, 3.0, high=6.0, forced=True, width=1.0) for name in "abc"}
    figures |= {"half": Figure("half", 1.5, low=1.0, high=2.0, forced=True, width=0.5)}
    tied = Relation((("a", 1.0), ("b", 1.0), ("half", -2.0), ("told", -1.0)))
    even = Relation((("a", 1.0), ("b", -1.0)))
    figures |= {"told": Figure("told", 3.0, width=0.0, cost=7.0)}
    system = System(figures, (tied, even))
    chosen = choose(system)
    # With `told` open, a + a - 2 half = 3: a may be 3 or 2.5, and 2.5 is no count.
    assert ranges(system, {"a", "b", "c", "half"})["a"].width == pytest.approx(1.0)
    assert "told" in chosen.hidden or "a" in chosen.exposed


def test_the_same_system_gives_the_same_choice_among_equals() -> None:
    system = _row({"a": 3, "b": 20, "c": 20, "d": 20, "e": 20})
    first = choose(system)
    assert len(first.hidden) == 2
    assert all(choose(system) == first for _ in range(3))


def test_a_choice_says_what_any_choice_costs_at_least() -> None:
    table = [[3, 22, 9, 14], [18, 2, 31, 7], [25, 16, 4, 11]]
    figures: dict[Key, Figure] = {}
    relations: list[Relation] = []
    for at, row in enumerate(table):
        figures |= {(at, place): _figure((at, place), count) for place, count in enumerate(row)}
        figures[at, "all"] = replace(_figure((at, "all"), sum(row)), cost=200.0)
        relations.append(_sum((at, "all"), *((at, place) for place in range(4))))
    for place in range(4):
        counts = [row[place] for row in table]
        figures["all", place] = replace(_figure(("all", place), sum(counts)), cost=200.0)
        relations.append(_sum(("all", place), *((at, place) for at in range(3))))
    system = System(figures, tuple(relations))
    chosen = choose(system)
    assert chosen.cost == chosen.least > 0
    assert all(found.width >= 5 - 1e-6 for found in ranges(system, chosen.hidden).values())
