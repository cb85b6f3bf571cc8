"""Små områder ved siden af hinanden."""

from __future__ import annotations

import pytest

from helpers.measurement.refusing import Lack, Refusal
from helpers.monitoring.funnels import Funnel, funnel
from helpers.monitoring.ranking import Ranking, rank
from helpers.monitoring.shrinkage import Shrinkage, shrink
from helpers.monitoring.small_areas import AreaCount
from helpers.output.refusals import refusal_sentences
from helpers.output.small_area_words import rank_words


def areas(*pairs: tuple[float, float]) -> list[AreaCount]:
    return [AreaCount(f"omr{place}", *pair) for place, pair in enumerate(pairs, start=1)]


def test_et_lille_omraade_med_et_hoejt_tal_i_en_tragt() -> None:
    """Et lille område ligger øverst og er alligevel ikke noget særligt.

    Seks områder har 3, 6, 11, 12, 20 og 18 afgørelser på 150, 900, 1.300, 1.500, 1.900 og 1.900 beboere. Under ét er
    det 9,2 pr. 1.000. Det mindste har 20 pr. 1.000, mere end dobbelt så meget som alle under ét. Men med 150 beboere
    når tilfældige udsving op til 31,2 pr. 1.000, så området ligger inden for grænserne. I et område med 1.900 beboere
    går grænserne fra 4,8 til 14,0.
    """
    found = funnel(areas((3, 150), (6, 900), (11, 1300), (12, 1500), (20, 1900), (18, 1900)), "rate")
    assert isinstance(found, Funnel)
    assert round(1000 * found.target, 1) == 9.2
    assert not found.adjusted
    smallest, largest = found.areas[0], found.areas[-1]
    assert round(1000 * smallest.count.value) == 20
    assert round(1000 * smallest.limits.warning[1], 1) == 31.2
    assert smallest.position == "inside"
    assert [round(1000 * end, 1) for end in largest.limits.warning] == [4.8, 14.0]


def test_et_omraade_der_skiller_sig_ud() -> None:
    """Otte områder er spurgt, og et af de store skiller sig ud.

    150 af 500 (30 %) svarer ja, hvor det er 21 % i alle otte under ét. Selv med grænser, der er gjort bredere, fordi
    områderne er mere forskellige end ved tilfældige udsving, når et område med 500 svar op til 28,2 %: det ligger over
    95 %-grænsen. 6 af 20 er også 30 %, men i så lille en gruppe når grænsen op til 44 %: det skiller sig ikke ud.
    """
    asked = ((6, 20), (64, 400), (58, 300), (96, 500), (150, 500), (38, 200), (62, 320), (30, 160))
    found = funnel(areas(*asked), "share")
    assert isinstance(found, Funnel)
    assert found.adjusted
    assert round(100 * found.target, 1) == 21.0
    by_count = {area.count.numerator: area for area in found.areas}
    assert by_count[150].position == "above"
    assert round(100 * by_count[150].limits.warning[1], 1) == 28.2
    assert by_count[6].position == "inside"
    assert round(100 * by_count[6].limits.warning[1]) == 44
    assert [area.count.numerator for area in found.areas if area.position != "inside"] == [150]


def test_graenserne_bliver_bredere_naar_omraaderne_virkelig_er_forskellige() -> None:
    """Fraflytningen i seks områder er 17,5, 9,8, 22,1, 18,3, 22,3 og 17,6 %; under ét 17,4 %.

    Var alle områder ens, ville tre af de seks ligge uden for grænserne. Det er for mange til at pege enkelte ud:
    områderne er forskellige. Grænserne bliver derfor gjort bredere, og så skiller kun området med 9,8 % sig ud fra de
    andre.
    """
    moved = areas((138, 790), (85, 868), (124, 560), (77, 420), (143, 640), (125, 710))
    alike, found = funnel(moved, "share", adjustment="none"), funnel(moved, "share")
    assert isinstance(alike, Funnel)
    assert isinstance(found, Funnel)
    assert round(100 * found.target, 1) == 17.4
    assert sum(area.position != "inside" for area in alike.areas) == 3
    assert [round(100 * area.count.value, 1) for area in found.areas if area.position != "inside"] == [9.8]


def test_et_faelles_skoen_traekker_det_lille_omraade_mest() -> None:
    """10 af 20 (50 %) føler sig trygge i et lille område; i fem større er det mellem 70 og 85 %.

    Det lille områdes eget tal tæller knap halvt (48 %), de andre områders niveau resten. Set sammen bliver skønnet
    62 %, mellem 41 og 77 %. I området med 266 af 350 (76,0 %) tæller eget tal 92 %, og skønnet er 75,8 %.
    """
    found = shrink(areas((10, 20), (210, 300), (196, 280), (153, 180), (266, 350), (160, 200)), "share")
    assert isinstance(found, Shrinkage)
    small, large = found.areas[0], found.areas[4]
    assert round(100 * small.weight) == 48
    assert round(100 * small.estimate) == 62
    assert (round(100 * small.interval.low), round(100 * small.interval.high)) == (41, 77)
    assert round(100 * large.weight) == 92
    assert round(100 * large.estimate, 1) == 75.8


def test_en_plads_staar_aldrig_uden_sit_spaend() -> None:
    """Seks områder med tryghed mellem 63,5 og 82,0 %: omkring 86 % af forskellene er mere end tilfælde.

    De kan sættes i rækkefølge, men ikke nøjagtigt. Området med 82,0 % (150 af 183) har plads 1-2 af 6, det med 77,8 %
    (274 af 352) plads 1-3. De to kan altså bytte plads, uden at noget har ændret sig.
    """
    found = rank(areas((155, 244), (274, 352), (173, 262), (150, 183), (157, 224), (222, 299)), "share", "highest")
    assert isinstance(found, Ranking)
    assert round(100 * found.reliability) == 86
    assert rank_words(found.areas[3], 6) == "plads 1–2 af 6"
    assert rank_words(found.areas[1], 6) == "plads 1–3 af 6"


def test_ingen_raekkefoelge_naar_tilfaeldet_afgoer_den() -> None:
    """27 af 42, 31 af 51, 17 af 29 og 16 af 23 unge er uddannelsesparate: 64, 61, 59 og 70 %.

    Det ligner en rækkefølge, men kun omkring 33 % af forskellene er mere end tilfælde. Der skal være mindst 70 %, før
    områderne får pladser.
    """
    refused = rank(areas((27, 42), (31, 51), (17, 29), (16, 23)), "share", "highest")
    assert isinstance(refused, Refusal)
    assert refused.shortfalls[0].lack is Lack.RELIABILITY
    (sentence,) = refusal_sentences(refused)
    assert sentence.startswith("Kun 33 % af forskellene mellem områderne er mere end tilfælde")


@pytest.mark.parametrize("of", [2, 5])
def test_for_faa_omraader_til_en_tragt(of: int) -> None:
    """Med to eller fem områder er der ingen tragt: seks er det mindste, der kan vise, hvad der er usædvanligt."""
    refused = funnel(areas(*[(20, 100)] * of), "share")
    assert isinstance(refused, Refusal)
    assert refusal_sentences(refused) == (f"Der er tal for {of} områder; der skal være mindst 6.",)
