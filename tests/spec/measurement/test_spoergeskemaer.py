"""Spørgeskemaer: vægte, husstande og små områder."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.measurement.intervals import proportion
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Survey, Word
from helpers.measurement.surveying import effective_answers, response_rate, share_interval, weighted_scale
from helpers.observations.raking import Margin, rake
from helpers.observations.sampling import Design, Stage, design_effect_of_share, mean
from helpers.plan.model import Nature, Target
from unit.measurement.cases import indicator, judged, seen

SAFETY = indicator(nature=Nature.SURVEY_SHARE)


def test_vaegte_faar_svarene_til_at_ligne_beboerne() -> None:
    """Halvdelen af beboerne er under 40 år, men kun 10 af 40 svar er fra dem.

    Af de unge er 4 af 10 trygge (40 %), af de ældre 24 af 30 (80 %). Lægger man svarene sammen, er 70 % trygge. Men de
    unge er halvdelen af området. Vægtet tæller et svar fra en ung for 2, et fra en ældre for 0,67. Så er 60 % trygge.
    Det vægtede tal er det, vi viser.
    """
    raked = rake({"alder": ["unge"] * 10 + ["ældre"] * 30}, (Margin("alder", {"unge": 500, "ældre": 500}),))
    assert raked is not None
    assert (round(raked.weights[0], 2), round(raked.weights[-1], 2)) == (2.0, 0.67)
    safe = np.array([1.0] * 4 + [0.0] * 6 + [1.0] * 24 + [0.0] * 6)
    assert safe.mean() == pytest.approx(0.70)
    assert mean(Design(raked.weights), safe).value == pytest.approx(0.60)


def test_vaegte_koster_sikkerhed() -> None:
    """I eksemplet ovenfor er de 40 vægtede svar kun lige så sikre som 27 svar uden vægte.

    Det kalder vi *effektive svar*. 60 % af 40 svar ville ligge mellem 45 og 74 %. Med 27 effektive svar ligger det
    mellem 41 og 76 %.
    """
    weights = np.array([2.0] * 10 + [2 / 3] * 30)
    safe = np.array([1.0] * 4 + [0.0] * 6 + [1.0] * 24 + [0.0] * 6)
    effect = design_effect_of_share(Design(weights), safe)
    assert round(effective_answers(40, effect)) == 27
    plain, weighted = proportion(24, 40), share_interval(60.0, 40, Survey(design_effect=effect))
    assert (round(plain.low), round(plain.high)) == (45, 74)
    assert (round(weighted.low), round(weighted.high)) == (41, 76)


def test_to_i_samme_husstand_er_ikke_to_meninger() -> None:
    """100 svar fra 50 husstande, hvor de to altid siger det samme, er kun 50 meninger.

    Svarer 60 af de 100, at de er trygge, ligger tallet mellem 46 og 73 %, ikke mellem 50 og 69 %.
    """
    safe = np.repeat([1.0] * 30 + [0.0] * 20, 2)
    household = np.repeat(np.arange(50), 2)
    effect = design_effect_of_share(Design(np.ones(100), (Stage(household),)), safe)
    assert effect == pytest.approx(2.0, abs=0.1)
    alike = share_interval(60.0, 100, Survey(design_effect=effect))
    assert (round(alike.low), round(alike.high)) == (46, 73)
    plain = proportion(60, 100)
    assert (round(plain.low), round(plain.high)) == (50, 69)


def test_naar_de_fleste_i_et_lille_omraade_har_svaret() -> None:
    """76 af 100 svar er trygge. Er der 110 beboere i alt, mangler vi kun at høre 10.

    Så ligger tallet mellem 73 og 78 %, og et mål om mindst 70 % er nået. Er de 100 et lille udsnit af mange, ligger
    det mellem 67 og 83 %, og det kan ikke afgøres.
    """
    small = share_interval(76.0, 100, Survey(population=110.0))
    assert (round(small.low), round(small.high)) == (73, 78)
    large = proportion(76, 100)
    assert (round(large.low), round(large.high)) == (67, 83)
    target = Target(kind="absolute_level", operator=">=", value=70.0)
    asked = seen(2021, of=(76, 100))
    assert judged(target, SAFETY, replace(asked, population=110.0)).word is Word.MET
    assert judged(target, SAFETY, asked).word is Word.UNDETERMINED


def test_et_maal_holdes_op_mod_det_vaegtede_tal() -> None:
    """240 af 300 (80 %) siger, at de er trygge; vægtet er det 74 %, og vægtene gør 300 svar til 200.

    Målet er mindst 72 %. Uden vægte ville det se nået ud: mellem 75 og 84 %. Det vægtede tal ligger mellem 68 og 80 %,
    så det kan ikke afgøres.
    """
    target = Target(kind="absolute_level", operator=">=", value=72.0)
    plain = seen(2021, of=(240, 300))
    assert judged(target, SAFETY, plain).word is Word.MET
    weighted = judged(target, SAFETY, replace(plain, value=74.0, design_effect=1.5, weighting="køn og alder"))
    assert weighted.word is Word.UNDETERMINED
    assert weighted.measurement is not None
    found = weighted.measurement.interval
    assert found is not None
    assert (round(found.low), round(found.high)) == (68, 80)


def test_svarprocenten_siger_hvor_mange_vi_ikke_har_hoert() -> None:
    """180 svar af 400 spurgte er 45 %. Alle spurgte tæller med, også dem, ingen fik fat i.

    Svarprocenten siger ikke, om tallet er skævt. Vægte retter kun op på det, man ved om beboerne: køn og alder. Svarer
    de utrygge sjældnere end de trygge på samme alder, er tallet stadig for højt, og intet interval viser det.
    """
    assert response_rate(180, 400) == pytest.approx(45.0)
    assert response_rate(180, None) is None


def test_svar_paa_en_skala() -> None:
    """Af 50 svar er 5 »meget utryg«, 10 »utryg«, 20 »tryg« og 15 »meget tryg«.

    Hvert svar har sin andel: 10, 20, 40 og 30 %. »Meget tryg« ligger mellem 19 og 44 %. Tæller man svarene fra 1 til 4,
    er gennemsnittet 2,9, mellem 2,6 og 3,2. Det forudsætter, at der er lige langt mellem svarene, så andelen er det
    bedste tal at vise. Af fire svar laver vi ingen skala.
    """
    names = ("meget utryg", "utryg", "tryg", "meget tryg")
    answers = [0] * 5 + [1] * 10 + [2] * 20 + [3] * 15
    scale = weighted_scale(Design(np.ones(50)), answers, names)
    assert not isinstance(scale, Refusal)
    assert [round(step.percent) for step in scale.steps] == [10, 20, 40, 30]
    top = scale.steps[3].interval
    assert (round(top.low), round(top.high)) == (19, 44)
    assert round(scale.mean, 1) == 2.9
    assert (round(scale.mean_interval.low, 1), round(scale.mean_interval.high, 1)) == (2.6, 3.2)
    assert isinstance(weighted_scale(Design(np.ones(4)), [0, 1, 2, 3], names), Refusal)


def test_faa_svar_der_vejer_tungt() -> None:
    """40 svar, hvor 10 tæller for fire hver. Alle de 10 tunge er trygge, og 28 af de 30 andre er.

    Vægtet er 97 % trygge. De tunge er enige, så svarene ser meget sikre ud. Men det er få mennesker, og de kan være
    enige ved et tilfælde. Derfor er tallet aldrig mere sikkert, end vægtene i sig selv tillader: her 26 effektive svar,
    så det ligger mellem 82 og 100 %.
    """
    weights = np.array([4.0] * 10 + [1.0] * 30)
    safe = np.array([1.0] * 38 + [0.0] * 2)
    assert mean(Design(weights), safe).value == pytest.approx(0.971, abs=0.001)
    effect = design_effect_of_share(Design(weights), safe)
    assert round(effective_answers(40, effect)) == 26
    found = share_interval(100 * 68 / 70, 40, Survey(design_effect=effect))
    assert (round(found.low), round(found.high)) == (82, 100)
