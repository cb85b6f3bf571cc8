"""What the data owners of Slagelse send, laid out as each of them would."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpers.demo import layouts
from helpers.demo.attendance import Attended
from helpers.demo.delimited import semicolons
from helpers.demo.excel import workbook
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.opendocument import spreadsheet
from helpers.demo.said import Spoken
from helpers.demo.said_slagelse import JUDGEMENTS, MILESTONES
from helpers.demo.sheets import Cell, Merged, Row, Sheet, zero_as_dash
from helpers.demo.truth import Drawn

NAMES = {
    "motalavej": "Motalavej",
    "ringparken-schackenborgvaenge": "Ringparken/Schackenborgvænget",
    "sydbyen": "Sydbyen",
    "skaelskoer": "Præstevangen",
    "ansoegningsomraadet": "Det samlede ansøgningsområde",
    "slagelse-kommune": "Slagelse Kommune",
    "sub-omraader": "Alle SUB-områder",
    "ringparken-og-motalavej": "Ringparken og Motalavej",
    "danmark": "Hele landet",
    "sammenligning-slagelse-a": "Sammenligningsområde A i Slagelse (opdigtet)",
    "sammenligning-slagelse-b": "Sammenligningsområde B i Slagelse (opdigtet)",
}
RECORDS = {
    "stoerre-aktiviteter": "Større aktiviteter",
    "deltagere-tvaergaaende": "Deltagere i tværgående arrangementer",
    "ad-hoc-arbejdsgrupper": "Nye ad hoc-arbejdsgrupper",
    "temaaftener-brandsikkerhed": "Temaaftener om brandsikkerhed",
    "positive-historier": "Positive historier",
    "negativ-omtale": "Negative historier",
    "beboere-i-kommunikation": "Involverede beboere",
    "unikke-besoegende": "Unikke besøgende på hjemmesiden",
    "foraeldregrupper": "Forældregrupper",
    "aktive-foraeldre": "Aktive forældre",
    "leverancemaaling-gennemfoert": "Leverancemålinger",
    "evalueringer-gennemfoert": "Evalueringer og vurderinger",
    "opgaver-loest": "Tilbagevendende opgaver",
}
"""Indicator id → what the secretariat calls it in its own records."""
_TYPED_ANEW = 2020
"""From this year on somebody else keeps the list of volunteers."""


def attendance_files(source: str, attended: tuple[Attended, ...]) -> tuple[File, ...]:
    """Return the list of volunteers: one file for each two years, with invented pseudonyms and no identity.

    Whoever typed the second one begins pseudonyms with a capital and leaves spaces around them.
    """
    early = tuple((one.on, NAMES[one.area], one.pseudonym) for one in attended if one.on.year < _TYPED_ANEW)
    late = tuple(
        (one.on, NAMES[one.area], f" {one.pseudonym.title()} ") for one in attended if one.on.year >= _TYPED_ANEW
    )
    return tuple(
        File(f"{source}/demo-frivillige-{years}.xlsx", workbook((_attendance(rows),)))
        for years, rows in (("2018-2019", early), ("2020-2021", late))
    )


def _attendance(rows: tuple[Row, ...]) -> Sheet:
    return Sheet(
        name="Fremmøde",
        above=("Frivillige i Aktivt liv: én række pr. gang. Deltagerne er opdigtede numre.",),
        header=(("Dato", "Område", "Deltager"),),
        body=rows,
    )


def _safety(source: str, figures: Figures) -> tuple[File, ...]:
    return layouts.survey(source, "2016-2021", figures, NAMES)


def _vandalism(source: str, figures: Figures) -> tuple[File, ...]:
    years = dict.fromkeys(one.period.end.year for one in figures.drawn)
    return tuple(
        File(f"{source}/demo-haervaerk-{number}.csv", semicolons(_vandalism_of(number, figures), "windows-1252"))
        for number in years
    )


def _vandalism_of(number: int, figures: Figures) -> Sheet:
    return Sheet(
        name="Hærværk",
        above=("Anmeldelser af hærværk pr. kvartal. - betyder nul.",),
        header=(("Område", "Kvartal", "Anmeldelser"),),
        body=tuple(
            (NAMES[one.area], one.period.written, zero_as_dash(one.numerator))
            for one in figures.drawn
            if one.period.end.year == number
        ),
        below=("Kilde: opdigtet udtræk",),
    )


def _decisions(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Afgørelser",
        above=("Kriminalretlige afgørelser pr. 1.000 beboere",),
        header=(
            ("Boligområde", "År", "Kriminalretlige afgørelser", None),
            (None, None, "Antal", "Beboere"),
        ),
        merged=(Merged(0, 0, height=2), Merged(0, 1, height=2), Merged(0, 2, width=2)),
        body=tuple(row for line in figures.lines() for row in _decisions_of(line)),
        below=("Frifindelser er ikke talt med. … betyder, at tallet ikke er opgjort.",),
    )
    return (File(f"{source}/demo-afgoerelser.ods", spreadsheet((sheet,))),)


def _decisions_of(line: tuple[Drawn, ...]) -> Iterator[Row]:
    for one in line:
        if one.period.end.year == 2018:
            yield (NAMES[one.area], 2017, "…", one.denominator)
        yield (NAMES[one.area], one.period.end.year, one.numerator, one.denominator)


def _fires(source: str, figures: Figures) -> tuple[File, ...]:
    header, body = layouts.year_by_year(figures, ("Område",), lambda one: (NAMES[one.area],), zero_as_dash)
    totals = tuple(sum(one.numerator for one in figures.drawn if one.period == period) for period in figures.periods())
    sheet = Sheet(
        name="Påsatte brande",
        above=("Påsatte brande pr. år. - betyder nul, blank betyder ikke opgjort.",),
        header=header,
        body=body,
        total=("I alt", *totals),
    )
    return (File(f"{source}/demo-paasatte-brande.xlsx", workbook((sheet,))),)


def _housing(source: str, figures: Figures) -> tuple[File, ...]:
    return layouts.housing(source, "2016-2021", figures, NAMES)


def _described(one: Drawn) -> tuple[Cell, ...]:
    return NAMES[one.area], RECORDS[one.indicator]


def _record_sheet(title: str, figures: Figures) -> Sheet:
    header, body = layouts.year_by_year(figures, ("Område", "Registrering"), _described)
    return Sheet(name="Registreringer", above=(title,), header=header, body=body)


def _active_life(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = _record_sheet("Kompetencecentrets egne registreringer: Aktivt liv", figures)
    return (File(f"{source}/demo-aktivt-liv.xlsx", workbook((sheet,))),)


def _communication(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = _record_sheet("Kompetencecentrets egne registreringer: Strategisk kommunikation", figures)
    return (File(f"{source}/demo-kommunikation.ods", spreadsheet((sheet,))),)


def _caretakers(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Kursus",
        above=("Ejendomsfunktionærer på kursus eller temadag",),
        header=(("År", "Ansatte ejendomsfunktionærer", "Har deltaget"),),
        body=tuple((one.period.written, one.denominator, one.numerator) for one in figures.drawn),
    )
    return (File(f"{source}/demo-ejendomsfunktionaerer.csv", semicolons(sheet, "windows-1252")),)


def _parents(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = _record_sheet("Kompetencecentrets egne registreringer: Bydelsforældre", figures)
    return (File(f"{source}/demo-bydelsforaeldre.csv", semicolons(sheet, "utf-8-sig")),)


def _follow_up(source: str, figures: Figures) -> tuple[File, ...]:
    header, body = layouts.year_by_year(
        figures, ("Område", "Registrering", "Mål"), lambda one: (*_described(one), one.breakdown)
    )
    sheet = Sheet(name="Opfølgning", above=("Opfølgning på planen",), header=header, body=body)
    return (File(f"{source}/demo-opfoelgning.csv", semicolons(sheet, "windows-1252")),)


def _coordinators(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Koordinatorer",
        above=("Koordinatorernes dage i områderne, gennemsnit pr. uge",),
        header=(("Område", "År", "Dage pr. uge"),),
        body=tuple((NAMES[one.area], one.period.written, one.numerator) for one in figures.drawn),
    )
    return (File(f"{source}/demo-koordinatorer.csv", semicolons(sheet, "windows-1252")),)


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-politi-tryghed": _safety,
    "demo-politi-haervaerk": _vandalism,
    "demo-bl-afgoerelser": _decisions,
    "demo-brand-og-redning": _fires,
    "demo-boligorganisationer": _housing,
    "demo-aktivt-liv": _active_life,
    "demo-kommunikation": _communication,
    "demo-ejendomsfunktionaerer": _caretakers,
    "demo-bydelsforaeldre": _parents,
    "demo-opfoelgning": _follow_up,
    "demo-koordinatorer": _coordinators,
}

SPOKEN: tuple[Spoken, ...] = (
    Spoken("demo-vurderinger", NAMES, judgements=JUDGEMENTS),
    Spoken("demo-milepaele", NAMES, milestones=MILESTONES),
)
