"""The six words of attainment: each with its mark, and how those of several places make one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.measurement.results import Attainment, Measurement, NoInterval, Word
from helpers.observations.table import Precision
from helpers.output.languages import Language, say
from helpers.output.wording import quoted
from helpers.plan.model import Goal, Indicator, Nature, Target


@dataclass(frozen=True)
class Mark:
    """How a word of attainment looks: the Danish word, its shape, and the class of the style sheet."""

    word: str
    shape: str
    css: str


MARKS: dict[Word, Mark] = {
    Word.MET: Mark("nået", "●", "status-met"),
    Word.NOT_MET: Mark("ikke nået", "▲", "status-not-met"),
    Word.UNDETERMINED: Mark("kan ikke afgøres", "◆", "status-undetermined"),
    Word.TOO_FEW: Mark("for få til at vise", "··", "status-too-few"),
    Word.NO_DATA: Mark("mangler data", "○", "status-no-data"),
    Word.NOT_DUE: Mark("ikke forfalden", "◷", "status-not-due"),
}
"""Word, shape and class, in the order in which pages count them."""

_COMPLETE = {
    True: "Tallet er omtrentligt; hvor usikkert det er, oplyser kilden ikke.",
    False: "Fuld optælling uden stikprøveusikkerhed.",
}
_UNKNOWN = {
    True: "Kilden oplyser ikke, hvor mange der har svaret; derfor kan usikkerheden ikke beregnes.",
    False: "Kilden oplyser ikke, hvor mange tallet bygger på; derfor kan usikkerheden ikke beregnes.",
}
_OF_UNITS = (
    "Tallet er regnet af {units}, ikke af {persons}. Hvor meget det svinger fra den ene til den anden, oplyser kilden "
    "ikke; derfor kan usikkerheden ikke beregnes."
)
_OF_PERSONS = (
    "Tallet er regnet af dage eller timer, ikke af personer. Hvor meget det svinger fra den ene til den anden, oplyser "
    "kilden ikke; derfor kan usikkerheden ikke beregnes."
)
_BOUNDS = {
    Precision.RANGE: "Kilden oplyser kun et spænd; derfor kan usikkerheden ikke beregnes.",
    Precision.LOWER_BOUND: "Kilden oplyser kun en nedre grænse; derfor kan usikkerheden ikke beregnes.",
    Precision.UPPER_BOUND: "Kilden oplyser kun en øvre grænse; derfor kan usikkerheden ikke beregnes.",
}


def mark_word(word: Word, language: Language = "da") -> str:
    """Return the word as readers of the language know it: `ikke nået`, `not met`."""
    return say(MARKS[word].word, language)


def no_interval_words(measurement: Measurement, indicator: Indicator, language: Language = "da") -> str:
    """Return why a measurement has no interval; empty if it has one, or can have none."""
    if measurement.interval is None and measurement.no_interval is NoInterval.CLUSTERED:
        return clustered_words(indicator, language)
    danish = _no_interval(measurement, indicator)
    return say(danish, language) if danish else ""


def clustered_words(indicator: Indicator, language: Language = "da") -> str:
    """Return why a share of days or hours has no interval."""
    if indicator.clustered is None:
        return say(_OF_PERSONS, language)
    units, persons = indicator.clustered.units, indicator.clustered.persons
    if language != "da":
        units, persons = quoted(units, language), quoted(persons, language)
    return say(_OF_UNITS, language, units=units, persons=persons)


def _no_interval(measurement: Measurement, indicator: Indicator) -> str:
    if measurement.interval is not None or measurement.no_interval in (None, NoInterval.FIXED):
        return ""
    if measurement.no_interval is NoInterval.COMPLETE:
        return _COMPLETE[measurement.precision is Precision.APPROXIMATE]
    if measurement.no_interval is NoInterval.COUNTS_UNKNOWN:
        return _UNKNOWN[indicator.nature is Nature.SURVEY_SHARE]
    if indicator.nature in (Nature.QUALITATIVE, Nature.MILESTONE):
        return ""
    return _BOUNDS.get(measurement.precision, "Kilden oplyser ikke et tal.")


def target_of(attainment: Attainment, goal: Goal) -> Target:
    """Return the target in the reading that `attainment` is judged by."""
    if not attainment.main_reading:
        for reading in goal.other_readings:
            if reading.name == attainment.reading:
                return reading.target
    return goal.target


def combined(words: Sequence[Word]) -> Word:
    """Return the word of a goal that is decided in several places.

    An agreement that speaks of several areas is kept when it is kept in each: one `not_met` decides; then one
    `undetermined`; `met` needs all places. A goal met in the places that are known, with others unknown, can't
    be determined.

    Raises
    ------
    ValueError
        If there are no words.
    """
    found = set(words)
    if not found:
        raise ValueError("a goal needs at least one word")
    if len(found) == 1:
        return found.pop()
    for deciding in (Word.NOT_MET, Word.UNDETERMINED, Word.NOT_DUE):
        if deciding in found:
            return deciding
    return Word.UNDETERMINED if Word.MET in found else Word.TOO_FEW
