"""De samme personer før og nu."""

from __future__ import annotations

import pytest

from helpers.measurement.paired import Pairs, paired_change, unpaired_change


def test_naar_man_ved_hvem_der_skiftede() -> None:
    """280 unge er spurgt to gange. 90 var trygge begge gange, 50 blev trygge, 30 blev utrygge, 110 var det aldrig.

    120 af 280 (42,9 %) er blevet til 140 (50,0 %): 7,1 procentpoint flere, mellem 0,9 og 13,3. Det er en klar ændring.
    """
    pairs = Pairs(both=90, lost=30, gained=50, neither=110)
    interval = paired_change(pairs)
    assert pairs.change == pytest.approx(7.14, abs=0.005)
    assert (round(interval.low, 1), round(interval.high, 1)) == (0.9, 13.3)


def test_naar_man_kun_ved_hvor_mange() -> None:
    """Siger kilden kun 120 af 280 før og 140 af 280 nu, bliver spændet −1,1 til 15,3: det kan ikke afgøres.

    De samme tal er mere værd, når det er kendt, hvem der skiftede: de fleste svarer som sidst, og kun de andre er
    usikre.
    """
    interval = unpaired_change((120, 280), (140, 280))
    assert (round(interval.low, 1), round(interval.high, 1)) == (-1.1, 15.3)


def test_lige_mange_hver_vej() -> None:
    """Bliver 30 trygge og 30 utrygge, er ændringen præcis 0, selv om 60 har skiftet mening."""
    assert Pairs(both=90, lost=30, gained=30, neither=130).change == 0
