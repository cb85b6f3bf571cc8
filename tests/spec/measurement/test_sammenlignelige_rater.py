"""Områder med unge og gamle."""

from __future__ import annotations

import pytest

from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.standardising import (
    FEWEST_EVENTS,
    StandardisedRate,
    Stratum,
    directly_standardised,
    indirectly_standardised_ratio,
)

YOUNG = (Stratum(events=6, persons=600), Stratum(events=24, persons=400))
OLD = (Stratum(events=3, persons=300), Stratum(events=42, persons=700))
COUNTRY = (7000, 3000)
"""Persons under 60, and from 60."""


def _rate(found: StandardisedRate | Refusal) -> StandardisedRate:
    assert isinstance(found, StandardisedRate)
    return found


def test_to_omraader_der_er_ens_i_hver_alder() -> None:
    """Hos de yngre er der 10 hændelser pr. 1.000 i begge områder, hos de ældre 60. Men det ene område har flest ældre.

    Råt har det 45 pr. 1.000 mod 30: halvanden gang så mange. Havde begge landets sammensætning (7 af 10 yngre), ville
    de have 25 pr. 1.000, mellem 16,7 og 36,4 og mellem 16,3 og 39,0. Forskellen var alderen.
    """
    assert [sum(group.events for group in area) for area in (YOUNG, OLD)] == [30, 45]
    young, old = (_rate(directly_standardised(area, COUNTRY, 1000)) for area in (YOUNG, OLD))
    assert (young.value, old.value) == (pytest.approx(25), pytest.approx(25))
    assert (round(young.interval.low, 1), round(young.interval.high, 1)) == (16.7, 36.4)
    assert (round(old.interval.low, 1), round(old.interval.high, 1)) == (16.3, 39.0)


def test_mod_det_ventede() -> None:
    """Kendes kun områdets samlede antal, holdes det op mod, hvad der var ventet med landets tal i hver alder.

    I landet er der 10 pr. 1.000 yngre og 60 pr. 1.000 ældre. Området med 700 ældre kunne vente 45 og har 45: 100 % af
    det ventede, mellem 73 og 134 %. Sådan et tal kan kun holdes op mod landet, ikke mod et andet område.
    """
    country = (Stratum(events=80, persons=8000), Stratum(events=120, persons=2000))
    found = _rate(indirectly_standardised_ratio(OLD, country, per=100))
    assert (found.expected, found.value) == (pytest.approx(45), pytest.approx(100))
    assert (round(found.interval.low), round(found.interval.high)) == (73, 134)


def test_uden_beboere_i_en_alder_gives_intet_tal() -> None:
    """Har et område ingen ældre, findes deres rate ikke, og ingen finder den på. Under 10 hændelser vises intet."""
    none_old = directly_standardised((Stratum(6, 600), Stratum(0, 0)), COUNTRY, 1000)
    assert isinstance(none_old, Refusal)
    assert none_old.shortfalls[0].lack is Lack.DENOMINATOR
    few = directly_standardised((Stratum(3, 600), Stratum(6, 400)), COUNTRY, 1000, fewest=FEWEST_EVENTS)
    assert isinstance(few, Refusal)
    assert (few.shortfalls[0].have, few.shortfalls[0].need) == (9, 10)
