"""Sums over time: quarters of a year, years of a total so far, and what two nested periods leave between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from helpers.disclosure.cells import Cell
from helpers.disclosure.sums import WHICH, Sum, Term, terms_of
from helpers.plan.model import Registry

_ONE_DAY = timedelta(days=1)


def sums_over_time(cells: tuple[Cell, ...], table: frozenset[Term], registry: Registry) -> Iterator[Sum]:
    """Yield every sum over periods that a reader can make of these cells.

    What is counted as it stands on a day has none: more and fewer cancel out, and the difference of two days counts
    nobody. Only those who moved and stayed are nested persons (`moving_groups`), and a count that goes on from a fixed
    day (`running_total`) only grows: end less midway are those who came in between.
    """
    combined = {found.id: found.yearly for found in registry.indicators if found.yearly != "latest"}
    running = {found.id for found in registry.indicators if found.running_total}
    lines: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.indicator in combined.keys() | running and cell.first is not None and cell.last is not None:
            lines[replace(cell, first=None, last=None)].append(cell)
    for name, line in lines.items():
        if len(line) < 2:
            continue
        if name.indicator in running:
            yield from _of_running_total(name, line, table)
            continue
        of_line = _Line(line)
        for cell in line:
            if combined[cell.indicator] == "mean":
                yield from _of_mean(cell, of_line.tiles(cell), table)
            else:
                yield from _of_sum(cell, of_line, table)


class _Line:
    """The periods of one figure."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.starting: dict[date, list[Cell]] = defaultdict(list)
        for cell in cells:
            self.starting[_first(cell)].append(cell)
        for those in self.starting.values():
            those.sort(key=_last)

    def tiles(self, whole: Cell) -> tuple[Cell, ...]:
        """Return the shortest periods that follow each other through `whole`; none if they can't fill it."""
        dead: set[date] = set()
        found: list[Cell] = []

        def fill(start: date) -> bool:
            if start > _last(whole):
                return True
            if start in dead:
                return False
            for cell in self.starting.get(start, ()):
                if cell != whole and _last(cell) <= _last(whole):
                    found.append(cell)
                    if fill(_last(cell) + _ONE_DAY):
                        return True
                    found.pop()
            dead.add(start)
            return False

        return tuple(found) if fill(_first(whole)) else ()

    def within(self, whole: Cell) -> tuple[Cell, ...]:
        """Return the shortest periods inside `whole` one after the other, whatever lies between them."""
        found: list[Cell] = []
        start = _first(whole)
        inside = sorted(
            (cell for cell in self.cells if cell != whole and _is_inside(cell, whole)),
            key=lambda cell: (_first(cell), _last(cell)),
        )
        for cell in inside:
            if _first(cell) >= start:
                found.append(cell)
                start = _last(cell) + _ONE_DAY
        return tuple(found)

    def at_an_end(self, whole: Cell) -> Iterator[tuple[Cell, Cell]]:
        """Yield periods that begin or end with `whole`, each with the period that it leaves."""
        for cell in self.cells:
            if cell == whole or not _is_inside(cell, whole):
                continue
            if cell.first == whole.first:
                yield cell, replace(whole, first=_last(cell) + _ONE_DAY)
            elif cell.last == whole.last:
                yield cell, replace(whole, last=_first(cell) - _ONE_DAY)


def _of_mean(whole: Cell, tiles: tuple[Cell, ...], table: frozenset[Term]) -> Iterator[Sum]:
    # The mean year of a share or rate is made of its added counts, that of a count is the mean of its quarters.
    for which in WHICH:
        parts = terms_of(tiles, which)
        if parts and (whole, which) in table and table.issuperset(parts):
            for times in dict.fromkeys((1.0, float(len(tiles)))):
                yield Sum((whole, which), parts, "quarters of a mean year", times)


def _of_sum(whole: Cell, line: _Line, table: frozenset[Term]) -> Iterator[Sum]:
    tiles = line.tiles(whole)
    for which in WHICH:
        if (whole, which) not in table:
            continue
        parts = terms_of(tiles, which)
        if parts and table.issuperset(parts):
            yield Sum((whole, which), parts, "periods of a sum")
        elif which == "count":
            yield from _of_gaps(whole, line, table)


def _of_gaps(whole: Cell, line: _Line, table: frozenset[Term]) -> Iterator[Sum]:
    """Yield what shorter periods leave of a longer one: a count of its own, though no page shows it."""
    term: Term = (whole, "count")
    inside = tuple(part for part in terms_of(line.within(whole), "count") if part in table)
    if len(inside) > 1:
        yield Sum(term, inside, "periods of a sum", left=("between", term, inside))
    for cell, between in line.at_an_end(whole):
        part: Term = (cell, "count")
        if part in table:
            yield Sum(term, (part,), "nested periods", left=("period", between))


def _of_running_total(name: Cell, line: Sequence[Cell], table: frozenset[Term]) -> Iterator[Sum]:
    at_day = {_last(cell): cell for cell in sorted(line, key=lambda cell: cell.order) if (cell, "count") in table}
    for before, after in pairwise(sorted(at_day)):
        term: Term = (at_day[after], "count")
        part: Term = (at_day[before], "count")
        yield Sum(term, (part,), "a count that goes on", left=("between", name, before, after))


def _is_inside(cell: Cell, whole: Cell) -> bool:
    return _first(whole) <= _first(cell) and _last(cell) <= _last(whole)


def _first(cell: Cell) -> date:
    return cell.first or date.min


def _last(cell: Cell) -> date:
    return cell.last or date.max
