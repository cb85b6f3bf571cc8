"""Moves that were found once: what a reader could think possible then is possible as long as it is still hidden.

In a large family a choice changes by a few units from proposal to proposal, and most answers of the last look hold
again. Each move is kept in its pieces: figures that move apart from each other are answers of their own, and a figure
that is shown again takes only its own piece away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.disclosure.linear import Linear

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Ints, Mask

_STILL, _NEARLY = 1e-9, 1e-6
"""Figures that move less stand still; moves that lie as near to a whole number as this are whole."""


@dataclass
class Witnesses:
    """The pieces of moves that were found in one family.

    Parameters
    ----------
    whole
        The family.
    """

    whole: Linear
    _figures: list[Ints] = field(default_factory=list, init=False)
    _moves: list[Floats] = field(default_factory=list, init=False)
    _whole: list[bool] = field(default_factory=list, init=False)

    def reach(self, unknown: Mask, *, whole: bool) -> tuple[Floats, Floats]:
        """Return how far down and up each figure was seen to move in moves of nothing but unknown figures.

        Parameters
        ----------
        unknown
            The figures that a reader doesn't see.
        whole
            Only by moves that leave counts whole.
        """
        low, high = np.zeros(len(unknown)), np.zeros(len(unknown))
        if self._figures:
            fit = np.array(self._whole) if whole else np.ones(len(self._figures), dtype=bool)
            figures, moves = np.concatenate(self._figures), np.concatenate(self._moves)
            piece = np.repeat(np.arange(len(self._figures)), [len(one) for one in self._figures])
            broken = np.bincount(piece, ~unknown[figures], minlength=len(self._figures)) > 0
            holds = (fit & ~broken)[piece]
            np.minimum.at(low, figures[holds], moves[holds])
            np.maximum.at(high, figures[holds], moves[holds])
        return low, high

    def keep(self, figures: Ints, moves: Floats, better: Mask) -> None:
        """Keep the pieces of a move that reach farther than what was known.

        Parameters
        ----------
        figures
            Which may move; all others stand still.
        moves
            How far each does.
        better
            Where this is farther than was known.
        """
        moving = np.abs(moves) > _STILL
        if not (better & moving).any():
            return
        figures, moves, better = figures[moving], moves[moving], better[moving]
        label = _pieces(self.whole, figures)
        for name in np.unique(label[better]):
            piece = label == name
            self._figures.append(figures[piece])
            self._moves.append(moves[piece])
            counts = moves[piece][self.whole.whole[figures[piece]]]
            self._whole.append(bool(np.abs(counts - np.round(counts)).max(initial=0.0) < _NEARLY))


def _pieces(whole: Linear, figures: Ints) -> Ints:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    columns: Any = whole.by_figure[:, figures]
    size = len(figures)
    tied = np.repeat(np.arange(size), np.diff(columns.indptr))
    graph = csr_array((np.ones(len(tied)), (tied, size + columns.indices)), shape=(size + columns.shape[0],) * 2)
    return connected_components(graph, directed=False)[1][:size]
