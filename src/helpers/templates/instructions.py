"""What the first sheet of a template tells its reader, in plain Danish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from helpers.plan.model import Indicator
from helpers.templates.calendar import danish_day
from helpers.templates.columns import unit_words
from helpers.templates.content import Template, TemplateSheet

TITLE = "Vejledning til skabelonen"
"""The first cell of the sheet, by which it is known again."""


@dataclass(frozen=True)
class Line:
    """One row of the sheet: one text over the whole width, or a word and what belongs to it."""

    text: str
    beside: str = ""
    style: Literal["title", "heading", "plain"] = "plain"


def instructions(template: Template) -> tuple[Line, ...]:
    """Return the lines of the instruction sheet, top to bottom."""
    return (
        Line(TITLE, style="title"),
        *_who_and_why(template),
        *_how(),
        *_never(),
        *_when(template),
        *_what(template),
        *_version(template),
    )


def _who_and_why(template: Template) -> Iterator[Line]:
    plan = template.plan
    yield Line("Til", template.owner)
    yield Line("Hvem spørger", f"Evaluator af {plan.name} ({plan.municipality})")
    yield Line("Hvad tallene bruges til", "De måler, om planens mål nås, og vises på en offentlig side i samlede tal.")
    yield Line("", "Små antal skjules på siden. Tallene kan ikke bruges til at sige noget om den enkelte.")


def _how() -> Iterator[Line]:
    yield Line("Sådan udfylder du", style="heading")
    yield Line("1", "Der er ét ark til hvert nøgletal. Udfyld de lyse felter. De grå er låst og skal blive, som de er.")
    yield Line("2", "En række du ikke har tal til, lader du stå tom. Gæt ikke, og skriv ikke 0 for det, du ikke ved.")
    yield Line("3", "Kender du antallene, så skriv Tæller og Nævner; Værdi regnes ud. Ellers skriv kun Værdi.")
    yield Line("4", "Et tal, som I holder skjult, skrives .. (to prikker). Nul skrives 0. Komma skiller decimaler.")
    yield Line("5", "Har I kun ét tal for flere områder, så udfyld kun den række, der dækker dem samlet.")
    yield Line("6", "Nederst på hvert ark er der tomme rækker til andre områder og perioder; vælg på listerne.")
    yield Line("7", "Gem filen som Excel (.xlsx) eller OpenDocument (.ods), og send den til evaluator.")


def _never() -> Iterator[Line]:
    yield Line("Skriv aldrig", style="heading")
    yield Line("", "Navne på personer, CPR-numre, fødselsdage, adresser, telefonnumre og e-mailadresser, heller ikke i")
    yield Line("", "bemærkninger og kommentarer. En fil med den slags bliver afvist og skal slettes.")


def _when(template: Template) -> Iterator[Line]:
    yield Line("Hvornår skal tallene bruges", style="heading")
    for one in template.plan.rounds:
        days = f"tal for perioden {danish_day(one.first)} til {danish_day(one.last)}"
        yield Line(one.name, f"{days}; send, når perioden er slut: tidligst dagen efter {danish_day(one.last)}")


def _what(template: Template) -> Iterator[Line]:
    yield Line("Nøgletallene", style="heading")
    for sheet in template.sheets:
        yield Line(sheet.title, definition_words(sheet.indicator))
        yield Line("", f"Enhed: {unit_words(sheet.indicator.unit)}. {_rows_words(sheet)}")


def definition_words(indicator: Indicator) -> str:
    """Return what an indicator counts, in one line."""
    end = "" if indicator.definition.endswith(".") else "."
    return f"{indicator.name}: {indicator.definition}{end}"


def _rows_words(sheet: TemplateSheet) -> str:
    if not sheet.periods:
        return "En række for hvert mål og område; skriv selv datoen."
    first, last = sheet.periods[0].label, sheet.periods[-1].label
    what = "hvert mål, hvert område" if sheet.goals else "hvert område"
    return f"En række for {what} og hver periode fra {first} til {last}."


def _version(template: Template) -> Iterator[Line]:
    yield Line("Udgave (til evaluator)", style="heading")
    yield Line("Evaluering", template.plan.id)
    yield Line("Plan", f"udgave {template.plan.version}")
    numbers = ", ".join(f"{one.indicator} nr. {one.version}" for one in template.stamp.sheets)
    yield Line("Definitioner", numbers)
    yield Line("Kontrolsum", template.stamp.rows()[1][1])
