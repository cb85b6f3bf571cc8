"""Intervals against printed tables, other programs and exact enumeration.

Facts and their origin: Wilson and exact examples are Table I of Newcombe RG 1998, Statistics in Medicine 17:857-872
(four printed decimals; R 4 `prop.test(correct=FALSE)` for the rest); differences are Table II, method 10, of Newcombe
RG 1998, Statistics in Medicine 17:873-890 (R `Epi::ci.pd(method="Nc")`); Poisson limits are R `poisson.test`
(Garwood 1936) and the Excel sheet behind UKHSA's PHEindicatormethods.
"""

from __future__ import annotations

import math

import mpmath
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson

from helpers.measurement.intervals import (
    difference_of_proportions,
    poisson_count,
    poisson_rate,
    proportion,
    ratio_of_counts,
    ratio_of_proportions,
)

WILSON = [
    (81, 263, 0.255288519878, 0.366209576983),
    (15, 148, 0.0623863995307, 0.160487241723),
    (0, 20, 0.0, 0.161125158053),
    (1, 29, 0.00611321429276, 0.171755218793),
    (3, 12, 0.0889416683941, 0.532305334934),
    (11, 12, 0.646120088859, 0.985134905595),
    (0, 7, 0.0, 0.354330435067),
    (7, 7, 0.645669564933, 1.0),
    (238, 1000, 0.212639552476, 0.265365668971),
]
GARWOOD = [
    (0, 0.0, 3.68887945411),
    (1, 0.0253178079843, 5.57164339094),
    (2, 0.242209278544, 7.22468766772),
    (3, 0.618672122896, 8.76727306974),
    (5, 1.62348639012, 11.6683320793),
    (10, 4.79538869613, 18.390356042),
    (23, 14.580027037, 34.5112928948),
    (100, 81.3639912509, 121.626793792),
    (1045, 982.593709411, 1110.33077661),
]
NEWCOMBE = [
    ((56, 70), (48, 80), 0.0524314724024, 0.333872654037),
    ((9, 10), (3, 10), 0.170522723935, 0.809017973535),
    ((6, 7), (2, 7), 0.0582279274823, 0.806249637524),
    ((5, 56), (0, 29), -0.0381371479035, 0.192560013855),
    ((0, 10), (0, 20), -0.161125158053, 0.277532799863),
    ((0, 10), (0, 10), -0.277532799863, 0.277532799863),
    ((10, 10), (0, 20), 0.679086037142, 1.0),
    ((10, 10), (0, 10), 0.607509350431, 1.0),
    ((4, 11), (9, 13), -0.607331449346, 0.0611942453348),
]


@pytest.mark.parametrize(("count", "total", "low", "high"), WILSON)
def test_wilson(count: int, total: int, low: float, high: float) -> None:
    found = proportion(count, total)
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=1e-7)


@pytest.mark.parametrize(("count", "low", "high"), GARWOOD)
def test_garwood(count: int, low: float, high: float) -> None:
    found = poisson_count(count)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("count", "exposure", "per", "low", "high"),
    [
        (7, 3456, 1000, 0.814341160741, 4.17322782457),
        (0, 812, 1000, 0.0, 4.54295499275),
        (23, 15420, 10000, 9.45527045204, 22.3808643935),
        (4, 96, 1000, 11.3527643086, 106.683215369),
    ],
)
def test_rates(count: int, exposure: int, per: int, low: float, high: float) -> None:
    found = poisson_rate(count, exposure, per)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("first", "second", "low", "high"), NEWCOMBE)
def test_newcombe_method_10(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    found = difference_of_proportions(first, second)
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), abs=1e-7)


@pytest.mark.parametrize("count", range(41))
def test_wilson_and_newcombe_agree_with_statsmodels(count: int) -> None:
    found = proportion(count, 40)
    assert (found.low / 100, found.high / 100) == pytest.approx(proportion_confint(count, 40, method="wilson"))
    difference = difference_of_proportions((count, 40), (7, 31))
    expected = confint_proportions_2indep(count, 40, 7, 31, compare="diff", method="newcomb")
    assert (difference.low / 100, difference.high / 100) == pytest.approx(expected)


@pytest.mark.parametrize("count", [0, 1, 4, 30, 98, 5369])
def test_garwood_agrees_with_statsmodels(count: int) -> None:
    found = poisson_count(count)
    assert (found.low, found.high) == pytest.approx(confint_poisson(count, 1, method="exact-c"), abs=1e-12)


@pytest.mark.parametrize("count", [1, 3, 17, 64])
def test_garwood_leaves_exactly_a_fortieth_in_each_tail(count: int) -> None:
    found = poisson_count(count)

    def at_most(number: int, mean: float) -> mpmath.mpf:
        return mpmath.fsum(
            mpmath.e ** (-mpmath.mpf(mean)) * mpmath.mpf(mean) ** k / mpmath.factorial(k) for k in range(number + 1)
        )

    assert float(1 - at_most(count - 1, found.low)) == pytest.approx(0.025, abs=1e-9)
    assert float(at_most(count, found.high)) == pytest.approx(0.025, abs=1e-9)


@pytest.mark.parametrize(("first", "second"), [((15, 1), (28, 1)), ((4, 2), (9, 1)), ((3, 900), (11, 1300))])
def test_ratio_of_counts_leaves_exactly_a_fortieth_in_each_tail(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    (count, exposure), (other, other_exposure) = first, second
    found = ratio_of_counts(first, second)

    def at_least(ratio: float) -> mpmath.mpf:
        share = mpmath.mpf(ratio) * exposure / (mpmath.mpf(ratio) * exposure + other_exposure)
        total = count + other
        return mpmath.fsum(
            mpmath.binomial(total, k) * share**k * (1 - share) ** (total - k) for k in range(count, total + 1)
        )

    def at_most(ratio: float) -> mpmath.mpf:
        share = mpmath.mpf(ratio) * exposure / (mpmath.mpf(ratio) * exposure + other_exposure)
        total = count + other
        return mpmath.fsum(mpmath.binomial(total, k) * share**k * (1 - share) ** (total - k) for k in range(count + 1))

    assert float(at_least(found.low)) == pytest.approx(0.025, abs=1e-9)
    assert float(at_most(found.high)) == pytest.approx(0.025, abs=1e-9)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((30, 1200), (45, 1100), 0.37172607984912, 0.99158274776873),
        ((3, 900), (11, 1300), 0.070568210616894, 1.491273114759929),
        ((0, 1), (5, 1), 0.0, 1.0912791051825),
        ((7, 2), (0, 3), 2.1619627782529, math.inf),
    ],
)
def test_ratio_of_counts_as_r_has_it(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    # R 4.2.2: poisson.test(c(30, 45), c(1200, 1100))$conf.int and so on.
    found = ratio_of_counts(first, second)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9)


def test_ratio_of_counts_is_open_where_a_count_is_nought() -> None:
    assert ratio_of_counts((3, 1), (0, 1)).high == math.inf
    assert ratio_of_counts((0, 1), (5, 1)).low == 0
    assert (ratio_of_counts((0, 1), (0, 1)).low, ratio_of_counts((0, 1), (0, 1)).high) == (0, math.inf)


@pytest.mark.parametrize(("first", "second"), [((120, 300), (150, 280)), ((56, 70), (48, 80)), ((22, 90), (31, 95))])
def test_ratio_of_proportions_lies_close_to_the_score_interval(first: tuple[int, int], second: tuple[int, int]) -> None:
    # Koopman's score interval (statsmodels) is another method; for groups of this size the two differ by under 2 %.
    found = ratio_of_proportions(first, second)
    expected = confint_proportions_2indep(*first, *second, compare="ratio", method="score")
    assert (found.low, found.high) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("shares", [(0.5, 0.6), (0.22, 0.2), (0.75, 0.75)])
def test_ratio_of_proportions_covers_the_truth_nineteen_times_in_twenty(shares: tuple[float, float]) -> None:
    total = 60
    weights = [
        [math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)] for share in shares
    ]
    covered = 0.0
    for first in range(total + 1):
        for second in range(total + 1):
            weight = weights[0][first] * weights[1][second]
            if weight > 1e-9:
                found = ratio_of_proportions((first, total), (second, total))
                covered += weight * (found.low <= shares[0] / shares[1] <= found.high)
    assert 0.94 <= covered <= 0.97


@pytest.mark.parametrize("wrong", [(-1, 10), (11, 10), (0, 0)])
def test_counts_that_are_no_share_are_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="a share needs"):
        proportion(*wrong)
