"""Rounded figures: counts of persons to the nearest 5 before anything is worked out from them.

As OpenSAFELY has it: what is derived (shares, changes, totals, intervals, words) is derived from rounded figures, so
that no figure beside another tells more than the rounding. A total is then the sum of rounded parts and may differ from
the rounded total; the pages say so.

What it hides: whoever adds and subtracts told figures finds the rounded figure of a hidden cell, never its true count,
which lies up to half a step beside it. Secondary hiding is decided on the rounded figures, and their range is kept as
wide as the policy asks: that of the true count is then wider by nearly a step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import floor

from helpers.disclosure.rules import RATIOS, about_persons
from helpers.observations.table import PER_UNKNOWN, Observation, Origin, Precision
from helpers.plan.model import Indicator, Nature, Registry, Unit

_PER = {Unit.PERCENT: 100.0, Unit.PER_1000: 1000.0, Unit.PER_10000: 10000.0}
_HALF = 0.5


def rounded_to(count: float, step: int) -> float:
    """Return a count rounded to the nearest multiple of `step`; half a step goes up."""
    return float(floor(count / step + _HALF) * step)


def rounded(observations: Iterable[Observation], registry: Registry, step: int | None) -> tuple[Observation, ...]:
    """Return observations with every count of persons rounded, and shares and rates made from the rounded counts.

    What a document prints stays as printed; so do amounts, homes, milestones, and what has no counts behind it. Of a
    weighted share the weighted count is rounded, and the answers.

    Parameters
    ----------
    observations
        As delivered.
    registry
        Tells which indicators count persons.
    step
        `Policy.rounding`; None: nothing is rounded.
    """
    if step is None:
        return tuple(observations)
    definitions = {found.id: registry.indicator(found.id) for found in registry.indicators}
    return tuple(
        _rounded(found, definitions[found.indicator], step)
        if _to_be(found, definitions.get(found.indicator))
        else found
        for found in observations
    )


def _to_be(found: Observation, indicator: Indicator | None) -> bool:
    printed = found.origin is Origin.DOCUMENTED or found.unit == PER_UNKNOWN
    return indicator is not None and about_persons(indicator) and not printed


def _rounded(found: Observation, indicator: Indicator, step: int) -> Observation:
    answers = None if found.respondents is None else int(rounded_to(found.respondents, step))
    group = _number(found.denominator, step)
    count = _number(found.numerator, step)
    about = replace(
        found,
        numerator=count,
        denominator=group,
        respondents=answers,
        population=_number(found.population, step),
        invited=None if found.invited is None else int(rounded_to(found.invited, step)),
        largest=None,
        second=None,
    )
    if indicator.unit in RATIOS:
        return replace(about, value=_share(found, about, indicator, step))
    if indicator.denominator is not None:
        # A mean: of rounded counts where they are known, else as it was delivered.
        return replace(about, value=count / group) if count is not None and group else about
    return replace(
        about, value=_number(found.value, step), low=_number(found.low, step), high=_number(found.high, step)
    )


def _share(found: Observation, about: Observation, indicator: Indicator, step: int) -> float | None:
    """Return the share or rate of the rounded counts; what has no counts, or a group that rounds to nobody, stays."""
    per = _PER[indicator.unit]
    group, told = found.denominator, about.denominator
    if indicator.nature is Nature.SURVEY_SHARE and group is None and found.respondents is not None:
        group, told = float(found.respondents), float(about.respondents or 0)
    if not group or not told:
        return found.value
    if found.value is not None and found.precision is not Precision.EXACT:
        return found.value
    weighted = found.design_effect is not None or bool(found.weighting)
    if about.numerator is not None and (found.value is None or not weighted):
        return per * about.numerator / told
    return None if found.value is None else per * rounded_to(found.value * group / per, step) / told


def _number(count: float | None, step: int) -> float | None:
    return None if count is None else rounded_to(count, step)
