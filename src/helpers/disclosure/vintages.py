"""The figures of a project as a reader may lay them side by side: of several evaluations, and of earlier releases.

The same area, indicator and period is one figure wherever its numbers are the same. Other numbers are another vintage
of it. A *layer* is what can be added up: the figures of today, those of one evaluation where it differs, and those of
each earlier release. What an earlier release hid, or didn't have, stands in its layer with today's number: whatever has
been corrected since is taken as known to the reader, who may have made the correction. So an earlier release ties the
hidden figures of today as tightly as it can, and nobody needs to have kept what it hid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from helpers.disclosure.cells import Cell, Content, in_order
from helpers.disclosure.earlier import Earlier, Shown
from helpers.disclosure.policy import Policy
from helpers.disclosure.sums import WHICH, Term, Which
from helpers.disclosure.system import Figure, Key, Relation

Contents = Mapping[Cell, Content]
_Numbers = tuple[float | None, float | None]


@dataclass(frozen=True)
class Standing:
    """One figure in one layer.

    Parameters
    ----------
    key
        Its name in the system.
    value
        The number as it is told; where it is guessed, today's.
    counted
        The number before rounding.
    policy
        The rules for it; None if it counts no persons, or is told no more.
    error
        How far rounding may have moved the number.
    guessed
        The layer's release hid it or didn't have it, so its number then isn't known.
    """

    key: Key
    value: float
    counted: float
    policy: Policy | None = None
    error: float = 0.0
    guessed: bool = False


@dataclass(frozen=True)
class Layer:
    """Figures that can be added up."""

    figures: Mapping[Term, Standing]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Their cells, in the one order."""
        return tuple(in_order({cell for cell, _ in self.figures}))

    @cached_property
    def table(self) -> frozenset[Term]:
        """Which figures there are."""
        return frozenset(self.figures)

    @cached_property
    def values(self) -> dict[Term, float]:
        """Their numbers."""
        return {term: standing.value for term, standing in self.figures.items()}


class Vintages:
    """All figures of a project's evaluations and of what was published before.

    Parameters
    ----------
    evaluations
        What stands in the cells of each evaluation.
    earlier
        Releases, oldest first.
    forced
        Cells that are hidden from the start for another reason than their own number.
    """

    def __init__(
        self, evaluations: Mapping[str, Contents], earlier: Sequence[Earlier], forced: Collection[Cell]
    ) -> None:
        self._earlier = earlier
        self._told = _told(earlier)
        once_hidden = {cell for release in earlier for cell in release.hidden}
        self._today: dict[Cell, list[Content]] = {}
        for contents in evaluations.values():
            for cell, content in contents.items():
                _add(self._today.setdefault(cell, []), content)
        self._forced = {*forced, *once_hidden}
        self.figures: dict[Key, Figure] = {}
        """Every figure by its name, without what it costs to hide it."""
        self.shares: list[Relation] = []
        """A share's group is its count and those who are left out of it, who are a figure of their own."""
        for cell in in_order(self._today):
            for at, content in enumerate(self._today[cell]):
                self.figures.update(self._of_today(cell, at, content))
                self.figures.update(self._left_out(cell, at, content))
        self.layers = tuple(self._layers(evaluations))
        """What can be added up, today's figures first."""

    def hidden_anyway(self) -> Iterator[Cell]:
        """Yield the cells that are hidden whatever sums they stand in: for their own sake, or from the start."""
        for cell, vintages in self._today.items():
            if any(self._hidden_anyway(cell, content) for content in vintages):
                yield cell

    def is_sensitive(self, cell: Cell) -> bool:
        """Tell whether a cell is hidden for its own sake, in any evaluation."""
        return any(content.sensitive and not self._is_public(cell, content) for content in self._today[cell])

    def can_hide(self, cell: Cell, content: Content) -> bool:
        """Tell whether a page may still hide what stands in a cell: nobody has printed or published it."""
        return not self._is_public(cell, content)

    def _is_public(self, cell: Cell, content: Content) -> bool:
        return content.printed or _numbers(content) in self._told.get(cell, {})

    def _hidden_anyway(self, cell: Cell, content: Content) -> bool:
        return (content.sensitive or cell in self._forced) and not self._is_public(cell, content)

    def _of_today(self, cell: Cell, at: int, content: Content) -> Iterator[tuple[Key, Figure]]:
        public = self._is_public(cell, content)
        for which in WHICH:
            value = _number(content, which)
            if value is None:
                continue
            low, high = self._bounds(cell, content, which, value)
            few = content.persons and (which == "count" or 0 < (_before(content, which) or 0) < _smallest(content))
            yield (
                (cell, which, at),
                Figure(
                    unit=(cell, at) if public else cell,
                    value=value,
                    low=low,
                    high=high,
                    public=public,
                    sensitive=content.sensitive and not public,
                    forced=cell in self._forced and not public,
                    width=content.width if few else 0.0,
                    line=(cell.area, cell.indicator, cell.breakdown, which),
                ),
            )

    def _left_out(self, cell: Cell, at: int, content: Content) -> Iterator[tuple[Key, Figure]]:
        """Return those of a hidden share's group who are not counted: to tell them apart is to tell the count."""
        count, group = content.count, content.group
        if count is None or group is None or count > group or not content.persons or self._is_public(cell, content):
            return
        key: Key = (cell, "left out", at)
        self.shares.append(Relation((((cell, "group", at), 1.0), ((cell, "count", at), -1.0), (key, -1.0)), "a share"))
        high = max(group, content.width) if group else 0.0
        yield key, replace(self.figures[cell, "count", at], value=group - count, low=0.0, high=high, line=None)

    def _bounds(self, cell: Cell, content: Content, which: Which, value: float) -> tuple[float, float | None]:
        """Return what everybody knows: at least 0, at most the group, and not far from what was published before."""
        low, high = 0.0, content.group if which == "count" and content.persons else None
        if high is not None and 0 < high < content.width and not self._is_public(cell, content):
            # So small a group is protected itself, so nobody knows that the count isn't larger.
            high = content.width
        for count, group in self._told.get(cell, {}):
            before = count if which == "count" else group
            if before is not None and content.persons:
                low = max(low, min(before - content.width, value))
                above = max(before + content.width, value)
                high = above if high is None else min(high, above)
        return low, high if high is None else max(high, value)

    def _layers(self, evaluations: Mapping[str, Contents]) -> Iterator[Layer]:
        today = self._gone()
        for cell, vintages in self._today.items():
            today.update(_standings(cell, 0, vintages[0]))
        yield Layer(today)
        for contents in evaluations.values():
            others: dict[Term, Standing] = {}
            for cell, content in contents.items():
                at = _place(self._today[cell], content)
                if at:
                    others.update(_standings(cell, at, self._today[cell][at]))
            if others:
                yield Layer({**today, **others})
        guessed = {term: replace(standing, guessed=True) for term, standing in today.items()}
        for release in self._earlier:
            found = self._of_release(release)
            # A release of which nothing was corrected says no more than today's figures.
            if any(term not in today or standing.key != today[term].key for term, standing in found.items()):
                yield Layer({**guessed, **found})

    def _gone(self) -> dict[Term, Standing]:
        """Return what was told of cells that there are none of any more, as it was told last."""
        found: dict[Term, Standing] = {}
        for release in self._earlier:
            for cell in in_order(release.shown.keys() - self._today.keys()):
                found.update(self._shown(cell, release.shown[cell][-1], ()))
        return found

    def _of_release(self, release: Earlier) -> dict[Term, Standing]:
        """Return what one release told; two evaluations that told different numbers have only the last here."""
        found: dict[Term, Standing] = {}
        for cell in in_order(release.shown):
            found.update(self._shown(cell, release.shown[cell][-1], self._today.get(cell, ())))
        return found

    def _shown(self, cell: Cell, shown: Shown, today: Sequence[Content]) -> Iterator[tuple[Term, Standing]]:
        numbers = (_rounded(shown.count), _rounded(shown.group))
        for at, content in enumerate(today):
            if _numbers(content) == numbers:
                yield from _standings(cell, at, content)
                return
        for which, value in zip(WHICH, numbers, strict=True):
            if value is not None:
                key = (cell, which, "told", *numbers)
                self.figures[key] = Figure(unit=key, value=value, public=True)
                yield (cell, which), Standing(key, value, value)


def _told(earlier: Sequence[Earlier]) -> dict[Cell, dict[_Numbers, None]]:
    """Return the numbers of each cell that were told before, oldest first."""
    found: dict[Cell, dict[_Numbers, None]] = {}
    for release in earlier:
        for cell, figures in release.shown.items():
            for shown in figures:
                if shown.count is not None or shown.group is not None:
                    found.setdefault(cell, {})[_rounded(shown.count), _rounded(shown.group)] = None
    return found


def _add(vintages: list[Content], content: Content) -> None:
    """Add what one evaluation has in a cell; the same numbers are one vintage, protected as the stricter of the two."""
    for at, known in enumerate(vintages):
        if _numbers(known) == _numbers(content):
            stricter = max(known, content, key=lambda one: (one.sensitive, one.width, _smallest(one)))
            vintages[at] = replace(
                stricter,
                printed=known.printed or content.printed,
                persons=known.persons or content.persons,
                sensitive=(known.sensitive or content.sensitive) and not (known.printed or content.printed),
            )
            return
    vintages.append(content)


def _place(vintages: Sequence[Content], content: Content) -> int:
    return next(at for at, known in enumerate(vintages) if _numbers(known) == _numbers(content))


def _standings(cell: Cell, at: int, content: Content) -> Iterator[tuple[Term, Standing]]:
    error = _error(content)
    policy = content.policy if content.persons else None
    for which in WHICH:
        value = _number(content, which)
        if value is not None:
            counted = _before(content, which)
            key = (cell, which, at)
            yield (cell, which), Standing(key, value, value if counted is None else counted, policy, error)


def _error(content: Content) -> float:
    base = content.policy.rounding
    return 0.0 if base is None or content.printed or not content.persons else base / 2


def _smallest(content: Content) -> float:
    return float(content.policy.smallest_shown)


def _number(content: Content, which: Which) -> float | None:
    return content.count if which == "count" else content.group


def _before(content: Content, which: Which) -> float | None:
    before = content.counted if which == "count" else content.counted_group
    return _number(content, which) if before is None else before


def _numbers(content: Content) -> _Numbers:
    return _rounded(content.count), _rounded(content.group)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
