"""What is hidden beside the small counts, so that these can't be worked out: as little as possible.

Cell suppression as Fischetti & Salazar-González (2001, Management Science 47) solve it: a programme in whole numbers
proposes the cheapest units to hide, readers' linear programmes find the figures that the proposal leaves too narrow,
each of them gives a cut that every safe choice keeps, and it starts again, until nothing is too narrow. Every hidden
figure is protected, also those that are hidden only for the sake of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from helpers.disclosure.covering import APART, Cover, cover, prices_of
from helpers.disclosure.cutting import Cut, cuts_of_relations
from helpers.disclosure.families import families
from helpers.disclosure.linear import NO_UNIT, Linear, linear
from helpers.disclosure.narrowness import SLACK, Narrow, narrow
from helpers.disclosure.repairing import widened
from helpers.disclosure.system import Choice, Key, System, Unit
from helpers.disclosure.witnesses import Witnesses

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Mask

_ROUNDS, _NODES = 12, 300
"""Proposals, and nodes searched for them, before a safe choice will do that is not the best: counts, and no clock."""
_TRIES = 200
_LARGE = 600
"""In families of more units than that a search stops that doesn't get on, and the last proposal is repaired."""
_GETS_ON, _FEW_NODES, _MANY_NODES, _CUTS = 0.005, 5, 100, 1_500
"""There, a round raises the lower bound by this share at least; nodes of one proposal; cuts it can keep."""
_BANS, _FEW_TRIES, _ENOUGH = 50, 40, 0.05
"""Starts of a repair; units tried to show again, unless the choice costs at most this share more than the least."""


def choose(system: System) -> Choice:
    """Decide which units are hidden so that every hidden figure keeps its width, losing as little as possible.

    Where public figures give a figure away whatever is hidden, it is named in `exposed`, it is still kept as wide as
    can be, and all others are protected.

    Notes
    -----
    Ties are broken by the order of the system's figures, so the same system in the same order gives the same choice.
    `cost` counts the hidden units and, with a tenth of its cheapest unit, each line that is opened for the first time.
    """
    hidden: set[Unit] = set()
    exposed: set[Key] = set()
    cost = least = 0.0
    for family in families(system):
        found = _Search(linear(family)).choice()
        hidden |= found.hidden
        exposed |= found.exposed
        cost += found.cost
        least += found.least
    return Choice(frozenset(hidden), frozenset(exposed), cost, least)


@dataclass
class _Search:
    """The search in one family."""

    whole: Linear
    cuts: dict[tuple[object, ...], Cut] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.prices = prices_of(self.whole)
        self.tried = self.last = self.whole.start
        self.large = len(self.whole.units) > _LARGE
        self.known = Witnesses(self.whole) if self.large else None

    def _narrow(self, hidden: Mask, wanted: Floats) -> Iterator[Narrow]:
        return narrow(self.whole, hidden, wanted, self.known)

    def choice(self) -> Choice:
        whole, needed = self.whole, self.whole.needed
        best, wanted = self._best() if (whole.always & (needed > SLACK)).any() else (Cover(whole.start, 0.0), needed)
        exposed = [] if wanted is needed else [found.figure for found in self._narrow(best.hidden, needed)]
        cost = self.prices.of(best.hidden)
        proved = best.least >= cost * (1 - 2 * APART)
        return Choice(
            frozenset(unit for unit, out in zip(whole.units, best.hidden, strict=True) if out),
            frozenset(whole.keys[at] for at in exposed),
            cost,
            cost if proved else best.least,
        )

    def _best(self) -> tuple[Cover, Floats]:
        """Return the best choice and the widths that it keeps."""
        wanted = self.whole.needed
        for wanted in self._wishes():
            found = self._settled(wanted)
            if found is not None:
                return found, wanted
        # No range can get wider than when everything is hidden.
        return Cover(np.ones(len(self.whole.units), dtype=bool), 0.0), wanted

    def _wishes(self) -> Iterator[Floats]:
        """Yield the widths to reach: all of them; all but what public figures give away; as wide as can be.

        In the second, what can't be protected is not hidden for the sake of others.
        """
        whole = self.whole
        yield whole.needed
        reachable = whole.needed.copy()
        for found in self._narrow(np.ones(len(whole.units), dtype=bool), whole.needed):
            reachable[found.figure] = max(found.width - SLACK, 0.0)
        yield np.where(whole.always, reachable, whole.needed)
        yield reachable

    def _settled(self, wanted: Floats) -> Cover | None:
        """Return the best choice that keeps these widths; None if there is none."""
        whole = self.whole
        self.cuts, self.tried, self.last = {}, whole.start, whole.start
        self._learn_of(np.flatnonzero(whole.always & (wanted > SLACK)).tolist(), wanted)
        best, least = self._proposed(wanted)
        if best is None and least < np.inf:
            best = self._nearly_best(wanted, least)
        return None if best is None else Cover(best, least)

    def _nearly_best(self, wanted: Floats, least: float) -> Mask | None:
        """Return a safe choice where the best doesn't come in time; None if there is none."""
        if self.large:
            safe = self._repaired(wanted)
            if safe is None or self.prices.of(safe) <= least * (1 + _ENOUGH):
                return safe
            return self._shrunk(safe, wanted)
        grown = self._grown(wanted)
        if grown is None:
            return None
        best, _ = self._proposed(wanted, among=grown | self.tried)
        if best is not None:
            return best
        # What was learnt on the way lets it grow from a better start.
        again = self._grown(wanted)
        safe = [self._shrunk(one, wanted) for one in (grown, again) if one is not None]
        return min(safe, key=self.prices.of)

    def _proposed(self, wanted: Floats, among: Mask | None = None) -> tuple[Mask | None, float]:
        """Return the first proposal that is safe, if it comes in time, and what any safe choice costs at least."""
        least, nodes = 0.0, 0
        for _ in range(_ROUNDS):
            proposed = self._cover(among=among)
            if proposed is None:
                return None, np.inf
            before, least, nodes = least, max(least, proposed.least), nodes + proposed.nodes
            if self._accepted(proposed.hidden, wanted):
                return proposed.hidden, least
            if nodes > _NODES or (self.large and not self._gets_on(before, least)):
                break
        return None, least

    def _cover(self, *, kept: Mask | None = None, among: Mask | None = None) -> Cover | None:
        nodes = _FEW_NODES if self.large else _MANY_NODES
        return cover(self.whole, self.prices, list(self.cuts.values()), kept=kept, among=among, nodes=nodes)

    def _gets_on(self, before: float, least: float) -> bool:
        return least > before * (1 + _GETS_ON) and len(self.cuts) <= _CUTS

    def _repaired(self, wanted: Floats) -> Mask | None:
        """Return a safe choice from the last proposal, widened figure by figure; None if there is none.

        A unit whose own figures nothing can widen is not hidden for the sake of others, and it starts again.
        """
        whole = self.whole
        banned = np.zeros(len(whole.units), dtype=bool)
        for _ in range(_BANS):
            hidden, failed = self._widened(self.last & ~banned, banned, wanted)
            if failed is None:
                return hidden
            unit = whole.unit[failed]
            if unit == NO_UNIT or whole.start[unit]:
                break
            banned[unit] = True
        everything = np.ones(len(whole.units), dtype=bool)
        return None if next(self._narrow(everything, wanted), None) else everything

    def _widened(self, hidden: Mask, banned: Mask, wanted: Floats) -> tuple[Mask, int | None]:
        """Return the choice with what makes its figures wide, and the first figure for which there is nothing."""
        while found := list(self._narrow(hidden, wanted)):
            before = hidden
            for one in found:
                more = widened(self.whole, hidden, banned, one.figure, float(wanted[one.figure]))
                if more is None:
                    return hidden, one.figure
                hidden = more
            if (hidden == before).all():
                # Wide enough by fractions but not by whole numbers: one unit beside it more.
                beside = [unit for one in found if one.cut for unit in one.cut.units if not banned[unit]]
                if not beside:
                    return hidden, found[0].figure
                hidden = hidden.copy()
                hidden[min(beside, key=lambda unit: (self.whole.cost[unit], unit))] = True
        return hidden, None

    def _accepted(self, hidden: Mask, wanted: Floats) -> bool:
        """Tell whether a choice keeps the widths; if not, learn from it."""
        self.tried, self.last = self.tried | hidden, hidden
        found = list(self._narrow(hidden, wanted))
        self._learn(one.cut for one in found if one.cut is not None)
        self._learn_of([one.figure for one in found], wanted)
        return not found

    def _grown(self, wanted: Floats) -> Mask | None:
        """Return a choice that is safe, if not the best: what was proposed once stays hidden, until it is enough."""
        whole, kept = self.whole, self.whole.start
        while (proposed := self._cover(kept=kept)) is not None:
            if self._accepted(proposed.hidden, wanted):
                return proposed.hidden
            kept = proposed.hidden
        everything = np.ones(len(whole.units), dtype=bool)
        return None if next(self._narrow(everything, wanted), None) else everything

    def _shrunk(self, hidden: Mask, wanted: Floats) -> Mask:
        """Return the choice without what turned out to be unnecessary, the dearest first."""
        whole = self.whole
        added = np.flatnonzero(hidden & ~whole.start)
        for unit in added[np.argsort(-whole.cost[added], kind="stable")][
            : _FEW_TRIES if self.large else _TRIES
        ].tolist():
            fewer = hidden.copy()
            fewer[unit] = False
            if next(self._narrow(fewer, wanted), None) is None:
                hidden = fewer
        return hidden

    def _learn_of(self, figures: Iterable[int], wanted: Floats) -> None:
        for at in figures:
            self._learn(cuts_of_relations(self.whole, at, float(wanted[at])))

    def _learn(self, cuts: Iterable[Cut]) -> None:
        for cut in cuts:
            self.cuts.setdefault(cut.name, cut)
