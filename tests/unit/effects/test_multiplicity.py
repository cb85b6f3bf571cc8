"""Corrections for several questions: orders, ties, joint resamples of areas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.effects.differences import difference_in_differences
from helpers.effects.estimate import Estimate
from helpers.effects.multiplicity import (
    BENJAMINI_HOCHBERG,
    HOLM,
    ROMANO_WOLF,
    AreaContrast,
    area_contrast,
    correct,
    correct_jointly,
    holm,
    resample_areas,
    romano_wolf,
)
from unit.effects.invented import panel

AREAS = tuple(f"a{at:02d}" for at in range(12))


def contrast(seed: int, treated: int = 4, effect: float = 0.0, areas: tuple[str, ...] = AREAS) -> AreaContrast:
    values = np.random.default_rng(seed).normal(size=len(areas))
    values[:treated] += effect
    return AreaContrast(areas, tuple(values.tolist()), frozenset(areas[:treated]))


def estimate(effect: float, seed: int) -> Estimate:
    found = difference_in_differences(panel(treated=4, comparisons=8, effect=effect, seed=seed))
    assert isinstance(found, Estimate)
    return found


def test_one_question_needs_no_correction() -> None:
    assert holm([0.03]) == (0.03,)
    assert holm([]) == ()


def test_the_order_of_the_questions_does_not_matter() -> None:
    p = [0.04, 0.001, 0.3, 0.012]
    assert sorted(holm(p)) == sorted(holm(p[::-1]))
    assert holm(p) == pytest.approx((0.08, 0.004, 0.3, 0.036))


def test_romano_wolf_by_hand() -> None:
    """Four resamples of two questions: the larger is beaten once by the largest of both, the smaller by itself."""
    resampled = np.array([[3.0, 1.0], [1.0, 2.0], [0.5, 0.2], [3.5, 0.1]])
    assert romano_wolf(resampled) == (0.5, 0.5)
    assert romano_wolf(resampled[:, ::-1]) == (0.5, 0.5)
    assert romano_wolf(np.array([[3.0, 1.0], [1.0, 2.0], [0.5, 0.2], [2.5, 0.1]])) == (0.25, 0.5)


def test_the_same_question_twice_costs_nothing() -> None:
    """Holm doubles the p-value; joint resampling sees that the two are one."""
    once = resample_areas([contrast(1, effect=2.0)])
    twice = resample_areas([contrast(1, effect=2.0)] * 2)
    assert once is not None
    assert twice is not None
    (alone,) = romano_wolf(once)
    assert romano_wolf(twice) == (alone, alone)


def test_the_observed_comes_first_and_is_welchs_t() -> None:
    question = contrast(2)
    resampled = resample_areas([question])
    assert resampled is not None
    plan, others = np.array(question.values[:4]), np.array(question.values[4:])
    error = np.sqrt(plan.var(ddof=1) / 4 + others.var(ddof=1) / 8)
    assert resampled[0, 0] == pytest.approx(abs(plan.mean() - others.mean()) / error)
    assert resampled.shape == (5_000, 1)


def test_few_areas_are_put_in_every_order() -> None:
    few = AREAS[:6]
    resampled = resample_areas([contrast(1, 2, 50.0, few), contrast(2, 2, 0.0, few)])
    assert resampled is not None
    assert resampled.shape == (720, 2)
    assert romano_wolf(resampled)[0] >= 1 / 15


def test_one_area_with_the_plan_is_held_against_the_spread_among_the_others() -> None:
    question = contrast(3, 1)
    resampled = resample_areas([question])
    assert resampled is not None
    others = np.array(question.values[1:])
    assert resampled[0, 0] == pytest.approx(abs(question.values[0] - others.mean()) / others.std(ddof=1))


def test_the_areas_order_does_not_matter() -> None:
    question = contrast(4)
    turned = AreaContrast(question.areas[::-1], question.values[::-1], question.treated)
    first, second = resample_areas([question]), resample_areas([turned])
    assert first is not None
    assert second is not None
    np.testing.assert_array_equal(first, second)


def test_estimates_carry_the_corrected_p_and_who_says_so() -> None:
    found = correct([estimate(0.0, 1), estimate(5.0, 2)])
    assert [each.adjusted_by for each in found] == [HOLM, HOLM]
    assert found[0].adjusted_p == found[0].p
    assert found[1].p is not None
    assert found[1].adjusted_p == pytest.approx(2 * found[1].p)
    assert {each.adjusted_by for each in correct(found, "fdr")} == {BENJAMINI_HOCHBERG}


def test_what_is_resampled_is_what_the_comparison_over_time_compares() -> None:
    data = panel(treated=4, comparisons=8, effect=1.0)
    found = area_contrast(data)
    assert found is not None
    plan, others = np.array(found.values[:4]), np.array(found.values[4:])
    answer = difference_in_differences(data)
    assert isinstance(answer, Estimate)
    assert plan.mean() - others.mean() == pytest.approx(answer.value)
    resampled = resample_areas([found])
    assert resampled is not None
    assert romano_wolf(resampled)[0] == pytest.approx(answer.p, abs=0.05)
    assert area_contrast(replace(data, starts={"plan00": 2010, "plan01": 2011})) is None


def test_joint_correction_falls_back_on_holm_and_never_beats_the_estimate_itself() -> None:
    estimates = [estimate(0.0, 1), estimate(5.0, 2)]
    joint = correct_jointly(estimates, [contrast(1), contrast(2, effect=9.0)])
    assert {each.adjusted_by for each in joint} == {ROMANO_WOLF}
    assert all((each.adjusted_p or 0) >= (each.p or 1) for each in joint)
    other = correct_jointly(estimates, [contrast(1), contrast(2, areas=AREAS[1:])])
    assert other == correct(estimates)
    assert correct_jointly(estimates, [contrast(1), None]) == correct(estimates)
