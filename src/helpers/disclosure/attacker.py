"""A reader with a calculator: the range that the shown figures leave for each hidden one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from helpers.disclosure.cells import Cell, Content, in_order
from helpers.disclosure.equations import Equation


@dataclass(frozen=True)
class Range:
    """The lowest and highest value that a hidden count can have, given everything that is shown."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much is left open."""
        return self.high - self.low


def component(start: Cell, hidden: frozenset[Cell], equations: Sequence[Equation]) -> tuple[Equation, ...]:
    """Return the equations that a hidden cell is tied to, through other hidden cells."""
    reached = {start}
    found: dict[Equation, None] = {}
    grown = True
    while grown:
        grown = False
        for equation in equations:
            if equation not in found and reached & set(equation.cells):
                found[equation] = None
                reached |= set(equation.cells) & hidden
                grown = True
    return tuple(found)


def range_of(
    target: Cell | Equation,
    hidden: frozenset[Cell],
    equations: Sequence[Equation],
    contents: Mapping[Cell, Content],
) -> Range:
    """Return what a reader can work out about a hidden cell, or about the rest of an equation.

    Linear programming (HiGHS) over all sums that the hidden cells take part in. Hidden counts are known to be at
    least 0 and at most their group. Whole numbers are not used: that can only make a range narrower where a sum
    of whole numbers has a fractional corner, and sums of ones have none for nested groups.
    """
    from scipy.optimize import linprog

    unknown = {cell for equation in equations for cell in equation.cells} & hidden
    names: list[Cell | Equation] = [*in_order(unknown), *(found for found in equations if not found.complete)]
    if target not in names:
        limit = contents[target].group if isinstance(target, Cell) else None
        return Range(0.0, inf if limit is None else limit)
    position = {name: index for index, name in enumerate(names)}
    rows, constants = _system(equations, position, contents)
    bounds = [(0.0, contents[name].group if isinstance(name, Cell) else None) for name in names]
    ends: list[float] = []
    for sign in (1.0, -1.0):
        objective = [0.0] * len(names)
        objective[position[target]] = sign
        solved = linprog(objective, A_eq=rows, b_eq=constants, bounds=bounds, method="highs")
        ends.append(sign * float(solved.fun) if solved.status == 0 else sign * -inf)
    return Range(ends[0], ends[1])


def _system(
    equations: Iterable[Equation], position: Mapping[Cell | Equation, int], contents: Mapping[Cell, Content]
) -> tuple[list[list[float]], list[float]]:
    rows: list[list[float]] = []
    constants: list[float] = []
    for equation in equations:
        row, constant = [0.0] * len(position), 0.0
        for cell, sign in ((equation.whole, equation.times), *((part, -1.0) for part in equation.parts)):
            if cell in position:
                row[position[cell]] += sign
            else:
                constant -= sign * (contents[cell].count or 0.0)
        if equation in position:
            row[position[equation]] = -1.0
        rows.append(row)
        constants.append(constant)
    return rows, constants
