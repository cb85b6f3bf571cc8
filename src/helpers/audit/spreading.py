"""Large parts: a range need not be found exactly to be proved wide enough.

Two ways to fill in what is hidden that fit everything told, and differ by enough in a figure, prove that no outsider
can narrow it further. Such ways are made from one way to fill in everything, changing only figures near the one in
question; each new way may prove others wide as well. What isn't proved so is left to the exact attack.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from helpers.audit.solving import Bounds, Constraint, Table

_NEAR = 60
"""Figures that may change together; the others keep their values."""
_ROOM = 30.0
"""The way to begin with stays so far above the least value of each figure, where it can: room to move."""


class Spread:
    """The least and greatest value of each figure over the ways found so far."""

    def __init__(self, bounds: Mapping[int, tuple[float, float]], constraints: Sequence[Constraint]) -> None:
        self.bounds = dict(bounds)
        self.constraints = constraints
        self.touching: dict[int, list[int]] = defaultdict(list)
        for number, constraint in enumerate(constraints):
            for one, _ in constraint.terms:
                self.touching[one].append(number)
        self.begin: dict[int, float] = {}
        self.found: Bounds = {}

    def possible(self) -> bool:
        """Find a way to begin with; tell whether there is any."""
        free = [one for one, (low, high) in self.bounds.items() if low < high]
        table = Table(self.bounds, self.constraints, None, free)
        solved = table.roomy(_ROOM)
        if solved is None:
            return False
        self.begin = {one: low for one, (low, _) in self.bounds.items()} | solved
        self.found = {one: (value, value) for one, value in self.begin.items()}
        return True

    def prove(self, targets: Collection[int], enough: float) -> list[int]:
        """Return the targets whose range couldn't be proved to be wide enough."""
        return [target for target in targets if not self._proved(target, enough)]

    def _proved(self, target: int, enough: float) -> bool:
        if self._width(target) >= enough:
            return True
        near, numbers = self._near(target)
        bounds = {one: (value, value) for one, value in self.begin.items()}
        bounds |= {one: self.bounds[one] for one in near}
        table = Table(bounds, [self.constraints[number] for number in numbers], None, near)
        for sign in (1.0, -1.0):
            # Far enough is enough: no further, so that a figure without a limit needs none.
            for one, value in (table.moved(target, sign, self.begin[target], enough) or {}).items():
                low, high = self.found[one]
                self.found[one] = min(low, value), max(high, value)
        return self._width(target) >= enough

    def _width(self, target: int) -> float:
        low, high = self.found[target]
        return high - low

    def _near(self, target: int) -> tuple[list[int], list[int]]:
        """Return the figures nearest to a target, and every constraint that one of them stands in."""
        near = {target: None}
        waiting = [target]
        while waiting and len(near) < _NEAR:
            one = waiting.pop(0)
            for number in self.touching[one]:
                for other, _ in self.constraints[number].terms:
                    low, high = self.bounds[other]
                    if other not in near and low < high and len(near) < _NEAR:
                        near[other] = None
                        waiting.append(other)
        return list(near), sorted({number for one in near for number in self.touching[one]})


def is_large(free: int) -> bool:
    """Tell whether a part has so many figures that the exact attack on each would take long."""
    return free > 3 * _NEAR


def at_least(enough: float) -> float:
    """Return the width to prove: rounding inwards to whole numbers takes less than one at each end."""
    return enough + 2.0 if math.isfinite(enough) else enough
