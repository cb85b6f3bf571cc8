"""What a reader must know of a survey beside its share: how many of those asked answered, and the weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.measurement.results import Measurement
from helpers.measurement.surveying import response_rate
from helpers.output.languages import Language, say
from helpers.output.wording import number
from helpers.plan.model import Indicator, Nature

RATE = "{rate} % af {asked} spurgte har svaret"
NO_RATE = "hvor mange der blev spurgt, er ikke oplyst"
WEIGHTED = "vægtet efter {what}"
NOT_WEIGHTED = "ikke vægtet"
FIGURE = "Fra et spørgeskema: {words}."
RATES = "{low}–{high} % af de spurgte har svaret"
ONE_RATE = "{rate} % af de spurgte har svaret"
TEMPLATES = (RATE, NO_RATE, WEIGHTED, NOT_WEIGHTED, FIGURE, RATES, ONE_RATE)
"""Every Danish template; each has its English one."""


def survey_words(measurement: Measurement, language: Language = "da") -> str:
    """Return response rate and weights of a share, `34 % af 422 spurgte har svaret; vægtet efter køn og alder`.

    Empty for what is hidden, and for shares whose source says no more than how many have answered.
    """
    survey = measurement.survey
    if survey is None or not survey.asked or measurement.hidden or measurement.n is None:
        return ""
    rate = response_rate(measurement.n, survey.invited)
    if rate is None or survey.invited is None:
        asked = say(NO_RATE, language)
    else:
        asked = say(
            RATE, language, rate=number(rate, language=language), asked=number(survey.invited, language=language)
        )
    return "; ".join(part for part in (asked, _weights(survey.weighting, language)) if part)


def asked_words(measurement: Measurement, indicator: Indicator, language: Language = "da") -> str:
    """Return the same where a share stands alone: of one whose source doesn't say it, that it doesn't."""
    words = survey_words(measurement, language)
    silent = not words and measurement.n is not None and not measurement.hidden
    return say(NO_RATE, language) if silent and indicator.nature is Nature.SURVEY_SHARE else words


def survey_sentence(measurements: Sequence[Measurement], indicator: Indicator, language: Language = "da") -> str:
    """Return the same for all figures of a drawing, once; empty for what is no share of a survey."""
    shown = [found for found in measurements if not found.hidden and found.n]
    if not shown or indicator.nature is not Nature.SURVEY_SHARE:
        return ""
    known = (response_rate(found.n or 0.0, found.survey.invited) for found in shown if found.survey is not None)
    parts = [_rates([rate for rate in known if rate is not None], len(shown), language), _all_weights(shown, language)]
    return say(FIGURE, language, words="; ".join(part for part in parts if part)) if any(parts) else ""


def _rates(rates: Sequence[float], of: int, language: Language) -> str:
    if len(rates) < of:
        return say(NO_RATE, language)
    low, high = number(min(rates), language=language), number(max(rates), language=language)
    return say(ONE_RATE, language, rate=low) if low == high else say(RATES, language, low=low, high=high)


def _all_weights(measurements: Iterable[Measurement], language: Language) -> str:
    found = {measured.survey and measured.survey.weighting for measured in measurements}
    return _weights(found.pop(), language) if len(found) == 1 else ""


def _weights(weighting: str | None, language: Language) -> str:
    """Return what a share is weighted by; nothing where the owner doesn't say."""
    if weighting is None:
        return ""
    return say(WEIGHTED, language, what=weighting) if weighting else say(NOT_WEIGHTED, language)
