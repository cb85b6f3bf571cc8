"""What an outsider knows of each figure when everything that was read is put together."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from helpers.audit.statements import Figure, Statement, Told, What

_SLACK = 1e-6
_PATHS = 3
"""Places named for one figure; more of them help nobody to mend it."""


@dataclass
class Fact:
    """One figure as the places of one release give it."""

    low: float = 0.0
    high: float = math.inf
    hidden: list[str] = field(default_factory=list[str])
    told: list[str] = field(default_factory=list[str])
    printed: bool = False
    invented: bool = False
    scale: float = 1.0
    loose: bool = False
    """Known from words alone."""

    @property
    def known(self) -> bool:
        """True if any place tells it."""
        return bool(self.told)


@dataclass(frozen=True)
class Clash:
    """A figure that one place hides and another tells."""

    figure: Figure
    hidden: str
    told: str


class Knowledge:
    """Facts by figure and release; the release of today's site is the empty text.

    Parameters
    ----------
    outdated
        Counts that a release told and that are another number today (`corrections`): figures of their own.
    """

    def __init__(self, outdated: Collection[tuple[Figure, str]] = ()) -> None:
        self._outdated = frozenset(outdated)
        self._corrected = frozenset(figure for figure, _ in outdated)
        self.facts: dict[Figure, dict[str, Fact]] = {}
        self.told: dict[Told, None] = {}
        """Differences, each once."""
        self.count = 0

    def learn_differences(self, differences: Iterable[Told]) -> None:
        """Take differences in; one of shares tells the one that is hidden as soon as the other is shown."""
        for told in differences:
            self.count += 1
            self.told[told] = None
            if told.later.what == "value":
                self._learn_value(told)

    def _learn_value(self, told: Told) -> None:
        for known, other, sign in ((told.later, told.earlier, -1.0), (told.earlier, told.later, 1.0)):
            fact = self.facts.get(known, {}).get(told.release)
            if fact is not None and fact.known and self.is_hidden(other):
                low, high = sorted((told.low * sign, told.high * sign))
                path = f"{told.path} (sammen med {fact.told[0]})"
                self._learn(Statement(other, fact.low + low, fact.high + high, False, path, loose=True))

    def learn(self, statements: Iterable[Statement], made: int | None = None) -> None:
        """Take statements in; those in words only where no table speaks of the figure in the same release.

        `made` is how often they were made, if places that say the same are counted and not told.
        """
        known = list(statements)
        for statement in known:
            self._learn(statement)
        self.count += len(known) if made is None else made

    def _learn(self, statement: Statement) -> None:
        fact = self.facts.setdefault(statement.figure, {}).setdefault(statement.release, Fact())
        fact.scale = statement.scale if statement.scale != 1.0 else fact.scale
        fact.printed |= statement.printed
        fact.invented |= statement.invented
        if statement.hidden:
            _note(fact.hidden, statement.path)
            return
        if statement.loose and fact.known and not fact.loose:
            return
        if fact.loose and not statement.loose:
            fact.low, fact.high, fact.loose = 0.0, math.inf, False
            fact.told.clear()
        low, high = max(fact.low, statement.low), min(fact.high, statement.high)
        if low <= high + _SLACK:
            fact.loose = statement.loose if not fact.known else fact.loose
            fact.low, fact.high = low, max(low, high)
            _note(fact.told, statement.path)

    def clashes(self) -> Iterator[Clash]:
        """Yield every figure that is hidden in one place and told in another, told today or ever before."""
        for figure, by_release in self.facts.items():
            for release, fact in by_release.items():
                if not fact.hidden:
                    continue
                before = () if release else self._of_today(figure)
                others = (fact, *(other for name, other in before if name))
                told = next((other.told[0] for other in others if other.known and _tells(figure, other)), None)
                if told is not None:
                    yield Clash(figure, fact.hidden[0], told)

    def is_outdated(self, figure: Figure, release: str) -> bool:
        """Tell whether what a release says of a figure is said of a number that was corrected since."""
        return bool(self._outdated) and (replace(figure, what="count"), release) in self._outdated

    def is_corrected(self, figure: Figure) -> bool:
        """Tell whether any release says another number of a figure than today's."""
        return bool(self._corrected) and replace(figure, what="count") in self._corrected

    def told_before(self, figure: Figure) -> frozenset[str]:
        """Return the earlier releases that tell the same of a figure as today's site: nobody can take it back."""
        by_release = self.facts.get(figure, {})
        today = by_release.get("")
        if today is None or not today.known:
            return frozenset()
        return frozenset(
            name
            for name, fact in by_release.items()
            if name and fact.known and abs(fact.low - today.low) < _SLACK and abs(fact.high - today.high) < _SLACK
        )

    def once_told(self, counts: Iterable[Figure]) -> dict[Figure, tuple[tuple[float, float], ...]]:
        """Return for each count that was corrected what earlier releases tell of it, of its group and of its share."""
        found: dict[Figure, tuple[tuple[float, float], ...]] = {}
        whats: tuple[What, ...] = ("count", "group", "value")
        for figure in counts:
            if self.is_corrected(figure):
                facts = [
                    (name, fact)
                    for what in whats
                    for name, fact in self.facts.get(replace(figure, what=what), {}).items()
                ]
                found[figure] = tuple(
                    (fact.low, fact.high) for name, fact in facts if fact.known and self.is_outdated(figure, name)
                )
        return found

    def _of_today(self, figure: Figure) -> list[tuple[str, Fact]]:
        """Return what is said of the number that a figure is today, with the releases that say it."""
        by_release = self.facts[figure]
        return [(name, fact) for name, fact in by_release.items() if not self.is_outdated(figure, name)]

    def is_hidden(self, figure: Figure) -> bool:
        """Tell whether the figure is hidden today or, if today's site doesn't speak of it, in some release."""
        by_release = self.facts.get(figure, {})
        today = by_release.get("")
        if today is not None:
            return bool(today.hidden)
        return any(fact.hidden for fact in by_release.values())

    def releases(self) -> tuple[str, ...]:
        """Return every release that was read, today's first."""
        return tuple(sorted({release for by_release in self.facts.values() for release in by_release} | {""}))

    def merged(self, figure: Figure) -> Fact | None:
        """Return the fact that holds in all releases that tell of today's number.

        None if they tell different things (one was corrected), or none of them tells of it.
        """
        facts = [fact for _, fact in self._of_today(figure)]
        if not facts:
            return None
        if len(facts) == 1:
            return facts[0]
        low = max(fact.low for fact in facts)
        high = min(fact.high for fact in facts)
        if low > high + _SLACK:
            return None
        return replace(
            facts[0],
            low=low,
            high=max(low, high),
            hidden=[path for fact in facts for path in fact.hidden][:_PATHS],
            told=[path for fact in facts for path in fact.told][:_PATHS],
            printed=any(fact.printed for fact in facts),
        )


def _tells(figure: Figure, fact: Fact) -> bool:
    # A hidden group that is known from elsewhere is no secret unless it is small; the attack looks at that.
    return figure.what != "group" and fact.high < math.inf


def _note(paths: list[str], path: str) -> None:
    if len(paths) < _PATHS and path not in paths:
        paths.append(path)
