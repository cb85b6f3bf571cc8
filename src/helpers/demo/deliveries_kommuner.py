"""Answers of municipalities as the survey's analyst would send them: files of a statistics program."""

from __future__ import annotations

from collections.abc import Callable

from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.said import Spoken
from helpers.demo.said_kommuner import JUDGEMENTS
from helpers.demo.sheets import Sheet
from helpers.demo.statistical import sav
from helpers.demo.truth import Mark

NAMES = {
    "kommuner-med-helhedsplan": "De 44 kommuner med helhedsplaner",
    "albertslund": "Albertslund",
    "herning": "Herning",
    "koege": "Køge",
    "odense": "Odense",
    "soenderborg": "Sønderborg",
}
_NO_ANSWER = 999


def _survey(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Svar",
        header=(("Område", "År", "Spørgsmål", "Svar i alt", "Svarer ja"),),
        body=tuple(
            (NAMES[one.area], one.period.end.year, one.breakdown, one.denominator, one.numerator)
            for one in figures.drawn
        ),
    )
    return (File(f"{source}/demo-spoergeskema.sav", sav(sheet, coded=("Område", "Spørgsmål"))),)


def _cases(source: str, figures: Figures) -> tuple[File, ...]:
    """Return one row per municipality; a code stands for no answer."""
    sheet = Sheet(
        name="Kommuner",
        header=(("Kommune", "År", "Lokal medfinansiering, pct."),),
        body=tuple(
            (NAMES[one.area], one.period.end.year, None if one.mark is Mark.MISSING else one.numerator)
            for one in figures.drawn
        ),
    )
    missing = {"Lokal medfinansiering, pct.": _NO_ANSWER}
    return (File(f"{source}/demo-casekommuner.sav", sav(sheet, coded=("Kommune",), missing=missing)),)


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-spoergeskema": _survey,
    "demo-casekommuner": _cases,
}

SPOKEN: tuple[Spoken, ...] = (
    Spoken("demo-samarbejdstrappe", NAMES, judgements=JUDGEMENTS, indicator="samarbejdstrappe-trin"),
)
