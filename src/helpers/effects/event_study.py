"""Event study: the difference to the comparison areas, period by period before and after the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.effects.contrasts import contrasts
from helpers.effects.deciding import SEED, Decided, decide
from helpers.effects.differences import assumptions, compared
from helpers.effects.estimate import Design, Estimate, EventTime
from helpers.effects.grid import Grid, Weighting, grid_of, needs
from helpers.effects.pretrends import pretrend_of
from helpers.measurement.refusing import Lack, Refusal, Shortfall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from helpers.effects.panel import Panel

    Floats = NDArray[np.float64]

METHOD = "event_study"
REFERENCE = "Roth 2022, American Economic Review: Insights 4:305-322; Freyaldenhoven, Hansen & Shapiro 2019"


def event_study(
    panel: Panel, *, question: str = "", reference: int = -1, weighting: Weighting = "areas", seed: int = SEED
) -> Estimate | Refusal:
    """Return the difference between the areas with and without the plan at each distance to the start.

    Parameters
    ----------
    reference
        The period that all others are compared with, counted from the start (-1: the last before it). To be chosen
        before the figures are seen.
    question, weighting, seed
        As for `difference_in_differences`.

    Returns
    -------
    Estimate or Refusal
        `path` has each distance with its pointwise interval (left out if all figures there are alike); `value` is the
        mean over the periods since the start. Refused with fewer than two periods before it (nothing could speak
        against parallel development), without the reference period, with starts at different times, or with too few
        areas.

    Notes
    -----
    On a table without gaps these are the coefficients of the regression with area and period effects and a dummy for
    each distance. The intervals are for one period at a time.
    """
    lacking = needs(panel, METHOD, before=2, weighting=weighting)
    if lacking is not None:
        return lacking
    grid = grid_of(panel, weighting=weighting)
    start = grid.starts[0]
    if reference >= 0 or start + reference not in grid.periods:
        return Refusal(METHOD, (Shortfall(Lack.COMPLETE_PANEL),))
    change = contrasts(grid, lambda start: since(grid, start, reference))
    decided = decide(change.groups, change.values, change.sizes, seed=seed)
    if not isinstance(decided, Decided):
        return Refusal(METHOD, decided)
    events = [_event(grid, period - start, reference, seed) for period in grid.periods]
    return compared(
        grid,
        decided,
        question=question,
        design=Design.EVENT_STUDY,
        method=f"Event study, against period {reference}, weighted by {weighting}",
        reference=REFERENCE,
        told=assumptions(decided, pretrend_of(grid, change, seed=seed)),
        path=tuple(event for event in events if event is not None),
    )


def since(grid: Grid, start: int, reference: int) -> Floats:
    """Return the weights of the periods that give the mean since the start minus the reference period."""
    times = np.array(grid.periods)
    after = times >= start
    return after / after.sum() - (times == start + reference)


def distance(grid: Grid, start: int, at: int, reference: int) -> Floats | None:
    """Return the weights that give one period minus the reference period; None if the table has not both."""
    times = np.array(grid.periods)
    read = 1.0 * (times == start + at) - (times == start + reference)
    return read if {start + at, start + reference} <= set(grid.periods) else None


def _event(grid: Grid, at: int, reference: int, seed: int) -> EventTime | None:
    if at == reference:
        return EventTime(at, 0.0, None)
    change = contrasts(grid, lambda start: distance(grid, start, at, reference))
    decided = decide(change.groups, change.values, change.sizes, seed=seed)
    return EventTime(at, decided.value, decided.interval) if isinstance(decided, Decided) else None
