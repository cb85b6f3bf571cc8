"""What a reader can work out, and which figures have to do with each other."""

from __future__ import annotations

from math import inf

import pytest

from helpers.disclosure.ranges import Range, families, range_of, ranges
from helpers.disclosure.system import Figure, Relation, System


def _of(*relations: Relation, **values: float) -> System:
    return System({name: Figure(name, value) for name, value in values.items()}, relations)


TOTAL = Relation((("total", 1.0), ("a", -1.0), ("b", -1.0), ("c", -1.0)))
ROW = _of(TOTAL, a=3, b=8, c=20, total=31)


def test_a_count_that_is_hidden_alone_follows_from_its_sum() -> None:
    assert range_of(ROW, {"a"}, "a") == Range(3.0, 3.0)


def test_two_hidden_counts_share_what_is_left() -> None:
    found = ranges(ROW, {"a", "b"})
    assert {key: (one.low, one.high) for key, one in found.items()} == {"a": (0.0, 11.0), "b": (0.0, 11.0)}
    assert found["a"].width == 11.0


def test_what_is_shown_is_its_value_alone() -> None:
    assert range_of(ROW, {"a", "b"}, "c") == Range(20.0, 20.0)


def test_without_its_total_a_count_has_no_end() -> None:
    assert range_of(ROW, {"a", "total"}, "a") == Range(0.0, inf)
    assert range_of(System({"a": Figure("a", 3.0, low=1.0, high=9.0)}), {"a"}, "a") == Range(1.0, 9.0)


def test_a_mean_of_quarters_counts_by_its_number() -> None:
    mean = Relation((("mean", 4.0), ("a", -1.0), ("b", -1.0), ("c", -1.0), ("d", -1.0)))
    system = _of(mean, mean=6.5, a=3, b=8, c=10, d=5)
    assert range_of(system, {"a", "b"}, "b") == Range(pytest.approx(0.0), pytest.approx(11.0))


def test_what_no_page_shows_is_unknown_whatever_is_hidden() -> None:
    figures = dict(_of(total=20, part=18).figures) | {"rest": Figure("rest", 2.0, never_shown=True)}
    system = System(figures, (Relation((("total", 1.0), ("part", -1.0), ("rest", -1.0))),))
    assert range_of(system, set(), "rest") == Range(2.0, 2.0)
    assert range_of(system, {"part"}, "rest") == Range(0.0, 20.0)


def test_families_are_tied_by_sums_units_and_lines_and_not_by_what_is_public() -> None:
    figures = {
        "a": Figure("a", 1.0), "b": Figure("b", 2.0), "ab": Figure("ab", 3.0),
        "known": Figure("known", 9.0, public=True), "c": Figure("c", 4.0), "d": Figure("d", 5.0),
        "e": Figure("e", 6.0, line="e"), "e later": Figure("e later", 6.0, line="e"),
        ("f", "count"): Figure("f", 1.0), ("f", "group"): Figure("f", 9.0),
    }  # fmt: skip
    sums = (
        Relation((("ab", 1.0), ("a", -1.0), ("b", -1.0))),
        Relation((("known", 1.0), ("c", -1.0), ("d", -1.0))),
        Relation((("known", 1.0), ("ab", -1.0))),
    )
    found = families(System(figures, sums))
    assert [list(family.figures) for family in found] == [
        ["a", "b", "ab", "known"],
        ["c", "d", "known"],
        ["e", "e later"],
        [("f", "count"), ("f", "group")],
    ]
    assert [len(family.relations) for family in found] == [2, 1, 0, 0]
