"""The exact tests against SciPy's and against plain enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import barnard_exact, beta, binom, binomtest, norm

from helpers.measurement.exact import chance_of_difference, chance_of_share


@pytest.mark.parametrize(("count", "total", "share"), [(1, 25, 0.007), (33, 51, 0.75), (246, 300, 0.724), (0, 40, 0.1)])
def test_one_share_is_the_binomial_test(count: int, total: int, share: float) -> None:
    side = "greater" if count / total > share else "less"
    assert chance_of_share((count, total), share) == pytest.approx(binomtest(count, total, share, side).pvalue)


@pytest.mark.parametrize(
    ("first", "second", "factor", "added"),
    [
        ((3, 20), (4, 200), 0.5, 0.0),
        ((20, 25), (30, 60), 1.0, 0.0),
        ((2, 25), (20, 60), 1.0, 0.0),
        ((1, 30), (20, 50), 0.9, 0.0),
        ((3, 30), (25, 50), 1.0, -0.1),
        ((25, 30), (20, 50), 1.0, 0.2),
    ],
)
def test_two_shares_are_all_tables_that_are_as_far_apart(
    first: tuple[int, int], second: tuple[int, int], factor: float, added: float
) -> None:
    (one, total), (two, other) = first, second
    count, against = np.meshgrid(np.arange(total + 1), np.arange(other + 1), indexing="ij")

    def distance(x: object, y: object) -> object:
        p, q = (x + 1) / (total + 2), (y + 1) / (other + 2)  # type: ignore[operator]
        return (x / total - factor * y / other - added) / np.sqrt(p * (1 - p) / total + factor**2 * q * (1 - q) / other)  # type: ignore[operator]

    sign = np.sign(distance(one, two))
    as_far = sign * distance(count, against) >= sign * distance(one, two) - 1e-9
    tried = np.linspace(beta.ppf(0.0005, two, other - two + 1), beta.ppf(0.9995, two + 1, other - two), 401)
    chances = [
        (binom.pmf(count, total, np.clip(factor * share + added, 0, 1)) * binom.pmf(against, other, share))[
            as_far
        ].sum()
        for share in tried
    ]
    assert chance_of_difference(first, second, factor, added) == pytest.approx(max(chances) + 0.001, abs=0.001)


@pytest.mark.parametrize(("first", "second"), [((20, 25), (30, 60)), ((60, 100), (90, 200))])
def test_two_equal_shares_are_near_barnards_test(first: tuple[int, int], second: tuple[int, int]) -> None:
    # Barnard orders tables by the spread of both groups together and tries every share 2, also those that the data
    # rule out; for shares that are not rare it makes little difference.
    (one, total), (two, other) = first, second
    side = "greater" if one / total > two / other else "less"
    table = np.array([[one, two], [total - one, other - two]])
    barnard = barnard_exact(table, alternative=side, pooled=True).pvalue
    assert chance_of_difference(first, second, 1.0) == pytest.approx(barnard, abs=0.005)


def test_nothing_is_shown_by_two_like_groups() -> None:
    assert chance_of_difference((10, 20), (100, 200), 1.0) > 0.4
    assert chance_of_difference((0, 20), (0, 200), 1.0) > 0.4
    assert chance_of_difference((3, 20), (100, 200), 0.0) == chance_of_share((3, 20), 0.0) == 0.0
    assert chance_of_difference((3, 20), (100, 200), 0.0, 0.4) == chance_of_share((3, 20), 0.4)


@pytest.mark.parametrize("total", [8_000_000_000])
def test_a_total_that_is_a_slip_of_the_hand_costs_no_memory(total: int) -> None:
    share = binom.sf(250 - 1, 1000, 0.2)
    assert chance_of_difference((250, 1000), (total // 5, total), 1.0) == pytest.approx(share + 0.001, rel=0.05)
    assert chance_of_difference((total // 5, total), (total // 5, total), 1.0) > 0.4
    assert chance_of_difference((total // 4, total), (total // 5, total), 1.0) == pytest.approx(0.001)
    assert chance_of_difference((total // 5, total), (250, 1000), 1.0) == pytest.approx(share + 0.001, rel=0.3)
    assert chance_of_difference((total // 5, total), (250, 1000), 3.0) < 0.002
    assert chance_of_share((total // 5, total), 0.2) == pytest.approx(0.5, abs=0.001)
    assert chance_of_share((total // 4, total), 0.2) == pytest.approx(0)


def test_a_larger_group_than_is_gone_through_never_looks_surer() -> None:
    one, two = (10_150, 1_000_000), (10_000, 1_000_000)
    spread = np.sqrt(0.010075 * 0.989925 * 2 / 1_000_000)
    assert norm.sf(0.00015 / spread) < chance_of_difference(one, two, 1.0) < 0.5
