"""Small panels for tests of effects: areas with the plan are called `p…`, areas to compare with `c…`."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.effects.panel import Panel, PanelPoint
from helpers.observations.table import Origin

FIRST = 2010


def panel(
    treated: Sequence[Sequence[float | None]],
    comparisons: Sequence[Sequence[float | None]],
    start: int | Sequence[int],
    *,
    sizes: Sequence[float] | None = None,
) -> Panel:
    """Return a panel of yearly percentages from 2010 on; None is a gap, `start` counts from the first year."""
    rows = [*treated, *comparisons]
    names = [*(f"p{number:02d}" for number in range(len(treated)))]
    names += [f"c{number:02d}" for number in range(len(comparisons))]
    points = tuple(
        PanelPoint(name, FIRST + year, float(value), denominator=None if sizes is None else sizes[row])
        for row, (name, values) in enumerate(zip(names, rows, strict=True))
        for year, value in enumerate(values)
        if value is not None
    )
    starts = [start] * len(treated) if isinstance(start, int) else list(start)
    began = {name: FIRST + year for name, year in zip(names, starts, strict=False)}
    return Panel("safe", "percent", "year", points, began, Origin.SYNTHETIC)


def printed(areas: int = 9, years: int = 6) -> list[list[float]]:
    """Return the figures that R was given too: uneven, and made without chance."""
    return [
        [float((area * 7 + year * year * 3 + area * year * 5) % 17 + 0.5 * area) for year in range(1, years + 1)]
        for area in range(1, areas + 1)
    ]
