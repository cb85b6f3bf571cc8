"""Sums that nobody declared: wherever all figures are shown, one is the sum of others.

A reader with a spreadsheet finds that a column is the sum of two others; so does this. A sum counts as found when it
holds wherever all its figures are shown, and so often, with so different numbers, that chance can't be the reason.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from helpers.audit.equations import Equation
from helpers.audit.knowledge import Knowledge
from helpers.audit.statements import Figure

_CERTAIN = 3.0
"""Decimal digits of evidence beyond the number of sums that were tried: chance is right once in a thousand sites."""
_TRIPLES_UP_TO = 16
"""Names of a kind among which sums of three are tried; pairs are always tried."""
_SIBLINGS = 40
"""Most names of a kind beside each other for which pairs are tried."""
_PLACES = 4
"""Places at least where all figures of a sum are shown."""


@dataclass(frozen=True)
class _Kind:
    """One way in which figures stand beside each other: by area, by indicator or by breakdown."""

    name: Callable[[Figure], str]
    place: Callable[[Figure], Hashable]
    why: str


_KINDS = (
    _Kind(
        lambda one: one.breakdown,
        lambda one: (one.area, one.indicator, one.first, one.last, one.what),
        "grupper, der overalt giver det hele",
    ),
    _Kind(
        lambda one: one.area,
        lambda one: (one.indicator, one.first, one.last, one.breakdown, one.what),
        "områder, der overalt giver et andet",
    ),
    _Kind(
        lambda one: f"{one.indicator}/{one.what}",
        lambda one: (one.area, one.first, one.last, one.breakdown),
        "tal, der overalt giver et andet",
    ),
)


def discovered(knowledge: Knowledge) -> Iterator[Equation]:
    """Yield the equations of sums that the figures themselves show, where one of the figures is hidden."""
    for kind in _KINDS:
        places: dict[Hashable, dict[str, Figure]] = defaultdict(dict)
        for figure in knowledge.facts:
            if figure.what != "value":
                places[kind.place(figure)][kind.name(figure)] = figure
        for table in _tables(places, kind):
            yield from _sums(table, kind, knowledge)


def _tables(places: Mapping[Hashable, dict[str, Figure]], kind: _Kind) -> list[list[dict[str, Figure]]]:
    """Return the places in groups that hold the same names, or nearly: the same table at other times and places."""
    by_subject: dict[Hashable, list[dict[str, Figure]]] = defaultdict(list)
    for beside in places.values():
        if len(beside) > 1:
            one = next(iter(beside.values()))
            # Areas add up the same way for every indicator, breakdowns only within theirs, indicators in all areas.
            subject = one.indicator if kind is _KINDS[0] else ""
            by_subject[subject].append(beside)
    return list(by_subject.values())


def _sums(table: Sequence[dict[str, Figure]], kind: _Kind, knowledge: Knowledge) -> Iterator[Equation]:
    hidden = _hidden_names(table, knowledge)
    if not hidden:
        return
    columns = _columns(table, knowledge)
    for whole, parts in _found(columns, hidden):
        for beside in table:
            if whole in beside and all(part in beside for part in parts):
                terms = ((beside[whole], 1.0), *((beside[part], -1.0) for part in parts))
                if any(knowledge.is_hidden(figure) for figure, _ in terms):
                    yield Equation(terms, kind.why)


def _hidden_names(table: Iterable[dict[str, Figure]], knowledge: Knowledge) -> set[str]:
    return {name for beside in table for name, figure in beside.items() if knowledge.is_hidden(figure)}


Column = Mapping[int, float]
"""What is shown of one name, by place."""


def _columns(table: Sequence[dict[str, Figure]], knowledge: Knowledge) -> dict[str, dict[int, float]]:
    columns: dict[str, dict[int, float]] = defaultdict(dict)
    for number, beside in enumerate(table):
        for name, figure in beside.items():
            fact = knowledge.facts[figure].get("")
            if fact is not None and fact.known and fact.low == fact.high:
                columns[name][number] = fact.low
    return {name: column for name, column in columns.items() if len(column) >= _PLACES}


def _found(columns: Mapping[str, Column], hidden: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = sorted(columns)
    sizes = (2, 3) if len(names) <= _TRIPLES_UP_TO else (2,) if len(names) <= _SIBLINGS else ()
    for whole in names:
        others = [name for name in names if name != whole and _beside(columns, whole, name)]
        candidates = [parts for size in sizes for parts in combinations(others, size)]
        if len(others) > (max(sizes) if sizes else 1):
            candidates.append(tuple(others))
        # Two names with the same figures everywhere are one figure told twice.
        candidates += [(name,) for name in others if name > whole]
        tried = math.log10(1 + len(candidates) * len(names))
        for parts in candidates:
            if hidden.isdisjoint((whole, *parts)):
                continue
            if _evidence(columns, whole, parts) >= tried + _CERTAIN:
                yield whole, parts


def _beside(columns: Mapping[str, Column], whole: str, name: str) -> bool:
    """Tell whether a name can be a part: beside the whole often enough, and nowhere larger."""
    shared = columns[whole].keys() & columns[name].keys()
    return len(shared) >= _PLACES and all(columns[name][place] <= columns[whole][place] for place in shared)


def _evidence(columns: Mapping[str, Column], whole: str, parts: tuple[str, ...]) -> float:
    """Return the decimal digits of evidence that the parts make the whole; 0 if they don't somewhere."""
    shared = sorted(set(columns[whole]).intersection(*(columns[part].keys() for part in parts)))
    if len(shared) < _PLACES:
        return 0.0
    seen: set[tuple[float, ...]] = set()
    digits = 0.0
    for place in shared:
        values = tuple(columns[part][place] for part in parts)
        if abs(sum(values) - columns[whole][place]) > 1e-6:
            return 0.0
        # The same numbers again, and parts of nothing, are no evidence.
        if values not in seen and sum(value > 0 for value in values) == len(values):
            digits += math.log10(1 + min(max(values), columns[whole][place]))
        seen.add(values)
    return digits


def unlike(equations: Iterable[Equation], known: Iterable[Equation]) -> Iterator[Equation]:
    """Yield the equations that aren't known already."""
    seen = {frozenset(equation.terms) for equation in known if equation.high == 0.0}
    for equation in equations:
        turned = frozenset((figure, -c) for figure, c in equation.terms)
        if frozenset(equation.terms) not in seen and turned not in seen:
            seen.add(frozenset(equation.terms))
            yield equation
