"""Ord, der følger grundlaget."""

from __future__ import annotations

from dataclasses import replace

from helpers.effects.estimate import Assumption, Design, Estimand, Estimate
from helpers.effects.grading import Diagnostics, Direction, Grade, Level, grade
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval
from helpers.observations.table import Origin
from helpers.output.effect_words import answer_sentence
from helpers.output.languages import Language
from helpers.output.refusals import refusal_sentences
from helpers.output.wording import NBSP
from helpers.plan.model import Indicator, Nature, Unit
from helpers.website.causal_words import causal_words

ATTENDANCE = Indicator(
    id="fremmoede",
    version=1,
    name="Fremmøde i dagtilbud",
    short_name="Fremmøde",
    definition="Dage til stede i procent af dage indskrevet.",
    unit=Unit.PERCENT,
    nature=Nature.REGISTER_SHARE,
    better="higher",
    decimals=1,
)
FOUR_AREAS = Estimate(
    question="fremmoede",
    indicator="fremmoede",
    design=Design.DIFFERENCE_IN_DIFFERENCES,
    estimand=Estimand.ATT,
    value=5.3,
    unit="percent",
    interval=Interval(5.0, 5.7, 0.95, "CR2"),
    p=0.0001,
    treated=("a", "b", "c", "d"),
    comparisons=tuple(f"uden-{number}" for number in range(12)),
    periods_before=9,
    periods_after=4,
    n=208,
    method="DiD",
    reference="Card & Krueger 1994",
    assumptions=(
        Assumption("parallel_trends", checked=True, holds=True, figure=0.36),
        Assumption("pretrend_power", checked=True, holds=True, figure=0.9),
        Assumption("few_areas", checked=True, holds=True, figure=0.0),
    ),
    origin=Origin.SUPPLIED,
    adjusted_p=0.0006,
    adjusted_by="Holm 1979",
)
CHECKED = Diagnostics(questions=6, balanced=True, breakdown=1.5)


def said(found: Estimate | Refusal, judged: Grade, language: Language = "da") -> str:
    return answer_sentence(found, int(judged.level), ATTENDANCE, language).replace(NBSP, " ")


def test_et_klart_svar_paa_et_staerkt_grundlag() -> None:
    """Fire områder med en plan kom 5,3 procentpoint højere end tolv andre, mellem 5,0 og 5,7.

    Områderne lignede hinanden før start og gik samme vej. Svaret holder, også hvis de bagefter fjernede sig 1,5 gange
    så meget fra hinanden som i det største skridt før. Det er trin 3 af 5, og siden skriver: »Tallene tyder på, at
    planen gjorde en forskel«. Stærkere ord kan én evaluering ikke bære.
    """
    judged = grade(FOUR_AREAS, CHECKED)
    assert (judged.level, judged.direction) == (Level.COMPARED, Direction.INCREASE)
    text = said(FOUR_AREAS, judged)
    assert text.startswith("Tallene tyder på, at planen gjorde en forskel: ")
    assert "5,3 procentpoint højere" in text
    assert "mellem 5,0 og 5,7 procentpoint højere" in text


def test_det_samme_tal_paa_et_svagere_grundlag() -> None:
    """De samme 5,3 procentpoint, men områderne gik allerede hver sin vej før planen.

    Så er det trin 2 af 5. Tallet og dets usikkerhed er de samme. Siden skriver, hvor langt områderne ligger fra
    hinanden, og derefter: »Det kan ikke afgøres, om det var gået sådan også uden planen.« Intet ord
    siger, at planen stod bag.
    """
    apart = replace(FOUR_AREAS, assumptions=(Assumption("parallel_trends", checked=True, holds=False, figure=0.01),))
    judged = grade(apart, CHECKED)
    assert judged.level is Level.MEASURED
    text = said(apart, judged)
    assert "5,3 procentpoint højere" in text
    assert text.endswith("Det kan ikke afgøres, om det var gået sådan også uden planen.")
    assert causal_words(text, anywhere=True) == ()


def test_en_forskel_der_kan_vaere_nul() -> None:
    """Er forskellen 0,6 procentpoint, mellem 0,9 lavere og 2,1 højere, kan den være nul.

    Siden begynder med »Det kan ikke afgøres, om«, hvor godt områderne end ligner hinanden. Det er ikke et nej: tallene
    kan hverken vise en forskel eller udelukke en på 2 procentpoint.
    """
    unclear = replace(FOUR_AREAS, value=0.6, interval=Interval(-0.9, 2.1, 0.95, "CR2"), p=0.4, adjusted_p=1.0)
    judged = grade(unclear, CHECKED)
    assert judged.direction is Direction.NOT_SHOWN
    text = said(unclear, judged)
    assert text.startswith("Det kan ikke afgøres, om ")
    assert "mellem 0,9 procentpoint lavere og 2,1 procentpoint højere" in text
    assert causal_words(text, anywhere=True) == ()


def test_klar_alene_men_ikke_blandt_seks() -> None:
    """Et svar, som et tilfælde alene giver 4 ud af 100 gange, er klart, hvis der kun er stillet ét spørgsmål.

    Er der stillet seks, er der seks gange så mange chancer for et tilfælde. Så skriver siden, at det ikke kan afgøres.
    """
    alone = replace(FOUR_AREAS, p=0.04, adjusted_p=0.04)
    among = replace(FOUR_AREAS, p=0.04, adjusted_p=0.24)
    assert grade(alone, replace(CHECKED, questions=1)).level is Level.COMPARED
    judged = grade(among, CHECKED)
    assert judged.level is Level.MEASURED
    assert "så kan også en forskel som denne være et tilfælde" in said(among, judged)


def test_tal_der_ikke_kan_svare() -> None:
    """To områder med planen og to at sammenligne med er for lidt: med to med planen skal der være mindst fem andre.

    Siden viser intet tal. Den skriver, at det ikke kan afgøres, og hvad der mangler.
    """
    refused = Refusal("difference_in_differences", (Shortfall(Lack.COMPARISON_AREAS, 2, 5),))
    judged = grade(refused, Diagnostics())
    assert judged.level is Level.DESCRIBED
    assert said(refused, judged).startswith("Det kan ikke afgøres, om ")
    assert refusal_sentences(refused) == ("Der er 2 områder at sammenligne med; der skal være mindst 5.",)


def test_reglen_er_den_samme_paa_engelsk() -> None:
    """På engelsk hedder det ved trin 3 »The figures suggest that the plan made a difference«.

    Ved trin 2 hedder det »It cannot be determined«. Ordene er fundet af de samme tal og det samme trin.
    """
    assert said(FOUR_AREAS, grade(FOUR_AREAS, CHECKED), "en").startswith(
        "The figures suggest that the plan made a difference: "
    )
    weaker = grade(FOUR_AREAS, replace(CHECKED, balanced=False))
    text = said(FOUR_AREAS, weaker, "en")
    assert "It cannot be determined" in text
    assert causal_words(text, "en", anywhere=True) == ()
