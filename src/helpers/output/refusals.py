"""Why a method gave no number, as a sentence that names what is missing."""

from __future__ import annotations

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.output.languages import Language, say

_COUNTED: dict[Lack, str] = {
    Lack.POINTS: "Der er {have} målinger i rækken; der skal være mindst {need}.",
    Lack.PERIODS_BEFORE: "Der er tal for {have} perioder før start; der skal være mindst {need}.",
    Lack.PERIODS_AFTER: "Der er tal for {have} perioder efter start; der skal være mindst {need}.",
    Lack.TREATED_AREAS: "{have} områder med plan har tal; der skal være mindst {need}.",
    Lack.ONE_AREA: "Metoden følger ét område ad gangen; spørgsmålet har {have}.",
    Lack.COMPARISON_AREAS: "Der er {have} områder at sammenligne med; der skal være mindst {need}.",
    Lack.AREAS: "Der er tal for {have} områder; der skal være mindst {need}.",
    Lack.RELIABILITY: (
        "Kun {have} % af forskellene mellem områderne er mere end tilfælde; der skal være mindst {need} %."
    ),
    Lack.EVENTS: "Der er talt {have}; der skal være mindst {need}.",
    Lack.STAYERS: "{have} beboere boede i området begge gange; der skal være mindst {need}.",
    Lack.RESPONSES: "Der er {have} svar; der skal være mindst {need}.",
    Lack.COMMON_START: (
        "Planen begyndte på {have} forskellige tidspunkter i områderne; metoden kræver, at der kun er {need}."
    ),
}
_ONE: dict[Lack, str] = {
    Lack.POINTS: "Der er én måling i rækken; der skal være mindst {need}.",
    Lack.PERIODS_BEFORE: "Der er tal for én periode før start; der skal være mindst {need}.",
    Lack.PERIODS_AFTER: "Der er tal for én periode efter start; der skal være mindst {need}.",
    Lack.TREATED_AREAS: "Ét område med plan har tal; der skal være mindst {need}.",
    Lack.COMPARISON_AREAS: "Der er ét område at sammenligne med; der skal være mindst {need}.",
    Lack.AREAS: "Der er tal for ét område; der skal være mindst {need}.",
    Lack.STAYERS: "Én beboer boede i området begge gange; der skal være mindst {need}.",
    Lack.RESPONSES: "Der er ét svar; der skal være mindst {need}.",
}
_UNCOUNTED: dict[Lack, str] = {
    Lack.COUNTS: "Kilden oplyser ikke de antal, tallet er regnet ud fra.",
    Lack.DENOMINATOR: "Kilden oplyser ikke, hvor mange tallet er en del af.",
    Lack.NOT_ADDITIVE: "Andele kan ikke lægges sammen uden de antal, de bygger på, og kilden oplyser dem ikke.",
    Lack.SPREAD: "Alle tal er ens, så der er intet at måle udsving på.",
    Lack.WHOLE_STEPS: "Tallet er så lille, at ét mere eller ét mindre er et større spring end de sædvanlige udsving.",
    Lack.REASON: "Der er ingen begrundelse for at begynde forfra med nye grænser.",
    Lack.START: "Det er ikke oplyst, hvornår indsatsen begyndte.",
    Lack.BALANCE: "Ingen områder uden plan ligner området nok før start.",
    Lack.FIT_BEFORE: "Ingen blanding af andre områder følger området før start.",
    Lack.FLOWS: "Det er ikke oplyst, hvor mange der flyttede til og fra, eller tallene er skjult.",
    Lack.MARGINS: "Det er ikke oplyst, hvordan beboerne er sammensat, så svarene kan ikke vægtes.",
    Lack.SAME_PERSONS: "Kilden har ikke lige mange, der blev boende, før og nu; det skal være de samme personer.",
    Lack.SAME_DEFINITION: "Tallet blev gjort op på en ny måde undervejs, og de to dele kan ikke sammenlignes.",
    Lack.INDEPENDENT: (
        "Tallet er en andel af dage eller timer, og samme person står bag mange af dem, så usikkerheden kendes ikke."
    ),
    Lack.COMPLETE_PANEL: "Der mangler tal for nogle områder i nogle perioder.",
}


def refusal_sentences(refusal: Refusal, language: Language = "da") -> tuple[str, ...]:
    """Return one sentence for each thing that is missing."""
    return tuple(_sentence(shortfall, language) for shortfall in refusal.shortfalls)


def _sentence(shortfall: Shortfall, language: Language) -> str:
    if shortfall.have == 1 and shortfall.need is not None and shortfall.lack in _ONE:
        return say(_ONE[shortfall.lack], language, need=f"{shortfall.need:.0f}")
    if shortfall.have is not None and shortfall.need is not None and shortfall.lack in _COUNTED:
        return say(_COUNTED[shortfall.lack], language, have=f"{shortfall.have:.0f}", need=f"{shortfall.need:.0f}")
    return say(_UNCOUNTED[shortfall.lack], language)
