"""Numbers that stand near a hidden figure's names and are none of it: a target, or another figure that is shown.

Each rule lets a number pass that an outsider would read as something else, and is as narrow as can be: a hidden number
may well equal a shown one by chance, so being equal to some figure is never reason enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from helpers.audit.numbers_in_words import Number, numbers
from helpers.audit.statements import Figure, Loose, Row
from helpers.audit.vocabulary import Vocabulary

_SLACK = 1e-6
_TARGET = re.compile(r"(?:mål|krav)(?:et)?:", re.IGNORECASE)
_A_TARGET = frozenset({"mål", "krav"})
_LINES_OF_A_DRAWING = ("<text>", "<svg text>")
_WORDS_OF_A_LINE = 3
"""A line of a drawing with fewer words may be a label that happens to stand in the title as well."""
_QUOTED = re.compile(r"»[^«]*«")

Slot = tuple[str, str, date | None, date | None]
Ends = tuple[float, float]


def told_by_the_title(piece: Loose) -> bool:
    """Tell whether a text is one line of a drawing's title, which is read as a whole: lines break in a goal's name."""
    words = piece.text.split()
    if len(words) < _WORDS_OF_A_LINE or not piece.path.endswith(_LINES_OF_A_DRAWING):
        return False
    line = f" {' '.join(words)} "
    titles = (f" {' '.join(one.split())} " for one in piece.about)
    return any(line in title and line != title for title in titles)


def is_a_row_of_targets(row: Row) -> bool:
    """Tell whether the first cell of a row says that its numbers are a target: `Mål | alle år | 75 %`."""
    return next((str(text).strip().lower() in _A_TARGET for text in row.cells.values()), False)


def is_the_target(number: Number, about: Sequence[str]) -> bool:
    """Tell whether a number is the target that what surrounds it names: the line `Mål: mindst 15` lies at 15."""
    nearest = about[-1] if about else ""
    if not _TARGET.match(nearest):
        return False
    return any(_meet((one.low, one.high), number) for one in numbers(nearest))


class OtherShares:
    """Shares that are shown of the same areas and periods as hidden figures.

    Parameters
    ----------
    shown
        The figures that today's site tells, each with the ends of what it tells.
    vocabulary
        The names that texts use.
    """

    def __init__(self, shown: Mapping[Figure, Ends], vocabulary: Vocabulary) -> None:
        self.shown = shown
        self.vocabulary = vocabulary
        self.by_slot: dict[Slot, list[Figure]] = defaultdict(list)
        for figure in shown:
            if figure.what == "value" and replace(figure, what="group") in shown:
                self.by_slot[figure.area, figure.breakdown, figure.first, figure.last].append(figure)

    def explain(
        self, number: Number, beside: Sequence[Number], meant: Sequence[Figure], near: str, about: Sequence[str]
    ) -> bool:
        """Tell whether a number belongs to another share, which is shown, as a goal's words hold this one's name.

        A goal's own wording may hold the short name of another indicator than the goal's. The number counts as the
        goal's only where the share and its group stand side by side and both are those of one shown figure.
        """
        if not self._only_in_a_goal(near, about):
            return False
        told = [one for one in beside if one.percent]
        groups = [one for one in beside if one.kind == "group"]
        return any(
            any(_meet(self.shown[share], one) for one in told)
            and any(_meet(self.shown[group], one) for one in groups)
            and _meet(self.shown[share if number.percent else group], number)
            for share, group in self._others(meant)
        )

    def _others(self, meant: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
        for figure in meant:
            for share in self.by_slot.get((figure.area, figure.breakdown, figure.first, figure.last), ()):
                if share.indicator != figure.indicator:
                    yield share, replace(share, what="group")

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


def _meet(told: Ends, number: Number) -> bool:
    return told[0] <= number.high + _SLACK and number.low - _SLACK <= told[1]
