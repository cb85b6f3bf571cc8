"""A reader with a calculator: the range that what is shown leaves for each hidden figure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.disclosure.families import families
from helpers.disclosure.linear import Linear, linear
from helpers.disclosure.moves import Part, extremes, parts
from helpers.disclosure.system import Key, System, Unit

if TYPE_CHECKING:
    from helpers.disclosure.linear import Mask


__all__ = ["Range", "families", "range_of", "ranges"]


@dataclass(frozen=True)
class Range:
    """The lowest and highest value that a hidden figure can have, given everything that is shown."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How much is left open."""
        return self.high - self.low


def range_of(system: System, hidden: Collection[Unit], key: Key) -> Range:
    """Return what a reader can work out about one figure; a figure that is shown or public is its value alone."""
    return ranges(system, hidden, (key,))[key]


def ranges(system: System, hidden: Collection[Unit], keys: Collection[Key] | None = None) -> Mapping[Key, Range]:
    """Return what a reader can work out about hidden figures.

    Parameters
    ----------
    system
        All figures and the sums that hold among them.
    hidden
        The units that no page shows.
    keys
        The figures asked about; without it every hidden and every never-shown one.

    Notes
    -----
    Linear programming (HiGHS) over all sums that a figure is tied to through other unknown figures, as the attacker's
    problem of Fischetti & Salazar-González (2001), "Solving the cell suppression problem on tabular data with linear
    constraints", Management Science 47(7):1008-1027. Whole numbers are not used here (see `whole_numbers`).
    """
    whole = linear(system)
    among = frozenset(hidden)
    unknown = whole.unknown(np.array([unit in among for unit in whole.units], dtype=bool))
    asked = [whole.keys[at] for at in np.flatnonzero(unknown)] if keys is None else list(keys)
    found = {key: Range(system.figures[key].value, system.figures[key].value) for key in asked}
    for key, low, high in _moves(whole, unknown, [whole.position[key] for key in asked if key in whole.position]):
        value = system.figures[key].value
        found[key] = Range(value + low, value + high)
    return found


def _moves(whole: Linear, unknown: Mask, asked: list[int]) -> Iterator[tuple[Key, float, float]]:
    targets = np.array([at for at in asked if unknown[at]], dtype=np.intp)
    for part in parts(whole, unknown, targets):
        for at, low, high in zip(part.targets, *_ends(part), strict=True):
            yield whole.keys[int(at)], float(low), float(high)


def _ends(part: Part) -> tuple[list[float], list[float]]:
    lows: list[float] = []
    highs: list[float] = []
    # No sum of these figures reaches so far unless it has no end.
    whole, figures = part.whole, part.figures
    finite = whole.up[figures][np.isfinite(whole.up[figures])]
    endless = 1e3 * (1.0 + float(whole.down[figures].sum() + finite.sum()))
    for found in extremes(part, part.targets, np.full(len(part.targets), endless)):
        lows.append(-np.inf if found.low <= -0.999 * endless else found.low)
        highs.append(np.inf if found.high >= 0.999 * endless else found.high)
    return lows, highs
