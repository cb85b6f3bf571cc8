"""What the data owners of Vejle send, laid out as each of them would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from helpers.demo import layouts
from helpers.demo.delimited import semicolons
from helpers.demo.excel import workbook
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.opendocument import spreadsheet
from helpers.demo.periods import Period
from helpers.demo.planted_vejle import MUNICIPALITY
from helpers.demo.said import Spoken
from helpers.demo.said_vejle import JUDGEMENTS, MILESTONES
from helpers.demo.sheets import Row, Sheet
from helpers.demo.truth import Person

NAMES = {
    "loeget": "Løget By",
    "noerremarken": "Nørremarken",
    "loeget-og-noerremarken": "Løget og Nørremarken",
    "vejle-kommune": "Vejle Kommune",
    "sub-omraader": "SUB-områder",
    "danmark": "Hele landet",
    "sammenligning-vejle-a": "Sammenligningsområde A i Vejle (opdigtet)",
    "sammenligning-vejle-b": "Sammenligningsområde B i Vejle (opdigtet)",
}
RECORDS = {
    "tjansen-tilknyttede-unge": "Unge tilknyttet i året",
    "tjansen-vejledning": "Unge i vejledning i året",
    "tjansen-frivillige": "Unge, der er frivillige",
    "nyhedsbreve": "Nyhedsbreve",
    "kampagner": "Fælles kampagner",
    "boligbarometer-udgivelser": "Udgivelser af Boligbarometer",
    "pressemeddelelser": "Pressemeddelelser",
    "moeder-afholdt": "Afholdte møder",
    "evalueringer-gennemfoert": "Evalueringer",
    "opgaver-loest": "Tilbagevendende opgaver",
}
"""Indicator id → what the secretariat calls it in its own records."""


def people_file(source: str, people: tuple[Person, ...]) -> tuple[File, ...]:
    """Return Tjansen's list of young people: running numbers and dates, no identity."""
    words = {True: "ja", False: "nej", None: ""}
    sheet = Sheet(
        name="Unge",
        above=("Unge i Tjansen: løbenummer uden identitet. Blank: stadig tilknyttet, eller året er ikke gået.",),
        header=(("Løbenr.", "Område", "Start", "Stop", "Fritidsjob 1 år efter"),),
        body=tuple((one.number, NAMES[one.area], one.started, one.left, words[one.job_after_a_year]) for one in people),
    )
    return (File(f"{source}/demo-tjansen-unge.csv", semicolons(sheet, "utf-8-sig")),)


def _barometer(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Boligbarometer",
        above=("Boligbarometer for Vejle Kommune", "Ventelisten er opgjort 1. november, boligerne 1. december."),
        header=(
            ("Opgjort", "Almene boliger i alt", "Ledige almene boliger", "Ledige ungdomsboliger", "Aktiv venteliste"),
        ),
        body=tuple(_barometer_row(period, figures) for period in figures.periods()),
        below=("Tallene er opdigtede.",),
    )
    notes = Sheet(name="Vejledning", header=(("Felt", "Betydning"),), body=(("Ledig", "Uden lejer"),), hidden=True)
    return (File(f"{source}/demo-boligbarometer.xlsx", workbook((sheet, notes))),)


def _barometer_row(period: Period, figures: Figures) -> Row:
    share = figures.find("ledighedsprocent-almene", MUNICIPALITY, period)
    return (
        period.end,
        None if share is None else share.denominator,
        figures.number("ledige-almene-boliger", MUNICIPALITY, period),
        figures.number("ledige-ungdomsboliger", MUNICIPALITY, period),
        figures.number("venteliste-aktiv", MUNICIPALITY, period),
    )


def _evictions(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Udsættelser",
        above=("Udsættelser af lejere i kommunen",),
        header=(("Kommune", "År", "Udsættelser"),),
        body=tuple((NAMES[one.area], one.period.written, one.numerator) for one in figures.drawn),
    )
    return (File(f"{source}/demo-udsaettelser.csv", semicolons(sheet, "windows-1252")),)


def _tjansen(source: str, figures: Figures) -> tuple[File, ...]:
    header, body = layouts.year_by_year(
        figures, ("Område", "Registrering"), lambda one: (NAMES[one.area], RECORDS[one.indicator])
    )
    sheet = Sheet(name="Tjansen", above=("Tjansens egne registreringer",), header=header, body=body)
    return (File(f"{source}/demo-tjansen.ods", spreadsheet((sheet,))),)


def _dropout(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Frafald",
        above=("17-19-årige, der er faldet fra deres oprindelige uddannelsesforløb",),
        header=(("Område", "Opgjort", "Antal unge"),),
        body=tuple((NAMES[one.area], one.period.written, one.numerator) for one in figures.drawn),
        below=("Optalt af Ungdommens Uddannelsesvejledning (opdigtet)",),
    )
    return (File(f"{source}/demo-frafald.csv", semicolons(sheet, "windows-1252")),)


def _secretariat(source: str, figures: Figures) -> tuple[File, ...]:
    header, body = layouts.year_by_year(
        figures,
        ("Område", "Registrering", "Mål"),
        lambda one: (NAMES[one.area], RECORDS[one.indicator], one.breakdown),
    )
    sheet = Sheet(name="Registreringer", above=("Fællessekretariatets registreringer",), header=header, body=body)
    return (File(f"{source}/demo-sekretariat.xlsx", workbook((sheet,))),)


def _safety(source: str, figures: Figures) -> tuple[File, ...]:
    return layouts.survey(source, "2012-2016", figures, NAMES)


def _housing(source: str, figures: Figures) -> tuple[File, ...]:
    return layouts.housing(source, "2012-2016", figures, NAMES)


MEASURED_ON = date(2016, 12, 31)
"""The day on which Tjansen drew its list; the same day stands in `sources.yml`."""

LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-boligbarometer": _barometer,
    "demo-udsaettelser": _evictions,
    "demo-tjansen": _tjansen,
    "demo-uu-frafald": _dropout,
    "demo-sekretariat": _secretariat,
    "demo-politi-tryghed": _safety,
    "demo-boligorganisationer": _housing,
}

SPOKEN: tuple[Spoken, ...] = (
    Spoken("demo-vurderinger", NAMES, judgements=JUDGEMENTS),
    Spoken("demo-milepaele", NAMES, milestones=MILESTONES),
)
