"""An outsider who has only what is shown: whole-numbered programmes, of nothing that the protection is made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from helpers.disclosure.system import Figure, Key, System, Unit

_FAR = 1_000_000.0


def shown(system: System, hidden: Collection[Unit]) -> dict[Key, float]:
    """Return what everybody can read when these units are hidden."""
    return {
        key: figure.value
        for key, figure in system.figures.items()
        if figure.public or not (figure.never_shown or figure.unit in hidden)
    }


class Attack:
    """Everything that follows from what is shown, for whole numbers."""

    def __init__(self, system: System, known: Mapping[Key, float]) -> None:
        self.system = system
        self.unknown = [key for key in system.figures if key not in known]
        self.known = known
        column = {key: at for at, key in enumerate(self.unknown)}
        rows = np.zeros((len(system.relations), len(self.unknown)))
        rest = np.zeros(len(system.relations))
        for at, relation in enumerate(system.relations):
            for key, times in relation.terms:
                if key in column:
                    rows[at, column[key]] += times
                else:
                    rest[at] -= times * known[key]
        self.agrees = bool(np.allclose(rest[~rows.any(axis=1)], 0.0))
        """Do the sums hold among what is shown?"""
        self.rows, self.rest = rows[rows.any(axis=1)], rest[rows.any(axis=1)]
        figures: list[Figure] = [system.figures[key] for key in self.unknown]
        self.low = np.array([figure.low for figure in figures])
        self.lowest, self.highest = np.full(len(figures), np.inf), np.full(len(figures), -np.inf)
        """Of all tables found so far."""
        self.high = np.array([_FAR if figure.high is None else figure.high for figure in figures])

    def range_of(self, key: Key) -> tuple[float, float]:
        """Return the lowest and the highest value that agrees with everything shown."""
        if key in self.known:
            return self.known[key], self.known[key]
        at = self.unknown.index(key)
        return self._farthest(at, 1.0), self._farthest(at, -1.0)

    def too_narrow(self, *, first: bool = False) -> dict[Key, tuple[float, float]]:
        """Return the hidden figures whose ranges are narrower than their widths, or the first of them."""
        found: dict[Key, tuple[float, float]] = {}
        for at, key in enumerate(self.unknown):
            needed = self.system.figures[key].needed - 1e-6
            # Tables found on the way are possible too, so what they leave open needs no question of its own.
            if self.highest[at] - self.lowest[at] >= needed:
                continue
            low, high = self.range_of(key)
            if high - low < needed:
                found[key] = (low, high)
                if first:
                    break
        return found

    def _farthest(self, at: int, sign: float) -> float:
        objective = np.zeros(len(self.unknown))
        objective[at] = sign
        sums = [LinearConstraint(self.rows, self.rest, self.rest)] if len(self.rows) else []
        whole = np.ones(len(self.unknown))
        solved = milp(objective, integrality=whole, bounds=Bounds(self.low, self.high), constraints=sums)
        assert solved.x is not None, "what is shown contradicts itself"
        table = np.round(solved.x)
        assert np.allclose(self.rows @ table, self.rest, atol=1e-6)
        self.lowest, self.highest = np.minimum(self.lowest, table), np.maximum(self.highest, table)
        return float(table[at])


def too_narrow(system: System, hidden: Collection[Unit], *, first: bool = False) -> dict[Key, tuple[float, float]]:
    """Return the hidden figures that an outsider narrows down to less than their width, or the first of them."""
    return Attack(system, shown(system, hidden)).too_narrow(first=first)


def cost_of(system: System, hidden: Collection[Unit]) -> float:
    """Return the information lost beyond what is hidden for its own sake."""
    at_first = hidden_at_first(system)
    return sum(
        figure.cost for figure in system.figures.values() if figure.unit in hidden and figure.unit not in at_first
    )


def hidden_at_first(system: System) -> frozenset[Unit]:
    """Return the units that are hidden for their own sake."""
    return frozenset(figure.unit for figure in system.figures.values() if figure.sensitive or figure.forced)


def cheapest(system: System) -> float:
    """Return the least information that any safe choice loses: every choice is tried, the cheapest first."""
    start = hidden_at_first(system)
    others = [figure.unit for figure in system.figures.values() if figure.unit not in start and not figure.public]
    choices = [more for size in range(len(others) + 1) for more in combinations(others, size)]
    costs = {figure.unit: figure.cost for figure in system.figures.values()}
    for more in sorted(choices, key=lambda units: sum(costs[unit] for unit in units)):
        if not too_narrow(system, start | set(more), first=True):
            return sum(costs[unit] for unit in more)
    return float("inf")
