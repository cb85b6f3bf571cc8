"""The six words of attainment, and why: each word with its mark, each reason as a plain Danish sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.measurement.results import Attainment, Crossing, Measurement, NoInterval, Reason, Word
from helpers.observations.table import Precision
from helpers.output.wording import day, listed, number, sentence
from helpers.plan.model import AreaChange, Goal, Indicator, Nature, Plan, Target, TargetKind


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

_REASONS: dict[Reason, str] = {
    Reason.COMPLETE_COUNT: "Tallet er en fuld optælling og sammenlignes direkte med målet.",
    Reason.ESTIMATE: "Tallet er omtrentligt. Det er holdt direkte op mod målet; hvor usikkert det er, vides ikke.",
    Reason.INTERVAL_OVERLAPS: "Målet ligger inden for usikkerheden.",
    Reason.EXACT_TEST_OPEN: (
        "Usikkerheden når ikke hen til målet, men gruppen er lille, og en mere præcis prøve udelukker ikke et tilfælde."
    ),
    Reason.NO_INTERVAL: "Tallet er usikkert, men kilden oplyser ikke nok til at beregne usikkerheden.",
    Reason.SMALL_COUNTS: "Tallet bygger på så få, at det er skjult af hensyn til diskretion.",
    Reason.NO_MEASUREMENT: "Der er ingen måling i denne runde.",
    Reason.NO_BASELINE: "Der er intet udgangspunkt at sammenligne med.",
    Reason.PERIODS_DIFFER: "Udgangspunktet dækker et kortere eller længere tidsrum; de to tal kan ikke sammenlignes.",
    Reason.NO_BENCHMARK: "Der er intet tal for dem, området skal sammenlignes med.",
    Reason.TARGET_NOT_SET: "Aftalen fastsætter ikke målet, eller målets tal mangler i dokumentet.",
    Reason.AT_BASELINE: "Baseline er udgangspunktet; her skal intet være nået endnu.",
    Reason.REACHED_EARLY: "Målet er nået før fristen, og det kan ikke mistes igen.",
    Reason.JUDGED: "Det er afgjort af en vurdering med ord.",
    Reason.NOT_JUDGED: "Ingen har vurderet målet i denne runde.",
    Reason.YEAR_MISSED: "Målet gælder hvert år, og mindst ét år er det ikke nået.",
    Reason.YEAR_OPEN: "Målet gælder hvert år, og mindst ét år kan det ikke afgøres.",
    Reason.YEAR_MISSING: "Målet gælder hvert år, og mindst ét år mangler der et tal.",
    Reason.STATED_RANGE: "Kilden oplyser kun en grænse eller et spænd; svaret er det samme i begge ender.",
}

_OPEN = {
    Reason.STATED_RANGE: "Kilden oplyser kun en grænse eller et spænd, og målet ligger inden for det.",
    Reason.JUDGED: "Vurderingen lader spørgsmålet stå åbent.",
}
_SEVERAL = 2

LOST = "[mangler]"
"""Stands in a wording where the transcript has lost a number."""

_YEARS = {
    Word.MET: "nået i {}",
    Word.NOT_MET: "ikke nået i {}",
    Word.UNDETERMINED: "kan ikke afgøres i {}",
    Word.TOO_FEW: "skjult i {}",
    Word.NO_DATA: "intet tal for {}",
}
_BOUNDS = {
    Precision.RANGE: "et spænd",
    Precision.LOWER_BOUND: "en nedre grænse",
    Precision.UPPER_BOUND: "en øvre grænse",
}


def deadline_words(target: Target, plan: Plan) -> str:
    """Return by when a goal must be reached; says so if the agreement names no deadline, or its date is lost."""
    if target.every_year:
        return "Målet gælder hvert år."
    if target.deadline_words is not None:
        return _read_deadline(target, target.deadline_words, plan)
    if target.deadline is None:
        return f"Aftalen nævner ingen frist, så planens slutning {day(plan.end)} gælder."
    return f"Fristen er {day(target.deadline)}."


def _read_deadline(target: Target, words: str, plan: Plan) -> str:
    lost = LOST in words
    found = f"Fristen mangler i afskriften (»{words}«)" if lost else f"Aftalen siger »{words}«"
    if target.pending:
        return f"{found}."
    if target.deadline is not None:
        return f"{found}; her er det læst som {day(target.deadline)}."
    return f"{found}; her bruges planens slutning {day(plan.end)}."


def reason_words(attainment: Attainment, target: Target, plan: Plan, indicator: Indicator) -> str:
    """Return why an attainment has its word, as one or two plain sentences without any cause and effect."""
    if indicator.internal and attainment.word is Word.NO_DATA:
        return "Tallene er et internt arbejdsredskab og offentliggøres ikke."
    parts = (_why(attainment, target, plan), bridge_words(attainment.crossing), years_words(attainment))
    return " ".join(part for part in parts if part)


def bridge_words(crossing: Crossing | None) -> str:
    """Return that the definition changed between the two figures and what makes them comparable; empty if it didn't."""
    if crossing is None or crossing.factor is None:
        return ""
    since = "" if crossing.since is None else f" den {day(crossing.since)}"
    scaled = "" if crossing.factor == 1 else f" Det ældre tal er ganget med {number(crossing.factor, 2)}."
    return f"Definitionen blev ændret{since}. {' '.join(sentence(why) for why in crossing.why)}{scaled}".strip()


def refused_words(crossing: Crossing | None) -> str:
    """Return why two figures of different versions of a definition are not compared."""
    if crossing is None or crossing.since is None:
        return "Definitionen blev ændret mellem de to tal; de kan ikke sammenlignes."
    return (
        f"Definitionen blev ændret den {day(crossing.since)} (fra udgave {crossing.from_version} til udgave "
        f"{crossing.to_version}), og intet siger, hvordan tal fra før og efter kan sammenlignes."
    )


def _what_changed(attainment: Attainment) -> str:
    if attainment.reason is Reason.VERSIONS_DIFFER:
        return refused_words(attainment.crossing)
    return _area_changed(attainment.area_change)


def _area_changed(change: AreaChange | None) -> str:
    if change is None:
        return "Området er lagt sammen eller delt, og der er ikke tal for alle dele."
    return (
        f"Området blev lagt sammen eller delt den {day(change.date)} ({change.why.rstrip('.')}); "
        "der er hverken et tal for området selv eller for alle dets dele."
    )


def years_words(attainment: Attainment) -> str:
    """Return how a goal that holds for every year went: `Nået i 2 af 4 år: nået i 2015 og 2016; ikke nået i 2013 …`.

    Empty for other goals, and as long as there is one year only.
    """
    years = sorted(attainment.years, key=lambda judged: judged.year)
    if len(years) < _SEVERAL:
        return ""
    met = sum(judged.word is Word.MET for judged in years)
    if met == len(years):
        return f"Nået i alle {met} år ({years[0].year}-{years[-1].year})."
    if all(judged.word is Word.NOT_MET for judged in years):
        return f"Ikke nået i noget af de {len(years)} år ({years[0].year}-{years[-1].year})."
    parts = [
        words.format(listed(str(judged.year) for judged in years if judged.word is word))
        for word, words in _YEARS.items()
        if any(judged.word is word for judged in years)
    ]
    return f"Nået i {met} af {len(years)} år: {'; '.join(parts)}."


def _why(attainment: Attainment, target: Target, plan: Plan) -> str:
    if attainment.reason is Reason.INTERVAL_CLEAR:
        return f"Hele usikkerheden ligger på {_side(attainment)} side af målet."
    if attainment.reason in (Reason.DIFFERENCE_CLEAR, Reason.DIFFERENCE_OVERLAPS):
        return _of_two(attainment, target)
    if attainment.reason is Reason.COMPLETE_COUNT and target.kind is TargetKind.SHARE_OF_GROUP:
        return (
            "Målet gælder netop denne gruppe, og hele gruppen er talt med. Derfor holdes tallet direkte op mod målet."
        )
    if attainment.reason in (Reason.VERSIONS_DIFFER, Reason.AREA_CHANGED):
        return _what_changed(attainment)
    if attainment.reason is Reason.BEFORE_DEADLINE:
        return f"Målet skal ikke være nået endnu. {deadline_words(target, plan)}"
    if attainment.word is Word.UNDETERMINED and attainment.reason in _OPEN:
        return _OPEN[attainment.reason]
    measured = attainment.measurement
    if attainment.reason is Reason.NO_INTERVAL and measured is not None and measured.interval is not None:
        return "Det, tallet sammenlignes med, er usikkert, men kilden oplyser ikke hvor meget."
    return _REASONS[attainment.reason]


def _side(attainment: Attainment) -> str:
    return "den rigtige" if attainment.word is Word.MET else "den forkerte"


def _of_two(attainment: Attainment, target: Target) -> str:
    against = "året før" if target.measured_preceding else "udgangspunktet"
    if target.kind is TargetKind.EXCEED_BENCHMARK:
        against = "sammenligningstallet"
    if attainment.reason is Reason.DIFFERENCE_CLEAR:
        side = f"Tallet ligger på {_side(attainment)} side af målet"
        return f"{side}, og afstanden er større end usikkerheden i de to tal: målingen og {against}."
    if target.value and target.kind is not TargetKind.EXCEED_BENCHMARK:
        # The target is a part of the other number ("10 % lower"), so the difference between the two isn't in question.
        return f"Afstanden til målet er ikke større end usikkerheden i de to tal: målingen og {against}."
    return f"Forskellen fra {against} er ikke større end usikkerheden i de to tal."


def no_interval_words(measurement: Measurement, indicator: Indicator) -> str:
    """Return why a measurement has no interval; empty if it has one."""
    if measurement.interval is not None or measurement.no_interval is None:
        return ""
    if measurement.no_interval is NoInterval.COMPLETE and measurement.precision is Precision.APPROXIMATE:
        return "Tallet er omtrentligt; hvor usikkert det er, oplyser kilden ikke."
    if measurement.no_interval is NoInterval.COMPLETE:
        return "Fuld optælling uden stikprøveusikkerhed."
    if measurement.no_interval is NoInterval.COUNTS_UNKNOWN:
        whom = "der har svaret" if indicator.nature is Nature.SURVEY_SHARE else "tallet bygger på"
        return f"Kilden oplyser ikke, hvor mange {whom}; derfor kan usikkerheden ikke beregnes."
    if indicator.nature in (Nature.QUALITATIVE, Nature.MILESTONE):
        return ""
    if measurement.precision in _BOUNDS:
        return f"Kilden oplyser kun {_BOUNDS[measurement.precision]}; derfor kan usikkerheden ikke beregnes."
    return "Kilden oplyser ikke et tal; derfor kan usikkerheden ikke beregnes."


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
