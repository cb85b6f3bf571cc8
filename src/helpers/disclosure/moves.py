"""How far a hidden figure can move while every sum holds: many small linear programmes solved as one.

HiGHS through SciPy costs 2 ms a call whatever is asked, and a family of sums asks some dozens of small questions at a
time; as blocks of one sparse programme they are answered together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.disclosure.linear import Linear

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Ints, Mask

_TOGETHER = 4_000
"""Columns of one programme."""


@dataclass(frozen=True, eq=False)
class Part:
    """Unknown figures that are tied together by relations, those that are asked about among them, the relations."""

    figures: Ints
    targets: Ints
    relations: Ints
    matrix: Any
    """Relations by figures, only these."""


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
    ones = np.ones(len(matrix.indices))
    rows = np.repeat(np.arange(len(touched)), np.diff(matrix.indptr))
    graph = csr_array((ones, (rows, len(touched) + matrix.indices)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    of_relation, of_figure = label[: len(touched)], label[len(touched) :]
    asked = np.isin(figures, targets)
    for name in dict.fromkeys(of_figure[asked].tolist()):
        inside, those = np.flatnonzero(of_figure == name), np.flatnonzero(of_relation == name)
        yield Part(figures[inside], figures[inside][asked[inside]], touched[those], matrix[those][:, inside])


def extremes(whole: Linear, part: Part, targets: Ints, far: Floats) -> Iterator[Extreme]:
    """Yield how far each target can move down and up, at most `far` (one for each) either way."""
    together = max(1, _TOGETHER // (2 * len(part.figures)))
    for begin in range(0, len(targets), together):
        chosen = slice(begin, begin + together)
        yield from _solved(whole, part, targets[chosen], far[chosen])


def _solved(whole: Linear, part: Part, targets: Ints, far: Floats) -> Iterator[Extreme]:
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, kron

    count, width = 2 * len(targets), len(part.figures)
    bounds = np.tile(np.column_stack([-whole.down[part.figures], whole.up[part.figures]]), (count, 1))
    objective = np.zeros(count * width)
    places = np.searchsorted(part.figures, targets)
    for at, place in enumerate(places):
        for side, sign in enumerate((1.0, -1.0)):
            where = (2 * at + side) * width + place
            objective[where] = sign
            bounds[where] = np.clip(bounds[where], -far[at], far[at])
    if not len(part.relations):
        moves, prices = np.where(objective > 0, bounds[:, 0], np.where(objective < 0, bounds[:, 1], 0.0)), np.zeros(0)
    else:
        matrix: Any = kron(eye_array(count), part.matrix, format="csr")
        solved = linprog(objective, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds, method="highs")
        if solved.status != 0:
            raise ArithmeticError(f"HiGHS found no answer to a reader's question: {solved.message}")
        moves, prices = np.asarray(solved.x), np.asarray(solved.eqlin.marginals)
    moves, prices = moves.reshape(count, width), prices.reshape(count, len(part.relations))
    for at, place in enumerate(places):
        below, above = 2 * at, 2 * at + 1
        yield Extreme(
            int(targets[at]),
            float(moves[below, place]),
            float(moves[above, place]),
            (moves[below], moves[above]),
            (prices[below], prices[above]),
        )
