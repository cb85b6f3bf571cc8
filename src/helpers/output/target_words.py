"""What a goal asks for, in words: the target at a round with its number, and the rule that it follows from."""

from __future__ import annotations

from helpers.measurement.results import TargetAtRound
from helpers.output.verdicts import LOST, deadline_words
from helpers.output.wording import (
    HIDDEN,
    HIDDEN_WORDS,
    MINUS,
    as_computed,
    as_stated,
    difference_words,
    interval_words,
    number,
    quantity,
    same,
)
from helpers.plan.model import Indicator, Plan, Registry, Target, TargetKind

_COMPARED = {">=": "mindst", ">": "over", "<=": "højst", "<": "under", "=": ""}
_RELATIVE = {
    TargetKind.RELATIVE_TO_BASELINE: "udgangspunktet",
    TargetKind.RELATIVE_TO_PRECEDING_YEAR: "året før",
}
_SPANS = {TargetKind.COUNT_PER_YEAR: " om året", TargetKind.COUNT_IN_TOTAL: " i alt"}
_WHOLE = 100
NOT_SET = "ikke fastsat i dokumentet"
LOST_WORDS = "mangler i afskriften"
"""The agreement did set the target, but the transcript has lost it."""


def target_words(
    target: Target, at_round: TargetAtRound | None, indicator: Indicator, plan: Plan, registry: Registry
) -> str:
    """Return the target as one phrase: `over 72,4 % (tallet for Særligt udsatte boligområder)`.

    Without a number at the round the rule alone is given: `mindst 10 % lavere om året fra udgangspunktet`.
    """
    fixed = _without_number(target, plan)
    if fixed:
        return fixed
    rule = rule_words(target, indicator, registry, since=first_year(at_round))
    if at_round is None:
        return rule or NOT_SET
    if at_round.beyond is not None:
        return f"kan ikke lade sig gøre: {_beyond(*at_round.beyond, indicator)} ({rule})"
    phrase = _compared(at_round.operator, at_round.value, target.kind, written_as(at_round, indicator))
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
        return LOST_WORDS if LOST in (target.deadline_words or "") else NOT_SET
    if target.kind is TargetKind.QUALITATIVE:
        return "vurderet som opfyldt"
    if target.kind is TargetKind.MILESTONE_BY_DATE:
        return f"nået til tiden. {deadline_words(target, plan)}"
    return ""


def _beyond(start: float, change: float, indicator: Indicator) -> str:
    """Return that a path of percentage points leaves what a share can be: `23,9 − 40 er under nul`."""
    sign, limit = (MINUS, "under nul") if change < 0 else ("+", f"over {_WHOLE}")
    amount = number(abs(change), _decimals(change))
    return f"{number(start, indicator.decimals)} {sign} {amount} er {limit}"


def written_as(at_round: TargetAtRound, indicator: Indicator) -> Indicator:
    """Return the indicator with the decimals that a target's number is written with."""
    exactly = as_stated if at_round.rests_on is None else as_computed
    return exactly(at_round.value, indicator)


def first_year(at_round: TargetAtRound | None) -> str:
    """Return the year that a target's path starts from; empty if it has none."""
    return str(at_round.steps[0][0]) if at_round is not None and at_round.steps else ""


def rule_words(target: Target, indicator: Indicator, registry: Registry, *, since: str = "") -> str:
    """Return the rule of the agreement; empty if there is none.

    `since` is the year that a path starts from; without it the rule names no measurement.
    """
    if target.kind in _RELATIVE:
        return _relative_rule(target, since)
    if target.kind is TargetKind.EXCEED_BENCHMARK and (target.value is None or target.benchmark_moves):
        return f"{_COMPARED.get(target.operator or '', '')} {_benchmark(target, registry)}".strip()
    if target.value is None or target.operator is None:
        return ""
    phrase = _compared(target.operator, target.value, target.kind, as_stated(target.value, indicator))
    return f"{phrase} ({_benchmark(target, registry)})" if target.kind is TargetKind.EXCEED_BENCHMARK else phrase


def _compared(operator: str, value: float, kind: TargetKind, indicator: Indicator) -> str:
    if kind is TargetKind.SHARE_OF_GROUP and value >= _WHOLE and operator in (">=", "="):
        return "alle"
    return f"{_COMPARED[operator]} {quantity(value, indicator)}{_SPANS.get(kind, '')}".strip()


def _benchmark(target: Target, registry: Registry) -> str:
    if target.benchmark_area is None:
        return "tallet for dem, der sammenlignes med"
    return f"tallet for {registry.area(target.benchmark_area).name}"


def _relative_rule(target: Target, since: str) -> str:
    against = _RELATIVE[target.kind]
    falling = target.operator in ("<", "<=")
    if not target.value:
        return {"=": f"uændret fra {against}"}.get(
            target.operator or "", f"{'lavere' if falling else 'højere'} end {against}"
        )
    unit = "procentpoint" if target.points else "%"
    amount = f"{_how_much(target)} {number(abs(target.value), _decimals(target.value))}\N{NO-BREAK SPACE}{unit}"
    direction = "lavere" if target.value < 0 else "højere"
    if target.kind is TargetKind.RELATIVE_TO_BASELINE or target.measured_preceding:
        return f"{amount} {direction} end {against}"
    # A path is followed from the start; it is not the measured preceding year that decides.
    if target.compounding or target.points:
        return f"{amount} {direction} om året fra {since or 'udgangspunktet'}"
    return f"hvert år {direction} med {amount} af {f'tallet for {since}' if since else 'udgangspunktet'}"


def _how_much(target: Target) -> str:
    onward = (target.operator in ("<", "<=")) == ((target.value or 0) < 0)
    strict = target.operator in ("<", ">")
    if onward:
        return "mere end" if strict else "mindst"
    return "mindre end" if strict else "højst"


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def distance_words(distance: float, indicator: Indicator) -> str:
    """Return the distance to the target: `3,2 procentpoint over målet`; `på målet` only where there is none."""
    if same(distance, 0):
        return "på målet"
    decimals = as_computed(distance, indicator).decimals
    size = number(abs(distance), decimals)
    if not size.strip("0,"):
        size = f"mindre end {number(10.0**-decimals, decimals)}"
    unit = difference_words(indicator, one=size == "1")
    amount = f"{size}\N{NO-BREAK SPACE}{unit}" if unit else size
    return f"{amount} {'over' if distance > 0 else 'under'} målet"
