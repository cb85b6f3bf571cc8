"""The change from before to after, with nothing to compare with: a description, whatever its interval."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr, stdtrit

from helpers.effects.estimate import Assumption, Design, Estimand, Estimate
from helpers.effects.panel import Panel
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval

METHOD = "before_after"
REFERENCE = "Student 1908, Biometrika 6:1-25"
LEVEL = 0.95
ENOUGH = 3
"""Areas from which the spread of their changes can be told."""


def before_after(panel: Panel, *, question: str = "") -> Estimate | Refusal:
    """Return how much higher the areas with the plan are after their start than before it, on average over areas.

    Parameters
    ----------
    panel
        At least one period before and one after the start in three areas with the plan.
    question
        Id of the effect question.

    Returns
    -------
    Estimate or Refusal
        In the indicator's unit. Refused with fewer than three areas with the plan that have figures on both sides.

    Notes
    -----
    One number an area (mean after minus mean before), Student's interval over the areas (Student 1908). It holds what
    differs between areas; a year that is good or bad for all of them is in the value and not in the interval. It says
    nothing about what would have been without the plan.
    """
    changes = {area: change for area in panel.treated if (change := _change(panel, area)) is not None}
    if len(changes) < ENOUGH:
        return Refusal(METHOD, (Shortfall(Lack.TREATED_AREAS, len(changes), ENOUGH),))
    values = np.array(list(changes.values()))
    value, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    if error == 0:
        return Refusal(METHOD, (Shortfall(Lack.SPREAD),))
    half = float(stdtrit(len(values) - 1, (1 + LEVEL) / 2)) * error
    starts = [panel.starts[area] for area in changes]
    return Estimate(
        question=question,
        indicator=panel.indicator,
        design=Design.BEFORE_AFTER,
        estimand=Estimand.ATT,
        value=value,
        unit=panel.unit,
        interval=Interval(value - half, value + half, LEVEL, "Student 1908"),
        p=float(2 * stdtr(len(values) - 1, -abs(value) / error)),
        treated=tuple(changes),
        comparisons=(),
        periods_before=sum(period < min(starts) for period in panel.periods),
        periods_after=sum(period >= max(starts) for period in panel.periods),
        n=sum(point.area in changes for point in panel.points),
        method=f"Mean after minus mean before, t({len(values) - 1}) over areas",
        reference=REFERENCE,
        assumptions=(Assumption("nothing_else_changed", checked=False, holds=None),),
        origin=panel.origin,
    )


def _change(panel: Panel, area: str) -> float | None:
    """Return an area's mean after its start minus its mean before it; None without figures on both sides."""
    own = [point for point in panel.points if point.area == area]
    before = [point.value for point in own if point.period < panel.starts[area]]
    after = [point.value for point in own if point.period >= panel.starts[area]]
    return float(np.mean(after) - np.mean(before)) if before and after else None
