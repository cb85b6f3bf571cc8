"""What a template remembers of the plan that it was made from, as plain texts in a hidden sheet.

Document properties would be shorter, but some programs drop them; cells stay. The stamp says which sheet is about which
definition, and what the names in the drop-downs stand for, so that a template still reads after a goal or an area has
got another name. Its checksum tells a stamp that somebody has changed from one that is older than the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpers.paths import checksum
from helpers.plan.definitions import definitions_of
from helpers.plan.model import Plan, Registry
from helpers.templates.calendar import TemplatePeriod, window

MARK = "maalbar-skabelon"
"""The first cell of the hidden sheet."""
FORMAT = "1"
"""Which form the stamp has."""
_HASH = 32
"""Long enough for the search for personal numbers to see that it is a checksum."""


class BrokenStamp(ValueError):  # noqa: N818 - it is a finding about a file, not a failure of the program
    """The hidden sheet is no stamp, has another form, or was changed; the message is Danish."""


@dataclass(frozen=True)
class SheetStamp:
    """Which definition a sheet is about."""

    title: str
    indicator: str
    version: int
    meaning: str
    """Beginning of the hash of all that decides a figure (`definitions.lock`)."""
    by_goal: bool


@dataclass(frozen=True)
class Stamp:
    """The plan as a template knows it."""

    evaluation: str
    owner: str
    sheets: tuple[SheetStamp, ...]
    areas: Mapping[str, str]
    """From the name in the drop-downs to the id."""
    goals: Mapping[str, str]
    periods: tuple[TemplatePeriod, ...]

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the cells of the hidden sheet."""
        body = tuple(self._body())
        return ((MARK, FORMAT), ("kontrolsum", _sum(body)), *body)

    def _body(self) -> Iterator[tuple[str, ...]]:
        yield "evaluering", self.evaluation
        yield "ejer", self.owner
        for one in self.sheets:
            yield "ark", one.title, one.indicator, str(one.version), one.meaning, "ja" if one.by_goal else "nej"
        yield from (("område", label, area) for label, area in self.areas.items())
        yield from (("mål", label, goal) for label, goal in self.goals.items())
        for period in self.periods:
            yield "periode", period.label, period.start.isoformat(), period.end.isoformat()


def parse_stamp(rows: Sequence[Sequence[str]]) -> Stamp:
    """Return the stamp that the cells of a hidden sheet hold.

    Raises
    ------
    BrokenStamp
        If they are something else, or don't have the checksum that they promise.
    """
    filled = [row for row in (_trimmed(row) for row in rows) if row]
    if len(filled) < 2 or filled[0][:1] != (MARK,):
        raise BrokenStamp("arket er ikke en skabelons")
    if filled[0] != (MARK, FORMAT):
        raise BrokenStamp("skabelonen er lavet af en anden udgave af Målbar")
    body = filled[2:]
    if filled[1] != ("kontrolsum", _sum(body)):
        raise BrokenStamp("skabelonens skjulte ark er ændret")
    return _parsed(body)


def _parsed(body: Sequence[tuple[str, ...]]) -> Stamp:
    named: dict[str, list[tuple[str, ...]]] = {}
    for word, *rest in body:
        named.setdefault(word, []).append(tuple(rest))
    return Stamp(
        evaluation=named["evaluering"][0][0],
        owner=named["ejer"][0][0],
        sheets=tuple(
            SheetStamp(title, indicator, int(version), meaning, by_goal == "ja")
            for title, indicator, version, meaning, by_goal in named.get("ark", [])
        ),
        areas={row[0]: row[1] for row in named.get("område", [])},
        goals={row[0]: row[1] for row in named.get("mål", [])},
        periods=tuple(
            TemplatePeriod(date.fromisoformat(start), date.fromisoformat(end))
            for _, start, end in named.get("periode", [])
        ),
    )


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _sum(body: Iterable[tuple[str, ...]]) -> str:
    return checksum("\n".join("\t".join(row) for row in body).encode("utf-8"))[:_HASH]


def meanings_of(registry: Registry) -> dict[tuple[str, int], str]:
    """Return the beginning of the hash of each version of each indicator's definition."""
    found: dict[tuple[str, int], str] = {}
    for definition in definitions_of(registry):
        kind, identifier, *rest = definition.name.split(" ")
        if kind == "indicator":
            found[identifier, int(rest[0])] = definition.meaning[:_HASH]
    return found


def changes_since(stamp: Stamp, plan: Plan, registry: Registry) -> tuple[str, ...]:
    """Return what no longer holds of the plan that a template was made from, in Danish; nothing if all of it holds."""
    if stamp.evaluation != plan.id:
        return (f"skabelonen hører til evalueringen »{stamp.evaluation}«",)
    return (
        *_changed_definitions(stamp, registry),
        *_gone("området", stamp.areas, {area.id for area in registry.areas}),
        *_gone("målet", stamp.goals, {goal.id for goal in plan.goals}),
        *_periods_outside(stamp, plan),
    )


def _changed_definitions(stamp: Stamp, registry: Registry) -> Iterator[str]:
    known = {indicator.id for indicator in registry.indicators}
    meanings = meanings_of(registry)
    for one in stamp.sheets:
        if one.indicator not in known:
            yield f"indikatoren »{one.indicator}« findes ikke mere"
            continue
        newest = registry.indicator(one.indicator).version
        if newest != one.version:
            yield f"»{one.indicator}« har fået definition nr. {newest} (skabelonen har nr. {one.version})"
        elif meanings[one.indicator, newest] != one.meaning:
            yield f"definitionen af »{one.indicator}« er ændret"


def _gone(what: str, named: Mapping[str, str], known: set[str]) -> Iterator[str]:
    yield from (f"{what} »{label}« ({key}) findes ikke mere" for label, key in named.items() if key not in known)


def _periods_outside(stamp: Stamp, plan: Plan) -> Iterator[str]:
    first, last = window(plan)
    outside = [period for period in stamp.periods if period.end < first or period.start > last]
    yield from (f"perioden {period.label} ligger ikke længere i planen" for period in outside)
