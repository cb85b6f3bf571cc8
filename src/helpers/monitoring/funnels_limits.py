"""Control limits of a funnel: exact ones by interpolation between counts, and normal ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, sqrt
from typing import TYPE_CHECKING

from helpers.monitoring.small_areas import Counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WARNING, CONTROL = 0.95, 0.998
_STEEPEST = 1e-3
"""The least weight of the common level in a beta or gamma distribution; below it the pmf is all at its ends."""


@dataclass(frozen=True)
class Limits:
    """Lower and upper limits of a share or rate for an area of one size."""

    warning: tuple[float, float]
    """Chance gives a figure outside them at most once in 20."""
    control: tuple[float, float]
    """Chance gives a figure outside them at most twice in 1,000."""


def variance(counted: Counted, level: float, denominator: float) -> float:
    """Return the variance that chance gives a share or rate of an area of this size."""
    return (level * (1 - level) if counted == "share" else level) / denominator


def interpolated_limit(counted: Counted, level: float, denominator: float, below: float, tau2: float = 0.0) -> float:
    """Return the limit that a share `below` of chance's figures lies under, as Spiegelhalter interpolates it.

    Parameters
    ----------
    counted, level, denominator
        Binomial with `denominator` persons (rounded to a whole number), or Poisson with `level * denominator` expected
        events.
    below
        0.025 or 0.001 for lower limits, 0.975 or 0.999 for upper ones.
    tau2
        Variance between areas; above 0 the counts are beta-binomial or negative binomial.

    Returns
    -------
    float
        A share or rate; below 0 in a small area where no count is rare enough.

    Notes
    -----
    Spiegelhalter (2005), appendix A.1: with r the least count whose distribution function F reaches `below`, the
    limit is r minus (F(r) - below) / (F(r) - F(r - 1)), over the denominator.
    """
    (count,) = _interpolated(_chances(counted, level, denominator, tau2), (below,))
    return count / _size(counted, denominator)


def _interpolated(chances: NDArray[np.float64], below: Sequence[float]) -> list[float]:
    import numpy as np

    reached = np.cumsum(chances)
    found = np.minimum(np.searchsorted(reached, below), len(chances) - 1)
    return [float(count - (reached[count] - at) / chances[count]) for count, at in zip(found, below, strict=True)]


def exact_limits(counted: Counted, level: float, denominator: float, tau2: float = 0.0) -> Limits:
    """Return limits that chance passes at most as often as they say.

    Notes
    -----
    Lower limits are Spiegelhalter's. His upper ones lie up to a count too far in (a count on the first value that
    reaches 97.5 % is outside, though chance gives it more often than 2.5 %); with one expected event, 8 % of areas lie
    above them. Here the upper ones stand one count further out, which makes both sides alike: a figure is outside
    only if the exact tail probability is 2.5 % (0.1 %) or less.
    """
    near, far = _tails()
    chances = _chances(counted, level, denominator, tau2)
    low, far_low, high, far_high = _interpolated(chances, (near, far, 1 - near, 1 - far))
    top = 1.0 if counted == "share" else inf
    size = _size(counted, denominator)
    return Limits(
        (max(0.0, low / size), min(top, (high + 1) / size)), (max(0.0, far_low / size), min(top, (far_high + 1) / size))
    )


def multiplicative_limits(counted: Counted, level: float, denominator: float, phi: float = 1.0) -> Limits:
    """Return normal limits, each `sqrt(phi)` times as far from the level as chance alone gives.

    Notes
    -----
    Spiegelhalter (2005), section 4.1. With `phi` 1 they are those of the English public health charts.
    """
    from scipy.special import ndtri

    spread = sqrt(phi * variance(counted, level, denominator))
    top = 1.0 if counted == "share" else inf
    near, far = (
        (max(0.0, level - reach), min(top, level + reach))
        for reach in (float(ndtri(1 - tail)) * spread for tail in _tails())
    )
    return Limits(near, far)


def _tails() -> tuple[float, float]:
    return (1 - WARNING) / 2, (1 - CONTROL) / 2


def _size(counted: Counted, denominator: float) -> float:
    return max(1.0, round(denominator)) if counted == "share" else denominator


def _chances(counted: Counted, level: float, denominator: float, tau2: float) -> NDArray[np.float64]:
    """Return the probability of each count from 0."""
    import numpy as np
    from scipy.special import betaln, gammaln, xlogy

    if counted == "share":
        size = _size(counted, denominator)
        counts = np.arange(size + 1)
        choices = gammaln(size + 1) - gammaln(counts + 1) - gammaln(size - counts + 1)
        if tau2 <= 0:
            return np.exp(choices + counts * np.log(level) + (size - counts) * np.log1p(-level))
        weight = max(level * (1 - level) / tau2 - 1, _STEEPEST)
        a, b = level * weight, (1 - level) * weight
        return np.exp(choices + betaln(counts + a, size - counts + b) - betaln(a, b))
    mean = level * denominator
    spread = sqrt(mean + tau2 * denominator**2)
    counts = np.arange(ceil(mean + 40 * spread) + 40)
    if tau2 <= 0:
        return np.exp(xlogy(counts, mean) - mean - gammaln(counts + 1))
    shape, weight = level**2 / tau2, level / tau2
    ways = gammaln(counts + shape) - gammaln(shape) - gammaln(counts + 1)
    return np.exp(ways + shape * np.log(weight / (weight + denominator)) - counts * np.log1p(weight / denominator))
