"""Small tables whose best protection was found by exhaustive search with another attacker.

Origin of the figures: the project's statistical reference cases sdc1 and sdc2 (SciPy HiGHS integer attacker,
confirmed by R's Rglpk): counts 1-4 hidden, totals shown, every hidden count must keep a range at least 5 wide.
"""

from __future__ import annotations

import pytest

from helpers.disclosure.attacker import range_of
from helpers.disclosure.cells import Cell, Content, contents_of
from helpers.disclosure.equations import equations_of
from helpers.disclosure.policy import Policy
from helpers.disclosure.suppression import protect
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
    contents = contents_of(found, known, Policy())
    equations = equations_of(contents, known)
    ranges = {cell.area: range_of(cell, hidden, equations, contents) for cell in hidden}
    return {cell.area for cell in hidden}, {name: (one.low, one.high) for name, one in ranges.items()}


def test_one_small_count_needs_the_smallest_partner_that_is_wide_enough() -> None:
    hidden, ranges = _table(ONE_SMALL)
    assert hidden == {"b", "f"}
    assert ranges == {"b": pytest.approx((0, 11)), "f": pytest.approx((0, 11))}


def test_two_small_counts_are_not_enough_to_hide_each_other() -> None:
    hidden, ranges = _table(TWO_SMALL)
    assert hidden == {"b", "c", "e"}
    assert set(ranges.values()) == {(0.0, 12.0)}


def test_the_attacker_finds_what_primary_hiding_alone_leaves_open() -> None:
    cells = {name: Cell(name, "tal", None, None) for name in (*ONE_SMALL, "total")}
    contents = {
        cells[name]: Content(float(count), None, printed=False, persons=True, sensitive=False)
        for name, count in (*ONE_SMALL.items(), ("total", sum(ONE_SMALL.values())))
    }
    area = Area(id="total", name="I alt", kind=AreaKind.AGGREGATE, members=tuple(ONE_SMALL))
    equations = equations_of(contents, registry(indicator(), areas=(area,)))
    found = range_of(cells["b"], frozenset({cells["b"]}), equations, contents)
    assert (found.low, found.high) == pytest.approx((3, 3))
