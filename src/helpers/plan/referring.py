"""What a plan's entries call each other: ids that are unique, and references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault
from helpers.plan.marked import Trail
from helpers.plan.model import Plan
from helpers.plan.placed import PlanInPlace, repeated

_SECTIONS = (
    "goals", "activities", "effects", "gaps", "agreements", "bodies", "milestones", "staffing", "evaluation_cycle",
    "contradictions", "statements",
)  # fmt: skip
_DOCUMENTED = "obs-"
"""Documented figures lie in the raw data, which are read after the plan."""


def references(at: PlanInPlace) -> Iterator[Fault]:
    """Yield every id that stands twice in its section and every reference to an id that isn't there."""
    for name in _SECTIONS:
        yield from repeated(at.marked, name, [item.id for item in getattr(at.plan, name)])
    yield from _own_words(at)
    yield from _same_goals(at)
    yield from _affected(at)


def _own_words(at: PlanInPlace) -> Iterator[Fault]:
    goals, activities, agreements = (_ids(at.plan, name) for name in ("goals", "activities", "agreements"))
    for position, goal in enumerate(at.plan.goals):
        if goal.activity is not None and goal.activity not in activities:
            yield at.unknown(("goals", position, "activity"), "aktiviteten", goal.activity, activities, "»activities«")
        if goal.same_as is not None and goal.same_as not in goals:
            yield at.unknown(("goals", position, "same_as"), "målet", goal.same_as, goals, "»goals«")
    for trail, word in _agreement_words(at.plan):
        if word not in agreements:
            yield at.unknown(trail, "aftalen", word, agreements, "»agreements«")
    for position, milestone in enumerate(at.plan.milestones):
        if milestone.goal is not None and milestone.goal not in goals:
            yield at.unknown(("milestones", position, "goal"), "målet", milestone.goal, goals, "»goals«")


def _same_goals(at: PlanInPlace) -> Iterator[Fault]:
    following = {goal.id: goal.same_as for goal in at.plan.goals}
    for position, goal in enumerate(at.plan.goals):
        seen: set[str] = set()
        word = goal.same_as
        while word is not None and word not in seen and word != goal.id:
            seen.add(word)
            word = following.get(word)
        if word == goal.id:
            yield at.fault(
                ("goals", position, "same_as"),
                f"»{goal.id}« henviser i ring til sig selv",
                "»same_as« peger på det mål, som er det samme og står uden »same_as«.",
                "Slet »same_as« i det mål, der skal tælle.",
            )


def _affected(at: PlanInPlace) -> Iterator[Fault]:
    known = {at.plan.id, *(area.id for area in at.registry.areas)}
    known |= {indicator.id for indicator in at.registry.indicators} | {system.id for system in at.registry.systems}
    known = known.union(*(_ids(at.plan, name) for name in _SECTIONS))
    for name in ("gaps", "contradictions"):
        for position, item in enumerate(getattr(at.plan, name)):
            for place, word in enumerate(item.affects):
                if word not in known and not word.startswith(_DOCUMENTED):
                    trail: Trail = (name, position, "affects", place)
                    where = "planen eller i registrene, eller være et dokumenteret tal (obs-…)"
                    yield at.unknown(trail, "målet, aktiviteten eller området", word, known, where)


def _agreement_words(plan: Plan) -> Iterator[tuple[Trail, str]]:
    for name in ("goals", "activities"):
        for position, item in enumerate(getattr(plan, name)):
            if item.agreement is not None:
                yield (name, position, "agreement"), item.agreement


def _ids(plan: Plan, section: str) -> set[str]:
    return {item.id for item in getattr(plan, section)}
