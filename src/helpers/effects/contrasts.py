"""One number for each area: what is compared when areas with the plan began at different times.

Each area with the plan is read against its own start. An area to compare with has no start, so it is read against
every start of the others, each weighted as the areas that began then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.effects.few_areas import TwoGroups

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from helpers.effects.grid import Grid

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Contrasts:
    """One number an area, and the groups that are compared by it."""

    groups: TwoGroups
    values: Floats
    sizes: Floats | None
    grows: float
    """What the difference would be if the areas with the plan rose by 1 a period more than the others, always."""


def alike(start: int) -> float:
    """Return 1: each area counts the same, whenever it began."""
    del start
    return 1.0


def contrasts(grid: Grid, reading: Callable[[int], Floats | None], amount: Callable[[int], float] = alike) -> Contrasts:
    """Return one number an area from what is read against each start.

    Parameters
    ----------
    reading
        Start → weights of the periods; None leaves out the areas that began then.
    amount
        Start → how much an area that began then counts, beside its weight in the table.
    """
    read = {start: reading(start) for start in sorted(set(grid.starts))}
    kept = [row for row, start in enumerate(grid.starts) if read[start] is not None]
    amounts = np.array([amount(grid.starts[row]) for row in kept])
    counted = grid.weights[kept] * (amounts / amounts.mean() if kept else 1.0)
    periods = np.array([read[grid.starts[row]] for row in kept], dtype=float).reshape(len(kept), len(grid.periods))
    mixed = counted @ periods / counted.sum() if kept else np.zeros(len(grid.periods))
    others = list(range(len(grid.treated), len(grid.areas)))
    own = (grid.values[kept] * periods).sum(axis=1)
    return Contrasts(
        TwoGroups(len(kept), (*counted.tolist(), *grid.weights[others].tolist())),
        np.concatenate([own, grid.values[others] @ mixed]),
        None if grid.sizes is None else grid.sizes[[*kept, *others]],
        float(mixed @ np.array(grid.periods, dtype=float)),
    )
