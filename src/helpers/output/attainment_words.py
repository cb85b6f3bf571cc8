"""An attainment as a councillor reads it: what was asked for, what was measured, the word and why, in two languages.

The sentences say what the figures say and no more; nothing is told as the cause of anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from helpers.measurement.results import Attainment, Measurement, NoInterval, Reason, Word
from helpers.observations.table import Precision
from helpers.output.attainment_periods import period_phrase, round_words
from helpers.output.attainment_reasons import deadline_words, reason_words, years_words
from helpers.output.cells import as_printed, value_words
from helpers.output.languages import Language, say
from helpers.output.survey_words import survey_words
from helpers.output.target_words import distance_words, number_wanted, rule_words, written_as
from helpers.output.verdicts import MARKS, no_interval_words, target_of
from helpers.output.wording import (
    as_computed,
    as_stated,
    day,
    interval_words,
    listed,
    number,
    quantity,
    quoted,
    same,
    sentence,
)
from helpers.plan.gathered import sums
from helpers.plan.model import AreaKind, Goal, Indicator, Nature, Plan, Registry, Target, TargetKind

COMPARES = (
    TargetKind.RELATIVE_TO_BASELINE,
    TargetKind.RELATIVE_TO_PRECEDING_YEAR,
    TargetKind.EXCEED_BENCHMARK,
)
"""Targets that are made from another figure, so that their number may give it away."""

OPENINGS = {
    Word.MET: "Målet er nået",
    Word.NOT_MET: "Målet er ikke nået",
    Word.UNDETERMINED: "Det kan ikke afgøres, om målet er nået",
    Word.TOO_FEW: "Svaret vises ikke",
    Word.NO_DATA: "Målet kan ikke bedømmes",
    Word.NOT_DUE: "Målet er ikke forfaldent",
}
_SELF_EVIDENT = frozenset({Reason.TARGET_NOT_SET, Reason.NOT_JUDGED, Reason.AT_BASELINE, Reason.BEFORE_DEADLINE})
"""Reasons that say themselves what the word says."""
_OPPOSITE = {Word.MET: Word.NOT_MET, Word.NOT_MET: Word.MET}
_JUDGED = {
    Word.MET: "Målet er nået efter denne vurdering.",
    Word.NOT_MET: "Målet er ikke nået efter denne vurdering.",
    Word.UNDETERMINED: "Vurderingen lader det stå åbent, om målet er nået.",
}
_RESTS_ON = {
    Nature.SURVEY_SHARE: "{value} af {count} svar",
    Nature.REGISTER_SHARE: "{value} af {count}",
    Nature.EVENT_RATE: "{value} (blandt {count})",
}
_RELATIVE = frozenset({TargetKind.RELATIVE_TO_BASELINE, TargetKind.RELATIVE_TO_PRECEDING_YEAR})
_SEVERAL = 2


@dataclass(frozen=True)
class Told:
    """An attainment in parts, each a sentence or empty."""

    place: str
    """Goal, area and round, with a colon after it; and the reading, if it is another one than the main."""
    wanted: str
    measured: str
    verdict: str
    contrary: str

    @property
    def text(self) -> str:
        """The whole."""
        parts = (self.place, self.wanted, self.measured, self.verdict, self.contrary)
        return " ".join(part for part in parts if part)


class _Case(NamedTuple):
    attainment: Attainment
    goal: Goal
    target: Target
    indicator: Indicator
    plan: Plan
    registry: Registry
    language: Language

    def say(self, template: str, **places: object) -> str:
        return say(template, self.language, **places)

    @property
    def begins(self) -> bool:
        """True at baseline, where nothing is held against anything."""
        return self.attainment.round == "baseline"


def attainment_sentence(
    attainment: Attainment,
    goal: Goal,
    plan: Plan,
    registry: Registry,
    language: Language = "da",
    contrary: Iterable[str] = (),
) -> str:
    """Return an attainment in plain sentences: what the agreement asks for, what was measured, the word and why.

    Parameters
    ----------
    attainment
        A released one: what is hidden is a gap in it.
    goal, plan, registry
        What it is about. Names of goals, areas and indicators are Danish names in English too, in quotation marks.
    language
        `da` or `en`.
    contrary
        Names of the readings that say the opposite (`helpers.output.readings.contrary_readings`).
    """
    return told(attainment, goal, plan, registry, language, contrary).text


def told(
    attainment: Attainment,
    goal: Goal,
    plan: Plan,
    registry: Registry,
    language: Language = "da",
    contrary: Iterable[str] = (),
) -> Told:
    """Return the parts of `attainment_sentence`, for pages that mark each part that rests on invented figures."""
    indicator = registry.indicator(goal.indicator)
    case = _Case(attainment, goal, target_of(attainment, goal), indicator, plan, registry, language)
    return Told(_place(case), _wanted(case), _measured(case), _verdict(case), _contrary(case, tuple(contrary)))


def rests_on_hidden(attainment: Attainment, target: Target) -> bool:
    """Tell whether the target's number would give a hidden value away."""
    if target.kind not in COMPARES:
        return False
    return any(other is not None and other.hidden for other in (attainment.baseline, attainment.benchmark))


def _place(case: _Case) -> str:
    found = case.attainment
    area = case.registry.area(found.area)
    together = area.kind is AreaKind.AGGREGATE
    # The Danish names of several areas taken together say so themselves.
    words = "{goal}, {areas}, {round}:" if together else "{goal}, {area}, {round}:"
    place = case.say(
        words,
        goal=quoted(case.goal.short_name, case.language),
        area=area.name,
        areas=area.name,
        round=round_words(case.plan, found.round, case.language),
    )
    if found.main_reading:
        return place
    return f"{place} {case.say('Læst som {reading}.', reading=quoted(found.reading, case.language))}"


def _wanted(case: _Case) -> str:
    target = case.target
    if target.pending:
        return ""
    if target.kind is TargetKind.QUALITATIVE:
        return case.say("Aftalen sætter intet tal; målet bedømmes med ord.")
    if target.kind is TargetKind.MILESTONE_BY_DATE:
        deadline = deadline_words(target, case.plan, case.language)
        return f"{case.say('Det skal være sket til tiden.')} {deadline}"
    if rests_on_hidden(case.attainment, target):
        rule = rule_words(target, case.indicator, case.registry, language=case.language)
        return case.say("Kravet er {target}; tallet bag det er skjult af hensyn til diskretion.", target=rule)
    return _number_wanted(case)


def _number_wanted(case: _Case) -> str:
    # At baseline the path has gone nowhere yet, so only the rule says what is asked for.
    at_round = None if case.begins and case.target.kind in _RELATIVE else case.attainment.target
    wanted = number_wanted(case.target, at_round, _as_the_start(case), case.registry, case.language)
    if not wanted:
        return ""
    if at_round is not None and at_round.beyond is not None:
        return case.say("Kravet {target}.", target=wanted)
    if wanted == case.say("alle"):
        wanted = case.say("{amount} (alle)", amount=quantity(100, as_stated(100, case.indicator), case.language))
    return _closed(case.say(_wanted_where(case), target=wanted, count=_areas_alone(case)))


def _as_the_start(case: _Case) -> Indicator:
    """Return the indicator with the decimals that the starting value is printed with, if it is itself the target."""
    start = case.attainment.baseline
    itself = case.target.kind is TargetKind.RELATIVE_TO_BASELINE and not case.target.value
    return case.indicator if start is None or not itself else as_printed(start, case.indicator)


def _wanted_where(case: _Case) -> str:
    """Return the template that says whether each area is judged, or all of them together, or both."""
    alone, all_deciding = _areas_alone(case), len(case.goal.decided_by)
    if all_deciding < _SEVERAL:
        return "Kravet er {target}."
    if alone < all_deciding:
        return "Kravet er {target}; {count} områder bedømmes hver for sig og samlet."
    return "Kravet er {target}; {count} områder bedømmes hver for sig."


_counted_last: tuple[Goal, Registry, int] | None = None
"""The goal whose areas were counted last: sentences are made goal by goal, and a goal may have thousands of areas."""


def _areas_alone(case: _Case) -> int:
    global _counted_last
    last = _counted_last
    if last is None or last[0] is not case.goal or last[1] is not case.registry:
        together = {area for area, _ in sums(case.registry)}
        alone = sum(area not in together for area in case.goal.decided_by)
        _counted_last = last = (case.goal, case.registry, alone)
    return last[2]


def _closed(text: str) -> str:
    """Return a sentence whose last word is an abbreviation with the one full stop that it has."""
    return text.removesuffix(".") if text.endswith("kr..") else text


def _measured(case: _Case) -> str:
    found = case.attainment.measurement
    if found is None or case.target.kind is TargetKind.MILESTONE_BY_DATE:
        return ""
    if case.indicator.nature is Nature.QUALITATIVE and not found.hidden:
        if not found.judgement:
            return ""
        return case.say("Vurderingen lyder: {judgement}", judgement=quoted(sentence(found.judgement), case.language))
    name = quoted(case.indicator.short_name, case.language) if case.language != "da" else case.indicator.short_name
    when = period_phrase(found.period_label, case.language)
    subject = f"{name} {when}".strip()
    if found.hidden:
        return case.say("{subject}: tallet er skjult.", subject=subject)
    interval = "" if found.interval is None else interval_words(found.interval, case.indicator, language=case.language)
    figures = ", ".join(part for part in (_value(found, case), interval) if part)
    told = _closed(case.say("{subject}: {figures}{start}.", subject=subject, figures=figures, start=_start(case)))
    return " ".join(part for part in (told, *_remarks(found, case)) if part)


def _value(found: Measurement, case: _Case) -> str:
    """Return the value and what it rests on."""
    value = value_words(found, _as_the_distance(case), case.language)
    words = _RESTS_ON.get(case.indicator.nature)
    if words is None or found.n is None:
        return value
    count = number(found.n, language=case.language)
    if case.indicator.nature is Nature.EVENT_RATE:
        homes = "boliger" in (case.indicator.denominator or "").lower()
        count = case.say("{count} boliger" if homes else "{count} beboere", count=count)
    # A weighted share is not so many of the answers.
    weighted = found.survey is not None and found.survey.weighting is not None
    return case.say("{value} ({count} svar)" if weighted else words, value=value, count=count)


def _as_the_distance(case: _Case) -> Indicator:
    """Return the indicator with the decimals of the distance that is told.

    A figure 0.3 above a target of 50 must not be said to be 50.
    """
    found, own = case.attainment, case.indicator
    if found.reason is not Reason.COMPLETE_COUNT or found.distance is None or _hides(case):
        return own
    return own.model_copy(update={"decimals": max(own.decimals, as_computed(found.distance, own).decimals)})


def _start(case: _Case) -> str:
    """Return the figure that the target starts from: `; udgangspunktet var 98 i 2011`."""
    start = case.attainment.baseline
    if start is None or start.hidden or case.begins or case.target.kind not in _RELATIVE:
        return ""
    words = "; året før var det {value}" if case.target.measured_preceding else "; udgangspunktet var {value} {when}"
    value = value_words(start, _as_the_target(start, case), case.language)
    return case.say(words, value=value, when=period_phrase(start.period_label, case.language))


def _as_the_target(start: Measurement, case: _Case) -> Indicator:
    """Return the indicator with the target's decimals where the starting value isn't exact in its own.

    A target below 51.6 that starts from 51.6 must not be said to start from 52.
    """
    at_round, own = case.attainment.target, case.indicator
    if at_round is None or start.value is None or same(start.value, round(start.value, own.decimals)):
        return own
    return own.model_copy(update={"decimals": max(own.decimals, written_as(at_round, own).decimals)})


def _remarks(found: Measurement, case: _Case) -> list[str]:
    asked = survey_words(found, case.language)
    remarks = [sentence(asked)] if asked else []
    if found.summed:
        remarks.append(case.say("Tallet er regnet for {count} områder under ét.", count=len(found.summed)))
    if found.version_since is not None:
        since = day(found.version_since, case.language)
        words = "Perioden begyndte, før definitionen af tallet blev ændret den {day}."
        remarks.append(case.say(words, day=since))
    complete = found.no_interval is NoInterval.COMPLETE and found.precision is not Precision.APPROXIMATE
    told_elsewhere = case.attainment.reason in (Reason.NO_INTERVAL, Reason.ESTIMATE)
    if not complete and not told_elsewhere:
        remarks.append(no_interval_words(found, case.indicator, case.language))
    return remarks


def _verdict(case: _Case) -> str:
    found = case.attainment
    if found.reason is Reason.JUDGED and found.word in _JUDGED and found.measurement is not None:
        return case.say(_JUDGED[found.word])
    if case.target.kind is TargetKind.MILESTONE_BY_DATE:
        special = _milestone_verdict(case)
        if special:
            return special
    counted = _counted_verdict(case)
    if counted:
        return counted
    reason = reason_words(found, case.target, case.plan, case.indicator, case.language)
    if found.reason in _SELF_EVIDENT:
        return reason
    opening = case.say(OPENINGS[found.word])
    return sentence(f"{opening}: {reason[0].lower()}{reason[1:]}")


def _hides(case: _Case) -> bool:
    """Tell whether the distance to the target would give a hidden value away."""
    measured = case.attainment.measurement
    return measured is None or measured.hidden or rests_on_hidden(case.attainment, case.target)


def _counted_verdict(case: _Case) -> str:
    """Return how far a number that needs no uncertainty is from the target; empty for any other number."""
    found = case.attainment
    if found.reason is not Reason.COMPLETE_COUNT or found.distance is None or _hides(case):
        return ""
    far = distance_words(found.distance, case.indicator, case.language, of="kravet")
    why = ""
    if case.target.kind is TargetKind.SHARE_OF_GROUP:
        why = case.say("Målet gælder netop denne gruppe, og hele gruppen er talt med.")
    elif case.indicator.nature is not Nature.AMOUNT:
        why = case.say("Tallet er en fuld optælling.")
    opening = case.say(OPENINGS[found.word])
    # A figure that must be below the target and is the same is not said to be where it should be.
    at_limit = found.word is Word.NOT_MET and same(found.distance, 0)
    placed = "{opening}: tallet er det samme som grænsen, og det er ikke nok."
    verdict = case.say(placed if at_limit else "{opening}: tallet ligger {distance}.", opening=opening, distance=far)
    return " ".join(part for part in (verdict, why, years_words(found, case.language)) if part)


def _milestone_verdict(case: _Case) -> str:
    """Return what became of a milestone, whose deadline is told already; empty where the reason tells it."""
    found, measured = case.attainment, case.attainment.measurement
    if found.reason is Reason.BEFORE_DEADLINE:
        return case.say("Målet skal ikke være nået endnu.")
    if found.reason not in (Reason.COMPLETE_COUNT, Reason.REACHED_EARLY):
        return ""
    if measured is None or measured.hidden or measured.period_end is None:
        return ""
    late = "{opening}: det skete først den {day}." if found.word is Word.NOT_MET else "{opening}: det skete den {day}."
    waiting = measured.period_end < (case.target.deadline or case.plan.end)
    known = "{opening}: den seneste oplysning er, at det ikke var sket den {day}."
    not_yet = known if waiting else "{opening}: det var endnu ikke sket den {day}."
    reached = late if measured.value else not_yet
    return case.say(reached, opening=case.say(OPENINGS[found.word]), day=day(measured.period_end, case.language))


def _contrary(case: _Case, readings: tuple[str, ...]) -> str:
    word = _OPPOSITE.get(case.attainment.word)
    if not readings or word is None:
        return ""
    names = listed((quoted(name, case.language) for name in readings), case.language)
    words = (
        "Læst på en anden måde er målet {word}: {readings}."
        if len(readings) == 1
        else "Læst på andre måder er målet {word}: {readings}."
    )
    return case.say(words, word=case.say(MARKS[word].word), readings=names)
