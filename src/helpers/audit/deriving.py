"""From knowledge and equations to a problem, and from ranges to leaks with the path that gives each away."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.audit.attacking import Part, Problem, Range, needed_constraints, parts, ranges
from helpers.audit.equations import Equation
from helpers.audit.knowledge import Fact, Knowledge
from helpers.audit.rests import Rests, left_out_of
from helpers.audit.solving import Constraint
from helpers.audit.statements import Figure
from helpers.audit.structure import Structure

_SLACK = 1e-6
Key = tuple[Figure, str]
"""A figure and the release that tells it; the release is empty where it is today's number that is told."""


@dataclass(frozen=True)
class Leak:
    """A hidden figure that can be derived, and from what."""

    figure: Figure
    width: float
    needed: float
    hidden: str
    """Where it is said to be hidden; for what is left of a sum, where the whole stands."""
    equations: tuple[str, ...]
    """Danish: the sums used."""
    paths: tuple[str, ...]
    """The published places used."""
    rest: str = ""
    """Danish: what is left of a sum, if that is what can be derived."""
    from_documents: bool = False
    """Everything used was printed in documents before."""


@dataclass(frozen=True)
class Attack:
    """All that the attack found."""

    leaks: tuple[Leak, ...]
    hidden: int
    equations: int
    narrowest: float
    """The least width among the hidden figures that are safe; infinite if there are none."""
    from_documents: int
    """Hidden figures that documents give away which were public before; nothing can protect these."""
    hidden_today: int
    """Of the hidden figures: those that today's site itself tells to be hidden; others are in earlier releases only."""


class Attacker:
    """Sets the problem up, and attacks each connected part of it."""

    def __init__(self, knowledge: Knowledge, equations: Sequence[Equation], structure: Structure) -> None:
        self.knowledge = knowledge
        self.structure = structure
        self.half = structure.protection.rounding // 2
        self.problem = Problem()
        self.variables: dict[Key, int] = {}
        self.keys: dict[int, Key] = {}
        self.rests = Rests()
        self.equations: list[Equation] = []
        self.merged: dict[Figure, Fact | None] = {}
        used: set[tuple[tuple[tuple[int, float], ...], float]] = set()
        for equation in equations:
            for release in self._releases(equation):
                self._set_up(equation, release, used)
        self.rests.tie(self.problem, structure, self.equations)

    def _releases(self, equation: Equation) -> list[str]:
        # A sum of figures that never changed is the same in all releases.
        corrected = [figure for figure, _ in equation.terms if self.knowledge.is_corrected(figure)]
        if not corrected and all(self._merged(figure) is not None for figure, _ in equation.terms):
            return [""]
        facts = self.knowledge.facts
        releases = sorted({release for figure, _ in equation.terms for release in facts[figure]})
        return [release for release in releases if self._is_of_one_time(corrected, release)]

    def _is_of_one_time(self, corrected: Sequence[Figure], release: str) -> bool:
        """Tell whether a release tells a sum's figures as they were then: corrected ones stand in it, or all as now."""
        known = self.knowledge
        then = any(known.is_outdated(figure, release) for figure in corrected)
        return not then or all(release in known.facts[figure] for figure in corrected)

    def _merged(self, figure: Figure) -> Fact | None:
        if figure not in self.merged:
            self.merged[figure] = self.knowledge.merged(figure)
        return self.merged[figure]

    def _fact(self, figure: Figure, release: str) -> tuple[Fact, str]:
        by_release = self.knowledge.facts[figure]
        if release in by_release and self.knowledge.is_outdated(figure, release):
            return by_release[release], release
        merged = self._merged(figure)
        if merged is not None:
            return merged, ""
        name = release if release in by_release else "" if "" in by_release else min(by_release)
        return by_release[name], name

    def _set_up(self, equation: Equation, release: str, used: set[tuple[tuple[tuple[int, float], ...], float]]) -> None:
        facts = [self._fact(figure, release) for figure, _ in equation.terms]
        if any(fact.invented for fact, _ in facts) and any(fact.printed and not fact.invented for fact, _ in facts):
            return  # made-up figures are no part of printed ones
        if not any(_open(fact) for fact, _ in facts) and not equation.rest:
            return  # nothing to find out
        terms = tuple(
            (self._variable(figure, name, fact), c)
            for (figure, c), (fact, name) in zip(equation.terms, facts, strict=True)
        )
        if (terms, equation.high) in used:
            return
        used.add((terms, equation.high))
        if self._contradicts(terms, equation):
            return
        low, high = equation.low, equation.high
        number = len(self.equations)
        self.equations.append(equation)
        for rest in self._rest(equation, terms, [name for _, name in facts]):
            terms, low, high = (*terms, (rest, -1.0)), 0.0, 0.0
        self.problem.constraints.append(Constraint(terms, low, high, number))

    def _rest(self, equation: Equation, terms: tuple[tuple[int, float], ...], names: Sequence[str]) -> Iterator[int]:
        """Yield the figure that is left, if it is one that nobody may work out."""
        if equation.left_out:
            for left in left_out_of(self.problem, terms):
                self.rests.of_shares[left] = terms[1][0]
                yield left
        elif equation.rest:
            rest = self.problem.add(0.0, math.inf, whole=all(self.problem.whole[one] for one, _ in terms))
            told = tuple((figure, name, c) for (figure, c), name in zip(equation.terms, names, strict=True))
            self.rests.add(rest, equation, told)
            yield rest

    def _variable(self, figure: Figure, release: str, fact: Fact) -> int:
        key = (figure, release)
        if key not in self.variables:
            survey = self.structure.indicator(figure.indicator).survey
            told = fact.known
            low, high = (fact.low, fact.high) if told else (0.0, math.inf)
            self.variables[key] = self.problem.add(low, high, whole=not survey)
            self.keys[self.variables[key]] = key
        return self.variables[key]

    def _contradicts(self, terms: Iterable[tuple[int, float]], equation: Equation) -> bool:
        """Tell whether the figures don't keep the sum: then it isn't one, and gives nothing away."""
        ends = [sorted((c * self.problem.bounds[one][0], c * self.problem.bounds[one][1])) for one, c in terms]
        low, high = math.fsum(end[0] for end in ends), math.fsum(end[1] for end in ends)
        slack = self.half * len(ends) + _SLACK
        return low > equation.high + slack or high < equation.low - slack

    def ranges(self) -> dict[Key, Range]:
        """Return what can be derived of each hidden figure that stands in an equation."""
        return {self.keys[one]: derived[one] for _, one, derived in self._derived() if one in self.keys}

    def attack(self) -> Attack:
        """Return every leak, in the order of the figures."""
        found: list[Leak] = []
        narrowest, from_documents = math.inf, 0
        for part, one, derived in self._derived():
            leak = self._judge(part, one, derived)
            if leak is None:
                # A hidden share's group may be known from elsewhere; only a small one is a secret.
                if one in self.keys and self.keys[one][0].what == "count":
                    narrowest = min(narrowest, derived[one].width)
            elif leak.from_documents:
                from_documents += 1
            else:
                found.append(leak)
        facts = self.knowledge.facts
        hidden = [one for one in facts if one.what == "count" and self.knowledge.is_hidden(one)]
        ordered = sorted(found, key=lambda leak: (leak.hidden, repr(leak.figure), leak.rest))
        today = sum("" in facts[figure] for figure in hidden)
        return Attack(tuple(ordered), len(hidden), len(self.equations), narrowest, from_documents, today)

    def _derived(self) -> Iterator[tuple[Part, int, dict[int, Range]]]:
        """Yield each target with its part and the ranges of everything wanted in it."""
        for part in parts(self.problem):
            targets = [one for one in part.unknown if self._is_target(one)]
            if targets:
                kept, derived = self._consistent(part, targets)
                for one in targets:
                    yield kept, one, derived

    def _is_target(self, one: int) -> bool:
        if one in self.rests.equations:
            whole = self.rests.equations[one].terms[0][0]
            return whole.what == "count" and self.structure.indicator(whole.indicator).persons
        one = self.rests.of_shares.get(one, one)
        figure, release = self.keys[one]
        return self.knowledge.is_hidden(figure) and not self.knowledge.is_outdated(figure, release)

    def _consistent(self, part: Part, targets: Sequence[int]) -> tuple[Part, dict[int, Range]]:
        """Return the ranges, without the constraints that contradict the others (sums that the figures don't keep)."""
        wanted = dict.fromkeys([*targets, *self._groups(targets)])
        enough = 2 * self.structure.protection.width
        found = ranges(self.problem, part, list(wanted), enough)
        if found is not None:
            return part, found
        kept: list[int] = []
        for number in part.constraints:
            tried = Part(part.unknown, (*kept, number))
            if ranges(self.problem, tried, ()) is not None:
                kept.append(number)
        part = Part(part.unknown, tuple(kept))
        found = ranges(self.problem, part, list(wanted))
        return part, found if found is not None else {one: Range(*self.problem.bounds[one]) for one in wanted}

    def _groups(self, targets: Iterable[int]) -> Iterator[int]:
        for one in targets:
            group = self._group(one)
            if group is not None:
                yield group

    def _group(self, one: int) -> int | None:
        if one in self.rests.equations:
            return self.rests.groups.get(one)
        one = self.rests.of_shares.get(one, one)
        if self.keys[one][0].what != "count":
            return None
        figure, release = self.keys[one]
        group = replace(figure, what="group")
        return self.variables.get((group, release), self.variables.get((group, "")))

    def _judge(self, part: Part, one: int, derived: dict[int, Range]) -> Leak | None:
        promised = self.structure.protection
        found = derived[one]
        if one in self.rests.equations:
            tells = self.rests.tells(one, derived, self.structure)
            return self._leak(part, one, found, promised.width) if tells else None
        half = 2 * self.half if one in self.rests.of_shares else self.half
        low, high = max(0.0, found.low - half), found.high + half
        if one in self.keys and self.keys[one][0].what == "group":
            small = low < promised.smallest and high - low < promised.width - _SLACK and high > 0
            return self._leak(part, one, found, promised.width) if small else None
        group = self._group(one)
        most = derived[group].high + self.half if group is not None and group in derived else math.inf
        needed = min(promised.width, most)
        return self._leak(part, one, found, needed) if high - low < needed - _SLACK else None

    def _leak(self, part: Part, one: int, found: Range, needed: float) -> Leak:
        holds = found.width + 2 * _SLACK
        used = [self.problem.constraints[number] for number in needed_constraints(self.problem, part, one, holds)]
        equation = self.rests.equations.get(one)
        left_of = self.rests.of_shares.get(one, one)
        figure, release = (equation.terms[0][0], "") if equation else self.keys[left_of]
        fact = self._fact(figure, release)[0]
        places = [*fact.hidden, *fact.told]
        others = dict.fromkeys(term for constraint in used for term, _ in constraint.terms if term != one)
        facts = [self._fact(*self.keys[term])[0] for term in others if term in self.keys]
        paths = dict.fromkeys(path for other in facts for path in (other.told or other.hidden)[:1])
        told = [other for other in facts if other.known]
        words = tuple(dict.fromkeys(self.equations[constraint.origin].why for constraint in used))
        return Leak(
            figure,
            found.width,
            needed,
            hidden=places[0] if places else "",
            equations=words or ("tallet eller dets andel står skrevet",),
            paths=tuple(paths) or tuple(fact.told[:1]),
            rest=equation.rest if equation else "dem, andelen lader ude" if left_of != one else "",
            from_documents=bool(told) and all(other.printed for other in told),
        )


def _open(fact: Fact) -> bool:
    return not fact.known or fact.low < fact.high
