"""Rules on how registries change over time: versions of an indicator, merged and split areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from helpers.errors import Fault
from helpers.plan.composition import successors
from helpers.plan.marked import Marked, Step, Trail, short
from helpers.plan.model import Area, AreaChange, AreaKind, Bridge, Indicator
from helpers.plan.validating import suggestion

_ONE_DAY = timedelta(days=1)
_Placed = tuple[int, Indicator]

_BREAKS = (
    "Kun den første version må mangle »valid_from«, kun den sidste »valid_until«, og der er hverken hul eller overlap."
)


def check_versions(indicators: Sequence[Indicator], marked: Marked) -> Iterator[Fault]:
    """Yield every fault in the numbers, dates, units and bridges of the versions of one indicator."""
    by_id: dict[str, list[_Placed]] = defaultdict(list)
    for position, indicator in enumerate(indicators):
        by_id[indicator.id].append((position, indicator))
    for versions in by_id.values():
        numbers = [indicator.version for _, indicator in versions]
        if len(set(numbers)) < len(numbers):
            continue  # The same version twice has its own fault.
        yield from _numbers(versions, marked)
        yield from _dates(versions, marked)
        for older, newer in pairwise([None, *versions]):
            if newer is not None:
                yield from _bridge(older, newer, marked)


def check_changes(areas: Sequence[Area], changes: Sequence[AreaChange], marked: Marked) -> tuple[Fault, ...]:
    """Return every fault among merged and split areas, and areas that end before they begin."""
    known = {area.id: (position, area) for position, area in enumerate(areas)}
    return (
        *_lifetimes(areas, marked),
        *_words(changes, known, marked),
        *_once(changes, marked),
        *_days(changes, known, marked),
        *_order(changes, marked),
        *_circles(changes, marked),
        *_counted_twice(areas, changes, marked),
    )


def _numbers(versions: Sequence[_Placed], marked: Marked) -> Iterator[Fault]:
    for expected, (position, indicator) in enumerate(versions, start=1):
        if indicator.version != expected:
            yield Fault(
                place=marked.at(("indicators", position, "version")),
                value=f"»{indicator.id}« har version {indicator.version}, hvor version {expected} ventes",
                rule="En indikators versioner står efter hinanden i filen: 1, 2, 3 …",
                remedy="Ret »version«, eller flyt versionen.",
            )


def _dates(versions: Sequence[_Placed], marked: Marked) -> Iterator[Fault]:
    for position, one in versions:
        if _ends_first(one):
            yield _date_fault(
                position, "valid_until", f"»{one.id}« version {one.version} slutter før sin første dag", marked
            )
    for (place, older), (position, newer) in pairwise(versions):
        name = f"»{newer.id}« version"
        if older.valid_until is None:
            yield _date_fault(place, "valid_until", f"{name} {older.version} mangler »valid_until«", marked)
        if newer.valid_from is None:
            yield _date_fault(position, "valid_from", f"{name} {newer.version} mangler »valid_from«", marked)
        elif older.valid_until is not None and newer.valid_from != older.valid_until + _ONE_DAY:
            how = "begynder, før" if newer.valid_from <= older.valid_until else "begynder ikke dagen efter, at"
            value = f"{name} {newer.version} {how} version {older.version} slutter {older.valid_until.isoformat()}"
            yield _date_fault(position, "valid_from", value, marked)


def _ends_first(one: Area | Indicator) -> bool:
    return one.valid_from is not None and one.valid_until is not None and one.valid_until < one.valid_from


def _date_fault(position: int, field: str, value: str, marked: Marked) -> Fault:
    remedy = f"Ret eller tilføj »{field}«."
    return Fault(place=marked.at(("indicators", position, field)), value=value, rule=_BREAKS, remedy=remedy)


def _bridge(older: _Placed | None, newer: _Placed, marked: Marked) -> Iterator[Fault]:
    position, one = newer
    if one.bridge is None:
        if older is not None and older[1].unit is not one.unit:
            yield _unit_fault(position, older[1], one, marked)
        return
    if older is None or one.bridge.from_version != older[1].version:
        yield _from_fault(position, one, one.bridge, older, marked)
        return
    before = older[1]
    if (before.unit, before.nature, before.yearly) != (one.unit, one.nature, one.yearly):
        yield Fault(
            place=marked.at(("indicators", position, "bridge")),
            value=f"broen går fra {_sort(before)} til {_sort(one)}",
            rule="En bro forbinder kun to versioner med samme unit, nature og yearly.",
            remedy="Slet broen; tal før og efter skiftet sammenlignes så ikke.",
        )


def _unit_fault(position: int, before: Indicator, one: Indicator, marked: Marked) -> Fault:
    return Fault(
        place=marked.at(("indicators", position, "unit")),
        value=f"»{one.id}« går fra {before.unit.value} til {one.unit.value} i version {one.version}",
        rule="Alle versioner af en indikator har samme enhed; sider og figurer viser dem på én skala.",
        remedy="Giv det nye tal et nyt id, og lad den gamle indikator slutte med »valid_until«.",
    )


def _from_fault(position: int, one: Indicator, bridge: Bridge, older: _Placed | None, marked: Marked) -> Fault:
    expected = "ingen, for det er den første version" if older is None else f"version {older[1].version}"
    return Fault(
        place=marked.at(("indicators", position, "bridge", "from_version")),
        value=f"broen til »{one.id}« version {one.version} kommer fra version {bridge.from_version}",
        rule="En bro går fra den foregående version.",
        remedy=f"Den foregående er {expected}.",
    )


def _sort(one: Indicator) -> str:
    return f"{one.unit.value}/{one.nature.value}/{one.yearly}"


def _lifetimes(areas: Sequence[Area], marked: Marked) -> Iterator[Fault]:
    for position, area in enumerate(areas):
        if _ends_first(area):
            yield Fault(
                place=marked.at(("areas", position, "valid_until")),
                value=f"»{area.id}« slutter før sin første dag",
                rule="Et område slutter tidligst den dag, det begynder.",
                remedy="Ret »valid_from« eller »valid_until«.",
            )


def _words(changes: Sequence[AreaChange], known: dict[str, tuple[int, Area]], marked: Marked) -> Iterator[Fault]:
    for trail, word, _ in _named(changes):
        if word not in known:
            yield Fault(
                place=marked.at(trail),
                value=f"området »{short(word)}« kendes ikke",
                rule="Det skal stå i analyses/areas.yml.",
                remedy=suggestion(word, known),
            )
        elif known[word][1].kind is AreaKind.AGGREGATE:
            yield Fault(
                place=marked.at(trail),
                value=f"»{word}« er et samlet område (aggregate)",
                rule="Et samlet område ændrer sig med sine medlemmer.",
                remedy="Skriv de medlemmer, der blev lagt sammen eller delt.",
            )


def _once(changes: Sequence[AreaChange], marked: Marked) -> Iterator[Fault]:
    seen: set[tuple[Step, str]] = set()
    for trail, word, side in _named(changes):
        if (side, word) in seen:
            yield Fault(
                place=marked.at(trail),
                value=f"»{word}« {'slutter' if side == 'before' else 'opstår'} to gange",
                rule="Et område opstår og slutter højst én gang; opstår det igen, er det et nyt område.",
                remedy="Slet det ene sted, eller giv det nye område sit eget id.",
            )
        seen.add((side, word))


def _days(changes: Sequence[AreaChange], known: dict[str, tuple[int, Area]], marked: Marked) -> Iterator[Fault]:
    for trail, word, side in _named(changes):
        if word not in known:
            continue
        position, area = known[word]
        change = changes[int(trail[1])]
        field, stands, expected = _expected(area, change, side)
        if stands != expected:
            yield Fault(
                place=marked.at(("areas", position, field)),
                value=f"»{word}« har {field} {'ikke' if stands is None else stands.isoformat()}",
                rule=f"Ændringen {change.date.isoformat()} slutter »before« dagen før og begynder »after« på dagen.",
                remedy=f"Skriv {field}: {expected.isoformat()}, eller ret ændringens dato.",
            )


def _expected(area: Area, change: AreaChange, side: str) -> tuple[str, date | None, date]:
    if side == "before":
        return "valid_until", area.valid_until, change.date - _ONE_DAY
    return "valid_from", area.valid_from, change.date


def _order(changes: Sequence[AreaChange], marked: Marked) -> Iterator[Fault]:
    for position, (before, after) in enumerate(pairwise(changes), start=1):
        if after.date < before.date:
            yield Fault(
                place=marked.at(("changes", position, "date")),
                value=f"ændringen {after.date.isoformat()} står efter ændringen {before.date.isoformat()}",
                rule="Ændringer står med den ældste først.",
                remedy="Flyt ændringen.",
            )


def _circles(changes: Sequence[AreaChange], marked: Marked) -> Iterator[Fault]:
    for trail, word, side in _named(changes):
        if side == "before" and word in successors(word, changes):
            yield Fault(
                place=marked.at(trail),
                value=f"»{word}« bliver til sidst til sig selv",
                rule="Et område, der blev lagt sammen eller delt, opstår ikke igen.",
                remedy="Giv det nye område sit eget id.",
            )


def _counted_twice(areas: Sequence[Area], changes: Sequence[AreaChange], marked: Marked) -> Iterator[Fault]:
    for position, area in enumerate(areas):
        for place, member in enumerate(area.members):
            both = sorted(successors(member, changes) & set(area.members))
            if both:
                yield Fault(
                    place=marked.at(("areas", position, "members", place)),
                    value=f"»{area.id}« har både »{member}« og »{both[0]}«, som det blev til",
                    rule="Et samlet område nævner de samme boliger én gang; ændringen finder selv de andre navne.",
                    remedy="Behold kun områderne fra den ene side af ændringen.",
                )


def _named(changes: Sequence[AreaChange]) -> Iterator[tuple[Trail, str, str]]:
    for position, change in enumerate(changes):
        for side, words in (("before", change.before), ("after", change.after)):
            yield from ((("changes", position, side, place), word, side) for place, word in enumerate(words))
