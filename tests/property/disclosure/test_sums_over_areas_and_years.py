"""Linear algebra as a third attacker, on areas times years with totals so far and on shares."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.measurement.results import Measurement, Results
from helpers.plan.model import Indicator, Nature, Target
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

AREAS, YEARS = "abcd", range(2018, 2022)
POLICY = Policy()
Atom = tuple[str, int]
table = st.lists(st.integers(0, 25), min_size=16, max_size=16)


def _released(of: Indicator, counts: list[int], groups: int | None) -> Results:
    known = registry(of)
    total = Target(kind="count_in_total", operator=">=", value=30)
    the_plan = plan(goal(total, areas=("a", "b", "c", "d"), evaluated_on=("a", "b", "c", "d", "pair", "sum")))
    atoms = [(area, year) for area in AREAS for year in YEARS]
    rows = [
        seen(year, count, area=area) if groups is None else seen(year, of=(count, groups), area=area)
        for (area, year), count in zip(atoms, counts, strict=True)
    ]
    found = results(the_plan, known, *rows)
    return release(found, protect(found, known, POLICY), "public").results


def _all(found: Results) -> list[Measurement]:
    totals = [one.measurement for one in found.attainments if one.measurement is not None]
    return [*found.series, *found.measurements, *totals]


def _row(one: Measurement) -> np.ndarray:
    members = {"sum": "abcd", "pair": "ab"}.get(one.area, one.area)
    assert one.period_start is not None
    assert one.period_end is not None
    years = range(one.period_start.year, one.period_end.year + 1)
    return np.array([float(area in members and year in years) for area in AREAS for year in YEARS])


def _given_away(shown: list[Measurement], counts: Mapping[Atom, int]) -> list[Atom]:
    known = [_row(one) for one in shown if not one.hidden]
    rank = np.linalg.matrix_rank(np.array(known)) if known else 0
    found: list[Atom] = []
    for position, atom in enumerate(counts):
        unit = np.zeros(len(counts))
        unit[position] = 1.0
        if np.linalg.matrix_rank(np.array([*known, unit])) == rank:
            found.append(atom)
    return found


@settings(max_examples=12, deadline=None)
@given(table)
def test_totals_so_far_and_sums_of_areas_give_no_small_count_away(counts: list[int]) -> None:
    shown = _all(_released(indicator(yearly="sum"), counts, None))
    truth = dict(zip([(area, year) for area in AREAS for year in YEARS], counts, strict=True))
    away = _given_away(shown, truth)
    assert not [atom for atom in away if 0 < truth[atom] < POLICY.smallest_shown]
    for one in shown:
        if not one.hidden:
            assert one.value == _row(one) @ np.array(counts)


@settings(max_examples=12, deadline=None)
@given(table)
def test_shares_of_summed_counts_give_no_small_count_away(counts: list[int]) -> None:
    shown = _all(_released(indicator(nature=Nature.REGISTER_SHARE), counts, 25))
    truth = dict(zip([(area, year) for area in AREAS for year in YEARS], counts, strict=True))
    few = range(1, POLICY.smallest_shown)
    away = _given_away(shown, truth)
    assert not [atom for atom in away if truth[atom] in few or 25 - truth[atom] in few]
    assert all(one.numerator is None and one.denominator is None for one in shown if one.hidden)
