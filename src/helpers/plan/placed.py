"""A plan in its place: what every rule reads, and how a rule says which line is at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from helpers.errors import Fault
from helpers.plan.marked import Marked, Trail, short
from helpers.plan.model import Plan, Registry
from helpers.plan.validating import suggestion


@dataclass(frozen=True)
class PlanInPlace:
    """A plan with its folder, the registries that it refers to, and the lines of its file."""

    plan: Plan
    registry: Registry
    folder: str
    marked: Marked

    def fault(self, trail: Trail, value: str, rule: str, remedy: str) -> Fault:
        """Return a fault at the line of `trail`."""
        return Fault(place=self.marked.at(trail), value=value, rule=rule, remedy=remedy)

    def unknown(self, trail: Trail, what: str, word: str, known: Iterable[str], where: str) -> Fault:
        """Return the fault that `word` is none of `known`, with the closest one."""
        value = f"{what} »{short(word)}« kendes ikke"
        return self.fault(trail, value, f"Det skal stå i {where}.", suggestion(word, known))


Rule = Callable[[PlanInPlace], Iterator[Fault]]


def repeated(marked: Marked, name: str, ids: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for every id of the list `name` that stands there already."""
    first: dict[str, int] = {}
    for position, word in enumerate(ids):
        if word in first:
            before = marked.at((name, first[word], "id")).rpartition(":")[2]
            yield Fault(
                place=marked.at((name, position, "id")),
                value=f"»{word}« står der allerede (linje {before})",
                rule="Et id må kun bruges én gang.",
                remedy="Giv den ene et andet id, eller slet den.",
            )
        first.setdefault(word, position)
