"""What schools, municipality and health visitors of Slagelse send, each in the habits of its own system."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpers.demo.delimited import semicolons, separated
from helpers.demo.excel import workbook
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.numerals import dotted, pct, percent, share, signed
from helpers.demo.opendocument import spreadsheet
from helpers.demo.periods import Period
from helpers.demo.sheets import Cell, Merged, Percent, Row, Sheet
from helpers.demo.statistical import dta, parquet
from helpers.demo.truth import Drawn

NAMES = {
    "motalavej": "Motalavej",
    "ringparken-schackenborgvaenge": "Ringparken/Schackenborgvænge",
    "sydbyen": "Sydbyen",
    "skaelskoer": "Skælskør",
    "slagelse-kommune": "Slagelse Kommune",
    "ringparken-og-motalavej": "Ringparken og Motalavej",
}
_SPELLINGS = ("Præstevang", "Præstevænget", "Præstevangen")
"""The owners write one estate in three ways, now and then in the same file."""


def _spelt(area: str, year: int) -> str:
    return _SPELLINGS[year % len(_SPELLINGS)] if area == "skaelskoer" else NAMES[area]


def _two(figures: Figures, area: str, period: Period, indicators: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return denominator, numerator for each indicator; blank where nothing is delivered."""
    cells: list[Cell] = []
    for indicator in indicators:
        found = figures.find(indicator, area, period)
        cells += (None, None) if found is None else (found.denominator, found.numerator)
    return tuple(cells)


def _absence(source: str, figures: Figures) -> tuple[File, ...]:
    table = Sheet(
        name="Fravær",
        above=("Elevfravær efter bopæl, udtræk fra skolernes system", "Skoleår: august til juli."),
        header=(
            ("Skoleår", "Bopæl", "Elevdage", None, "Fravær i procent"),
            (None, None, "Skoledage i alt", "Heraf fraværsdage", None),
        ),
        merged=(Merged(0, 0, height=2), Merged(0, 1, height=2), Merged(0, 2, width=2), Merged(0, 4, height=2)),
        body=tuple(
            (
                one.period.written,
                _spelt(one.area, one.period.end.year),
                dotted(one.denominator),
                dotted(one.numerator),
                Percent(share(one)),
            )
            for one in sorted(figures.drawn, key=lambda one: one.period.end)
        ),
        below=("Note: Lovligt og ulovligt fravær er lagt sammen.",),
        hidden_rows=(4,),
    )
    contents = Sheet(name="Indhold", header=(("Ark", "Indhold"),), body=(("Fravær", "Fraværsdage efter bopæl"),))
    return (File(f"{source}/demo-skolefravaer.xlsx", workbook((contents, table))),)


def _ready(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Uddannelsesparathed",
        header=(("Område", "Skoleår", "Elever", "Uddannelsesparate"),),
        body=tuple(
            (NAMES[one.area], f"{one.period.start.year}/{one.period.end.year % 100}", one.denominator, one.numerator)
            for one in figures.drawn
        ),
    )
    return (File(f"{source}/demo-uddannelsesparate.tsv", separated(sheet, "utf-8", "\t")),)


def _results(source: str, figures: Figures) -> tuple[File, ...]:
    exam, parents = "afgangsproeve-adgangsgivende", "foraeldredeltagelse-skole"
    rows: list[Row] = []
    for area in figures.areas():
        for period in figures.periods():
            found = figures.find(exam, area, period)
            shown = None if found is None else percent(share(found))
            rows.append(
                (NAMES[area], f"skoleåret {period.written}", *_two(figures, area, period, (exam, parents)), shown)
            )
    headings = (
        "Område",
        "Skoleår",
        "Elever på årgangen",
        "Med adgangsgivende karakter",
        "Forældre",
        "Forældre, der deltager",
    )
    sheet = Sheet(name="Resultater", header=((*headings, "Andel med adgangsgivende karakter"),), body=tuple(rows))
    return (File(f"{source}/demo-skoleresultater.csv", separated(sheet, "utf-8", ",")),)


def _youth_education(source: str, figures: Figures) -> tuple[File, ...]:
    completed, kept = "gennemfoert-ungdomsuddannelse", "fastholdt-i-uddannelse"
    sheet = Sheet(
        name="Ungdomsuddannelse",
        header=(("omraade", "aar", "aargang", "gennemfoert", "begyndt", "fortsat_i_gang"),),
        body=tuple(
            (NAMES[area], period.end.year, *_two(figures, area, period, (completed, kept)))
            for area in figures.areas()
            for period in figures.periods()
        ),
    )
    return (File(f"{source}/demo-ungdomsuddannelse.parquet", parquet(sheet)),)


def _basic_school(source: str, figures: Figures) -> tuple[File, ...]:
    periods = figures.periods()
    first: list[Cell] = ["Boligområde"]
    second: list[Cell] = [None]
    merged = [Merged(0, 0, height=2)]
    for index, period in enumerate(periods):
        first += (period.end.year, None)
        second += ("Personer", "Heraf grundskole")
        merged.append(Merged(0, 1 + 2 * index, width=2))
    areas = [area for area in figures.areas() if area != "slagelse-kommune"]
    sums = tuple(_summed(figures, areas, period) for period in periods)
    sheet = Sheet(
        name="Uddannelse",
        above=("Tabel: beboere efter højest fuldførte uddannelse",),
        header=(tuple(first), tuple(second)),
        merged=tuple(merged),
        body=tuple(
            (
                NAMES[area],
                *(cell for period in periods for cell in _two(figures, area, period, ("hoejest-grundskole-andel",))),
            )
            for area in figures.areas()
        ),
        total=("Boligområder i alt", *(cell for pair in sums for cell in pair)),
        below=("Kilde: opdigtet udtræk efter samme opstilling som BL-tabeller.",),
    )
    return (File(f"{source}/demo-bl-tabeller.xlsx", workbook((sheet,))),)


def _summed(figures: Figures, areas: list[str], period: Period) -> tuple[int, float]:
    found = [one for one in figures.drawn if one.area in areas and one.period == period]
    return sum(one.denominator or 0 for one in found), sum(one.numerator for one in found)


def _registers(source: str, figures: Figures) -> tuple[File, ...]:
    enrolled = "indskrevet-ungdomsuddannelse-18plus"
    sheet = Sheet(
        name="Registre",
        header=(
            (
                "Område",
                "År",
                "Modtager ydelse",
                "Under 30 uden tilknytning",
                "Borgere 18 år og derover",
                "Indskrevet på ungdomsuddannelse",
                "Uger på ydelse i gennemsnit",
            ),
        ),
        body=tuple(
            (
                NAMES[area],
                period.end.year,
                figures.number("ydelsesmodtagere", area, period),
                figures.number("under-30-uden-tilknytning", area, period),
                *_two(figures, area, period, (enrolled,)),
                figures.number("ydelsesperiode", area, period),
            )
            for area in figures.areas()
            for period in figures.periods()
        ),
    )
    return (File(f"{source}/demo-registre-2016-2021.dta", dta(sheet, coded=("Område",))),)


def _possible(source: str, figures: Figures) -> tuple[File, ...]:
    jobs, clubs = "unge-med-mulighed-fritidsjob", "unge-med-mulighed-foreningsliv"
    rows: list[Row] = []
    for period in figures.periods():
        for area in figures.areas():
            job, club = figures.find(jobs, area, period), figures.find(clubs, area, period)
            if job is not None and club is not None:
                shown = (job.denominator, job.numerator, _whole(job), club.numerator, _whole(club))
                rows.append((NAMES[area], period.end.year, *shown))
        rows.append(("I alt", period.end.year, *_everybody(figures, period, jobs), None, None))
        rows.append(())
    sheet = Sheet(
        name="Fritidsliv",
        above=("Unge 13-18 år, som har fået et tilbud", "Andelen er afrundet til hele procent."),
        header=(("Område", "År", "Unge", "Tilbud om fritidsjob", "Andel", "Plads i en forening", "Andel i forening"),),
        body=tuple(rows),
    )
    return (File(f"{source}/demo-fritidsliv.ods", spreadsheet((sheet,))),)


def _whole(figure: Drawn) -> str:
    return pct(100 * figure.numerator / figure.denominator) if figure.denominator else ""


def _everybody(figures: Figures, period: Period, indicator: str) -> tuple[Cell, ...]:
    found = [one for one in figures.of(indicator) if one.period == period]
    youths, offered = sum(one.denominator or 0 for one in found), sum(one.numerator for one in found)
    return youths, offered, pct(100 * offered / youths)


def _families(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Familier",
        above=(
            "Sundhedstjenesten: familier med positiv udvikling og mødre, der oplever styrkede kompetencer",
            ".. betyder for få til at vise, … betyder ikke opgjort, * betyder foreløbigt tal.",
        ),
        header=(("Områder", "Opgjort", "Gruppe", "Antal", "Heraf fremgang"),),
        body=tuple(_families_rows(figures)),
    )
    return (File(f"{source}/demo-sundhedstjenesten.csv", semicolons(sheet, "windows-1252")),)


def _families_rows(figures: Figures) -> Iterator[Row]:
    words = {"familier-trivselsparametre": "Familier", "moedre-handlekompetence": "Mødre"}
    for one in figures.drawn:
        total = signed(one) if one.mark.value in ("hidden", "missing") else one.denominator
        yield NAMES[one.area], one.period.written, words[one.indicator], total, signed(one)


def _waiting(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Venteliste",
        above=("Aktiv venteliste primo året",),
        header=(("Afdeling", "Tidspunkt", "Aktivt\nopskrevne"),),
        body=tuple(
            (_spelt(one.area, one.period.end.year), one.period.written, dotted(one.numerator)) for one in figures.drawn
        ),
    )
    return (File(f"{source}/demo-venteliste.xlsx", workbook((sheet,))),)


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-skolefravaer": _absence,
    "demo-uddannelsesparate": _ready,
    "demo-skoleresultater": _results,
    "demo-ungdomsuddannelse": _youth_education,
    "demo-bl-tabeller": _basic_school,
    "demo-kommunens-registre": _registers,
    "demo-fritidsliv": _possible,
    "demo-sundhedstjenesten": _families,
    "demo-venteliste": _waiting,
}
