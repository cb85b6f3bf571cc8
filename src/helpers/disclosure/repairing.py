"""A choice that leaves figures too narrow is made safe, one figure after the other.

For each of them the cheapest move is looked for that takes it as far as needed, where figures that are hidden already
move for nothing and all others pay by how far they move; what moves is hidden. Kelly, Golden & Assad (1992), "Cell
suppression: disclosure protection for sensitive tabular data", Networks 22(4):397-417, did this for whole tables. It is
not the best choice, but its work grows with what is left to do and not with the number of ways to do it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.disclosure.linear import NO_UNIT, Linear

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Ints, Mask

_NEAR = (600, 4_000)
"""Figures among which partners are looked for first and then; if there are none, among all."""
_STILL = 1e-6
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, eq=False)
class _Near:
    """Figures that may move and the relations among them."""

    figures: Ints
    matrix: Any


def widened(whole: Linear, hidden: Mask, banned: Mask, target: int, needed: float) -> Mask | None:
    """Return a choice that hides more, so that one figure's range is at least `needed` wide; None if there is none.

    Parameters
    ----------
    hidden
        What is hidden already.
    banned
        Units that must not be hidden besides.
    target
        The figure, a hidden one.
    needed
        How wide its range must get (a little more is asked, against rounding).
    """
    unknown = whole.unknown(hidden)
    free = unknown | ~whole.unknown(banned)
    price = np.where(unknown, 0.0, _prices(whole))
    for most in (*_NEAR, len(whole.keys)):
        near = _near(whole, target, free, price, most)
        moving = _cheapest(whole, near, price, target, needed)
        if moving is not None:
            units = whole.unit[moving[~unknown[moving]]]
            more = hidden.copy()
            more[units[units != NO_UNIT]] = True
            return more
        if len(near.figures) == free.sum():
            return None
    return None


def _near(whole: Linear, target: int, free: Mask, price: Floats, most: int) -> _Near:
    """Return the figures around one, step by step from relation to relation, the cheapest first, until enough."""
    inside, size = np.zeros(len(whole.keys), dtype=bool), 0
    inside[target] = True
    while size < (size := int(inside.sum())) < most:
        rows = np.unique(whole.by_figure[:, np.flatnonzero(inside)].indices)
        reached = np.zeros(len(inside), dtype=bool)
        reached[whole.matrix[rows].indices] = True
        beside = np.flatnonzero(reached & free & ~inside)
        inside[beside[np.argsort(price[beside], kind="stable")][: most - size]] = True
    figures = np.flatnonzero(inside)
    matrix = whole.by_figure[:, figures].tocsr()
    return _Near(figures, matrix[np.flatnonzero(np.diff(matrix.indptr))])


def _cheapest(whole: Linear, near: _Near, price: Floats, target: int, needed: float) -> Ints | None:
    """Return the figures of the cheapest moves that make a figure wide enough; None if no moves do.

    There are two moves, a reader's lowest and highest: four columns for a figure, as each goes up or down.
    """
    from scipy.optimize import linprog
    from scipy.sparse import block_diag, csr_array, hstack

    figures, size = near.figures, len(near.figures)
    place = int(np.searchsorted(figures, target))
    down, up = whole.down[figures], whole.up[figures]
    # What has less room than is needed may use it all for its whole price.
    below, above = (price[figures] / np.clip(room, _STILL, max(needed, 1.0)) for room in (down, up))
    one: Any = hstack([-near.matrix, near.matrix])
    apart = np.zeros((1, 4 * size))
    # The lowest move less the highest.
    apart[0, [place, size + place, 2 * size + place, 3 * size + place]] = (-1.0, 1.0, 1.0, -1.0)
    rooms = np.concatenate([down, up, down, up])
    solved: Any = linprog(
        np.concatenate([below, above, below, above]),
        A_eq=block_diag([one, one], format="csr"),
        b_eq=np.zeros(2 * near.matrix.shape[0]),
        A_ub=csr_array(apart),
        b_ub=[-needed],
        bounds=np.column_stack([np.zeros(4 * size), rooms]),
        method="highs",
    )
    if solved.x is None:
        return None
    x = np.asarray(solved.x).reshape(4, size)
    moves = np.maximum(np.abs(x[1] - x[0]), np.abs(x[3] - x[2]))
    return figures[moves > _STILL]


def _prices(whole: Linear) -> Floats:
    # Moved apart a little, so that ties have one answer.
    apart = 1.0 + 1e-3 * ((np.arange(1, len(whole.keys) + 1) * _GOLDEN) % 1.0)
    # The last cost is that of `NO_UNIT`.
    costs: Floats = np.append(whole.cost, 0.0)[whole.unit]
    return costs * apart
