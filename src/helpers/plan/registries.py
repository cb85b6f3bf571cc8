"""Rules that the registries must keep in themselves: areas, their places on the map, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.errors import Fault
from helpers.plan.histories import check_versions
from helpers.plan.linked import check_links
from helpers.plan.marked import Marked, Plain, Trail, short
from helpers.plan.model import Area, AreaKind, Indicator, Nature, Unit
from helpers.plan.openness import check_reasons
from helpers.plan.placed import repeated
from helpers.plan.validating import suggestion

_SHARES = frozenset({Nature.SURVEY_SHARE, Nature.REGISTER_SHARE})
_OF_MANY = re.compile(r"(dage|timer|lektioner)\b", re.IGNORECASE)
"""Ends of the words for what one person has many of; »på opgørelsesdagen« is a day, not days."""


def check_areas(areas: tuple[Area, ...], marked: Marked) -> tuple[Fault, ...]:
    """Return every fault among the areas."""
    return (
        *repeated(marked, "areas", [area.id for area in areas]),
        *_members(areas, marked),
        *_parts(areas, marked),
        *_names(areas, marked),
    )


def check_indicators(indicators: tuple[Indicator, ...], marked: Marked) -> tuple[Fault, ...]:
    """Return every fault among the indicators."""
    return (
        *_versions(indicators, marked),
        *check_versions(indicators, marked),
        *_natures(indicators, marked),
        *_clusters(indicators, marked),
        *check_reasons(indicators, marked),
        *check_links(indicators, marked),
    )


def check_places(areas: tuple[Area, ...], marked: Marked) -> tuple[Fault, ...]:
    """Return every feature of `areas.geojson` that names no area of the registry."""
    if marked.data is None:
        return marked.faults
    known = {area.id for area in areas}
    found = list(marked.faults)
    for position, feature in enumerate(_features(marked.data)):
        trail: Trail = ("features", position, "properties", "area")
        word = _named_area(feature)
        if word not in known:
            found.append(
                _fault(marked, trail, f"området »{short(word)}« kendes ikke", "analyses/areas.yml", word, known)
            )
    return tuple(found)


def _members(areas: tuple[Area, ...], marked: Marked) -> Iterator[Fault]:
    known = {area.id for area in areas}
    for position, area in enumerate(areas):
        if (area.kind is AreaKind.AGGREGATE) != bool(area.members):
            yield Fault(
                place=marked.at(("areas", position, "members" if area.members else "kind")),
                value=f"»{area.id}« er {area.kind.value} med {len(area.members)} medlemmer",
                rule="Et samlet område (aggregate) har medlemmer, og kun det.",
                remedy="Ret »kind«, eller ret »members«.",
            )
        for place, member in enumerate(area.members):
            trail = ("areas", position, "members", place)
            if member not in known:
                yield _fault(marked, trail, f"området »{member}« kendes ikke", "analyses/areas.yml", member, known)
            elif member == area.id or member in area.members[:place]:
                yield Fault(
                    place=marked.at(trail),
                    value=f"»{member}« er medlem af sig selv eller står to gange",
                    rule="Et medlem tælles én gang.",
                    remedy="Slet det.",
                )


def _parts(areas: tuple[Area, ...], marked: Marked) -> Iterator[Fault]:
    whole = {area.id for area in areas if area.kind is AreaKind.AREA}
    for position, area in enumerate(areas):
        if (area.kind is AreaKind.PART) != (area.part_of is not None):
            yield Fault(
                place=marked.at(("areas", position, "part_of" if area.part_of else "kind")),
                value=f"»{area.id}« er {area.kind.value}",
                rule="En del (part) siger med part_of, hvilket område den er en del af, og kun den.",
                remedy="Ret »kind«, eller ret »part_of«.",
            )
        elif area.part_of is not None and area.part_of not in whole:
            trail = ("areas", position, "part_of")
            yield _fault(
                marked, trail, f"»{area.part_of}« er ikke et område", "analyses/areas.yml", area.part_of, whole
            )


def _names(areas: tuple[Area, ...], marked: Marked) -> Iterator[Fault]:
    """Two areas of one name would make a delivered row belong to either."""
    owner: dict[str, str] = {}
    for position, area in enumerate(areas):
        names: list[tuple[Trail, str]] = [(("areas", position, "name"), area.name)]
        names += [(("areas", position, "aliases", n), alias) for n, alias in enumerate(area.aliases)]
        for trail, name in names:
            key = name.casefold()
            if key in owner:
                yield Fault(
                    place=marked.at(trail),
                    value=f"navnet »{short(name)}« bruges allerede af »{owner[key]}«",
                    rule="Et navn eller en stavemåde peger på ét område.",
                    remedy="Slet det ene.",
                )
            owner.setdefault(key, area.id)


def _versions(indicators: tuple[Indicator, ...], marked: Marked) -> Iterator[Fault]:
    seen: set[tuple[str, int]] = set()
    for position, indicator in enumerate(indicators):
        key = (indicator.id, indicator.version)
        if key in seen:
            yield Fault(
                place=marked.at(("indicators", position, "id")),
                value=f"»{indicator.id}« står to gange i version {indicator.version}",
                rule="En ændret definition får en ny version; den gamle bliver stående.",
                remedy="Tæl »version« op, eller slet den ene.",
            )
        seen.add(key)


def _clusters(indicators: tuple[Indicator, ...], marked: Marked) -> Iterator[Fault]:
    for position, indicator in enumerate(indicators):
        share = indicator.nature in _SHARES
        if share and indicator.clustered is None and _OF_MANY.search(indicator.denominator or ""):
            yield Fault(
                place=marked.at(("indicators", position, "denominator")),
                value=f"»{indicator.id}« er regnet af »{indicator.denominator}«, og den samme person har mange",
                rule="En andel af dage, timer eller lektioner siger, hvis de er; ellers ser den for sikker ud.",
                remedy="Tilføj f.eks. »clustered: {units: skoledage, persons: børn}«.",
            )
        if indicator.clustered is not None and not share:
            yield Fault(
                place=marked.at(("indicators", position, "clustered")),
                value=f"»clustered« står ved »{indicator.id}«, der er {indicator.nature.value}",
                rule="Kun andele af dage, timer eller lektioner er regnet af flere for hver person.",
                remedy="Slet feltet, eller ret »nature«.",
            )


def _natures(indicators: tuple[Indicator, ...], marked: Marked) -> Iterator[Fault]:
    for position, indicator in enumerate(indicators):
        trail: Trail = ("indicators", position, "nature")
        if indicator.nature in _SHARES and (indicator.unit is not Unit.PERCENT or indicator.denominator is None):
            yield Fault(
                place=marked.at(trail),
                value=f"»{indicator.id}« er en andel i {indicator.unit.value}",
                rule="En andel måles i percent og siger, hvad tæller og nævner er.",
                remedy="Ret »unit«, eller tilføj »denominator«.",
            )
        if (indicator.nature is Nature.MILESTONE) != (indicator.unit is Unit.YES_NO):
            yield Fault(
                place=marked.at(trail),
                value=f"»{indicator.id}« er {indicator.nature.value} i {indicator.unit.value}",
                rule="En milepæl (milestone) måles i yes_no, og kun den.",
                remedy="Ret »nature« eller »unit«.",
            )


def _features(data: Plain) -> list[Plain]:
    features = data.get("features") if isinstance(data, dict) else None
    return features if isinstance(features, list) else []


def _named_area(feature: Plain) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    word = properties.get("area") if isinstance(properties, dict) else None
    return word if isinstance(word, str) else ""


def _fault(marked: Marked, trail: Trail, value: str, where: str, word: str, known: set[str]) -> Fault:
    return Fault(place=marked.at(trail), value=value, rule=f"Det skal stå i {where}.", remedy=suggestion(word, known))
