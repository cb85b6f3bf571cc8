"""The mixture of areas that lies nearest to one: least squares with weights of at least 0 that sum to 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def mixture(own: Floats, others: Floats) -> Floats:
    """Return the weights, one for each row of `others`, whose mixture is nearest to `own`.

    Notes
    -----
    Non-negative least squares (Lawson & Hanson 1974, ch. 23) finds which rows count: with distances to `own` in the
    columns and a row of ones whose target is 1, the solution is a multiple of the mixture (a point of the convex hull
    nearest to the origin; Wolfe 1976, Mathematical Programming 11:128-149), so no penalty has to be chosen. The
    weights are exact to rounding, and the same on every run.
    """
    from scipy.optimize import nnls

    distances = (others - own).T
    scale = float(np.abs(distances).max(initial=0.0))
    if scale == 0:
        return np.full(len(others), 1 / len(others))
    system = np.vstack([distances / scale, np.ones(len(others))])
    target = np.zeros(len(system))
    target[-1] = 1.0
    found, _ = nnls(system, target, maxiter=30 * len(others))
    return found / found.sum()


def gaps_of(values: Floats, at: int, before: Mask) -> tuple[Floats, Floats]:
    """Return the weights of all areas in the mixture for one of them (its own is 0), and its distance in each period.

    Parameters
    ----------
    values
        Areas by periods.
    before
        Which periods lie before the start.
    """
    others = np.delete(np.arange(len(values)), at)
    weights = np.zeros(len(values))
    weights[others] = mixture(values[at, before], values[np.ix_(others, np.flatnonzero(before))])
    return weights, values[at] - weights @ values
