"""Weighted estimates where the answer is plain, and what the design effect is held to."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.observations.sampling import Design, Stage, design_effect_of_share, kish_design_effect, mean, ratio

EVERY_OTHER = np.array([1.0, 0.0] * 50)


def test_equal_weights_are_no_weights() -> None:
    """The error is that of a simple sample, with n - 1 below."""
    found = mean(Design(np.full(100, 7.0)), EVERY_OTHER)
    assert (found.value, found.n, found.degrees) == (0.5, 100, 99)
    assert found.error == pytest.approx((0.25 / 99) ** 0.5)


def test_a_household_that_answers_as_one_is_one_answer() -> None:
    """Fifty pairs of equal answers: the effect is two, give or take the n - 1."""
    answers = np.repeat(np.array([1.0, 0.0] * 25), 2)
    design = Design(np.ones(100), (Stage(np.arange(100) // 2),))
    assert design_effect_of_share(design, answers) == pytest.approx(2.0, abs=0.12)


def test_the_effect_is_never_below_one() -> None:
    """Households of opposites would make the survey surer than a simple one; that is chance."""
    design = Design(np.ones(100), (Stage(np.arange(100) // 2),))
    assert design_effect_of_share(design, EVERY_OTHER) == 1.0


def test_where_all_answer_alike_a_household_is_one_answer() -> None:
    """The answers can't tell how alike households are, so the worst is taken."""
    design = Design(np.ones(60), (Stage(np.arange(60) // 3),))
    assert design_effect_of_share(design, np.ones(60)) == pytest.approx(3.0)
    assert design_effect_of_share(Design(np.ones(60)), np.zeros(60)) == pytest.approx(1.0)
    assert design_effect_of_share(design, np.ones(60), np.arange(60) < 6) == pytest.approx(3.0)


def test_a_single_household_is_a_single_answer() -> None:
    """There is nothing to compare it with."""
    design = Design(np.ones(4), (Stage(np.zeros(4)),))
    assert design_effect_of_share(design, np.array([1.0, 0.0, 0.0, 1.0])) == 4.0
    assert design_effect_of_share(design, np.ones(4), np.arange(4) < 1) == 1.0


def test_kish() -> None:
    """Half with weight 1 and half with 3: n times 1 + 9 over the square of 1 + 3, halves each."""
    assert kish_design_effect(np.array([1.0, 3.0] * 10)) == pytest.approx(1.25)


def test_wrong_columns_are_refused() -> None:
    """Columns of different lengths, and means of nobody."""
    with pytest.raises(ValueError, match="one entry per answer"):
        mean(Design(np.ones(3)), np.ones(4))
    with pytest.raises(ValueError, match="at least one answer"):
        ratio(Design(np.ones(3)), np.ones(3), np.zeros(3))
    with pytest.raises(ValueError, match="at least one answer"):
        mean(Design(np.ones(3)), np.ones(3), np.zeros(3))


def test_a_share_is_no_surer_than_its_weights() -> None:
    """Heavy answers that all say the same make the linearised error small; the weights alone set the floor."""
    weights = np.array([4.0] * 10 + [1.0] * 30)
    yes = np.array([1.0] * 10 + [1.0] * 28 + [0.0] * 2)
    linear = mean(Design(weights), yes).error ** 2 / (68 / 70 * 2 / 70 / 40)
    assert linear < kish_design_effect(weights)
    assert design_effect_of_share(Design(weights), yes) == pytest.approx(kish_design_effect(weights))
    half = np.arange(40) < 25
    assert design_effect_of_share(Design(weights), yes, half) >= kish_design_effect(weights[half])
