"""A reader who kept every earlier release works out no hidden count, whatever has been corrected in between.

The reader here shares no code with the protection: events of each area and year are unknowns of a linear programme,
every figure that any release showed is a sum of them. What wasn't corrected is the same in both releases; a correction
is smaller than the width that protects.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from helpers.disclosure.cells import Cell, cell_of
from helpers.disclosure.earlier import published_figures, read_earlier
from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import Protection, protect
from helpers.measurement.results import Measurement, Results
from helpers.plan.model import Nature, Target, TargetKind
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

AREAS, YEARS = "abcd", (2018, 2019, 2021)
ATOMS = [(area, year) for area in AREAS for year in YEARS]
EVENTS = registry(indicator(nature=Nature.EVENT_COUNT, yearly="sum"))
POLICY = Policy()
TOTAL = goal(
    Target(kind=TargetKind.COUNT_IN_TOTAL, operator=">=", value=30), areas=tuple(AREAS), evaluated_on=(*AREAS, "pair")
)
table = st.lists(st.integers(0, 25), min_size=len(ATOMS), max_size=len(ATOMS))
corrections = st.lists(st.sampled_from([0, 0, 0, 0, 1, -1, 3]), min_size=len(ATOMS), max_size=len(ATOMS))


def _results(counts: list[int]) -> Results:
    rows = [seen(year, count, area=area) for (area, year), count in zip(ATOMS, counts, strict=True)]
    return results(plan(TOTAL, comparisons=("sum", "pair")), EVENTS, *rows)


def _all(found: Results) -> Iterator[Measurement]:
    yield from found.series
    yield from found.measurements
    yield from (one.measurement for one in found.attainments if one.measurement is not None)


def _row(cell: Cell) -> np.ndarray:
    members = {"sum": "abcd", "pair": "ab"}.get(cell.area, cell.area)
    assert cell.first is not None
    assert cell.last is not None
    return np.array([float(area in members and cell.first.year <= year <= cell.last.year) for area, year in ATOMS])


def _known(found: Results, protection: Protection) -> dict[Cell, float]:
    shown = release(found, protection, "public").results
    return {cell_of(one): one.value for one in _all(shown) if one.value is not None}


@settings(max_examples=7, deadline=None)
@given(table, corrections)
def test_no_hidden_count_follows_from_two_releases(counts: list[int], moves: list[int]) -> None:
    later = [max(0, count + move) for count, move in zip(counts, moves, strict=True)]
    before, after = _results(counts), _results(later)
    first = protect(before, EVENTS, POLICY)
    text = published_figures([release(before, first, "public")], EVENTS)
    second = protect(after, EVENTS, POLICY, read_earlier([text]))
    told, told_again = _known(before, first), _known(after, second)
    hidden, once = {one.cell for one in second.hidden}, {one.cell for one in first.hidden}
    assert once <= hidden
    truth = {cell_of(one): one.value for one in _all(after)}
    assert not [cell for cell in hidden & told.keys() if told[cell] == truth[cell]]
    size = len(ATOMS)
    rows = [np.concatenate([_row(cell), np.zeros(size)]) for cell in told]
    rows += [np.concatenate([np.zeros(size), _row(cell)]) for cell in told_again]
    rows += [np.concatenate([-unit, unit]) for unit, move in zip(np.eye(size), moves, strict=True) if not move]
    constants = [*told.values(), *told_again.values(), *(0.0 for move in moves if not move)]
    near = np.hstack([-np.eye(size), np.eye(size)])
    least, most = np.vstack([near, -near]), np.full(2 * size, float(POLICY.minimum_width))
    exposed = {one.cell for one in second.exposed}
    for cell in sorted(hidden - exposed, key=lambda cell: cell.order):
        target = np.concatenate([np.zeros(size), _row(cell)])
        low, high = (
            by * end.fun if end.status == 0 else by * -np.inf
            for by in (1.0, -1.0)
            for end in [linprog(by * target, A_ub=least, b_ub=most, A_eq=np.array(rows), b_eq=constants)]
        )
        assert low - 1e-6 <= (truth[cell] or 0) <= high + 1e-6
        assert high - low >= POLICY.minimum_width - 1e-5, cell
