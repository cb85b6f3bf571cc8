"""Those who moved and those who stayed: four groups that are shown together or not at all.

An area's own total, here or elsewhere, is those who stayed and those who moved in: with three groups shown, the total
would give the fourth away, whichever indicator or register it is read from. With all four hidden, a known total is the
sum of two unknown groups.

Periods count from the same start, so their groups are nested: who has stayed until the end had stayed until midway, and
the one less the other are those who moved out in between. They are protected as if they were printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from helpers.disclosure.cells import Cell, Content, in_order, small_ratio
from helpers.measurement.moving import MOVED_OUT, STAYED_BEFORE, group_of
from helpers.plan.model import Indicator, Registry

_NESTED = (STAYED_BEFORE, MOVED_OUT)
"""Groups whose persons at one time are among those at another, as they were at the start both times."""

_Groups = Mapping[str, Cell]
"""The four groups of one area, indicator and period."""


def cells_of_flows(contents: Mapping[Cell, Content], registry: Registry) -> frozenset[Cell]:
    """Return the groups that are hidden because one of the same four is small, or one less that of another period.

    Of two periods the earlier is shown: it was known before there was a later one. What a document prints is never
    hidden.
    """
    hidden: set[Cell] = set()
    for line in _lines(contents):
        indicator = registry.indicator(next(iter(line[0].values())).indicator)
        shown: list[_Groups] = []
        for groups in line:
            small = any(contents[cell].sensitive for cell in groups.values())
            if small or any(_few_between(before, groups, contents, indicator) for before in shown):
                hidden |= {cell for cell in groups.values() if not contents[cell].printed}
            else:
                shown.append(groups)
    return frozenset(hidden)


def _lines(contents: Mapping[Cell, Content]) -> Iterator[list[_Groups]]:
    """Yield, for each area and indicator with movers, the groups of its periods, those that end first before others."""
    lines: dict[tuple[str, str], dict[tuple[str, str], dict[str, Cell]]] = defaultdict(lambda: defaultdict(dict))
    for cell in in_order(contents):
        group = group_of(cell.breakdown)
        if group is not None:
            lines[cell.area, cell.indicator][str(cell.last or ""), str(cell.first or "")][group] = cell
    for periods in lines.values():
        yield [periods[period] for period in sorted(periods)]


def _few_between(before: _Groups, after: _Groups, contents: Mapping[Cell, Content], indicator: Indicator) -> bool:
    """Tell whether those who moved out between two periods are too few to show, read from either of the groups."""
    for name in _NESTED:
        if name in before and name in after:
            one, other = contents[before[name]], contents[after[name]]
            if one.persons and _too_few(one, other, indicator):
                return True
    return False


def _too_few(one: Content, other: Content, indicator: Indicator) -> bool:
    # Somebody may have moved back, so either can be the larger; that nobody moved tells of no one.
    count = _apart(_first_known(one.counted, one.count), _first_known(other.counted, other.count))
    group = _apart(_first_known(one.counted_group, one.group), _first_known(other.counted_group, other.group))
    stricter = max(one.policy, other.policy, key=lambda policy: policy.smallest_shown)
    return (count, group) != (0, 0) and small_ratio(count, group, indicator, stricter)


def _apart(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else abs(one - other)


def _first_known(before_rounding: float | None, told: float | None) -> float | None:
    return told if before_rounding is None else before_rounding
