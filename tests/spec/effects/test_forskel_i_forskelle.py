"""Udviklingen i områder med og uden plan.

Områder udvikler sig også uden en plan. Derfor holdes ændringen i områderne med plan op mod ændringen i andre områder i
de samme år. Det siger kun noget om planen, hvis områderne ellers havde fulgtes ad, og det kan ingen se. Man kan se, om
de fulgtes ad før, om man overhovedet ville have opdaget andet, og hvor skævt det måtte gå, før svaret falder.
"""

from __future__ import annotations

import pytest

from effect_panels import panel
from helpers.effects.differences import difference_in_differences
from helpers.effects.estimate import Estimate
from helpers.effects.few_areas import TwoGroups, signs, wild_bootstrap_p
from helpers.effects.pretrends import Pretrend, pretrend
from helpers.effects.sensitivity import Sensitivity, sensitivity
from helpers.effects.staggered import group_time
from helpers.measurement.refusing import Lack, Refusal
from helpers.output.refusals import refusal_sentences

OTHERS = [[61.0, 61, 64, 64], [65.0, 65, 67, 67], [59.0, 59, 63, 63]]
"""Rises of 3, 2 and 4 from the two years before to the two years after."""
UNEVEN = [
    [0, 0.5, -0.5, 0.25, -0.25, 0.5, 0, -0.5],
    [0.25, -0.25, 0, 0.5, 0, -0.5, 0.25, 0],
    [-0.25, 0, 0.5, -0.5, 0.25, 0, -0.5, 0.25],
    [0.5, -0.5, 0.25, 0, -0.25, 0.25, 0, 0.5],
]


def _years(areas: int, slope: float, jump: float) -> list[list[float]]:
    """Return five years before and three after, with a slope all the time and a jump at the start."""
    return [
        [
            60 + 2 * area + slope * year + UNEVEN[area % 4][(year + area // 4 * 3) % 8] + jump * (year >= 5)
            for year in range(8)
        ]
        for area in range(areas)
    ]


def _rounded(found: object) -> tuple[float, float, float]:
    assert isinstance(found, Estimate)
    return round(found.value, 1), round(found.interval.low, 1), round(found.interval.high, 1)


def test_stigningen_ud_over_de_andres() -> None:
    """Tre områder med plan og tre uden, og hvor mange der er trygge før og efter.

    I områderne med plan steg andelen fra 60 til 68, fra 58 til 67 og fra 62 til 69 %: i gennemsnit 8 procentpoint. I
    områderne uden plan steg den 3, 2 og 4 procentpoint: i gennemsnit 3. De første steg altså 5 procentpoint mere, og
    spændet går fra 2,7 til 7,3. Det er mere, end tilfældet plejer at lave.
    """
    with_plan = [[60.0, 60, 68, 68], [58.0, 58, 67, 67], [62.0, 62, 69, 69]]
    found = difference_in_differences(panel(with_plan, OTHERS, 2))
    assert _rounded(found) == (5.0, 2.7, 7.3)


def test_samme_gennemsnit_men_uens_omraader() -> None:
    """Er stigningerne 12, 3 og 9, er gennemsnittet stadig 8, og forskellen stadig 5 procentpoint.

    Men når tre områder går så forskelligt, kan det næste lige så godt gå tilbage. Spændet går fra −5,7 til 15,7, og det
    kan ikke afgøres, om områderne med plan udviklede sig anderledes end de andre.
    """
    with_plan = [[60.0, 60, 72, 72], [58.0, 58, 61, 61], [62.0, 62, 71, 71]]
    found = difference_in_differences(panel(with_plan, OTHERS, 2))
    assert _rounded(found) == (5.0, -5.7, 15.7)


def test_et_omraade_kraever_nitten_at_sammenligne_med() -> None:
    """Et område med plan og fem uden: det steg mest af de seks. Det sker i 1 af 6 tilfælde af sig selv.

    Så hyppigt et tilfælde kan ikke skilles fra en forskel, hvor stor den end er, og der gives intet tal. Først med 19
    områder at sammenligne med er det højst 1 af 20. Med to områder med plan er det nok med fem andre: der er 21 måder
    at vælge to af syv på.
    """
    others = [[50.0 + area, 50 + area, 50 + area + rise, 50 + area + rise] for area, rise in enumerate((3, 2, 4, 1, 5))]
    alone = difference_in_differences(panel([[60.0, 60, 68, 68]], others, 2))
    assert isinstance(alone, Refusal)
    assert [(each.lack, each.have, each.need) for each in alone.shortfalls] == [(Lack.COMPARISON_AREAS, 5, 19)]
    assert refusal_sentences(alone) == ("Der er 5 områder at sammenligne med; der skal være mindst 19.",)
    two = difference_in_differences(panel([[60.0, 60, 68, 68], [58.0, 58, 67, 67]], others, 2))
    assert isinstance(two, Estimate)
    assert two.p == pytest.approx(1 / 21)
    assert _rounded(two) == (5.5, 2.0, 9.0)


def test_seks_omraader_kan_ikke_give_hvad_som_helst() -> None:
    """En metode, der bytter om på plus og minus for hvert område, har 64 muligheder med seks områder.

    Selv når områderne med plan ligger himmelhøjt over de andre, giver 2 af de 64 lige så meget. Mindre end 3 % kan
    tilfældet ikke blive ved den metode, og derfor står den kun ved siden af.
    """
    groups = TwoGroups(3, (1.0,) * 6)
    vectors = signs(6, webb=False, draws=0, seed=0)
    changes = [100.0, 101.0, 102.0, 0.0, 1.0, 2.0]
    assert len(vectors) == 64
    assert wild_bootstrap_p(groups, vectors[0] * changes, 0.0, vectors) == 2 / 64


def test_omraader_der_allerede_var_paa_vej() -> None:
    """Fire områder med plan steg 1 procentpoint om året i forhold til otte andre, både før og efter planens start.

    Regnes der kun før og efter, er forskellen 4,0 procentpoint, med et spænd fra 3,7 til 4,3. Men intet skete ved
    starten: hældningen var der i forvejen, og den ses tydeligt i de fem år før. Føres den rette linje videre, er der
    intet tilbage: spændet går fra −0,7 til 0,8.
    """
    given = panel(_years(4, 1, 0), _years(8, 0, 0), 5)
    found = difference_in_differences(given)
    assert _rounded(found) == (4.0, 3.7, 4.3)
    assert isinstance(found, Estimate)
    assert found.assumptions[0].holds is False
    before, allowed = pretrend(given), sensitivity(given)
    assert isinstance(before, Pretrend)
    assert isinstance(allowed, Sensitivity)
    assert round(before.slope, 1) == 1.0
    assert before.found
    assert (round(allowed.on_trend.low, 1), round(allowed.on_trend.high, 1)) == (-0.7, 0.8)


def test_ville_man_have_set_det() -> None:
    """At man ikke ser en skævhed før start, betyder kun noget, hvis man ville have set den.

    I disse tal steg fire områder 5 procentpoint ved starten. En skævhed på 0,17 procentpoint om året ville være
    opdaget i 4 af 5 tilfælde. Fortsatte den, ville den lægge 0,7 procentpoint til forskellen: langt fra de 5,0. Er
    forskellen derimod 0, kan en uset skævhed skjule den, og så kan det ikke afgøres, om områderne fulgtes ad.
    """
    given = panel(_years(4, 0, 5), _years(8, 0, 0), 5)
    before, found = pretrend(given), difference_in_differences(given)
    assert isinstance(before, Pretrend)
    assert isinstance(found, Estimate)
    assert not before.found
    assert (round(abs(before.detectable), 2), round(abs(before.bias), 1), round(found.value, 1)) == (0.17, 0.7, 5.0)
    assert found.assumptions[0].holds is True
    nothing = difference_in_differences(panel(_years(4, 0, 0), _years(8, 0, 0), 5))
    assert isinstance(nothing, Estimate)
    assert round(nothing.value, 1) == 0.0
    assert nothing.assumptions[0].holds is None


def test_hvor_skaevt_maatte_det_gaa() -> None:
    """Områder kan også skilles ad efter start uden planen; så meget skal der til, før svaret falder.

    Med de samme tal er forskellen 5,1 procentpoint mod det sidste år før start, med et spænd fra 4,5 til 5,6. Må
    områderne hvert år skride lige så langt fra hinanden som i det værste af årene før, går spændet fra 2,6 til 7,8, og
    fortegnet holder. Det holder, til de skrider 2,1 gange så langt.
    """
    found = sensitivity(panel(_years(4, 0, 5), _years(8, 0, 0), 5))
    assert isinstance(found, Sensitivity)
    told = {each.allowed: (round(each.low, 1), round(each.high, 1)) for each in found.magnitudes}
    assert round(found.value, 1) == 5.1
    assert told[0.0] == (4.5, 5.6)
    assert told[1.0] == (2.6, 7.8)
    assert round(found.breakdown, 1) == 2.1


def test_naar_planen_begynder_forskellige_aar() -> None:
    """To områder begynder i det tredje år, et i det fjerde; tre begynder aldrig. Hvert måles mod sit eget år før start.

    De to første steg 4 og 2 procentpoint det første år og 6 og 2 det andet, det sidste 5. De andre steg imens i
    gennemsnit 0,5 og 1,5 fra de førstes år før start og 1,0 fra det sidstes. Det giver i alt 14 procentpoint på fem
    målinger: 2,8 i gennemsnit. Et område, der allerede er i gang, bruges aldrig til at måle et, der begynder senere.
    """
    first, last = [[1.0, 2, 6, 8], [1.0, 3, 5, 5]], [[2.0, 2, 4, 9]]
    others = [[0.0, 1, 1, 2], [0.0, 0, 2, 1], [0.0, 0.5, 0, 3]]
    given = panel(first + last, others, [2, 2, 3])
    found = group_time(given)
    assert isinstance(found, Estimate)
    rises = (4 - 0.5) + (2 - 0.5) + (6 - 1.5) + (2 - 1.5) + (5 - 1.0)
    assert rises == pytest.approx(14.0)
    assert found.value == pytest.approx(rises / 5)
    refused = difference_in_differences(given)
    assert isinstance(refused, Refusal)
    assert refused.shortfalls[0].lack is Lack.COMMON_START
