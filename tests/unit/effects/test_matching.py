"""Areas to compare with: the written rule, ties, likeness, and that nothing after the start is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.effects.matching import Matched, baseline_of, match
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from unit.effects.invented import START, panel

BASELINE = {
    "income": {"p": 10.0, "a": 10.5, "b": 14.0, "c": 9.5, "d": 20.0, "e": 10.5},
    "rent": {"p": 5.0, "a": 5.0, "b": 5.0, "c": 5.0, "d": 9.0},
}


def found(**others: object) -> Matched:
    made = {"treated": ["p"], "pool": ["a", "b", "c", "d", "e"], "baseline": BASELINE, "neighbours": 2}
    answer = match(**{**made, **others})  # type: ignore[arg-type]
    assert isinstance(answer, Matched)
    return answer


def test_the_nearest_are_chosen_and_ties_go_by_id() -> None:
    answer = found()
    assert answer.chosen == ("a", "c")
    assert [each.area for each in answer.distances] == ["a", "c", "b", "d"]
    assert [each.chosen for each in answer.distances] == [True, True, False, False]
    assert answer.without_figures == ("e",)
    assert found(pool=["d", "c", "b", "a"]).chosen == ("a", "c")


def test_distance_is_in_standard_deviations_between_areas() -> None:
    income = np.std([10.0, 10.5, 14.0, 9.5, 20.0], ddof=1)
    assert found().distances[0].distance == pytest.approx(np.sqrt((0.5 / income) ** 2 / 2))


def test_balance_before_and_after() -> None:
    income, rent = found().balance
    spread = np.std([10.0, 10.5, 14.0, 9.5, 20.0], ddof=1)
    assert (income.treated, income.pool, income.chosen) == (10.0, 13.5, 10.0)
    assert income.before == pytest.approx(-3.5 / spread)
    assert (income.after, rent.after) == (0.0, 0.0)
    assert income.alike
    assert found().balanced
    assert not found(neighbours=4).balanced


def test_the_variance_ratio_needs_two_areas_on_each_side() -> None:
    assert found().balance[0].variance_ratio is None
    two = found(treated=["p", "b"], pool=["a", "c", "d"], neighbours=3)
    expected = np.var([10.0, 14.0], ddof=1) / np.var([10.5, 9.5, 20.0], ddof=1)
    assert two.balance[0].variance_ratio == pytest.approx(expected)


def test_outside_the_caliper_nobody_is_compared_with() -> None:
    assert match(["d"], ["a", "b", "c", "p"], BASELINE, neighbours=3, caliper=0.5) == Refusal(
        "matching", (Shortfall(Lack.BALANCE, 0, 2),)
    )
    assert found(neighbours=4, caliper=1.0).chosen == ("a", "c", "b")


def test_missing_figures_are_told() -> None:
    assert match(["e"], ["a", "b"], BASELINE, neighbours=2) == Refusal(
        "matching", (Shortfall(Lack.TREATED_AREAS, 0, 1),)
    )
    assert match(["p"], ["e", "p"], BASELINE, neighbours=2) == Refusal(
        "matching", (Shortfall(Lack.COMPARISON_AREAS, 0, 2),)
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_what_happens_after_the_start_changes_nothing(seed: int) -> None:
    data = panel(treated=2, comparisons=8, seed=3)
    rng = np.random.default_rng(seed)
    other = tuple(
        replace(point, value=float(rng.normal(0, 100))) if point.period >= START else point for point in data.points
    )
    kept = tuple(point for point in other if point.period < START or rng.random() < 0.5)
    chosen = [
        match(data.treated, data.comparisons, baseline_of([each], START), neighbours=4)
        for each in (data, replace(data, points=other), replace(data, points=kept))
    ]
    assert chosen[0] == chosen[1] == chosen[2]


def test_a_mean_over_other_years_is_no_baseline() -> None:
    data = panel(comparisons=3)
    holes = replace(data, points=tuple(p for p in data.points if (p.area, p.period) != ("other00", START - 1)))
    assert set(baseline_of([holes], START)["made"]) == {"plan00", "other01", "other02"}
    own = [p.value for p in data.points if p.area == "other01" and START - 3 <= p.period < START]
    assert baseline_of([data], START, 3)["made"]["other01"] == pytest.approx(np.mean(own))
