"""Sums over areas: aggregates and their members, merged and split areas, areas and their named parts.

Of a member without a figure of its own a reader takes what he knows of it: its parts, or an aggregate that it is in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.disclosure.cells import Cell
from helpers.disclosure.sums import Sum, Term, of_both
from helpers.plan.composition import members_at
from helpers.plan.model import Registry, Unit

_Members = tuple[str, ...]


def sums_over_areas(cells: tuple[Cell, ...], table: frozenset[Term], registry: Registry) -> Iterator[Sum]:
    """Yield every sum over areas that a reader can make of these cells.

    Parameters
    ----------
    cells
        What is published or hidden, in the one order.
    table
        Which figures they have.
    registry
        Says which areas are made of which, and which indicators can be summed.
    """
    additive = {found.id for found in registry.indicators if found.additive}
    summed = [cell for cell in cells if cell.indicator in additive]
    yield from _of_aggregates(summed, table, registry)
    yield from _of_parts(cells, table, registry)


def _of_aggregates(cells: list[Cell], table: frozenset[Term], registry: Registry) -> Iterator[Sum]:
    members = {area: (area,) for change in registry.changes for area in (*change.before, *change.after)}
    members |= {area.id: area.members for area in registry.areas if area.members}
    known: dict[tuple[object, ...], tuple[_Members, ...]] = {}
    inside = _Inside(frozenset(cells), registry)
    for cell in cells:
        if cell.area not in members:
            continue
        at = (cell.area, cell.first, cell.last)
        if at not in known:
            known[at] = tuple(_compositions(cell, members[cell.area], registry))
        for those in known[at]:
            parts = tuple(replace(cell, area=member) for member in those)
            yield from of_both(table, cell, parts, "members of an aggregate", may_leave=False)
            if not inside.cells.issuperset(parts):
                within, left = inside.of(cell, those)
                if not set(parts).issuperset(within):
                    yield from of_both(table, cell, within, "what lies inside an aggregate", may_leave=left)


class _Inside:
    """What is known of places that have no figure of their own.

    Parameters
    ----------
    cells
        Those that there are.
    registry
        Its aggregates, the largest first, and the parts of its areas.
    """

    def __init__(self, cells: frozenset[Cell], registry: Registry) -> None:
        self.cells = cells
        large = sorted(registry.areas, key=lambda area: -len(area.members))
        self._members = {area.id: area.members for area in large if area.members}
        self._parts = _parts_of(registry)

    def of(self, whole: Cell, members: Sequence[str]) -> tuple[tuple[Cell, ...], bool]:
        """Return the cells that lie inside some members, none in two of them, and whether they leave anybody out."""
        ahead = list(self._divided(whole, members, frozenset({whole.area})))
        if len(set(ahead)) < len(ahead):
            return (), True
        found: list[str] = []
        for name, those in self._members.items():
            if set(ahead).issuperset(those) and self._has(whole, name):
                found.append(name)
                ahead = [area for area in ahead if area not in those]
        missing = [area for area in ahead if not self._has(whole, area)]
        found += [area for area in ahead if area not in missing]
        found += [part for area in missing for part in self._parts[area] if self._has(whole, part)]
        return tuple(replace(whole, area=area) for area in found), bool(missing)

    def _divided(self, whole: Cell, members: Sequence[str], above: frozenset[str]) -> Iterator[str]:
        """Yield the areas, and of an aggregate that has no figure its members."""
        for area in members:
            if area in self._members and area not in above and not self._has(whole, area):
                yield from self._divided(whole, self._members[area], above | {area})
            else:
                yield area

    def _has(self, whole: Cell, area: str) -> bool:
        return area != whole.area and replace(whole, area=area) in self.cells


def _compositions(cell: Cell, members: _Members, registry: Registry) -> Iterator[_Members]:
    # A merged or split area is the sum of its parts on the other side of the change; a reader can add them up too.
    found: dict[_Members, None] = {members: None}
    if cell.first is not None and cell.last is not None and registry.changes:
        found[members_at(members, cell.first, cell.last, registry.changes)] = None
    yield from (those for those in found if those != (cell.area,))


def _of_parts(cells: tuple[Cell, ...], table: frozenset[Term], registry: Registry) -> Iterator[Sum]:
    additive = {found.id for found in registry.indicators if found.additive}
    persons = {found.id for found in registry.indicators if found.unit is Unit.PERSONS}
    parts = _parts_of(registry)
    for cell in cells:
        named = tuple(replace(cell, area=part) for part in parts.get(cell.area, ()))
        if cell.indicator in additive:
            yield from of_both(table, cell, named, "parts of an area", may_leave=True)
        elif cell.indicator in persons or (cell, "group") in table:
            # What can't be added up over areas may count somebody in two of them; but who is in a part is in the whole.
            for part in named:
                yield from of_both(table, cell, (part,), "one part of an area", may_leave=True)


def _parts_of(registry: Registry) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for area in registry.areas:
        if area.part_of is not None:
            parts[area.part_of].append(area.id)
    return parts
