"""Several questions asked at the same time: how clear is each answer among all of them.

Of twelve activities without any effect, one "clear" result at 5 % turns up in almost every second evaluation. Holm's
correction keeps the chance of even one at 5 % whatever ties the questions together; Romano & Wolf's uses that the same
areas stand behind all of them and takes less away; Benjamini & Hochberg's keeps the share of false ones among the
results called clear (for screening only, never for a grade).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations
from math import factorial
from typing import TYPE_CHECKING, Literal

import numpy as np

from helpers.effects.few_areas import TwoGroups
from helpers.effects.grid import grid_of
from helpers.effects.pretrends import mean_change

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from helpers.effects.estimate import Estimate
    from helpers.effects.panel import Panel

    Floats = NDArray[np.float64]
    _Factor = Callable[[int, int], float]

HOLM = "Holm 1979"
ROMANO_WOLF = "Romano & Wolf 2005"
BENJAMINI_HOCHBERG = "Benjamini & Hochberg 1995"
METHOD_SEED = 20261122
DRAWS = 4_999
ENUMERATED = 7
"""With so many areas or fewer every order of them is tried (7! = 5,040)."""


def bonferroni(p: Sequence[float]) -> tuple[float, ...]:
    """Return p-values times their number, at most 1; the simplest guard against one false positive among many."""
    _checked(p)
    return tuple(min(1.0, value * len(p)) for value in p)


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Return p-values corrected so that at most 5 of 100 evaluations have even one false positive at 0.05.

    Parameters
    ----------
    p
        Two-sided p-values, in any order; the answer is in the same order.

    Notes
    -----
    Holm S (1979), Scandinavian J. Statistics 6:65-70, step-down: the smallest times n, the next times n - 1, ..., never
    falling. Holds however the questions depend on each other.
    """
    return _stepped(p, lambda rank, count: count - rank, downwards=True)


def hochberg(p: Sequence[float]) -> tuple[float, ...]:
    """Return Hochberg's (1988, Biometrika 75:800-802) step-up p-values; only for tests that go the same way."""
    return _stepped(p, lambda rank, count: count - rank, downwards=False)


def benjamini_hochberg(p: Sequence[float]) -> tuple[float, ...]:
    """Return p-values for the share of false ones among the results called clear (false discovery rate).

    Notes
    -----
    Benjamini Y & Hochberg Y (1995), J. Royal Statistical Society B 57:289-300; for tests that are independent or go
    the same way.
    """
    return _stepped(p, lambda rank, count: count / (rank + 1), downwards=False)


def benjamini_yekutieli(p: Sequence[float]) -> tuple[float, ...]:
    """Return the same for any dependence (Benjamini & Yekutieli 2001, Annals of Statistics 29:1165-1188)."""
    harmonic = sum(1 / rank for rank in range(1, len(p) + 1))
    return _stepped(p, lambda rank, count: harmonic * count / (rank + 1), downwards=False)


def romano_wolf(resampled: Floats) -> tuple[float, ...]:
    """Return p-values corrected by the largest statistic among the questions in each resample.

    Parameters
    ----------
    resampled
        Absolute statistics, a row for each resample and a column for each question; the first row is what was
        observed. All questions of a row must come from the same resample of areas.

    Notes
    -----
    Romano JP & Wolf M (2005), J. American Statistical Association 100:94-108, step-down; p-values after Romano & Wolf
    (2016), Statistics & Probability Letters 113:38-40. Questions with the largest statistic first: its p-value is how
    often the largest of all is as large, the next's how often the largest of the rest is, never falling.
    """
    observed = resampled[0]
    order = np.argsort(-observed, kind="stable")
    running = np.maximum.accumulate(resampled[:, order[::-1]], axis=1)[:, ::-1]
    p = np.mean(running >= observed[order] * (1 - 1e-10), axis=0)
    adjusted = np.empty(len(observed))
    adjusted[order] = np.maximum.accumulate(p)
    return tuple(adjusted.tolist())


@dataclass(frozen=True)
class AreaContrast:
    """What one question compares: one number an area, and which areas have the plan or activity."""

    areas: tuple[str, ...]
    values: tuple[float, ...]
    treated: frozenset[str]


def area_contrast(panel: Panel) -> AreaContrast | None:
    """Return each area's change from before the start to after it, or None where areas began at different times.

    For `correct_jointly`: what `helpers.effects.differences` compares, each area counting the same.
    """
    grid = grid_of(panel)
    if len(set(grid.starts)) != 1 or not grid.before:
        return None
    changes = grid.values @ mean_change(grid, grid.starts[0])
    return AreaContrast(grid.areas, tuple(changes.tolist()), frozenset(grid.treated))


def resample_areas(questions: Sequence[AreaContrast], *, draws: int = DRAWS, seed: int = METHOD_SEED) -> Floats | None:
    """Return the absolute statistics of all questions under the same resamples of areas, the observed first.

    Parameters
    ----------
    questions
        Each with the same areas, in any order.
    draws
        Resamples, where there are too many orders of the areas to try all.

    Returns
    -------
    array or None
        For `romano_wolf`; None if the questions rest on different areas, so that no resample is common to them.

    Notes
    -----
    The areas are put in another order, the same for all questions: what ties an area's figures together stays, and
    which area has which activity is as if drawn. The statistic is the difference over its CR2 standard error (with one
    area on a side: over the spread among the others), so that questions in different units weigh the same.
    """
    areas = sorted(questions[0].areas)
    if any(sorted(question.areas) != areas for question in questions):
        return None
    orders = _orders(len(areas), draws, seed)
    return np.column_stack([_statistics(question, areas, orders) for question in questions])


def correct(estimates: Sequence[Estimate], method: Literal["holm", "fdr"] = "holm") -> tuple[Estimate, ...]:
    """Return the estimates with p-values corrected for each other; one without a p-value counts as 1.

    Holm's is for grades and sentences, `fdr` (Benjamini & Hochberg) for lists that are only to be looked into.
    """
    chosen, name = (holm, HOLM) if method == "holm" else (benjamini_hochberg, BENJAMINI_HOCHBERG)
    adjusted = chosen([1.0 if found.p is None else found.p for found in estimates])
    return tuple(replace(found, adjusted_p=p, adjusted_by=name) for found, p in zip(estimates, adjusted, strict=True))


def correct_jointly(
    estimates: Sequence[Estimate],
    contrasts: Sequence[AreaContrast | None],
    *,
    draws: int = DRAWS,
    seed: int = METHOD_SEED,
) -> tuple[Estimate, ...]:
    """Return the estimates corrected by resampling areas jointly; by Holm where they rest on different areas.

    Parameters
    ----------
    contrasts
        One for each estimate, for example from `area_contrast`; with a None among them all are corrected by Holm.

    Notes
    -----
    A corrected p-value is never smaller than the estimate's own, which may rest on another method.
    """
    known = [each for each in contrasts if each is not None]
    whole = bool(known) and len(known) == len(contrasts)
    resampled = resample_areas(known, draws=draws, seed=seed) if whole else None
    if resampled is None:
        return correct(estimates)
    return tuple(
        replace(found, adjusted_p=max(p, 1.0 if found.p is None else found.p), adjusted_by=ROMANO_WOLF)
        for found, p in zip(estimates, romano_wolf(resampled), strict=True)
    )


def _stepped(p: Sequence[float], factor: _Factor, *, downwards: bool) -> tuple[float, ...]:
    _checked(p)
    count = len(p)
    order = sorted(range(count), key=lambda at: (p[at], at))
    scaled = [factor(rank, count) * p[at] for rank, at in enumerate(order)]
    running = np.maximum.accumulate(scaled) if downwards else np.minimum.accumulate(scaled[::-1])[::-1]
    adjusted = [0.0] * count
    for rank, at in enumerate(order):
        adjusted[at] = min(1.0, float(running[rank]))
    return tuple(adjusted)


def _checked(p: Sequence[float]) -> None:
    """Refuse p-values that are none; NaN too."""
    wrong = [value for value in p if not 0 <= value <= 1]
    if wrong:
        raise ValueError(f"a p-value lies between 0 and 1, and {wrong[0]:g} doesn't")


def _orders(areas: int, draws: int, seed: int) -> NDArray[np.intp]:
    if areas <= ENUMERATED:
        return np.array(list(islice(permutations(range(areas)), factorial(areas))))
    drawn = np.argsort(np.random.default_rng(seed).random((draws, areas)), axis=1)
    return np.vstack([np.arange(areas), drawn])


def _statistics(question: AreaContrast, areas: Sequence[str], orders: NDArray[np.intp]) -> Floats:
    value = dict(zip(question.areas, question.values, strict=True))
    seats = sorted(range(len(areas)), key=lambda at: areas[at] not in question.treated)
    treated = len(question.treated & set(areas))
    placed = np.array([value[area] for area in areas])[orders][:, seats]
    groups = TwoGroups(treated, (1.0,) * len(areas))
    plan, others = placed[:, :treated], placed[:, treated:]
    if treated >= 2 and len(areas) - treated >= 2:
        error = np.sqrt(plan.var(axis=1, ddof=1) / treated + others.var(axis=1, ddof=1) / (len(areas) - treated))
    else:
        error = (others if treated < 2 else plan).std(axis=1, ddof=1)
    effect = np.abs(groups.difference(placed))
    found = np.zeros_like(effect)
    np.divide(effect, error, out=found, where=error > 1e-12 * np.abs(placed).max(initial=1e-300))
    return found
