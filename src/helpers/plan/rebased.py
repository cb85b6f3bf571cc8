"""Rules about where a plan begins control charts anew: what is named is known, and each day has one reason."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.plan.marked import Trail
from helpers.plan.placed import PlanInPlace


def new_limits(at: PlanInPlace) -> Iterator[Fault]:
    """Yield every fault of the plan's `rebase` entries."""
    areas = {area.id for area in at.registry.areas}
    indicators = {indicator.id for indicator in at.registry.indicators}
    seen: set[tuple[str, str, str]] = set()
    for position, entry in enumerate(at.plan.rebase):
        trail: Trail = ("rebase", position)
        if entry.indicator not in indicators:
            yield at.unknown(
                (*trail, "indicator"), "indikatoren", entry.indicator, indicators, "analyses/indicators.yml"
            )
        for number, word in enumerate(entry.areas):
            if word not in areas:
                yield at.unknown((*trail, "areas", number), "området", word, areas, "analyses/areas.yml")
        if not entry.reason.strip():
            yield at.fault(
                (*trail, "reason"),
                "begrundelsen er tom",
                "Et kontrolkort må kun begynde forfra af en grund, der kan læses.",
                "Skriv, hvad der skete, og hvor det står.",
            )
        for area in entry.areas or ("",):
            place = (entry.indicator, area, entry.start.isoformat())
            if place in seen:
                yield at.fault(
                    (*trail, "start"),
                    f"»{entry.indicator}« begynder allerede forfra {entry.start.isoformat()}",
                    "Der er én begrundelse for hver dag.",
                    "Slet den ene.",
                )
            seen.add(place)
