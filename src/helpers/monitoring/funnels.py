"""Funnel plots: which areas lie further from the common level than chance gives, for their size.

Spiegelhalter DJ (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24:1185-1202.
docs/decisions/0027 says where Målbar departs from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from typing import Literal

from helpers.measurement.refusing import Refusal
from helpers.monitoring.funnels_dispersion import Dispersion, corrected_dispersion
from helpers.monitoring.funnels_limits import Limits, exact_limits, multiplicative_limits, variance
from helpers.monitoring.small_areas import AreaCount, Counted, lacking

FEWEST_AREAS = 6
"""Below that, neither the common level nor how much areas differ beyond chance can be told from the areas."""
Adjustment = Literal["additive", "multiplicative", "none"]
Position = Literal["inside", "above", "far_above", "below", "far_below"]
"""`above` and `below`: outside the 95 % limits. `far_…`: outside those of 99.8 %."""


@dataclass(frozen=True)
class FunnelArea:
    """One area in a funnel."""

    count: AreaCount
    limits: Limits
    position: Position


@dataclass(frozen=True)
class Funnel:
    """Areas against the limits that chance gives around their common level."""

    counted: Counted
    target: float
    """The common level: all areas' numerators over all their denominators, or what was given."""
    areas: tuple[FunnelArea, ...]
    dispersion: Dispersion
    """How much more the areas differ than chance gives."""
    adjustment: Adjustment
    method: str
    reference: str = "Spiegelhalter 2005"

    def limits(self, denominator: float) -> Limits:
        """Return the limits for an area of this size."""
        return _limits(self.counted, self.target, denominator, self.dispersion, self.adjustment)

    @property
    def adjusted(self) -> bool:
        """Whether the limits were widened because the areas differ more than chance gives."""
        wider = {"additive": self.dispersion.tau2 > 0, "multiplicative": self.dispersion.phi > 1, "none": False}
        return wider[self.adjustment]


def funnel(
    counts: Sequence[AreaCount],
    counted: Counted,
    *,
    target: float | None = None,
    adjustment: Adjustment = "additive",
) -> Funnel | Refusal:
    """Return each area's place against control limits of 95 and 99.8 %.

    Parameters
    ----------
    counts
        One for each area, all of the same indicator and period.
    counted
        `share` (binomial) or `rate` (Poisson; also observed over expected events, with `target=1`).
    target
        The level to compare with, as a share or rate per unit of exposure; default: that of all areas together.
    adjustment
        What is done if areas differ more than chance gives. `additive`: the areas' true levels vary around the
        common one (beta-binomial, gamma-Poisson). `multiplicative`: every limit is widened by the same factor.

    Returns
    -------
    Funnel or Refusal
        Refused below six areas, and if nothing or everything was counted.

    Notes
    -----
    The limits are the exact ones of Spiegelhalter (2005), appendix A.1, with the upper ones one count further out
    (see `exact_limits`). The dispersion rests on z-scores that are winsorised by 10 % at each end, so that the areas
    which the funnel is to find do not widen it. The common level is taken as known; since each area is part of it,
    that makes false alarms rarer, and an area that holds most of all residents can hardly fall outside.
    Persons are taken as independent; households, and one group behind several reports, make false alarms likelier
    unless the dispersion catches them.

    Raises
    ------
    ValueError
        If the counts are no shares or rates, or the target is no level.
    """
    if adjustment not in ("additive", "multiplicative", "none"):
        raise ValueError(f"an adjustment is additive, multiplicative or none, not {adjustment}")
    refused = lacking("funnel", counts, counted, FEWEST_AREAS)
    if refused is not None:
        return refused
    level = sum(one.numerator for one in counts) / sum(one.denominator for one in counts) if target is None else target
    if not 0 < level < (1 if counted == "share" else inf):
        raise ValueError("a target is a share between 0 and 1, or a rate above 0")
    errors = [sqrt(variance(counted, level, one.denominator)) for one in counts]
    found = corrected_dispersion([one.value - level for one in counts], errors)
    placed = tuple(
        FunnelArea(one, limits, _position(one.value, limits))
        for one in counts
        for limits in (_limits(counted, level, one.denominator, found, adjustment),)
    )
    return Funnel(counted, level, placed, found, adjustment, _method(counted, adjustment))


def _method(counted: Counted, adjustment: Adjustment) -> str:
    exact = "exact binomial limits" if counted == "share" else "exact Poisson limits"
    random = "beta-binomial" if counted == "share" else "gamma-Poisson"
    added = {
        "additive": f"; {random} if over-dispersed",
        "multiplicative": "; normal limits times the root of phi if over-dispersed",
        "none": "",
    }
    return exact + added[adjustment]


def _limits(counted: Counted, level: float, denominator: float, found: Dispersion, adjustment: Adjustment) -> Limits:
    if adjustment == "multiplicative" and found.phi > 1:
        return multiplicative_limits(counted, level, denominator, found.phi)
    return exact_limits(counted, level, denominator, found.tau2 if adjustment == "additive" else 0.0)


def _position(value: float, limits: Limits) -> Position:
    (low, high), (far_low, far_high) = limits.warning, limits.control
    if value > far_high:
        return "far_above"
    if value < far_low:
        return "far_below"
    if value > high:
        return "above"
    return "below" if value < low else "inside"
