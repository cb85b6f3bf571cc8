"""The names that published files use: of areas, indicators and periods, found again in running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from helpers.audit.columns import day, names_figures
from helpers.audit.statements import Row
from helpers.audit.structure import Structure

Period = tuple[date | None, date | None]
_YEAR = re.compile(r"(?<![\d.,])(?P<from>(?:19|20)\d\d)(?: ?[-–/] ?(?P<to>(?:19|20)\d\d))?(?!\d|,\d)")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Mention:
    """A name in a text: where it stands, and whom it may mean."""

    start: int
    end: int
    meant: str

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last year, where it is a mention of years."""
        first, _, last = self.meant.partition("-")
        return int(first), int(last)


def _sets() -> dict[str, set[Period]]:
    return defaultdict(set)


@dataclass
class Names:
    """Names as the published tables use them; grows while they are read."""

    areas: dict[str, str] = field(default_factory=dict[str, str])
    indicators: dict[str, str] = field(default_factory=dict[str, str])
    breakdowns: set[str] = field(default_factory=set[str])
    goals: set[str] = field(default_factory=set[str])
    """Names of goals; a number in such a name is a target."""
    periods: dict[str, set[Period]] = field(default_factory=_sets)

    def learn(self, row: Row) -> None:
        """Take in the names of a row that says by its columns which figure or goal it is about."""
        cells = row.cells
        self.goals.update(str(cells[name]) for name in ("mål", "ordlyd") if "mål_id" in cells and name in cells)
        if not names_figures(cells):
            return
        for names, key, word in ((self.areas, "område_id", "område"), (self.indicators, "indikator_id", "indikator")):
            meant = str(cells[key])
            names[meant.lower()] = meant
            names[str(cells.get(word, meant)).lower()] = meant
        if cells.get("opdeling"):
            self.breakdowns.add(str(cells["opdeling"]))
        if cells.get("periode"):
            period = day(cells.get("periode_start")), day(cells.get("periode_slut"))
            self.periods[str(cells["periode"]).lower()].add(period)

    def merge(self, other: Names) -> None:
        """Take in what another reader learnt."""
        self.areas.update(other.areas)
        self.indicators.update(other.indicators)
        self.breakdowns |= other.breakdowns
        self.goals |= other.goals
        for label, periods in other.periods.items():
            self.periods[label] |= periods


class Vocabulary:
    """Finds names in text; the longest name at a place is the one that is meant."""

    def __init__(self, names: Names, structure: Structure) -> None:
        self._made_of = (names, structure)
        areas = {area.name.lower(): area.id for area in structure.areas.values()} | names.areas
        indicators = dict(names.indicators)
        for indicator in structure.indicators.values():
            indicators.update({name.lower(): indicator.id for name in (*indicator.names, indicator.id)})
        areas, indicators = (_as_words(known) | known for known in (areas, indicators))
        self.periods: Mapping[str, set[Period]] = names.periods
        breakdowns = {name.lower(): name for name in names.breakdowns}
        labels = {label: label for label in names.periods if not _YEAR.fullmatch(label)}
        self._finders = {
            kind: (_finder(known), known)
            for kind, known in (
                ("area", areas), ("indicator", indicators), ("breakdown", breakdowns), ("label", labels),
                ("goal", {name.lower(): name for name in names.goals}),
            )
        }  # fmt: skip
        self.find = lru_cache(maxsize=50_000)(self._find)

    def __reduce__(self) -> tuple[type[Vocabulary], tuple[Names, Structure]]:
        return Vocabulary, self._made_of

    def _find(self, kind: str, text: str) -> tuple[Mention, ...]:
        """Return the names of a kind in a text, in order."""
        finder, known = self._finders[kind]
        small = text.lower()
        # Small letters throughout are several times quicker than a pattern that ignores the difference; a few letters
        # of other languages have small forms of two letters, and then the places would be wrong.
        wanted = small if len(small) == len(text) else text
        return tuple(Mention(found.start(), found.end(), known[found[0]]) for found in finder.finditer(wanted))

    def names_of(self, kind: str, meant: Collection[str]) -> list[str]:
        """Return every name, in small letters, of some areas or indicators."""
        return [name for name, one in self._finders[kind][1].items() if one in meant and name]

    @staticmethod
    def years(text: str) -> tuple[Mention, ...]:
        """Return the years and spans of years in a text, in order, as `2016` or `2016-2017`."""
        return tuple(
            Mention(found.start(), found.end(), f"{found['from']}-{found['to'] or found['from']}")
            for found in _YEAR.finditer(text)
        )


def _as_words(known: Mapping[str, str]) -> dict[str, str]:
    """Return the ids as a file's name and a title write them, with blanks: `aktive-foraeldre` is `aktive foraeldre`."""
    return {name.replace("-", " ").replace("_", " "): meant for name, meant in known.items() if name == meant.lower()}


def _finder(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted((name for name in names if name), key=lambda name: (-len(name), name))
    if not ordered:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
