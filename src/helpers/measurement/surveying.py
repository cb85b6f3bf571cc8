"""What a survey's design does to a share: how many answers it is worth, its interval, and how many answered.

A share has `answers / design effect` *effective answers*: a simple sample of that size would be as uncertain. If they
are a noticeable part of the residents, those who were not asked leave less to chance, and the interval is narrower.
How rows of answers become a share with its design effect: `observations.sampling` and `observations.raking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, sqrt

from helpers.measurement.intervals import LEVEL, proportion, proportion_exact
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval, Measurement, Survey
from helpers.observations.sampling import Column, Design, Weighted, design_effect_of_share, kish_design_effect, mean
from helpers.observations.table import Observation

_WHOLE = 100.0
FEWEST_ANSWERS = 5
"""Effective answers on a scale that it takes at least."""


def survey_of(observation: Observation) -> Survey | None:
    """Return what an observation says of its survey; None if it says no more than a share and its answers."""
    known = (observation.population, observation.design_effect, observation.invited, observation.weighting)
    if all(value is None for value in known):
        return None
    return Survey(
        invited=None if observation.invited is None else float(observation.invited),
        population=observation.population,
        design_effect=observation.design_effect or 1.0,
        weighting=observation.weighting,
    )


def effective_answers(answers: float, design_effect: float) -> float:
    """Return how many answers of a simple sample would be as sure.

    Parameters
    ----------
    answers
        Those who answered; above 0.
    design_effect
        How many times larger weights and households make the variance; 1 for a simple sample.

    Raises
    ------
    ValueError
        If either is not above 0.

    Notes
    -----
    Kish L (1965), Survey Sampling, section 8.2.
    """
    if answers <= 0 or design_effect <= 0:
        raise ValueError("effective answers need answers and a design effect above 0")
    return answers / design_effect


def answers_of_many(effective: float, population: float | None) -> float:
    """Return how many answers from a population without end would be as sure as these from one of known size.

    At least one resident is taken as not having answered, since nobody knows the number of residents to the person.

    Parameters
    ----------
    effective
        Effective answers.
    population
        Residents who could have been asked; None: so many that those asked are a small part.

    Notes
    -----
    The finite population correction (N - n)/(N - 1): Cochran WG (1977), Sampling Techniques, section 3.2.
    """
    if population is None or population <= 1:
        return effective
    drawn = min(effective, population - 1)
    return drawn * (population - 1) / (population - drawn)


def share_interval(percent: float, answers: float, survey: Survey, level: float = LEVEL) -> Interval:
    """Return the interval of a share of a survey, in percent.

    Wilson's score interval with the variance of the design: on effective answers, and with the finite population
    correction where the number of residents is known.

    Parameters
    ----------
    percent
        The share as published, weighted if the survey is.
    answers
        Those who answered the question.

    Raises
    ------
    ValueError
        If the share is not from 0 to 100 or nobody answered.

    Notes
    -----
    Wilson EB (1927), Journal of the American Statistical Association 22:209-212, with the effective sample size in
    place of n as Korn EL & Graubard BI (1998), Survey Methodology 24:193-201, do for the exact interval; Kish (1965);
    Cochran (1977). Assumes that who answers is chance once the weights are in; what nobody answers, no weight mends.
    """
    worth = answers_of_many(effective_answers(answers, survey.design_effect), survey.population)
    found = proportion(percent / _WHOLE * worth, worth, level)
    return replace(found, method=_method(found.method, survey))


def exact_share_interval(percent: float, answers: float, design_effect: float = 1.0, level: float = LEVEL) -> Interval:
    """Return the exact interval of a share on its effective answers, in percent; on request, wider than the other.

    Notes
    -----
    Korn EL & Graubard BI (1998), Survey Methodology 24:193-201.
    """
    worth = effective_answers(answers, design_effect)
    return replace(proportion_exact(percent / _WHOLE * worth, worth, level), method="Korn & Graubard 1998")


def _method(base: str, survey: Survey) -> str:
    design = ["Kish 1965"] if survey.design_effect != 1 else []
    finite = ["Cochran 1977"] if survey.population is not None else []
    return ", ".join([base, *design, *finite])


def response_rate(answers: float, invited: float | None) -> float | None:
    """Return how many of those asked have answered, in percent; None if it isn't known how many were asked.

    All who were asked are in the denominator, also those never reached, so that it is the lowest of the usual rates.

    Notes
    -----
    Response rate 1 of the American Association for Public Opinion Research (2023), Standard Definitions, 10th edition.
    """
    return None if not invited else _WHOLE * answers / invited


def effective_counts(point: Measurement) -> tuple[float, float] | None:
    """Return (numerator, denominator) that are as sure as the share, for methods that take counts; None if unknown.

    Not whole numbers, and nobody's answers: never to be shown.
    """
    drawn = _drawn(point)
    if drawn is None or point.survey is None:
        return drawn
    worth = answers_of_many(drawn[1], point.survey.population)
    return drawn[0] / drawn[1] * worth, worth


def counts_behind(point: Measurement) -> tuple[float | None, float | None]:
    """Return numerator and denominator, each where it is known; of a survey the effective ones.

    For charts and panels, whose methods take counts, so that a weighted share is no surer there than anywhere else.
    """
    return (point.numerator, point.denominator) if point.survey is None else effective_counts(point) or (None, None)


def drawn_counts(point: Measurement) -> tuple[float, float] | None:
    """Return (numerator, denominator) of as many whole answers as the share is worth, the residents not considered.

    For exact tests, which count the ways in which whole answers can fall; rounded down, so that they are never surer
    than the answers.
    """
    drawn = _drawn(point)
    if drawn is None or point.survey is None:
        return drawn
    worth = float(max(1, floor(drawn[1])))
    return drawn[0] / drawn[1] * worth, worth


def _drawn(point: Measurement) -> tuple[float, float] | None:
    if point.numerator is None or not point.denominator:
        return None
    if point.survey is None or point.value is None:
        return point.numerator, point.denominator
    worth = effective_answers(point.denominator, point.survey.design_effect)
    return point.value / _WHOLE * worth, worth


def pooled_survey(parts: Sequence[Measurement]) -> Survey | None:
    """Return the survey of several shares that are put together; None if none says how it was made.

    Design effects are averaged by answers. The number of residents is left out: whether the parts ask the same people
    again isn't known, and without it the interval is wider, never narrower. None too for days and hours if one part
    has no design effect, since it is not 1.
    """
    told = [part.survey for part in parts if part.survey is not None]
    asked_all = all(one.asked for one in told)
    if not told or (not asked_all and len(told) < len(parts)):
        return None
    surveys = [part.survey or Survey() for part in parts]
    answers = [part.denominator or 0.0 for part in parts]
    whole = sum(answers)
    effect = sum(n * one.design_effect for n, one in zip(answers, surveys, strict=True)) / whole if whole else 1.0
    asked = [one.invited for one in surveys if one.invited is not None]
    return Survey(
        invited=sum(asked) if len(asked) == len(surveys) else None,
        design_effect=effect,
        weighting=surveys[0].weighting if len({one.weighting for one in surveys}) == 1 else None,
        asked=asked_all,
    )


def pooled_share(parts: Sequence[Measurement]) -> float | None:
    """Return the share of several surveys in percent, each counted by its answers; None if one lacks them."""
    if any(part.value is None or not part.denominator for part in parts):
        return None
    answers = sum(part.denominator or 0.0 for part in parts)
    return sum((part.value or 0.0) * (part.denominator or 0.0) for part in parts) / answers


@dataclass(frozen=True)
class Step:
    """One answer of a scale, and how many gave it."""

    name: str
    percent: float
    """Weighted."""
    interval: Interval
    n: int
    """Those who gave it."""


@dataclass(frozen=True)
class Scale:
    """Answers on a scale."""

    steps: tuple[Step, ...]
    """In the scale's order; each interval holds for its own step, not for all at once."""
    mean: float
    """Weighted mean of the steps' numbers, the first being 1."""
    mean_interval: Interval
    n: int


def weighted_scale(
    design: Design, answers: Sequence[int], names: Sequence[str], population: float | None = None
) -> Scale | Refusal:
    """Return each answer's share and the mean of a scale, from weighted answers.

    Parameters
    ----------
    design
        How the answers were drawn and weighted.
    answers
        The step of each answer, counted from 0.
    names
        What the steps are called, in order.
    population
        As in `answers_of_many`; for the shares.

    Returns
    -------
    Scale or Refusal
        A refusal for fewer than five answers, or than what five are worth: `answers` over the weights' design effect.

    Notes
    -----
    Shares: `share_interval`. The mean takes the steps as equally far apart, which is a choice; its interval is
    Student's on the linearised error (Särndal, Swensson & Wretman 1992), which is taken to be at least what the weights
    alone cost (Kish 1965, section 11.7), cut to the scale.
    """
    import numpy as np

    held = np.asarray(answers, dtype=int)
    worth = floor(len(held) / kish_design_effect(design.weights) + 1e-9) if len(held) else 0
    if worth < FEWEST_ANSWERS:
        return Refusal("weighted_scale", (Shortfall(Lack.RESPONSES, worth, FEWEST_ANSWERS),))
    steps = tuple(_step(design, held == at, name, population) for at, name in enumerate(names))
    found = _at_least_the_weights(design, held + 1.0)
    return Scale(steps, found.value, mean_interval(found, (1.0, float(len(names)))), len(held))


def _at_least_the_weights(design: Design, values: Column) -> Weighted:
    """Return a weighted mean whose error is at least what unequal weights alone would make it."""
    import numpy as np

    found = mean(design, values)
    spread = float(np.average((np.asarray(values, dtype=float) - found.value) ** 2, weights=design.weights))
    alone = kish_design_effect(design.weights) * spread / (found.n - 1)
    return replace(found, error=max(found.error, sqrt(alone)))


def _step(design: Design, chosen: Column, name: str, population: float | None) -> Step:
    import numpy as np

    ones = np.asarray(chosen, dtype=float)
    found = mean(design, ones)
    survey = Survey(population=population, design_effect=design_effect_of_share(design, ones))
    interval = share_interval(min(_WHOLE, _WHOLE * found.value), len(ones), survey)
    return Step(name, _WHOLE * found.value, interval, int(ones.sum()))


def mean_interval(found: Weighted, ends: tuple[float, float] | None = None, level: float = LEVEL) -> Interval:
    """Return Student's interval of a weighted mean, in its unit, cut to the ends that it can have.

    Raises
    ------
    ValueError
        If everything was drawn as one cluster, so that there is nothing to tell the error by.
    """
    from scipy.special import stdtrit

    if found.degrees < 1:
        raise ValueError("an interval of a mean needs at least two clusters")
    half = float(stdtrit(found.degrees, 0.5 + level / 2)) * found.error
    low, high = found.value - half, found.value + half
    if ends is not None:
        low, high = max(ends[0], low), min(ends[1], high)
    return Interval(low, high, level, "Student 1908, Särndal et al. 1992")
