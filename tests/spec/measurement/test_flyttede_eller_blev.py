"""Flyttede eller blev."""

from __future__ import annotations

from fractions import Fraction

import pytest

from helpers.measurement.moving import Decomposition, Flows, Group, decompose
from helpers.measurement.refusing import Lack, Refusal


def _made(*groups: tuple[int, int]) -> Decomposition:
    found = decompose(Flows(*(Group(*pair) for pair in groups)))
    assert isinstance(found, Decomposition)
    return found


def _points(*parts: Fraction) -> tuple[float, ...]:
    return tuple(round(float(part), 1) for part in parts)


def test_kun_hvem_der_bor_der_er_skiftet() -> None:
    """430 af 1.000 beboere er uden arbejde (43,0 %); fem år senere 383 af 1.010 (37,9 %). Det ligner en fremgang.

    800 blev boende, og 320 af dem var uden arbejde både før og nu. 200 flyttede fra, 110 af dem uden arbejde; 210
    flyttede til, 63 af dem uden arbejde. Faldet på 5,1 procentpoint er 3,0 fraflytning og 2,1 tilflytning. Hos dem, der
    blev, er ændringen præcis 0.
    """
    found = _made((320, 800), (320, 800), (110, 200), (63, 210))
    assert _points(found.before, found.after, found.change) == (43.0, 37.9, -5.1)
    assert _points(found.moved_out, found.moved_in) == (-3.0, -2.1)
    assert found.stayed == 0
    assert found.moved_out + found.stayed + found.moved_in == found.change


def test_de_der_blev_har_flyttet_sig() -> None:
    """1.200 blev boende: 540 var uden arbejde, nu 456. Det er 7,0 procentpoint færre, mellem 10,9 og 3,1.

    300 flyttede fra (120 uden arbejde) og 320 til (134). Området gik fra 44,0 til 38,8 %: 5,2 færre. Hos dem, der
    blev, var faldet altså større end i området.
    """
    found = _made((540, 1200), (456, 1200), (120, 300), (134, 320))
    assert _points(found.before, found.after, found.change) == (44.0, 38.8, -5.2)
    assert _points(found.stayed, found.moved_out, found.moved_in) == (-7.0, 1.0, 0.8)
    assert found.stayed_interval is not None
    assert (round(found.stayed_interval.low, 1), round(found.stayed_interval.high, 1)) == (-10.9, -3.1)


def test_et_uaendret_omraade_kan_skjule_noget() -> None:
    """Et område står næsten stille: 31,1 og 30,8 %. Hos de 450, der blev, faldt andelen fra 33,3 til 28,0 %.

    Usikkerheden går fra 11,3 procentpoint færre til 0,7 flere, så det kan ikke afgøres, om de har ændret sig.
    """
    found = _made((150, 450), (126, 450), (18, 90), (42, 95))
    assert _points(found.before, found.after) == (31.1, 30.8)
    assert _points(found.stayed) == (-5.3,)
    assert found.stayed_interval is not None
    assert (round(found.stayed_interval.low, 1), round(found.stayed_interval.high, 1)) == (-11.3, 0.7)


def test_mangler_en_gruppe_er_delingen_ukendt() -> None:
    """Flyttede så få til, at de er skjult, er det ukendt, hvad ændringen består af. Der gættes ikke."""
    refused = decompose(Flows(Group(210, 600), Group(205, 600), Group(36, 100), None))
    assert isinstance(refused, Refusal)
    assert refused.shortfalls[0].lack is Lack.FLOWS


def test_ogsaa_et_gennemsnit_kan_deles() -> None:
    """Gennemsnitlig anciennitet falder fra 8,4 til 7,0 år, selv om de, der blev, har boet der to år længere.

    500 blev: før 4.500 år i alt, nu 5.500. 100 flyttede fra med 540 år, 300 til med 100 år. Dem, der blev, udgør
    +2,0, fraflytning +0,6 og tilflytning −4,0. Et gennemsnit får intet spænd, for summer siger ikke, hvor forskellige
    personer er.
    """
    found = decompose(Flows(Group(4500, 500), Group(5500, 500), Group(540, 100), Group(100, 300)), kind="mean")
    assert isinstance(found, Decomposition)
    assert _points(found.before, found.after) == (8.4, 7.0)
    assert _points(found.stayed, found.moved_out, found.moved_in) == (2.0, 0.6, -4.0)
    assert found.stayed_interval is None


def test_delene_gaar_op() -> None:
    """Delene er regnet med brøker og går op til sidste decimal: −3 − 2 og 10/101 bliver præcis ændringen."""
    found = _made((320, 800), (320, 800), (110, 200), (63, 210))
    assert found.moved_in == Fraction(38300, 1010) - 40
    assert float(found.moved_out + found.stayed + found.moved_in) == pytest.approx(
        float(found.after - found.before), abs=0
    )
