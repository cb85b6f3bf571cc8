"""Synthetic control: one area against the mixture of other areas that followed it before the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from helpers.effects.estimate import Assumption, Design, Estimand, Estimate, EventTime
from helpers.effects.grid import Grid, grid_of
from helpers.effects.mixing import Floats, Mask, gaps_of, mixture
from helpers.effects.placebos import Placebos, placebos
from helpers.effects.suitability import SYNTHETIC_DONORS, SYNTHETIC_PERIODS_BEFORE
from helpers.measurement.refusing import Lack, Refusal, Shortfall

if TYPE_CHECKING:
    from helpers.effects.panel import Panel

METHOD = "synthetic_control"
REFERENCE = (
    "Abadie, Diamond & Hainmueller 2010, J. American Statistical Association 105:493-505; Abadie 2021, J. Economic "
    "Literature 59:391-425; interval: Firpo & Possebom 2018, J. Causal Inference 6(2)"
)
LEVEL = 0.95


@dataclass(frozen=True)
class Weight:
    """How much one area counts in the mixture."""

    area: str
    weight: float
    """0 to 1; all together 1."""


@dataclass(frozen=True)
class Followed:
    """One period: the area, and the mixture of others."""

    period: int
    observed: float
    synthetic: float


@dataclass(frozen=True)
class Rank:
    """How one area would have come out if it had been the one with the plan."""

    area: str
    ratio: float
    """Mean squared distance to its own mixture after the start over that before, or over the median of all areas'
    if that is larger."""
    fit_before: float
    """Root mean squared distance before the start, in the indicator's unit."""
    counted: bool
    """Whether its mixture followed it before the start, by the rule that the area with the plan must pass."""


@dataclass(frozen=True)
class WithoutArea:
    """The result if one of the areas of the mixture is left out."""

    area: str
    value: float
    p: float


@dataclass(frozen=True)
class Synthetic:
    """An estimate by synthetic control, and what a reader needs to judge it."""

    estimate: Estimate
    weights: tuple[Weight, ...]
    """Areas that count at least one in a thousand, heaviest first."""
    path: tuple[Followed, ...]
    fit_before: float
    """Root mean squared distance before the start, in the indicator's unit."""
    spread_before: float
    """Standard deviation between areas before the start: what `fit_before` is held against."""
    ranks: tuple[Rank, ...]
    """All areas, largest ratio first."""
    rank: int
    """Of the area with the plan among those counted; 1 is the largest ratio."""
    without: tuple[WithoutArea, ...]


def synthetic_control(panel: Panel, *, area: str | None = None, question: str = "") -> Synthetic | Refusal:
    """Return how far one area lies from the mixture of others that followed it before the plan.

    Parameters
    ----------
    panel
        Areas without gaps in the periods used; others are left out as `helpers.effects.grid` says.
    area
        The area with the plan; may be left out if there is only one. Other areas with the plan are not mixed in.
    question
        Id of the effect question.

    Returns
    -------
    Synthetic or Refusal
        `estimate.value` is the mean distance since the start, in the indicator's unit. Refused with fewer than 8
        periods before the start, fewer than 19 areas to mix (a rank rarer than 1 of 20 is impossible), or where no
        mixture follows the area, or fewer than 20 areas are followed at all (`Lack.FIT_BEFORE`).

    Raises
    ------
    ValueError
        If `area` isn't among the areas with the plan.

    Notes
    -----
    Weights are at least 0, sum to 1, and make the smallest sum of squared distances over all periods before the start
    (outcomes only: no predictors whose weights could be searched for until the answer pleases; Kaul et al. 2022, J.
    Business & Economic Statistics 40:1362-1376). The p-value is the rank of the mean squared distance after over that
    before (at least the median of that before; `helpers.effects.placebos`), among all areas, each tried as if it had
    the plan. Only areas whose own mixture follows them as closely as the rule demands are counted: the rule is the
    same for all, so the rank stays exact if any area was as likely to get the plan. The interval holds each constant
    effect that the ranks don't reject. It is the effect if the mixture would have gone on following the area, no other
    area was reached by the plan, and nothing else happened to this area alone.
    """
    chosen = _alone(panel, area)
    if isinstance(chosen, Refusal):
        return chosen
    grid = grid_of(chosen)
    short = _missing(grid)
    if short:
        return Refusal(METHOD, short)
    before = np.array(grid.periods) < grid.starts[0]
    tried = placebos(grid.values, before)
    if not tried.counted[0] or tried.counted.sum() <= SYNTHETIC_DONORS:
        return Refusal(METHOD, (Shortfall(Lack.FIT_BEFORE),))
    without = _without(grid, before, tried)
    return Synthetic(
        estimate=_estimate(grid, tried, without, question),
        weights=_weights(grid, tried),
        path=tuple(
            Followed(period, float(seen), float(seen - gap))
            for period, seen, gap in zip(grid.periods, grid.values[0], tried.gaps[0], strict=True)
        ),
        fit_before=float(tried.fit[0]),
        spread_before=tried.spread,
        ranks=_ranks(grid, tried),
        rank=tried.rank,
        without=without,
    )


def weights_by(own: Floats, others: Floats, importance: Floats | None = None) -> Floats:
    """Return the weights of the mixture that is nearest to an area.

    Parameters
    ----------
    own
        Figures (or predictors) of the area.
    others
        The same, a row for each area to mix.
    importance
        How much each figure counts; None: all the same.

    Notes
    -----
    With predictors in standard deviations and the importance of Abadie, Diamond & Hainmueller (their V) this gives
    their weights; Målbar itself uses the outcome before the start only.
    """
    root = np.ones(len(own)) if importance is None else np.sqrt(importance)
    return mixture(own * root, others * root)


def _alone(panel: Panel, area: str | None) -> Panel | Refusal:
    treated = panel.treated if area is None else (area,)
    if len(treated) != 1:
        lack = Lack.ONE_AREA if treated else Lack.TREATED_AREAS
        return Refusal(METHOD, (Shortfall(lack, len(treated), 1),))
    if treated[0] not in panel.treated:
        raise ValueError(f"{treated[0]!r} is not among the panel's areas with the plan")
    starts: Mapping[str, int] = {treated[0]: panel.starts[treated[0]]}
    others = set(panel.treated) - {treated[0]}
    return replace(panel, points=tuple(point for point in panel.points if point.area not in others), starts=starts)


def _missing(grid: Grid) -> tuple[Shortfall, ...]:
    counted = (
        (Lack.COMPARISON_AREAS, len(grid.comparisons) - (not grid.treated), SYNTHETIC_DONORS),
        (Lack.PERIODS_BEFORE, grid.before if grid.starts else len(grid.periods), SYNTHETIC_PERIODS_BEFORE),
        (Lack.PERIODS_AFTER, grid.after if grid.starts else 0, 1),
    )
    return tuple(Shortfall(lack, have, need) for lack, have, need in counted if have < need)


def _estimate(grid: Grid, tried: Placebos, without: tuple[WithoutArea, ...], question: str) -> Estimate:
    start = grid.starts[0]
    interval = tried.interval(LEVEL)
    stable = all(found.p <= 1 - LEVEL and found.value * tried.value > 0 for found in without)
    return Estimate(
        question=question,
        indicator=grid.indicator,
        design=Design.SYNTHETIC_CONTROL,
        estimand=Estimand.GAP,
        value=tried.value,
        unit=grid.unit,
        interval=interval,
        p=tried.p,
        treated=grid.treated,
        comparisons=grid.comparisons,
        periods_before=grid.before,
        periods_after=grid.after,
        n=grid.values.size,
        method=f"Synthetic control, outcomes only; rank {tried.rank} of {int(tried.counted.sum())} placebos in space",
        reference=REFERENCE,
        assumptions=(
            Assumption("fit_before", checked=True, holds=bool(tried.counted[0]), figure=float(tried.fit[0])),
            Assumption("leave_one_out", checked=bool(without), holds=stable if without else None),
            Assumption("few_areas", checked=True, holds=tried.least_p <= 1 - LEVEL, figure=tried.least_p),
            Assumption("no_anticipation", checked=False, holds=None),
            Assumption("independent_areas", checked=False, holds=None),
            Assumption("no_shared_shock", checked=False, holds=None),
        ),
        origin=grid.origin,
        path=tuple(
            EventTime(period - start, float(gap), None) for period, gap in zip(grid.periods, tried.gaps[0], strict=True)
        ),
    )


def _weights(grid: Grid, tried: Placebos) -> tuple[Weight, ...]:
    found = [Weight(name, float(weight)) for name, weight in zip(grid.areas, tried.weights[0], strict=True)]
    return tuple(sorted((each for each in found if each.weight >= 0.001), key=lambda each: (-each.weight, each.area)))


def _ranks(grid: Grid, tried: Placebos) -> tuple[Rank, ...]:
    found = [
        Rank(area, float(tried.steadied[at]), float(tried.fit[at]), bool(tried.counted[at]))
        for at, area in enumerate(grid.areas)
    ]
    return tuple(sorted(found, key=lambda each: (-each.ratio, each.area)))


def _without(grid: Grid, before: Mask, tried: Placebos) -> tuple[WithoutArea, ...]:
    """Leave out each area of the mixture in turn; its ratio is ranked among the placebos as they are."""
    found: list[WithoutArea] = []
    for at in np.flatnonzero(tried.weights[0] >= 0.001):
        kept = np.delete(np.arange(len(grid.areas)), at)
        gaps = gaps_of(grid.values[kept], 0, before)[1]
        least = float(np.median(tried.fit[tried.counted])) ** 2
        ratio = float((gaps[~before] ** 2).mean() / max((gaps[before] ** 2).mean(), least))
        others = tried.steadied[1:][tried.counted[1:]]
        p = (1 + int((others >= ratio).sum())) / (1 + len(others))
        found.append(WithoutArea(grid.areas[at], float(gaps[~before].mean()), p))
    return tuple(found)
