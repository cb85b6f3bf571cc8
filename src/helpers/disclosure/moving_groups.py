"""Those who moved and those who stayed: four groups that are shown together or not at all.

An area's own total, here or elsewhere, is those who stayed and those who moved in: with three groups shown, the total
would give the fourth away, whichever indicator or register it is read from. With all four hidden, a known total is the
sum of two unknown groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from helpers.disclosure.cells import Cell, Content
from helpers.measurement.moving import group_of

_Together = tuple[str, str, date | None, date | None]


def cells_of_flows(contents: Mapping[Cell, Content]) -> frozenset[Cell]:
    """Return the groups that are hidden because they, or another of the same four, are small.

    What a document prints is never hidden.
    """
    together: dict[_Together, list[Cell]] = defaultdict(list)
    for cell in contents:
        if group_of(cell.breakdown) is not None:
            together[cell.area, cell.indicator, cell.first, cell.last].append(cell)
    small = (cells for cells in together.values() if any(contents[cell].sensitive for cell in cells))
    return frozenset(cell for cells in small for cell in cells if not contents[cell].printed)
