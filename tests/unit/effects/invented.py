"""Invented panels for the tests of effects: areas with levels of their own, years in common, chance."""

from __future__ import annotations

import numpy as np

from helpers.effects.panel import Frequency, Panel, PanelPoint
from helpers.observations.table import Origin

START = 2010


def panel(
    *,
    treated: int = 1,
    comparisons: int = 20,
    before: int = 8,
    after: int = 5,
    effect: float = 0.0,
    spread: float = 5.0,
    noise: float = 0.5,
    seed: int = 1,
) -> Panel:
    """Return yearly figures around 50 with area and year effects; `effect` is added in areas with the plan."""
    rng = np.random.default_rng(seed)
    areas = [f"plan{at:02d}" for at in range(treated)] + [f"other{at:02d}" for at in range(comparisons)]
    years = range(START - before, START + after)
    common = rng.normal(0, 2, len(years))
    levels = rng.normal(0, spread, len(areas))
    points = tuple(
        PanelPoint(
            area,
            year,
            float(50 + levels[row] + common[column] + rng.normal(0, noise))
            + (effect if row < treated and year >= START else 0.0),
        )
        for row, area in enumerate(areas)
        for column, year in enumerate(years)
    )
    return Panel("made", "percent", "year", points, dict.fromkeys(areas[:treated], START), Origin.SYNTHETIC)


def series(counts: list[float], *, before: int, residents: float = 1000.0, frequency: Frequency = "year") -> Panel:
    """Return one area's events per 1,000 residents, `before` of the periods before the start."""
    first = 2000 * {"year": 1, "quarter": 4, "month": 12}[frequency]
    points = tuple(
        PanelPoint("plan00", first + at, 1000 * count / residents, count, residents) for at, count in enumerate(counts)
    )
    return Panel("events", "per_1000", frequency, points, {"plan00": first + before}, Origin.SYNTHETIC)
