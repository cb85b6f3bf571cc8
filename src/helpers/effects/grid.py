"""A panel as a full table of areas by periods: which gaps it leaves out, and what it lacks for a comparison over time.

Released figures have gaps where small counts are hidden. An average over other periods or other areas each time would
change for that reason alone, so the comparison is made on a table without gaps, and what was left out is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from helpers.measurement.refusing import Lack, Refusal, Shortfall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from helpers.effects.panel import Panel
    from helpers.observations.table import Origin

    Floats = NDArray[np.float64]

Weighting = Literal["areas", "residents"]
"""`areas`: each area counts the same, and the effect is that on an average area (the default).
`residents`: an area counts by its mean denominator before the first start, and the effect is that on an average
resident. Where many areas are small, the second rests on few of them."""


@dataclass(frozen=True)
class Grid:
    """A panel without gaps."""

    indicator: str
    unit: str
    origin: Origin
    areas: tuple[str, ...]
    """Areas with the plan first, then those to compare with; each sorted."""
    starts: tuple[int, ...]
    """Of the areas with the plan, in their order."""
    periods: tuple[int, ...]
    values: Floats
    """Areas by periods."""
    weights: Floats
    """One for each area."""
    sizes: Floats | None
    """The mean denominator of each area before the first start; None if a source leaves one out."""
    left_out_areas: tuple[str, ...]
    """Comparison areas with a gap."""
    left_out_periods: tuple[int, ...]
    """Periods in which an area with the plan, or more than half of the others, has a gap."""

    @property
    def treated(self) -> tuple[str, ...]:
        """The areas with the plan."""
        return self.areas[: len(self.starts)]

    @property
    def comparisons(self) -> tuple[str, ...]:
        """The areas that never got it."""
        return self.areas[len(self.starts) :]

    @property
    def before(self) -> int:
        """How many periods lie before the first start."""
        return sum(period < min(self.starts) for period in self.periods)

    @property
    def after(self) -> int:
        """How many periods have all areas with the plan in it."""
        return sum(period >= max(self.starts) for period in self.periods)


def grid_of(panel: Panel, *, weighting: Weighting = "areas") -> Grid:
    """Return a table without gaps that keeps every area with the plan.

    First the periods go in which an area with the plan or more than half of the others has no figure, then the
    comparison areas that still have a gap. An area whose start lies after the last period has not begun and is
    compared with.

    Raises
    ------
    ValueError
        If weights by residents are asked for and a denominator is missing or 0 (`needs` tells it beforehand), or if
        the weighting is unknown.
    """
    if weighting not in get_args(Weighting):
        raise ValueError(f"areas are weighted by 'areas' or 'residents', not by {weighting!r}")
    last = max(panel.periods, default=0)
    treated = tuple(area for area in panel.treated if panel.starts[area] <= last)
    others = tuple(area for area in panel.areas if area not in treated)
    values = {(point.area, point.period): point.value for point in panel.points}
    periods = tuple(
        period
        for period in panel.periods
        if all((area, period) in values for area in treated)
        and 2 * sum((area, period) in values for area in others) >= len(others)
    )
    kept = tuple(area for area in others if all((area, period) in values for period in periods))
    areas = treated + kept
    starts = tuple(panel.starts[area] for area in treated)
    sizes = _sizes(panel, areas, min(starts, default=last + 1))
    if weighting == "residents" and sizes is None:
        raise ValueError("weights by residents need a denominator of every area before the start")
    return Grid(
        indicator=panel.indicator,
        unit=panel.unit,
        origin=panel.origin,
        areas=areas,
        starts=starts,
        periods=periods,
        values=np.array([[values[area, period] for period in periods] for area in areas], dtype=float).reshape(
            len(areas), len(periods)
        ),
        weights=sizes if weighting == "residents" and sizes is not None else np.ones(len(areas)),
        sizes=sizes,
        left_out_areas=tuple(area for area in others if area not in kept),
        left_out_periods=tuple(period for period in panel.periods if period not in periods),
    )


def needs(
    panel: Panel,
    method: str,
    *,
    before: int = 1,
    after: int = 1,
    one_start: bool = True,
    weighting: Weighting = "areas",
) -> Refusal | None:
    """Return what the panel lacks for a comparison over time, all at once, or None.

    Parameters
    ----------
    before, after
        Periods that are needed before the first start, and with all areas in the plan.
    one_start
        Whether the plan must have begun everywhere at the same time.
    """
    if not panel.treated:
        return Refusal(method, _no_treated(panel))
    grid = grid_of(panel)
    gaps = bool(grid.left_out_areas or grid.left_out_periods)
    counted = [
        (Lack.TREATED_AREAS, len(grid.treated), 1),
        (Lack.COMPARISON_AREAS, len(grid.comparisons), 1),
        (Lack.PERIODS_BEFORE, grid.before if grid.starts else len(grid.periods), before),
        (Lack.PERIODS_AFTER, grid.after if grid.starts else 0, after),
    ]
    short = [Shortfall(lack, have, need) for lack, have, need in counted if have < need]
    if short and gaps:
        short.append(Shortfall(Lack.COMPLETE_PANEL))
    if one_start and len(set(grid.starts)) > 1:
        short.append(Shortfall(Lack.COMMON_START, len(set(grid.starts)), 1))
    if weighting == "residents" and grid.sizes is None:
        short.append(Shortfall(Lack.DENOMINATOR))
    return Refusal(method, tuple(short)) if short else None


def _no_treated(panel: Panel) -> tuple[Shortfall, ...]:
    short = [Shortfall(Lack.TREATED_AREAS, 0, 1)]
    if not panel.areas:
        short.append(Shortfall(Lack.COMPARISON_AREAS, 0, 1))
    return tuple(short)


def _sizes(panel: Panel, areas: tuple[str, ...], first: int) -> Floats | None:
    found: list[float] = []
    for area in areas:
        known = [
            point.denominator
            for point in panel.points
            if point.area == area and point.period < first and point.denominator is not None
        ]
        if not known or min(known) <= 0:
            return None
        found.append(float(np.mean(known)))
    return np.array(found)
