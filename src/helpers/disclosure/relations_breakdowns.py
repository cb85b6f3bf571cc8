"""Sums over breakdowns: women and men, age groups, countries of origin, and the total that they add up to.

A file names its groups and not what they divide by, so whether some groups are all there is, the counts tell: groups
that add up to their total wherever all of them are known are taken as all of it. Two such divisions of one total are
linked by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from helpers.disclosure.cells import Cell
from helpers.disclosure.sums import WHICH, Sum, Term, Which, cells_of
from helpers.measurement.moving import group_of

_CLOSE = 1e-6
_MOST_GROUPS = 12
"""Of more groups than these only all together are tried: there are 4,096 ways to choose among twelve."""
_SURE = 2
"""Some of the groups are all of it if they add up in at least so many places; a single time may be chance."""

_Groups = tuple[str, ...]
_Place = Mapping[str, float]
"""What one area and period has: counts by group."""


def sums_over_breakdowns(
    cells: tuple[Cell, ...], values: Mapping[Term, float], goals: Collection[str]
) -> Iterator[Sum]:
    """Yield every sum of groups to a total that a reader can make of these cells.

    Parameters
    ----------
    cells
        What is published or hidden, in the one order.
    values
        The true figures.
    goals
        Ids of goals: what is counted for one goal stands with its id as a group, and is no part of a total.
    """
    by_total: dict[Cell, list[str]] = defaultdict(list)
    for cell in cells:
        if cell.breakdown is not None and cell.breakdown not in goals and group_of(cell.breakdown) is None:
            by_total[replace(cell, breakdown=None)].append(cell.breakdown)
    by_indicator: dict[str, list[Cell]] = defaultdict(list)
    for total in by_total:
        by_indicator[total.indicator].append(total)
    for totals in by_indicator.values():
        places = {which: _places(totals, by_total, values, which) for which in WHICH}
        divisions = {which: tuple(_divisions(places[which], values, which)) for which in WHICH}
        # Counts that add up are not all there is where their groups leave somebody: 0 of these.
        unlike = {names for names in divisions["count"] if _leaves(names, places["group"], values)}
        yield from _of_places(places["count"], [one for one in divisions["count"] if one not in unlike], "count")
        yield from _of_places(places["group"], divisions["group"], "group")


def _places(
    totals: Sequence[Cell], by_total: Mapping[Cell, Sequence[str]], values: Mapping[Term, float], which: Which
) -> dict[Cell, _Place]:
    return {
        total: {
            name: values[replace(total, breakdown=name), which]
            for name in by_total[total]
            if (replace(total, breakdown=name), which) in values
        }
        for total in totals
        if (total, which) in values
    }


def _leaves(names: _Groups, places: Mapping[Cell, _Place], values: Mapping[Term, float]) -> bool:
    """Tell whether some group of persons is larger somewhere than these parts of it."""
    return any(
        values[total, "group"] - sum(groups[name] for name in names) > _CLOSE
        for total, groups in places.items()
        if groups.keys() >= set(names)
    )


def _of_places(places: Mapping[Cell, _Place], divisions: Sequence[_Groups], which: Which) -> Iterator[Sum]:
    for total, groups in places.items():
        found = [names for names in divisions if groups.keys() >= set(names)]
        for names in found:
            yield Sum((total, which), _terms(total, names, which), "groups of a total")
        if not found and groups:
            # Those of whom nobody knows the group are what is left; groups that overlap are more than their total.
            parts = _terms(total, tuple(groups), which)
            yield Sum((total, which), parts, "groups of a total", left=("no group", total, cells_of(parts)))


def _divisions(places: Mapping[Cell, _Place], values: Mapping[Term, float], which: Which) -> Iterator[_Groups]:
    whole = {total: values[total, which] for total in places}
    names = tuple(sorted({name for groups in places.values() for name in groups}))
    everything = [total for total, groups in places.items() if len(groups) > 1]
    together = {tuple(sorted(places[total])) for total in everything if _adds_up(places[total], whole[total])}
    found = list(together)
    if len(names) <= _MOST_GROUPS:
        for size in range(2, len(names)):
            for some in combinations(names, size):
                if any(set(one) <= set(some) for one in found if one not in together):
                    continue
                if some not in together and _always(some, places, whole):
                    found.append(some)
    yield from sorted(found)


def _always(names: _Groups, places: Mapping[Cell, _Place], whole: Mapping[Cell, float]) -> bool:
    known = 0
    for total, groups in places.items():
        if all(name in groups for name in names):
            # Most choices fail at the first place.
            if abs(whole[total] - sum(groups[name] for name in names)) > _CLOSE:
                return False
            known += 1
    return known >= _SURE


def _adds_up(groups: _Place, whole: float) -> bool:
    return abs(whole - sum(groups.values())) <= _CLOSE


def _terms(total: Cell, names: _Groups, which: Which) -> tuple[Term, ...]:
    return tuple((replace(total, breakdown=name), which) for name in names)
