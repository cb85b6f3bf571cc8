"""Staggered starts: one estimate where areas got the plan at different times, without comparing early with late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.effects.contrasts import contrasts
from helpers.effects.deciding import ENOUGH, SEED, Decided, decide
from helpers.effects.differences import assumptions, compared
from helpers.effects.estimate import Design, Estimate, EventTime
from helpers.effects.event_study import distance
from helpers.effects.grid import Grid, Weighting, grid_of, needs
from helpers.effects.pretrends import pretrend_of
from helpers.measurement.refusing import Lack, Refusal, Shortfall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from helpers.effects.panel import Panel

    Floats = NDArray[np.float64]

METHOD = "group_time"
REFERENCE = (
    "Callaway & Sant'Anna 2021, J. Econometrics 225:200-230; Goodman-Bacon 2021, J. Econometrics 225:254-277 "
    "on why the regression with area and period effects is not used"
)


def group_time(
    panel: Panel, *, question: str = "", weighting: Weighting = "areas", seed: int = SEED
) -> Estimate | Refusal:
    """Return the effect on the areas with the plan where they began at different times (one start will do too).

    Parameters
    ----------
    panel, question, weighting, seed
        As for `difference_in_differences`.

    Returns
    -------
    Estimate or Refusal
        `value` is the simple sum of Callaway & Sant'Anna: each area in each period since its own start, against the
        last period before it and against the areas that never got the plan. `path` has the effect by distance to the
        start, over the areas that are seen there; a distance with too few areas for an interval is left out.
        Refused as difference-in-differences is, and with fewer than three areas that began at different times: each
        is then a question of its own.

    Notes
    -----
    The regression with area and period effects is never used here: it compares areas that began late with areas that
    already had the plan, and can turn the sign of an effect that grows (Goodman-Bacon 2021). Each area with the plan is
    one number, and so the method that decides for few areas holds as it does with one start; areas of different
    groups may differ in effect, which widens the interval.
    """
    lacking = needs(panel, METHOD, one_start=False, weighting=weighting)
    if lacking is not None:
        return lacking
    grid = grid_of(panel, weighting=weighting)
    if len(set(grid.starts)) > 1 and len(grid.treated) < ENOUGH:
        return Refusal(METHOD, (Shortfall(Lack.TREATED_AREAS, len(grid.treated), ENOUGH),))
    change = contrasts(grid, lambda start: since_start(grid, start), lambda start: periods_since(grid, start))
    decided = decide(change.groups, change.values, change.sizes, seed=seed)
    if not isinstance(decided, Decided):
        return Refusal(METHOD, decided)
    before = pretrend_of(grid, change, lambda start: periods_since(grid, start), seed=seed) if grid.before > 1 else None
    return compared(
        grid,
        decided,
        question=question,
        design=Design.GROUP_TIME,
        method=f"Group-time effects against never treated, simple sum, weighted by {weighting}",
        reference=REFERENCE,
        told=assumptions(decided, before),
        path=_path(grid, seed),
    )


def since_start(grid: Grid, start: int) -> Floats:
    """Return the weights that give the mean since a start minus the last period before it."""
    times = np.array(grid.periods)
    after = times >= start
    return after / after.sum() - (times == times[~after][-1])


def periods_since(grid: Grid, start: int) -> float:
    """Return how many periods there are since a start."""
    return float(sum(period >= start for period in grid.periods))


def _path(grid: Grid, seed: int) -> tuple[EventTime, ...]:
    distances = sorted({period - start for period in grid.periods for start in grid.starts})
    found = [_event(grid, at, seed) for at in distances]
    return tuple(event for event in found if event is not None)


def _event(grid: Grid, at: int, seed: int) -> EventTime | None:
    if at == -1:
        return EventTime(-1, 0.0, None)
    seen = {start for start in grid.starts if distance(grid, start, at, -1) is not None}
    reached = sum(start in seen for start in grid.starts)
    if not seen or (len(seen) > 1 and reached < ENOUGH):
        return None
    change = contrasts(grid, lambda start: distance(grid, start, at, -1))
    decided = decide(change.groups, change.values, change.sizes, seed=seed)
    return EventTime(at, decided.value, decided.interval) if isinstance(decided, Decided) else None
