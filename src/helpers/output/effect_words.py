"""The sentences that answer an effect question, made from the grade of the evidence, in Danish and English.

Below grade 3 no sentence holds a word that says that one thing made another happen; at grade 3 and above they do only
where the answer is clear. That it can't be determined is said as plainly as that it can.
"""

from __future__ import annotations

from enum import StrEnum

from helpers.effects.estimate import Design, Estimand, Estimate
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Interval
from helpers.observations.table import Origin
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

_CANNOT = "Det kan ikke afgøres"
_CANNOT_INVENTED = "I de opdigtede tal kan det ikke afgøres"
_IS = "Tallet for »{name}« er"
_IS_INVENTED = "I de opdigtede tal er tallet for »{name}«"
_ONE = "området med planen havde fulgt de områder, det sammenlignes med"
_SEVERAL = "områderne med planen havde fulgt dem, de sammenlignes med"
_DESCRIBED = {
    Way.AREAS: (
        "{figure} {amount} {direction}, end det ville være, hvis {those} ({interval}). "
        "Det kan ikke afgøres, om det var gået sådan også uden planen."
    ),
    Way.SERIES: (
        "{figure} {amount} {direction}, end rækken af tal pegede mod før start ({interval}). "
        "Det kan ikke afgøres, om det var gået sådan også uden planen."
    ),
    Way.BEFORE: (
        "{figure} {amount} {direction} efter start end før ({interval}). Det kan ikke afgøres, om det "
        "var gået sådan også uden planen, for der er intet at sammenligne med."
    ),
}
_ANOTHER = {
    Way.AREAS: "{cannot}, om tallet for »{name}« er et andet, end det ville være, hvis {those}. {why}",
    Way.SERIES: "{cannot}, om tallet for »{name}« er et andet, end rækken af tal pegede mod før start. {why}",
    Way.BEFORE: "{cannot}, om tallet for »{name}« er et andet efter start end før. {why}",
}
_WHY_OPEN = {
    Direction.OPEN: "Forskellen kan være nul: tallet er {interval}.",
    Direction.OPEN_AMONG_MANY: (
        "Der er stillet flere spørgsmål på én gang, og så kan også en forskel som denne være et tilfælde. Stod "
        "spørgsmålet alene, var svaret klart: tallet er {interval}."
    ),
}
_CLAIMED = {
    3: "Tallene tyder på, at planen gjorde en forskel: {rest}",
    4: "Tallene tyder stærkt på, at planen gjorde en forskel: {rest}",
    5: "Planen gjorde en forskel: {rest}",
}
_CLAIMED_INVENTED = {
    3: "I de opdigtede tal tyder det på, at planen gjorde en forskel: {rest}",
    4: "I de opdigtede tal tyder det stærkt på, at planen gjorde en forskel: {rest}",
    5: "I de opdigtede tal gjorde planen en forskel: {rest}",
}
_EXPECTED = "tallet for »{name}« er {amount} {direction}, end man ville vente uden planen ({interval})."
_REFUSED = "{cannot}, om tallet for »{name}« er et andet, end det ville have været uden planen."
_SHORT_OPEN = "kan ikke afgøres"
_SHORT_MEASURED = "forskellen er målt, men årsagen kan ikke afgøres"
_SHORT_CLAIMED = "det tyder på, at planen gjorde en forskel"
_SHORT_INVENTED = "I de opdigtede tal: {answer}"
_WANTED = "Det er den retning, man ønsker."
_UNWANTED = "Det er den modsatte retning af den, man ønsker."
_DIRECTIONS = {Direction.LOWER: "lavere", Direction.HIGHER: "højere"}
_ONE_WAY = "mellem {low} og {high} {direction} med {sureness}"
_BOTH_WAYS = "mellem {low} lavere og {high} højere med {sureness}"
_A_PERIOD = "{amount} pr. periode"
_RANGE = "{low} til {high}"
TEMPLATES = (
    _CANNOT, _CANNOT_INVENTED, _IS, _IS_INVENTED, _ONE, _SEVERAL, *_DESCRIBED.values(), *_ANOTHER.values(),
    *_WHY_OPEN.values(), *_CLAIMED.values(), *_CLAIMED_INVENTED.values(), _EXPECTED, _REFUSED, _SHORT_OPEN,
    _SHORT_MEASURED, _SHORT_CLAIMED, _SHORT_INVENTED, _WANTED, _UNWANTED, *_DIRECTIONS.values(), _ONE_WAY, _BOTH_WAYS,
    _A_PERIOD, _RANGE,
)  # fmt: skip
"""Every Danish template of this module; each has an English one."""


def direction_of(estimate: Estimate) -> Direction:
    """Return which way an estimate points, its interval and the other questions asked at the same time considered."""
    nothing = _nothing(estimate)
    if estimate.interval.low <= nothing <= estimate.interval.high:
        return Direction.OPEN
    if estimate.adjusted_p is not None and estimate.adjusted_p > SIGNIFICANT:
        return Direction.OPEN_AMONG_MANY
    return Direction.LOWER if estimate.value < nothing else Direction.HIGHER


def is_clear(estimate: Estimate) -> bool:
    """Return whether an estimate points one way, the other questions asked at the same time considered."""
    return direction_of(estimate) in _DIRECTIONS


def answer_sentence(
    found: Estimate | Refusal,
    level: int,
    indicator: Indicator,
    language: Language = "da",
    *,
    invented: bool = False,
) -> str:
    """Return the sentence that answers an effect question; from invented figures it begins by saying so.

    Parameters
    ----------
    found
        The estimate, or why there is none.
    level
        The grade of the evidence, 1 to 5; below 3 the sentence holds no word that says that the plan did it.
    indicator
        What the question asks about.
    invented
        Whether a refusal is about invented figures; an estimate says so itself.
    """
    if isinstance(found, Refusal):
        return say(_REFUSED, language, cannot=_cannot(language, invented=invented), name=indicator.short_name)
    invented = found.origin is Origin.SYNTHETIC
    way = _WAYS.get(found.design, Way.AREAS)
    direction = direction_of(found)
    interval = interval_phrase(found, indicator, language)
    those = say(_ONE if len(found.treated) == 1 else _SEVERAL, language)
    if direction in _WHY_OPEN:
        why = say(_WHY_OPEN[direction], language, interval=interval)
        cannot = _cannot(language, invented=invented)
        return say(_ANOTHER[way], language, cannot=cannot, name=indicator.short_name, those=those, why=why)
    places = {
        "amount": _amount(abs(_shown(found.value, found)), found, indicator, language),
        "direction": say(_DIRECTIONS[direction], language),
        "interval": interval,
    }
    if level < CAUSAL_FROM or way is Way.BEFORE:
        figure = say(_IS_INVENTED if invented else _IS, language, name=indicator.short_name)
        return say(_DESCRIBED[way], language, figure=figure, those=those, **places)
    claimed = _CLAIMED_INVENTED if invented else _CLAIMED
    rest = say(_EXPECTED, language, name=indicator.short_name, **places)
    return say(claimed[min(level, 5)], language, rest=rest)


def short_answer(found: Estimate | Refusal, level: int, language: Language = "da", *, invented: bool = False) -> str:
    """Return the answer in a few words, for a table: `kan ikke afgøres`; parameters as `answer_sentence`."""
    if isinstance(found, Refusal) or direction_of(found) in _WHY_OPEN:
        told = say(_SHORT_OPEN, language)
    else:
        claimed = level >= CAUSAL_FROM and found.design is not Design.BEFORE_AFTER
        told = say(_SHORT_CLAIMED if claimed else _SHORT_MEASURED, language)
    if invented or (isinstance(found, Estimate) and found.origin is Origin.SYNTHETIC):
        return say(_SHORT_INVENTED, language, answer=told)
    return told


def _cannot(language: Language, *, invented: bool) -> str:
    return say(_CANNOT_INVENTED if invented else _CANNOT, language)


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
