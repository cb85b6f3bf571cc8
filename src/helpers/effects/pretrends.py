"""Whether the areas already drifted apart before the plan, and whether one would have seen it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import nctdtrinc, ndtr, ndtri, stdtrit

from helpers.effects.contrasts import Contrasts, alike, contrasts
from helpers.effects.deciding import LEVEL, SEED, Decided, Decider, decide
from helpers.effects.few_areas import TwoGroups, assignments, cautious_df, cluster_robust, least_p
from helpers.effects.grid import Grid, Weighting, grid_of, needs
from helpers.measurement.refusing import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from helpers.effects.panel import Panel

    Floats = NDArray[np.float64]

METHOD = "pretrend"
POWER = 0.8
"""The probability of being found that `Pretrend.detectable` stands for."""


@dataclass(frozen=True)
class Pretrend:
    """How the areas with the plan developed before it, compared with the others."""

    slope: float
    """How much more they rose a period than the others, in the indicator's unit."""
    slope_p: float
    joint_p: float | None
    """That no earlier period differs from the last one before the start; None with two periods before (the slope says
    it), several starts, or too few areas for randomisation."""
    detectable: float
    """The slope that would have been found with a probability of 80 %, in the unit a period.

    By the chance that was estimated; since that is uncertain itself, it is 75 to 80 % with few areas (simulated)."""
    bias: float
    """What such a slope, if it went on, would add to the estimate by itself, in the unit."""
    bias_if_passed: float
    """The same among the cases in which the test didn't find it (Roth 2022)."""
    least_p: float
    """The smallest p-value that so many areas could have given."""

    @property
    def found(self) -> bool:
        """Whether the areas drifted apart before the plan, by either test.

        Each is at 5 %, so up to one in ten comparisons of areas alike is doubted for nothing; that is the safe side.
        """
        return min(self.slope_p, 1.0 if self.joint_p is None else self.joint_p) < 1 - LEVEL

    def judged(self, value: float, half_width: float) -> bool | None:
        """Return whether parallel development may be believed: False if contradicted, None if it can't be told.

        True takes a test that would have found, with 80 %, a slope large enough to give the whole estimate (or, if
        that is more, the half-width of its interval) by itself.
        """
        if self.found:
            return False
        return True if abs(self.bias) <= max(abs(value), half_width) else None


def pretrend(panel: Panel, *, weighting: Weighting = "areas", seed: int = SEED) -> Pretrend | Refusal:
    """Return the test of parallel development before the start, and its power.

    `bias` is for the estimate of `difference_in_differences`.

    Returns
    -------
    Pretrend or Refusal
        A refusal with fewer than two periods before the start, staggered starts, or too few areas.

    Notes
    -----
    Roth J (2022), American Economic Review: Insights 4:305-322: a test that finds nothing may have had no chance to.
    The slope is each area's least-squares slope over the periods before; the difference of the mean slopes is tested
    by the method that decides for the number of areas. A jump in single periods is tested by the largest of the
    differences to the last period before the start, each over its spread among random choices of areas.
    """
    lacking = needs(panel, METHOD, before=2, weighting=weighting)
    if lacking is not None:
        return lacking
    grid = grid_of(panel, weighting=weighting)
    return pretrend_of(grid, contrasts(grid, lambda start: mean_change(grid, start)), seed=seed)


def mean_change(grid: Grid, start: int) -> Floats:
    """Return the weights of the periods that give mean since the start minus mean before it."""
    after = np.array(grid.periods) >= start
    return np.where(after, 1 / after.sum(), -1 / (~after).sum())


def slope_before(grid: Grid, start: int) -> Floats:
    """Return the weights of the periods that give the least-squares slope over the periods before the start."""
    times = np.array(grid.periods, dtype=float)
    before = times < start
    centred = np.where(before, times - times[before].mean(), 0.0)
    return centred / (centred**2).sum()


def pretrend_of(
    grid: Grid, changes: Contrasts, amount: Callable[[int], float] = alike, *, seed: int = SEED
) -> Pretrend | Refusal:
    """Return the same for another estimate, given what it compares; with one start or several.

    Needs two periods before the first start.
    """
    slopes = contrasts(grid, lambda start: slope_before(grid, start), amount)
    joint = _joint_p(grid, slopes.groups, seed) if grid.before > 2 and len(set(grid.starts)) == 1 else None
    decided = decide(slopes.groups, slopes.values, slopes.sizes, seed=seed)
    if not isinstance(decided, Decided):
        return Refusal(METHOD, decided)
    limit, detectable = _detectable(slopes.groups, slopes.values, decided)
    sign = -1.0 if decided.value < 0 else 1.0
    shift = _taken_by_passing(detectable, limit) * _together(slopes.groups, slopes.values, changes.values)
    return Pretrend(
        slope=decided.value,
        slope_p=decided.p,
        joint_p=joint,
        detectable=sign * detectable,
        bias=sign * detectable * changes.grows,
        bias_if_passed=sign * (detectable * changes.grows + shift),
        least_p=decided.least_p,
    )


def _joint_p(grid: Grid, groups: TwoGroups, seed: int) -> float | None:
    if least_p(groups.areas, groups.treated) > 1 - LEVEL:
        return None
    times = np.array(grid.periods)
    last = int(np.flatnonzero(times < grid.starts[0])[-1])
    leads = grid.values[:, :last] - grid.values[:, [last]]
    chosen = assignments(groups.areas, groups.treated, seed)
    plan, others = chosen * np.array(groups.weights), ~chosen * np.array(groups.weights)
    mixing = plan / plan.sum(axis=1, keepdims=True) - others / others.sum(axis=1, keepdims=True)
    differences = mixing @ leads
    spread = np.sqrt((differences**2).mean(axis=0))
    largest = (np.abs(differences) / np.where(spread > 0, spread, 1.0)).max(axis=1)
    return float(np.mean(largest >= largest[0] * (1 - 1e-10)))


def _detectable(groups: TwoGroups, contrast: Floats, decided: Decided) -> tuple[float, float]:
    """Return the slope beyond which one is found, and the true slope that is beyond it with 80 %."""
    if decided.decider is Decider.CLUSTER_ROBUST:
        error, df = float(cluster_robust(groups, contrast).error), float(cautious_df(groups, contrast))
        limit = float(stdtrit(df, (1 + LEVEL) / 2))
        return limit * error, float(nctdtrinc(df, 1 - POWER, limit)) * error
    half = (decided.interval.high - decided.interval.low) / 2
    spread = float(np.std(contrast[groups.treated :], ddof=1))
    error = spread * float(np.sqrt((groups.shares[: groups.treated] ** 2).sum()))
    return half, half + float(stdtrit(groups.comparisons - 1, POWER)) * error


def _taken_by_passing(slope: float, limit: float) -> float:
    """Return how much smaller than the truth an estimated slope is on average where the test misses it (negative)."""
    error = (slope - limit) / float(ndtri(POWER))
    low, high = (-limit - slope) / error, (limit - slope) / error
    return error * float(_density(low) - _density(high)) / float(ndtr(high) - ndtr(low))


def _together(groups: TwoGroups, slopes: Floats, changes: Floats) -> float:
    """Return how much an area's change goes with its slope before, within the two groups."""
    own = np.column_stack([slopes, changes])
    for rows in (groups.has_plan, ~groups.has_plan):
        own[rows] -= own[rows].mean(axis=0)
    return float(own[:, 0] @ own[:, 1] / (own[:, 0] @ own[:, 0]))


def _density(at: float) -> float:
    return float(np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi))
