"""The parts of a system that share no relation, no unit and no line; each can be decided alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import pairwise

from helpers.disclosure.system import Figure, Key, Relation, System


class _Ties:
    """Names that belong together (union-find)."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def root(self, name: Hashable) -> Hashable:
        above = self._above
        while above.setdefault(name, name) != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    def tie(self, one: Hashable, other: Hashable) -> None:
        self._above[self.root(other)] = self.root(one)


def families(system: System) -> tuple[System, ...]:
    """Return the parts of a system, in the order of their first figures.

    A public figure is a constant, so it ties nothing together; it is given to every part whose sums it stands in.
    """
    ties = _Ties()
    for key, figure in system.figures.items():
        for other in _belongs_to(figure):
            ties.tie(("figure", key), other)
    for relation in system.relations:
        for one, other in _neighbours(system, relation):
            ties.tie(("figure", one), ("figure", other))
    return _apart(system, ties)


def _apart(system: System, ties: _Ties) -> tuple[System, ...]:
    figures: dict[Hashable, dict[Key, Figure]] = {}
    for key, figure in system.figures.items():
        if not figure.public:
            figures.setdefault(ties.root(("figure", key)), {})[key] = figure
    relations: dict[Hashable, list[Relation]] = {root: [] for root in figures}
    for relation in system.relations:
        first = next((key for key, _ in relation.terms if not system.figures[key].public), None)
        if first is not None:
            root = ties.root(("figure", first))
            relations[root].append(relation)
            figures[root] |= {key: system.figures[key] for key, _ in relation.terms}
    return tuple(System(figures[root], tuple(relations[root])) for root in figures)


def _belongs_to(figure: Figure) -> Iterator[Hashable]:
    if not figure.public and not figure.never_shown:
        yield ("unit", figure.unit)
        if figure.line is not None:
            yield ("line", figure.line)


def _neighbours(system: System, relation: Relation) -> Iterator[tuple[Key, Key]]:
    known = [key for key, _ in relation.terms if not system.figures[key].public]
    yield from pairwise(known)
