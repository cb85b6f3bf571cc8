"""What a reader can add up: sums over areas, parts of areas, and years made of shorter periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from helpers.disclosure.cells import Cell, Content
from helpers.plan.composition import members_at
from helpers.plan.model import Registry

_CLOSE = 1e-6
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Equation:
    """`times * whole = sum of parts + rest`; the rest is never shown and is 0 if the parts are all there is."""

    whole: Cell
    parts: tuple[Cell, ...]
    rest: float
    times: float = 1.0
    """How many parts the whole is the mean of; 1 for a sum."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Whole and parts."""
        return (self.whole, *self.parts)

    @property
    def complete(self) -> bool:
        """True if the parts are all there is: an aggregate's members, a year's quarters."""
        return self.rest <= _CLOSE


def equations_of(contents: Mapping[Cell, Content], registry: Registry) -> tuple[Equation, ...]:
    """Return every sum that holds among the cells.

    A sum that the figures do not keep (a printed total beside invented parts) would lead a reader astray, so it
    gives nothing away and is left out.
    """
    found = [*_of_aggregates(contents, registry), *_of_parts(contents, registry), *_of_time(contents, registry)]
    return tuple(equation for equation in found if equation.rest >= -_CLOSE)


def families(equations: Sequence[Equation]) -> tuple[tuple[Equation, ...], ...]:
    """Return the equations in groups that share no cell; each can be worked on alone."""
    groups: list[tuple[set[Cell], list[Equation]]] = []
    for equation in equations:
        cells, members = set(equation.cells), [equation]
        apart: list[tuple[set[Cell], list[Equation]]] = []
        for other_cells, others in groups:
            if cells & other_cells:
                cells |= other_cells
                members = [*others, *members]
            else:
                apart.append((other_cells, others))
        groups = [*apart, (cells, members)]
    return tuple(tuple(members) for _, members in groups)


def _of_aggregates(contents: Mapping[Cell, Content], registry: Registry) -> Iterator[Equation]:
    additive = {found.id for found in registry.indicators if found.additive}
    members = {area: (area,) for change in registry.changes for area in (*change.before, *change.after)}
    members |= {area.id: area.members for area in registry.areas if area.members}
    for cell in contents:
        if cell.area not in members or cell.indicator not in additive:
            continue
        for those in _compositions(cell, members[cell.area], registry):
            parts = [replace(cell, area=member) for member in those]
            known = [part for part in parts if part in contents]
            equation = _equation(contents, cell, known)
            if equation is not None and (equation.complete or len(known) < len(parts)):
                yield equation


def _compositions(cell: Cell, members: tuple[str, ...], registry: Registry) -> Iterator[tuple[str, ...]]:
    # A merged or split area is the sum of its parts on the other side of the change; a reader can add them up too.
    found: dict[tuple[str, ...], None] = {members: None}
    if cell.first is not None and cell.last is not None:
        found[members_at(members, cell.first, cell.last, registry.changes)] = None
    yield from (those for those in found if those != (cell.area,))


def _of_parts(contents: Mapping[Cell, Content], registry: Registry) -> Iterator[Equation]:
    additive = {found.id for found in registry.indicators if found.additive}
    parts: dict[str, list[str]] = defaultdict(list)
    for area in registry.areas:
        if area.part_of is not None:
            parts[area.part_of].append(area.id)
    for cell in contents:
        if cell.indicator in additive and cell.area in parts:
            candidates = [replace(cell, area=part) for part in parts[cell.area]]
            equation = _equation(contents, cell, [part for part in candidates if part in contents])
            if equation is not None:
                yield equation


def _of_time(contents: Mapping[Cell, Content], registry: Registry) -> Iterator[Equation]:
    combined = {found.id: found.yearly for found in registry.indicators if found.yearly != "latest"}
    by_line: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in contents:
        if cell.indicator in combined:
            by_line[replace(cell, first=None, last=None)].append(cell)
    for line in by_line.values():
        for cell in line:
            tiles = _tiles(cell, line)
            yield from _sum_or_mean(contents, cell, tiles, mean=combined[cell.indicator] == "mean")


def _sum_or_mean(
    contents: Mapping[Cell, Content], whole: Cell, tiles: Sequence[Cell], *, mean: bool
) -> Iterator[Equation]:
    # The mean year of a share or rate is made of its added counts, that of a count is the mean of its quarters.
    for times in dict.fromkeys((1, len(tiles)) if mean else (1,)):
        equation = _equation(contents, whole, tiles, times)
        if equation is not None and equation.complete and equation.rest >= -_CLOSE:
            yield equation
            return


def _tiles(whole: Cell, line: Sequence[Cell]) -> list[Cell]:
    # The shortest periods that follow each other through `whole`; longer sums have equations of their own. A total so
    # far may leave out years that nobody delivered: whether the rest is all of it, the counts tell.
    if whole.first is None or whole.last is None:
        return []
    tiles: list[Cell] = []
    start = whole.first
    while start <= whole.last:
        fitting = [(cell.last, cell) for cell in line if cell.first == start and cell.last and cell != whole]
        inside = [(last, cell) for last, cell in fitting if last <= whole.last]
        if not inside:
            later = [
                cell.first
                for cell in line
                if cell.first and cell.last and start < cell.first <= cell.last <= whole.last
            ]
            if not later:
                break
            start = min(later)
            continue
        last, tile = min(inside, key=lambda pair: pair[0])
        tiles.append(tile)
        start = last + _ONE_DAY
    return tiles


def _equation(
    contents: Mapping[Cell, Content], whole: Cell, parts: Sequence[Cell], times: float = 1.0
) -> Equation | None:
    total = contents[whole].count
    counts = [contents[part].count for part in parts]
    if total is None or not parts:
        return None
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return None
    return Equation(whole, tuple(parts), times * total - sum(known), times)
