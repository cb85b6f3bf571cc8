"""Cuts: what any safe choice must hide, told by an unsafe one.

For any prices of the relations, weak duality bounds how far a figure can move by a sum over the *hidden* figures:
price residual times room. If a choice leaves a figure too narrow, the prices of the reader's own linear programme give
such a bound that the choice breaks, and every safe choice must keep it: Benders' cuts of Fischetti & Salazar-González
(1999), "Models and algorithms for the 2-dimensional cell suppression problem in statistical disclosure control",
Mathematical Programming 84:283-312, and (2001), Management Science 47(7):1008-1027. Their upper and lower levels are
one *sliding* level here: the width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from helpers.disclosure.linear import NO_UNIT, Linear
from helpers.disclosure.moves import Extreme, Part

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Ints, Mask

ALWAYS = -1
"""The unit of a figure that is unknown whatever is decided."""
_NOISE = 1e-9


@dataclass(frozen=True, eq=False)
class Cut:
    """Every safe choice hides units whose weights sum to at least 1, if it hides `unit` (or `ALWAYS`)."""

    units: Ints
    weights: Floats
    unit: int

    @property
    def name(self) -> tuple[object, ...]:
        """The same cut has the same name."""
        return (self.unit, self.units.tobytes(), self.weights.tobytes())


def cut_of(part: Part, found: Extreme, needed: float) -> Cut | None:
    """Return what must be hidden so that a figure gets wide enough, from the prices of a choice that left it narrow."""
    whole, (figures, rows) = part.whole, part.around
    place = int(np.searchsorted(figures, found.target))
    weights = np.zeros(len(figures))
    for prices, sign in zip(found.prices, (1.0, -1.0), strict=True):
        residual = -(rows.T @ prices)
        residual[place] += sign
        weights += _rooms(residual, whole.down[figures], whole.up[figures])
    return _strengthened(whole, figures, weights, place, needed)


def cut_of_neighbours(part: Part, target: int, hidden: Mask) -> Cut:
    """Return that more must be hidden: a reader can't see beyond the part unless a figure beside it is hidden too.

    This holds whatever made the figure too narrow, so it also serves where whole numbers did, which have no prices.
    """
    whole, (figures, _) = part.whole, part.around
    beside = np.unique(whole.unit[figures])
    beside = beside[beside != NO_UNIT]
    beside = beside[~hidden[beside]]
    return Cut(beside, np.ones(len(beside)), _own(whole, target))


def cuts_of_relations(whole: Linear, target: int, needed: float) -> Iterator[Cut]:
    """Yield what single relations alone tell that must be hidden with a figure: they are enough for most tables."""
    by_figure = whole.by_figure
    for row in by_figure.indices[by_figure.indptr[target] : by_figure.indptr[target + 1]]:
        figures, times = whole.relations[int(row)]
        place = int(np.searchsorted(figures, target))
        down, up = whole.down[figures], whole.up[figures]
        others = times / times[place]
        others[place] = 0.0
        alone = np.zeros(len(figures))
        alone[place] = 1.0
        # How high it can get: by what the others can give together, or by its own room; then how low.
        high = (_rooms(others, down, up), _rooms(-alone, down, up))
        low = (_rooms(-others, down, up), _rooms(alone, down, up))
        for one, other in product((0, 1), repeat=2):
            cut = None if one and other else _strengthened(whole, figures, high[one] + low[other], place, needed)
            if cut is not None:
                yield cut


def _rooms(residual: Floats, down: Floats, up: Floats) -> Floats:
    # How much a bound grows for each figure that is hidden; 0 times `inf` is 0.
    size = np.abs(residual)
    kept = size > _NOISE
    found = np.zeros(len(size))
    found[kept] = size[kept] * np.where(residual > 0, down, up)[kept]
    return found


def _own(whole: Linear, target: int) -> int:
    unit = int(whole.unit[target])
    return ALWAYS if unit == NO_UNIT or whole.start[unit] else unit


def _strengthened(whole: Linear, figures: Ints, weights: Floats, place: int, needed: float) -> Cut | None:
    units = whole.unit[figures]
    own = _own(whole, int(figures[place]))
    told = whole.always[figures] | ((units == own) & (own != ALWAYS))
    left = needed - float(weights[told].sum())
    if left <= _NOISE:
        return None
    kept = ~told & (weights > _NOISE)
    found, where = np.unique(units[kept], return_inverse=True)
    # More than what is left to reach counts for no more than that.
    return Cut(found, np.minimum(np.bincount(where, weights[kept], minlength=len(found)) / left, 1.0), own)
