"""Når nogen fortæller noget om et menneske.

Worked examples: free text that must not be released as it stands, and the same told so that it may.
"""

from __future__ import annotations

from helpers.disclosure.free_text import findings_in
from helpers.disclosure.free_text_kinds import Sign
from helpers.intake.public_names import PublicNames

KNOWN = PublicNames(frozenset({"motalavej", "bydelsforældre"}))


def kinds(text: str) -> set[Sign]:
    return {found.sign for found in findings_in(text, KNOWN)}


def test_navn_hjem_og_foedselsdag_maa_ikke_staa_der() -> None:
    """Et navn, en opgang, en klasse og en fødselsdag kan hver for sig føre til et menneske.

    Navnet på området eller på en aktivitet må gerne stå der.
    """
    assert kinds("En dreng, der hedder Yonas, begyndte i klubben.") == {Sign.NAME}
    assert kinds("Familien bor i opgang 4 på Motalavej.") == {Sign.DWELLING}
    assert kinds("Drengen går i 3.b og er født den 4. maj 2012.") == {Sign.SCHOOL, Sign.BIRTH}
    assert kinds("En dreng fra Motalavej begyndte i klubben.") == set()


def test_den_eneste_er_til_at_kende() -> None:
    """Den eneste, der er eller har noget, kan naboerne kende, også uden navn. Skriv om, hvad der skete, i stedet."""
    assert kinds("Hun var den eneste, der sagde nej.") == {Sign.ONLY}
    assert kinds("En enkelt i området fik afslag.") == {Sign.ONLY}
    assert kinds("Nogle i området fik afslag.") == set()


def test_flere_kendetegn_peger_tilsammen_paa_een() -> None:
    """En alder, et oprindelsesland og et antal børn er hver for sig almindelige. Sammen er de det ikke.

    I et område med nogle hundrede hjem er der måske kun én 54-årig somalisk mor til fem. Er hun bare *en mor*, er der
    mange, og historien er den samme.
    """
    assert kinds("En 54-årig somalisk mor til fem fik hjælp til at søge arbejde.") == {Sign.RARE}
    assert kinds("En mor fik hjælp til at søge arbejde.") == set()
