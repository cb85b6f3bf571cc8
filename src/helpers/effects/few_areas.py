"""Uncertainty when the plan is in few areas: the methods that `helpers.effects.deciding` chooses between.

In a panel without gaps any comparison over time is a difference of two means: each area gives one number (its mean
after the start minus its mean before, its slope before the start, ...), and the areas with the plan are compared with
the others. Whatever ties the periods of an area together (serial correlation) is inside that one number (Bertrand,
Duflo & Mullainathan 2004). The cluster-robust methods below are therefore written for one number an area, and equal
those for the regression with area and period effects; the tests hold them against R's clubSandwich on that regression.

All functions take `contrasts` whose last axis is the areas, those with the plan first, and work for many rows at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ENUMERATED = 5_000
"""Assignments up to this number are all tried; of more, so many are drawn."""
SIGNS_ENUMERATED = 12
"""With so many areas or fewer all 2^G vectors of signs are tried."""
Correction = Literal["CR1", "CR2", "CR3"]


@dataclass(frozen=True)
class TwoGroups:
    """Areas with the plan and areas without, and how much each counts."""

    treated: int
    """How many of the areas have the plan; they come first."""
    weights: tuple[float, ...]
    """One for each area, all above 0."""

    @property
    def areas(self) -> int:
        """How many areas there are."""
        return len(self.weights)

    @property
    def comparisons(self) -> int:
        """How many areas never got the plan."""
        return self.areas - self.treated

    @cached_property
    def shares(self) -> Floats:
        """Each area's share of its group's weight."""
        weights = np.array(self.weights)
        return weights / np.where(self.has_plan, weights[: self.treated].sum(), weights[self.treated :].sum())

    @cached_property
    def has_plan(self) -> NDArray[np.bool_]:
        """Which areas have the plan."""
        return np.arange(self.areas) < self.treated

    def difference(self, contrasts: Floats) -> Floats:
        """Return the mean of the areas with the plan minus that of the others."""
        return contrasts @ np.where(self.has_plan, self.shares, -self.shares)

    def scores(self, correction: Correction) -> Floats:
        """Return the matrix whose columns, applied to the contrasts and squared, add up to the variance.

        Notes
        -----
        The sandwich estimator for the regression of the contrasts on having the plan. CR2 scales each residual by what
        fitting took from it when errors are equal and independent (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018,
        J. Business & Economic Statistics 36:672-683); CR3 is the jackknife over areas (MacKinnon, Nielsen & Webb
        2023, J. Econometrics 232:272-299) without its factor (G - 1)/G; CR1 scales nothing.
        An area that is alone in its group is fitted exactly; its residual says nothing and counts as 0.
        """
        share = self.shares
        same = self.has_plan[:, None] == self.has_plan[None, :]
        residual = np.eye(self.areas) - np.where(same, share[:, None], 0.0)
        if correction == "CR3":
            left, power = 1 - share, -1.0
        else:
            left, power = (residual**2).sum(axis=0), -0.5 if correction == "CR2" else 0.0
        scale = np.zeros_like(left)
        np.power(left, power, out=scale, where=left > 1e-12)
        return residual * (scale * share)


@dataclass(frozen=True)
class ClusterRobust:
    """A standard error, and the t distribution to read it by."""

    error: Floats
    df: float
    """Satterthwaite's."""


def cluster_robust(groups: TwoGroups, contrasts: Floats, correction: Correction = "CR2") -> ClusterRobust:
    """Return the standard error of the difference, robust to areas that vary unequally.

    Notes
    -----
    Degrees of freedom after Satterthwaite for equal and independent errors of areas (Bell & McCaffrey 2002; Imbens &
    Kolesár 2016, Review of Economics and Statistics 98:701-712). Without weights CR2 is Welch's standard error.
    Needs two areas in each group; with one or two on one side it is unusable (MacKinnon & Webb 2018).
    """
    scores = groups.scores(correction)
    inner = scores.T @ scores
    df = float(np.trace(inner) ** 2 / (inner**2).sum())
    return ClusterRobust(np.sqrt(((contrasts @ scores) ** 2).sum(axis=-1)), df)


def cautious_df(groups: TwoGroups, contrasts: Floats) -> Floats:
    """Return degrees of freedom to read CR2's standard error by: the fewer of two, for each row of contrasts.

    Notes
    -----
    Satterthwaite's for equal variances (see `cluster_robust`) says too many where the few areas with the plan vary more
    than the others, Welch's (1947, Biometrika 34:28-35) from the variances found too many where they vary less than
    they happen to. Either alone gave up to 6 to 8 % false positives with three to six areas with the plan; the fewer
    of the two 5.2 % at most (docs/decisions/0028).
    """
    scores = groups.scores("CR2")
    parts, terms = np.zeros(np.shape(contrasts)[:-1]), np.zeros(np.shape(contrasts)[:-1])
    for group in (groups.has_plan, ~groups.has_plan):
        own = scores[:, group]
        inner = own.T @ own
        variance = ((contrasts @ own) ** 2).sum(axis=-1)
        parts = parts + variance
        terms = terms + variance**2 * (inner**2).sum() / np.trace(inner) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        welch = np.where(terms > 0, parts**2 / terms, np.inf)
    return np.minimum(welch, cluster_robust(groups, contrasts).df)


def signs(areas: int, *, webb: bool, draws: int, seed: int) -> Floats:
    """Return the sign vectors of a wild bootstrap, a row each; the first is all ones.

    Notes
    -----
    All 2^G of Rademacher's for few areas; else drawn. Webb's six values (2023, Canadian J. Economics 56:839-858) are
    always drawn: with few areas there are more of them to draw from.
    """
    if areas <= SIGNS_ENUMERATED and not webb:
        return 1.0 - 2.0 * ((np.arange(2**areas)[:, None] >> np.arange(areas)) & 1)
    values = np.sqrt(np.array([0.5, 1.0, 1.5])) if webb else np.ones(1)
    chosen = np.random.default_rng(seed).choice(np.concatenate([values, -values]), size=(draws, areas))
    return np.vstack([np.ones(areas), chosen])


def wild_bootstrap_p(groups: TwoGroups, contrasts: Floats, null: float, vectors: Floats) -> float:
    """Return the two-sided p-value of the wild cluster bootstrap for one row of contrasts.

    Parameters
    ----------
    null
        The effect that is tested.
    vectors
        From `signs`.

    Notes
    -----
    With the null hypothesis imposed and the t statistic bootstrapped (Cameron, Gelbach & Miller 2008, Review of
    Economics and Statistics 90:414-427; Roodman, MacKinnon, Nielsen & Webb 2019, Stata J. 19:4-60). By signs it can't
    fall below 2 / 2^G; with one or two areas with the plan it rejects far too rarely or too often (MacKinnon & Webb).
    """
    left = contrasts - null * groups.has_plan
    weights = np.array(groups.weights)
    centred = left - (weights @ left) / weights.sum()
    drawn = vectors * centred
    effect = groups.difference(drawn)
    error = np.sqrt(((drawn @ groups.scores("CR1")) ** 2).sum(axis=-1))
    statistic = np.zeros_like(effect)
    np.divide(np.abs(effect), error, out=statistic, where=error > 0)
    return float(np.mean(statistic >= statistic[0] * (1 - 1e-10)))


@lru_cache(maxsize=16)
def assignments(areas: int, treated: int, seed: int, most: int = ENUMERATED) -> NDArray[np.bool_]:
    """Return which areas could have got the plan, a row for each choice of as many areas; the first is the real one.

    All choices, or `most` that are drawn. Kept, since a page asks for the same choices many times; not to be changed.
    """
    count = comb(areas, treated)
    rows = np.zeros((min(count, most), areas), dtype=bool)
    if count <= most:
        chosen = np.array(list(combinations(range(areas), treated)))
        np.put_along_axis(rows, chosen, values=True, axis=1)
    else:
        order = np.argsort(np.random.default_rng(seed).random((most, areas)), axis=1)
        np.put_along_axis(rows, order[:, :treated], values=True, axis=1)
        rows[0] = np.arange(areas) < treated
    rows.flags.writeable = False
    return rows


def least_p(areas: int, treated: int) -> float:
    """Return the smallest p-value of all choices together: the real one, and its opposite if there is one."""
    return (2 if 2 * treated == areas else 1) / comb(areas, treated)


@dataclass(frozen=True)
class Randomised:
    """What comparing with every other choice of areas says."""

    p: Floats
    low: Floats
    high: Floats
    """Effects that are not rejected; infinite where there are too few choices to reject any."""
    least_p: float
    """The smallest p-value that so many areas can give."""


def randomisation(groups: TwoGroups, contrasts: Floats, level: float = 0.95, seed: int = 0) -> Randomised:
    """Return how often a random choice of areas gives as large a difference, and the effects that this leaves open.

    Notes
    -----
    Fisher (1935), The Design of Experiments; for clusters MacKinnon & Webb (2020), J. Econometrics 218:435-450. Exact
    if any choice of areas was as likely, or if areas vary alike without the plan. The statistic is the difference
    itself. The interval holds each constant effect that isn't rejected: against another choice, an effect b makes the
    real difference no larger for b between two limits, so that the interval's ends are order statistics.
    """
    chosen = assignments(groups.areas, groups.treated, seed)
    weights = np.array(groups.weights)
    plan, others = chosen * weights, ~chosen * weights
    mixing = plan / plan.sum(axis=1, keepdims=True) - others / others.sum(axis=1, keepdims=True)
    return _compared(contrasts @ mixing.T, mixing @ groups.has_plan, level)


def scaled_randomisation(
    groups: TwoGroups, contrasts: Floats, sizes: Floats, level: float = 0.95, seed: int = 0
) -> Randomised:
    """Return the same as `randomisation` if an area's chance variation is wholly that of its size.

    Parameters
    ----------
    sizes
        Residents (or what else the figures are a share of) of each area.

    Notes
    -----
    One small area with the plan among large ones swings more than they do, whatever the plan does, and plain
    randomisation calls that an effect; so the others' deviations from their mean are brought to the size of the areas
    with the plan, as Ferman & Pinto (2019), Review of Economics and Statistics 101:452-467 do with an estimated
    variance. Here the variance is taken as inverse to the size, the other end of what is possible: the truth lies
    between this and plain randomisation, and `helpers.effects.deciding` takes the less certain of the two. (Their
    estimate from 20 to 40 areas was tried: 7-10 % false positives instead of 5 %.)
    """
    chosen = assignments(groups.areas, groups.treated, seed)
    share = groups.shares
    others = ~groups.has_plan
    centre = contrasts[..., others] @ share[others]
    size = (share[: groups.treated] ** 2).sum() / (share[: groups.treated] ** 2 / sizes[: groups.treated]).sum()
    scale = np.where(others, np.sqrt(sizes / size) / (1 - np.where(others, share, 0.0)), 1.0)
    weights = np.array(groups.weights) * chosen
    mixing = weights / weights.sum(axis=1, keepdims=True)
    deviations = (contrasts - centre[..., None]) * scale
    return _compared(deviations @ mixing.T, mixing @ groups.has_plan, level)


def _compared(other: Floats, passed: Floats, level: float) -> Randomised:
    """Compare the first, real, choice with all; `passed` is the share of an effect that each choice would catch."""
    real = other[..., :1]
    p = np.mean(np.abs(other) >= np.abs(real) * (1 - 1e-10), axis=-1)
    low, high = _limits(real, other, passed)
    count = other.shape[-1]
    skipped = int(np.floor((1 - level) * count + 1e-9))
    low, high = np.sort(low, axis=-1), np.sort(high, axis=-1)
    least = int(np.sum(np.isinf(high), axis=-1).max()) / count
    return Randomised(p, low[..., skipped], high[..., -1 - skipped], least)


def _limits(real: Floats, other: Floats, passed: Floats) -> tuple[Floats, Floats]:
    """Return between which effects the real difference is no larger than that of each other choice."""
    with np.errstate(divide="ignore", invalid="ignore"):
        first = (real - other) / (1 - passed)
        second = (real + other) / (1 + passed)
    endless = np.broadcast_to(np.abs(passed) > 1 - 1e-12, other.shape)
    low, high = np.minimum(first, second), np.maximum(first, second)
    return np.where(endless, -np.inf, low), np.where(endless, np.inf, high)
