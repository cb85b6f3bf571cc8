"""What a goal asks for, in words: the target at a round with its number, and the rule that it follows from."""

from __future__ import annotations

from helpers.measurement.results import TargetAtRound
from helpers.output.attainment_reasons import LOST, deadline_words
from helpers.output.languages import Language, say
from helpers.output.wording import (
    HIDDEN,
    HIDDEN_WORDS,
    as_computed,
    as_stated,
    difference_words,
    interval_words,
    joined,
    number,
    quantity,
    quoted,
    same,
)
from helpers.plan.model import Indicator, Plan, Registry, Target, TargetKind

_COMPARED = {
    ">=": "mindst {amount}",
    ">": "over {amount}",
    "<=": "højst {amount}",
    "<": "under {amount}",
    "=": "præcis {amount}",
}
_THAN_BENCHMARK = {
    ">=": "mindst tallet for {area}",
    ">": "over tallet for {area}",
    "<=": "højst tallet for {area}",
    "<": "under tallet for {area}",
}
_RELATIVE = {
    TargetKind.RELATIVE_TO_BASELINE: "udgangspunktet",
    TargetKind.RELATIVE_TO_PRECEDING_YEAR: "året før",
}
_SPANS = {TargetKind.COUNT_PER_YEAR: "{count} om året", TargetKind.COUNT_IN_TOTAL: "{count} i alt"}
_WHOLE = 100
_UNNAMED = "dem, der sammenlignes med"
NOT_SET = "ikke fastsat i dokumentet"
LOST_WORDS = "mangler i afskriften"
"""The agreement did set the target, but the transcript has lost it."""


def target_words(
    target: Target,
    at_round: TargetAtRound | None,
    indicator: Indicator,
    plan: Plan,
    registry: Registry,
    language: Language = "da",
) -> str:
    """Return the target as one phrase: `over 72,4 % (tallet for Særligt udsatte boligområder)`.

    Without a number at the round the rule alone is given: `mindst 10 % lavere om året fra udgangspunktet`.
    """
    fixed = _without_number(target, plan, language)
    if fixed:
        return fixed
    phrase = number_wanted(target, at_round, indicator, registry, language)
    if not phrase:
        return say(NOT_SET, language)
    if at_round is None or at_round.interval is None or at_round.beyond is not None:
        return phrase
    unsure = interval_words(at_round.interval, indicator, language=language)
    return say("{target}; målet er selv usikkert: {interval}", language, target=phrase, interval=unsure)


def number_wanted(
    target: Target,
    at_round: TargetAtRound | None,
    indicator: Indicator,
    registry: Registry,
    language: Language = "da",
) -> str:
    """Return the number that a goal asks for, with its rule and without its uncertainty; empty if there is none."""
    rule = rule_words(target, indicator, registry, since=first_year(at_round), language=language)
    if at_round is None:
        return rule
    if at_round.beyond is not None:
        beyond = _beyond(*at_round.beyond, indicator, language)
        return say("kan ikke opfyldes: {beyond} ({rule})", language, beyond=beyond, rule=rule)
    phrase = _compared(at_round.operator, at_round.value, target.kind, written_as(at_round, indicator), language)
    if target.kind in _RELATIVE:
        phrase += f" ({rule})"
    elif target.kind is TargetKind.EXCEED_BENCHMARK:
        phrase += f" ({_benchmark(target, registry, language)})"
    return phrase


def hidden_target_words(target: Target, indicator: Indicator, registry: Registry, language: Language = "da") -> str:
    """Return a target whose number would give a hidden value away: the rule, and `..` for the number."""
    rule = rule_words(target, indicator, registry, language=language)
    return f"{HIDDEN} ({rule}; {say(HIDDEN_WORDS, language)})"


def _without_number(target: Target, plan: Plan, language: Language) -> str:
    if target.pending:
        return say(LOST_WORDS if LOST in (target.deadline_words or "") else NOT_SET, language)
    if target.kind is TargetKind.QUALITATIVE:
        return say("vurderet som opfyldt", language)
    if target.kind is TargetKind.MILESTONE_BY_DATE:
        return say("nået til tiden. {deadline}", language, deadline=deadline_words(target, plan, language))
    return ""


def _beyond(start: float, change: float, indicator: Indicator, language: Language) -> str:
    """Return that a path of percentage points leaves what a share can be: `23,9 − 40 er under nul`."""
    words = "{start} \N{MINUS SIGN} {amount} er under nul" if change < 0 else "{start} + {amount} er over {whole}"
    amount = number(abs(change), _decimals(change), language)
    return say(words, language, start=number(start, indicator.decimals, language), amount=amount, whole=_WHOLE)


def written_as(at_round: TargetAtRound, indicator: Indicator) -> Indicator:
    """Return the indicator with the decimals that a target's number is written with."""
    exactly = as_stated if at_round.rests_on is None else as_computed
    return exactly(at_round.value, indicator)


def first_year(at_round: TargetAtRound | None) -> str:
    """Return the year that a target's path starts from; empty if it has none."""
    return str(at_round.steps[0][0]) if at_round is not None and at_round.steps else ""


def rule_words(
    target: Target, indicator: Indicator, registry: Registry, *, since: str = "", language: Language = "da"
) -> str:
    """Return the rule of the agreement; empty if there is none.

    `since` is the year that a path starts from; without it the rule names no measurement.
    """
    if target.kind in _RELATIVE:
        return _relative_rule(target, since, language)
    if target.kind is TargetKind.EXCEED_BENCHMARK and (target.value is None or target.benchmark_moves):
        if target.operator not in _THAN_BENCHMARK:
            return _benchmark(target, registry, language)
        return say(_THAN_BENCHMARK[target.operator], language, area=_compared_area(target, registry, language))
    if target.value is None or target.operator is None:
        return ""
    phrase = _compared(target.operator, target.value, target.kind, as_stated(target.value, indicator), language)
    if target.kind is not TargetKind.EXCEED_BENCHMARK:
        return phrase
    return f"{phrase} ({_benchmark(target, registry, language)})"


def _compared(operator: str, value: float, kind: TargetKind, indicator: Indicator, language: Language) -> str:
    if kind is TargetKind.SHARE_OF_GROUP and value >= _WHOLE and operator in (">=", "="):
        return say("alle", language)
    amount = quantity(value, indicator, language)
    phrase = say(_COMPARED[operator], language, amount=amount)
    return say(_SPANS[kind], language, count=phrase) if kind in _SPANS else phrase


def _benchmark(target: Target, registry: Registry, language: Language) -> str:
    area = None if target.benchmark_area is None else registry.area(target.benchmark_area)
    if area is not None and area.limit:
        # A limit that an agreement names is no place that has a figure.
        return f"{area.name[0].lower()}{area.name[1:]}" if language == "da" else quoted(area.name, language)
    return say("tallet for {area}", language, area=_compared_area(target, registry, language))


def _compared_area(target: Target, registry: Registry, language: Language) -> str:
    if target.benchmark_area is None:
        return say(_UNNAMED, language)
    name = registry.area(target.benchmark_area).name
    return name if language == "da" else quoted(name, language)


def _relative_rule(target: Target, since: str, language: Language) -> str:
    against = say(_RELATIVE[target.kind], language)
    falling = target.operator in ("<", "<=")
    if not target.value:
        words = "uændret fra {start}" if target.operator == "=" else _THAN[falling]
        return say(words, language, start=against)
    size = number(abs(target.value), _decimals(target.value), language)
    unit = say("procentpoint" if target.points else "%", language)
    amount = say(_AMOUNTS[_how_much(target)], language, amount=joined(size, unit, language))
    lower = target.value < 0
    if target.kind is TargetKind.RELATIVE_TO_BASELINE or target.measured_preceding:
        return say(_CHANGED["than", lower], language, amount=amount, start=against)
    # A path is followed from the start; it is not the measured preceding year that decides.
    if target.compounding or target.points:
        start = since or say("udgangspunktet", language)
        return say(_CHANGED["path", lower], language, amount=amount, start=start)
    start = say("tallet for {area}", language, area=since) if since else say("udgangspunktet", language)
    return say(_CHANGED["linear", lower], language, amount=amount, start=start)


_THAN = {True: "lavere end {start}", False: "højere end {start}"}
_AMOUNTS = {
    "mindst": "mindst {amount}",
    "mere end": "mere end {amount}",
    "højst": "højst {amount}",
    "mindre end": "mindre end {amount}",
}
_CHANGED = {
    ("than", True): "{amount} lavere end {start}",
    ("than", False): "{amount} højere end {start}",
    ("path", True): "{amount} lavere om året fra {start}",
    ("path", False): "{amount} højere om året fra {start}",
    ("linear", True): "hvert år lavere med {amount} af {start}",
    ("linear", False): "hvert år højere med {amount} af {start}",
}


def _how_much(target: Target) -> str:
    onward = (target.operator in ("<", "<=")) == ((target.value or 0) < 0)
    strict = target.operator in ("<", ">")
    if onward:
        return "mere end" if strict else "mindst"
    return "mindre end" if strict else "højst"


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def distance_words(distance: float, indicator: Indicator, language: Language = "da", *, of: str = "målet") -> str:
    """Return the distance to the target: `3,2 procentpoint over målet`; `på målet` only where there is none.

    `of` is what the distance is told from: `målet` or, where the goal is spoken of as met or not, `kravet`.
    """
    if same(distance, 0):
        return say(_ON[of], language)
    decimals = as_computed(distance, indicator).decimals
    size = number(abs(distance), decimals, language)
    if not size.strip("0,."):
        size = say("mindre end {amount}", language, amount=number(10.0**-decimals, decimals, language))
    unit = difference_words(indicator, one=size == "1", language=language)
    return say(_OFF[of, distance > 0], language, amount=joined(size, unit, language))


_ON = {"målet": "på målet", "kravet": "præcis på kravet"}
_OFF = {
    ("målet", True): "{amount} over målet",
    ("målet", False): "{amount} under målet",
    ("kravet", True): "{amount} over kravet",
    ("kravet", False): "{amount} under kravet",
}
