"""The likeliest common level and spread between areas: by moments first, then by maximum likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log
from typing import TYPE_CHECKING

from helpers.monitoring.small_areas import AreaCount, Counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STRONGEST = 1e4
"""A strength above this times the largest area's size is chance alone, to every decimal shown."""
_TINY = 1e-9
_NO_LIKELIER = 1e-6


@dataclass(frozen=True)
class Fitted:
    """A beta distribution of areas' shares, or a gamma distribution of their rates."""

    level: float
    """Its mean."""
    strength: float
    """How many persons (units of exposure) of an area's own it takes to outweigh the common level; infinite if areas
    differ no more than chance gives."""
    log_likelihood: float

    @property
    def correlation(self) -> float:
        """For shares: the correlation of two persons of the same area, 1 / (1 + strength)."""
        return 1 / (1 + self.strength)


def by_moments(counts: Sequence[AreaCount], counted: Counted) -> tuple[float, float]:
    """Return level and strength that give the areas' mean and variance; a strength of infinity if chance explains all.

    Notes
    -----
    Kleinman JC (1973), Journal of the American Statistical Association 68:46-54, with areas weighted by their size.
    """
    size = sum(one.denominator for one in counts)
    level = sum(one.numerator for one in counts) / size
    unit = level * (1 - level) if counted == "share" else level
    squares = sum(one.denominator * (one.value - level) ** 2 for one in counts)
    room = size - sum(one.denominator**2 for one in counts) / size
    if unit <= 0 or room <= 0:
        return level, inf
    between = (squares - (len(counts) - 1) * unit) / room
    if between <= 0:
        return level, inf
    return level, max(_TINY, unit / between - (1 if counted == "share" else 0))


def fitted(counts: Sequence[AreaCount], counted: Counted) -> Fitted:
    """Return the maximum likelihood estimate, searched from the one by moments.

    Parameters
    ----------
    counts
        At least two areas; something, and not everything, was counted.

    Notes
    -----
    Beta-binomial: Griffiths DA (1973), Biometrics 29:637-648. Gamma-Poisson: the negative binomial of Greenwood M &
    Yule GU (1920), Journal of the Royal Statistical Society 83:255-279. With few areas the likeliest spread is often
    none at all, so no interval may rest on it alone.
    """
    import numpy as np
    from scipy.optimize import minimize

    top = np.array([one.numerator for one in counts])
    size = np.array([one.denominator for one in counts])
    level, strength = by_moments(counts, counted)
    most = _STRONGEST * float(size.max())

    def wanting(at: NDArray[np.float64]) -> float:
        share = 1 / (1 + exp(-at[0])) if counted == "share" else exp(at[0])
        return -_log_likelihood(share, min(exp(at[1]), most), top, size, counted)

    begin = [log(level / (1 - level)) if counted == "share" else log(level), log(min(strength, float(size.max()) * 10))]
    best = minimize(wanting, begin, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 2000})
    found = 1 / (1 + exp(-best.x[0])) if counted == "share" else exp(best.x[0])
    chance_alone = _by_chance_alone(level, top, size, counted)
    if exp(best.x[1]) > most / 2 or chance_alone >= -float(best.fun) - _NO_LIKELIER:
        return Fitted(level, inf, chance_alone)
    return Fitted(found, exp(best.x[1]), -float(best.fun))


def _by_chance_alone(level: float, top: NDArray[np.float64], size: NDArray[np.float64], counted: Counted) -> float:
    """Return the binomial or Poisson log likelihood of one level for all areas."""
    import numpy as np
    from scipy.special import gammaln

    if counted == "share":
        choices = gammaln(size + 1) - gammaln(top + 1) - gammaln(size - top + 1)
        return float((choices + top * np.log(level) + (size - top) * np.log1p(-level)).sum())
    return float((top * np.log(level * size) - level * size - gammaln(top + 1)).sum())


def _log_likelihood(
    level: float, strength: float, top: NDArray[np.float64], size: NDArray[np.float64], counted: Counted
) -> float:
    import numpy as np
    from scipy.special import betaln, gammaln

    a = level * strength
    if counted == "share":
        b = (1 - level) * strength
        choices = gammaln(size + 1) - gammaln(top + 1) - gammaln(size - top + 1)
        return float((choices + betaln(top + a, size - top + b) - betaln(a, b)).sum())
    ways = gammaln(top + a) - gammaln(a) - gammaln(top + 1)
    return float((ways + top * np.log(size / (size + strength)) - a * np.log1p(size / strength)).sum())
