from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from helpers.measurement.results import Crossing, Interval, NoInterval, Reason, TargetAtRound, Word
from helpers.observations.table import Origin, Precision
from helpers.output.attainment_reasons import deadline_words, reason_words
from helpers.output.cells import places, shown, shown_change, source_words
from helpers.output.download_rows import number_row
from helpers.output.target_words import distance_words, rule_words, target_words, written_as
from helpers.output.verdicts import MARKS, combined, no_interval_words
from helpers.plan.model import Target, TargetKind
from helpers.plan.registered import Clustered
from unit.output.text_cases import (
    CHANGE,
    DECISIONS,
    DOCUMENTED,
    FALLS,
    HIDDEN,
    JUDGED,
    JUDGEMENT,
    MILESTONE,
    OVER_BENCHMARK,
    PEOPLE,
    PLAN,
    REGISTRY,
    SAFETY,
    SYNTHETIC,
    VOLUNTEERS,
    attainment,
    place,
)

CAUSAL = re.compile(r"\b(virker|virkede|skyldes|fører til|på grund af|medfører|effekt|årsag|resulterer)", re.IGNORECASE)


def test_a_share_of_days_says_so_in_both_languages() -> None:
    days = SAFETY.model_copy(update={"clustered": Clustered(units="skoledage", persons="børn")})
    found = replace(SYNTHETIC, interval=None, no_interval=NoInterval.CLUSTERED)
    danish = no_interval_words(found, days)
    assert danish.startswith("Tallet er regnet af skoledage, ikke af børn. Hvor meget det svinger")
    assert "The figure counts units" in no_interval_words(found, days, "en")
    assert "days or hours" in no_interval_words(found, SAFETY, "en")
    judged = attainment("sl-tryghed", Word.UNDETERMINED, Reason.NO_INTERVAL, found)
    assert reason_words(judged, OVER_BENCHMARK, PLAN, days) == danish
    assert number_row(found, REGISTRY)["uden_interval"] == "regnet af dage eller timer, ikke af personer"


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_six_words() -> None:
    assert [(MARKS[word].word, MARKS[word].shape) for word in Word] == [
        ("nået", "●"),
        ("ikke nået", "▲"),
        ("kan ikke afgøres", "◆"),
        ("for få til at vise", "··"),
        ("mangler data", "○"),
        ("ikke forfalden", "◷"),
    ]


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("word", list(Word))
def test_every_reason_is_a_sentence_without_cause_and_effect(reason: Reason, word: Word) -> None:
    text = reason_words(attainment("sl-tryghed", word, reason, None), OVER_BENCHMARK, PLAN, SAFETY)
    assert text[0].isupper()
    assert text.endswith(".")
    assert not CAUSAL.search(text)
    assert reason.value not in text


def test_reasons_that_depend_on_the_word_or_the_plan() -> None:
    def say(word: Word, reason: Reason, target: Target = OVER_BENCHMARK) -> str:
        return reason_words(attainment("sl-tryghed", word, reason, None), target, PLAN, SAFETY)

    assert (
        say(Word.MET, Reason.INTERVAL_CLEAR)
        == "Tallet ligger på den rigtige side af kravet, også når usikkerheden regnes med."
    )
    assert (
        say(Word.NOT_MET, Reason.INTERVAL_CLEAR)
        == "Tallet ligger på den forkerte side af kravet, også når usikkerheden regnes med."
    )
    assert say(Word.NOT_DUE, Reason.BEFORE_DEADLINE) == (
        "Målet skal ikke være nået endnu. Fristen er 31. december 2021."
    )
    open_ended = OVER_BENCHMARK.model_copy(update={"deadline": None})
    assert say(Word.NOT_DUE, Reason.BEFORE_DEADLINE, open_ended) == (
        "Målet skal ikke være nået endnu. Dokumentet nævner ingen frist, så planens slutning 30. september 2021 gælder."
    )
    lost = open_ended.model_copy(update={"deadline_words": "en gang ultimo [mangler]"})
    assert deadline_words(lost, PLAN) == (
        "Fristen mangler i afskriften (»en gang ultimo [mangler]«); her bruges planens slutning 30. september 2021."
    )
    unset = lost.model_copy(update={"pending": True})
    assert deadline_words(unset, PLAN) == "Fristen mangler i afskriften (»en gang ultimo [mangler]«)."
    span = OVER_BENCHMARK.model_copy(update={"deadline_words": "i løbet af de kommende 2 år"})
    assert deadline_words(span, PLAN) == (
        "Dokumentet siger »i løbet af de kommende 2 år«; her er det læst som 31. december 2021."
    )
    assert "ligger inden for det" in say(Word.UNDETERMINED, Reason.STATED_RANGE)
    assert say(Word.UNDETERMINED, Reason.JUDGED) == "Vurderingen lader spørgsmålet stå åbent."
    unsure_baseline = attainment("sl-tryghed", Word.UNDETERMINED, Reason.NO_INTERVAL, SYNTHETIC)
    said = reason_words(unsure_baseline, OVER_BENCHMARK, PLAN, SAFETY)
    assert said.startswith("Det, tallet sammenlignes med, er usikkert")


def test_why_there_is_no_interval() -> None:
    assert no_interval_words(DOCUMENTED, SAFETY) == (
        "Kilden oplyser ikke, hvor mange der har svaret; derfor kan usikkerheden ikke beregnes."
    )
    assert no_interval_words(DOCUMENTED, VOLUNTEERS) == (
        "Kilden oplyser ikke, hvor mange tallet bygger på; derfor kan usikkerheden ikke beregnes."
    )
    assert no_interval_words(PEOPLE, VOLUNTEERS) == "Fuld optælling uden stikprøveusikkerhed."
    assert no_interval_words(SYNTHETIC, SAFETY) == ""
    assert no_interval_words(JUDGEMENT, JUDGED) == ""
    stated = replace(DOCUMENTED, no_interval=NoInterval.NOT_A_NUMBER)
    assert no_interval_words(replace(stated, precision=Precision.RANGE), SAFETY) == (
        "Kilden oplyser kun et spænd; derfor kan usikkerheden ikke beregnes."
    )
    assert no_interval_words(replace(stated, precision=Precision.RANK_ONLY), SAFETY) == ("Kilden oplyser ikke et tal.")


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ([Word.MET, Word.MET], Word.MET),
        ([Word.MET, Word.NOT_MET, Word.NO_DATA], Word.NOT_MET),
        ([Word.MET, Word.UNDETERMINED], Word.UNDETERMINED),
        ([Word.MET, Word.NO_DATA], Word.UNDETERMINED),
        ([Word.MET, Word.TOO_FEW], Word.UNDETERMINED),
        ([Word.MET, Word.NOT_DUE], Word.NOT_DUE),
        ([Word.NO_DATA, Word.TOO_FEW], Word.TOO_FEW),
        ([Word.NO_DATA], Word.NO_DATA),
    ],
)
def test_a_goal_is_met_only_where_all_its_areas_are(words: list[Word], whole: Word) -> None:
    assert combined(words) is whole
    assert combined(list(reversed(words))) is whole


def test_a_goal_without_any_place_has_no_word() -> None:
    with pytest.raises(ValueError, match="at least one"):
        combined([])


def test_a_measurement_in_words() -> None:
    cell = shown(SYNTHETIC, SAFETY)
    assert plain(cell.value) == "64,3 %"
    assert plain(cell.interval) == "mellem 58,0 og 70,0 % (95 % sikkerhed)"
    assert (plain(cell.n), cell.period, cell.synthetic) == ("n = 247", "2021", True)
    assert cell.source == "opdigtet demonstrationstal (tryghed.xlsx, ark Svar, række 7)"


def test_a_hidden_measurement_says_so_and_nothing_else() -> None:
    cell = shown(HIDDEN, SAFETY)
    assert (cell.state, cell.value, cell.remark) == ("hidden", "..", "skjult af hensyn til diskretion")
    assert (cell.interval, cell.no_interval, cell.n) == ("", "", "")


def test_a_missing_measurement_says_so() -> None:
    assert shown(None, SAFETY).value == "mangler"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"precision": Precision.APPROXIMATE}, "ca. 58,3 %"),
        ({"precision": Precision.LOWER_BOUND}, "over 58,3 %"),
        ({"precision": Precision.UPPER_BOUND, "value": None, "high": 60.0}, "knap 60 %"),
        ({"precision": Precision.RANGE, "value": None, "low": 55.0, "high": 60.0}, "mellem 55 og 60 %"),
        ({"value": 72.0}, "72 %"),
        ({"value": 2.25}, "2,25 %"),
        ({"value": 100 / 3}, "33,3 %"),
        ({"value": 50.0, "numerator": 5.0, "denominator": 10.0}, "50,0 %"),
        ({"precision": Precision.RANK_ONLY, "value": None}, "kilden oplyser kun en rækkefølge"),
        ({"value": None}, "mangler"),
    ],
)
def test_values_are_stated_as_exactly_as_the_source_does(changes: dict[str, object], text: str) -> None:
    assert plain(shown(replace(DOCUMENTED, **changes), SAFETY).value) == text  # pyright: ignore[reportArgumentType]


def test_only_a_document_is_quoted_with_its_own_words_for_a_bound() -> None:
    """A sum that lacks a year is at least so much; no document says `over`."""
    short = replace(SYNTHETIC, precision=Precision.LOWER_BOUND, value=64.0)
    assert plain(shown(short, SAFETY).value) == "mindst 64,0 %"
    summed = replace(DOCUMENTED, precision=Precision.UPPER_BOUND, value=60.0, provenance=DOCUMENTED.provenance * 2)
    assert plain(shown(summed, SAFETY).value) == "højst 60,0 %"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"value": 22.0}, "22 pr. [mangler] beboere"),
        ({"value": 34.0, "low": 34.0, "precision": Precision.LOWER_BOUND}, "over 34 pr. [mangler] beboere"),
        ({"value": 35.0, "high": 35.0, "precision": Precision.UPPER_BOUND}, "knap 35 pr. [mangler] beboere"),
    ],
)
def test_a_lost_denominator_is_not_filled_in(changes: dict[str, object], text: str) -> None:
    rate = replace(DOCUMENTED, indicator=DECISIONS.id, unit="per_unknown", **changes)  # pyright: ignore[reportArgumentType]
    assert plain(shown(rate, DECISIONS).value) == text
    assert number_row(rate, REGISTRY)["enhed"] == "pr. [mangler] beboere"


def test_judgements_and_milestones_are_words() -> None:
    assert shown(JUDGEMENT, JUDGED).value == "vurderet som opfyldt"
    assert shown(replace(JUDGEMENT, value=0.0), JUDGED).value == "vurderet som ikke opfyldt"
    assert shown(replace(JUDGEMENT, value=None), JUDGED).value == "vurderingen er åben"
    assert shown(replace(DOCUMENTED, value=1.0, period_end=date(2019, 3, 12)), MILESTONE).value == "nået 12. marts 2019"
    assert shown(replace(DOCUMENTED, value=0.0), MILESTONE).value == "ikke nået endnu"


def test_changes_in_words() -> None:
    better = replace(CHANGE, signal="better", difference_interval=Interval(1.0, 10.9, 0.95, "Newcombe 1998"))
    made = shown_change(better, SAFETY)
    assert (made.word, plain(made.difference)) == ("bedre", "+6,0 procentpoint")
    assert plain(made.interval) == "mellem 1,0 og 10,9 procentpoint (95 % sikkerhed)"
    assert shown_change(CHANGE, SAFETY).word == "kan ikke afgøres"
    assert shown_change(CHANGE, SAFETY.model_copy(update={"better": "neither"})).word == "ændring"
    assert shown_change(replace(CHANGE, hidden=True), SAFETY).difference == ""
    assert shown_change(None, SAFETY).word == "ingen ændring kan beregnes"


def test_rows_of_one_sheet_stand_together() -> None:
    supplied = Origin.SUPPLIED
    assert places([place(supplied, row) for row in (6, 4, 5)]) == ("slagelse-2017/tryghed.xlsx, ark Svar, række 4–6",)
    assert places([place(supplied, row) for row in (4, 9)]) == ("slagelse-2017/tryghed.xlsx, ark Svar, række 4 og 9",)
    many = places([place(supplied, row) for row in range(2, 40, 3)])
    assert many == ("slagelse-2017/tryghed.xlsx, ark Svar, 13 rækker mellem 2 og 38",)
    assert places([replace(place(supplied, 4), sheet=None, row=None)]) == ("slagelse-2017/tryghed.xlsx",)


def test_many_places_are_counted() -> None:
    four = tuple(replace(place(Origin.SUPPLIED, 1), file=f"{name}.csv", sheet=None) for name in "abcd")
    assert source_words(four) == "a.csv, række 1; b.csv, række 1 og 2 steder mere"
    assert source_words(()) == "kilden er ikke angivet"


@pytest.mark.parametrize(
    ("operator", "value", "rule"),
    [
        ("<=", -10.0, "mindst 10 % lavere end udgangspunktet"),
        ("<", -10.0, "mere end 10 % lavere end udgangspunktet"),
        (">=", 8.5, "mindst 8,5 % højere end udgangspunktet"),
        (">=", -10.0, "højst 10 % lavere end udgangspunktet"),
        ("<", 0.0, "lavere end udgangspunktet"),
        (">", None, "højere end udgangspunktet"),
        ("=", 0.0, "uændret fra udgangspunktet"),
    ],
)
def test_relative_targets_are_told_as_a_rule(operator: str, value: float | None, rule: str) -> None:
    target = Target(kind=TargetKind.RELATIVE_TO_BASELINE, operator=operator, value=value)  # pyright: ignore[reportArgumentType]
    assert plain(rule_words(target, SAFETY, REGISTRY)) == rule


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (TargetKind.RELATIVE_TO_BASELINE, "mindst 10 procentpoint lavere end udgangspunktet"),
        (TargetKind.RELATIVE_TO_PRECEDING_YEAR, "mindst 10 procentpoint lavere om året fra 2017"),
    ],
)
def test_a_change_in_percentage_points_is_never_written_as_percent(kind: TargetKind, rule: str) -> None:
    target = Target(kind=kind, operator="<=", value=-10, points=True)
    assert plain(rule_words(target, SAFETY, REGISTRY, since="2017")) == rule


def test_targets_with_their_number() -> None:
    def say(target: Target, at_round: TargetAtRound | None = None) -> str:
        return plain(target_words(target, at_round, SAFETY, PLAN, REGISTRY))

    assert (
        say(OVER_BENCHMARK, TargetAtRound(72.4, ">", None)) == "over 72,4 % (tallet for Særligt udsatte boligområder)"
    )
    path = TargetAtRound(19.8, "<=", None, steps=((2017, 22.0), (2018, 19.8)))
    assert say(FALLS, path) == "højst 19,8 % (mindst 10 % lavere om året fra 2017)"
    linear = FALLS.model_copy(update={"compounding": False})
    assert say(linear, path) == "højst 19,8 % (hvert år lavere med mindst 10 % af tallet for 2017)"
    measured = FALLS.model_copy(update={"measured_preceding": True})
    assert say(measured, TargetAtRound(19.8, "<=", None)) == "højst 19,8 % (mindst 10 % lavere end året før)"
    unsure = TargetAtRound(19.8, "<=", Interval(18.0, 21.6, 0.95, "x"))
    assert say(FALLS, unsure).endswith("; målet er selv usikkert: mellem 18,0 og 21,6 % (95 % sikkerhed)")
    assert say(FALLS.model_copy(update={"compounding": False})) == "hvert år lavere med mindst 10 % af udgangspunktet"
    per_year = Target(kind=TargetKind.COUNT_PER_YEAR, operator=">=", value=50)
    assert plain(target_words(per_year, None, VOLUNTEERS, PLAN, REGISTRY)) == "mindst 50 personer om året"
    in_total = Target(kind=TargetKind.COUNT_IN_TOTAL, operator=">=", value=300)
    assert plain(target_words(in_total, TargetAtRound(300, ">=", None), VOLUNTEERS, PLAN, REGISTRY)) == (
        "mindst 300 personer i alt"
    )
    assert say(Target(kind=TargetKind.ABSOLUTE_LEVEL, pending=True)) == "ikke fastsat i dokumentet"
    assert say(Target(kind=TargetKind.ABSOLUTE_LEVEL)) == "ikke fastsat i dokumentet"
    none = Target(kind=TargetKind.ABSOLUTE_LEVEL, operator="=", value=0)
    assert plain(target_words(none, TargetAtRound(0, "=", None), VOLUNTEERS, PLAN, REGISTRY)) == "præcis 0 personer"
    assert say(Target(kind=TargetKind.QUALITATIVE)) == "vurderet som opfyldt"
    milestone = Target(kind=TargetKind.MILESTONE_BY_DATE, deadline=date(2014, 12, 31))
    assert say(milestone) == "nået til tiden. Fristen er 31. december 2014."
    moving = OVER_BENCHMARK.model_copy(update={"benchmark_moves": True})
    nobody = moving.model_copy(update={"benchmark_area": None})
    assert say(nobody) == "over tallet for dem, der sammenlignes med"
    assert say(moving) == "over tallet for Særligt udsatte boligområder"


@pytest.mark.parametrize(
    ("distance", "text"),
    [
        (3.25, "3,3 procentpoint over målet"),
        (-8.15, "8,2 procentpoint under målet"),
        (0.01, "mindre end 0,1 procentpoint over målet"),
        (0.0, "på målet"),
        (1e-12, "på målet"),
    ],
)
def test_the_distance_to_the_target(distance: float, text: str) -> None:
    assert plain(distance_words(distance, SAFETY)) == text


@pytest.mark.parametrize(
    ("distance", "text"),
    [
        (0.4, "0,4 personer over målet"),
        (-0.4, "0,4 personer under målet"),
        (0.04, "mindre end 0,1 personer over målet"),
        (1.0, "1 person over målet"),
        (-12.0, "12 personer under målet"),
        (0.0, "på målet"),
    ],
)
def test_the_distance_to_a_computed_count_is_not_rounded_away(distance: float, text: str) -> None:
    """A path may ask for 13.6; then 14 has not reached it."""
    assert plain(distance_words(distance, VOLUNTEERS)) == text


def test_a_computed_count_target_shows_the_decimal_that_decides() -> None:
    per_year = Target(kind=TargetKind.RELATIVE_TO_BASELINE, operator="<=", value=-15.0)

    def say(value: float) -> str:
        at_round = TargetAtRound(value, "<=", None, rests_on="baseline")
        return plain(target_words(per_year, at_round, VOLUNTEERS, PLAN, REGISTRY))

    assert say(13.6) == "højst 13,6 personer (mindst 15 % lavere end udgangspunktet)"
    assert say(85 * 0.2) == "højst 17 personer (mindst 15 % lavere end udgangspunktet)"
    assert written_as(TargetAtRound(2.5, ">=", None), VOLUNTEERS).decimals == 1


def test_a_milestone_says_when_it_was_reached_and_by_when_it_should_have_been() -> None:
    def said(value: float, word: Word, target: Target) -> str:
        reached = replace(DOCUMENTED, value=value, period_end=date(2015, 1, 30), indicator=MILESTONE.id)
        return reason_words(attainment("m", word, Reason.COMPLETE_COUNT, reached), target, PLAN, MILESTONE)

    by_date = Target(kind=TargetKind.MILESTONE_BY_DATE, deadline=date(2014, 12, 31))
    assert said(1.0, Word.NOT_MET, by_date) == "Nået 30. januar 2015; fristen var 31. december 2014."
    assert said(0.0, Word.NOT_MET, by_date) == "Ikke nået endnu."
    open_ended = Target(kind=TargetKind.MILESTONE_BY_DATE)
    assert said(1.0, Word.MET, open_ended) == "Nået 30. januar 2015; planen sluttede 30. september 2021."


def test_the_day_of_a_milestone_stands_once() -> None:
    reached = shown(replace(DOCUMENTED, value=1.0, period_label="31. december 2016"), MILESTONE)
    assert (reached.value, reached.when) == ("nået 31. december 2016", "")
    not_yet = shown(replace(DOCUMENTED, value=0.0), MILESTONE)
    assert (not_yet.value, not_yet.when) == ("ikke nået endnu", "2016")
    assert shown(DOCUMENTED, SAFETY).when == "2016"


def test_a_path_of_points_that_leaves_the_scale_is_told_with_its_numbers() -> None:
    falls = Target(kind=TargetKind.RELATIVE_TO_PRECEDING_YEAR, operator="<=", value=-10, points=True)
    below = TargetAtRound(0.0, "<=", Interval(0.0, 0.0, 0.95, "x"), steps=((2017, 23.9),), beyond=(23.9, -40.0))
    said = plain(target_words(falls, below, SAFETY, PLAN, REGISTRY))
    assert said == "kan ikke opfyldes: 23,9 − 40 er under nul (mindst 10 procentpoint lavere om året fra 2017)"
    rises = Target(kind=TargetKind.RELATIVE_TO_BASELINE, operator=">=", value=12.5, points=True)
    above = TargetAtRound(100.0, ">=", None, beyond=(90.0, 12.5))
    assert plain(target_words(rises, above, SAFETY, PLAN, REGISTRY)).startswith(
        "kan ikke opfyldes: 90,0 + 12,5 er over 100"
    )


def test_all_of_a_group_is_called_all() -> None:
    whole = Target(kind=TargetKind.SHARE_OF_GROUP, operator=">=", value=100)
    assert target_words(whole, TargetAtRound(100.0, ">=", None), SAFETY, PLAN, REGISTRY) == "alle"
    assert plain(target_words(whole.model_copy(update={"value": 99.0}), None, SAFETY, PLAN, REGISTRY)) == "mindst 99 %"


def test_the_reason_of_what_is_not_judged_is_the_right_one() -> None:
    def say(reason: Reason, target: Target, **changes: object) -> str:
        found = replace(attainment("g", Word.NO_DATA, reason, None), **changes)  # pyright: ignore[reportArgumentType]
        return reason_words(found, target, PLAN, SAFETY)

    unset = Target(kind=TargetKind.COUNT_PER_YEAR, pending=True)
    assert say(Reason.TARGET_NOT_SET, unset, measurement=PEOPLE) == "Kravet er ikke fastsat; målet bedømmes ikke."
    lost = Target(kind=TargetKind.MILESTONE_BY_DATE, pending=True, deadline_words="ultimo [mangler]")
    assert say(Reason.TARGET_NOT_SET, lost) == (
        "En del af kravet mangler i afskriften (»ultimo [mangler]«); målet bedømmes ikke."
    )
    quarter = replace(DOCUMENTED, period_label="1. kvartal 2013")
    day = replace(PEOPLE, period_label="ultimo 2016")
    assert say(Reason.PERIODS_DIFFER, FALLS, baseline=quarter, measurement=day) == (
        "Udgangspunktet er målt i 1. kvartal 2013 og det nye tal ved udgangen af 2016. De to tidsrum er ikke lige "
        "lange, så tallene kan ikke sammenlignes."
    )


def test_what_a_value_is_put_together_from_stands_beside_it() -> None:
    summed = replace(PEOPLE, summed=("motalavej", "sydbyen"))
    assert shown(summed, VOLUNTEERS).remark == "Summen af 2 områders tal."
    newer = replace(JUDGEMENT, version_since=date(2021, 3, 1), judgement="Bestyrelsen")
    assert shown(newer, JUDGED).remark == (
        "Bestyrelsen. Perioden begyndte, før definitionen af tallet blev ændret den 1. marts 2021."
    )
    assert number_row(summed, REGISTRY)["vurdering"] == ""


def test_a_bound_that_a_changed_definition_keeps_from_being_compared_says_so() -> None:
    crossing = Crossing(1, 2, date(2020, 1, 1), None)
    found = replace(attainment("sl-tryghed", Word.UNDETERMINED, Reason.STATED_RANGE, None), crossing=crossing)
    assert "Definitionen blev ændret den 1. januar 2020" in reason_words(found, OVER_BENCHMARK, PLAN, SAFETY)


def test_a_fixed_limit_has_no_uncertainty_to_miss() -> None:
    assert no_interval_words(replace(DOCUMENTED, no_interval=NoInterval.FIXED), SAFETY) == ""
    assert number_row(replace(DOCUMENTED, no_interval=NoInterval.FIXED), REGISTRY)["uden_interval"] == "fastsat grænse"
