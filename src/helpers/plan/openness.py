"""Rules about what may be public: a sensitive indicator is, only if a reason is written down."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.plan.marked import Marked
from helpers.plan.placed import PlanInPlace
from helpers.plan.registered import Indicator

_LEAST = 20
"""Letters of a reason; less is no reason that a resident could judge."""


def check_reasons(indicators: tuple[Indicator, ...], marked: Marked) -> Iterator[Fault]:
    """Yield every `public_because` that is no reason, or stands where none is asked for."""
    for position, indicator in enumerate(indicators):
        reason = indicator.public_because
        if reason is None:
            continue
        place = marked.at(("indicators", position, "public_because"))
        if len(reason.strip()) < _LEAST:
            yield Fault(
                place=place,
                value=f"begrundelsen for, at »{indicator.id}« er offentlig, er på {len(reason.strip())} tegn",
                rule="En følsom indikator er kun offentlig, hvis en beboer kan læse hvorfor.",
                remedy="Skriv grunden i en hel sætning, gerne med dokument og side, eller slet feltet.",
            )
        if indicator.internal or not indicator.sensitive:
            yield Fault(
                place=place,
                value=f"»{indicator.id}« er " + ("intern" if indicator.internal else "ikke følsom"),
                rule="»public_because« hører til følsomme indikatorer, der ikke er interne.",
                remedy="Slet »public_because«, eller ret »internal« eller »sensitive«.",
            )


def stricter_rules(at: PlanInPlace) -> Iterator[Fault]:
    """Yield every entry of the plan's `protection` that names an unknown indicator, or asks for nothing."""
    known = {indicator.id for indicator in at.registry.indicators}
    for position, entry in enumerate(at.plan.protection):
        trail = ("protection", position)
        if entry.indicator is not None and entry.indicator not in known:
            yield at.unknown((*trail, "indicator"), "indikatoren", entry.indicator, known, "analyses/indicators.yml")
        if not entry.rules():
            yield at.fault(
                trail,
                "der står ingen regel",
                "En linje under »protection« gør mindst én regel strengere.",
                "Tilføj for eksempel »smallest_shown: 10«, eller slet linjen.",
            )
