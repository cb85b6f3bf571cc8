"""A system of sums as vectors and a sparse matrix, and the parts of it that can be worked on alone.

A reader's alternative to the truth is a *move*: how far each unknown figure lies from its true value. Moves keep every
sum, so the matrix times a move is 0, and no move leaves what everybody knows (`down` below the truth, `up` above it).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from helpers.disclosure.system import Figure, Key, Relation, System, Unit

if TYPE_CHECKING:
    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Mask = NDArray[np.bool_]

NO_UNIT = -1
"""The unit of a figure that no page shows whatever is decided."""

_WHOLE = 1e-9


@dataclass(frozen=True, eq=False)
class Linear:
    """The figures that a reader may not know, in the order in which they were given; what is public is left out.

    Parameters
    ----------
    keys, value, down, up, needed
        One for each figure: its name, true value, how far it may lie below and above it (`inf`: without end), and
        the width that its range must keep while it is hidden.
    unit
        The position in `units` of what it is hidden with, `NO_UNIT` if it is never shown.
    units, start, cost
        What can be hidden, what is hidden from the start, and the information lost with each.
    lines
        Units of the same cell at other times; only lines with several units.
    relations
        Positions of figures and coefficients; public figures are constants and have no place in them.
    """

    keys: tuple[Key, ...]
    value: Floats
    down: Floats
    up: Floats
    needed: Floats
    unit: Ints
    units: tuple[Unit, ...]
    start: Mask
    cost: Floats
    lines: tuple[tuple[int, ...], ...]
    relations: tuple[tuple[Ints, Floats], ...]
    position: Mapping[Key, int] = field(repr=False)

    @cached_property
    def matrix(self) -> Any:
        """Relations in the rows, figures in the columns (`scipy.sparse.csr_array`)."""
        from scipy.sparse import csr_array

        starts = np.cumsum([0, *(len(where) for where, _ in self.relations)])
        columns = _joined([where for where, _ in self.relations], np.intp)
        values = _joined([times for _, times in self.relations], np.float64)
        return csr_array((values, columns, starts), shape=(len(self.relations), len(self.keys)))

    @cached_property
    def by_figure(self) -> Any:
        """The same matrix, quick to ask for the relations of one figure (`scipy.sparse.csc_array`)."""
        return self.matrix.tocsc()

    @cached_property
    def whole(self) -> Mask:
        """Figures that a reader knows to be whole numbers, as counts are; a mean of quarters need not be one."""
        return np.abs(self.value - np.round(self.value)) < _WHOLE

    @cached_property
    def always(self) -> Mask:
        """Figures that are unknown whatever is decided: never shown, or hidden from the start."""
        return self.unknown(self.start)

    def unknown(self, hidden: Mask) -> Mask:
        """Return the figures that a reader doesn't see when these units are hidden."""
        if not len(self.units):
            return np.ones(len(self.keys), dtype=bool)
        return np.where(self.unit == NO_UNIT, True, hidden[self.unit])


def linear(system: System) -> Linear:
    """Return a system as vectors and a matrix.

    Notes
    -----
    A true value outside what everybody is said to know (a count above its group) counts as lying on the border.
    """
    figures = {key: figure for key, figure in system.figures.items() if not figure.public}
    position = {key: at for at, key in enumerate(figures)}
    units: dict[Unit, int] = {}
    for figure in figures.values():
        if not figure.never_shown:
            units.setdefault(figure.unit, len(units))
    unit = [NO_UNIT if figure.never_shown else units[figure.unit] for figure in figures.values()]
    start, cost = np.zeros(len(units), dtype=bool), np.zeros(len(units))
    for at, figure in zip(unit, figures.values(), strict=True):
        if at != NO_UNIT:
            start[at] |= figure.sensitive or figure.forced
            cost[at] += figure.cost
    known = figures.values()
    return Linear(
        tuple(figures),
        np.array([figure.value for figure in known], dtype=np.float64),
        np.array([max(figure.value - figure.low, 0.0) for figure in known], dtype=np.float64),
        np.array([_above(figure) for figure in known], dtype=np.float64),
        np.array([figure.needed for figure in known], dtype=np.float64),
        np.array(unit, dtype=np.intp),
        tuple(units),
        start,
        cost,
        _lines(unit, known),
        _relations(system.relations, position),
        position,
    )


def _above(figure: Figure) -> float:
    return float("inf") if figure.high is None else max(figure.high - figure.value, 0.0)


def _lines(unit: Sequence[int], figures: Iterable[Figure]) -> tuple[tuple[int, ...], ...]:
    found: dict[Hashable, dict[int, None]] = {}
    for at, figure in zip(unit, figures, strict=True):
        if at != NO_UNIT and figure.line is not None:
            found.setdefault(figure.line, {})[at] = None
    return tuple(tuple(line) for line in found.values() if len(line) > 1)


def _relations(relations: Iterable[Relation], position: Mapping[Key, int]) -> tuple[tuple[Ints, Floats], ...]:
    found: dict[tuple[tuple[int, float], ...], None] = {}
    for relation in relations:
        terms: dict[int, float] = {}
        for key, times in relation.terms:
            if key in position:
                terms[position[key]] = terms.get(position[key], 0.0) + times
        kept = tuple(sorted((at, times) for at, times in terms.items() if times))
        if kept:
            found[kept] = None
    return tuple((np.array([at for at, _ in one], dtype=np.intp), np.array([by for _, by in one])) for one in found)


def _joined(parts: list[Any], kind: type) -> Any:
    return np.concatenate(parts) if parts else np.array([], dtype=kind)
