"""Intervals for shares, counts, rates, and for how two of them differ.

Closed forms on the quantile functions of `scipy.special`; docs/decisions/0006 says why not statsmodels, which the
tests hold them against. Shares go in as counts and come out in percent or percentage points.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

from helpers.measurement.results import Interval

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """A value and its interval, as the methods that combine two of them need it."""

    value: float
    low: float
    high: float


def proportion(numerator: float, denominator: float, level: float = LEVEL) -> Interval:
    """Return the score interval of a share, in percent.

    Parameters
    ----------
    numerator, denominator
        Counts; `0 <= numerator <= denominator` and `denominator > 0`.

    Raises
    ------
    ValueError
        If the counts are no share.

    Notes
    -----
    Wilson EB (1927), Journal of the American Statistical Association 22:209-212; recommended for small groups
    by Newcombe RG (1998), Statistics in Medicine 17:857-872.
    """
    if not 0 <= numerator <= denominator or denominator <= 0:
        raise ValueError("a share needs 0 <= numerator <= denominator and denominator > 0")
    z = _normal_quantile(level)
    share = numerator / denominator
    centre = numerator + z * z / 2
    half = z * sqrt(numerator * (1 - share) + z * z / 4)
    spread = denominator + z * z
    low = 0.0 if numerator == 0 else (centre - half) / spread
    high = 1.0 if numerator == denominator else (centre + half) / spread
    return Interval(100 * low, 100 * high, level, "Wilson 1927")


def proportion_exact(numerator: float, denominator: float, level: float = LEVEL) -> Interval:
    """Return the exact interval of a share, in percent: on request, where no interval may miss the truth more often.

    Wider than `proportion`, whose intervals hold the truth in `level` of cases on average; these do for every share.

    Parameters
    ----------
    numerator, denominator
        Counts; `0 <= numerator <= denominator` and `denominator > 0`.

    Raises
    ------
    ValueError
        If the counts are no share.

    Notes
    -----
    Clopper CJ & Pearson ES (1934), Biometrika 26:404-413.
    """
    from scipy.special import betaincinv

    if not 0 <= numerator <= denominator or denominator <= 0:
        raise ValueError("a share needs 0 <= numerator <= denominator and denominator > 0")
    tail, others = _tail(level), denominator - numerator
    low = float(betaincinv(numerator, others + 1, tail)) if numerator > 0 else 0.0
    high = float(betaincinv(numerator + 1, others, 1 - tail)) if others > 0 else 1.0
    return Interval(100 * low, 100 * high, level, "Clopper & Pearson 1934")


def byar_count(count: float, level: float = LEVEL) -> Interval:
    """Return Byar's approximate interval of the expected number of events; for 10 events and more.

    Raises
    ------
    ValueError
        If the count is negative.

    Notes
    -----
    Breslow NE & Day NE (1987), Statistical Methods in Cancer Research II, IARC, page 69; the form with `count` below
    and `count + 1` above that the United Kingdom's health statistics use.
    """
    if count < 0:
        raise ValueError("a count can't be negative")
    z = _normal_quantile(level)
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count > 0 else 0.0
    above = count + 1
    high = above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3
    return Interval(max(0.0, low), high, level, "Byar")


def poisson_count(count: float, level: float = LEVEL) -> Interval:
    """Return the exact interval of the expected number of events behind a count.

    Raises
    ------
    ValueError
        If the count is negative.

    Notes
    -----
    Garwood F (1936), Biometrika 28:437-442. Conservative: at least `level` of the intervals hold the true value.
    """
    from scipy.special import gammaincinv

    if count < 0:
        raise ValueError("a count can't be negative")
    tail = _tail(level)
    low = float(gammaincinv(count, tail)) if count > 0 else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - tail)), level, "Garwood 1936")


def poisson_rate(count: float, exposure: float, per: float = 1.0, level: float = LEVEL) -> Interval:
    """Return the exact interval of a rate: events per `per` units of exposure (persons, dwellings, years).

    Raises
    ------
    ValueError
        If the count is negative or the exposure is not positive.

    Notes
    -----
    Garwood's interval of the count, scaled; the exposure is taken as known.
    """
    if exposure <= 0:
        raise ValueError("a rate needs an exposure above 0")
    of_count = poisson_count(count, level)
    scale = per / exposure
    return Interval(scale * of_count.low, scale * of_count.high, level, "Garwood 1936")


def difference(first: Estimate, second: Estimate, level: float, method: str, factor: float = 1.0) -> Interval:
    """Return the interval of `first - factor * second` from the two separate intervals.

    Parameters
    ----------
    factor
        0 or above; for "10 % less than at baseline" it is 0.9.

    Notes
    -----
    MOVER: Zou GY & Donner A (2008), Statistics in Medicine 27:1693-1702. The two are taken as independent.
    """
    point = first.value - factor * second.value
    down = sqrt((first.value - first.low) ** 2 + (factor * (second.high - second.value)) ** 2)
    up = sqrt((first.high - first.value) ** 2 + (factor * (second.value - second.low)) ** 2)
    return Interval(point - down, point + up, level, method)


def difference_of_proportions(
    first: tuple[float, float], second: tuple[float, float], factor: float = 1.0, level: float = LEVEL
) -> Interval:
    """Return the interval of share 1 minus `factor` times share 2, in percentage points.

    Parameters
    ----------
    first, second
        (numerator, denominator) of each share.

    Notes
    -----
    Method 10 (hybrid score) of Newcombe RG (1998), Statistics in Medicine 17:873-890; for a factor other than 1
    its generalisation to linear contrasts, Zou GY, Huang W & Zhang X (2009), Computational Statistics & Data
    Analysis 53:1080-1085.
    """
    return difference(_share(first, level), _share(second, level), level, "Newcombe 1998", factor)


def difference_of_rates(
    first: tuple[float, float], second: tuple[float, float], per: float = 1.0, factor: float = 1.0, level: float = LEVEL
) -> Interval:
    """Return the interval of rate 1 minus `factor` times rate 2, per `per` units of exposure.

    Parameters
    ----------
    first, second
        (events, exposure) of each; an exposure of 1 compares plain counts.

    Notes
    -----
    MOVER (Zou & Donner 2008) on the exact intervals of Garwood (1936).
    """
    return difference(_rate(first, per, level), _rate(second, per, level), level, "Zou & Donner 2008", factor)


def ratio_of_counts(first: tuple[float, float], second: tuple[float, float], level: float = LEVEL) -> Interval:
    """Return the exact interval of rate 1 divided by rate 2; its upper end is infinite if count 2 is 0.

    Parameters
    ----------
    first, second
        (events, exposure) of each; equal exposures compare plain counts.

    Raises
    ------
    ValueError
        If a count is negative or an exposure not positive.

    Notes
    -----
    Given their sum, one Poisson count of two is binomial: Przyborowski J & Wilenski H (1940), Biometrika
    31:313-323, with the binomial limits of Clopper CJ & Pearson ES (1934), Biometrika 26:404-413. Conservative.
    """
    from scipy.special import betaincinv

    (count, exposure), (other, other_exposure) = first, second
    if min(count, other) < 0 or min(exposure, other_exposure) <= 0:
        raise ValueError("a ratio needs counts of at least 0 and exposures above 0")
    tail = _tail(level)
    low = float(betaincinv(count, other + 1, tail)) if count > 0 else 0.0
    high = float(betaincinv(count + 1, other, 1 - tail)) if other > 0 else 1.0
    scale = other_exposure / exposure
    upper = scale * high / (1 - high) if high < 1 else inf
    return Interval(scale * low / (1 - low), upper, level, "Clopper & Pearson 1934")


def ratio_of_proportions(first: tuple[float, float], second: tuple[float, float], level: float = LEVEL) -> Interval:
    """Return the interval of share 1 divided by share 2; its upper end is infinite if share 2 is 0.

    Parameters
    ----------
    first, second
        (numerator, denominator) of each share.

    Notes
    -----
    MOVER-R on Wilson's limits: Donner A & Zou GY (2012), Statistical Methods in Medical Research 21:347-359.
    """
    one, two = _share(first, level), _share(second, level)
    product = one.value * two.value
    lower = _mover_root(product, one.low * (2 * one.value - one.low), two.high * (2 * two.value - two.high), -1)
    divisor = two.low * (2 * two.value - two.low)
    upper = _mover_root(product, one.high * (2 * one.value - one.high), divisor, 1) if divisor > 0 else inf
    return Interval(max(0.0, lower), upper, level, "Donner & Zou 2012")


def _mover_root(product: float, above: float, below: float, sign: int) -> float:
    # In exact arithmetic the radicand is never negative; `below` is 0 only if an upper limit is twice its share.
    if below == 0:
        return above / (2 * product) if product > 0 else 0.0
    return (product + sign * sqrt(max(0.0, product * product - above * below))) / below


def _share(counts: tuple[float, float], level: float) -> Estimate:
    interval = proportion(*counts, level=level)
    return Estimate(100 * counts[0] / counts[1], interval.low, interval.high)


def _rate(counts: tuple[float, float], per: float, level: float) -> Estimate:
    interval = poisson_rate(counts[0], counts[1], per, level)
    return Estimate(per * counts[0] / counts[1], interval.low, interval.high)


def _normal_quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(1 - _tail(level)))


def _tail(level: float) -> float:
    """Return how much lies on each side of an interval."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1 (0.95 for 95 %), and {level:g} doesn't")
    return (1 - level) / 2
