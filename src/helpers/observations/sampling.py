"""Weighted means, shares, ratios and totals of answers, with the error that the way of asking gives them.

Answers are not independent draws: they carry weights, people of one household answer alike, and a small area may have
answered almost whole. The error is Taylor-linearised: a share is taken as the ratio of two weighted sums, each answer's
part in its error is worked out, and the parts are added within what was drawn together. It lies in this stage because
answers become observations when they are read (docs/decisions/0025).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Column = Any
"""One value per answer: NumPy is imported only where it is used."""


@dataclass(frozen=True)
class Stage:
    """One step of drawing: within each stratum, clusters were drawn.

    Parameters
    ----------
    clusters
        Which cluster (household, school) each answer belongs to; numbers or texts.
    strata
        Which stratum; None: one for all.
    population
        How many clusters the stratum has in all, for each answer; None: so many that those drawn are a small part.
    """

    clusters: Column
    strata: Column | None = None
    population: Column | None = None


@dataclass(frozen=True)
class Design:
    """How answers were drawn, and how many people each stands for.

    Parameters
    ----------
    weights
        One per answer, above 0. They are taken as given: that raked weights were fitted to the answers is not counted,
        which makes the error a little too large rather than too small.
    stages
        Outermost first; none: every answer is drawn for itself from a large population.
    """

    weights: Column
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class Weighted:
    """A weighted estimate; the unit is that of its values (a share: 0-1)."""

    value: float
    error: float
    """Standard error."""
    n: int
    """Answers behind the value."""
    degrees: int
    """Degrees of freedom: clusters minus strata."""


def mean(design: Design, values: Column, within: Column | None = None) -> Weighted:
    """Return the weighted mean of values; of zeros and ones it is a share.

    Parameters
    ----------
    values
        One number per answer.
    within
        True for the answers of a subgroup. The others stay in the design with nothing, since how many fall in the
        subgroup is left to chance too.

    Raises
    ------
    ValueError
        If no answer is left, or the columns have different lengths.

    Notes
    -----
    The linearised variance of a ratio: Särndal C-E, Swensson B & Wretman J (1992), Model Assisted Survey Sampling,
    sections 5.5-5.8 and 10.3; subgroups as there. Several stages: section 4.3, after Lumley T (2010), Complex Surveys,
    chapter 3.
    """
    import numpy as np

    return ratio(design, values, np.ones(len(design.weights)), within)


def ratio(design: Design, above: Column, below: Column, within: Column | None = None) -> Weighted:
    """Return the ratio of two weighted sums, such as rooms per resident.

    Raises
    ------
    ValueError
        If the lower sum is 0, or the columns have different lengths.

    Notes
    -----
    As `mean`.
    """
    import numpy as np

    weights, above, below = (np.asarray(column, dtype=float) for column in (design.weights, above, below))
    inside = np.ones(len(weights), dtype=bool) if within is None else np.asarray(within, dtype=bool)
    if not len(weights) == len(above) == len(below) == len(inside):
        raise ValueError("weights, values and subgroup have one entry per answer")
    whole = float((weights * below)[inside].sum())
    if whole == 0:
        raise ValueError("a mean needs at least one answer")
    value = float((weights * above)[inside].sum()) / whole
    parts = np.where(inside, weights * (above - value * below) / whole, 0.0)
    return Weighted(value, sqrt(_variance(parts, design.stages)), int(inside.sum()), _degrees(design))


def total(design: Design, values: Column) -> Weighted:
    """Return the weighted sum of values over the whole population.

    Notes
    -----
    Horvitz DG & Thompson DJ (1952), Journal of the American Statistical Association 47:663-685.
    """
    import numpy as np

    parts = np.asarray(design.weights, dtype=float) * np.asarray(values, dtype=float)
    return Weighted(float(parts.sum()), sqrt(_variance(parts, design.stages)), len(parts), _degrees(design))


def kish_design_effect(weights: Column) -> float:
    """Return how many times larger unequal weights make a variance, if they have nothing to do with the answers.

    Notes
    -----
    Kish L (1965), Survey Sampling, section 11.7: 1 plus the squared coefficient of variation of the weights.
    """
    import numpy as np

    held = np.asarray(weights, dtype=float)
    return float(len(held) * (held**2).sum() / held.sum() ** 2)


def design_effect_of_share(design: Design, chosen: Column, within: Column | None = None) -> float:
    """Return how many times larger the variance of a share is than if as many had been drawn one by one.

    At least 1: that answers differ more within a household than between them is chance in so small a survey, and a
    promise of more certainty than a simple sample gives would rest on it. Exactly 1 for equal weights and households of
    one. At least what the weights alone cost (Kish): where a few answers weigh much, the answers tell too little about
    their own variance, and a share that happened to miss the heavy ones would look too sure. Where all answered alike,
    the answers cannot tell how alike a household is; then a household counts as one answer. Few clusters tell little
    about their own variance, and the effect grows with that (Korn & Graubard).

    Parameters
    ----------
    chosen
        1 for those who gave the answer, 0 for others.
    within
        As in `mean`.

    Raises
    ------
    ValueError
        As `mean`.

    Notes
    -----
    Kish L (1965), Survey Sampling, sections 8.2 and 11.7. Adjustment for few clusters: Korn EL & Graubard BI (1998),
    Survey Methodology 24:193-201. Without the floor of section 11.7 the interval held the truth in 83-93 % of simulated
    surveys with lognormal weights (sd 1.0-1.5), with it in 95-97 % (`benchmarks/simulations/surveys.py`).
    """
    import numpy as np
    from scipy.special import stdtrit

    found = mean(design, chosen, within)
    inside = np.ones(len(design.weights), dtype=bool) if within is None else np.asarray(within, dtype=bool)
    of_clusters = _by_cluster(design, inside)
    if len(of_clusters) == found.n and np.ptp(of_clusters) == 0:
        return 1.0
    spread = found.value * (1 - found.value)
    if spread < _ALIKE:
        return kish_design_effect(of_clusters) * found.n / len(of_clusters)
    simple = spread / found.n
    few = (stdtrit(found.degrees, _UPPER) / stdtrit(found.n - 1, _UPPER)) ** 2 if found.degrees > 0 else nan
    if few != few:  # a single cluster: nothing but itself to compare it with
        return float(found.n)
    alone = kish_design_effect(np.asarray(design.weights, dtype=float)[inside])
    return float(max(1.0, alone, found.error**2 / simple * few))


_ALIKE = 1e-9
_UPPER = 0.975


def _by_cluster(design: Design, inside: Column) -> Column:
    """Return the weights of the answers, added within each cluster."""
    import numpy as np

    weights = np.asarray(design.weights, dtype=float)[inside]
    if not design.stages:
        return weights
    _, at = np.unique(np.asarray(design.stages[0].clusters)[inside], return_inverse=True)
    return np.bincount(at, weights=weights)


def _degrees(design: Design) -> int:
    import numpy as np

    if not design.stages:
        return len(design.weights) - 1
    first = design.stages[0]
    strata = np.zeros(len(design.weights)) if first.strata is None else np.asarray(first.strata)
    groups = {*zip(strata.tolist(), np.asarray(first.clusters).tolist(), strict=True)}
    return len(groups) - len({stratum for stratum, _ in groups})


def _variance(parts: Column, stages: Sequence[Stage]) -> float:
    """Return the variance of the sum of the parts: between the clusters, and within those that are drawn from."""
    import numpy as np

    if not stages:
        return _between(parts)[0]
    first, rest = stages[0], stages[1:]
    strata = np.zeros(len(parts)) if first.strata is None else np.asarray(first.strata)
    clusters = np.asarray(first.clusters)
    variance = 0.0
    for stratum in np.unique(strata):
        inside = strata == stratum
        names, at = np.unique(clusters[inside], return_inverse=True)
        known = None if first.population is None else float(np.asarray(first.population, dtype=float)[inside][0])
        between, drawn = _between(np.bincount(at, weights=parts[inside]), known)
        variance += between
        for name in names if rest and drawn > 0 else ():
            those = inside & (clusters == name)
            variance += drawn * _variance(parts[those], [_only(stage, those) for stage in rest])
    return variance


def _between(sums: Column, population: float | None = None) -> tuple[float, float]:
    """Return the variance of the sum of so many clusters, and which part of all clusters they are."""
    count = len(sums)
    drawn = 0.0 if not population else min(1.0, count / population)
    if count < 2:  # one alone has nothing to differ from
        return 0.0, drawn
    return (1 - drawn) * count / (count - 1) * float(((sums - sums.mean()) ** 2).sum()), drawn


def _only(stage: Stage, those: Column) -> Stage:
    import numpy as np

    def part(column: Column | None) -> Column | None:
        return None if column is None else np.asarray(column)[those]

    return Stage(np.asarray(stage.clusters)[those], part(stage.strata), part(stage.population))
