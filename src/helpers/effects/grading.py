"""How much evidence an answer is: a level from 1 to 5 computed from design and diagnostics, never typed in.

After Nesta's Standards of Evidence (Puttick & Ludlow 2012; levels 1-5). The level says how well the question was
asked of the figures; the direction says what they answered. The rule, from the top:

===  =======================================================================================================
1    Nothing could be computed: the plan is described.
2    A change is measured with its uncertainty, but chance, other developments or other areas may explain it.
3    Areas with the plan differ from others that they resembled and developed like before it, by more than chance,
     also among all questions asked at the same time, and no check speaks against it.
4    The same was found again by others. One evaluation can't reach it.
5    The same is found wherever it is done, by a fixed manual. One evaluation can't reach it.
===  =======================================================================================================

Whatever isn't known counts as not there: an unchecked condition of level 3 keeps the answer at 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from helpers.effects.estimate import Design, Estimand, Estimate
from helpers.measurement.refusing import Refusal

LIMIT = 0.05
"""A result is clear if chance alone would give one as large in at most 5 of 100."""
BREAKDOWN = 1.0
"""Relative magnitude (Rambachan & Roth 2023) up to which the sign must hold: the areas may drift apart after the start
by as much as they ever did in one period before it."""


LEAST_BEFORE = 4
"""Periods before the start that it takes to see whether areas developed alike: with fewer, departures that fade slowly
look like chance (Roth 2022, American Economic Review: Insights 4:305-322)."""


class Level(IntEnum):
    """Nesta's levels of evidence."""

    DESCRIBED = 1
    MEASURED = 2
    COMPARED = 3
    REPLICATED = 4
    SYSTEMATIC = 5


HIGHEST_OF_ONE_EVALUATION = Level.COMPARED


class Direction(StrEnum):
    """What the figures answered; whether up is good is the indicator's business."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NOT_SHOWN = "not_shown"
    """A difference was looked for and none was shown; that is not the same as none."""
    UNKNOWN = "unknown"
    """Nothing was computed."""


class Ground(StrEnum):
    """Why the level is not higher, or (the last three) what carries it."""

    NOT_ESTIMATED = "not_estimated"
    """The data can't carry the method; the refusal says what is missing."""
    NO_COMPARISON = "no_comparison"
    """There is nothing that shows how it would have gone without the plan."""
    ONE_SERIES = "one_series"
    """One area is followed against a comparison series: what else happened there can't be told from the plan."""
    CHANCE = "chance"
    """Chance alone gives as large a difference too often."""
    CHANCE_AMONG_MANY = "chance_among_many"
    """Clear alone, but not among all questions asked at the same time."""
    NOT_CORRECTED = "not_corrected"
    """Several questions were asked at the same time, and this one wasn't corrected for it."""
    DEVELOPED_APART = "developed_apart"
    """The areas developed apart already before the plan."""
    DEVELOPMENT_UNSEEN = "development_unseen"
    """Whether the areas developed alike before the plan can't be told: too few periods or too much chance."""
    UNLIKE = "unlike"
    """The areas to compare with don't resemble the others before the plan."""
    LIKENESS_UNKNOWN = "likeness_unknown"
    """Nobody compared the areas before the plan."""
    TOO_FEW_AREAS = "too_few_areas"
    """With so few areas no result could be told from chance."""
    POOR_FIT = "poor_fit"
    """The synthetic area doesn't follow the real one before the plan."""
    ONE_DONOR = "one_donor"
    """The result changes its sign, or is no longer clear, without one of the areas to compare with."""
    FRAGILE = "fragile"
    """The sign may change if the areas drift apart after the start as they did before it."""
    SENSITIVITY_UNKNOWN = "sensitivity_unknown"
    """How much drift the result stands wasn't computed."""
    MEASURED = "measured"
    """A difference is measured with its uncertainty."""
    COMPARED = "compared"
    """Compared with areas that developed alike before, more than chance, and every check passed."""
    ONE_EVALUATION = "one_evaluation"
    """Level 4 and 5 take other evaluations that find the same."""


@dataclass(frozen=True)
class Diagnostics:
    """What was checked besides the estimate itself; None is not checked."""

    questions: int = 1
    """How many questions were asked at the same time."""
    balanced: bool | None = None
    """Whether the areas compared resemble each other before the plan (`helpers.effects.matching`)."""
    breakdown: float | None = None
    """Largest relative magnitude of drift that leaves the sign clear (`helpers.effects.sensitivity`)."""


@dataclass(frozen=True)
class Grade:
    """How much evidence an answer is, what it answered, and why no more."""

    level: Level
    direction: Direction
    grounds: tuple[Ground, ...]
    """All reasons at once, in the order of `Ground`; never empty."""

    @property
    def causal(self) -> bool:
        """Whether words about causes may be used at all."""
        return self.level >= Level.COMPARED and self.direction in {Direction.INCREASE, Direction.DECREASE}


def grade(found: Estimate | Refusal, diagnostics: Diagnostics) -> Grade:
    """Return the level of evidence of an answer.

    Parameters
    ----------
    found
        The estimate, corrected for the other questions (`helpers.effects.multiplicity`), or why there is none.
    diagnostics
        What else was checked; whatever isn't, counts against level 3.

    Notes
    -----
    Puttick R & Ludlow J (2012), Standards of Evidence for Impact Investing, Nesta: level 2 shows a change but can't
    confirm its cause, level 3 uses a control or comparison group, level 4 is replicated, level 5 is systematic.
    What a comparison must pass to count as level 3 is Målbar's own, stricter than Nesta's words. No difference shown
    is never above level 2: "not shown" is an answer about these figures, not evidence that nothing happened.
    """
    if isinstance(found, Refusal):
        return Grade(Level.DESCRIBED, Direction.UNKNOWN, (Ground.NOT_ESTIMATED,))
    against = sorted({*_chance(found, diagnostics), *_design(found, diagnostics)}, key=list(Ground).index)
    direction = _direction(found, diagnostics)
    if against:
        return Grade(Level.MEASURED, direction, (*against, Ground.MEASURED))
    return Grade(Level.COMPARED, direction, (Ground.COMPARED, Ground.ONE_EVALUATION))


def no_effect(found: Estimate) -> float:
    """Return the value that stands for no difference: 1 for a ratio, else 0."""
    return 1.0 if found.estimand is Estimand.RATE_RATIO else 0.0


def clear_alone(found: Estimate) -> bool:
    """Return whether chance gives such a result in at most 5 of 100, and the interval holds no "no difference"."""
    none = no_effect(found)
    outside = found.interval.low > none or found.interval.high < none
    return outside and (found.p is None or found.p <= LIMIT)


def _direction(found: Estimate, diagnostics: Diagnostics) -> Direction:
    if any(True for _ in _chance(found, diagnostics)):
        return Direction.NOT_SHOWN
    return Direction.INCREASE if found.value > no_effect(found) else Direction.DECREASE


def _chance(found: Estimate, diagnostics: Diagnostics) -> Iterator[Ground]:
    if not clear_alone(found):
        yield Ground.CHANCE
    elif found.adjusted_p is not None:
        if found.adjusted_p > LIMIT:
            yield Ground.CHANCE_AMONG_MANY
    elif diagnostics.questions > 1:
        yield Ground.NOT_CORRECTED


def _design(found: Estimate, diagnostics: Diagnostics) -> Iterator[Ground]:
    if found.design is Design.BEFORE_AFTER or not found.comparisons:
        yield Ground.NO_COMPARISON
    elif found.design is Design.INTERRUPTED_SERIES:
        yield Ground.ONE_SERIES
    elif found.design is Design.SYNTHETIC_CONTROL:
        yield from _synthetic(found, diagnostics)
    else:
        yield from _over_time(found, diagnostics)


def _synthetic(found: Estimate, diagnostics: Diagnostics) -> Iterator[Ground]:
    for name, ground in {"fit_before": Ground.POOR_FIT, "leave_one_out": Ground.ONE_DONOR}.items():
        if _seen(found, name) is not True:
            yield ground
    if not _enough_areas(found, diagnostics):
        yield Ground.TOO_FEW_AREAS
    # Drift is as possible here as in any comparison over time. Where nothing planted is the truth, fit and ranks alone
    # let through 7 of 1,000 areas whose departures fade slowly; no bound on drift is computed for a mixture of areas.
    yield from _drift(diagnostics)


def _over_time(found: Estimate, diagnostics: Diagnostics) -> Iterator[Ground]:
    if found.periods_before < LEAST_BEFORE:
        yield Ground.DEVELOPMENT_UNSEEN
    parallel = (_seen(found, "parallel_trends"), _seen(found, "equal_before", absent=True))
    if False in parallel:
        yield Ground.DEVELOPED_APART
    elif None in parallel or _seen(found, "pretrend_power") is not True:
        yield Ground.DEVELOPMENT_UNSEEN
    if diagnostics.balanced is not True:
        yield Ground.LIKENESS_UNKNOWN if diagnostics.balanced is None else Ground.UNLIKE
    if not _enough_areas(found, diagnostics):
        yield Ground.TOO_FEW_AREAS
    yield from _drift(diagnostics)


def _drift(diagnostics: Diagnostics) -> Iterator[Ground]:
    if diagnostics.breakdown is None:
        yield Ground.SENSITIVITY_UNKNOWN
    elif diagnostics.breakdown < BREAKDOWN:
        yield Ground.FRAGILE


def _seen(found: Estimate, name: str, *, absent: bool | None = None) -> bool | None:
    """Return what the diagnostic of one assumption said; `absent` where the method has no such diagnostic."""
    for assumption in found.assumptions:
        if assumption.id == name:
            return assumption.holds if assumption.checked else None
    return absent


def _enough_areas(found: Estimate, diagnostics: Diagnostics) -> bool:
    """Return whether so many areas could give a clear answer among so many questions, their sizes being known."""
    least = next((seen.figure for seen in found.assumptions if seen.id == "few_areas"), None)
    possible = least is None or least * diagnostics.questions <= LIMIT
    # One or two areas of unknown size: small ones swing more, and up to a third of such results are chance.
    sizes_known = all(seen.checked for seen in found.assumptions if seen.id == "alike_areas")
    return _seen(found, "few_areas") is True and possible and sizes_known
