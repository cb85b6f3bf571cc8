"""Small tables whose best protection was found by exhaustive search with another attacker.

Origin of the figures: the project's statistical reference cases sdc1 and sdc2 (SciPy HiGHS integer attacker,
confirmed by R's Rglpk): counts 1-4 hidden, totals shown, every hidden count must keep a range at least 5 wide.
"""

from __future__ import annotations

import pytest

from helpers.disclosure.cells import Cell, Content, contents_of
from helpers.disclosure.policy import Policy
from helpers.disclosure.ranges import range_of, ranges
from helpers.disclosure.relations import system_of
from helpers.disclosure.suppression import protect
from helpers.disclosure.vintages import Vintages
from helpers.plan.model import Area, AreaKind
from unit.measurement.cases import indicator, plan, registry, results, seen

ONE_SMALL = {"a": 23, "b": 3, "c": 17, "d": 41, "e": 12, "f": 8}
TWO_SMALL = {"a": 23, "b": 1, "c": 2, "d": 41, "e": 9}


def _table(counts: dict[str, int]) -> tuple[set[str], dict[str, tuple[float, float]]]:
    areas = (
        *(Area(id=name, name=name, kind=AreaKind.AREA) for name in counts),
        Area(id="total", name="I alt", kind=AreaKind.AGGREGATE, members=tuple(counts)),
    )
    known = registry(indicator(), areas=areas)
    of = plan(areas=tuple(counts), comparisons=("total",))
    found = results(of, known, *(seen(2021, count, area=name) for name, count in counts.items()))
    hidden = frozenset(one.cell for one in protect(found, known, Policy()).hidden)
    system = system_of(Vintages({of.id: contents_of(found, known, Policy())}, (), ()), known)
    left = ranges(system, hidden, [(cell, "count", 0) for cell in hidden])
    told = {cell.area: left[cell, "count", 0] for cell in hidden}
    return {cell.area for cell in hidden}, {name: (one.low, one.high) for name, one in told.items()}


def test_one_small_count_needs_the_smallest_partner_that_is_wide_enough() -> None:
    hidden, left = _table(ONE_SMALL)
    assert hidden == {"b", "f"}
    assert left == {"b": pytest.approx((0, 11)), "f": pytest.approx((0, 11))}


def test_two_small_counts_are_not_enough_to_hide_each_other() -> None:
    hidden, left = _table(TWO_SMALL)
    assert hidden == {"b", "c", "e"}
    assert all(one == pytest.approx((0, 12)) for one in left.values())


def test_the_attacker_finds_what_primary_hiding_alone_leaves_open() -> None:
    cells = {name: Cell(name, "tal", None, None) for name in (*ONE_SMALL, "total")}
    contents = {
        cells[name]: Content(float(count), None, printed=False, persons=True, sensitive=name == "b")
        for name, count in (*ONE_SMALL.items(), ("total", sum(ONE_SMALL.values())))
    }
    area = Area(id="total", name="I alt", kind=AreaKind.AGGREGATE, members=tuple(ONE_SMALL))
    system = system_of(Vintages({"e": contents}, (), ()), registry(indicator(), areas=(area,)))
    found = range_of(system, frozenset({cells["b"]}), (cells["b"], "count", 0))
    assert (found.low, found.high) == pytest.approx((3, 3))
