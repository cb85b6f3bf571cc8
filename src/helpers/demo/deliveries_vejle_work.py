"""What job centre, secretariat and Tjansen's hour records in Vejle look like."""

from __future__ import annotations

from collections.abc import Callable

from helpers.demo.delimited import semicolons, separated
from helpers.demo.excel import workbook
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.numerals import kroner, millions
from helpers.demo.sheets import Sheet
from helpers.demo.statistical import parquet

NAMES = {"vejle-kommune": "Vejle", "loeget-og-noerremarken": "Løget/Nørremarken"}
_JOB_CENTRE = {
    "foertidspensionister-selvforsoergende": "Førtidspensionister i job",
    "kvinder-i-beskaeftigelse": "Kvinder i målgruppen kommet i arbejde",
    "virksomhedskontakter": "Kontaktede virksomheder",
    "virksomhedscenter-praktikpladser": "Praktikpladser i virksomhedscentret",
}
_PROJECTS = {"samarbejdstiltag": "Nye samarbejdstiltag", "effektmaal-opstillet": "Indsatser med effektmål"}


def _job_centre(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Jobcenter",
        above=("Udtræk fra jobcentret",),
        header=(("Område", "Nøgletal", "Periode", "Antal"),),
        body=tuple(
            (NAMES[one.area], _JOB_CENTRE[one.indicator], one.period.written, one.numerator) for one in figures.drawn
        ),
    )
    return (File(f"{source}/demo-jobcenter.tsv", separated(sheet, "windows-1252", "\t")),)


def _projects(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Projekter",
        header=(("Område", "Registrering", "Periode", "Antal", "Ud af"),),
        body=tuple(
            (NAMES[one.area], _PROJECTS[one.indicator], one.period.written, one.numerator, one.denominator)
            for one in figures.drawn
        ),
        below=("Kvartalerne er dem, hvor tiltaget begyndte.",),
    )
    return (File(f"{source}/demo-projektudvikling.csv", semicolons(sheet, "utf-8")),)


def _hours(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Timer",
        header=(("omraade", "kvartal", "timer_i_alt", "timer_vejledning"),),
        body=tuple((NAMES[one.area], one.period.written, one.denominator, one.numerator) for one in figures.drawn),
    )
    return (File(f"{source}/demo-tjansen-timer.parquet", parquet(sheet)),)


def _accounts(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Regnskab",
        above=("Forbrug siden planens start",),
        header=(("Opgjort", "Mål", "Forbrug i alt"),),
        body=tuple((one.period.written, one.breakdown, _amount(one.numerator)) for one in figures.drawn),
    )
    return (File(f"{source}/demo-regnskab.xlsx", workbook((sheet,))),)


def _amount(amount: float) -> str:
    """Return an amount as the bookkeeper writes it: in millions where that is exact."""
    return millions(amount) if amount >= 1_000_000 and amount % 100_000 == 0 else kroner(amount)


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {
    "demo-jobcenter": _job_centre,
    "demo-projektudvikling": _projects,
    "demo-tjansen-timer": _hours,
    "demo-regnskab": _accounts,
}
