"""The sentences that answer an effect question, made from the grade of the evidence, in Danish and English.

Below grade 3 no sentence holds a word that says that one thing made another happen; at grade 3 and above they do only
where the answer is clear. That it can't be determined is said as plainly as that it can.
"""

from __future__ import annotations

from enum import StrEnum

from helpers.effects.estimate import Design, Estimand, Estimate
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Interval
from helpers.output.languages import Language, say
from helpers.output.wording import difference_words, joined, number, sureness
from helpers.plan.model import Indicator

SIGNIFICANT = 0.05
"""An answer is clear if chance alone would give it in fewer cases than this, all questions of the plan considered."""
CAUSAL_FROM = 3
"""The lowest grade whose sentences may say that the plan made a difference."""


class Direction(StrEnum):
    """Which way an answer points."""

    LOWER = "lower"
    HIGHER = "higher"
    OPEN = "open"
    """The interval holds no difference."""
    OPEN_AMONG_MANY = "open_among_many"
    """The interval by itself doesn't hold no difference, but so many questions were asked that one may look like it."""


class Way(StrEnum):
    """What the figures were held against."""

    AREAS = "areas"
    SERIES = "series"
    BEFORE = "before"


_WAYS = {Design.INTERRUPTED_SERIES: Way.SERIES, Design.BEFORE_AFTER: Way.BEFORE}

_DESCRIBED = {
    Way.AREAS: (
        "Tallet for »{name}« er {amount} {direction}, end det ville være, hvis områderne med planen havde fulgt dem, "
        "de sammenlignes med ({interval}). Det kan ikke afgøres, om det var gået sådan også uden planen."
    ),
    Way.SERIES: (
        "Tallet for »{name}« er {amount} {direction}, end rækken af tal pegede mod før start ({interval}). "
        "Det kan ikke afgøres, om det var gået sådan også uden planen."
    ),
    Way.BEFORE: (
        "Tallet for »{name}« er {amount} {direction} efter start end før ({interval}). Det kan ikke afgøres, om det "
        "var gået sådan også uden planen, for der er intet at sammenligne med."
    ),
}
_OPEN = {
    Way.AREAS: (
        "Det kan ikke afgøres, om tallet for »{name}« er et andet, end det ville være, hvis områderne med planen havde "
        "fulgt dem, de sammenlignes med: forskellen er {interval}, så den kan være nul."
    ),
    Way.SERIES: (
        "Det kan ikke afgøres, om tallet for »{name}« er et andet, end rækken af tal pegede mod før start: forskellen "
        "er {interval}, så den kan være nul."
    ),
    Way.BEFORE: (
        "Det kan ikke afgøres, om tallet for »{name}« er et andet efter start end før: forskellen er {interval}, så "
        "den kan være nul."
    ),
}
_OPEN_AMONG_MANY = {
    Way.AREAS: (
        "Det kan ikke afgøres, om tallet for »{name}« er et andet, end det ville være, hvis områderne med planen havde "
        "fulgt dem, de sammenlignes med: forskellen er {interval}, men når der spørges om flere ting på én gang, kan "
        "det være et tilfælde."
    ),
    Way.SERIES: (
        "Det kan ikke afgøres, om tallet for »{name}« er et andet, end rækken af tal pegede mod før start: forskellen "
        "er {interval}, men når der spørges om flere ting på én gang, kan det være et tilfælde."
    ),
    Way.BEFORE: (
        "Det kan ikke afgøres, om tallet for »{name}« er et andet efter start end før: forskellen er {interval}, men "
        "når der spørges om flere ting på én gang, kan det være et tilfælde."
    ),
}
_CLAIMED = {
    3: "Tallene tyder på, at planen gjorde en forskel: {rest}",
    4: "Tallene tyder stærkt på, at planen gjorde en forskel: {rest}",
    5: "Planen gjorde en forskel: {rest}",
}
_EXPECTED = "tallet for »{name}« er {amount} {direction}, end man ville vente uden planen ({interval})."
_REFUSED = "Det kan ikke afgøres, om tallet for »{name}« er et andet, end det ville have været uden planen."
_WANTED = "Det er den retning, man ønsker."
_UNWANTED = "Det er den modsatte retning af den, man ønsker."
_DIRECTIONS = {Direction.LOWER: "lavere", Direction.HIGHER: "højere"}
_ONE_WAY = "mellem {low} og {high} {direction} med {sureness}"
_BOTH_WAYS = "mellem {low} lavere og {high} højere med {sureness}"
_A_PERIOD = "{amount} pr. periode"
_RANGE = "{low} til {high}"
TEMPLATES = (
    *_DESCRIBED.values(), *_OPEN.values(), *_OPEN_AMONG_MANY.values(), *_CLAIMED.values(), _EXPECTED, _REFUSED, _WANTED,
    _UNWANTED, *_DIRECTIONS.values(), _ONE_WAY, _BOTH_WAYS, _A_PERIOD, _RANGE,
)  # fmt: skip
"""Every Danish template of this module; each has an English one."""


def direction_of(estimate: Estimate) -> Direction:
    """Return which way an estimate points, its interval and the other questions asked at the same time considered."""
    nothing = _nothing(estimate)
    if estimate.interval.low <= nothing <= estimate.interval.high:
        return Direction.OPEN
    if estimate.adjusted_p is not None and estimate.adjusted_p >= SIGNIFICANT:
        return Direction.OPEN_AMONG_MANY
    return Direction.LOWER if estimate.value < nothing else Direction.HIGHER


def answer_sentence(found: Estimate | Refusal, level: int, indicator: Indicator, language: Language = "da") -> str:
    """Return the sentence that answers an effect question.

    Parameters
    ----------
    found
        The estimate, or why there is none.
    level
        The grade of the evidence, 1 to 5; below 3 the sentence holds no word that says that the plan did it.
    indicator
        What the question asks about.
    """
    if isinstance(found, Refusal):
        return say(_REFUSED, language, name=indicator.short_name)
    way = _WAYS.get(found.design, Way.AREAS)
    direction = direction_of(found)
    interval = interval_phrase(found, indicator, language)
    if direction in (Direction.OPEN, Direction.OPEN_AMONG_MANY):
        chosen = _OPEN if direction is Direction.OPEN else _OPEN_AMONG_MANY
        return say(chosen[way], language, name=indicator.short_name, interval=interval)
    places = {
        "name": indicator.short_name,
        "amount": _amount(abs(_shown(found.value, found)), found, indicator, language),
        "direction": say(_DIRECTIONS[direction], language),
        "interval": interval,
    }
    if level < CAUSAL_FROM or way is Way.BEFORE:
        return say(_DESCRIBED[way], language, **places)
    return say(_CLAIMED[min(level, 5)], language, rest=say(_EXPECTED, language, **places))


def wish_sentence(found: Estimate | Refusal, indicator: Indicator, language: Language = "da") -> str:
    """Return whether a clear answer points the way that one wishes; empty if it isn't clear or neither is better."""
    if isinstance(found, Refusal) or indicator.better == "neither":
        return ""
    direction = direction_of(found)
    if direction not in _DIRECTIONS:
        return ""
    return say(_WANTED if direction.value == indicator.better else _UNWANTED, language)


def interval_phrase(estimate: Estimate, indicator: Indicator, language: Language = "da") -> str:
    """Return the interval in words: `mellem 2,7 procentpoint og 5,4 procentpoint lavere med 95 % sikkerhed`."""
    interval = estimate.interval
    low, high = _shown(interval.low, estimate), _shown(interval.high, estimate)
    places = {"sureness": sureness(interval, language)}
    if low < 0 < high:
        return say(
            _BOTH_WAYS,
            language,
            low=_amount(-low, estimate, indicator, language),
            high=_amount(high, estimate, indicator, language),
            **places,
        )
    near, far = sorted((abs(low), abs(high)))
    direction = Direction.LOWER if high <= 0 else Direction.HIGHER
    return say(
        _ONE_WAY,
        language,
        low=number(near, _decimals(estimate, indicator), language),
        high=_amount(far, estimate, indicator, language),
        direction=say(_DIRECTIONS[direction], language),
        **places,
    )


def change_words(value: float, estimate: Estimate, indicator: Indicator, language: Language = "da") -> str:
    """Return an amount with its sign and unit, as tables show it: `−4,1 procentpoint`."""
    text = _signed(_shown(value, estimate), _decimals(estimate, indicator), language)
    return _with_unit(text, estimate, indicator, language)


def range_words(interval: Interval, estimate: Estimate, indicator: Indicator, language: Language = "da") -> str:
    """Return an interval with signs, as tables show it: `−5,4 til −2,7`."""
    decimals = _decimals(estimate, indicator)
    low, high = (_signed(_shown(end, estimate), decimals, language) for end in (interval.low, interval.high))
    return say(_RANGE, language, low=low, high=high)


def _nothing(estimate: Estimate) -> float:
    return 1.0 if estimate.estimand is Estimand.RATE_RATIO else 0.0


def _shown(value: float, estimate: Estimate) -> float:
    """Return a difference in the unit, or for a ratio in percent."""
    return 100 * (value - 1) if estimate.estimand is Estimand.RATE_RATIO else value


def _decimals(estimate: Estimate, indicator: Indicator) -> int:
    if estimate.estimand is Estimand.RATE_RATIO:
        return 0
    return max(indicator.decimals, 1)


def _amount(value: float, estimate: Estimate, indicator: Indicator, language: Language) -> str:
    return _with_unit(number(value, _decimals(estimate, indicator), language), estimate, indicator, language)


def _with_unit(text: str, estimate: Estimate, indicator: Indicator, language: Language) -> str:
    if estimate.estimand is Estimand.RATE_RATIO:
        return joined(text, "%", language)
    shown = joined(text, difference_words(indicator, language=language), language)
    return say(_A_PERIOD, language, amount=shown) if estimate.estimand is Estimand.SLOPE_CHANGE else shown


def _signed(value: float, decimals: int, language: Language) -> str:
    text = number(value, decimals, language)
    return f"+{text}" if value > 0 and text.strip("0.,") else text
