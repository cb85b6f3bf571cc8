"""Bounds of figures under linear constraints: quick by propagation, exact by HiGHS."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SLACK = 1e-6
WHOLE_UP_TO = 40
"""Figures of a part that are attacked as whole numbers together; larger parts as any numbers, rounded inwards."""
_STEPS = 200_000
"""Propagation stops here; what it found until then holds, only not to the last bit."""

_DONE, _UNBOUNDED, _EITHER = 0, 3, 4
"""What HiGHS answers through scipy: solved; without a limit; without a limit or impossible."""

Bounds = dict[int, tuple[float, float]]


@dataclass(frozen=True)
class Constraint:
    """The sum of coefficient times figure lies between low and high."""

    terms: tuple[tuple[int, float], ...]
    low: float
    high: float
    origin: int = -1
    """Which equation it came from."""


def propagated(
    bounds: Mapping[int, tuple[float, float]], constraints: Sequence[Constraint], whole: Sequence[bool]
) -> Bounds | None:
    """Return the bounds that follow when each constraint is looked at alone, again and again; None: impossible."""
    found = dict(bounds)
    touching: dict[int, list[int]] = defaultdict(list)
    for number, constraint in enumerate(constraints):
        for one, _ in constraint.terms:
            touching[one].append(number)
    waiting = dict.fromkeys(range(len(constraints)))
    steps = 0
    while waiting and steps < _STEPS:
        number = next(iter(waiting))
        del waiting[number]
        steps += 1
        changed = _tighten(found, constraints[number], whole)
        if changed is None:
            return None
        waiting.update(dict.fromkeys(other for one in changed for other in touching[one] if other != number))
    return found


def _tighten(found: Bounds, constraint: Constraint, whole: Sequence[bool]) -> list[int] | None:
    lows = [c * found[one][0 if c > 0 else 1] for one, c in constraint.terms]
    highs = [c * found[one][1 if c > 0 else 0] for one, c in constraint.terms]
    changed: list[int] = []
    for place, (one, c) in enumerate(constraint.terms):
        rest_low = math.fsum(lows[:place] + lows[place + 1 :])
        rest_high = math.fsum(highs[:place] + highs[place + 1 :])
        ends = ((constraint.low - rest_high) / c, (constraint.high - rest_low) / c)
        low, high = _whole(min(ends), max(ends)) if whole[one] else (min(ends), max(ends))
        before = found[one]
        after = max(before[0], low), min(before[1], high)
        if after[0] > after[1] + SLACK * max(1.0, abs(after[1])):
            return None
        if after[0] > before[0] + SLACK or after[1] < before[1] - SLACK:
            found[one] = after[0], max(after)
            lows[place], highs[place] = c * found[one][0 if c > 0 else 1], c * found[one][1 if c > 0 else 0]
            changed.append(one)
    return changed


def _whole(low: float, high: float) -> tuple[float, float]:
    return (
        float(math.ceil(low - SLACK)) if math.isfinite(low) else low,
        float(math.floor(high + SLACK)) if math.isfinite(high) else high,
    )


def exact_bounds(
    bounds: Mapping[int, tuple[float, float]],
    constraints: Sequence[Constraint],
    whole: Sequence[bool],
    targets: Collection[int],
) -> Bounds | None:
    """Return the least and the greatest value of each target that some solution of all constraints has.

    Small parts are solved in whole numbers. None if nothing satisfies all constraints.
    """
    free = [one for one, (low, high) in bounds.items() if low < high]
    found = dict(bounds)
    if not free:
        return found
    table = Table(bounds, constraints, whole, free)
    for target in targets:
        if bounds[target][0] < bounds[target][1]:
            ends = table.ends(target)
            if ends is None:
                return None
            found[target] = _whole(*ends) if whole[target] else ends
    return found


class Table:
    """The constraints as a matrix over the figures that are not known."""

    def __init__(
        self,
        bounds: Mapping[int, tuple[float, float]],
        constraints: Sequence[Constraint],
        whole: Sequence[bool] | None,
        free: Sequence[int],
    ) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        self.place = {one: number for number, one in enumerate(free)}
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        lows: list[float] = []
        highs: list[float] = []
        for constraint in constraints:
            terms = [(self.place[one], c) for one, c in constraint.terms if one in self.place]
            if not terms:
                continue
            known = math.fsum(c * bounds[one][0] for one, c in constraint.terms if one not in self.place)
            rows += [len(lows)] * len(terms)
            columns += [column for column, _ in terms]
            values += [c for _, c in terms]
            lows.append(constraint.low - known - SLACK)
            highs.append(constraint.high - known + SLACK)
        self.matrix: csr_array = csr_array((values, (rows, columns)), shape=(len(lows), len(free)))
        self.lows, self.highs = np.array(lows), np.array(highs)
        self.least = np.array([bounds[one][0] for one in free])
        self.most = np.array([bounds[one][1] for one in free])
        kinds = [int(whole is not None and whole[one] and len(free) <= WHOLE_UP_TO) for one in free]
        self.kinds = np.array(kinds)

    def ends(self, target: int) -> tuple[float, float] | None:
        """Return the least and the greatest value; None if there is no solution at all."""
        low, high = self._end(target, 1.0), self._end(target, -1.0)
        return None if low is None or high is None else (low, -high)

    def roomy(self, room: float) -> dict[int, float] | None:
        """Return a solution whose values stay above their least by `room`, as far as they can; None: there is none."""
        from scipy.sparse import csr_array, hstack, identity, vstack

        size = len(self.kinds)
        spare, plain = identity(size, format="csr"), csr_array((len(self.lows), size))
        wide = cast("Any", vstack)([cast("Any", hstack)([self.matrix, plain]), cast("Any", hstack)([spare, -spare])])
        solved = _solve(
            [0.0] * size + [-1.0] * size,
            wide.tocsr(),
            ([*self.lows, *self.least], [*self.highs, *[math.inf] * size]),
            ([*self.least, *[0.0] * size], [*self.most, *[room] * size]),
        )
        values = list(solved.x[:size]) if solved.status == _DONE else None
        return None if values is None else {one: float(values[place]) for one, place in self.place.items()}

    def moved(self, target: int, sign: float, start: float, far: float) -> dict[int, float] | None:
        """Return a solution in which a figure lies as much lower (or higher) as it can, at most `far` from `start`."""
        column = self.place[target]
        least, most = self.least.copy(), self.most.copy()
        least[column], most[column] = max(least[column], start - far), min(most[column], start + far)
        goal = [0.0] * len(self.kinds)
        goal[column] = sign
        solved = _solve(goal, self.matrix, (self.lows, self.highs), (least, most))
        if solved.status != _DONE:
            return None
        return {one: float(solved.x[place]) for one, place in self.place.items()}

    def _end(self, target: int, sign: float) -> float | None:
        solved = self._solved({self.place[target]: sign})
        if solved.status == _DONE:
            return float(solved.fun)
        if solved.status == _UNBOUNDED:  # nothing limits the figure on this side
            return -math.inf
        # "infeasible or unbounded" can't be told apart without asking for any solution at all
        return -math.inf if solved.status == _EITHER and self._solved({}).status == _DONE else None

    def _solved(self, wanted: Mapping[int, float]) -> Any:
        import numpy as np
        from scipy.optimize import Bounds as Box
        from scipy.optimize import LinearConstraint, milp

        goal = np.zeros(len(self.kinds))
        for column, sign in wanted.items():
            goal[column] = sign
        box, tied = cast("Any", Box), cast("Any", LinearConstraint)
        return cast("Any", milp)(
            goal,
            integrality=self.kinds,
            bounds=box(self.least, self.most),
            constraints=tied(self.matrix, self.lows, self.highs),
        )


def _solve(goal: Any, matrix: Any, sides: tuple[Any, Any], box: tuple[Any, Any]) -> Any:
    from scipy.optimize import Bounds as Box
    from scipy.optimize import LinearConstraint, milp

    bounds, tied = cast("Any", Box), cast("Any", LinearConstraint)
    return cast("Any", milp)(goal, bounds=bounds(*box), constraints=tied(matrix, *sides))
