"""What is hidden beside the small counts, so that these can't be worked out: as little as possible.

Cell suppression as Fischetti & Salazar-González (2001, Management Science 47) solve it: a programme in whole numbers
proposes the cheapest units to hide, readers' linear programmes find the figures that the proposal leaves too narrow,
each of them gives a cut that every safe choice keeps, and it starts again, until nothing is too narrow. Every hidden
figure is protected, also those that are hidden only for the sake of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from helpers.disclosure.covering import APART, Cover, cover, prices_of
from helpers.disclosure.cutting import Cut, cut_of, cuts_of_relations
from helpers.disclosure.families import families
from helpers.disclosure.linear import NO_UNIT, Linear, linear
from helpers.disclosure.moves import extremes, parts
from helpers.disclosure.system import Choice, Key, System, Unit

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Mask

SLACK = 1e-6
"""Widths that fall short by less than this are wide enough: HiGHS computes to 1e-7."""


def choose(system: System) -> Choice:
    """Decide which units are hidden so that every hidden figure keeps its width, losing as little as possible.

    Notes
    -----
    Ties are broken by the order of the system's figures, so the same system in the same order gives the same choice.
    `cost` counts the hidden units and, with a tenth of the cheapest unit, each line that is opened for the first time.
    """
    hidden: set[Unit] = set()
    exposed: set[Key] = set()
    cost = least = 0.0
    for family in families(system):
        found = _Family(linear(family)).choice()
        hidden |= found.hidden
        exposed |= found.exposed
        cost += found.cost
        least += found.least
    return Choice(frozenset(hidden), frozenset(exposed), cost, least)


@dataclass
class _Family:
    """The search in one family."""

    whole: Linear
    cuts: dict[tuple[object, ...], Cut] = field(default_factory=dict)

    def choice(self) -> Choice:
        whole = self.whole
        wanted = whole.needed
        settled: Cover | None = None
        if (whole.always & (wanted > SLACK)).any():
            for wanted in self._wishes():
                self.cuts = {}
                settled = self._settled(wanted)
                if settled is not None:
                    break
        if settled is None:
            settled = Cover(whole.start, 0.0)
        exposed = self._narrow(settled.hidden, whole.needed)
        cost = prices_of(whole).of(settled.hidden)
        proved = settled.least >= cost * (1 - 2 * APART)
        return Choice(
            frozenset(unit for unit, out in zip(whole.units, settled.hidden, strict=True) if out),
            frozenset(whole.keys[at] for at in exposed),
            cost,
            cost if proved else settled.least,
        )

    def _wishes(self) -> Iterator[Floats]:
        """Yield the widths to reach: all of them; all but what public figures give away; as wide as can be."""
        whole = self.whole
        yield whole.needed
        reachable = self._reachable(np.ones(len(whole.units), dtype=bool))
        yield np.where(whole.always, reachable, whole.needed)
        yield reachable

    def _reachable(self, hidden: Mask) -> Floats:
        found = self.whole.needed.copy()
        for at, width in self._narrow(hidden, self.whole.needed).items():
            found[at] = max(width - SLACK, 0.0)
        return found

    def _narrow(self, hidden: Mask, wanted: Floats) -> dict[int, float]:
        return {at: width for at, width, _ in self._looked_at(hidden, wanted)}

    def _looked_at(self, hidden: Mask, wanted: Floats) -> Iterator[tuple[int, float, Cut | None]]:
        """Yield what is too narrow, how wide it is, and what must be hidden for it."""
        whole = self.whole
        unknown = whole.unknown(hidden)
        asked = np.flatnonzero(unknown & (wanted > SLACK))
        for part in parts(whole, unknown, asked):
            for found in extremes(whole, part, part.targets, wanted[part.targets]):
                needed = float(wanted[found.target])
                if found.high - found.low < needed - SLACK:
                    yield found.target, found.high - found.low, cut_of(whole, part, found, needed)

    def _settled(self, wanted: Floats) -> Cover | None:
        """Return the best choice that keeps these widths; None if there is none."""
        whole = self.whole
        prices = prices_of(whole)
        for at in np.flatnonzero(whole.always & (wanted > SLACK)):
            self._learn(cuts_of_relations(whole, int(at), wanted))
        while True:
            proposed = cover(whole, prices, list(self.cuts.values()), nodes=2_000, gap=0.0)
            if proposed is None:
                return None
            narrow = list(self._looked_at(proposed.hidden, wanted))
            if not narrow:
                return proposed
            before = len(self.cuts)
            self._learn(cut for _, _, cut in narrow if cut is not None)
            for at, _, _ in narrow:
                if whole.unit[at] != NO_UNIT:
                    self._learn(cuts_of_relations(whole, at, wanted))
            if len(self.cuts) == before:
                raise ArithmeticError("the same choice was proposed twice")

    def _learn(self, cuts: Iterator[Cut]) -> None:
        for cut in cuts:
            self.cuts.setdefault(cut.name, cut)
