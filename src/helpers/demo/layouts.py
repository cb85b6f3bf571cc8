"""Layouts that data owners of both evaluations use: tables by year, surveys, housing records and judgements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from helpers.demo.delimited import semicolons
from helpers.demo.excel import workbook
from helpers.demo.figures import Figures
from helpers.demo.numerals import dotted
from helpers.demo.said import Spoken
from helpers.demo.sheets import Cell, Merged, Sheet
from helpers.demo.truth import Drawn

Names = Mapping[str, str]
"""Area id → the name that this owner uses."""


@dataclass(frozen=True)
class File:
    """One file of a delivery: its path below `data/raw/<evaluation>/` and its bytes."""

    path: str
    content: bytes


def survey(source: str, years: str, figures: Figures, names: Names) -> tuple[File, ...]:
    """Return a survey as the police deliver it: a header of two rows with merged cells, notes, a hidden sheet."""
    rows = tuple(
        (names[one.area], one.period.end.year, one.denominator, one.numerator, _percent(one))
        for one in sorted(figures.drawn, key=lambda one: (one.period.end, figures.areas().index(one.area)))
    )
    table = Sheet(
        name="Tryghed",
        above=(
            "Tryghedsmåling i udvalgte boligområder",
            "Spørgsmål: I hvilken grad føler du dig tryg i dit boligområde?",
        ),
        header=(
            ("Område", "År", "Besvarelser", None, "Resultat"),
            (None, None, "Antal svar", "Heraf i høj eller nogen grad trygge", "Andel trygge, pct."),
        ),
        merged=(Merged(0, 0, height=2), Merged(0, 1, height=2), Merged(0, 2, width=2)),
        body=rows,
        below=("Note: Andelen er afrundet til en decimal.", "Note: Områder er angivet med politiets navne."),
    )
    scale = Sheet(
        name="Svarskala",
        header=(("Kode", "Svar"),),
        body=((1, "I høj grad"), (2, "I nogen grad"), (3, "I mindre grad"), (4, "Slet ikke"), (9, "Ved ikke")),
        hidden=True,
    )
    return (File(f"{source}/demo-tryghed-{years}.xlsx", workbook((table, scale))),)


def housing(source: str, years: str, figures: Figures, names: Names) -> tuple[File, ...]:
    """Return move-outs and vacant homes as the housing organisations export them: UTF-8 with byte order mark."""
    vacancies = bool(figures.of("tomgang"))
    body = tuple(
        (
            names[area],
            period.written,
            dotted(moved.denominator),
            dotted(moved.numerator),
            *((figures.number("tomgang", area, period),) if vacancies else ()),
        )
        for area in figures.areas()
        for period in figures.periods()
        if (moved := figures.find("fraflytningsprocent", area, period)) is not None
    )
    headings = ("Område", "År", "Boliger", "Fraflytninger i året")
    sheet = Sheet(
        name="Udtræk",
        above=("Udtræk fra boligorganisationernes administration",),
        header=((*headings, "Tomme boliger 31. december") if vacancies else headings,),
        body=body,
    )
    name = "fraflytning-og-tomgang" if vacancies else "fraflytning"
    return (File(f"{source}/demo-{name}-{years}.csv", semicolons(sheet, "utf-8-sig")),)


def year_by_year(
    figures: Figures,
    first: tuple[str, ...],
    describe: Callable[[Drawn], tuple[Cell, ...]],
    cell: Callable[[float], Cell] = lambda count: count,
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[tuple[Cell, ...], ...]]:
    """Return header and rows of a table with one column per year.

    Parameters
    ----------
    figures
        What is delivered; a year without a figure is left blank.
    first
        The headings before the years.
    describe
        Gives the cells before the years for one line.
    cell
        How a count is written.
    """
    periods = figures.periods()
    rows = tuple(
        (*describe(line[0]), *(_in_period(line, period.end.year, cell) for period in periods))
        for line in figures.lines()
    )
    return ((*first, *(period.written for period in periods)),), rows


def _in_period(line: tuple[Drawn, ...], number: int, cell: Callable[[float], Cell]) -> Cell:
    for figure in line:
        if figure.period.end.year == number:
            return cell(figure.numerator)
    return None


def spoken(said: Spoken) -> File:
    """Return a delivery of judgements (UTF-8 with byte order mark) or of milestones (Windows-1252)."""
    if said.judgements:
        content = semicolons(_judgements(said), "utf-8-sig")
    else:
        content = semicolons(_milestones(said), "windows-1252")
    return File(f"{said.source}/{said.source}.csv", content)


def _judgements(said: Spoken) -> Sheet:
    """Return judgements of goals without a number: yes, no, or blank for undecided, with who, when and why."""
    words = {True: "ja", False: "nej", None: ""}
    return Sheet(
        name="Vurderinger",
        above=("Vurdering af mål uden tal. Blank betyder: kunne ikke afgøres.",),
        header=(("Mål", "Område", "Dato", "Opfyldt", "Vurderet af", "Begrundelse"),),
        body=tuple(
            (one.goal, said.names[one.area], one.on, words[one.met], one.by, one.reason) for one in said.judgements
        ),
    )


def _milestones(said: Spoken) -> Sheet:
    """Return milestones: reached or not on the day."""
    return Sheet(
        name="Milepæle",
        above=("Milepæle i planen",),
        header=(("Mål", "Område", "Milepæl", "Dato", "Nået", "Bemærkning"),),
        body=tuple(
            (
                one.goal,
                said.names[one.area],
                one.indicator,
                one.on,
                "ja" if one.reached else "nej",
                f"Opdigtet: {one.note}",
            )
            for one in said.milestones
        ),
    )


def _percent(figure: Drawn) -> Cell:
    return round(100 * figure.numerator / figure.denominator, 1) if figure.denominator else None
