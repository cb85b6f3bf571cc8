"""Leaks planted in a published folder, one at a time: each tells, or lets a reader work out, a figure that is hidden.

Each function writes the folder with its leak and returns what the report must name: the place that gives it away (or,
for what is worked out, a place or sum that is used), and the figure in the reader's words.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pyarrow as pa
from openpyxl import Workbook
from pyarrow import parquet

from helpers.output import theme
from helpers.output.static_sheet import Sheet
from hiding_places import PLACES
from planted_loosely import SHAPES
from published_site import (
    CELLS,
    EARLIER,
    EVALUATION,
    Cell,
    as_csv,
    as_parquet,
    as_workbook,
    changed,
    page,
    publish,
    put,
    structure,
)  # fmt: skip

Leak = Callable[[Path], tuple[str, str]]
LEAKS: dict[str, Leak] = {}
"""From a name in a few words to the function that plants the leak."""
SENTENCE = "Deltagere i fritidsjob i Nordparken i 2021: 3 personer"
NORD_2021 = "Nordparken, Deltagere i fritidsjob, 2021"
NORD_HALF = "Nordparken, Deltagere i fritidsjob, 2022-07-01"
SHARE_2021 = "Nordparken, Unge uden job, 2021"
DOWNLOAD = f"data/filer/{EVALUATION}-tal.csv"
NORD_PAGE = "omraader/nord/slut/index.html"


def leak(name: str) -> Callable[[Leak], Leak]:
    def keep(plant: Leak) -> Leak:
        LEAKS[name] = plant
        return plant

    return keep


def _told(plant: Callable[[Path, str], str]) -> Leak:
    def planted(folder: Path) -> tuple[str, str]:
        publish(folder)
        return plant(folder, SENTENCE), NORD_2021

    return planted


LEAKS |= {f"told in {name}": _told(plant) for name, plant in PLACES.items()}


def _shaped(name: str, content: str) -> Leak:
    def planted(folder: Path) -> tuple[str, str]:
        publish(folder)
        written = page("nord", "2023", CELLS, content[1:]) if content.startswith("+") else content
        put(folder, name, written)
        return name, NORD_2021

    return planted


LEAKS |= {name: _shaped(*shape) for name, shape in SHAPES.items()}


def _shown(area: str, indicator: str, period: str, place: str, subject: str) -> Leak:
    """Return the leak of showing, everywhere, a figure that protects another one."""

    def planted(folder: Path) -> tuple[str, str]:
        publish(folder, cells := changed(area=area, indicator=indicator, period=period, hidden=False), cells)
        return place, subject

    return planted


LEAKS |= {
    "total minus neighbours": _shown("oest", "deltagere", "2021", "Byparkerne samlet er summen", NORD_2021),
    "the other part of an area": _shown(
        "syd-b", "deltagere", "2022", "Sydparken er summen", "Skolevænget, Deltagere i fritidsjob, 2022"
    ),
    "a year less its first half": _shown("nord", "deltagere", "1. halvår 2022", "perioder", NORD_HALF),
    "the same count in a linked table": _shown("nord", "kontrakter", "2021", "samme antal", NORD_2021),
    "a share's neighbours": _shown("oest", "uden-job", "2021", "Byparkerne samlet er summen", SHARE_2021),
}


def _sentence(text: str, subject: str, area: str = "nord", year: str = "2023") -> Leak:
    def planted(folder: Path) -> tuple[str, str]:
        publish(folder)
        word = {"2021": "baseline", "2022": "midtvejs", "2023": "slut"}[year]
        address = f"omraader/{area}/{word}/index.html"
        put(folder, address, page(area, year, CELLS, f"<p>{text}</p>"))
        return address, subject

    return planted


LEAKS |= {
    "baseline minus midway": _sentence(
        "Deltagere i fritidsjob i Nordparken er steget med 15 siden 2021.", NORD_2021, year="2022"
    ),
    "a fall told in words": _sentence(
        "Deltagere i fritidsjob i Nordparken faldt med 16 fra 2022 til 2023.",
        "Nordparken, Deltagere i fritidsjob, 2023",
    ),
    "a small number in letters": _sentence("Deltagere i fritidsjob i Nordparken i 2021: tre personer.", NORD_2021),
    "a share with its group": _sentence("Unge uden job i Nordparken i 2021: 9,8 % af 41 unge.", SHARE_2021),
    "n of m": _sentence("Unge uden job i Nordparken i 2021: 4 af 41 unge.", SHARE_2021),
}


def _rows(name: str, **columns: object) -> Leak:
    """Return the leak of a download with one line about the share of 2021, where everything else hides it."""

    def planted(folder: Path) -> tuple[str, str]:
        publish(folder)
        (cell,) = (one for one in CELLS if (one.area, one.indicator, one.period) == ("nord", "uden-job", "2021"))
        row = {**replace(cell, hidden=False).row(), "værdi": "", "tæller": "", "nævner": "", **columns}
        put(folder, name, ";".join(row) + "\n" + ";".join(map(str, row.values())) + "\n")
        return name, SHARE_2021

    return planted


LEAKS |= {
    "a share with many digits and its group": _rows("data/filer/andel.csv", værdi="9,756097561", nævner="41"),
    "a count in one file, hidden in another": _rows("data/filer/andel.csv", tæller="4"),
    "hidden, but with its count beside": _rows("data/filer/andel.csv", værdi="..", tæller="4", skjult="ja"),
}


@leak("an estimate that protects another")
def _(folder: Path) -> tuple[str, str]:
    """Show Østparken's figure as an estimate: the rest of the sum is then known as well as if it were counted."""
    publish(folder)
    (cell,) = (one for one in CELLS if (one.area, one.indicator, one.period) == ("oest", "deltagere", "2021"))
    row = replace(cell, hidden=False).row() | {"præcision": "omtrentlig"}
    put(folder, "data/filer/skoen.csv", ";".join(row) + "\n" + ";".join(map(str, row.values())) + "\n")
    return "Byparkerne samlet er summen", NORD_2021


@leak("a share and its group without the count")
def _(folder: Path) -> tuple[str, str]:
    """Take the count away wherever the share is shown: it is 4 all the same."""
    shown = changed(area="nord", indicator="uden-job", period="2021", hidden=False)
    publish(folder, shown, shown)
    for name in ("csv", "json", "parquet"):
        file = folder / f"data/filer/{EVALUATION}{'-tal' if name == 'csv' else ''}.{name}"
        if name == "parquet":
            file.unlink()
            continue
        text = file.read_text(encoding="utf-8")
        without = text.replace("9,756097561;%;præcis;4;41", "9,756097561;%;præcis;;41").replace('"tæller": 4, ', "")
        assert without != text
        file.write_text(without, encoding="utf-8")
    (folder / EARLIER / "data" / "filer" / f"{EVALUATION}-tal.csv").unlink()
    return DOWNLOAD, SHARE_2021


@leak("a share that gives a hidden count of another table")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    told = dict(structure())
    told["indikatorer"] = [
        *cast("list[object]", told["indikatorer"]),
        {"id": "kontraktandel", "navn": "Andel unge med kontrakt", "enhed": "procent", "skala": 100,
         "slags": "andel i register", "samme_antal_som": ["deltagere"], "tæller_personer": True},
    ]  # fmt: skip
    put(folder, "data/filer/struktur.json", json.dumps(told))
    row = Cell("nord", "uden-job", "2021", 3, 41).row() | {"indikator_id": "kontraktandel", "tæller": ""}
    put(folder, "data/filer/andel.csv", ";".join(row) + "\n" + ";".join(map(str, row.values())) + "\n")
    return "data/filer/andel.csv", NORD_2021


@leak("a rounding undone by a share")
def _(folder: Path) -> tuple[str, str]:
    """Show 10 of 120, both rounded, beside the share that 7 of 120 are."""
    publish(folder)
    told = dict(structure())
    told["beskyttelse"] = {"profil": "streng", "mindste_viste": 8, "mindste_spænd": 8, "afrunding": 5}
    put(folder, "data/filer/struktur.json", json.dumps(told))
    row = Cell("syd", "uden-job", "2022", 7, 120).row() | {"tæller": 10, "periode": "1. halvår 2022"}
    row |= {"periode_slut": "2022-06-30"}
    put(folder, "data/filer/andel.csv", ";".join(row) + "\n" + ";".join(map(str, row.values())) + "\n")
    return "data/filer/andel.csv", "Sydparken, Unge uden job, 2022-01-01 til 2022-06-30"


@leak("an earlier release that showed it")
def _(folder: Path) -> tuple[str, str]:
    publish(folder, CELLS, changed(area="nord", indicator="deltagere", period="2021", hidden=False))
    return f"{EARLIER}/data/filer/", NORD_2021


@leak("an earlier release that showed its neighbour")
def _(folder: Path) -> tuple[str, str]:
    publish(folder, CELLS, changed(area="oest", indicator="deltagere", period="2021", hidden=False))
    return f"{EARLIER}/data/filer/", NORD_2021


@leak("a total that was corrected since an earlier release")
def _(folder: Path) -> tuple[str, str]:
    before = changed(area="oest", indicator="deltagere", period="2021", hidden=False, count=10.0)
    before = tuple(replace(one, count=33.0) if one.area == "byen" and one.count == 35 else one for one in before)
    publish(folder, CELLS, before)
    return f"{EARLIER}/data/filer/", NORD_2021


@leak("an interactive figure's own number")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    shown = changed(area="nord", indicator="deltagere", period="2021", hidden=False)
    text = page("nord", "2023").replace("[null, 18.0, null]", "[3.0, 18.0, null]")
    assert text not in {page("nord", "2023"), page("nord", "2023", shown)}
    put(folder, NORD_PAGE, text)
    return f"{NORD_PAGE}, <script application/json>", NORD_2021


@leak("a number beside a point of a drawing")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>Deltagere i fritidsjob i Nordparken</title>'
        '<text x="10" y="90">0</text><text x="10" y="50">20</text><text x="50" y="99">2021</text>'
        '<text x="150" y="99">2022</text><text x="52" y="80">3</text><text x="152" y="54">18</text></svg>'
    )
    put(folder, "omraader/nord/slut/figurer/deltagere-nord.svg", drawn)
    return "omraader/nord/slut/figurer/deltagere-nord.svg, <text>", NORD_2021


@leak("a number beside a point of a drawing as Målbar writes it")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    sheet = Sheet(200, 100, "nord")
    for down, tick in ((90, "0"), (50, "20")):
        sheet.line(((20, down), (200, down)), theme.LINE)
        sheet.text(12, down, tick, colour=theme.MUTED, align="right")
    for across, year, value, level in ((50, "2021", "3", 80), (150, "2022", "18", 54)):
        sheet.text(across, 97, year, colour=theme.MUTED, align="center")
        sheet.mark(across, level, theme.THIS_AREA, hollow=True)
        sheet.text(across, level - 15, value, colour=theme.THIS_AREA, align="center", bold=True, covered=True)
    sheet.box(0, 0, 200, 20, theme.WASH, hatched=True)
    put(folder, "omraader/nord/slut/figurer/deltagere-nord.svg", sheet.svg("Deltagere i fritidsjob i Nordparken"))
    return "omraader/nord/slut/figurer/deltagere-nord.svg, <text>", NORD_2021


@leak("the name of a file")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    put(folder, "figurer/nord-deltagere-2021_3.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    return "figurer/nord-deltagere-2021_3.svg, filnavn", NORD_2021


@leak("the name of a file in a ZIP")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("Nordparken/Deltagere i fritidsjob 2021: 3.txt", "Intet")
    put(folder, "data/alt.zip", sink.getvalue())
    return "data/alt.zip!Nordparken", NORD_2021


@leak("a download inside a ZIP")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("tal.csv", as_csv(changed(area="nord", indicator="deltagere", period="2021", hidden=False)))
    put(folder, "data/alt.zip", sink.getvalue())
    return "data/alt.zip!tal.csv", NORD_2021


@leak("a row of Parquet")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    shown = as_parquet(changed(area="nord", indicator="deltagere", period="2021", hidden=False))
    put(folder, "data/filer/omraader.parquet", shown)
    return "data/filer/omraader.parquet, række 1", NORD_2021


@leak("the statistics of Parquet")
def _(folder: Path) -> tuple[str, str]:
    """Put the footer of a file with the true figures behind the pages of one where they are masked."""
    publish(folder)
    line = [
        one for one in CELLS if (one.area, one.indicator) == ("nord", "deltagere") and one.period in {"2021", "2022"}
    ]

    def written(count: float) -> bytes:
        rows = [{**replace(one, hidden=False).row(), "tæller": one.count, "skjult": "nej"} for one in line]
        rows[0] |= {"tæller": count, "værdi": None, "skjult": "ja"}
        table = pa.Table.from_pylist([{key: value for key, value in row.items() if key != "nævner"} for row in rows])
        sink = io.BytesIO()
        parquet.write_table(table, sink, compression="none", use_dictionary=False)
        return sink.getvalue()

    true, masked = written(3.0), written(float("nan"))
    start = len(true) - 8 - int.from_bytes(true[-8:-4], "little")
    assert len(true) == len(masked)
    put(folder, "data/filer/omraader.parquet", masked[:start] + true[start:])
    return "data/filer/omraader.parquet, rækkegruppe 1, statistik for kolonnen tæller (mindste)", NORD_2021


def _book(edit: Callable[[Workbook], None], place: str) -> Leak:
    def planted(folder: Path) -> tuple[str, str]:
        publish(folder)
        put(folder, f"data/filer/{EVALUATION}.xlsx", as_workbook(CELLS, edit))
        return f"data/filer/{EVALUATION}.xlsx{place}", NORD_2021

    return planted


def _hidden_table(book: Workbook) -> None:
    sheet = book.create_sheet("rådata")
    for line in book.worksheets[0].iter_rows(max_row=2, values_only=True):
        sheet.append([3 if value == ".." else "nej" if value == "ja" else value for value in line])
    sheet.sheet_state = "hidden"


def _painted_over(book: Workbook) -> None:
    """Let a cell hold 3 and show `..`."""
    sheet = book.worksheets[0]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "værdi")
    sheet.cell(2, column).value = 3
    sheet.cell(2, column).number_format = '".."'


LEAKS |= {
    "a hidden sheet with the table": _book(_hidden_table, ", ark rådata"),
    "a number behind ..": _book(_painted_over, ", ark tal, række 2"),
}


@leak("a value last computed behind a formula that shows ..")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_workbook(CELLS))) as book, zipfile.ZipFile(sink, "w") as written:
        for name in book.namelist():
            part = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                masked = re.sub(
                    rb'<c r="J2"[^>]*>.*?</c>', b'<c r="J2"><f>IF(1,"..","")</f><v>3</v></c>', part, count=1
                )
                assert masked != part
                part = masked
            written.writestr(name, part)
    put(folder, f"data/filer/{EVALUATION}.xlsx", sink.getvalue())
    return f"data/filer/{EVALUATION}.xlsx, ark tal, række 2", NORD_2021


@leak("a picture of the figures as JSON in a notebook's output")
def _(folder: Path) -> tuple[str, str]:
    publish(folder)
    figure = {"data": [{"name": "Nordparken", "x": ["2021"], "y": [3]}], "layout": {"title": "Deltagere i fritidsjob"}}
    output = {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.plotly.v1+json": figure}}
    cell = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}
    put(folder, "notebooks/nord.ipynb", json.dumps({"nbformat": 4, "metadata": {}, "cells": [cell]}))
    return "notebooks/nord.ipynb, celle 1, resultat 1", NORD_2021
