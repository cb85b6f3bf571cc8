"""Lines through a series with a break: which columns, and their fit by least squares or as counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVEL, SLOPE = 2, 3
"""Columns of `segmented`: the jump at the start, and the change of the trend."""


def segmented(times: Floats, start: float, *, slope: bool = False, season: Floats | None = None) -> Floats:
    """Return the columns of a segmented regression: 1, time, after the start, (time since the start,) season.

    Parameters
    ----------
    times
        Periods, in order.
    start
        The first period after the break; the jump is that at this period.
    slope
        Whether the trend may change too.
    season
        Columns of `harmonics`.

    Notes
    -----
    Wagner et al. (2002), J. Clinical Pharmacy and Therapeutics 27:299-309; parameters as Linden (2015), Stata J.
    15:480-500.
    """
    after = (times >= start).astype(float)
    columns = [np.ones(len(times)), times - times[0], after]
    if slope:
        columns.append(after * (times - start))
    return np.column_stack([*columns, *([] if season is None else [season])])


def harmonics(position: Floats, length: int, pairs: int) -> Floats:
    """Return sine and cosine waves over a year of `length` periods; sines first.

    The half-year wave of an even year has no sine; with `pairs` = length / 2 it is left out, and the waves are as
    free as one level for each period of the year.
    """
    waves = 2 * np.pi * np.outer(position, np.arange(1, pairs + 1)) / length
    sines = np.sin(waves)[:, : pairs - 1 if 2 * pairs == length else pairs]
    return np.column_stack([sines, np.cos(waves)])


@dataclass(frozen=True)
class Fit:
    """A fitted line, in the scale in which the errors of the periods vary alike."""

    coefficients: Floats
    errors: Floats
    """Standard errors as if periods were independent: least squares, or Poisson."""
    expected: Floats
    """Of each period: the value, or the count."""
    dispersion: float
    """Pearson's sum of squares over its degrees of freedom; for counts 1 is Poisson."""
    deviance: float
    """Of counts; of values the sum of squared residuals."""
    df: int
    columns: Floats
    values: Floats
    """Columns and values of the least-squares problem that gives the coefficients."""

    @property
    def quasi_errors(self) -> Floats:
        """Standard errors of counts, widened (or narrowed) by the dispersion: quasi-Poisson."""
        return self.errors * np.sqrt(self.dispersion)

    @property
    def residuals(self) -> Floats:
        """What is left of each period, in the scale of `values`."""
        return self.values - self.columns @ self.coefficients


def fit_values(values: Floats, columns: Floats) -> Fit:
    """Return the least-squares line."""
    from statsmodels.api import OLS

    found = cast("Any", OLS(values, columns).fit())
    return Fit(
        coefficients=np.asarray(found.params),
        errors=np.asarray(found.bse),
        expected=np.asarray(found.fittedvalues),
        dispersion=float(found.mse_resid),
        deviance=float(found.ssr),
        df=int(found.df_resid),
        columns=columns,
        values=values,
    )


def fit_counts(counts: Floats, exposure: Floats, columns: Floats) -> Fit:
    """Return the line through the logarithm of a rate: Poisson regression with the exposure as offset.

    Notes
    -----
    McCullagh & Nelder (1989), Generalized Linear Models, ch. 6; over-dispersion as quasi-Poisson (Wedderburn 1974,
    Biometrika 61:439-447), which keeps the estimate and needs no guess about how the extra variance depends on the
    mean.
    """
    from statsmodels.api import GLM
    from statsmodels.genmod.families import Poisson
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    model = GLM(counts, columns, family=Poisson(), offset=np.log(exposure))
    with catch_warnings():
        # Counts that lie on the line exactly are a curious series, but nothing is separated in it.
        simplefilter("ignore", PerfectSeparationWarning)
        found = cast("Any", model.fit(tol=1e-12, maxiter=200))
    expected = np.asarray(found.mu)
    root = np.sqrt(expected)
    return Fit(
        coefficients=np.asarray(found.params),
        errors=np.asarray(found.bse),
        expected=expected,
        dispersion=float(found.pearson_chi2 / found.df_resid),
        deviance=float(found.deviance),
        df=int(found.df_resid),
        columns=columns * root[:, None],
        values=(columns @ np.asarray(found.params)) * root + (counts - expected) / root,
    )


def newey_west(fit: Fit, lags: int) -> Floats:
    """Return standard errors that allow for periods that go together up to so many lags.

    Notes
    -----
    Newey & West (1987), Econometrica 55:703-708, with Bartlett's weights and the factor n / (n - k). Right for long
    series only; `helpers.effects.autocorrelation` is what decides.
    """
    from statsmodels.api import OLS

    found = cast("Any", OLS(fit.values, fit.columns).fit(cov_type="HAC", cov_kwds={"maxlags": lags}, use_t=True))
    count, free = fit.columns.shape
    return np.asarray(found.bse) * np.sqrt(count / (count - free))
