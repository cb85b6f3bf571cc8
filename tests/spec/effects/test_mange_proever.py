"""Mange spørgsmål på én gang.

Jo flere spørgsmål, der stilles til de samme tal, jo lettere ser et af svarene tydeligt ud ved et tilfælde. Derfor
skærpes kravet til hvert svar.
"""

from __future__ import annotations

import numpy as np
import pytest

from helpers.effects.multiplicity import benjamini_hochberg, holm, romano_wolf


def test_tolv_aktiviteter_hvor_intet_er_sket() -> None:
    """Spørges der til 12 aktiviteter, hvor intet er sket, ser mindst én alligevel tydelig ud i 46 af 100 planer.

    Hver for sig tager en grænse på 5 % kun fejl i 5 af 100. Men 12 gange i træk er risikoen for mindst én fejl
    1 − 0,95 gange sig selv 12 gange, altså 46 %. Derfor skærpes kravet, når der spørges om meget.
    """
    assert round(100 * (1 - 0.95**12)) == 46


def test_holms_rettelse_i_tre_trin() -> None:
    """Tre spørgsmål har p-værdierne 0,004, 0,03 og 0,20: hver for sig er to af dem tydelige.

    Den mindste ganges med 3 (0,012), den næste med 2 (0,06), den sidste med 1 (0,20). Kun det første svar er stadig
    tydeligt. Det andet er ikke forkert; det kan bare ikke skelnes fra det bedste af flere tilfældige forsøg.
    """
    assert holm([0.004, 0.03, 0.20]) == pytest.approx((0.012, 0.06, 0.20))


def test_to_spoergsmaal_om_det_samme() -> None:
    """Spørges der to gange om det samme, bliver svaret ikke mere usikkert.

    Områderne byttes om 19 gange, med samme ombytning for begge spørgsmål. Ingen af ombytningerne viser så stor en
    forskel som den rigtige: 1 af 20, p = 0,05 for begge. Holm kan ikke se, at de er ens, og siger 0,10.
    """
    shuffled = np.concatenate([[3.0], np.linspace(0.1, 2.9, 19)])
    assert romano_wolf(np.column_stack([shuffled, shuffled])) == (0.05, 0.05)
    assert holm([0.05, 0.05]) == (0.10, 0.10)


def test_en_liste_der_kun_skal_ses_efter_i() -> None:
    """Til en liste over steder, man vil se nærmere på, må 5 % af det udpegede være falsk alarm.

    Af fire p-værdier 0,01, 0,02, 0,03 og 0,50 bliver de tre første til 0,04 og står på listen. Efter Holm var det kun
    den første, der var tydelig (0,04; de næste 0,06). Listen er til at se efter i, ikke til at konkludere ud fra.
    """
    assert benjamini_hochberg([0.01, 0.02, 0.03, 0.50]) == pytest.approx((0.04, 0.04, 0.04, 0.50))
    assert holm([0.01, 0.02, 0.03, 0.50]) == pytest.approx((0.04, 0.06, 0.06, 0.50))
