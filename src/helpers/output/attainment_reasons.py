"""Why an attainment has its word, as one or two plain sentences in Danish or English, without any cause and effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from helpers.measurement.results import Attainment, Crossing, NoInterval, Reason, Word
from helpers.output.attainment_periods import period_phrase
from helpers.output.languages import Language, say
from helpers.output.verdicts import clustered_words
from helpers.output.wording import day, listed, number, quoted, sentence
from helpers.plan.model import AreaChange, Indicator, Plan, Target, TargetKind

LOST = "[mangler]"
"""Stands in a wording where the transcript has lost a number."""

REASONS: dict[Reason, str] = {
    Reason.COMPLETE_COUNT: "Tallet er en fuld optælling og sammenlignes direkte med kravet.",
    Reason.ESTIMATE: "Tallet er omtrentligt; hvor usikkert det er, vides ikke. Det er holdt direkte op mod kravet.",
    Reason.INTERVAL_OVERLAPS: "Kravet ligger inden for usikkerheden.",
    Reason.EXACT_TEST_OPEN: (
        "Usikkerheden når ikke hen til kravet, men gruppen er lille, og en mere præcis beregning udelukker ikke et "
        "tilfælde."
    ),
    Reason.NO_INTERVAL: "Tallet er usikkert, men kilden oplyser ikke nok til at beregne usikkerheden.",
    # Which of the two is never told: it would narrow the figure.
    Reason.SMALL_COUNTS: (
        "Tallet er skjult af hensyn til diskretion: det bygger på få, eller et andet skjult tal kunne regnes ud af det."
    ),
    Reason.NO_MEASUREMENT: "Der er ingen måling i denne runde.",
    Reason.NOT_ADDITIVE: "Andele kan ikke lægges sammen uden de antal, de bygger på, og kilden oplyser dem ikke.",
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
    Reason.STATED_RANGE: "Kun en grænse eller et spænd er kendt, men svaret er det samme overalt i det.",
}
"""The plain sentence of each reason that needs nothing from the numbers; `_TOLD` has the others."""

_OPEN = {
    Reason.STATED_RANGE: "Kun en grænse eller et spænd er kendt, og kravet ligger inden for det.",
    Reason.JUDGED: "Vurderingen lader spørgsmålet stå åbent.",
}
_SEVERAL = 2
_DECIDED = frozenset({Word.MET, Word.NOT_MET})
_YEARS = {
    Word.MET: "nået i {years}",
    Word.NOT_MET: "ikke nået i {years}",
    Word.UNDETERMINED: "kan ikke afgøres i {years}",
    Word.TOO_FEW: "skjult i {years}",
    Word.NO_DATA: "kan ikke bedømmes i {years}, for der mangler et tal",
}
_STARTS = {
    "baseline": "Forskellen fra udgangspunktet er ikke større end usikkerheden i de to tal.",
    "preceding": "Forskellen fra året før er ikke større end usikkerheden i de to tal.",
    "benchmark": "Forskellen fra sammenligningstallet er ikke større end usikkerheden i de to tal.",
}
_DISTANCES = {
    "baseline": "Afstanden til kravet er ikke større end usikkerheden i målingen og udgangspunktet tilsammen.",
    "preceding": "Afstanden til kravet er ikke større end usikkerheden i målingen og i tallet for året før tilsammen.",
}
_SIDES = {
    (Word.MET, "baseline"): (
        "Tallet ligger på den rigtige side af kravet, og afstanden er større end usikkerheden i målingen og "
        "udgangspunktet tilsammen."
    ),
    (Word.MET, "preceding"): (
        "Tallet ligger på den rigtige side af kravet, og afstanden er større end usikkerheden i målingen og i "
        "tallet for året før tilsammen."
    ),
    (Word.MET, "benchmark"): (
        "Tallet ligger på den rigtige side af kravet, og afstanden er større end usikkerheden i målingen og "
        "sammenligningstallet tilsammen."
    ),
    (Word.NOT_MET, "baseline"): (
        "Tallet ligger på den forkerte side af kravet, og afstanden er større end usikkerheden i målingen og "
        "udgangspunktet tilsammen."
    ),
    (Word.NOT_MET, "preceding"): (
        "Tallet ligger på den forkerte side af kravet, og afstanden er større end usikkerheden i målingen og i "
        "tallet for året før tilsammen."
    ),
    (Word.NOT_MET, "benchmark"): (
        "Tallet ligger på den forkerte side af kravet, og afstanden er større end usikkerheden i målingen og "
        "sammenligningstallet tilsammen."
    ),
}


class _Case(NamedTuple):
    attainment: Attainment
    target: Target
    plan: Plan
    language: Language
    indicator: Indicator


def deadline_words(target: Target, plan: Plan, language: Language = "da") -> str:
    """Return by when a goal must be reached; says so if the agreement names no deadline, or its date is lost."""
    if target.every_year:
        return say("Målet gælder hvert år.", language)
    if target.deadline_words is not None:
        return _read_deadline(target, target.deadline_words, plan, language)
    if target.deadline is None:
        words = "Dokumentet nævner ingen frist, så planens slutning {day} gælder."
        return say(words, language, day=day(plan.end, language))
    return say("Fristen er {day}.", language, day=day(target.deadline, language))


def _read_deadline(target: Target, words: str, plan: Plan, language: Language) -> str:
    found = "Fristen mangler i afskriften ({words})" if LOST in words else "Dokumentet siger {words}"
    opening = say(found, language, words=quoted(words, language))
    if target.pending:
        return f"{opening}."
    if target.deadline is not None:
        return say(
            "{opening}; her er det læst som {day}.", language, opening=opening, day=day(target.deadline, language)
        )
    return say("{opening}; her bruges planens slutning {day}.", language, opening=opening, day=day(plan.end, language))


def reason_words(
    attainment: Attainment, target: Target, plan: Plan, indicator: Indicator, language: Language = "da"
) -> str:
    """Return why an attainment has its word, as one or two plain sentences without any cause and effect."""
    if indicator.internal and attainment.word is Word.NO_DATA:
        return say("Tallene er et internt arbejdsredskab og offentliggøres ikke.", language)
    if indicator.kept_internal and attainment.word is Word.NO_DATA:
        return say("Oplysningen er følsom; den vises ikke i den offentlige udgave.", language)
    case = _Case(attainment, target, plan, language, indicator)
    parts = (_why(case), bridge_words(attainment.crossing, language), years_words(attainment, language))
    return " ".join(part for part in parts if part)


def bridge_words(crossing: Crossing | None, language: Language = "da") -> str:
    """Return that the definition changed between the two figures and what makes them comparable; empty if it didn't."""
    if crossing is None or crossing.factor is None:
        return ""
    parts = [
        say("Definitionen blev ændret.", language)
        if crossing.since is None
        else say("Definitionen blev ændret den {day}.", language, day=day(crossing.since, language)),
        _reasons_given(crossing.why, language),
        ""
        if crossing.factor == 1
        else say("Det ældre tal er ganget med {factor}.", language, factor=number(crossing.factor, 2, language)),
    ]
    return " ".join(part for part in parts if part)


def _reasons_given(why: Iterable[str], language: Language) -> str:
    """Return what the registry says in Danish; in English it is a quotation."""
    given = [sentence(text) for text in why]
    return " ".join(given if language == "da" else [quoted(text, language) for text in given])


def refused_words(crossing: Crossing | None, language: Language = "da") -> str:
    """Return why two figures of different versions of a definition are not compared."""
    if crossing is None or crossing.since is None:
        return say("Definitionen blev ændret mellem de to tal; de kan ikke sammenlignes.", language)
    return say(
        "Definitionen blev ændret den {day} (fra udgave {before} til udgave {after}), og intet siger, hvordan tal fra "
        "før og efter kan sammenlignes.",
        language,
        day=day(crossing.since, language),
        before=crossing.from_version,
        after=crossing.to_version,
    )


def years_words(attainment: Attainment, language: Language = "da") -> str:
    """Return how a goal that holds for every year went: `Nået i 2 af 4 år: nået i 2015 og 2016; ikke nået i 2013 …`.

    Empty for other goals, and as long as there is one year only.
    """
    years = sorted(attainment.years, key=lambda judged: judged.year)
    if len(years) < _SEVERAL:
        return ""
    met = sum(judged.word is Word.MET for judged in years)
    span = {"count": len(years), "first": years[0].year, "last": years[-1].year}
    if met == len(years):
        both, all_of_them = "Nået i både {first} og {last}.", "Nået i alle {count} år ({first}-{last})."
        return say(both if len(years) == _SEVERAL else all_of_them, language, **span)
    if all(judged.word is Word.NOT_MET for judged in years):
        neither, none = (
            "Nået hverken i {first} eller {last}.",
            "Ikke nået i et eneste af de {count} år ({first}-{last}).",
        )
        return say(neither if len(years) == _SEVERAL else none, language, **span)
    parts = [
        say(words, language, years=listed((str(judged.year) for judged in years if judged.word is word), language))
        for word, words in _YEARS.items()
        if any(judged.word is word for judged in years)
    ]
    told = "; ".join(parts)
    if any(judged.word not in _DECIDED for judged in years):
        # A year that is open or hidden may have been met, so nobody can count the years.
        return say("År for år: {parts}.", language, parts=told)
    return say("Nået i {met} af {count} år: {parts}.", language, met=met, count=len(years), parts=told)


def _why(case: _Case) -> str:
    reason = case.attainment.reason
    told = _TOLD.get(reason)
    said = "" if told is None else told(case)
    if said:
        return said
    measured = case.attainment.measurement
    if reason is Reason.SMALL_COUNTS and measured is not None and not measured.hidden:
        return say("Mindst ét af de tal, svaret bygger på, er skjult af hensyn til diskretion.", case.language)
    is_open = case.attainment.word is Word.UNDETERMINED and reason in _OPEN
    return say(_OPEN[reason] if is_open else REASONS[reason], case.language)


def _clear(case: _Case) -> str:
    side = "Tallet ligger på den rigtige side af kravet, også når usikkerheden regnes med."
    other = "Tallet ligger på den forkerte side af kravet, også når usikkerheden regnes med."
    return say(side if case.attainment.word is Word.MET else other, case.language)


def _counted(case: _Case) -> str:
    if case.target.kind is TargetKind.SHARE_OF_GROUP:
        words = (
            "Målet gælder netop denne gruppe, og hele gruppen er talt med. Derfor holdes tallet direkte op mod kravet."
        )
        return say(words, case.language)
    return _milestone(case) if case.target.kind is TargetKind.MILESTONE_BY_DATE else ""


def _milestone(case: _Case) -> str:
    """Return when a milestone was reached, and by when it should have been."""
    measured, language = case.attainment.measurement, case.language
    if measured is None or not measured.value:
        return say("Ikke nået endnu.", language)
    reached = (
        say("Nået", language)
        if measured.period_end is None
        else say("Nået {day}", language, day=day(measured.period_end, language))
    )
    words = "{reached}; fristen var {day}." if case.target.deadline else "{reached}; planen sluttede {day}."
    return say(words, language, reached=reached, day=day(case.target.deadline or case.plan.end, language))


def _periods_differ(case: _Case) -> str:
    start, measured = case.attainment.baseline, case.attainment.measurement
    if start is None or measured is None:
        return ""
    return say(
        "Udgangspunktet er målt {before} og det nye tal {now}. De to tidsrum er ikke lige lange, så tallene kan ikke "
        "sammenlignes.",
        case.language,
        before=period_phrase(start.period_label, case.language),
        now=period_phrase(measured.period_label, case.language),
    )


def _what_changed(case: _Case) -> str:
    if case.attainment.reason is Reason.VERSIONS_DIFFER:
        return refused_words(case.attainment.crossing, case.language)
    return _area_changed(case.attainment.area_change, case.language)


def _area_changed(change: AreaChange | None, language: Language) -> str:
    if change is None:
        return say("Området er lagt sammen eller delt, og der er ikke tal for alle dele.", language)
    why = change.why.rstrip(".")
    return say(
        "Området blev lagt sammen eller delt den {day} ({why}); der er hverken et tal for området selv eller for alle "
        "dets dele.",
        language,
        day=day(change.date, language),
        why=why if language == "da" else quoted(why, language),
    )


def _not_set(case: _Case) -> str:
    words = case.target.deadline_words or ""
    if LOST not in words:
        return ""
    lost = "En del af kravet mangler i afskriften ({words}); målet bedømmes ikke."
    return say(lost, case.language, words=quoted(words, case.language))


def _not_yet(case: _Case) -> str:
    deadline = deadline_words(case.target, case.plan, case.language)
    return f"{say('Målet skal ikke være nået endnu.', case.language)} {deadline}"


def _of_range(case: _Case) -> str:
    crossing = case.attainment.crossing
    if crossing is None or crossing.factor is not None:
        return ""
    return f"{say(_OPEN[Reason.STATED_RANGE], case.language)} {refused_words(crossing, case.language)}"


def _unsure_reference(case: _Case) -> str:
    measured = case.attainment.measurement
    if measured is not None and measured.no_interval is NoInterval.CLUSTERED:
        return clustered_words(case.indicator, case.language)
    if measured is None or measured.interval is None:
        return ""
    return say("Det, tallet sammenlignes med, er usikkert, men kilden oplyser ikke hvor meget.", case.language)


def _of_two(case: _Case) -> str:
    target, word = case.target, case.attainment.word
    benchmark = target.kind is TargetKind.EXCEED_BENCHMARK
    against = "benchmark" if benchmark else "preceding" if target.measured_preceding else "baseline"
    if case.attainment.reason is Reason.DIFFERENCE_CLEAR:
        return say(_SIDES[Word.MET if word is Word.MET else Word.NOT_MET, against], case.language)
    if target.value and not benchmark:
        # The target is a part of the other number ("10 % lower"), so the difference between the two isn't in question.
        return say(_DISTANCES[against], case.language)
    return say(_STARTS[against], case.language)


_TOLD: dict[Reason, Callable[[_Case], str]] = {
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
