"""The six words of attainment, and why: each word with its mark, each reason as a plain Danish sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    Reason.TARGET_NOT_SET: "Kravet er ikke fastsat; målet bedømmes ikke.",
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
        return f"Dokumentet nævner ingen frist, så planens slutning {day(plan.end)} gælder."
    return f"Fristen er {day(target.deadline)}."


def _read_deadline(target: Target, words: str, plan: Plan) -> str:
    lost = LOST in words
    found = f"Fristen mangler i afskriften (»{words}«)" if lost else f"Dokumentet siger »{words}«"
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


def _milestone_words(attainment: Attainment, target: Target, plan: Plan) -> str:
    """Return when a milestone was reached, and by when it should have been."""
    measured = attainment.measurement
    if measured is None or not measured.value:
        return "Ikke nået endnu."
    reached = "Nået" if measured.period_end is None else f"Nået {day(measured.period_end)}"
    if target.deadline is None:
        return f"{reached}; planen sluttede {day(plan.end)}."
    return f"{reached}; fristen var {day(target.deadline)}."


def _periods_differ(attainment: Attainment, _target: Target, _plan: Plan) -> str:
    start, measured = attainment.baseline, attainment.measurement
    if start is None or measured is None:
        return ""
    return (
        f"Udgangspunktet gælder {start.period_label} og målingen {measured.period_label}. De to tidsrum er ikke lige "
        "lange, så tallene kan ikke sammenlignes."
    )


def _what_changed(attainment: Attainment, _target: Target, _plan: Plan) -> str:
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
    told = _TOLD.get(attainment.reason)
    said = "" if told is None else told(attainment, target, plan)
    if said:
        return said
    if attainment.word is Word.UNDETERMINED and attainment.reason in _OPEN:
        return _OPEN[attainment.reason]
    return _REASONS[attainment.reason]


def _clear(attainment: Attainment, _target: Target, _plan: Plan) -> str:
    return f"Hele usikkerheden ligger på {_side(attainment)} side af målet."


def _counted(attainment: Attainment, target: Target, plan: Plan) -> str:
    if target.kind is TargetKind.SHARE_OF_GROUP:
        return (
            "Målet gælder netop denne gruppe, og hele gruppen er talt med. Derfor holdes tallet direkte op mod målet."
        )
    return _milestone_words(attainment, target, plan) if target.kind is TargetKind.MILESTONE_BY_DATE else ""


def _not_set(_attainment: Attainment, target: Target, _plan: Plan) -> str:
    return "Kravet mangler i afskriften; målet bedømmes ikke." if LOST in (target.deadline_words or "") else ""


def _not_yet(_attainment: Attainment, target: Target, plan: Plan) -> str:
    return f"Målet skal ikke være nået endnu. {deadline_words(target, plan)}"


def _of_range(attainment: Attainment, _target: Target, _plan: Plan) -> str:
    refused = attainment.crossing is not None and attainment.crossing.factor is None
    return f"{_OPEN[Reason.STATED_RANGE]} {refused_words(attainment.crossing)}" if refused else ""


def _unsure_reference(attainment: Attainment, _target: Target, _plan: Plan) -> str:
    measured = attainment.measurement
    if measured is None or measured.interval is None:
        return ""
    return "Det, tallet sammenlignes med, er usikkert, men kilden oplyser ikke hvor meget."


def _side(attainment: Attainment) -> str:
    return "den rigtige" if attainment.word is Word.MET else "den forkerte"


def _of_two(attainment: Attainment, target: Target, _plan: Plan) -> str:
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


_TOLD: dict[Reason, Callable[[Attainment, Target, Plan], str]] = {
    Reason.INTERVAL_CLEAR: _clear,
    Reason.DIFFERENCE_CLEAR: _of_two,
    Reason.DIFFERENCE_OVERLAPS: _of_two,
    Reason.COMPLETE_COUNT: _counted,
    Reason.VERSIONS_DIFFER: _what_changed,
    Reason.AREA_CHANGED: _what_changed,
    Reason.STATED_RANGE: _of_range,
    Reason.PERIODS_DIFFER: _periods_differ,
    Reason.TARGET_NOT_SET: _not_set,
    Reason.BEFORE_DEADLINE: _not_yet,
    Reason.NO_INTERVAL: _unsure_reference,
}
"""Reasons whose words depend on the numbers or the plan; an empty answer leaves the plain sentence."""


def no_interval_words(measurement: Measurement, indicator: Indicator) -> str:
    """Return why a measurement has no interval; empty if it has one, or can have none."""
    if measurement.interval is not None or measurement.no_interval in (None, NoInterval.FIXED):
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
