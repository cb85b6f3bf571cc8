"""What ALBOA's own offices and the municipality send, laid out as each of them would."""

from __future__ import annotations

from collections.abc import Callable

from helpers.demo import layouts
from helpers.demo.delimited import semicolons, separated
from helpers.demo.excel import workbook
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.numerals import dotted, kroner, millions, pct
from helpers.demo.opendocument import spreadsheet
from helpers.demo.said import Spoken
from helpers.demo.said_alboa import CATEGORIES, JUDGEMENTS, MILESTONES
from helpers.demo.sheets import Merged, Row, Sheet, zero_as_dash
from helpers.demo.statistical import parquet
from helpers.demo.truth import Drawn

NAMES = {
    "alboa-afdelinger": "Alle ALBOA-afdelinger",
    "viby-syd": "Viby Syd",
    "haandvaerkerparken": "Håndværkerparken (Beboerhuset P4)",
    "rundhoej": "Rundhøj",
    "vejlby-vest": "Vejlby Vest",
    "soendervangen": "Søndervangen afd. 24",
    "aarhus-kommune": "Århus Kommune",
}
_RECORDS = {
    "afrapporteringer": "Afrapportering til Organisationsbestyrelsen",
    "opgaver-loest": "Handlingsplanen revideret",
    "sociale-vedligeholdelsesplaner": "Afdelinger med gældende social vedligeholdelsesplan",
    "forankringsplan-andel": "Indsatser med forankringsplan ved start",
    "skriftlig-aftale-andel": "Samarbejder med skriftlig aftale",
}
_ONE_MILLION = 1_000_000


def _records(source: str, figures: Figures) -> tuple[File, ...]:
    header, body = layouts.year_by_year(
        figures, ("Afdeling", "Registrering"), lambda one: (NAMES[one.area], _RECORDS[one.indicator])
    )
    sheet = Sheet(
        name="Registreringer", above=("Den boligsociale koordinators årsopgørelse",), header=header, body=body
    )
    return (File(f"{source}/demo-registreringer.xlsx", workbook((sheet,))),)


def _places(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Pladser",
        above=("Aftalte lære- og praktikpladser og lokale job. - betyder nul.",),
        header=(("Kvartal", "Sag", "Aftalt"),),
        body=tuple((one.period.written, NAMES[one.area], zero_as_dash(one.numerator)) for one in figures.drawn),
        below=("Projektafdelingen (opdigtet)",),
    )
    return (File(f"{source}/demo-byggesager.csv", separated(sheet, "utf-8-sig", ",")),)


def _efforts(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Indsatser",
        header=(("Afdeling", "År", "Registrering", "Antal", None, None), (None, None, None, "I alt", "Heraf", "Andel")),
        merged=(Merged(0, 0, height=2), Merged(0, 1, height=2), Merged(0, 2, height=2), Merged(0, 3, width=3)),
        body=tuple(_effort(one) for one in figures.drawn),
    )
    return (File(f"{source}/demo-indsatser.ods", spreadsheet((sheet,))),)


def _effort(one: Drawn) -> Row:
    counts = (one.denominator, one.numerator, _whole(one.numerator, one.denominator))
    return NAMES[one.area], one.period.end.year, _RECORDS[one.indicator], *counts


def _whole(part: float, whole: int | None) -> str | None:
    return pct(100 * part / whole) if whole else None


def _frame(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Ramme",
        above=("Årlig ramme til boligsociale aktiviteter",),
        header=(("Afdelinger", "Budgetår", "Ramme"),),
        body=tuple((NAMES[one.area], one.period.written, _amount(one.numerator)) for one in figures.drawn),
    )
    return (File(f"{source}/demo-aarlig-ramme.csv", semicolons(sheet, "windows-1252")),)


def _amount(amount: float) -> str:
    return millions(amount) if amount >= _ONE_MILLION else kroner(amount)


def _screening(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Screening",
        header=(("omraade", "aar", "afdelinger", "gennemgaaet"),),
        body=tuple((NAMES[one.area], one.period.end.year, one.denominator, one.numerator) for one in figures.drawn),
    )
    return (File(f"{source}/demo-screening.parquet", parquet(sheet)),)


def _follow_ups(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Opfølgning",
        above=("Internt arbejdsredskab: kvartalsvis opfølgning",),
        header=(("Afdeling", "Kvartal", "Opfølgninger"),),
        body=tuple((NAMES[one.area], one.period.written, one.numerator) for one in figures.drawn),
    )
    return (File(f"{source}/demo-kvartalsopfoelgning.xlsx", workbook((sheet,))),)


def _moving(source: str, figures: Figures) -> tuple[File, ...]:
    tables = {period.end.year: _moving_in(period.end.year, figures) for period in figures.periods()}
    return tuple(
        File(f"{source}/demo-fraflytning-{number}.tsv", separated(table, "windows-1252", "\t"))
        for number, table in tables.items()
    )


def _moving_in(number: int, figures: Figures) -> Sheet:
    return Sheet(
        name="Fraflytning",
        above=(f"Fraflytninger i {number}",),
        header=(("Afdeling", "Lejemål", "Fraflytninger"),),
        body=tuple(
            (NAMES[one.area], dotted(one.denominator), dotted(one.numerator))
            for one in figures.drawn
            if one.period.end.year == number
        ),
    )


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-registreringer": _records,
    "demo-byggesager": _places,
    "demo-indsatser": _efforts,
    "demo-aarlig-ramme": _frame,
    "demo-screening": _screening,
    "demo-kvartalsopfoelgning": _follow_ups,
    "demo-fraflytning": _moving,
}

SPOKEN: tuple[Spoken, ...] = (
    Spoken("demo-vurderinger", NAMES, judgements=JUDGEMENTS),
    Spoken("demo-kategorier", NAMES, judgements=CATEGORIES, indicator="omraade-kategori"),
    Spoken("demo-milepaele", NAMES, milestones=MILESTONES),
)
