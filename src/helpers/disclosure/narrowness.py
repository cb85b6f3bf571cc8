"""Which hidden figures a reader can narrow down too far, and what must be hidden for it.

One reader's question has an answer that holds for many figures: if one table that a reader must think possible has a
figure 3 higher and another has it 2 lower, its range is at least 5 wide, whatever was asked. So a few questions that
pull at all figures at once come first, and only those that stay narrow are asked about alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from helpers.disclosure.cutting import Cut, cut_of, cut_of_neighbours
from helpers.disclosure.linear import Linear
from helpers.disclosure.moves import TOGETHER, Part, extremes, farthest_whole, parts, pulled
from helpers.disclosure.witnesses import Witnesses

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Ints, Mask

SLACK = 1e-6
"""Widths that fall short by less than this are wide enough: HiGHS computes to 1e-7."""
_WHOLE_NUMBERS = 150
"""Figures of a part in which whole numbers are tried; the corners of larger ones are left to linear programming."""
_PULLS = 4
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, eq=False)
class Narrow:
    """A figure whose range is too narrow, and what every safe choice hides that hides it."""

    figure: int
    width: float
    cut: Cut | None


def narrow(whole: Linear, hidden: Mask, wanted: Floats, known: Witnesses | None = None) -> Iterator[Narrow]:
    """Yield the figures whose ranges are narrower than wanted when these units are hidden.

    Parameters
    ----------
    whole
        The family.
    hidden
        The units that are hidden.
    wanted
        By figure, how wide its range must be.
    known
        Moves that were found before: what they tell is not asked again, and what is found is kept there.

    Notes
    -----
    Linear programming gives the range over all tables, also of fractions. A reader knows that counts are whole, which
    narrows a range only where a corner of the linear programme is fractional; in tables of two dimensions, and
    whatever else has a totally unimodular matrix, none is (Hoffman & Kruskal 1956, in Linear Inequalities and Related
    Systems). So the corners that were found are looked at, and where they are fractional the whole-numbered question
    is asked.
    """
    unknown = whole.unknown(hidden)
    targets = np.flatnonzero(unknown & (wanted > SLACK))
    for part in parts(whole, unknown, targets):
        look = _Look(part, wanted, known)
        if known is not None:
            look.remember(known, unknown)
        yield from look.by_fractions()
        yield from look.by_whole_numbers(hidden)


class _Look:
    """What has been seen of the ranges in one part."""

    def __init__(self, part: Part, wanted: Floats, known: Witnesses | None) -> None:
        self.part, self.known = part, known
        self.wanted = wanted[part.figures]
        self.far = np.ceil(self.wanted - SLACK)
        self.whole = part.whole.whole[part.figures]
        self.low, self.high = np.zeros(len(self.far)), np.zeros(len(self.far))
        self.whole_low, self.whole_high = np.zeros(len(self.far)), np.zeros(len(self.far))
        self.found: set[int] = set()

    def remember(self, known: Witnesses, unknown: Mask) -> None:
        figures = self.part.figures
        self.low, self.high = (side[figures] for side in known.reach(unknown, whole=False))
        self.whole_low, self.whole_high = (side[figures] for side in known.reach(unknown, whole=True))

    def by_fractions(self) -> Iterator[Narrow]:
        part = self.part
        together = max(1, TOGETHER // (2 * len(part.figures)))
        if len(self._left(self.low, self.high)) > 2 * together:
            self._pull()
        while len(left := self._left(self.low, self.high)):
            asked = left[:together]
            for found in extremes(part, part.figures[asked], self.far[asked]):
                place = int(np.searchsorted(part.figures, found.target))
                for moves in found.moves:
                    self._see(moves)
                width = found.high - found.low
                if width < self.wanted[place] - SLACK:
                    self.found.add(place)
                    yield Narrow(found.target, width, cut_of(part, found, float(self.wanted[place])))

    def by_whole_numbers(self, hidden: Mask) -> Iterator[Narrow]:
        part = self.part
        if len(part.figures) > _WHOLE_NUMBERS:
            return
        for place in self._left(self.whole_low, self.whole_high):
            if place in self.found:
                continue
            for sign in (-1.0, 1.0):
                self._see(farthest_whole(part, int(place), sign, float(self.far[place]), self.whole))
            width = float(self.whole_high[place] - self.whole_low[place])
            if width < self.wanted[place] - SLACK:
                target = int(part.figures[place])
                yield Narrow(target, width, cut_of_neighbours(part, target, hidden))

    def _left(self, low: Floats, high: Floats) -> Ints:
        places = np.searchsorted(self.part.figures, self.part.targets)
        enough = high[places] - low[places] >= self.wanted[places] - SLACK
        open_ = places[~enough]
        return open_[[place not in self.found for place in open_.tolist()]] if self.found else open_

    def _see(self, moves: Floats) -> None:
        if self.known is not None:
            better = (moves < self.low - SLACK) | (moves > self.high + SLACK)
            self.known.keep(self.part.figures, moves, better)
        self.low, self.high = np.minimum(self.low, moves), np.maximum(self.high, moves)
        rounded = np.where(self.whole, np.round(moves), moves)
        if np.abs(rounded - moves).max(initial=0.0) < SLACK:
            self.whole_low = np.minimum(self.whole_low, rounded)
            self.whole_high = np.maximum(self.whole_high, rounded)

    def _pull(self) -> None:
        size = len(self.far)
        for turn in range(_PULLS):
            left = self._left(self.low, self.high)
            if not len(left):
                return
            pattern = (np.arange(1, size + 1) * _GOLDEN * (turn + 1)) % 1.0 - 0.5
            pulls = np.zeros((1, size))
            pulls[0, left] = pattern[left]
            for sign in (1.0, -1.0):
                self._see(pulled(self.part, sign * pulls, self.far)[0])
