"""Which method's uncertainty decides, by how many areas have the plan; and what it takes to say anything.

The rule was set by simulation (`benchmarks/simulations/effects_few_areas.py`, docs/decisions/0028):

- three areas or more on each side: CR2 with the fewer of Satterthwaite's and Welch's degrees of freedom;
- one or two areas with the plan: randomisation over areas, and where sizes are known also scaled by size; the less
  certain of the two decides;
- where no result could be rarer than 5 %: nothing. One area takes 19 to compare with, two take 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import comb
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtr, stdtrit

from helpers.effects.few_areas import (
    TwoGroups,
    cautious_df,
    cluster_robust,
    randomisation,
    scaled_randomisation,
    signs,
    wild_bootstrap_p,
)
from helpers.measurement.refusing import Lack, Shortfall
from helpers.measurement.results import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVEL = 0.95
SEED = 20261122
ENOUGH = 3
"""Areas on each side from which the cluster-robust method decides."""
DRAWS = 1_999


class Decider(StrEnum):
    """What the interval and the p-value rest on."""

    CLUSTER_ROBUST = "cluster_robust"
    RANDOMISATION = "randomisation"
    """Over areas, taken to vary alike."""
    RANDOMISATION_BY_SIZE = "randomisation_by_size"
    """Over areas; the less certain of taking them to vary alike and to vary by their size."""


@dataclass(frozen=True)
class Decided:
    """A difference between areas with and without the plan, and its uncertainty."""

    value: float
    interval: Interval
    p: float
    """Two-sided."""
    decider: Decider
    words: str
    """English, for `Estimate.method`: `CR2, t(9.4)`."""
    least_p: float
    """The smallest p-value that so many areas could have given; 0 if there is no limit."""


@dataclass(frozen=True)
class Opinion:
    """What another method says of the same difference; told beside, never chosen after the fact."""

    method: str
    p: float
    least_p: float


def too_few(groups: TwoGroups, level: float = LEVEL) -> tuple[Shortfall, ...]:
    """Return how many more areas it takes before any result could be told from chance."""
    if groups.treated == 0:
        return (Shortfall(Lack.TREATED_AREAS, 0, 1),)
    need = ENOUGH
    if groups.treated < ENOUGH:
        while comb(groups.treated + need, need) * (1 - level) < 1 - 1e-9:
            need += 1
    return (Shortfall(Lack.COMPARISON_AREAS, groups.comparisons, need),) if groups.comparisons < need else ()


def decide(
    groups: TwoGroups, contrast: Floats, sizes: Floats | None, *, level: float = LEVEL, seed: int = SEED
) -> Decided | tuple[Shortfall, ...]:
    """Return the difference of one number an area with its uncertainty, or what is missing.

    Parameters
    ----------
    contrast
        One number for each area, those with the plan first.
    sizes
        Residents of each area, or None if not known.
    level
        Of the interval, 0 to 1.
    seed
        For the choices of areas that are drawn where there are too many to try all.
    """
    short = too_few(groups, level)
    if short:
        return short
    compared = contrast[groups.treated :]
    if np.ptp(compared) <= 1e-12 * max(1.0, float(np.abs(contrast).max())):
        return (Shortfall(Lack.SPREAD),)
    chosen = _by_residuals if groups.treated >= ENOUGH else _by_choices
    return chosen(groups, contrast, sizes, level, seed)


def opinions(groups: TwoGroups, contrast: Floats, *, seed: int = SEED) -> tuple[Opinion, ...]:
    """Return the p-values of the methods that don't decide: jackknife, wild bootstrap, randomisation.

    Needs two areas on each side; with fewer only randomisation is told.
    """
    chosen = randomisation(groups, contrast, LEVEL, seed)
    told = [Opinion("randomisation over areas", float(chosen.p), chosen.least_p)]
    if min(groups.treated, groups.comparisons) >= 2:
        jackknife = cluster_robust(groups, contrast, "CR3")
        value = float(groups.difference(contrast))
        told.insert(0, Opinion("CR3 (jackknife)", _t_p(value / float(jackknife.error), jackknife.df), 0.0))
        vectors = signs(groups.areas, webb=False, draws=DRAWS, seed=seed)
        least = 2 / 2**groups.areas if len(vectors) == 2**groups.areas else 1 / len(vectors)
        told.append(Opinion("wild cluster bootstrap", wild_bootstrap_p(groups, contrast, 0.0, vectors), least))
    return tuple(told)


def _by_residuals(
    groups: TwoGroups, contrast: Floats, sizes: Floats | None, level: float, seed: int
) -> Decided | tuple[Shortfall, ...]:
    del sizes, seed
    value = float(groups.difference(contrast))
    error, df = float(cluster_robust(groups, contrast).error), float(cautious_df(groups, contrast))
    half = float(stdtrit(df, (1 + level) / 2)) * error
    interval = Interval(value - half, value + half, level, "CR2, Bell & McCaffrey 2002, Welch 1947")
    words = f"CR2, t({df:.1f})"
    return Decided(value, interval, _t_p(value / error, df), Decider.CLUSTER_ROBUST, words, 0.0)


def _by_choices(
    groups: TwoGroups, contrast: Floats, sizes: Floats | None, level: float, seed: int
) -> Decided | tuple[Shortfall, ...]:
    value = float(groups.difference(contrast))
    tried = [randomisation(groups, contrast, level, seed)]
    decider, words = Decider.RANDOMISATION, "randomisation over areas"
    if sizes is not None:
        tried.append(scaled_randomisation(groups, contrast, sizes, level, seed))
        decider, words = Decider.RANDOMISATION_BY_SIZE, "randomisation over areas, alike and by size"
    interval = Interval(
        min(float(found.low) for found in tried),
        max(float(found.high) for found in tried),
        level,
        "Randomisation inverted, Fisher 1935",
    )
    p, least = max(float(found.p) for found in tried), max(found.least_p for found in tried)
    return Decided(value, interval, p, decider, f"{words}, smallest possible p {least:.3f}", least)


def _t_p(statistic: float, df: float) -> float:
    return float(2 * stdtr(df, -abs(statistic)))
