"""What a goal asks for, in words: the target at a round with its number, and the rule that it follows from."""

from __future__ import annotations

from helpers.measurement.results import TargetAtRound
from helpers.output.verdicts import deadline_words
from helpers.output.wording import (
    HIDDEN,
    HIDDEN_WORDS,
    difference_words,
    interval_words,
    number,
    quantity,
    stated_quantity,
)
from helpers.plan.model import Indicator, Plan, Registry, Target, TargetKind

_COMPARED = {">=": "mindst", ">": "over", "<=": "højst", "<": "under", "=": ""}
_RELATIVE = {
    TargetKind.RELATIVE_TO_BASELINE: "udgangspunktet",
    TargetKind.RELATIVE_TO_PRECEDING_YEAR: "året før",
}
_SPANS = {TargetKind.COUNT_PER_YEAR: " om året", TargetKind.COUNT_IN_TOTAL: " i alt"}
NOT_SET = "ikke fastsat i aftalen"


def target_words(
    target: Target, at_round: TargetAtRound | None, indicator: Indicator, plan: Plan, registry: Registry
) -> str:
    """Return the target as one phrase: `over 72,4 % (tallet for Særligt udsatte boligområder)`.

    Without a number at the round the rule alone is given: `mindst 10 % lavere end året før`.
    """
    fixed = _without_number(target, plan)
    if fixed:
        return fixed
    rule = rule_words(target, indicator, registry)
    if at_round is None:
        return rule or NOT_SET
    stated = at_round.rests_on is None
    phrase = _compared(at_round.operator, at_round.value, target.kind, indicator, stated=stated)
    if target.kind in _RELATIVE:
        phrase += f" ({rule})"
    elif target.kind is TargetKind.EXCEED_BENCHMARK:
        phrase += f" ({_benchmark(target, registry)})"
    if at_round.interval is not None:
        phrase += f"; målet er selv usikkert: {interval_words(at_round.interval, indicator)}"
    return phrase


def hidden_target_words(target: Target, indicator: Indicator, registry: Registry) -> str:
    """Return a target whose number would give a hidden value away: the rule, and `..` for the number."""
    return f"{HIDDEN} ({rule_words(target, indicator, registry)}; {HIDDEN_WORDS})"


def _without_number(target: Target, plan: Plan) -> str:
    if target.pending:
        return NOT_SET
    if target.kind is TargetKind.QUALITATIVE:
        return "vurderet som opfyldt"
    if target.kind is TargetKind.MILESTONE_BY_DATE:
        return f"nået til tiden. {deadline_words(target, plan)}"
    return ""


def rule_words(target: Target, indicator: Indicator, registry: Registry) -> str:
    """Return the rule of the agreement without reference to any measurement; empty if there is none."""
    if target.kind in _RELATIVE:
        return _relative_rule(target)
    if target.kind is TargetKind.EXCEED_BENCHMARK and (target.value is None or target.benchmark_moves):
        return f"{_COMPARED.get(target.operator or '', '')} {_benchmark(target, registry)}".strip()
    if target.value is None or target.operator is None:
        return ""
    phrase = _compared(target.operator, target.value, target.kind, indicator, stated=True)
    return f"{phrase} ({_benchmark(target, registry)})" if target.kind is TargetKind.EXCEED_BENCHMARK else phrase


def _compared(operator: str, value: float, kind: TargetKind, indicator: Indicator, *, stated: bool) -> str:
    amount = stated_quantity(value, indicator) if stated else quantity(value, indicator)
    return f"{_COMPARED[operator]} {amount}{_SPANS.get(kind, '')}".strip()


def _benchmark(target: Target, registry: Registry) -> str:
    if target.benchmark_area is None:
        return "tallet for dem, der sammenlignes med"
    return f"tallet for {registry.area(target.benchmark_area).name}"


def _relative_rule(target: Target) -> str:
    against = _RELATIVE[target.kind]
    falling = target.operator in ("<", "<=")
    if not target.value:
        return {"=": f"uændret fra {against}"}.get(
            target.operator or "", f"{'lavere' if falling else 'højere'} end {against}"
        )
    amount = f"{_how_much(target)} {number(abs(target.value), _decimals(target.value))}\N{NO-BREAK SPACE}%"
    direction = "lavere" if target.value < 0 else "højere"
    if target.kind is TargetKind.RELATIVE_TO_PRECEDING_YEAR and not target.compounding:
        return f"hvert år {direction} med {amount} af udgangspunktet"
    return f"{amount} {direction} end {against}"


def _how_much(target: Target) -> str:
    onward = (target.operator in ("<", "<=")) == ((target.value or 0) < 0)
    strict = target.operator in ("<", ">")
    if onward:
        return "mere end" if strict else "mindst"
    return "mindre end" if strict else "højst"


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def distance_words(distance: float, indicator: Indicator) -> str:
    """Return the distance to the target: `3,2 procentpoint over målet`."""
    size = number(abs(distance), indicator.decimals)
    if not size.strip("0,"):
        return "på målet"
    unit = difference_words(indicator)
    amount = f"{size}\N{NO-BREAK SPACE}{unit}" if unit else size
    return f"{amount} {'over' if distance > 0 else 'under'} målet"
