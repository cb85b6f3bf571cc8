"""The mean of answers on a scale against Wilson's interval and against SciPy's own constrained maximum likelihood."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq, minimize

from helpers.measurement.intervals import proportion
from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.scales import Mean, mean_of_scale, share_at

FIVE = (1, 2, 3, 4, 5)


def _mean(answers: tuple[int, ...], points: tuple[float, ...] = FIVE) -> Mean:
    found = mean_of_scale(answers, points)
    assert isinstance(found, Mean)
    return found


@pytest.mark.parametrize("count", [0, 1, 7, 19, 20])
def test_with_two_steps_it_is_wilsons_interval(count: int) -> None:
    found, expected = _mean((20 - count, count), (0, 100)).interval, proportion(count, 20)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-6)


@pytest.mark.parametrize("answers", [(1, 2, 5, 8, 20), (10, 10, 0, 5, 5), (0, 0, 3, 4, 13), (2, 30, 1, 1, 1)])
def test_limits_are_where_the_likeliest_shares_are_two_standard_errors_away(answers: tuple[int, ...]) -> None:
    found = _mean(answers)
    counts, points, n = np.array(answers, float), np.array(FIVE, float), sum(answers)

    def excess(mean: float) -> float:
        rules = (
            {"type": "eq", "fun": lambda shares: shares.sum() - 1},
            {"type": "eq", "fun": lambda shares: shares @ points - mean},
        )
        start = np.full(5, 0.2)
        fitted = minimize(
            lambda shares: -(counts * np.log(np.maximum(shares, 1e-12))).sum() / n,
            start,
            bounds=[(0, 1)] * 5,
            constraints=rules,
            method="SLSQP",
            options={"ftol": 1e-13, "maxiter": 500},
        )
        error = np.sqrt(fitted.x @ (points - mean) ** 2 / n)
        return abs(found.value - mean) / error - 1.959963984540054

    low = brentq(excess, 1.05, found.value - 1e-4, xtol=1e-6)
    high = brentq(excess, found.value + 1e-4, 4.98, xtol=1e-6)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=2e-3)


def test_all_the_same_answer_is_no_certainty() -> None:
    found = _mean((0, 0, 0, 0, 20))
    assert (found.value, found.interval.high) == (5, 5)
    assert found.interval.low == pytest.approx(4.3555, abs=1e-4)


def test_the_interval_stays_on_the_scale_and_holds_the_mean() -> None:
    for answers in ((5, 0, 0, 0, 0), (0, 0, 7, 0, 0), (1, 0, 0, 0, 6), (3, 1, 1, 0, 0)):
        found = _mean(answers)
        assert 1 <= found.interval.low <= found.value <= found.interval.high <= 5
        assert found.interval.low < found.interval.high


def test_a_share_of_a_scale_is_a_share() -> None:
    found, expected = share_at((1, 2, 5, 8, 20), (3, 4)), proportion(28, 36)
    assert (found.low, found.high) == (expected.low, expected.high)


def test_four_answers_have_no_mean() -> None:
    refused = mean_of_scale((1, 0, 1, 0, 2), FIVE)
    assert isinstance(refused, Refusal)
    assert [(found.lack, found.have, found.need) for found in refused.shortfalls] == [(Lack.RESPONSES, 4, 5)]


@pytest.mark.parametrize(
    ("answers", "points", "said"),
    [((1, 2), FIVE, "for each of its steps"), ((9, 9), (2, 2), "rise"), ((9, -1), (1, 2), "negative")],
)
def test_a_scale_that_is_none_is_refused(answers: tuple[int, ...], points: tuple[float, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        mean_of_scale(answers, points)
