"""The linear system of a project: every sum that a reader can make of what is published, now or before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log1p

from helpers.disclosure.cells import Cell
from helpers.disclosure.relations_areas import sums_over_areas
from helpers.disclosure.relations_breakdowns import sums_over_breakdowns
from helpers.disclosure.relations_links import sums_over_links
from helpers.disclosure.relations_time import sums_over_time
from helpers.disclosure.rests import as_cells, parted_rests, rest_of
from helpers.disclosure.sums import Sum, Term
from helpers.disclosure.system import Figure, Key, Relation, System
from helpers.disclosure.vintages import Layer, Standing, Vintages
from helpers.plan.model import Registry

_CLOSE = 1e-6
_OF_SIZE = 20.0
"""What a figure costs beside 1: the logarithm of its size by this. Fewer cells come before smaller ones."""
_OF_PARTS = 0.5
"""What a whole costs more for each of its parts: a total is worth more to readers than one of them."""
_OF_GOALS = 2.0
"""What a figure costs more that decides whether a goal is met."""


def system_of(
    vintages: Vintages, registry: Registry, goals: Collection[str] = (), deciding: Collection[Cell] = ()
) -> System:
    """Return the figures and sums that one decision is about.

    A sum that the figures do not keep (a printed total beside invented parts) would lead a reader astray, so it gives
    nothing away and is left out. So is every sum in which nothing can have to be hidden.

    Parameters
    ----------
    vintages
        All figures.
    registry
        Which areas are made of which, which indicators are linked.
    goals
        Ids of the plans' goals (`sums_over_breakdowns`).
    deciding
        Cells that decide whether a goal is met: hiding them costs more.
    """
    figures = dict(vintages.figures)
    relations = {frozenset(relation.terms): relation for relation in vintages.shares}
    parts: dict[Hashable, int] = defaultdict(int)
    goals, deciding = frozenset(goals), frozenset(deciding)
    for layer in vintages.layers:
        for one, relation, left in _relations(layer, registry, goals):
            relations.setdefault(frozenset(relation.terms), relation)
            figures.update(left)
            unit = figures[relation.terms[0][0]].unit
            parts[unit] = max(parts[unit], len(one.parts))
    for relation, left_out in parted_rests(figures):
        relations.setdefault(frozenset(relation.terms), relation)
        figures.update(left_out)
    worth = {unit: _OF_PARTS * count for unit, count in parts.items()}
    worth |= {cell: worth.get(cell, 0.0) + _OF_GOALS for cell in deciding}
    return _with_costs(_needed(figures, tuple(relations.values())), worth)


def _relations(
    layer: Layer, registry: Registry, goals: Collection[str]
) -> Iterator[tuple[Sum, Relation, dict[Key, Figure]]]:
    """Yield the sums of a layer; what groups leave is added up over areas too, and what either leaves over time."""
    ways: tuple[Callable[[Layer], Iterator[Sum]], ...] = (
        lambda known: sums_over_breakdowns(known.cells, known.values, goals),
        lambda known: sums_over_links(known.cells, known.table, registry),
        lambda known: sums_over_areas(known.cells, known.table, registry),
        lambda known: sums_over_time(known.cells, known.table, registry),
    )
    known = layer
    for sums in ways:
        rests: dict[Term, Standing] = {}
        for one in sums(known):
            # Rests that add up say no more than the figures that leave them.
            found = _relation(one, known, registry) if one.left is not None or one.whole in layer.figures else None
            if found is not None:
                yield one, *found
                rests |= as_cells(one, found[1].values(), known)
        known = Layer({**known.figures, **rests})


def _relation(one: Sum, layer: Layer, registry: Registry) -> tuple[Relation, dict[Key, Figure]] | None:
    whole, parts = layer.figures[one.whole], [layer.figures[part] for part in one.parts]
    terms = ((whole.key, one.times), *((part.key, -1.0) for part in parts))
    rest = one.times * whole.value - sum(part.value for part in parts)
    error = one.times * whole.error + sum(part.error for part in parts)
    guessed = any(standing.guessed for standing in (whole, *parts))
    left = rest_of(one, layer, registry, error) if one.left is not None and rest >= -error else None
    if left is not None and (abs(rest) > _CLOSE or left.width):
        return Relation((*terms, (left.unit, -1.0)), one.why, (1 + (abs(rest) > _CLOSE)) * guessed), {left.unit: left}
    if abs(rest) <= _CLOSE:
        return Relation(terms, one.why, int(guessed)), {}
    if guessed:
        key: Key = ("corrected", terms)
        left = Figure(key, rest, public=True)
    elif abs(rest) <= error:
        key = ("rounded", terms)
        left = Figure(key, rest, low=-error, high=error, never_shown=True, width=0.0)
    else:
        return None
    return Relation((*terms, (key, -1.0)), one.why, 2 * guessed), {key: left}


def _needed(figures: Mapping[Key, Figure], relations: Sequence[Relation]) -> System:
    """Return the part of a system in which something may have to be hidden, in the same order."""
    worth = [relation for relation in relations if _is_open(relation, figures)]
    worth = _reached(figures, worth, units=False, start=[key for key, one in figures.items() if one.needed > _CLOSE])
    hidden = [
        key
        for key, one in figures.items()
        if one.needed > _CLOSE and (one.sensitive or one.forced or one.never_shown) and not one.public
    ]
    worth = _reached(figures, worth, units=True, start=hidden)
    names = {key for relation in worth for key, _ in relation.terms}
    return System({key: one for key, one in figures.items() if key in names}, tuple(worth))


def _is_open(relation: Relation, figures: Mapping[Key, Figure]) -> bool:
    return any(not figures[key].public for key, _ in relation.terms)


def _reached(
    figures: Mapping[Key, Figure], relations: Sequence[Relation], *, units: bool, start: Sequence[Key]
) -> list[Relation]:
    """Return the relations that are tied to some figures through others, and through what is hidden together."""
    by_figure: dict[Key, list[int]] = defaultdict(list)
    by_unit: dict[Hashable, list[Key]] = defaultdict(list)
    for at, relation in enumerate(relations):
        for key, _ in relation.terms:
            if not figures[key].public:
                by_figure[key].append(at)
    if units:
        for key in by_figure:
            by_unit[figures[key].unit].append(key)
    seen: set[Key] = {key for key in start if key in by_figure}
    found: set[int] = set()
    # A hidden figure in no sum hides its unit's other figures too.
    ahead = [*seen, *(other for key in start for other in by_unit.get(figures[key].unit, ()))]
    while ahead:
        key = ahead.pop()
        seen.add(key)
        near = {other for at in by_figure[key] if at not in found for other, _ in relations[at].terms}
        found.update(by_figure[key])
        near.update(by_unit.get(figures[key].unit, ()))
        ahead += [other for other in near if other not in seen and other in by_figure]
        seen |= near
    return [relation for at, relation in enumerate(relations) if at in found]


def _with_costs(system: System, worth: Mapping[Hashable, float]) -> System:
    """Return the system with what it costs to hide each unit: 1, for its size, and what more it is worth."""
    priced: set[Hashable] = set()
    figures: dict[Key, Figure] = {}
    for key, figure in system.figures.items():
        free = figure.public or figure.never_shown or figure.unit in priced
        priced.add(figure.unit)
        cost = 0.0 if free else 1.0 + worth.get(figure.unit, 0.0) + log1p(max(figure.value, 0.0)) / _OF_SIZE
        figures[key] = replace(figure, cost=cost)
    return System(figures, system.relations)
