"""Goals that hold for every year: which years are judged, and the one word that they make together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from helpers.measurement.periods import year
from helpers.measurement.results import Reason, Word, YearJudged
from helpers.plan.model import Plan, Target, TargetKind

_EACH_YEAR = frozenset(
    {
        TargetKind.ABSOLUTE_LEVEL,
        TargetKind.SHARE_OF_GROUP,
        TargetKind.COUNT_PER_YEAR,
        TargetKind.RELATIVE_TO_BASELINE,
    }
)


def holds_for_each_year(target: Target) -> bool:
    """Tell whether each year is judged by itself.

    A path that runs from the baseline is not: what a year lost, a later year must make good, so the level of the
    latest year holds the whole path.
    """
    return target.every_year and (target.kind in _EACH_YEAR or target.measured_preceding)


def plan_years(plan: Plan, target: Target, until: date) -> Iterator[int]:
    """Yield the calendar years that have ended by `until` and of which the plan ran at least half."""
    end = plan.end if target.deadline is None else min(plan.end, target.deadline)
    for number in range(plan.start.year, end.year + 1):
        whole = year(number)
        covered = (min(whole.last, end) - max(whole.first, plan.start)).days + 1
        if 2 * covered >= whole.days and whole.last <= until:
            yield number


def word_of_years(years: Sequence[YearJudged]) -> tuple[Word, Reason]:
    """Return the word of a goal that holds for every year, from its years, that of the round last.

    One year that is missed decides, whatever is unknown of the others; "met" needs every year. What isn't known
    of the round's own year stays unknown, as long as no other year was missed.

    Raises
    ------
    IndexError
        If there are no years.
    """
    own, words = years[-1], {judged.word for judged in years}
    if own.word in {Word.NO_DATA, Word.NOT_DUE, Word.NOT_MET}:
        return own.word, own.reason
    if Word.NOT_MET in words:
        return Word.NOT_MET, Reason.YEAR_MISSED
    if Word.TOO_FEW in words:
        return Word.TOO_FEW, Reason.SMALL_COUNTS
    if own.word is Word.UNDETERMINED:
        return own.word, own.reason
    if Word.UNDETERMINED in words:
        return Word.UNDETERMINED, Reason.YEAR_OPEN
    if words - {Word.MET}:
        return Word.UNDETERMINED, Reason.YEAR_MISSING
    return own.word, own.reason
