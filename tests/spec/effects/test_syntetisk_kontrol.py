"""Et område mod en blanding af andre: syntetisk kontrol.

Intet andet område er magen til, men en blanding af flere kan være det. Den vælges efter årene før start og følges
videre. Om afstanden efter start er stor, ses ved at gøre det samme for alle de andre områder. Tallene er opdigtede.
"""

from __future__ import annotations

import numpy as np
import pytest

from helpers.effects.mixing import mixture
from helpers.effects.synthetic import Synthetic, synthetic_control
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.output.refusals import refusal_sentences
from unit.effects.invented import panel


def test_en_blanding_af_to_omraader() -> None:
    """Området har 40, 42 og 41 % før start. Det ene naboområde har 30, 32 og 31 %, det andet 60, 62 og 61 %.

    To dele af det første og én del af det andet rammer alle tre år: 2/3 af 30 og 1/3 af 60 er 40. Blandingen er det,
    området sammenlignes med efter start. Et tredje område på 90 % får vægten 0.
    """
    weights = mixture(np.array([40.0, 42, 41]), np.array([[30.0, 32, 31], [60, 62, 61], [90, 92, 91]]))
    assert weights[:2] @ np.array([30, 60]) + 90 * weights[2] == pytest.approx(40)
    two = mixture(np.array([40.0, 42, 41]), np.array([[30.0, 32, 31], [60, 62, 61]]))
    assert two == pytest.approx([2 / 3, 1 / 3])


def test_alle_omraader_proeves_som_om_de_havde_planen() -> None:
    """Et opdigtet område falder med 8 procentpoint ved start; 24 andre områder er uden plan.

    Før start følger blandingen området med en afstand på 0,07 procentpoint, mens områderne indbyrdes ligger 5,5 fra
    hinanden. Efter start ligger området 7,9 procentpoint under blandingen, med et spænd fra 8,4 til 7,3 under. Hvert af
    de andre områder prøves på samme måde. Et af dem har ingen blanding, der følger det, og udgår. Så er der 23 andre
    tilbage, og med planens eget område er det 24, der tælles. Planens område ligger længst fra sin blanding: nummer 1
    af 24, og det ville tilfældet vise i 4 af 100.
    """
    found = synthetic_control(panel(effect=-8.0, comparisons=24))
    assert isinstance(found, Synthetic)
    assert (round(found.fit_before, 2), round(found.spread_before, 1)) == (0.07, 5.5)
    interval = found.estimate.interval
    assert [round(each, 1) for each in (found.estimate.value, interval.low, interval.high)] == [-7.9, -8.4, -7.3]
    assert (found.rank, sum(each.counted for each in found.ranks), len(found.ranks)) == (1, 24, 25)
    of_plan, *others = (each for each in found.ranks if each.counted)
    assert (of_plan.area in panel(comparisons=24).starts, len(others)) == (True, 23)
    assert found.estimate.p == pytest.approx(1 / 24)
    assert max(each.p for each in found.without) == pytest.approx(1 / 24)


def test_samme_omraade_hvor_intet_skete() -> None:
    """Uden faldet ligger området 0,1 procentpoint over blandingen.

    Det er nummer 13 af 24, når det selv er talt med: ingen forskel er vist.
    """
    found = synthetic_control(panel(effect=0.0, comparisons=24))
    assert isinstance(found, Synthetic)
    assert (round(found.estimate.value, 1), found.rank) == (0.1, 13)
    assert sum(each.counted for each in found.ranks) == 24
    assert found.estimate.interval.low < 0 < found.estimate.interval.high


def test_tre_aar_foer_start_er_for_lidt() -> None:
    """Over 3 år kan næsten ethvert område rammes af en blanding ved et tilfælde. Der gives intet tal.

    Der skal være 8 perioder før start. Og der skal være 19 områder at sammenligne med: er der kun 12, er det
    sjældneste, der kan ske, at ligge nummer 1 af 13, og det sker i 8 af 100 ved et tilfælde.
    """
    short = synthetic_control(panel(before=3, comparisons=12))
    assert short == Refusal(
        "synthetic_control", (Shortfall(Lack.COMPARISON_AREAS, 12, 19), Shortfall(Lack.PERIODS_BEFORE, 3, 8))
    )
    assert refusal_sentences(short)[1] == "Der er tal for 3 perioder før start; der skal være mindst 8."
    assert round(100 / 13) == 8
