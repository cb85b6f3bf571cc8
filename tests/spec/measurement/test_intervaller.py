"""Hvor sikkert et tal er."""

from __future__ import annotations

import pytest

from helpers.measurement.intervals import (
    poisson_count,
    poisson_rate,
    proportion,
    proportion_exact,
    ratio_of_counts,
    ratio_of_proportions,
)
from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.results import Interval
from helpers.measurement.scales import Mean, mean_of_scale, share_at


def _ends(interval: Interval, decimals: int = 1) -> tuple[float, float]:
    return round(interval.low, decimals), round(interval.high, decimals)


def test_en_andel_af_faa() -> None:
    """24 af 40 unge har et fritidsjob: 60 %. Så få kan ikke sige det nøjagtigt; spændet går fra 44,6 til 73,7 %.

    Har 0 af 20 et job, er andelen 0 %, men det sande tal kan være op til 16,1 %. Et spænd er aldrig et punkt.
    """
    assert _ends(proportion(24, 40)) == (44.6, 73.7)
    assert _ends(proportion(0, 20)) == (0.0, 16.1)


def test_det_forsigtige_spaend() -> None:
    """Det præcise spænd (Clopper og Pearson) er lidt bredere: 43,3 til 75,1 % for 24 af 40.

    Siderne viser det almindelige, som rammer i 95 af 100 tilfælde i gennemsnit. Det præcise rammer så tit, hvad andelen
    end er, og kan fås af den, der beder om det. Om et mål er nået, bliver altid prøvet på begge måder.
    """
    assert _ends(proportion_exact(24, 40)) == (43.3, 75.1)
    assert _ends(proportion_exact(0, 20)) == (0.0, 16.8)


def test_haendelser_svinger_af_sig_selv() -> None:
    """12 anmeldelser på et år kan være et område, hvor der ventes mellem 6,2 og 21,0 om året.

    Med 1.500 beboere er det 8,0 pr. 1.000, mellem 4,1 og 14,0.
    """
    assert _ends(poisson_count(12)) == (6.2, 21.0)
    assert _ends(poisson_rate(12, 1500, 1000)) == (4.1, 14.0)


def test_to_rater_holdt_op_mod_hinanden() -> None:
    """45 anmeldelser blandt 1.100 beboere bliver til 30 blandt 1.200: forholdet er 0,61, mellem 0,37 og 0,99.

    Hele spændet ligger under 1: raten er lavere, men om den er halveret eller næsten den samme, kan ikke siges.
    """
    ratio = ratio_of_counts((30, 1200), (45, 1100))
    assert _ends(ratio, 2) == (0.37, 0.99)
    assert round((30 / 1200) / (45 / 1100), 2) == 0.61


def test_en_aendring_i_procent() -> None:
    """Fraflytningen går fra 220 til 150 af 1.000 boliger: 32 % færre, mellem 43 og 18 % færre."""
    ratio = ratio_of_proportions((150, 1000), (220, 1000))
    assert round(100 * (150 / 220 - 1)) == -32
    assert (round(100 * (ratio.low - 1)), round(100 * (ratio.high - 1))) == (-43, -18)


def test_svar_paa_en_skala() -> None:
    """100 svarer på en skala fra 1 (meget utryg) til 5 (meget tryg): 4, 8, 18, 40 og 30.

    70 % er trygge eller meget trygge, mellem 60,4 og 78,1 %. Gennemsnittet er 3,84, mellem 3,61 og 4,03. Andelen vises
    først, for ingen ved, om der er lige langt mellem trinnene.
    """
    answers = (4, 8, 18, 40, 30)
    assert _ends(share_at(answers, (3, 4))) == (60.4, 78.1)
    mean = mean_of_scale(answers, (1, 2, 3, 4, 5))
    assert isinstance(mean, Mean)
    assert mean.value == pytest.approx(3.84)
    assert _ends(mean.interval, 2) == (3.61, 4.03)


def test_tyve_ens_svar_er_ikke_sikkerhed() -> None:
    """Svarer alle 20 »meget tryg«, er gennemsnittet 5, men spændet begynder ved 4,36. Fire svar får intet."""
    mean = mean_of_scale((0, 0, 0, 0, 20), (1, 2, 3, 4, 5))
    assert isinstance(mean, Mean)
    assert _ends(mean.interval, 2) == (4.36, 5.0)
    few = mean_of_scale((0, 0, 0, 0, 4), (1, 2, 3, 4, 5))
    assert isinstance(few, Refusal)
    assert few.shortfalls[0].lack is Lack.RESPONSES
