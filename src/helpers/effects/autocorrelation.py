"""How sure a line through a series is when neighbouring periods go together, and nobody knows how much.

Newey & West's standard errors are for long series. With 16 to 60 points, and errors of which 20 to 60 % carries over to
the next period, they call chance an effect in 9 to 19 of 100 series (`benchmarks/simulations/interrupted.py`). A short
series can't tell how much carries over; so every amount is tried, and counts by how well it explains the series.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

Floats = NDArray[np.float64]

CARRIED = np.linspace(0.0, 0.95, 20)
"""Shares of a deviation that may carry over to the next period; none negative, since that would make the answer surer
than independent periods do."""
BEFOREHAND = np.arange(1.0, len(CARRIED) + 1)
"""How likely each is taken to be before the series is seen. Much is taken to be likelier than little: with all alike,
monthly counts of which 60 % carried over gave 7 false jumps of 100, since chance hides in a count what carries over.
"""
BISECTIONS = 60


@dataclass(frozen=True)
class Averaged:
    """Uncertainty of one or several contrasts of the coefficients, averaged over what may carry over."""

    estimates: Floats
    scales: Floats
    """Standard error of each contrast (columns) for each share carried over (rows)."""
    weights: Floats
    """How well each share explains the series; together 1."""
    df: int

    @property
    def carried(self) -> float:
        """The mean share that carries over to the next period."""
        return float(self.weights @ CARRIED)

    def at(self, value: float) -> Averaged:
        """Return the same uncertainty around another first estimate: one whose gradient the first contrast is."""
        return replace(self, estimates=np.concatenate([[value], self.estimates[1:]]))

    def p(self) -> Floats:
        """Return the two-sided p-value of each contrast, against 0."""
        return self._beyond(np.abs(self.estimates))

    def half_widths(self, level: float) -> Floats:
        """Return half the width of each contrast's interval."""
        low = np.zeros(len(self.estimates))
        high = self.scales.max(axis=0) * 1e3
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            wide = self._beyond(middle) <= 1 - level
            low, high = np.where(wide, low, middle), np.where(wide, middle, high)
        return high

    def _beyond(self, far: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            tails = 2 * stdtr(self.df, -np.nan_to_num(far / self.scales, nan=0.0, posinf=np.inf))
        return self.weights @ tails


def averaged(columns: Floats, values: Floats, contrasts: Floats, least_variance: float = 0.0) -> Averaged:
    """Return least-squares estimates of contrasts with uncertainty averaged over a first-order carry-over.

    Parameters
    ----------
    columns
        Periods by coefficients, in the scale in which the errors vary alike.
    values
        One for each period, in that scale.
    contrasts
        A row for each contrast of the coefficients.
    least_variance
        The errors' variance is not taken to be smaller (1 for counts: never surer than Poisson).

    Notes
    -----
    The estimates are ordinary least squares. For each share carried over their standard error follows from first-order
    autoregressive errors, with the variance by generalised least squares; shares are weighted by their restricted
    likelihood (Zellner & Tiao 1964, J. American Statistical Association 59:763-778; Patterson & Thompson 1971,
    Biometrika 58:545-554), and the p-value is the weighted mean of Student's t tails.
    """
    count, free = columns.shape
    inverse = np.linalg.inv(columns.T @ columns)
    reads = contrasts @ inverse @ columns.T
    df = count - free
    together, apart, log_det = _carry_overs(count)
    weighed = columns.T @ apart
    information = weighed @ columns
    left = values - np.linalg.solve(information, (weighed @ values)[..., None])[..., 0] @ columns.T
    squares = np.maximum(((left[:, None, :] @ apart)[:, 0, :] * left).sum(axis=1), 1e-300)
    likelihood = -0.5 * (log_det + np.linalg.slogdet(information)[1] + df * np.log(squares))
    variance = np.maximum(squares / df, least_variance)
    spread = ((reads @ together) * reads).sum(axis=2)
    scales = np.sqrt(np.maximum(spread * variance[:, None], 0.0))
    weights = BEFOREHAND * np.exp(likelihood - likelihood.max())
    return Averaged(reads @ values, scales, weights / weights.sum(), df)


@lru_cache(maxsize=8)
def _carry_overs(count: int) -> tuple[Floats, Floats, Floats]:
    """Return the correlation of the periods for each share carried over, its inverse and its log determinant."""
    apart = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    together = np.power(CARRIED[:, None, None], apart)
    return together, np.linalg.inv(together), np.linalg.slogdet(together)[1]
