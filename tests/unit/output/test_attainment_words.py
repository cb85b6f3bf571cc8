"""The sentence of an attainment: all reasons, words and kinds of targets, in both languages."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import helpers.output
from helpers.measurement.results import Attainment, Crossing, Interval, Reason, Survey, TargetAtRound, Word, YearJudged
from helpers.output.attainment_periods import period_phrase, round_words
from helpers.output.attainment_words import attainment_sentence
from helpers.output.languages import LANGUAGES, Language, say
from helpers.output.target_words import rule_words
from helpers.output.verdicts import MARKS, mark_word
from helpers.output.wording import NBSP, day, interval_words, listed, number, quantity, quoted
from helpers.plan.model import AreaChange, Nature, Plan, Target, TargetKind
from unit.output.text_cases import (
    DECISIONS,
    DOCUMENTED,
    HIDDEN,
    JUDGEMENT,
    PEOPLE,
    PLAN,
    POISON,
    REGISTRY,
    SAFETY,
    SYNTHETIC,
    VOLUNTEERS,
    attainment,
)

MODULES = ("attainment_words", "attainment_reasons", "attainment_periods", "target_words", "verdicts")
OUTPUT = Path(helpers.output.__file__).parent
TARGETS: dict[TargetKind, dict[str, Any]] = {
    TargetKind.ABSOLUTE_LEVEL: {"operator": "=", "value": 0},
    TargetKind.RELATIVE_TO_BASELINE: {"operator": "<", "value": 0},
    TargetKind.RELATIVE_TO_PRECEDING_YEAR: {"operator": "<=", "value": -10},
    TargetKind.EXCEED_BENCHMARK: {"operator": ">", "benchmark_area": "sub-omraader", "benchmark_moves": True},
    TargetKind.COUNT_PER_YEAR: {"operator": ">=", "value": 50},
    TargetKind.COUNT_IN_TOTAL: {"operator": ">=", "value": 300},
    TargetKind.SHARE_OF_GROUP: {"operator": ">=", "value": 100},
    TargetKind.MILESTONE_BY_DATE: {"deadline": date(2019, 1, 31)},
    TargetKind.QUALITATIVE: {},
}


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def sentence_of(
    found: Attainment, language: Language = "da", contrary: tuple[str, ...] = (), plan: Plan = PLAN, **target: Any
) -> str:
    goal = {item.id: item for item in plan.goals}[found.goal]
    if target:
        goal = goal.model_copy(update={"target": Target(**target)})
    return plain(attainment_sentence(found, goal, plan, REGISTRY, language, contrary))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", list(Reason))
def test_every_word_reason_and_kind_has_its_sentences(reason: Reason, language: Language) -> None:
    for word, kind, measured in product(Word, TargetKind, (None, SYNTHETIC, HIDDEN)):
        at_round = TargetAtRound(72.4, TARGETS[kind].get("operator", ">="), None)
        found = attainment("sl-tryghed", word, reason, measured, baseline=DOCUMENTED, target=at_round, distance=-8.2)
        said = sentence_of(found, language, kind=kind, **TARGETS[kind])
        assert said.endswith("."), said
        assert not re.search(r"[{}]| {2}|: \.|\.\.", said), said
        assert f"{POISON:.0f}" not in re.sub(r"\D", "", said)


@pytest.mark.parametrize("module", MODULES)
def test_every_template_stands_in_both_languages(module: str) -> None:
    tree = ast.parse((OUTPUT / f"{module}.py").read_text(encoding="utf-8"))
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_say(node)]
    templates = [
        leaf.value
        for call in said
        for leaf in ast.walk(call.args[0])
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
    ]
    keys = {"målet", "kravet", "than", "path", "linear", ""}
    for template in set(templates) - keys:
        places = dict.fromkeys(re.findall(r"\{(\w+)\}", template), "x")
        assert say(template, "en", **places), template


def _is_say(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name == "say" and bool(call.args)


def test_each_word_has_an_english_one() -> None:
    assert [mark_word(word, "en") for word in MARKS] == [
        "met",
        "not met",
        "cannot be determined",
        "too few to show",
        "no data",
        "not due",
    ]
    assert mark_word(Word.UNDETERMINED) == "kan ikke afgøres"


def test_numbers_and_dates_are_those_of_the_language() -> None:
    assert (number(1234.5, 1), number(1234.5, 1, "en")) == ("1.234,5", "1,234.5")
    assert (day(date(2017, 10, 1)), day(date(2017, 10, 1), "en")) == ("1. oktober 2017", "1 October 2017")
    assert (plain(quantity(71.7, SAFETY)), quantity(71.7, SAFETY, "en")) == ("71,7 %", "71.7%")
    assert plain(quantity(22.4, DECISIONS, "en")) == "22.4 per 1,000 residents"
    assert plain(quantity(1234, VOLUNTEERS, "en")) == "1,234 persons"
    wilson = Interval(52, 64, 0.95, "Wilson 1927")
    assert interval_words(wilson, SAFETY, language="en") == "between 52.0 and 64.0% (95% confidence)"
    points = interval_words(wilson, SAFETY, of_difference=True, language="en")
    assert plain(points) == "between 52.0 and 64.0 percentage points (95% confidence)"
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert (quoted("Tryghed"), quoted("Tryghed", "en")) == ("»Tryghed«", "“Tryghed”")


@pytest.mark.parametrize(
    ("label", "danish", "english"),
    [
        ("2016", "i 2016", "in 2016"),
        ("2018–2021", "i 2018–2021", "in 2018–2021"),
        ("1. kvartal 2013", "i 1. kvartal 2013", "in quarter 1 of 2013"),
        ("1. december 2012", "den 1. december 2012", "on 1 December 2012"),
        ("marts 2012", "i marts 2012", "in March 2012"),
        ("ultimo 2014", "ved udgangen af 2014", "at the end of 2014"),
        ("skoleåret 2016/2017", "i skoleåret 2016/2017", "in the school year 2016/2017"),
        ("uden dato", "(uden dato)", "(“uden dato”)"),
        ("", "", ""),
    ],
)
def test_periods_stand_in_a_sentence(label: str, danish: str, english: str) -> None:
    assert (period_phrase(label), period_phrase(label, "en")) == (danish, english)


def test_rounds_have_english_names() -> None:
    assert [round_words(PLAN, item.id, "en") for item in PLAN.rounds] == ["baseline 2016", "midway 2018", "end 2021"]
    assert round_words(PLAN, "end") == "slut 2021"


def test_a_survey_against_a_number() -> None:
    found = attainment(
        "sl-tryghed", Word.NOT_MET, Reason.INTERVAL_CLEAR, SYNTHETIC, target=TargetAtRound(72.4, ">", None)
    )
    assert sentence_of(found) == (
        "»Tryghed over gennemsnittet«, Motalavej, slut 2021: Kravet er over 72,4 % (tallet for Særligt udsatte "
        "boligområder); 2 områder bedømmes hver for sig. Tryghed i 2021: 64,3 % af 247 svar, mellem 58,0 og 70,0 % "
        "(95 % sikkerhed). Målet er ikke nået: tallet ligger på den forkerte side af kravet, også når usikkerheden "
        "regnes med."
    )
    assert sentence_of(found, "en", ("bogstaveligt",)) == (
        "“Tryghed over gennemsnittet”, Motalavej, end 2021: The target is above 72.4% (the figure for “Særligt "
        "udsatte boligområder”); each of 2 areas is judged by itself. “Tryghed” in 2021: 64.3% of 247 answers, between "
        "58.0 and 70.0% (95% confidence). The goal is not met: the figure lies on the wrong side of the target, "
        "even when its uncertainty is counted in. Read another way, the goal is met: “bogstaveligt”."
    )


def test_a_weighted_share_is_not_so_many_of_the_answers() -> None:
    weighted = replace(SYNTHETIC, survey=Survey(invited=500, weighting="køn og alder"))
    found = attainment("sl-tryghed", Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS, weighted)
    said = sentence_of(found)
    assert "Tryghed i 2021: 64,3 % (247 svar), mellem 58,0 og 70,0 %" in said
    assert "køn og alder" in said
    assert "64.3% (247 answers), between 58.0 and 70.0%" in sentence_of(found, "en")


def test_areas_may_be_judged_each_and_in_total() -> None:
    goal = PLAN.goals[0].model_copy(update={"evaluated_on": ("motalavej", "sydbyen", "ansoegningsomraadet")})
    plan = PLAN.model_copy(update={"goals": (goal,)})
    found = attainment("sl-tryghed", Word.NO_DATA, Reason.NO_MEASUREMENT, None, target=TargetAtRound(72.4, ">", None))
    assert "; 2 områder bedømmes hver for sig og samlet." in sentence_of(found, plan=plan)
    assert "; each of 2 areas is judged by itself, and all of them together." in sentence_of(found, "en", plan=plan)


def test_a_complete_count_says_how_far_it_is_from_what_was_asked() -> None:
    found = attainment(
        "sl-frivillige",
        Word.MET,
        Reason.COMPLETE_COUNT,
        replace(PEOPLE, summed=("motalavej", "sydbyen")),
        target=TargetAtRound(50, ">=", None),
        distance=4.0,
    )
    years = tuple(YearJudged(year, Word.MET, Reason.COMPLETE_COUNT, None) for year in (2020, 2021))
    assert sentence_of(replace(found, years=years)).endswith(
        "Kravet er mindst 50 personer om året. Frivillige i 2021: 54 personer. Tallet er regnet for 2 områder under "
        "ét. Målet er nået: tallet ligger 4 personer over kravet. Tallet er en fuld optælling. "
        "Nået i både 2020 og 2021."
    )
    level: dict[str, Any] = {"kind": "absolute_level", "operator": "<", "value": 54}
    exactly = replace(found, word=Word.NOT_MET, target=TargetAtRound(54, "<", None), distance=0.0)
    assert "Målet er ikke nået: tallet er det samme som grænsen, og det er ikke nok." in sentence_of(exactly, **level)


def test_all_of_a_group_are_a_hundred_percent() -> None:
    found = attainment("sl-tryghed", Word.NO_DATA, Reason.NO_MEASUREMENT, None, target=TargetAtRound(100, ">=", None))
    said = sentence_of(found, kind="share_of_group", operator=">=", value=100)
    assert "Kravet er 100 % (alle); 2 områder" in said


def test_a_starting_value_is_as_exact_as_the_target_made_from_it() -> None:
    rough = SAFETY.model_copy(update={"decimals": 0})
    registry = REGISTRY.model_copy(update={"indicators": (rough, *REGISTRY.indicators[1:])})
    start = replace(SYNTHETIC, round="baseline", value=51.62, period_label="2017")
    now = replace(SYNTHETIC, value=48.6)
    below = Target(kind=TargetKind.RELATIVE_TO_BASELINE, operator="<", value=0)
    found = attainment(
        "sl-tryghed",
        Word.UNDETERMINED,
        Reason.DIFFERENCE_OVERLAPS,
        now,
        baseline=start,
        target=TargetAtRound(51.62, "<", None, rests_on="baseline"),
    )
    goal = PLAN.goals[0].model_copy(update={"target": below})
    said = plain(attainment_sentence(found, goal, PLAN, registry))
    assert "Kravet er under 51,6 % (lavere end udgangspunktet)" in said
    assert "; udgangspunktet var 51,6 % i 2017." in said


def test_a_judgement_is_quoted_with_who_when_and_why() -> None:
    judged = replace(JUDGEMENT, judgement="Bestyrelsen, 12. marts 2021: Klagerne er færre")
    found = attainment("sl-naboskab", Word.MET, Reason.JUDGED, judged)
    assert sentence_of(found).endswith(
        "Aftalen sætter intet tal; målet bedømmes med ord. Vurderingen lyder: »Bestyrelsen, 12. marts 2021: Klagerne "
        "er færre.« Målet er nået efter denne vurdering."
    )


def test_a_milestone_that_came_late_says_so() -> None:
    late = replace(DOCUMENTED, value=1.0, period_end=date(2019, 3, 8))
    found = attainment("sl-naboskab", Word.NOT_MET, Reason.COMPLETE_COUNT, late)
    said = sentence_of(found, kind="milestone_by_date", deadline=date(2019, 1, 31))
    assert said.endswith("Fristen er 31. januar 2019. Målet er ikke nået: det skete først den 8. marts 2019.")


def test_a_milestone_that_nobody_told_of_since_says_when_it_was_last_told() -> None:
    milestone: dict[str, Any] = {"kind": "milestone_by_date", "deadline": date(2021, 9, 30)}
    not_done = replace(DOCUMENTED, value=0.0, period_end=date(2019, 2, 21))
    found = attainment("sl-naboskab", Word.NOT_MET, Reason.COMPLETE_COUNT, not_done)
    assert sentence_of(found, **milestone).endswith(
        "Målet er ikke nået: den seneste oplysning er, at det ikke var sket den 21. februar 2019."
    )
    at_deadline = replace(found, measurement=replace(not_done, period_end=date(2021, 9, 30)))
    assert sentence_of(at_deadline, **milestone).endswith("det var endnu ikke sket den 30. september 2021.")
    assert sentence_of(at_deadline, "en", **milestone).endswith("it had not been done by 30 September 2021.")


def test_a_figure_is_as_exact_as_its_distance_from_the_target() -> None:
    half: dict[str, Any] = {"kind": "share_of_group", "operator": "=", "value": 50}
    rough = SAFETY.model_copy(update={"decimals": 0, "nature": Nature.REGISTER_SHARE})
    registry = REGISTRY.model_copy(update={"indicators": (rough, *REGISTRY.indicators[1:])})
    found = attainment(
        "sl-tryghed",
        Word.NOT_MET,
        Reason.COMPLETE_COUNT,
        replace(SYNTHETIC, value=50.3, n=None, interval=None, survey=None),
        target=TargetAtRound(50, "=", None),
        distance=0.3,
    )
    goal = PLAN.goals[0].model_copy(update={"target": Target(**half)})
    said = plain(attainment_sentence(found, goal, PLAN, registry))
    assert "Tryghed i 2021: 50,3 %." in said
    assert "tallet ligger 0,3 procentpoint over kravet" in said


def test_a_target_that_is_the_starting_value_is_written_as_the_document_prints_it() -> None:
    printed = replace(DOCUMENTED, value=72.0, round="baseline")
    found = attainment(
        "sl-tryghed",
        Word.UNDETERMINED,
        Reason.NO_INTERVAL,
        SYNTHETIC,
        baseline=printed,
        target=TargetAtRound(72.0, ">", None, rests_on="baseline"),
    )
    assert "Kravet er over 72 % (højere end udgangspunktet)" in sentence_of(
        found, kind="relative_to_baseline", operator=">", value=0
    )


def test_a_limit_that_the_agreement_names_is_no_place_with_a_figure() -> None:
    areas = tuple(
        area.model_copy(update={"name": "Grænsen på 28", "limit": area.id == "sub-omraader"}) for area in REGISTRY.areas
    )
    target = Target(kind="exceed_benchmark", operator="<", value=28, benchmark_area="sub-omraader")
    limited = REGISTRY.model_copy(update={"areas": areas})
    assert plain(rule_words(target, SAFETY, limited)) == "under 28 % (grænsen på 28)"
    assert rule_words(target, SAFETY, limited, language="en") == "below 28% (“Grænsen på 28”)"


def test_a_hidden_starting_point_is_not_given_away() -> None:
    found = attainment(
        "sl-afgoerelser",
        Word.TOO_FEW,
        Reason.SMALL_COUNTS,
        replace(SYNTHETIC, indicator="kriminalretlige-afgoerelser"),
        baseline=HIDDEN,
        target=TargetAtRound(POISON, "<=", None),
        distance=-POISON,
    )
    said = sentence_of(found)
    assert "Kravet er mindst 10 % lavere om året fra udgangspunktet; tallet bag det er skjult" in said
    assert said.endswith("mindst ét af de tal, svaret bygger på, er skjult af hensyn til diskretion.")


def test_changed_definitions_and_areas_are_told_in_both_languages() -> None:
    bridged = Crossing(1, 2, date(2020, 1, 1), 1.1, why=("Aldersgrænsen blev sænket",))
    found = replace(attainment("sl-tryghed", Word.MET, Reason.INTERVAL_CLEAR, SYNTHETIC), crossing=bridged)
    assert sentence_of(found).endswith(
        "Definitionen blev ændret den 1. januar 2020. Aldersgrænsen blev sænket. Det ældre tal er ganget med 1,10."
    )
    assert sentence_of(found, "en").endswith(
        "The definition changed on 1 January 2020. “Aldersgrænsen blev sænket.” The older figure is multiplied by 1.10."
    )
    change = AreaChange(date=date(2019, 7, 1), before=("motalavej",), after=("sydbyen",), why="Afdelingen blev delt.")
    split = replace(attainment("sl-tryghed", Word.NO_DATA, Reason.AREA_CHANGED, None), area_change=change)
    assert "(Afdelingen blev delt)" in sentence_of(split)
    assert "(“Afdelingen blev delt”)" in sentence_of(split, "en")
