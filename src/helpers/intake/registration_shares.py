"""How much of each count of events the two persons behind most of it are behind: two numbers, never who they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.intake.registration_meaning import QUARTERS
from helpers.observations.event_keys import ACTIVITY_BITS, PERSON_BITS, QUARTER_BITS, Keys

TwoLargest = tuple[float, float]
"""Events of the person behind most of them, and of the next (0 if there is none)."""


@dataclass(frozen=True)
class Shares:
    """The events of each person in each area, activity and quarter."""

    keys: Keys
    counts: Keys

    @classmethod
    def of(cls, ordered: Keys) -> Shares:
        """Return the shares in the keys of all events, sorted."""
        return cls(*runs(ordered))

    def of_groups(self, *, by_activity: bool, by_year: bool) -> Iterator[TwoLargest]:
        """Yield the two largest of each group: by area, activity if asked, and year or quarter, sorted so."""
        import numpy as np

        area, activity, quarter = parts_of(self.keys >> PERSON_BITS)
        quarter = quarter - quarter % QUARTERS if by_year else quarter
        group = ((area << ACTIVITY_BITS | (activity if by_activity else 0)) << QUARTER_BITS) | quarter
        person = group << PERSON_BITS | self.keys & ((1 << PERSON_BITS) - 1)
        order = np.argsort(person, kind="stable")
        starts = np.flatnonzero(np.diff(person[order], prepend=-1))
        amounts = np.add.reduceat(self.counts[order], starts) if len(starts) else self.counts
        groups = group[order][starts]
        order = np.lexsort((amounts, groups))
        groups, amounts = groups[order], amounts[order]
        last = np.flatnonzero(np.diff(groups, append=-1))
        alone = np.diff(last, prepend=-1) == 1
        second = np.where(alone, 0, amounts[last - 1]) if len(last) else last
        yield from zip(amounts[last].astype(float).tolist(), second.astype(float).tolist(), strict=True)


def runs(ordered: Keys) -> tuple[Keys, Keys]:
    """Return the distinct numbers of a sorted array, and how often each stands there."""
    import numpy as np

    begins = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    return ordered[starts], np.diff(starts, append=len(ordered))


def parts_of(groups: Keys) -> tuple[Keys, Keys, Keys]:
    """Return area, activity and quarter of keys without their person."""
    quarter = groups & ((1 << QUARTER_BITS) - 1)
    activity = (groups >> QUARTER_BITS) & ((1 << ACTIVITY_BITS) - 1)
    return groups >> (QUARTER_BITS + ACTIVITY_BITS), activity, quarter
