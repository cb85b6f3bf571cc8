"""Rules that tie plans and registries together; each names file and line of the offending value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from helpers.errors import Fault
from helpers.plan.budgeting import budget
from helpers.plan.documents import cited
from helpers.plan.marked import Trail, short
from helpers.plan.model import AreaKind, Plan, Target
from helpers.plan.openness import stricter_rules
from helpers.plan.periods import period_bounds
from helpers.plan.placed import PlanInPlace, Rule
from helpers.plan.questioning import effect_questions
from helpers.plan.rebased import new_limits
from helpers.plan.referring import references
from helpers.plan.targets import complaints, fits, natures

ROUND_ORDER = ("baseline", "midway", "end")


def check_plan(at: PlanInPlace) -> tuple[Fault, ...]:
    """Return every fault of a plan that is well formed in itself."""
    return tuple(fault for rule in _RULES for fault in rule(at))


def _folder(at: PlanInPlace) -> Iterator[Fault]:
    if at.plan.id != at.folder:
        yield at.fault(
            ("id",),
            f"id er »{at.plan.id}«, men mappen hedder »{at.folder}«",
            "En evaluering hedder det samme som sin mappe.",
            f"Skriv id: {at.folder}, eller giv mappen et nyt navn.",
        )


def _areas(at: PlanInPlace) -> Iterator[Fault]:
    known = {area.id for area in at.registry.areas}
    for trail, word in (*_area_words(at.plan), *_mentioned_areas(at.plan)):
        if word not in known:
            yield at.unknown(trail, "området", word, known, "analyses/areas.yml")


def _areas_declared(at: PlanInPlace) -> Iterator[Fault]:
    known = {area.id for area in at.registry.areas}
    declared = {*at.plan.areas, *at.plan.comparisons}
    for trail, word in _area_words(at.plan):
        if trail[0] not in ("areas", "comparisons") and word in known and word not in declared:
            yield at.fault(
                trail,
                f"området »{word}« hører ikke til evalueringen",
                "Områder i mål og aktiviteter skal stå i planens »areas« eller »comparisons«.",
                "Tilføj området der, eller ret det her.",
            )


def _pages_are_areas(at: PlanInPlace) -> Iterator[Fault]:
    kinds = {area.id: area.kind for area in at.registry.areas}
    for position, word in enumerate(at.plan.areas):
        if kinds.get(word, AreaKind.AREA) is not AreaKind.AREA:
            yield at.fault(
                ("areas", position),
                f"»{word}« er af slagsen {kinds[word].value}",
                "Kun områder af slagsen area har egne sider.",
                "Flyt det til »comparisons«.",
            )


def _indicators(at: PlanInPlace) -> Iterator[Fault]:
    known = {indicator.id for indicator in at.registry.indicators}
    words: list[tuple[Trail, str]] = [
        (("goals", n, "indicator"), goal.indicator) for n, goal in enumerate(at.plan.goals)
    ]
    words += [(("context_indicators", n), word) for n, word in enumerate(at.plan.context_indicators)]
    for trail, word in words:
        if word not in known:
            yield at.unknown(trail, "indikatoren", word, known, "analyses/indicators.yml")


def _focus_areas(at: PlanInPlace) -> Iterator[Fault]:
    words: list[tuple[Trail, str]] = [
        (("goals", n, "focus_area"), goal.focus_area) for n, goal in enumerate(at.plan.goals)
    ]
    words += [(("activities", n, "focus_area"), one.focus_area) for n, one in enumerate(at.plan.activities)]
    for trail, word in words:
        if word not in at.plan.focus_areas:
            yield at.unknown(trail, "indsatsområdet", word, at.plan.focus_areas, "»focus_areas«")


def _period(at: PlanInPlace) -> Iterator[Fault]:
    if at.plan.start >= at.plan.end:
        yield at.fault(
            ("end",),
            f"planen slutter {at.plan.end.isoformat()} og begynder {at.plan.start.isoformat()}",
            "En plan slutter efter sin begyndelse.",
            "Ret »start« eller »end«.",
        )


def _rounds(at: PlanInPlace) -> Iterator[Fault]:
    rule = "Runderne er baseline, midway og end i den orden, baseline altid; den enes vindue slutter, før den næstes."
    place = -1
    for position, found in enumerate(at.plan.rounds):
        trail = ("rounds", position)
        later = ROUND_ORDER[place + 1 :] if position else ROUND_ORDER[:1]
        if found.id not in later:
            remedy = f"Skriv id: {' eller '.join(later)}." if later else "Slet runden."
            yield at.fault((*trail, "id"), f"runde {position + 1} er »{found.id}«", rule, remedy)
        place = max(place, ROUND_ORDER.index(found.id))
        if found.first > found.last:
            yield at.fault((*trail, "last"), "runden slutter, før den begynder", rule, "Ret »first« eller »last«.")
    for position, (before, after) in enumerate(pairwise(at.plan.rounds)):
        if after.first <= before.last:
            value = f"»{after.id}« begynder {after.first.isoformat()}, før »{before.id}« er slut"
            yield at.fault(("rounds", position + 1, "first"), value, rule, "Ret datoerne.")


def _targets(at: PlanInPlace) -> Iterator[Fault]:
    for trail, target in _all_targets(at.plan):
        for found in complaints(target):
            yield at.fault((*trail, found.field), found.value, found.rule, found.remedy)


def _natures(at: PlanInPlace) -> Iterator[Fault]:
    known = {indicator.id for indicator in at.registry.indicators}
    for trail, target in _all_targets(at.plan):
        word = at.plan.goals[int(trail[1])].indicator
        if word in known and not fits(target, at.registry.indicator(word)):
            indicator = at.registry.indicator(word)
            yield at.fault(
                (*trail, "kind"),
                f"{target.kind.value} passer ikke til »{word}« ({indicator.nature.value}, {indicator.unit.value})",
                f"Slagsen passer til: {', '.join(natures(target.kind))} (andel af gruppe og points kun i procent).",
                "Vælg en anden slags mål eller en anden indikator.",
            )


def _deadlines(at: PlanInPlace) -> Iterator[Fault]:
    for trail, target in _all_targets(at.plan):
        explained = bool(at.plan.goals[int(trail[1])].ambiguity)
        if target.deadline is not None and not explained and not at.plan.start <= target.deadline <= at.plan.end:
            yield at.fault(
                (*trail, "deadline"),
                f"fristen {target.deadline.isoformat()} ligger uden for planens periode",
                "En frist ligger i planens periode, eller målet forklarer hvorfor ikke.",
                "Ret fristen, eller forklar den i »ambiguity«.",
            )


def _baseline_periods(at: PlanInPlace) -> Iterator[Fault]:
    for trail, word in _baseline_words(at.plan):
        try:
            period_bounds(word)
        except ValueError:
            yield at.fault(
                trail,
                f"perioden »{short(word)}« kan ikke læses",
                "En startperiode skrives '2015', '2013K1' eller '2012-12-01'.",
                "Ret perioden.",
            )


def _sealing(at: PlanInPlace) -> Iterator[Fault]:
    afterwards, because = at.plan.sealing.order == "afterwards", at.plan.sealing.because
    if afterwards and because is None:
        yield at.fault(
            ("sealing", "order"),
            "order er »afterwards« uden en grund",
            "Når runderne ikke låses, før de næste tal læses, skal siden kunne sige hvorfor.",
            "Skriv grunden i en sætning under »because«, eller skriv order: before_next.",
        )
    if because is not None and not afterwards:
        yield at.fault(
            ("sealing", "because"),
            "»because« står ved order: before_next",
            "Kun runder, der låses bagefter, skal have en grund.",
            "Slet »because«, eller skriv order: afterwards.",
        )


_RULES: tuple[Rule, ...] = (
    _folder,
    references,
    _areas,
    _areas_declared,
    _pages_are_areas,
    _indicators,
    _focus_areas,
    _period,
    _rounds,
    _sealing,
    _targets,
    _natures,
    _deadlines,
    _baseline_periods,
    effect_questions,
    new_limits,
    stricter_rules,
    cited,
    budget,
)


def _area_words(plan: Plan) -> Iterator[tuple[Trail, str]]:
    for name in ("areas", "comparisons"):
        yield from (((name, n), word) for n, word in enumerate(getattr(plan, name)))
    for position, goal in enumerate(plan.goals):
        for name in ("areas", "evaluated_on"):
            yield from ((("goals", position, name, n), word) for n, word in enumerate(getattr(goal, name)))
    for position, activity in enumerate(plan.activities):
        yield from ((("activities", position, "areas", n), word) for n, word in enumerate(activity.areas))
    for trail, target in _all_targets(plan):
        if target.benchmark_area is not None:
            yield (*trail, "benchmark_area"), target.benchmark_area


def _mentioned_areas(plan: Plan) -> Iterator[tuple[Trail, str]]:
    """Yield areas that an agreement or staff have to do with; the evaluation may leave them aside."""
    for position, agreement in enumerate(plan.agreements):
        yield from ((("agreements", position, "areas", n), word) for n, word in enumerate(agreement.areas))
    for position, staff in enumerate(plan.staffing):
        if staff.area is not None:
            yield ("staffing", position, "area"), staff.area


def _all_targets(plan: Plan) -> Iterator[tuple[Trail, Target]]:
    for position, goal in enumerate(plan.goals):
        yield ("goals", position, "target"), goal.target
        for other, reading in enumerate(goal.other_readings):
            yield ("goals", position, "other_readings", other, "target"), reading.target


def _baseline_words(plan: Plan) -> Iterator[tuple[Trail, str]]:
    for position, goal in enumerate(plan.goals):
        if goal.baseline_period is not None:
            yield ("goals", position, "baseline_period"), goal.baseline_period
        for other, reading in enumerate(goal.other_readings):
            if reading.baseline_period is not None:
                yield ("goals", position, "other_readings", other, "baseline_period"), reading.baseline_period
