"""What merged and split areas were and became: the same homes under other names.

A merged area is the sum of its predecessors before the change, a split one the sum of its successors after it. Of
areas that were both merged and split at once only the total is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from helpers.plan.registered import AreaChange

_ONE_DAY = timedelta(days=1)


def members_at(members: Sequence[str], first: date, last: date, changes: Sequence[AreaChange]) -> tuple[str, ...]:
    """Return the areas that held the homes of `members` from `first` to `last`.

    Members that a change made into others stand as those after it, and as their predecessors before it, if all of
    that side of the change are among them. A change inside the period leaves them as they are: a period that runs
    across it has a figure only if somebody delivered one.
    """
    ordered = sorted(changes, key=lambda change: change.date)
    found = tuple(members)
    for change in ordered:
        if change.date <= first:
            found = _replaced(found, change.before, change.after)
    for change in reversed(ordered):
        if last < change.date:
            found = _replaced(found, change.after, change.before)
    return found


def sources_of(members: Sequence[str], changes: Sequence[AreaChange]) -> tuple[str, ...]:
    """Return all areas that `members` may stand as at any time, themselves first."""
    found = dict.fromkeys(members)
    near = _reached(found, changes)
    if not near:
        return tuple(found)
    dates = sorted({change.date for change in near})
    for day in (dates[0] - _ONE_DAY, *dates):
        found.update(dict.fromkeys(members_at(members, day, day, near)))
    return tuple(found)


def with_sources(areas: Iterable[str], changes: Sequence[AreaChange]) -> tuple[str, ...]:
    """Return the areas, each followed by what it was before or became after a change."""
    return tuple(dict.fromkeys(source for area in areas for source in sources_of((area,), changes)))


def successors(area: str, changes: Sequence[AreaChange]) -> frozenset[str]:
    """Return every area that an area became, directly or through later changes."""
    reached: set[str] = set()
    ahead = {area}
    while ahead:
        following = {after for change in changes if ahead & set(change.before) for after in change.after}
        ahead = following - reached
        reached |= following
    return frozenset(reached)


def _reached(members: Iterable[str], changes: Sequence[AreaChange]) -> list[AreaChange]:
    # In a country of a thousand areas hardly any change concerns a given one.
    places, near = set(members), list[AreaChange]()
    while True:
        more = [change for change in changes if change not in near and places & {*change.before, *change.after}]
        if not more:
            return near
        near += more
        places.update(*((*change.before, *change.after) for change in more))


def _replaced(members: tuple[str, ...], gone: Sequence[str], instead: Sequence[str]) -> tuple[str, ...]:
    if not set(gone) <= set(members):
        return members
    place = min(members.index(area) for area in gone)
    kept = [area for area in members[place:] if area not in gone]
    return tuple(dict.fromkeys((*members[:place], *instead, *kept)))
