"""Rules about a plan's questions about effects: what they name is known, and they don't contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.plan.marked import Trail
from helpers.plan.placed import PlanInPlace
from helpers.plan.questions import EffectQuestion, complaints_about


def effect_questions(at: PlanInPlace) -> Iterator[Fault]:
    """Yield every fault of the plan's questions and of the areas that they may compare with."""
    known = {area.id for area in at.registry.areas}
    own = {*at.plan.areas, *at.plan.comparisons}
    declared = {*own, *at.plan.comparison_pool}
    for position, word in enumerate(at.plan.comparison_pool):
        yield from _pool_area(at, ("comparison_pool", position), word, known)
    for number, question in enumerate(at.plan.effects):
        trail: Trail = ("effects", number)
        yield from _areas(at, question, trail, known, own)
        yield from _pool(at, question, trail, known, declared)
        yield from _indicators(at, question, trail)
        yield from _activity(at, question, trail)
        for field, value, rule, remedy in complaints_about(question, at.plan.comparison_pool):
            yield at.fault((*trail, field), value, rule, remedy)


def _pool_area(at: PlanInPlace, trail: Trail, word: str, known: set[str]) -> Iterator[Fault]:
    if word not in known:
        yield at.unknown(trail, "området", word, known, "analyses/areas.yml")
    elif word in (*at.plan.areas, *at.plan.comparisons):
        yield at.fault(
            trail,
            f"»{word}« står også i planens »areas« eller »comparisons«",
            "»comparison_pool« er de områder, der kun bruges til spørgsmål om virkning.",
            "Lad det stå ét af stederne.",
        )


def _areas(
    at: PlanInPlace, question: EffectQuestion, trail: Trail, known: set[str], declared: set[str]
) -> Iterator[Fault]:
    words = [((*trail, "areas", n), word) for n, word in enumerate(question.areas)]
    words += [((*trail, "own_starts", n, "area"), own.area) for n, own in enumerate(question.own_starts)]
    for place, word in words:
        if word not in known:
            yield at.unknown(place, "området", word, known, "analyses/areas.yml")
        elif word not in declared:
            yield at.fault(
                place,
                f"området »{word}« hører ikke til evalueringen",
                "Områderne i et spørgsmål skal stå i planens »areas« eller »comparisons«.",
                "Tilføj området der, eller ret det her.",
            )
    yield from _whole_and_parts(at, question, trail)


def _whole_and_parts(at: PlanInPlace, question: EffectQuestion, trail: Trail) -> Iterator[Fault]:
    """Yield a fault for an area that is a sum of others which are counted as well."""
    members = {area.id: area.members for area in at.registry.areas}
    pool = question.pool(at.plan.comparison_pool)
    for place, words in (((*trail, "areas"), question.areas), ((*trail, "comparison"), pool)):
        for word in words:
            twice = sorted(set(members.get(word, ())) & {*question.areas, *pool})
            if twice:
                yield at.fault(
                    place,
                    f"»{word}« er summen af områder, hvoraf »{twice[0]}« også er med",
                    "De samme beboere må kun tælles én gang.",
                    "Behold enten summen eller delene.",
                )


def _pool(
    at: PlanInPlace, question: EffectQuestion, trail: Trail, known: set[str], declared: set[str]
) -> Iterator[Fault]:
    for position, word in enumerate(question.comparison.pool if question.comparison else ()):
        place: Trail = (*trail, "comparison", "pool", position)
        if word not in known:
            yield at.unknown(place, "området", word, known, "analyses/areas.yml")
        elif word not in declared:
            yield at.fault(
                place,
                f"området »{word}« hører ikke til evalueringen",
                "Områder at sammenligne med skal stå i planens »comparison_pool« eller »comparisons«.",
                "Tilføj området der, eller ret det her.",
            )


def _indicators(at: PlanInPlace, question: EffectQuestion, trail: Trail) -> Iterator[Fault]:
    known = {indicator.id for indicator in at.registry.indicators}
    words: list[tuple[Trail, str]] = [((*trail, "indicator"), question.indicator)]
    alike = question.comparison.alike_on if question.comparison else ()
    words += [((*trail, "comparison", "alike_on", n), word) for n, word in enumerate(alike)]
    for place, word in words:
        if word not in known:
            yield at.unknown(place, "indikatoren", word, known, "analyses/indicators.yml")


def _activity(at: PlanInPlace, question: EffectQuestion, trail: Trail) -> Iterator[Fault]:
    known = {activity.id for activity in at.plan.activities}
    if question.activity is not None and question.activity not in known:
        yield at.unknown((*trail, "activity"), "aktiviteten", question.activity, known, "»activities«")
