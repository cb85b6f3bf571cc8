"""Exact tests: how likely chance alone makes a share lie at least this far from its target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, sqrt
from typing import Any

Counts = Any
"""A count, or an array of counts: NumPy is imported only where it is used."""

_ROUNDING = 1e-9
_OUTSIDE = 0.001
"""How often the range of shares that the second group is tried with may miss its true share."""
_TRIED = 41
"""So many shares inside that range are tried; the chance hardly changes between two neighbours."""
_FAR = 8.0
"""Standard deviations beyond which a count is practically impossible."""
_REMEMBERED = 4096
"""Answers that are remembered, each of a few hundred bytes."""
_PAIRS = 16_000_000
"""At most so many pairs of counts are gone through: a hundred megabytes or two."""


def chance_of_share(counts: tuple[float, float], share: float, population: float | None = None) -> float:
    """Return the chance of a count at least this far from `share`, if that is the true share (from 0 to 1).

    Parameters
    ----------
    counts
        (numerator, denominator) as measured. A numerator that is not whole (a rounded percentage, a weighted share) is
        rounded towards the share, so that chance never looks smaller than it is.
    population
        How many the denominator was drawn from; None: so many that it doesn't matter.

    Notes
    -----
    One tail of the binomial: Clopper CJ & Pearson ES (1934), Biometrika 26:404-413; of the hypergeometric where the
    population is known: Buonaccorsi JP (1987), The American Statistician 41:215-218.
    """
    numerator, denominator = counts
    total = round(denominator)
    if numerator / denominator > share:
        below = floor(numerator + _ROUNDING) - 1
        return 1.0 - (_up_to(below, total, share, population, floor) if below >= 0 else 0.0)
    return _up_to(ceil(numerator - _ROUNDING), total, share, population, ceil)


def _up_to(count: int, total: int, share: float, population: float | None, whole: Callable[[float], int]) -> float:
    """Return the chance of at most so many of `total`, drawn from many or from a population of known size."""
    residents = None if population is None else round(population)
    if residents is None or residents < total:
        return float(_at_most(count, total, share))
    import numpy as np

    sign = _ROUNDING if whole is floor else -_ROUNDING
    having = min(residents, max(0, whole(share * residents + sign)))
    ways = np.arange(max(0, total + having - residents), min(count, total, having) + 1)
    if not len(ways):
        return 0.0
    logs = _choose(having, ways) + _choose(residents - having, total - ways) - _choose(residents, total)
    return min(1.0, float(np.exp(logs).sum()))


def _choose(of: Counts, taken: Counts) -> Counts:
    from scipy.special import gammaln

    return gammaln(of + 1.0) - gammaln(taken + 1.0) - gammaln(of - taken + 1.0)


def _at_most(count: Counts, total: int, share: Counts) -> Counts:
    """Return the chance of at most so many of `total`, by the beta distribution.

    SciPy's own binomial (`bdtr`) holds the total in 32 bits, and gives up on larger ones.
    """
    import numpy as np
    from scipy.special import betainc

    left = np.asarray(total - count, dtype=float)
    return np.where(left > 0, betainc(np.maximum(left, 1.0), np.asarray(count, dtype=float) + 1, 1 - share), 1.0)


@lru_cache(maxsize=_REMEMBERED)
def chance_of_difference(
    first: tuple[float, float], second: tuple[float, float], factor: float, added: float = 0.0
) -> float:
    """Return the largest chance of a difference at least this large, if share 1 truly is `factor` times share 2.

    With `added` the true share 1 is that much more (as a share: 0.1 is ten percentage points).

    Parameters
    ----------
    first, second
        (numerator, denominator) of each share, as measured.
    factor
        0 or above; at 0 the true share 1 is `added` alone.

    Notes
    -----
    All pairs of counts that two such groups can have are gone through: an unconditional exact test (Barnard GA
    1947, Biometrika 34:123-138), with the unknown share 2 kept to a range that holds it in 999 of 1,000 cases, and
    that thousandth added (Berger RL & Boos DD 1994, Journal of the American Statistical Association 89:1012-1016).

    Groups so large that their pairs would not fit in memory are taken as smaller ones with the same shares, which can
    only make chance look larger: nothing is called shown that the whole groups do not show.

    It is remembered: one page asks the same two or three times (a round, its years, its readings), and so do the pages
    of all rounds and of areas that share a goal.
    """
    if factor <= 0:
        return chance_of_share(first, min(1.0, max(0.0, added)))
    more = first[0] / first[1] >= factor * second[0] / second[1] + added
    first, second = _bounded(first, second, factor)
    # Counts that a rounded percentage gives need not be whole; they are rounded towards "no difference".
    one = floor(first[0] + _ROUNDING) if more else ceil(first[0] - _ROUNDING)
    two = ceil(second[0] - _ROUNDING) if more else floor(second[0] + _ROUNDING)
    pair = _Pair(round(first[1]), round(second[1]), factor, added, 1 if more else -1)
    return min(1.0, pair.largest_chance(one, two) + _OUTSIDE)


def _bounded(
    first: tuple[float, float], second: tuple[float, float], factor: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return two groups whose pairs of counts fit in memory: the larger is halved, its share kept, until they do."""
    while not _fit(first[1], second[1], factor):
        if first[1] > second[1]:
            first = _halved(first)
        else:
            second = _halved(second)
    return first, second


def _halved(group: tuple[float, float]) -> tuple[float, float]:
    half = float(round(group[1] / 2))
    return group[0] / group[1] * half, half


def _fit(total: float, other: float, factor: float) -> bool:
    # The range of likely counts (`_likely`) is widest where both shares are a half.
    widest = min(1.0, 4 / sqrt(other))
    seconds = min(other + 1, 2 * _FAR * _FAR + _FAR * sqrt(other) + widest * other)
    firsts = min(total + 1, 2 * _FAR * _FAR + _FAR * sqrt(total) + min(1.0, factor * widest) * total)
    return max(firsts, _TRIED) * seconds <= _PAIRS


@dataclass(frozen=True)
class _Pair:
    """Two groups whose shares are compared; `sign` is 1 if share 1 is the larger of those that are compared."""

    total: int
    other: int
    factor: float
    added: float
    sign: int

    def largest_chance(self, one: int, two: int) -> float:
        """Return the largest chance, over the likely shares 2, of counts at least as far apart as these."""
        import numpy as np
        from scipy.special import betaincinv

        low = float(betaincinv(two, self.other - two + 1, _OUTSIDE / 2)) if two > 0 else 0.0
        high = float(betaincinv(two + 1, self.other - two, 1 - _OUTSIDE / 2)) if two < self.other else 1.0
        seconds = _likely(self.other, low, high)
        firsts = _likely(self.total, float(self._of(low)), float(self._of(high)))
        as_far = self._distance(firsts[:, None], seconds[None, :]) >= self._distance(one, two) - _ROUNDING
        shares = np.linspace(low, high, _TRIED)[:, None]
        under_null = self._of(shares)
        if self.sign > 0:
            least = np.where(as_far.any(axis=0), firsts[as_far.argmax(axis=0)], self.total + 1)
            beyond = np.where(least > 0, 1.0 - _at_most(np.maximum(least - 1, 0), self.total, under_null), 1.0)
        else:
            most = np.where(as_far.any(axis=0), firsts[::-1][as_far[::-1].argmax(axis=0)], -1)
            beyond = np.where(most >= 0, _at_most(np.maximum(most, 0), self.total, under_null), 0.0)
        return float((_chances(seconds, self.other, shares) * beyond).sum(axis=1).max())

    def _of(self, share: Counts) -> Counts:
        import numpy as np

        return np.clip(self.factor * share + self.added, 0.0, 1.0)

    def _distance(self, one: Counts, two: Counts) -> Counts:
        raw = one / self.total - self.factor * two / self.other - self.added
        spread = _spread(one, self.total) + self.factor**2 * _spread(two, self.other)
        return self.sign * raw / spread**0.5


def _spread(count: Counts, total: int) -> Counts:
    # One more of each kind keeps it above zero (Agresti A & Caffo B 2000, The American Statistician 54:280-288).
    share = (count + 1) / (total + 2)
    return share * (1 - share) / total


def _likely(total: int, low: float, high: float) -> Counts:
    import numpy as np

    def reach(share: float) -> float:
        return _FAR * sqrt(total * share * (1 - share)) + _FAR * _FAR

    first = max(0, floor(total * low - reach(low)))
    return np.arange(first, min(total, ceil(total * high + reach(high))) + 1)


def _chances(counts: Counts, total: int, shares: Counts) -> Counts:
    import numpy as np
    from scipy.special import gammaln, xlog1py, xlogy

    ways = gammaln(total + 1) - gammaln(counts + 1) - gammaln(total - counts + 1)
    return np.exp(ways + xlogy(counts, shares) + xlog1py(total - counts, -shares))
