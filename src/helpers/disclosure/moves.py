"""How far hidden figures can move while every sum holds: many small linear programmes solved as one.

HiGHS through SciPy costs a millisecond a call whatever is asked, and a family of sums asks some dozens of small
questions at a time; as blocks of one sparse programme they are answered together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.disclosure.linear import Linear

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Ints, Mask

TOGETHER = 4_000
"""Columns of one programme."""


@dataclass(frozen=True, eq=False)
class Part:
    """Unknown figures that are tied together by relations, those that are asked about among them, the relations."""

    whole: Linear
    figures: Ints
    targets: Ints
    relations: Ints
    matrix: Any
    """Relations by figures, only these."""

    @cached_property
    def around(self) -> tuple[Ints, Any]:
        """All figures of the relations, shown ones too, and the relations by these."""
        rows = self.whole.matrix[self.relations]
        figures = np.union1d(rows.indices, self.figures)
        return figures, rows[:, figures]


@dataclass(frozen=True, eq=False)
class Extreme:
    """The lowest and highest move of one figure, the moves of all figures there, and the prices of the relations."""

    target: int
    low: float
    high: float
    moves: tuple[Floats, Floats]
    """Of the part's figures: at the lowest, at the highest."""
    prices: tuple[Floats, Floats]
    """Of the part's relations (dual values of the two programmes, both minimised)."""


def parts(whole: Linear, unknown: Mask, targets: Ints) -> Iterator[Part]:
    """Yield the parts that unknown figures fall into; only parts with a target, each target in one of them."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    figures = np.flatnonzero(unknown)
    matrix = whole.matrix[:, figures]
    touched = np.flatnonzero(np.diff(matrix.indptr))
    matrix = matrix[touched]
    size = len(touched) + len(figures)
    rows = np.repeat(np.arange(len(touched)), np.diff(matrix.indptr))
    graph = csr_array((np.ones(len(rows)), (rows, len(touched) + matrix.indices)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    of_relation, of_figure = label[: len(touched)], label[len(touched) :]
    asked = np.isin(figures, targets)
    for name in dict.fromkeys(of_figure[asked].tolist()):
        inside, those = np.flatnonzero(of_figure == name), np.flatnonzero(of_relation == name)
        own = matrix[those][:, inside]
        yield Part(whole, figures[inside], figures[inside][asked[inside]], touched[those], own)


def extremes(part: Part, targets: Ints, far: Floats) -> Iterator[Extreme]:
    """Yield how far each target can move down and up, at most `far` (one for each) either way."""
    together = max(1, TOGETHER // (2 * len(part.figures)))
    for begin in range(0, len(targets), together):
        chosen = slice(begin, begin + together)
        yield from _solved(part, targets[chosen], far[chosen])


def _solved(part: Part, targets: Ints, far: Floats) -> Iterator[Extreme]:
    places = np.searchsorted(part.figures, targets)
    count, width = 2 * len(targets), len(part.figures)
    objective = np.zeros((count, width))
    low, high = _bounds(part, count)
    for at, place in enumerate(places):
        both = slice(2 * at, 2 * at + 2)
        objective[both, place] = (1.0, -1.0)
        low[both, place] = np.maximum(low[both, place], -far[at])
        high[both, place] = np.minimum(high[both, place], far[at])
    moves, prices = _least(part, objective, low, high)
    for at, place in enumerate(places):
        below, above = 2 * at, 2 * at + 1
        yield Extreme(
            int(targets[at]),
            float(moves[below, place]),
            float(moves[above, place]),
            (moves[below], moves[above]),
            (prices[below], prices[above]),
        )


def pulled(part: Part, pulls: Floats, far: Floats) -> Floats:
    """Return moves in which as many figures as can be give in to pulls.

    Parameters
    ----------
    pulls
        A row for each question: by figure, how hard it is pulled up (below 0: down); 0 is left to follow.
    far
        How far a pulled figure goes at most, by figure.
    """
    low, high = _bounds(part, len(pulls))
    low = np.where(pulls != 0, np.maximum(low, -far), low)
    high = np.where(pulls != 0, np.minimum(high, far), high)
    return _least(part, -pulls, low, high)[0]


def farthest_whole(part: Part, place: int, sign: float, far: float, whole: Mask) -> Floats:
    """Return moves that take one figure as far up (`sign` 1) or down (-1) as whole numbers allow, at most `far`."""
    from scipy import optimize

    highs: Any = optimize  # its types take no arrays as bounds
    low, high = (side[0] for side in _bounds(part, 1))
    low[place], high[place] = max(low[place], -far), min(high[place], far)
    objective = np.zeros(len(low))
    objective[place] = -sign
    sums = [highs.LinearConstraint(part.matrix, 0.0, 0.0)] if len(part.relations) else []
    solved = highs.milp(
        objective,
        integrality=whole.astype(np.float64),
        bounds=highs.Bounds(low, high),
        constraints=sums,
        options={"node_limit": 10_000},
    )
    # Without an answer in so many nodes nothing is known to be possible but the truth.
    return np.zeros(len(low)) if solved.x is None else np.where(whole, np.round(solved.x), solved.x)


def _bounds(part: Part, count: int) -> tuple[Floats, Floats]:
    down, up = part.whole.down[part.figures], part.whole.up[part.figures]
    return np.tile(-down, (count, 1)), np.tile(up, (count, 1))


def _least(part: Part, objective: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return the moves of least objective and the prices, a row for each programme."""
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, kron

    count, width = objective.shape
    if not len(part.relations):
        return np.where(objective > 0, low, np.where(objective < 0, high, 0.0)), np.zeros((count, 0))
    matrix: Any = kron(eye_array(count), part.matrix, format="csr") if count > 1 else part.matrix
    bounds = np.column_stack([low.ravel(), high.ravel()])
    solved: Any = linprog(objective.ravel(), A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds, method="highs")
    if solved.status != 0:
        raise ArithmeticError(f"HiGHS found no answer to a reader's question: {solved.message}")
    return np.asarray(solved.x).reshape(count, width), np.asarray(solved.eqlin.marginals).reshape(count, -1)
