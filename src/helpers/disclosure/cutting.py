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
    from helpers.disclosure.linear import Floats, Ints

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


def cut_of(whole: Linear, part: Part, found: Extreme, needed: float) -> Cut | None:
    """Return what must be hidden so that a figure gets wide enough, from the prices of a choice that left it narrow."""
    rows = whole.matrix[part.relations]
    weights = np.zeros(len(whole.keys))
    for prices, sign in zip(found.prices, (1.0, -1.0), strict=True):
        residual = -(rows.T @ prices)
        residual[found.target] += sign
        weights += _rooms(residual, whole.down, whole.up)
    return _strengthened(whole, weights, found.target, needed)


def cuts_of_relations(whole: Linear, target: int, needed: Floats) -> Iterator[Cut]:
    """Yield what single relations alone tell that must be hidden with a figure: they are enough for most tables."""
    for where, times in _relations_of(whole, target):
        own = int(np.searchsorted(where, target))
        others = np.zeros(len(whole.keys))
        others[where] = times / times[own]
        others[target] = 0.0
        alone = np.zeros(len(whole.keys))
        alone[target] = 1.0
        sides = (
            # The figure's highest move: the others' lowest together, or its own room; then its lowest move.
            (_rooms(others, whole.down, whole.up), _rooms(-alone, whole.down, whole.up)),
            (_rooms(-others, whole.down, whole.up), _rooms(alone, whole.down, whole.up)),
        )
        for high, low in product((0, 1), repeat=2):
            if not (high and low):
                cut = _strengthened(whole, sides[0][high] + sides[1][low], target, float(needed[target]))
                if cut is not None:
                    yield cut


def _relations_of(whole: Linear, target: int) -> Iterator[tuple[Ints, Floats]]:
    by_figure = whole.by_figure
    for row in by_figure.indices[by_figure.indptr[target] : by_figure.indptr[target + 1]]:
        yield whole.relations[int(row)]


def _rooms(residual: Floats, down: Floats, up: Floats) -> Floats:
    # How much a bound grows for each figure that is hidden; 0 times `inf` is 0.
    clean = np.where(np.abs(residual) < _NOISE, 0.0, residual)
    room = np.where(clean > 0, down, up)
    with np.errstate(invalid="ignore"):
        return np.where(clean == 0, 0.0, np.abs(clean) * room)


def _strengthened(whole: Linear, weights: Floats, target: int, needed: float) -> Cut | None:
    given = whole.unit == NO_UNIT
    unit = int(whole.unit[target])
    sums = np.bincount(whole.unit[~given], weights[~given], minlength=len(whole.units))
    told = float(weights[given].sum() + sums[whole.start].sum())
    sums[whole.start] = 0.0
    own = ALWAYS if unit == NO_UNIT or whole.start[unit] else unit
    if own != ALWAYS:
        told += float(sums[own])
        sums[own] = 0.0
    left = needed - told
    if left <= _NOISE:
        return None
    units = np.flatnonzero(sums > _NOISE)
    # More than what is left to reach counts for no more than that.
    return Cut(units, np.minimum(sums[units] / left, 1.0), own)
