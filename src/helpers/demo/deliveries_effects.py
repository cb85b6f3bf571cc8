"""What the owners of long series send: a yearly register table of many areas, and the police's older quarters."""

from __future__ import annotations

from collections.abc import Callable

from helpers.demo.delimited import semicolons
from helpers.demo.deliveries_slagelse import NAMES as OWN_NAMES
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.planted_effects import AT_RISK, ATTENDANCE, JOBS, POOL, UNEMPLOYED
from helpers.demo.sheets import Cell, Row, Sheet, zero_as_dash

NAMES = OWN_NAMES | {area: f"Demoområde {number:02d} (opdigtet)" for number, area in enumerate(POOL, start=1)}
_COLUMNS = {
    UNEMPLOYED: ("Ledige", "Personer i aldersgruppen"),
    JOBS: ("Unge med fritidsjob", "Unge"),
    AT_RISK: ("Børn og unge i særlig risiko", "Børn og unge"),
    ATTENDANCE: ("Dage til stede", "Dage indskrevet"),
}
"""Indicator → the headings of its numerator and denominator."""


def _register(source: str, figures: Figures) -> tuple[File, ...]:
    by_cell = {(one.area, one.period.end.year): dict[str, tuple[Cell, Cell]]() for one in figures.drawn}
    for one in figures.drawn:
        by_cell[one.area, one.period.end.year][one.indicator] = (int(one.numerator), one.denominator)
    headings = tuple(heading for pair in _COLUMNS.values() for heading in pair)
    sheet = Sheet(
        name="Områder",
        above=("Årlige tal for boligområder 2009-2021. Områderne uden plan findes ikke.",),
        header=(("Område", "År", *headings),),
        body=tuple(_row(area, year, cells) for (area, year), cells in by_cell.items()),
    )
    return (File(f"{source}/demo-omraaderegister-2009-2021.csv", semicolons(sheet, "utf-8-sig")),)


def _row(area: str, year: int, cells: dict[str, tuple[Cell, Cell]]) -> Row:
    counts = (count for indicator in _COLUMNS for count in cells.get(indicator, (None, None)))
    return (NAMES[area], year, *counts)


def _vandalism(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Hærværk",
        above=("Ældre anmeldelser af hærværk pr. kvartal. - betyder nul.",),
        header=(("Område", "Kvartal", "Anmeldelser"),),
        body=tuple((NAMES[one.area], one.period.written, zero_as_dash(one.numerator)) for one in figures.drawn),
        below=("Kilde: opdigtet udtræk",),
    )
    return (File(f"{source}/demo-haervaerk-2012-2015.csv", semicolons(sheet, "windows-1252")),)


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-omraaderegister": _register,
    "demo-politi-haervaerk-aeldre": _vandalism,
}
