"""California's tobacco programme: Abadie, Diamond & Hainmueller (2010) and Linden's (2015) segmented regression.

`stat-cases/scm_prop99` and `its_prop99_itsa` say how each number was made. Left out of the first: the entries that
search the importance of predictors (their own note: the answer depends on the optimiser), since Målbar mixes by
outcomes only; the weights that such a search led to are recomputed from the importance it found. What is arithmetic
with the printed weights is done with them.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.placebos import Placebos, placebos
from helpers.effects.segments import Floats, fit_values, newey_west, segmented
from helpers.effects.synthetic import Synthetic, synthetic_control, weights_by
from helpers.observations.table import Origin
from reference_cases import Case, reference_case

CALIFORNIA = "California"
START = 1989
PRINTED = {"Utah": 0.334, "Nevada": 0.234, "Montana": 0.199, "Colorado": 0.164, "Connecticut": 0.069}
"""Table 2 of the paper."""


@cache
def _case() -> Case:
    return reference_case("scm_prop99")


@cache
def _panel() -> Panel:
    points = tuple(
        PanelPoint(row["state"], int(row["year"]), float(row["cigsale"])) for row in _case().rows("smoking.csv")
    )
    return Panel("cigsale", "packs", "year", points, {CALIFORNIA: START}, Origin.SUPPLIED)


@cache
def _tried() -> tuple[tuple[str, ...], Placebos]:
    panel = _panel()
    states = (CALIFORNIA, *panel.comparisons)
    values = panel.wide()[list(states)].to_numpy().T
    return states, placebos(values, np.array(panel.periods) < START)


def test_weights_by_outcomes_before() -> None:
    states, tried = _tried()
    weights = dict(zip(states, tried.weights[0], strict=True))
    named = ["Colorado", "Connecticut", "Montana", "Nevada", "New Hampshire", "Utah"]
    assert [weights[state] for state in named] == _case().entries["outcome_only.weights"].approx
    assert sum(weights[state] for state in named) == pytest.approx(1.0, abs=1e-9)


def test_fit_and_distance() -> None:
    _, tried = _tried()
    after = float((tried.gaps[0, ~tried.before] ** 2).mean())
    expected = _case().entries["outcome_only.pre_mspe_post_mspe_avg_gap"]
    assert [float(tried.fit[0]) ** 2, after, tried.value] == expected.approx


def test_every_state_as_a_placebo() -> None:
    states, tried = _tried()
    for state, ratio in zip(states, tried.ratios, strict=True):
        assert ratio == pytest.approx(_case().entries["outcome_only.all_ratios"].value[state], rel=0.02)
    rank = int((tried.ratios >= tried.ratios[0]).sum())
    assert [rank, rank / len(states)] == _case().entries["outcome_only.placebo_rank_and_p"].approx


def test_maalbar_counts_only_states_that_a_mixture_follows() -> None:
    """New Hampshire, Kentucky and Utah are the extremes of 39 states: no mixture follows them, so 36 are ranked.

    With the plain ratio California is third (above), behind states that were followed by chance almost perfectly;
    against at least the median distance it is first.
    """
    found = synthetic_control(_panel())
    assert isinstance(found, Synthetic)
    assert sorted(each.area for each in found.ranks if not each.counted) == ["Kentucky", "New Hampshire", "Utah"]
    assert (found.rank, found.estimate.p) == (1, pytest.approx(1 / 36))
    assert found.estimate.value == pytest.approx(_case().entries["outcome_only.pre_mspe_post_mspe_avg_gap"].value[2])
    assert found.estimate.interval.low < found.estimate.value < found.estimate.interval.high < 0
    assert {each.area for each in found.without} == {each.area for each in found.weights}


def _predictors() -> tuple[list[str], list[str], Floats]:
    rows = _case().rows("predictors.csv")
    names = [name for name in rows[0] if name != "state"]
    return [row["state"] for row in rows], names, np.array([[float(row[name]) for name in names] for row in rows])


def test_weights_with_the_papers_predictors() -> None:
    """Given the importance of the predictors, the weights of the paper's Table 2 within one hundredth."""
    states, names, values = _predictors()
    scaled = values / values.std(axis=0, ddof=1)
    entry = _case().entries["weights_nested"]
    importance = np.array([entry.inputs["V"][name] for name in names])
    at = states.index(CALIFORNIA)
    others = [state for state in states if state != CALIFORNIA]
    weights = dict(zip(others, weights_by(scaled[at], np.delete(scaled, at, axis=0), importance), strict=True))
    assert [weights[state] for state in PRINTED] == entry.approx
    assert [weights[state] for state in PRINTED] == pytest.approx(list(PRINTED.values()), abs=0.01)
    wide = _panel().wide()
    mixed = sum(weights[state] * wide[state] for state in others)
    before = [year for year in wide.index if year < START]
    fit = float(((wide[CALIFORNIA] - mixed)[before] ** 2).mean())
    assert fit == _case().entries["pre_mspe_nested"].approx


def test_distances_with_the_printed_weights() -> None:
    wide = _panel().wide()
    gaps = wide[CALIFORNIA] - sum(weight * wide[state] for state, weight in PRINTED.items())
    assert gaps.tolist() == _case().entries["gaps_by_year_published_weights"].approx
    assert float(gaps.loc[START:].mean()) == _case().entries["avg_gap_1989_2000_published_weights"].approx
    assert float(gaps.loc[2000]) == _case().entries["gap_2000_published_weights"].approx


@cache
def _itsa() -> Case:
    return reference_case("its_prop99_itsa")


def test_segmented_regression_of_california() -> None:
    rows = _itsa().rows("california.csv")
    years = np.array([float(row["year"]) for row in rows])
    fit = fit_values(np.array([float(row["cigsale"]) for row in rows]), segmented(years, START, slope=True))
    assert fit.coefficients.tolist() == _itsa().entries["single.coef_cons_t_level_slope"].approx
    for lags in (0, 1, 2, 3):
        assert newey_west(fit, lags).tolist() == _itsa().entries[f"single.se_nw_lag{lags}_stata"].approx
    other = fit.columns.copy()
    other[:, 1] -= other[:, 3]
    after = fit_values(fit.values, other)
    found = [after.coefficients[3], newey_west(after, 1)[3]]
    assert found == _itsa().entries["single.post_trend_and_se"].approx


def test_california_against_three_states() -> None:
    """The regression with four states is the one of the three states' mean and that of the difference to it."""
    rows = _itsa().rows("four_states.csv")
    years = sorted({int(row["year"]) for row in rows})
    states = sorted({row["state"] for row in rows})
    known = {(row["state"], int(row["year"])): float(row["cigsale"]) for row in rows}
    values = {state: np.array([known[state, year] for year in years]) for state in states}
    columns = segmented(np.array(years, dtype=float), START, slope=True)
    mean = np.mean([values[state] for state in states if state != CALIFORNIA], axis=0)
    others, beyond = fit_values(mean, columns), fit_values(values[CALIFORNIA] - mean, columns)
    cons, trend, level, slope = (float(each) for each in others.coefficients)
    z, z_trend, z_level, z_slope = (float(each) for each in beyond.coefficients)
    assert [cons, trend, z, z_trend, level, slope, z_level, z_slope] == _itsa().entries["multi.coef"].approx
