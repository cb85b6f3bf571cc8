"""Shrunken means that have the same known variance: James and Stein's estimator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.measurement.refusing import Lack, Refusal, Shortfall

FEWEST = 4


@dataclass(frozen=True)
class ShrunkenMeans:
    """Means drawn towards their common mean."""

    mean: float
    factor: float
    """How much of its distance from the common mean each keeps, between 0 and 1."""
    estimates: tuple[float, ...]
    """In the order of the means."""
    reference: str = "Efron & Morris 1975"


def shrink_means(means: Sequence[float], variance: float) -> ShrunkenMeans | Refusal:
    """Return the James-Stein estimates of means that share a known variance.

    Parameters
    ----------
    means
        One for each area, in one unit: mean scores, standardised rates, or transformed shares.
    variance
        The squared standard error of each.

    Returns
    -------
    ShrunkenMeans or Refusal
        Refused below four means, and if all are the same.

    Notes
    -----
    Each keeps 1 - (k - 3) variance / sum of squared distances from the mean; never less than none (the positive part).
    Efron B & Morris C (1975), Journal of the American Statistical Association 70:311-319; (1977), Scientific American
    236(5):119-127. Means of areas of very different sizes have different variances: use `shrink` on their counts.

    Raises
    ------
    ValueError
        If the variance is not above 0.
    """
    if variance <= 0:
        raise ValueError("a variance is above 0")
    if len(means) < FEWEST:
        return Refusal("james_stein", (Shortfall(Lack.AREAS, len(means), FEWEST),))
    middle = sum(means) / len(means)
    spread = sum((mean - middle) ** 2 for mean in means)
    if spread == 0:
        return Refusal("james_stein", (Shortfall(Lack.SPREAD),))
    factor = max(0.0, 1 - (len(means) - 3) * variance / spread)
    return ShrunkenMeans(middle, factor, tuple(middle + factor * (mean - middle) for mean in means))
