"""What houses, staff office and administration in Slagelse send."""

from __future__ import annotations

from collections.abc import Callable

from helpers.demo.delimited import semicolons, separated
from helpers.demo.excel import workbook
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.numerals import kroner, millions, spaced
from helpers.demo.sheets import Cell, Row, Sheet

_HOUSES = {
    "motalavej": "Motalavej i Korsør",
    "ringparken-schackenborgvaenge": "Ringparken",
    "sydbyen": "Sydbyen",
    "skaelskoer": "Parkvej",
}
"""The houses are known by the estate that they stand in."""
_ONE_MILLION = 1_000_000


def _visits(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Besøg",
        above=("Besøg i beboerhusene, talt ved døren",),
        header=(("Hus i", "Periode", "Besøg"),),
        body=tuple((_HOUSES[one.area], one.period.written, spaced(one.numerator)) for one in figures.drawn),
        below=("Husene var lukket i dele af 2020.",),
    )
    return (File(f"{source}/demo-beboerhuse.csv", semicolons(sheet, "utf-8")),)


def _staff(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Personale",
        header=(("Kvartal", "Koordinatorer"),),
        body=tuple((one.period.written, one.numerator) for one in figures.drawn),
    )
    return (File(f"{source}/demo-personale.csv", separated(sheet, "windows-1252", ",")),)


def _running_costs(source: str, figures: Figures) -> tuple[File, ...]:
    rows: list[Row] = []
    for area in figures.areas():
        for period in figures.periods():
            loss = figures.number("tab-ved-fraflytning", area, period)
            cases = figures.number("haervaerk-udbedring", area, period)
            rows.append((_HOUSES[area], period.end.year, _as_text(cases), _amount(loss)))
    repaired, losses = (_sum(figures, indicator) for indicator in ("haervaerk-udbedring", "tab-ved-fraflytning"))
    sheet = Sheet(
        name="Drift",
        above=("Udbedret hærværk og tab ved fraflytning", "Tallene er gemt som tekst."),
        header=(("Afdeling", "Regnskabsår", "Udbedrede  tilfælde", "Tab ved\nfraflytning"),),
        body=tuple(rows),
        total=("Sum", None, _as_text(repaired), millions(losses)),
    )
    return (File(f"{source}/demo-driftsudgifter.xlsx", workbook((sheet,))),)


def _sum(figures: Figures, indicator: str) -> float:
    return sum(one.numerator for one in figures.of(indicator))


def _as_text(count: float | None) -> Cell:
    return None if count is None else f"{count:.0f}"


def _amount(amount: float | None) -> Cell:
    if amount is None:
        return None
    return millions(amount) if amount >= _ONE_MILLION else kroner(amount)


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-beboerhuse": _visits,
    "demo-personale": _staff,
    "demo-driftsudgifter": _running_costs,
}
