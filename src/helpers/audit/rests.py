"""What is left where nobody shows it: of a sum, of a group, of what a sum leaves of a share.

A share of 60 of 100 and one of 54 of 94 inside it tell of the other six that all of them are counted. So what a sum
leaves is looked at as a share of its own, with a count, a group, and those left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from helpers.audit.attacking import Problem, Range
from helpers.audit.equations import PART_OF_GROUP, Equation
from helpers.audit.solving import Constraint
from helpers.audit.statements import Figure
from helpers.audit.structure import Structure

_SLACK = 1e-6
Terms = tuple[tuple[Figure, str, float], ...]
"""The figures of a sum, the release that tells each, and how often it is taken."""


@dataclass
class Rests:
    """The numbers of the figures that nobody shows, and what each is left of."""

    equations: dict[int, Equation] = field(default_factory=dict[int, Equation])
    """What is left of a sum, and the sum."""
    groups: dict[int, int] = field(default_factory=dict[int, int])
    """From the count that is left, and from those left out, to the group that is left."""
    of_shares: dict[int, int] = field(default_factory=dict[int, int])
    """From those whom a hidden share leaves out to its count."""
    _counts: dict[Terms, int] = field(default_factory=dict[Terms, int])
    _groups: dict[Terms, int] = field(default_factory=dict[Terms, int])

    def add(self, rest: int, equation: Equation, terms: Terms) -> None:
        """Take in what a sum leaves."""
        self.equations[rest] = equation
        whats = {figure.what for figure, _, _ in terms}
        if whats == {"count"}:
            self._counts[terms] = rest
        elif whats == {"group"}:
            self._groups[tuple((replace(figure, what="count"), name, c) for figure, name, c in terms)] = rest

    def tie(self, problem: Problem, structure: Structure, known: list[Equation]) -> None:
        """Tie the count and the group that the same sum leaves of shares, and add those who are left out."""
        number = len(known)
        for terms, count in self._counts.items():
            group = self._groups.get(terms)
            if group is None or not structure.indicator(terms[0][0].indicator).share:
                continue
            left = problem.add(0.0, math.inf, whole=problem.whole[count] and problem.whole[group])
            problem.constraints.append(Constraint(((group, 1.0), (count, -1.0), (left, -1.0)), 0.0, 0.0, number))
            self.equations[left] = replace(self.equations[count], rest=f"dem uden for andelen i {self._named(count)}")
            self.groups |= {count: group, left: group}
        if self.groups:
            whole = next(iter(self._counts))[0][0]
            known.append(Equation(((replace(whole, what="group"), 1.0), (whole, -1.0)), PART_OF_GROUP))

    def _named(self, rest: int) -> str:
        return self.equations[rest].rest

    def tells(self, rest: int, derived: Mapping[int, Range], structure: Structure) -> bool:
        """Tell whether a reader learns of what is left something that no page may show."""
        promised = structure.protection
        figures = len(self.equations[rest].terms) * (2 if rest in self.groups else 1)
        spread = (promised.rounding // 2) * figures
        low, high = derived[rest].low - spread, derived[rest].high + spread
        if low >= 1 - _SLACK and high < promised.smallest - _SLACK:
            return True
        group = derived.get(self.groups.get(rest, -1))
        if group is None or group.low - spread < 1 - _SLACK:
            return False
        most = group.high + spread
        sensitive = structure.indicator(self.equations[rest].terms[0][0].indicator).sensitive
        narrow = high - low < min(promised.width, most) - _SLACK
        return (high <= _SLACK and most < promised.all_or_none - _SLACK) or (
            sensitive and narrow and most < promised.least_sensitive - _SLACK
        )


def left_out_of(problem: Problem, terms: tuple[tuple[int, float], ...]) -> Iterator[int]:
    """Yield the number of a new figure for those whom a hidden share leaves out, if only the group's range is known.

    Of a group that is known they are as uncertain as the count.
    """
    group, _ = terms[0]
    if problem.bounds[group][0] < problem.bounds[group][1]:
        yield problem.add(0.0, math.inf, whole=all(problem.whole[one] for one, _ in terms))
