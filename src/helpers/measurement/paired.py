"""How much a share changed among persons who were seen twice: before and after belong to the same person."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from helpers.measurement.intervals import LEVEL, proportion
from helpers.measurement.results import Interval

_WHOLE = 100.0


@dataclass(frozen=True)
class Pairs:
    """Persons who were seen twice, counted by what held for them before and after."""

    both: float
    """It held before and after."""
    lost: float
    """It held before only."""
    gained: float
    """It holds after only."""
    neither: float

    def __post_init__(self) -> None:
        """Refuse counts that are none."""
        if min(self.both, self.lost, self.gained, self.neither) < 0 or self.persons <= 0:
            raise ValueError("pairs need counts of at least 0, and one person")

    @property
    def persons(self) -> float:
        """How many were seen twice."""
        return self.both + self.lost + self.gained + self.neither

    @property
    def change(self) -> float:
        """Share after minus share before, in percentage points; exactly 0 if as many gained as lost."""
        return _WHOLE * (self.gained - self.lost) / self.persons


def paired_change(pairs: Pairs, level: float = LEVEL) -> Interval:
    """Return the interval of the share after minus the share before, in percentage points.

    Notes
    -----
    Method 10 of Newcombe RG (1998), Statistics in Medicine 17:2635-2650: Wilson's limits of the two shares, put
    together with the correlation between before and after (with his continuity correction where it is positive).
    Persons are taken as independent of each other, and as a small part of all who might have been seen.
    """
    persons = pairs.persons
    before, after = pairs.both + pairs.lost, pairs.both + pairs.gained
    first, second = proportion(after, persons, level), proportion(before, persons, level)
    phi = _correlation(pairs)
    one, two, point = _WHOLE * after / persons, _WHOLE * before / persons, pairs.change
    down = _together(one - first.low, second.high - two, phi)
    up = _together(first.high - one, two - second.low, phi)
    return Interval(point - down, point + up, level, "Newcombe 1998 (paired)")


def unpaired_change(before: tuple[float, float], after: tuple[float, float], level: float = LEVEL) -> Interval:
    """Return the same interval where the source says how many before and after, not who: as if phi were nought.

    It is too wide if what held for a person before tends to hold after (which is usual), and too narrow if it tends
    not to.

    Parameters
    ----------
    before, after
        (numerator, denominator) of the same persons.

    Notes
    -----
    Newcombe RG (1998), Statistics in Medicine 17:2635-2650, method 8: the two shares as independent.
    """
    first, second = proportion(*after, level=level), proportion(*before, level=level)
    one, two = _WHOLE * after[0] / after[1], _WHOLE * before[0] / before[1]
    point = one - two
    down = _together(one - first.low, second.high - two, 0.0)
    up = _together(first.high - one, two - second.low, 0.0)
    return Interval(point - down, point + up, level, "Newcombe 1998 (pairs unknown)")


def _correlation(pairs: Pairs) -> float:
    before, after = pairs.both + pairs.lost, pairs.both + pairs.gained
    product = before * (pairs.persons - before) * after * (pairs.persons - after)
    if product == 0:
        return 0.0
    apart = pairs.both * pairs.neither - pairs.lost * pairs.gained
    if apart > 0:
        apart = max(0.0, apart - pairs.persons / 2)
    return apart / sqrt(product)


def _together(one: float, other: float, phi: float) -> float:
    return sqrt(max(0.0, one * one - 2 * phi * one * other + other * other))
