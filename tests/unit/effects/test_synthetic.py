"""Synthetic control: the nearest mixture, its ranks and interval, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.effects.mixing import mixture
from helpers.effects.placebos import Placebos, placebos
from helpers.effects.synthetic import Synthetic, synthetic_control
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from unit.effects.invented import START, panel


def found(**others: object) -> Synthetic:
    answer = synthetic_control(panel(**others))  # type: ignore[arg-type]
    assert isinstance(answer, Synthetic)
    return answer


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_mixture_is_nearer(seed: int) -> None:
    """The duality gap bounds how much nearer any other mixture could be (Jaggi 2013, ICML)."""
    rng = np.random.default_rng(seed)
    own, others = rng.normal(50, 5, 9), rng.normal(50, 5, (7, 9))
    weights = mixture(own, others)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1.0)
    slope = 2 * others @ (weights @ others - own)
    assert weights @ slope - slope.min() <= 1e-8 * float(((own - weights @ others) ** 2).sum())


def test_an_area_that_is_a_mixture_is_found_exactly() -> None:
    others = np.random.default_rng(1).normal(50, 5, (4, 10))
    assert mixture(others.T @ np.array([0.2, 0.0, 0.5, 0.3]), others) == pytest.approx([0.2, 0.0, 0.5, 0.3], abs=1e-8)
    assert mixture(others[0], np.vstack([others[0]] * 3)) == pytest.approx([1 / 3] * 3)


def test_a_large_effect_is_the_first_of_the_ranks() -> None:
    answer = found(effect=-8.0, comparisons=40)
    assert answer.rank == 1
    assert answer.estimate.p == pytest.approx(1 / sum(each.counted for each in answer.ranks))
    assert answer.ranks[0].area == "plan00"
    assert answer.estimate.interval.low < -8 < answer.estimate.interval.high < 0
    assert answer.estimate.value == pytest.approx(-8, abs=1.0)
    assert sum(each.weight for each in answer.weights) == pytest.approx(1.0, abs=0.01)
    assert [each.area for each in answer.without] == sorted(each.area for each in answer.weights)
    assert answer.fit_before < answer.spread_before / 2


def test_the_path_ends_the_mean_distance_below() -> None:
    answer = found(effect=-8.0, comparisons=40)
    after = [each.observed - each.synthetic for each in answer.path if each.period >= START]
    assert np.mean(after) == pytest.approx(answer.estimate.value)
    assert [each.at for each in answer.estimate.path] == list(range(-8, 5))


def test_the_interval_holds_what_the_ranks_do_not_reject() -> None:
    data = panel(effect=2.0, comparisons=40)
    wide = data.wide()[["plan00", *data.comparisons]].to_numpy().T
    tried = placebos(wide, np.array(data.periods) < START)
    interval = tried.interval(0.95)
    inside = np.linspace(interval.low, interval.high, 9)[1:-1]
    assert all(tried.p_at(at) > 0.05 for at in inside)
    assert tried.p_at(interval.low - 0.05) <= 0.05
    assert tried.p_at(interval.high + 0.05) <= 0.05
    assert tried.p_at(0.0) == tried.p
    # Taking the effect out of the figures themselves is the same as asking for it.
    taken = wide.copy()
    taken[0, np.array(data.periods) >= START] -= 1.5
    assert placebos(taken, tried.before).p == tried.p_at(1.5)


def test_too_few_ranks_leave_every_effect_open() -> None:
    data = panel(comparisons=9)
    wide = data.wide()[["plan00", *data.comparisons]].to_numpy().T
    interval = placebos(wide, np.array(data.periods) < START).interval(0.95)
    assert (interval.low, interval.high) == (-np.inf, np.inf)


def test_ties_count_against_the_plan() -> None:
    gaps = np.array([[1.0, -1.0, 3.0], [1.0, -1.0, 3.0], [1.0, -1.0, 0.0]])
    tried = Placebos(np.zeros((3, 3)), gaps, np.array([True, True, False]), np.ones(3), 5.0)
    assert (tried.rank, tried.p, tried.least_p) == (2, 2 / 3, 1 / 3)


def test_wrong_use_names_what_is_missing() -> None:
    def refused(**others: object) -> tuple[Shortfall, ...]:
        answer = synthetic_control(panel(**others))  # type: ignore[arg-type]
        assert isinstance(answer, Refusal)
        return answer.shortfalls

    assert refused(before=3) == (Shortfall(Lack.PERIODS_BEFORE, 3, 8),)
    assert refused(comparisons=18) == (Shortfall(Lack.COMPARISON_AREAS, 18, 19),)
    assert refused(after=0) == (Shortfall(Lack.PERIODS_AFTER, 0, 1),)
    assert refused(treated=2) == (Shortfall(Lack.ONE_AREA, 2, 1),)
    assert refused(treated=0) == (Shortfall(Lack.TREATED_AREAS, 0, 1),)


def test_an_area_that_no_mixture_follows_is_refused() -> None:
    data = panel(comparisons=25)
    far = replace(data, points=tuple(replace(p, value=p.value + 40 * (p.area == "plan00")) for p in data.points))
    assert synthetic_control(far) == Refusal("synthetic_control", (Shortfall(Lack.FIT_BEFORE),))


def test_other_areas_with_the_plan_are_not_mixed_in() -> None:
    answer = synthetic_control(panel(treated=3, comparisons=30), area="plan01")
    assert isinstance(answer, Synthetic)
    assert answer.estimate.treated == ("plan01",)
    assert {each.area for each in answer.ranks} & {"plan00", "plan02"} == set()


def test_the_same_figures_in_another_order_give_the_same_answer() -> None:
    data = panel(comparisons=25, effect=3.0)
    assert synthetic_control(replace(data, points=data.points[::-1])) == synthetic_control(data)
