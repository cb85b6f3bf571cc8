from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from helpers.measurement.results import Reason, Word
from helpers.output.attainment_periods import period_phrase
from helpers.output.counting import tally, tally_words
from helpers.output.headlines import activity_headline, area_headline, front_headline
from helpers.plan.model import Area, AreaKind
from unit.output.text_cases import ATTAINMENTS, DOCUMENTED, PLAN, REGISTRY, attainment, released


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def counts(met: int, not_met: int, undetermined: int, **rest: int) -> Counter[Word]:
    return Counter(
        {Word.MET: met, Word.NOT_MET: not_met, Word.UNDETERMINED: undetermined}
        | {Word(key): value for key, value in rest.items()}
    )


@pytest.mark.parametrize(
    ("tallied", "said"),
    [
        (counts(7, 5, 12), "Af 24 mål, der kan måles nu, er 7 nået, 5 ikke nået, og 12 kan ikke afgøres endnu."),
        (counts(3, 4, 2), "Af ni mål, der kan måles nu, er tre nået, fire ikke nået, og to kan ikke afgøres endnu."),
        (counts(0, 4, 1), "Af fem mål, der kan måles nu, er fire ikke nået, og ét kan ikke afgøres endnu."),
        (counts(1, 0, 2), "Af tre mål, der kan måles nu, er ét nået, og to kan ikke afgøres endnu."),
        (counts(2, 1, 0), "Af tre mål, der kan måles nu, er to nået, og ét ikke nået."),
        (counts(3, 0, 0), "Alle tre mål, der kan måles nu, er nået."),
        (counts(2, 0, 0), "Begge mål, der kan måles nu, er nået."),
        (counts(0, 11, 0), "Ingen af de 11 mål, der kan måles nu, er nået."),
        (counts(0, 0, 3), "Ingen af de tre mål, der kan måles nu, kan afgøres endnu."),
        (counts(0, 1, 0), "Det ene mål, der kan måles nu, er ikke nået."),
        (counts(0, 0, 0), "Ingen mål kan måles nu."),
        (
            counts(1, 0, 0, no_data=4, not_due=1, too_few=2),
            "Det ene mål, der kan måles nu, er nået. "
            "Fire mål mangler data, ét mål er ikke forfaldent, "
            "og to mål har et svar, der er skjult af hensyn til diskretion.",
        ),
        (
            counts(1, 10, 0, no_data=1, not_due=12),
            "Af 11 mål, der kan måles nu, er ét nået, og 10 ikke nået. "
            "Ét mål mangler data, og 12 mål er ikke forfaldne.",
        ),
        (counts(0, 0, 0, not_due=12), "Ingen mål kan måles nu. 12 mål er ikke forfaldne."),
    ],
)
def test_counts_of_goals_as_sentences(tallied: Counter[Word], said: str) -> None:
    assert tally_words(tallied) == said


def test_a_goal_counts_once_in_its_main_reading() -> None:
    assert tally(ATTAINMENTS) == Counter({Word.NOT_MET: 1, Word.TOO_FEW: 1, Word.MET: 2})


def test_an_area_opens_with_its_goals_and_one_number_in_full() -> None:
    headline = area_headline(released(), PLAN, REGISTRY, area="motalavej", round_id="end")
    assert plain(headline.text).splitlines() == [
        "Af tre mål for Motalavej, der kan måles nu, er to nået, og ét ikke nået.",
        "»Tryghed over gennemsnittet«, Motalavej, slut 2021: "
        "Kravet er over 72,4 % (tallet for Særligt udsatte boligområder); 2 områder bedømmes hver for sig. "
        "Tryghed i 2021: 64,3 % af 247 svar, mellem 58,0 og 70,0 % (95 % sikkerhed). "
        "Målet er ikke nået: tallet ligger på den forkerte side af kravet, også når usikkerheden regnes med. "
        "Kilde: opdigtet demonstrationstal (tryghed.xlsx, ark Svar, række 7).",
    ]
    assert headline.fragment().markdown.count('data-origin="synthetic"') == 3


def test_a_documented_number_says_why_it_has_no_interval() -> None:
    start = attainment("sl-tryghed", Word.NOT_DUE, Reason.AT_BASELINE, DOCUMENTED, round_id="baseline")
    headline = area_headline(released(attainments=(start,)), PLAN, REGISTRY, area="motalavej", round_id="baseline")
    assert plain(headline.text).splitlines()[1] == (
        "»Tryghed over gennemsnittet«, Motalavej, baseline 2016: "
        "Kravet er over 72,4 % (tallet for Særligt udsatte boligområder); 2 områder bedømmes hver for sig. "
        "Tryghed i 2016: 58,3 %. "
        "Kilden oplyser ikke, hvor mange der har svaret; derfor kan usikkerheden ikke beregnes. "
        "Baseline er udgangspunktet; her skal intet være nået endnu. "
        "Kilde: dokument S1, side 6."
    )
    assert "demo" not in headline.fragment().markdown


def test_a_chosen_goal_is_given_even_if_it_is_hidden_or_missing() -> None:
    hidden = area_headline(released(), PLAN, REGISTRY, area="motalavej", round_id="end", lead="sl-afgoerelser")
    assert "Kravet er mindst 10 % lavere om året fra udgangspunktet; tallet bag det er skjult" in plain(hidden.text)
    assert "i 2021: tallet er skjult. Svaret vises ikke: tallet er skjult af hensyn til diskretion" in hidden.text
    missing = area_headline(released(), PLAN, REGISTRY, area="sydbyen", round_id="end", lead="sl-tryghed")
    assert missing.text.endswith("Målet kan ikke bedømmes: der er ingen måling i denne runde.")


def test_without_any_number_only_the_counts_are_told() -> None:
    headline = area_headline(released(), PLAN, REGISTRY, area="sydbyen", round_id="end")
    assert headline.text == "Ingen mål for Sydbyen kan måles nu. Ét mål mangler data."


def test_an_area_that_decides_nothing_is_told_by_what_areas_decide_together() -> None:
    """No area is credited with another's figure: the sentence names those whose figures decide."""
    together = tuple(replace(item, area="ansoegningsomraadet") for item in ATTAINMENTS[:2])
    headline = area_headline(released(attainments=together[:1]), PLAN, REGISTRY, area="sydbyen", round_id="end")
    assert headline.text.startswith("Det ene mål for Ansøgningsområdet, der kan måles nu, er ikke nået.")
    mixed = (replace(ATTAINMENTS[0], area="sydbyen"), *together)
    own = area_headline(released(attainments=mixed), PLAN, REGISTRY, area="sydbyen", round_id="end")
    assert own.text.startswith("Det ene mål for Sydbyen, der kan måles nu, er ikke nået.")


def test_a_part_counts_as_its_area() -> None:
    part = Area(id="bispegaarden", name="Bispegården", kind=AreaKind.PART, part_of="sydbyen")
    registry = REGISTRY.model_copy(update={"areas": (*REGISTRY.areas, part)})
    found = replace(ATTAINMENTS[0], area="bispegaarden")
    plan = PLAN.model_copy(update={"comparisons": (*PLAN.comparisons, "bispegaarden")})
    headline = area_headline(released(attainments=(found,)), plan, registry, area="sydbyen", round_id="end")
    assert headline.text.startswith("Det ene mål for Sydbyen, der kan måles nu, er ikke nået.")


def test_an_activity_opens_with_its_goals() -> None:
    headline = activity_headline(released(), PLAN, REGISTRY, activity="aktivt-liv", round_id="end")
    assert headline.text.startswith("Begge mål for Aktivt liv og naboskab, der kan måles nu, er nået.")
    judged = activity_headline(released(), PLAN, REGISTRY, activity="aktivt-liv", round_id="end", lead="sl-naboskab")
    assert "Vurderingen lyder: »Bestyrelsen, 12. marts 2021:" in judged.text
    assert "<script" not in judged.fragment().markdown


def test_the_front_page_keeps_outcomes_and_deliveries_and_plans_apart() -> None:
    other = PLAN.model_copy(update={"short_name": "Vejle"})
    moved = tuple(replace(item, evaluation="bolivvejle-2013") for item in ATTAINMENTS)
    both = front_headline([(released(), PLAN), (released(attainments=moved), other)], REGISTRY)
    assert both.text.splitlines() == [
        f"{name}, slut 2021: Det ene mål om områder og beboere, der kan måles nu, er ikke nået. "
        "Ét mål har et svar, der er skjult af hensyn til diskretion. "
        "Begge mål om leverancer, optællinger og vurderinger, der kan måles nu, er nået."
        for name in ("Slagelse", "Vejle")
    ]
    assert front_headline([(released(), PLAN)], REGISTRY).paragraphs == both.paragraphs[:1]


def test_only_the_sentence_that_rests_on_invented_numbers_is_marked() -> None:
    (paragraph,) = front_headline([(released(), PLAN)], REGISTRY).paragraphs
    assert [piece.synthetic for piece in paragraph] == [False, True, False]


def test_a_plan_that_counts_nothing_has_no_sentence_about_counts() -> None:
    headline = front_headline([(released(attainments=ATTAINMENTS[:2]), PLAN)], REGISTRY)
    assert "leverancer" not in headline.text


@pytest.mark.parametrize(
    ("label", "phrase"),
    [
        ("2016", "i 2016"),
        ("2015/2016", "i 2015/2016"),
        ("1. kvartal 2013", "i 1. kvartal 2013"),
        ("1. december 2012", "den 1. december 2012"),
        ("uden dato", "(uden dato)"),
        ("", ""),
    ],
)
def test_periods_in_a_sentence(label: str, phrase: str) -> None:
    assert period_phrase(label) == phrase
