"""Difference-in-differences: the change in the areas with the plan beyond the change in the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.effects.contrasts import contrasts
from helpers.effects.deciding import LEVEL, SEED, Decided, Decider, Opinion, decide, opinions
from helpers.effects.estimate import Assumption, Design, Estimand, Estimate, EventTime
from helpers.effects.grid import Grid, Weighting, grid_of, needs
from helpers.effects.pretrends import Pretrend, mean_change, pretrend_of
from helpers.measurement.refusing import Refusal

if TYPE_CHECKING:
    from helpers.effects.panel import Panel

METHOD = "difference_in_differences"
REFERENCE = (
    "Card & Krueger 1994, American Economic Review 84:772-793; Bertrand, Duflo & Mullainathan 2004, "
    "Quarterly J. Economics 119:249-275"
)


def difference_in_differences(
    panel: Panel, *, question: str = "", weighting: Weighting = "areas", seed: int = SEED
) -> Estimate | Refusal:
    """Return how much more the areas with the plan changed than the others, from before the start to after it.

    Parameters
    ----------
    panel
        At least one period before and one after the start; gaps are left out as `helpers.effects.grid` says.
    question
        Id of the effect question.
    weighting
        `areas`: the effect on an average area. `residents`: on an average resident.
    seed
        For the choices of areas that are drawn where there are too many to try all.

    Returns
    -------
    Estimate or Refusal
        The effect on the areas with the plan (ATT), in the indicator's unit. Refused without areas with or without
        the plan, with starts at different times (`helpers.effects.staggered` is for them), or with too few areas.

    Notes
    -----
    The regression with area and period effects; on a table without gaps it is the difference of mean changes. It is
    the effect if the areas would have developed alike without the plan, nobody reacted before the start, and the plan
    doesn't reach the areas that are compared with. `helpers.effects.deciding` says how its uncertainty is found.
    """
    lacking = needs(panel, METHOD, weighting=weighting)
    if lacking is not None:
        return lacking
    grid = grid_of(panel, weighting=weighting)
    change = contrasts(grid, lambda start: mean_change(grid, start))
    decided = decide(change.groups, change.values, change.sizes, seed=seed)
    if not isinstance(decided, Decided):
        return Refusal(METHOD, decided)
    before = pretrend_of(grid, change, seed=seed) if grid.before > 1 else None
    return compared(
        grid,
        decided,
        question=question,
        design=Design.DIFFERENCE_IN_DIFFERENCES,
        method=f"DiD, area and period effects, weighted by {weighting}",
        reference=REFERENCE,
        told=assumptions(decided, before),
    )


def compared(
    grid: Grid,
    decided: Decided,
    *,
    question: str,
    design: Design,
    method: str,
    reference: str,
    told: tuple[Assumption, ...],
    path: tuple[EventTime, ...] = (),
) -> Estimate:
    """Return the estimate of a comparison over time.

    Parameters
    ----------
    method
        English, without what the uncertainty rests on; `decided` says that.
    told
        The assumptions, and what was seen of them.
    path
        Estimates by distance to the start.
    """
    return Estimate(
        question=question,
        indicator=grid.indicator,
        design=design,
        estimand=Estimand.ATT,
        value=decided.value,
        unit=grid.unit,
        interval=decided.interval,
        p=decided.p,
        treated=grid.treated,
        comparisons=grid.comparisons,
        periods_before=grid.before,
        periods_after=grid.after,
        n=grid.values.size,
        method=f"{method}; {decided.words}",
        reference=reference,
        assumptions=told,
        origin=grid.origin,
        path=path,
    )


def second_opinions(panel: Panel, *, weighting: Weighting = "areas", seed: int = SEED) -> tuple[Opinion, ...]:
    """Return what the methods that don't decide say of the same estimate; empty where it is refused."""
    if needs(panel, METHOD, weighting=weighting) is not None:
        return ()
    grid = grid_of(panel, weighting=weighting)
    change = contrasts(grid, lambda start: mean_change(grid, start))
    return opinions(change.groups, change.values, seed=seed)


def assumptions(decided: Decided, before: Pretrend | Refusal | None) -> tuple[Assumption, ...]:
    """Return what must hold for a comparison over time to be the effect, and what was seen of it.

    `parallel_trends` carries the p-value of the slope before the start and holds as `Pretrend.judged` says,
    `equal_before` the p-value that no single period before differs, `pretrend_power` what a slope that would have been
    found with 80 % would add to the estimate, `few_areas` the smallest p-value that so many areas can give, and
    `alike_areas` stands where areas were taken to vary alike because their sizes aren't known.
    """
    half = (decided.interval.high - decided.interval.low) / 2
    told: list[Assumption] = []
    if isinstance(before, Pretrend):
        holds = before.judged(decided.value, half)
        strong = abs(before.bias) <= max(abs(decided.value), half)
        told.append(Assumption("parallel_trends", checked=True, holds=holds, figure=before.slope_p))
        if before.joint_p is not None:
            alike = before.joint_p >= 1 - LEVEL
            told.append(Assumption("equal_before", checked=True, holds=alike, figure=before.joint_p))
        told.append(Assumption("pretrend_power", checked=True, holds=strong, figure=before.bias))
    else:
        told.append(Assumption("parallel_trends", checked=False, holds=None))
    told.append(Assumption("no_anticipation", checked=False, holds=None))
    told.append(Assumption("independent_areas", checked=False, holds=None))
    told.append(Assumption("no_shared_shock", checked=False, holds=None))
    told.append(Assumption("few_areas", checked=True, holds=True, figure=decided.least_p))
    if decided.decider is Decider.RANDOMISATION:
        told.append(Assumption("alike_areas", checked=False, holds=None))
    return tuple(told)
