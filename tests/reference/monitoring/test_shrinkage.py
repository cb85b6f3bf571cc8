"""Shrinkage against Efron and Morris' baseball players, and against R's VGAM for the beta-binomial likelihood.

The data (`eb_efron_morris`) are others'; `MAALBAR_REFERENCE_DATA` says where they lie. The papers: Efron B & Morris C
(1975), JASA 70:311-319, section 2 (on the arcsine scale); (1977), Scientific American 236(5):119-127 (on the raw one).
"""

from __future__ import annotations

from functools import cache
from math import asin, sin, sqrt

import pytest

from helpers.monitoring.shrinkage import Shrinkage, shrink
from helpers.monitoring.shrinkage_fitting import by_moments, fitted
from helpers.monitoring.shrinkage_means import ShrunkenMeans, shrink_means
from helpers.monitoring.small_areas import AreaCount, Counted
from reference_cases import Case, reference_case

AT_BATS = 45


@cache
def case() -> Case:
    return reference_case("eb_efron_morris")


def hits() -> list[float]:
    return [float(row["r"]) for row in case().rows("baseball.csv")]


def seasons() -> list[float]:
    return [float(row["p"]) for row in case().rows("baseball.csv")]


def arcsine(share: float) -> float:
    return sqrt(AT_BATS) * asin(2 * share - 1)


def of_arcsines() -> ShrunkenMeans:
    found = shrink_means([arcsine(hit / AT_BATS) for hit in hits()], 1.0)
    assert isinstance(found, ShrunkenMeans)
    return found


def of_shares() -> ShrunkenMeans:
    shares = [hit / AT_BATS for hit in hits()]
    mean = sum(shares) / len(shares)
    found = shrink_means(shares, mean * (1 - mean) / AT_BATS)
    assert isinstance(found, ShrunkenMeans)
    return found


def squares(found: list[float], truth: list[float]) -> float:
    return sum((one - other) ** 2 for one, other in zip(found, truth, strict=True))


def test_james_stein_on_the_arcsine_scale() -> None:
    entries, found = case().entries, of_arcsines()
    spread = squares([arcsine(hit / AT_BATS) for hit in hits()], [found.mean] * 18)
    assert [found.mean, spread, found.factor] == entries["arcsine.mean_S_factor"].approx
    assert list(found.estimates) == entries["arcsine.js_estimates"].approx
    back = [(sin(value / sqrt(AT_BATS)) + 1) / 2 for value in found.estimates]
    assert back == entries["arcsine.js_back_transformed"].approx


def test_james_stein_comes_nearer_to_the_rest_of_the_season() -> None:
    truth = [arcsine(share) for share in seasons()]
    own, shrunken = (
        squares([arcsine(hit / AT_BATS) for hit in hits()], truth),
        squares([*of_arcsines().estimates], truth),
    )
    assert [own, shrunken, own / shrunken] == case().entries["arcsine.sse_mle_js_ratio"].approx
    raw = [squares([hit / AT_BATS for hit in hits()], seasons()), squares([*of_shares().estimates], seasons())]
    assert raw == case().entries["raw.sse_mle_js"].approx


def test_james_stein_on_the_raw_scale() -> None:
    entries, found = case().entries, of_shares()
    assert [found.mean, found.factor] == entries["raw.mean_factor"].approx
    assert list(found.estimates) == entries["raw.js_estimates"].approx
    assert found.estimates[0] == entries["raw.js_clemente"].approx


def test_the_likeliest_beta_binomial() -> None:
    counts = [AreaCount(str(place), hit, AT_BATS) for place, hit in enumerate(hits())]
    found = fitted(counts, "share")
    known = case().entries["betabinomial_mle_mean_rho_loglik"]
    assert [found.level, found.correlation, found.log_likelihood] == known.approx


def test_shrunken_shares_come_nearer_too_and_hold_the_season() -> None:
    counts = [AreaCount(str(place), hit, AT_BATS) for place, hit in enumerate(hits())]
    found = shrink(counts, "share")
    assert isinstance(found, Shrinkage)
    own = squares([one.value for one in counts], seasons())
    assert squares([area.estimate for area in found.areas], seasons()) < own / 3
    held = [
        area.interval.low <= truth <= area.interval.high for area, truth in zip(found.areas, seasons(), strict=True)
    ]
    assert sum(held) >= 17


# Ten pumps, failures and thousands of hours: Gaver DP & O'Muircheartaigh IG (1987), Technometrics 29:1-15.
PUMPS = ((5, 94.32), (1, 15.72), (5, 62.88), (14, 125.76), (3, 5.24), (19, 31.44), (1, 1.048), (1, 1.048), (4, 2.096), (22, 10.48))  # fmt: skip  # noqa: E501
# Six areas of 183 to 352 who were asked; invented.
ASKED = ((155, 244), (274, 352), (173, 262), (150, 183), (157, 224), (222, 299))


def areas(pairs: tuple[tuple[float, float], ...]) -> list[AreaCount]:
    return [AreaCount(str(place), *pair) for place, pair in enumerate(pairs)]


def test_the_likeliest_gamma_poisson() -> None:
    """R 4.5: `optim` on `-sum(dnbinom(y, size = a, mu = m * hours, log = TRUE))`, BFGS, reltol 1e-14."""
    found = fitted(areas(PUMPS), "rate")
    assert found.level == pytest.approx(0.65313625, rel=1e-5)
    assert found.strength == pytest.approx(1.25895416, rel=1e-5)
    assert found.log_likelihood == pytest.approx(-32.26306704, abs=1e-6)


def test_moments_are_where_the_search_begins() -> None:
    level, strength = by_moments(areas(PUMPS), "rate")
    assert level == pytest.approx(75 / sum(hours for _, hours in PUMPS))
    assert 0.3 < strength < 5


# Written anew in R 4.5: the same prior on a grid of 1601 log odds (log rates) by 721 log strengths over -8 to 8 and -9
# to 9; the likelihood from lbeta or dnbinom, quantiles by uniroot on the mixture of pbeta or pgamma.
POSTERIORS = {
    "share": (
        ASKED,
        (0.64771, 0.77232, 0.66867, 0.80200, 0.70408, 0.73991),
        (0.8556, 0.8927, 0.8635, 0.8200, 0.8456, 0.8773),
        ((0.5874, 0.7048), (0.7286, 0.8138), (0.6122, 0.7218), (0.7427, 0.8568), (0.6463, 0.7581), (0.6916, 0.7859)),
    ),
    "rate": (
        PUMPS,
        (0.05989, 0.10178, 0.08935, 0.11603, 0.59474, 0.60716, 0.87220, 0.87220, 1.55969, 1.97879),
        (0.9892, 0.9400, 0.9839, 0.9919, 0.8454, 0.9686, 0.5574, 0.5574, 0.7011, 0.9137),
        (
            (0.0210, 0.1185), (0.0080, 0.3053), (0.0314, 0.1767), (0.0644, 0.1826), (0.1488, 1.3489),
            (0.3690, 0.9039), (0.0715, 2.7567), (0.0715, 2.7567), (0.4578, 3.4263), (1.2336, 2.9023),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("counted", ["share", "rate"])
def test_the_posterior_of_areas_levels(counted: Counted) -> None:
    pairs, estimates, weights, intervals = POSTERIORS[counted]
    found = shrink(areas(pairs), counted)
    assert isinstance(found, Shrinkage)
    assert [area.estimate for area in found.areas] == pytest.approx(estimates, rel=1e-4)
    assert [area.weight for area in found.areas] == pytest.approx(weights, abs=2e-4)
    for area, (low, high) in zip(found.areas, intervals, strict=True):
        # The ends come from draws: within a twelfth of the standard deviation, which is about a quarter of the width.
        error = (high - low) / 4 / 12
        assert (area.interval.low, area.interval.high) == pytest.approx((low, high), abs=error)
