"""The attack: what an outsider who knows every published figure and every equation can derive of what is hidden."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.audit.solving import Bounds, Constraint, exact_bounds, propagated
from helpers.audit.spreading import Spread, at_least, is_large

Variable = int
_HOPS = 4
"""So many times the neighbours of neighbours are asked first when the path to a leak is looked for."""


@dataclass(frozen=True)
class Range:
    """What an outsider can derive: the figure lies between low and high."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the ends lie apart."""
        return self.high - self.low


@dataclass
class Problem:
    """Numbered figures with what is told of each, and the constraints that tie them together."""

    bounds: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    whole: list[bool] = field(default_factory=list[bool])
    """Is the figure a whole number? The weighted count of a survey isn't."""
    constraints: list[Constraint] = field(default_factory=list[Constraint])

    def add(self, low: float, high: float, *, whole: bool) -> Variable:
        """Add a figure and return its number."""
        self.bounds.append((low, high))
        self.whole.append(whole)
        return len(self.bounds) - 1


@dataclass(frozen=True)
class Part:
    """Constraints that share an unknown figure, directly or through others."""

    unknown: tuple[Variable, ...]
    constraints: tuple[int, ...]


def parts(problem: Problem) -> list[Part]:
    """Return the connected parts of what isn't known exactly; each can be attacked alone."""
    parent: dict[Variable, Variable] = {}

    def root(one: Variable) -> Variable:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for constraint in problem.constraints:
        unknown = _unknown(problem, constraint)
        for one in unknown:
            parent[root(one)] = root(unknown[0])
    inside: dict[Variable, tuple[list[Variable], list[int]]] = defaultdict(lambda: ([], []))
    for one in sorted(parent):
        inside[root(one)][0].append(one)
    for number, constraint in enumerate(problem.constraints):
        unknown = _unknown(problem, constraint)
        if unknown:
            inside[root(unknown[0])][1].append(number)
    return [Part(tuple(variables), tuple(numbers)) for variables, numbers in inside.values()]


def _unknown(problem: Problem, constraint: Constraint) -> list[Variable]:
    return [one for one, _ in constraint.terms if problem.bounds[one][0] < problem.bounds[one][1]]


def ranges(
    problem: Problem, part: Part, targets: Collection[Variable], enough: float = math.inf
) -> dict[Variable, Range] | None:
    """Return what can be derived of each target in a part; None if the part contradicts itself.

    In a large part a range is followed only until it is proved to be `enough` wide.
    """
    constraints = [problem.constraints[number] for number in part.constraints]
    return ranges_of(problem, constraints, targets, enough)


def ranges_of(
    problem: Problem, constraints: Sequence[Constraint], targets: Collection[Variable], enough: float = math.inf
) -> dict[Variable, Range] | None:
    """Return the range of each target under some constraints only; None if they contradict each other."""
    bounds: Bounds = {
        one: problem.bounds[one] for one in _variables(constraints, targets)
    }  # what isn't tied to anything is as its own places tell it
    found = propagated(bounds, constraints, problem.whole)
    if found is None:
        return None
    if not _is_tree(constraints, found):
        found = _exactly(found, constraints, problem.whole, targets, enough)
        if found is None:
            return None
    return {one: Range(*found[one]) for one in targets}


def _exactly(
    bounds: Bounds,
    constraints: Sequence[Constraint],
    whole: Sequence[bool],
    targets: Collection[Variable],
    enough: float,
) -> Bounds | None:
    open_targets = [one for one in targets if bounds[one][0] < bounds[one][1]]
    if math.isinf(enough) or not is_large(sum(low < high for low, high in bounds.values())):
        return exact_bounds(bounds, constraints, whole, open_targets)
    spread = Spread(bounds, constraints)
    if not spread.possible():
        return None
    # Bounds that propagation has found hold; if even they are narrow, nothing wider can be proved.
    narrow = [one for one in open_targets if bounds[one][1] - bounds[one][0] < at_least(enough)]
    wide = [one for one in open_targets if bounds[one][1] - bounds[one][0] >= at_least(enough)]
    left = spread.prove(wide, at_least(enough))
    found = exact_bounds(bounds, constraints, whole, [*narrow, *left])
    return None if found is None else found | {one: spread.found[one] for one in set(wide) - set(left)}


def _variables(constraints: Iterable[Constraint], targets: Iterable[Variable]) -> Iterator[Variable]:
    yield from dict.fromkeys([*(one for constraint in constraints for one, _ in constraint.terms), *targets])


def _is_tree(constraints: Sequence[Constraint], bounds: Mapping[Variable, tuple[float, float]]) -> bool:
    """Tell whether no two constraints meet twice, and count each figure once: there, propagation is exact."""
    if any(abs(c) != 1.0 for constraint in constraints for _, c in constraint.terms):
        return False
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for number, constraint in enumerate(constraints):
        here = root(-number - 1)
        for one, _ in constraint.terms:
            if bounds[one][0] == bounds[one][1]:
                continue
            there = root(one)
            if there == here:
                return False
            parent[there] = here
    return True


def needed_constraints(problem: Problem, part: Part, target: Variable, holds: float) -> tuple[int, ...]:
    """Return constraints none of which can be spared for the target's range to stay narrower than `holds`."""
    kept = _near_enough(problem, part, target, holds)
    step = max(1, len(kept) // 2)
    while step:
        at = 0
        while at < len(kept):
            tried = kept[:at] + kept[at + step :]
            if _still_narrow(problem, tried, target, holds):
                kept = tried
            else:
                at += step
        step = step // 2 if step > 1 else 0
    return tuple(kept)


def _near_enough(problem: Problem, part: Part, target: Variable, holds: float) -> list[int]:
    """Return the constraints nearest to a target that suffice; all of them if it takes many."""
    reached, numbers = {target}, list[int]()
    for _ in range(_HOPS):
        numbers = [
            number for number in part.constraints if any(one in reached for one, _ in problem.constraints[number].terms)
        ]
        if len(numbers) == len(part.constraints) or _still_narrow(problem, numbers, target, holds):
            return numbers
        reached.update(one for number in numbers for one in _unknown(problem, problem.constraints[number]))
    return list(part.constraints)


def _still_narrow(problem: Problem, numbers: Sequence[int], target: Variable, holds: float) -> bool:
    found = ranges_of(problem, [problem.constraints[number] for number in numbers], [target])
    return found is not None and not math.isinf(found[target].high) and found[target].width < holds
