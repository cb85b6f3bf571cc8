"""Equations that the site's own structure declares: areas, their parts and changes, periods, groups, linked counts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from helpers.audit.knowledge import Fact, Knowledge
from helpers.audit.statements import Figure, Told, What
from helpers.audit.structure import Indicator, Structure

PART_OF_GROUP = "en andel er en del af sin gruppe"
_ONE_DAY = timedelta(days=1)
_SLACK = 1e-6


@dataclass(frozen=True)
class Equation:
    """The sum of coefficient times figure lies between low and high: both 0 for an equation proper."""

    terms: tuple[tuple[Figure, float], ...]
    why: str
    """Danish, for the report: `summen af områdets dele`."""
    low: float = 0.0
    high: float = 0.0
    rest: str = ""
    """Danish: what is left when the parts are taken from the whole, where nobody shows it; it can't be negative."""
    left_out: bool = False
    """A group less its count: those whom the share leaves out are kept as uncertain as those it counts."""


Line = dict[tuple[date | None, date | None], Figure]


class Figures:
    """All figures that were ever published, by what they have in common."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.known = knowledge.facts
        self.by_area: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
        self.by_period: dict[tuple[str, str, str, str], Line] = defaultdict(dict)
        self.by_breakdown: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
        self.by_indicator: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
        for one in self.known:
            if one.what == "value":
                continue
            self.by_area[one.indicator, one.first, one.last, one.breakdown, one.what][one.area] = one
            self.by_period[one.area, one.indicator, one.breakdown, one.what][one.first, one.last] = one
            self.by_breakdown[one.area, one.indicator, one.first, one.last, one.what][one.breakdown] = one
            self.by_indicator[one.area, one.first, one.last, one.breakdown][f"{one.indicator}/{one.what}"] = one

    def overlap(self, whole: Figure, parts: Iterable[Figure]) -> bool:
        """Tell whether parts are more than the whole, in their counts or in their groups, as far as they are shown."""
        whats: tuple[What, ...] = ("count", "group")
        figures = [whole, *parts]
        return any(self._exceed(*(replace(one, what=what) for one in figures)) for what in whats)

    def _exceed(self, whole: Figure, *parts: Figure) -> bool:
        most = max((fact.high for fact in self._told(whole)), default=math.inf)
        least = [min((fact.low for fact in self._told(one)), default=0.0) for one in parts]
        return math.fsum(least) > most + _SLACK

    def _told(self, figure: Figure) -> list[Fact]:
        return [fact for fact in self.known.get(figure, {}).values() if fact.known]


def declared(figures: Figures, structure: Structure) -> Iterator[Equation]:
    """Yield every equation that the structure declares among the published figures."""
    yield from _of_areas(figures, structure)
    yield from _of_periods(figures, structure)
    yield from _of_breakdowns(figures, structure)
    yield from _of_groups(figures, structure)
    yield from _of_links(figures, structure)


def _of_areas(figures: Figures, structure: Structure) -> Iterator[Equation]:
    inside: dict[str, list[str]] = defaultdict(list)
    for area in structure.areas.values():
        if area.part_of:
            inside[area.part_of].append(area.id)
    for slot, by_area in figures.by_area.items():
        known = structure.indicator(str(slot[0]))
        if not known.additive:
            yield from _each_part(inside, by_area, known)
            continue
        for name, whole in by_area.items():
            area = structure.areas.get(name)
            if area is not None and area.members:
                yield from _sum(whole, area.members, by_area, f"{area.name} er summen af sine områder")
            if name in inside:
                yield from _part(whole, inside[name], by_area)
        yield from _of_changes(by_area, structure)


def _sum(whole: Figure, members: Iterable[str], by_area: Mapping[str, Figure], why: str) -> Iterator[Equation]:
    wanted = tuple(member for member in members if member != whole.area)
    found = [by_area[member] for member in wanted if member in by_area]
    if found:
        complete = len(found) == len(wanted)
        rest = "" if complete else f"resten af {whole.area}"
        terms = ((whole, 1.0), *((one, -1.0) for one in found))
        yield Equation(terms, why, high=0.0 if complete else math.inf, rest=rest)


def _part(whole: Figure, parts: Iterable[str], by_area: Mapping[str, Figure]) -> Iterator[Equation]:
    found = [by_area[part] for part in parts if part in by_area]
    if found:
        terms = ((whole, 1.0), *((one, -1.0) for one in found))
        yield Equation(terms, "en del ligger inde i et område", high=math.inf, rest=f"resten af {whole.area}")


def _each_part(
    inside: Mapping[str, list[str]], by_area: Mapping[str, Figure], indicator: Indicator
) -> Iterator[Equation]:
    """Yield for a share that can't be added up that each part lies inside its area: they are the same persons."""
    if indicator.scale is not None and indicator.share and not indicator.survey:
        for name, parts in inside.items():
            for part in parts if name in by_area else ():
                yield from _part(by_area[name], [part], by_area)


def _of_changes(by_area: Mapping[str, Figure], structure: Structure) -> Iterator[Equation]:
    for before, after in structure.changes:
        known = [by_area.get(name) for name in (*before, *after)]
        if all(one is not None for one in known):
            terms = [(one, 1.0 if number < len(before) else -1.0) for number, one in enumerate(known) if one]
            yield Equation(tuple(terms), "områder er lagt sammen eller delt")


def _of_periods(figures: Figures, structure: Structure) -> Iterator[Equation]:
    for (_, indicator, _, _), line in figures.by_period.items():
        known = structure.indicator(indicator)
        if known.yearly in ("sum", "gennemsnit") and len(line) > 1:
            mean = known.yearly == "gennemsnit" and known.scale is None
            for whole in line.values():
                yield from _tilings(whole, line, mean=mean)


def _tilings(whole: Figure, line: Line, *, mean: bool) -> Iterator[Equation]:
    if whole.first is None or whole.last is None:
        return
    shorter = [
        one
        for one in line.values()
        if one.first and one.last and one != whole and whole.first <= one.first <= one.last <= whole.last
    ]
    if not shorter:
        return
    for start in _starts(whole, shorter):
        parts, complete = _walk(whole.first, whole.last, shorter, start)
        times = float(len(parts)) if mean and complete else 1.0
        if mean and not complete:
            continue
        yield Equation(
            ((whole, times), *((one, -1.0) for one in parts)),
            "perioder, der tilsammen er en længere",
            high=0.0 if complete else math.inf,
            rest="" if complete else f"resten af perioden i {whole.area}",
        )


def _starts(whole: Figure, shorter: list[Figure]) -> Iterator[Figure | None]:
    # The shortest tiles all through; and each longer one (a total so far) filled up with the shortest after it.
    yield None
    yield from (one for one in shorter if one.first == whole.first)


def _walk(first: date, last: date, shorter: list[Figure], start: Figure | None) -> tuple[tuple[Figure, ...], bool]:
    parts: list[Figure] = []
    at, complete = first, True
    if start is not None and start.last is not None:
        parts, at = [start], start.last + _ONE_DAY
    while at <= last:
        fitting = [one for one in shorter if one.first == at and one.last and one.last <= last]
        if fitting:
            tile = min(fitting, key=lambda one: one.last or last)
            parts.append(tile)
            at = (tile.last or last) + _ONE_DAY
            continue
        complete = False
        later = [one.first for one in shorter if one.first and one.first > at]
        if not later:
            break
        at = min(later)
    return tuple(parts), complete


def _of_breakdowns(figures: Figures, structure: Structure) -> Iterator[Equation]:
    """Yield for each share that its groups lie inside the total, and what they leave: those of no group.

    Groups that are more than their total overlap; then each of them alone is a part of it.
    """
    for slot, by_name in figures.by_breakdown.items():
        indicator = structure.indicator(str(slot[1]))
        if "" not in by_name or indicator.scale is None or not indicator.share:
            continue
        whole, groups = by_name[""], [one for name, one in by_name.items() if name]
        for parts in [[one] for one in groups] if figures.overlap(whole, groups) else [groups]:
            if parts:
                terms = ((whole, 1.0), *((one, -1.0) for one in parts))
                yield Equation(terms, "grupper ligger inde i det hele", high=math.inf, rest=f"resten i {whole.area}")


def _of_groups(figures: Figures, structure: Structure) -> Iterator[Equation]:
    """Yield for each share that its count is a part of its group."""
    for figure in figures.known:
        if figure.what == "count" and structure.indicator(figure.indicator).share:
            group = replace(figure, what="group")
            if group in figures.known:
                yield Equation(((group, 1.0), (figure, -1.0)), PART_OF_GROUP, high=math.inf, left_out=True)


def told_differences(told: Iterable[Told]) -> Iterator[Equation]:
    """Yield what places tell of two counts together: a change, a distance."""
    for one in told:
        if one.later.what != "value":
            yield Equation(
                ((one.later, 1.0), (one.earlier, -1.0)), f"en ændring, der står i »{one.path}«", one.low, one.high
            )


def _of_links(figures: Figures, structure: Structure) -> Iterator[Equation]:
    links = _links(structure)
    for by_name in figures.by_indicator.values():
        for one, other, high, why in links:
            if one in by_name and other in by_name:
                yield Equation(((by_name[one], 1.0), (by_name[other], -1.0)), why, high=high)


def _links(structure: Structure) -> list[tuple[str, str, float, str]]:
    """Return pairs of figures that are the same count: declared, or described by the very same words."""
    found: dict[tuple[str, str], tuple[str, str, float, str]] = {}
    by_words: dict[str, list[str]] = defaultdict(list)
    for indicator in structure.indicators.values():
        for kind, other in indicator.links:
            mine = f"{indicator.id}/{'group' if kind == 'gruppe' else 'count'}"
            theirs = f"{other}/count"
            if kind == "del":
                found[mine, theirs] = (theirs, mine, math.inf, "det ene antal er en del af det andet")
            else:
                found[mine, theirs] = (mine, theirs, 0.0, "det samme antal i to tabeller")
        for what, words in (("count", indicator.counted), ("group", indicator.among)):
            if words and (what == "count" or indicator.scale is not None):
                by_words[words.strip().lower()].append(f"{indicator.id}/{what}")
    for names in by_words.values():
        for other in names[1:]:
            found.setdefault((names[0], other), (names[0], other, 0.0, "samme ord for tallet i to tabeller"))
    return list(found.values())
