"""Titles and alternative texts, made by rule from the word of attainment and the signal of change.

A title says what the figure shows and how sure it is; never why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.measurement.results import Attainment, Change, Measurement, Reason, TargetAtRound, Word
from helpers.output.attainment_reasons import years_words
from helpers.output.cells import shown
from helpers.output.figures_dots import COMPLETE_WORDS, HIDDEN_VALUE, short_value
from helpers.output.target_words import written_as
from helpers.output.verdicts import MARKS
from helpers.output.wording import HIDDEN_WORDS, MISSING, count_words, listed, quantity, unit_words
from helpers.plan.model import Goal, Indicator, Nature, TargetKind

_COMPARED = {">=": "mindst", ">": "over", "<=": "højst", "<": "under", "=": "præcis"}
_SURE = "afstanden er større end usikkerheden"
_CLEARLY = (Reason.INTERVAL_CLEAR, Reason.DIFFERENCE_CLEAR)
_CLEAR = {Word.MET: "er nået", Word.NOT_MET: "er ikke nået"}
_UNDETERMINED = {
    Reason.INTERVAL_OVERLAPS: "kravet ligger inden for usikkerheden",
    Reason.DIFFERENCE_OVERLAPS: "afstanden er ikke større end usikkerheden i de to tal",
    Reason.EXACT_TEST_OPEN: "gruppen er for lille til at udelukke et tilfælde",
    Reason.NO_INTERVAL: "usikkerheden kendes ikke",
    Reason.STATED_RANGE: "kilden oplyser kun et spænd",
    Reason.YEAR_OPEN: "et tidligere år er uafgjort",
    Reason.YEAR_MISSING: "et tidligere år mangler et tal",
    Reason.JUDGED: "vurderingen er åben",
    Reason.NOT_JUDGED: "ingen har vurderet det",
}
_WITHOUT_NUMBER = (Nature.MILESTONE, Nature.QUALITATIVE)
_ABSENT = {
    Reason.TARGET_NOT_SET: "kravet er ikke fastsat",
    Reason.NOT_ADDITIVE: "områdernes andele kan ikke lægges sammen",
    Reason.NO_BASELINE: "udgangspunktet mangler",
    Reason.VERSIONS_DIFFER: "definitionen er ændret",
    Reason.AREA_CHANGED: "området er lagt sammen eller delt",
    Reason.PERIODS_DIFFER: "udgangspunktet dækker et andet tidsrum",
    Reason.NO_BENCHMARK: "tallet at sammenligne med mangler",
}


def named(indicator: Indicator) -> str:
    """Return the indicator's short name inside a sentence: small first letter, unless it is an abbreviation."""
    name = indicator.short_name
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def target_label(target: TargetAtRound, indicator: Indicator, when: str = "Mål") -> str:
    """Return what is written on a target's line: `Mål: over 72,4 %`."""
    return f"{when}: {_COMPARED[target.operator]} {short_value(target.value, written_as(target, indicator))}"


def target_is_hidden(attainment: Attainment, goal: Goal) -> bool:
    """Tell whether the target's number would give a hidden baseline or benchmark away."""
    if goal.target.kind in (TargetKind.RELATIVE_TO_BASELINE, TargetKind.RELATIVE_TO_PRECEDING_YEAR):
        return attainment.baseline is not None and attainment.baseline.hidden
    if goal.target.kind is TargetKind.EXCEED_BENCHMARK:
        return attainment.benchmark is not None and attainment.benchmark.hidden
    return False


def target_message(attainment: Attainment | None, area: str, goal: Goal, indicator: Indicator, when: str) -> str:
    """Return the title of a target path.

    Parameters
    ----------
    attainment
        The latest one that has something to say; None if nothing is measured.
    area
        The area's name.
    goal, indicator
        What is judged.
    when
        What readers call the round: `slut 2021`.
    """
    what = f"målet »{goal.short_name}«"
    if attainment is None:
        return f"{area}: {named(indicator)} er ikke målt"
    if attainment.word in _CLEAR:
        ending = f", og {_SURE}" if attainment.reason in _CLEARLY else ""
        ending += f"; {years[:1].lower()}{years[1:].rstrip('.')}" if (years := years_words(attainment)) else ""
        return f"{area}: {what} {_CLEAR[attainment.word]} ({when}){ending}"
    if attainment.word is Word.UNDETERMINED:
        why = _UNDETERMINED.get(attainment.reason, "der er ikke nok at bygge på")
        return f"{area}: det kan ikke afgøres, om {what} er nået ({when}); {why}"
    if attainment.word is Word.TOO_FEW:
        return f"{area}: det er {HIDDEN_WORDS}, om {what} er nået ({when})"
    if attainment.word is Word.NOT_DUE:
        return _not_due(attainment, area, what, indicator, when)
    why = _ABSENT.get(attainment.reason, "der mangler data")
    return f"{area}: {what} kan ikke vurderes ({when}); {why}"


def _not_due(attainment: Attainment, area: str, what: str, indicator: Indicator, when: str) -> str:
    measured = attainment.measurement
    if measured is None or measured.hidden or measured.value is None or indicator.nature in _WITHOUT_NUMBER:
        return f"{area}: {what} er ikke forfaldent ({when})"
    value = quantity(measured.value, indicator)
    if attainment.reason is Reason.AT_BASELINE:
        return f"{area}: {named(indicator)} er {value} ved udgangspunktet ({when})"
    return f"{area}: {named(indicator)} er {value} ({when}); målet er ikke forfaldent"


def change_message(changes: Sequence[tuple[str, Change | None]], indicator: Indicator, when: str) -> str:
    """Return the title of a figure of change, for one area or several.

    Parameters
    ----------
    changes
        Area name and its change from baseline to the last round drawn.
    when
        `fra 2016 til 2021`, or the names of the rounds where areas differ in their years.
    """
    if len(changes) == 1:
        area, change = changes[0]
        return f"{area}: {_changed(change, indicator)} {when}{_how_sure(change)}"
    signals = [_signal(change) for _, change in changes]
    order = ("better", "worse", "no_clear_change", "unknown")
    counts = [signals.count(name) for name in order]
    counts = [counts[0], counts[1], counts[2] + counts[3]]
    words = count_words(counts)
    names = ("bedre", "dårligere", "kan ikke afgøres")
    parts = [f"{word} {name}" for word, name, count in zip(words, names, counts, strict=True) if count]
    return f"{_capital(named(indicator))} {when} i {len(changes)} områder: {listed(parts)}"


def _signal(change: Change | None) -> str:
    return "unknown" if change is None or change.hidden or change.difference is None else change.signal


def _changed(change: Change | None, indicator: Indicator) -> str:
    if change is not None and change.hidden:
        return f"det er {HIDDEN_WORDS}, om {named(indicator)} har ændret sig"
    if change is None or change.difference is None or change.signal == "unknown":
        return f"det kan ikke afgøres, om {named(indicator)} har ændret sig"
    if change.signal == "no_clear_change":
        if change.difference_interval is None and change.difference == 0:
            return f"tallet for {named(indicator)} er uændret"
        return f"det kan ikke afgøres, om {named(indicator)} har ændret sig"
    return f"{named(indicator)} er {'steget' if change.difference > 0 else 'faldet'}"


def _how_sure(change: Change | None) -> str:
    if change is None or change.hidden or change.difference is None or change.signal == "unknown":
        known = change is not None and not change.hidden and change.difference is not None
        return "; usikkerheden kendes ikke" if known else ""
    if change.signal == "no_clear_change":
        return "; ændringen er ikke større end usikkerheden" if change.difference_interval is not None else ""
    return ", og ændringen er større end usikkerheden" if change.difference_interval is not None else ""


def comparison_message(words: Sequence[Word], goal: Goal | None, indicator: Indicator, when: str) -> str:
    """Return the title of areas side by side at one round, from the words of the goal."""
    if not words or goal is None:
        return f"{_capital(named(indicator))} område for område ({when})"
    if len(words) == 1:
        return f"Målet »{goal.short_name}« ({when}): {MARKS[words[0]].word}"
    found = [(MARKS[word].word, words.count(word)) for word in MARKS if word in words]
    counts = count_words([count for _, count in found])
    parts = [f"{word} i {count}" for (word, _), count in zip(found, counts, strict=True)]
    return f"Målet »{goal.short_name}« ({when}): {listed(parts)} af {len(words)} områder"


def areas_words(count: int) -> str:
    """Return `ét område` or `3 områder`."""
    return "ét område" if count == 1 else f"{count} områder"


def measure_line(indicator: Indicator, period: str) -> str:
    """Return the subtitle: measure, unit and period."""
    unit = {"%": "procent"}.get(unit_words(indicator), unit_words(indicator) or "antal")
    parts = [indicator.name, unit if unit.lower() not in indicator.name.lower() else "", period]
    return ", ".join(part for part in parts if part)


def point_sentence(name: str, measurement: Measurement | None, indicator: Indicator) -> str:
    """Return one measurement as a sentence of an alternative text: `Slut 2021: 66,2 %, mellem 61 og 71 % …`."""
    words = shown(measurement, indicator)
    if words.state == "hidden":
        return f"{_capital(name)}: {HIDDEN_VALUE}."
    if words.state == "missing":
        return f"{_capital(name)}: {MISSING}."
    parts = [words.value, words.interval or _unsure(words.no_interval), words.n]
    return f"{_capital(name)}: {', '.join(part for part in parts if part)}."


def _unsure(sentence: str) -> str:
    if not sentence:
        return ""
    return "uden stikprøveusikkerhed" if sentence == COMPLETE_WORDS else "usikkerheden kan ikke beregnes"


def alternative_text(message: str, kind: str, sentences: Iterable[str], *, synthetic: bool) -> str:
    """Return what a figure shows and how sure it is; invented numbers are called so."""
    parts = [f"{message}.", kind, *sentences]
    if synthetic:
        parts.append("Figuren bygger helt eller delvist på opdigtede demonstrationstal.")
    parts.append("Alle tal står i tabellen under figuren.")
    return " ".join(part for part in parts if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
