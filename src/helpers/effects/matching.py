"""Areas to compare with, chosen by a written rule from figures before the start, and how alike they are.

The rule (indicators, how many, how near) stands in the plan before the figures are seen. It is given baseline figures
only, so that what happened afterwards can't choose who is compared with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.measurement.refusing import Lack, Refusal, Shortfall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from helpers.effects.panel import Panel

    Floats = NDArray[np.float64]

METHOD = "matching"
ALIKE = 0.25
"""Standardised difference up to which two groups are called alike (Rubin 2001; Stuart 2010)."""
LEAST = 2
"""Areas that must be near enough."""
Baseline = Mapping[str, Mapping[str, float]]
"""Indicator → area → figure before the start."""


@dataclass(frozen=True)
class Distance:
    """How far one area lies from the areas with the plan."""

    area: str
    distance: float
    """Root mean square over the indicators, in standard deviations between areas."""
    chosen: bool


@dataclass(frozen=True)
class Balance:
    """One indicator before the start, in the areas with the plan and in those to compare with."""

    indicator: str
    treated: float
    """Mean of the areas with the plan, in the indicator's unit."""
    pool: float
    """Mean of all areas that could be chosen."""
    chosen: float
    """Mean of the chosen."""
    before: float
    """Standardised difference to the whole pool."""
    after: float
    """Standardised difference to the chosen."""
    variance_ratio: float | None
    """Variance of the areas with the plan over that of the chosen; None with a single area on either side."""

    @property
    def alike(self) -> bool:
        """Whether the chosen resemble the areas with the plan on this indicator."""
        return abs(self.after) <= ALIKE


@dataclass(frozen=True)
class Matched:
    """The areas to compare with, and how alike they are."""

    treated: tuple[str, ...]
    chosen: tuple[str, ...]
    """Nearest first."""
    distances: tuple[Distance, ...]
    """Of every area with all figures, nearest first; ties in order of id."""
    without_figures: tuple[str, ...]
    """Areas of the pool that lack a baseline figure and can't be chosen."""
    balance: tuple[Balance, ...]
    neighbours: int
    caliper: float | None

    @property
    def balanced(self) -> bool:
        """Whether the chosen resemble the areas with the plan on every indicator."""
        return all(row.alike for row in self.balance)


def baseline_of(panels: Sequence[Panel], start: int, periods: int | None = None) -> dict[str, dict[str, float]]:
    """Return each area's mean before the start on each indicator; figures from the start on are never read.

    Parameters
    ----------
    panels
        One for each indicator, with the areas with the plan and the pool, in the same frequency.
    start
        The first period in which the plan could have worked, anywhere.
    periods
        How many periods before the start; None: all. An area without a figure in every one that any area has is left
        out, since a mean over other years is another figure.
    """
    return {panel.indicator: _means(panel, start, periods) for panel in panels}


def match(
    treated: Sequence[str],
    pool: Sequence[str],
    baseline: Baseline,
    *,
    neighbours: int,
    caliper: float | None = None,
) -> Matched | Refusal:
    """Return the areas of the pool that lie nearest to the areas with the plan before the start.

    Parameters
    ----------
    treated, pool
        Ids of areas; one that is in both counts as having the plan.
    baseline
        Figures before the start, for example from `baseline_of`; any unit.
    neighbours
        How many areas are chosen; fewer if fewer are near enough.
    caliper
        The largest distance allowed, in standard deviations between areas; None: no limit.

    Returns
    -------
    Matched or Refusal
        Refused without figures for an area with the plan, with fewer than two areas in the pool, or with fewer than
        two within the caliper (`Lack.BALANCE`).

    Notes
    -----
    Nearest neighbours by the root mean square of the differences to the mean of the areas with the plan, each
    indicator in standard deviations between all areas (Stuart 2010, Statistical Science 25:1-21; Austin 2009,
    Statistics in Medicine 28:3083-3107). The same standard deviation is used before and after the choice, so that the
    difference can't seem to shrink because the spread grew. An indicator on which all areas are equal tells nothing.
    """
    candidates = sorted(set(pool) - set(treated))
    with_plan = sorted(set(treated))
    known = [area for area in candidates if all(area in figures for figures in baseline.values())]
    short = _missing(with_plan, known, baseline)
    if short:
        return Refusal(METHOD, short)
    indicators = tuple(baseline)
    own = _table(with_plan, baseline)
    others = _table(known, baseline)
    spread = np.vstack([own, others]).std(axis=0, ddof=1)
    scaled = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1.0), 0.0)
    far = np.sqrt((((others - own.mean(axis=0)) * scaled) ** 2).mean(axis=1))
    # Rounded, so that a tie is a tie on every machine and the id decides.
    order = sorted(range(len(known)), key=lambda at: (round(float(far[at]), 9), known[at]))
    near = [at for at in order if caliper is None or far[at] <= caliper][:neighbours]
    if len(near) < LEAST:
        return Refusal(METHOD, (Shortfall(Lack.BALANCE, len(near), LEAST),))
    return Matched(
        treated=tuple(with_plan),
        chosen=tuple(known[at] for at in near),
        distances=tuple(Distance(known[at], float(far[at]), at in near) for at in order),
        without_figures=tuple(area for area in candidates if area not in known),
        balance=tuple(
            _balance(name, own[:, at], others[:, at], near, scaled[at]) for at, name in enumerate(indicators)
        ),
        neighbours=neighbours,
        caliper=caliper,
    )


def _missing(treated: Sequence[str], known: Sequence[str], baseline: Baseline) -> tuple[Shortfall, ...]:
    figures = [area for area in treated if all(area in values for values in baseline.values())]
    short: list[Shortfall] = []
    if not baseline or len(figures) < max(1, len(treated)):
        short.append(Shortfall(Lack.TREATED_AREAS, len(figures) if baseline else 0, max(1, len(treated))))
    if len(known) < LEAST:
        short.append(Shortfall(Lack.COMPARISON_AREAS, len(known), LEAST))
    return tuple(short)


def _table(areas: Sequence[str], baseline: Baseline) -> Floats:
    return np.array([[figures[area] for figures in baseline.values()] for area in areas], dtype=float)


def _balance(indicator: str, treated: Floats, pool: Floats, near: Sequence[int], scale: float) -> Balance:
    chosen = pool[list(near)]
    ratio = None
    if len(treated) > 1 and len(chosen) > 1 and chosen.var(ddof=1) > 0:
        ratio = float(treated.var(ddof=1) / chosen.var(ddof=1))
    return Balance(
        indicator=indicator,
        treated=float(treated.mean()),
        pool=float(pool.mean()),
        chosen=float(chosen.mean()),
        before=float((treated.mean() - pool.mean()) * scale),
        after=float((treated.mean() - chosen.mean()) * scale),
        variance_ratio=ratio,
    )


def _means(panel: Panel, start: int, periods: int | None) -> dict[str, float]:
    first = min(panel.periods, default=start) if periods is None else start - periods
    used = [point for point in panel.points if first <= point.period < start]
    wanted = {point.period for point in used}
    found: dict[str, dict[int, float]] = {}
    for point in used:
        found.setdefault(point.area, {})[point.period] = point.value
    return {
        area: float(np.mean([own[period] for period in sorted(own)]))
        for area, own in sorted(found.items())
        if own.keys() == wanted
    }
