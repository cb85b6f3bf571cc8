"""Numbers that stand near a hidden figure's names and are another figure's, which is shown; or a target."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from helpers.audit.numbers_in_words import Number, numbers
from helpers.audit.statements import Figure, Row, What
from helpers.audit.structure import Structure
from helpers.audit.vocabulary import Vocabulary

_SLACK = 1e-6
_TARGET = re.compile(r"(?:mål|krav)(?:et)?:", re.IGNORECASE)
_A_TARGET = frozenset({"mål", "krav"})
_DRAWN = re.compile(r"\.svg, <text>|, dataserie \d+, ")
_WORDS_OF_A_LINE = 3
"""A line of a drawing with fewer words may be a label that happens to stand in the title as well."""
_QUOTED = re.compile(r"»[^«]*«")

Slot = tuple[str, date | None, date | None]
Ends = tuple[float, float]


def told_by_the_title(text: str, about: Sequence[str]) -> bool:
    """Tell whether a text is one line of a title that is read as a whole: a drawing breaks its title over lines."""
    words = text.split()
    if len(words) < _WORDS_OF_A_LINE:
        return False
    line = f" {' '.join(words)} "
    return any(line in f" {' '.join(one.split())} " for one in about)


def is_a_row_of_targets(row: Row) -> bool:
    """Tell whether the first cell of a row says that its numbers are a target: `Mål | alle år | 75 %`."""
    return next((str(text).strip().lower() in _A_TARGET for text in row.cells.values()), False)


def is_the_target(number: Number, about: Sequence[str]) -> bool:
    """Tell whether a number is the target that what surrounds it names: the line `Mål: mindst 15` lies at 15."""
    nearest = about[-1] if about else ""
    if not _TARGET.match(nearest):
        return False
    return any(_meet((one.low, one.high), number) for one in numbers(nearest))


class Neighbours:
    """What is shown beside hidden figures: of areas that hold them, of other indicators and of other periods.

    Parameters
    ----------
    shown
        The figures that today's site tells, each with the ends of what it tells.
    structure
        Which areas lie in which.
    vocabulary
        The names that texts use.
    """

    def __init__(self, shown: Mapping[Figure, Ends], structure: Structure, vocabulary: Vocabulary) -> None:
        self.shown = shown
        self.vocabulary = vocabulary
        self.holders: dict[str, list[str]] = defaultdict(list)
        for area in structure.areas.values():
            for member in area.members:
                self.holders[member].append(area.id)
            if area.part_of:
                self.holders[area.id].append(area.part_of)
        self.by_slot: dict[Slot, list[Figure]] = defaultdict(list)
        for figure in shown:
            self.by_slot[figure.area, figure.first, figure.last].append(figure)

    def explain(self, number: Number, meant: Sequence[Figure], near: str, about: Sequence[str], path: str) -> bool:
        """Tell whether a number is a shown figure of a neighbour, as nothing beside it names the hidden one.

        A page about an area tells figures of the areas that hold it; a goal's wording may hold the short name of
        another indicator; a drawing labels some of its points without their period. The number must be that figure
        exactly.
        """
        return any(
            _meet(self.shown[one], number)
            for figure in meant
            for one in self._neighbours(figure, near, about, path)
            if one in self.shown and _may_be(one.what, number)
        )

    def _neighbours(self, figure: Figure, near: str, about: Sequence[str], path: str) -> Iterator[Figure]:
        whats: tuple[What, ...] = ("count", "group", "value")
        if not self.vocabulary.find("area", near):
            for holder in self.holders.get(figure.area, ()):
                yield from (replace(figure, area=holder, what=what) for what in whats)
        if self._only_in_a_goal(near, about):
            same = self.by_slot.get((figure.area, figure.first, figure.last), ())
            yield from (one for one in same if one.breakdown == figure.breakdown)
        if _DRAWN.search(path) and not self.vocabulary.years(near) and not self.vocabulary.find("label", near):
            for one in self.shown:
                if (one.area, one.indicator, one.breakdown) == (figure.area, figure.indicator, figure.breakdown):
                    yield one

    def _only_in_a_goal(self, near: str, about: Sequence[str]) -> bool:
        """Tell whether the indicator is named by the words of a goal alone, which are a document's."""
        if self.vocabulary.find("indicator", near):
            return False
        for text in reversed(about):
            if self.vocabulary.find("indicator", text):
                return not self.vocabulary.find("indicator", self._without_goals(text))
        return False

    def _without_goals(self, text: str) -> str:
        letters = list(_QUOTED.sub(lambda found: " " * len(found[0]), text))
        for found in self.vocabulary.find("goal", text):
            letters[found.start : found.end] = " " * (found.end - found.start)
        return "".join(letters)


def _may_be(what: What, number: Number) -> bool:
    if number.percent:
        return what == "value"
    return what == "group" if number.kind == "group" else True


def _meet(told: Ends, number: Number) -> bool:
    return told[0] <= number.high + _SLACK and number.low - _SLACK <= told[1]
