"""CR2, CR3, degrees of freedom and the wild bootstrap against R and against the full regression, by enumeration."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from effect_panels import panel, printed
from helpers.effects.differences import difference_in_differences
from helpers.effects.estimate import Estimate
from helpers.effects.event_study import event_study
from helpers.effects.few_areas import (
    TwoGroups,
    cautious_df,
    cluster_robust,
    least_p,
    randomisation,
    signs,
    wild_bootstrap_p,
)

SIZES = (2.0, 5.0, 3.0, 4.0, 9.0, 1.0, 6.0, 7.0, 8.0)
EVEN = TwoGroups(3, (1.0,) * 9)
SIZED = TwoGroups(3, SIZES)


def _changes() -> np.ndarray:
    rows = np.array(printed())
    return rows[:, 3:].mean(axis=1) - rows[:, :3].mean(axis=1)


@pytest.mark.parametrize(
    ("groups", "correction", "value", "error", "df"),
    [
        (EVEN, "CR1", -3.2777777778, 1.9990995916, 4.5675675676),
        (EVEN, "CR2", -3.2777777778, 2.3857860987, 4.0909090909),
        (SIZED, "CR1", -3.0428571429, 1.7323541992, 3.9699628846),
        (SIZED, "CR2", -3.0428571429, 1.9203627564, 2.8866469518),
    ],
)
def test_cluster_robust_against_clubsandwich(
    groups: TwoGroups, correction: str, value: float, error: float, df: float
) -> None:
    """R 4.2.2, clubSandwich 0.5.8 (Debian): coef_test on `lm(y ~ D + area + year, weights)`, 9 areas by 6 years.

    `vcovCR(m, cluster = area, type = "CR0" or "CR2")`, Satterthwaite's degrees of freedom; CR0 is CR1 here, which
    leaves G / (G - 1) out. The figures are `effect_panels.printed`.
    """
    found = cluster_robust(groups, _changes(), correction)  # pyright: ignore[reportArgumentType]
    assert float(groups.difference(_changes())) == pytest.approx(value, abs=1e-9)
    assert float(found.error) == pytest.approx(error, abs=1e-9)
    assert found.df == pytest.approx(df, abs=1e-9)


@pytest.mark.parametrize(("groups", "error"), [(EVEN, 2.8591633068), (SIZED, 2.2913858870)])
def test_jackknife_error_against_sandwich(groups: TwoGroups, error: float) -> None:
    """R's sandwich 3.0-2, `vcovHC(lm(change ~ D, weights), "HC3")`.

    The unweighted one also by pyfixest 0.60, `feols("y ~ D | area + year", vcov={"CRV3": "area"})` without small-sample
    factors, on the whole panel: 2.859163306776095 (and CRV1 1.999099591554841).
    """
    assert float(cluster_robust(groups, _changes(), "CR3").error) == pytest.approx(error, abs=1e-9)


def test_jackknife_error_by_leaving_areas_out() -> None:
    """CR3 is the sum of squared shifts of the estimate when one area is left out."""
    changes, plan = _changes(), np.arange(9) < 3
    full = changes[plan].mean() - changes[~plan].mean()
    without = [
        changes[plan & (np.arange(9) != left)].mean() - changes[~plan & (np.arange(9) != left)].mean()
        for left in range(9)
    ]
    expected = np.sqrt(sum((each - full) ** 2 for each in without))
    assert float(cluster_robust(EVEN, changes, "CR3").error) == pytest.approx(expected, rel=1e-12)


def test_event_study_against_clubsandwich() -> None:
    """The same panel in R: `lm(y ~ distance * plan + area + year)`, CR2; the fewer of its and Welch's freedom."""
    rows = printed()
    found = event_study(panel(rows[:3], rows[3:], 3))
    assert isinstance(found, Estimate)
    seen = [event for event in found.path if event.interval is not None]
    assert [event.at for event in seen] == [-3, -2, 0, 1, 2]
    assert [event.value for event in seen] == pytest.approx(
        [2.5, -0.1666666667, -2.6666666667, -8.1666666667, 3.3333333333], abs=1e-9
    )
    errors = [4.6767747671, 4.1985447214, 4.3639940931, 4.1183869550, 5.6901474302]
    apart = np.array(rows) - np.array(rows)[:, [2]]
    for event, error in zip(seen, errors, strict=True):
        assert event.interval is not None
        change = apart[:, event.at + 3]
        welch = stats.ttest_ind(change[:3], change[3:], equal_var=False).df
        half = stats.t.isf(0.025, min(welch, 4.0909090909)) * error
        assert (event.interval.high - event.interval.low) / 2 == pytest.approx(half, rel=1e-8)


@pytest.mark.parametrize("groups", [EVEN, SIZED])
def test_the_fewer_degrees_of_freedom(groups: TwoGroups) -> None:
    """R's are 4.0909 and 2.8866; without weights Welch's are those of `t.test`, which scipy computes too."""
    satterthwaite = {EVEN: 4.0909090909, SIZED: 2.8866469518}[groups]
    noisy, quiet = _changes() * np.where(EVEN.has_plan, 5, 1), _changes() * np.where(EVEN.has_plan, 1, 5)
    both = cautious_df(groups, np.array([noisy, quiet]))
    assert both[0] < satterthwaite
    assert both[1] == pytest.approx(satterthwaite, abs=1e-9)
    if groups is EVEN:
        assert both[0] == pytest.approx(stats.ttest_ind(noisy[:3], noisy[3:], equal_var=False).df)


def _full_regression(outcome: np.ndarray, plan: np.ndarray) -> tuple[float, float]:
    """Return estimate and CR0 error of the regression with area and year dummies, by statsmodels."""
    areas, years = outcome.shape
    area, year = np.repeat(np.arange(areas), years), np.tile(np.arange(years), areas)
    design = np.column_stack(
        [
            np.repeat(plan, years) * (year >= years // 2),
            *(area == each for each in range(areas)),
            *(year == each for each in range(1, years)),
        ]
    ).astype(float)
    fitted = sm.OLS(outcome.ravel(), design).fit()
    influence = np.linalg.inv(design.T @ design) @ design.T
    by_area = [(influence[0] * fitted.resid)[area == each].sum() for each in range(areas)]
    return float(fitted.params[0]), float(np.sqrt(np.sum(np.square(by_area))))


def test_difference_in_differences_is_the_regression() -> None:
    rows = printed()
    found = difference_in_differences(panel(rows[:3], rows[3:], 3))
    assert isinstance(found, Estimate)
    value, error = _full_regression(np.array(rows), np.arange(9) < 3)
    assert found.value == pytest.approx(value, abs=1e-10)
    assert float(cluster_robust(EVEN, _changes(), "CR1").error) == pytest.approx(error, abs=1e-10)


def test_wild_bootstrap_against_all_regressions() -> None:
    """Six areas: all 64 vectors of signs, each with the full regression on the bootstrapped panel; least p 2 / 64."""
    rows = np.array(printed(6))
    rows[:3, 3:] += 11.0
    plan = np.arange(6) < 3
    residual = rows - rows.mean(axis=1, keepdims=True) - rows.mean(axis=0) + rows.mean()
    real = _full_regression(rows, plan)
    statistics = []
    for vector in product([1.0, -1.0], repeat=6):
        value, error = _full_regression(rows - residual + residual * np.array(vector)[:, None], plan)
        statistics.append(abs(value / error))
    expected = np.mean(np.array(statistics) >= abs(real[0] / real[1]) * (1 - 1e-9))
    groups = TwoGroups(3, (1.0,) * 6)
    changes = rows[:, 3:].mean(axis=1) - rows[:, :3].mean(axis=1)
    vectors = signs(6, webb=False, draws=0, seed=0)
    found = wild_bootstrap_p(groups, changes, 0.0, vectors)
    assert found == pytest.approx(expected, abs=1e-12)
    assert 2 / 64 <= found < 0.2
    apart = np.array([100.0, 101.0, 102.0, 0.0, 1.0, 2.0])
    assert wild_bootstrap_p(groups, apart, 0.0, vectors) == 2 / 64, "no p-value can be smaller with six areas"


def test_webbs_values_leave_the_area_variances_alone() -> None:
    """Webb's six values have mean 0 and variance 1, and give more than 64 distinct vectors for six areas."""
    vectors = signs(6, webb=True, draws=20_000, seed=3)[1:]
    assert vectors.mean() == pytest.approx(0.0, abs=0.01)
    assert (vectors**2).mean() == pytest.approx(1.0, abs=0.01)
    assert len(np.unique(vectors, axis=0)) > 10_000


def test_randomisation_against_enumeration() -> None:
    """All 84 choices of 3 among 9 areas, and the interval by trying effects on a fine grid."""
    changes = _changes()

    def p(effect: float) -> float:
        left = changes - effect * EVEN.has_plan
        tried = [
            abs(left[list(chosen)].mean() - np.delete(left, list(chosen)).mean())
            for chosen in combinations(range(9), 3)
        ]
        return float(np.mean(np.array(tried) >= tried[0] - 1e-10))

    found = randomisation(EVEN, changes)
    assert float(found.p) == pytest.approx(p(0.0))
    tried = [effect for effect in np.linspace(-15, 10, 1001) if p(effect) > 0.05]
    assert float(found.low) == pytest.approx(min(tried), abs=0.026)
    assert float(found.high) == pytest.approx(max(tried), abs=0.026)


def test_the_smallest_p_values_that_few_areas_can_give() -> None:
    """2 of 6 areas: 1/15. 3 of 6: 2/20, as the opposite choice is as far out. 1 of 20: 1/20."""
    rising = np.arange(20.0, 0.0, -1.0) ** 2
    for treated, areas, least in ((2, 6, 1 / 15), (3, 6, 2 / 20), (1, 20, 1 / 20)):
        found = randomisation(TwoGroups(treated, (1.0,) * areas), rising[:areas])
        assert found.least_p == least_p(areas, treated) == pytest.approx(least)
        assert float(found.p) == pytest.approx(least)
        assert bool(np.isinf(found.high)) is (least > 0.05)
