"""Bernal, Cummins & Gasparrini (2017): Sicily's smoking ban, as the paper prints it and R computes it.

`stat-cases/its_sicily` says how each number was made (R's glm, Epi, sandwich, lmtest). All its entries are here.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.stats import f as f_distribution
from statsmodels.stats.stattools import durbin_watson

from helpers.effects.estimate import Estimand
from helpers.effects.interrupted import Interruption, interrupted_series
from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.segments import Fit, Floats, fit_counts, fit_values, harmonics, newey_west, segmented
from helpers.observations.table import Origin
from reference_cases import Case, reference_case

START = 37


@cache
def _case() -> Case:
    return reference_case("its_sicily")


@cache
def _column(name: str) -> Floats:
    return np.array([float(row[name]) for row in _case().rows("sicily.csv")])


def _columns(model: str) -> Floats:
    """Return the tutorial's columns: 1, ban, time, and what the model adds."""
    time = _column("time")
    ban = (time >= START).astype(float)
    columns = [np.ones(len(time)), ban, time]
    if model in {"m3", "m4"}:
        columns += list(_waves().T)
    if model == "m4":
        columns.append(ban * (time - START + 1))
    if model == "m5":
        columns += [(_column("month") == month).astype(float) for month in range(2, 13)]
    return np.column_stack(columns)


def _waves() -> Floats:
    return harmonics(_column("month"), 12, 2)


@cache
def _fit(model: str) -> Fit:
    return fit_counts(_column("aces"), _column("stdpop"), _columns(model))


def _approx(entry: str) -> Any:
    return _case().entries[entry].approx


@pytest.mark.parametrize("model", ["m1", "m2", "m3", "m4", "m5"])
def test_each_model_of_the_tutorial(model: str) -> None:
    fit = _fit(model)
    errors = fit.errors if model == "m1" else fit.quasi_errors
    assert fit.coefficients.tolist() == _approx(f"{model}.coef")
    assert errors.tolist() == _approx(f"{model}.se")
    assert [fit.deviance, fit.df, fit.dispersion] == _approx(f"{model}.deviance_df_dispersion")
    ban, wide = fit.coefficients[1], 1.959963984540054 * errors[1]
    assert [float(np.exp(ban + side * wide)) for side in (0, -1, 1)] == _approx(f"{model}.rr_smokban_95ci")


def test_the_trend_and_whether_it_changed() -> None:
    season, slope = _fit("m3"), _fit("m4")
    assert float(np.exp(12 * season.coefficients[2])) == _approx("m3.trend_per_year")
    ratio = (season.deviance - slope.deviance) / slope.dispersion
    assert [ratio, float(f_distribution.sf(ratio, 1, slope.df))] == _approx("m3_vs_m4.F_and_p")


def test_events_without_the_ban() -> None:
    fit = _fit("m1")
    after = _column("time") >= START
    without = float((fit.expected / np.exp(fit.coefficients[1]))[after].sum())
    assert [without, without - float(_column("aces")[after].sum())] == _approx("m1.counterfactual_total_and_averted")


def _rates() -> Fit:
    time = _column("time")
    columns = segmented(time, START, slope=True)
    columns[:, 1] = time
    columns[:, 3] = np.maximum(0, time - START + 1)
    return fit_values(_column("aces") / _column("stdpop") * 1e5, columns)


def test_least_squares_on_rates() -> None:
    fit = _rates()
    assert fit.coefficients.tolist() == _approx("ols_rate.coef")
    assert fit.errors.tolist() == _approx("ols_rate.se_classic")
    assert float(durbin_watson(fit.residuals)) == _approx("ols_rate.durbin_watson")
    centred = fit.residuals
    carried = [float(centred[lag:] @ centred[:-lag] / (centred @ centred)) for lag in range(1, 13)]
    assert carried == _approx("ols_rate.residual_acf_1_12")
    lags = np.column_stack([np.concatenate([np.zeros(lag), centred[:-lag]]) for lag in range(1, 13)])
    again = fit_values(centred, np.column_stack([fit.columns, lags]))
    explained = 1 - float(again.residuals @ again.residuals) / float(centred @ centred)
    assert len(centred) * explained == _approx("ols_rate.breusch_godfrey_order12")


@pytest.mark.parametrize("lags", [0, 1, 3, 6, 12])
def test_newey_west(lags: int) -> None:
    fit = _rates()
    count, free = fit.columns.shape
    errors = newey_west(fit, lags)
    assert errors.tolist() == _approx(f"ols_rate.se_nw_lag{lags}_adj")
    assert (errors * np.sqrt((count - free) / count)).tolist() == _approx(f"ols_rate.se_nw_lag{lags}")


def test_maalbars_own_answer_is_the_tutorials_estimate_and_less_sure() -> None:
    """m3 with uncertainty that allows for carry-over: the ratio to the last place, the interval no narrower."""
    rows = _case().rows("sicily.csv")
    points = tuple(
        PanelPoint(
            "sicily",
            12 * int(row["year"]) + int(row["month"]) - 1,
            1e5 * float(row["aces"]) / float(row["stdpop"]),
            float(row["aces"]),
            float(row["stdpop"]),
        )
        for row in rows
    )
    found = interrupted_series(Panel("aces", "per_100000", "month", points, {"sicily": 12 * 2005}, Origin.SUPPLIED))
    assert isinstance(found, Interruption)
    ratio, low, high = _case().entries["m3.rr_smokban_95ci"].value
    assert found.estimate.estimand is Estimand.RATE_RATIO
    assert found.estimate.value == pytest.approx(ratio, abs=1e-9)
    assert found.dispersion == pytest.approx(_case().entries["m3.deviance_df_dispersion"].value[2], abs=1e-6)
    assert found.estimate.interval.low < low
    assert high < found.estimate.interval.high < 1
    assert 1 + found.trend / 100 == pytest.approx(_case().entries["m3.trend_per_year"].value ** (1 / 12), abs=1e-9)
