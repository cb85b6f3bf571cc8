"""A small published folder, as `maalbar build` leaves one, whose hidden figures the test knows.

Three areas (one of them made of two), their sum, three rounds, four indicators and an earlier release. What is hidden
is hidden well: nothing of it can be worked out until a test plants a leak. All of it is made up.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pyarrow as pa
from openpyxl import Workbook
from pyarrow import parquet

EVALUATION = "demo-2021"
AREAS = {"nord": "Nordparken", "syd": "Sydparken", "oest": "Østparken", "byen": "Byparkerne samlet",
         "syd-a": "Skolevænget", "syd-b": "Kirkevænget"}  # fmt: skip
INDICATORS = {"deltagere": "Deltagere i fritidsjob", "uden-job": "Unge uden job", "kontrakter": "Unge med kontrakt",
              "hold": "Deltagere på hold"}  # fmt: skip
UNITS = {"deltagere": "personer", "uden-job": "%", "kontrakter": "personer", "hold": "personer"}
ROUNDS = {"2021": "baseline", "2022": "midtvejs", "2023": "slut"}
PERIODS = {
    **{year: (f"{year}-01-01", f"{year}-12-31") for year in ROUNDS},
    "1. halvår 2022": ("2022-01-01", "2022-06-30"),
    "2. halvår 2022": ("2022-07-01", "2022-12-31"),
}
WITH_PAGES = ("nord", "syd")
"""Areas that have pages; two are enough, and quickly read."""
EARLIER = f"runder/{EVALUATION}-baseline-v1"
HIDING = "skjult af hensyn til diskretion"


@dataclass(frozen=True)
class Cell:
    """One figure, with what stands behind it."""

    area: str
    indicator: str
    period: str
    count: float
    group: float | None = None
    hidden: bool = False

    @property
    def value(self) -> float:
        """What a page shows: the count, or the share in percent."""
        return self.count if self.group is None else 100 * self.count / self.group

    def row(self) -> dict[str, str | float]:
        """Return the line of the downloads."""
        first, last = PERIODS[self.period]
        known: dict[str, str | float] = {
            "evaluering": EVALUATION, "område_id": self.area, "område": AREAS[self.area],
            "indikator_id": self.indicator, "indikator": INDICATORS[self.indicator],
            "måling": ROUNDS.get(self.period, ""), "periode": self.period, "periode_start": first,
            "periode_slut": last, "værdi": self.value, "enhed": UNITS[self.indicator], "præcision": "præcis",
            "tæller": self.count, "nævner": "" if self.group is None else self.group,
            "oprindelse": "opdigtet demonstrationstal", "skjult": "nej",
        }  # fmt: skip
        return {**known, "værdi": "..", "tæller": "..", "nævner": "..", "skjult": "ja"} if self.hidden else known

    def shown(self) -> str:
        """Return what a page shows, in Danish."""
        if self.hidden:
            return f".. ({HIDING})"
        return f"{self.value:.1f} % af {self.group:g}".replace(".", ",") if self.group else f"{self.value:g} personer"


def _years(area: str, indicator: str, *figures: tuple[float, float | None, bool]) -> list[Cell]:
    return [Cell(area, indicator, year, *figure) for year, figure in zip(ROUNDS, figures, strict=False)]


def _counts(area: str, indicator: str, *written: str) -> list[Cell]:
    """Return counts by year; a star behind a number hides it."""
    return _years(area, indicator, *((float(one.strip("*")), None, one.endswith("*")) for one in written))


CELLS: tuple[Cell, ...] = (
    *_counts("nord", "deltagere", "3*", "18", "2*"),
    *_counts("syd", "deltagere", "20", "22", "25"),
    *_counts("oest", "deltagere", "12*", "14", "11*"),
    *_counts("byen", "deltagere", "35", "54", "38"),
    *_counts("syd-a", "deltagere", "8", "4*", "9"),
    *_counts("syd-b", "deltagere", "12", "18*", "16"),
    Cell("nord", "deltagere", "1. halvår 2022", 14, hidden=True),
    Cell("nord", "deltagere", "2. halvår 2022", 4, hidden=True),
    *_years("nord", "uden-job", (4, 41, True), (12, 44, False), (9, 40, False)),
    *_years("syd", "uden-job", (30, 120, False), (28, 118, False), (31, 121, False)),
    *_years("oest", "uden-job", (22, 80, True), (20, 82, False), (19, 79, False)),
    *_years("byen", "uden-job", (56, 241, False), (60, 244, False), (59, 240, False)),
    *_counts("nord", "kontrakter", "3*"),
    *_counts("syd", "kontrakter", "20"),
    *_counts("nord", "hold", "3*", "16", "21"),
    *_counts("syd", "hold", "24", "2*", "19"),
)
"""Every figure, true; those with `hidden` stand nowhere in the folder."""


def changed(*, area: str, indicator: str, period: str, **to: object) -> tuple[Cell, ...]:
    """Return all figures with one of them changed."""
    wanted = (area, indicator, period)
    found = tuple(
        replace(cell, **to) if (cell.area, cell.indicator, cell.period) == wanted else cell  # pyright: ignore
        for cell in CELLS
    )
    assert found != CELLS, wanted
    return found


def structure() -> Mapping[str, object]:
    """Return `struktur.json` as the site publishes it."""
    counted: dict[str, Mapping[str, object]] = {
        "deltagere": {"slags": "optælling", "tæller": "deltagere i fritidsjob", "år": "sum"},
        "uden-job": {"slags": "andel i register", "skala": 100, "tæller": "unge uden job", "nævner": "unge"},
        "kontrakter": {"slags": "optælling", "tæller": "unge med kontrakt", "samme_antal_som": ["deltagere"]},
        "hold": {"slags": "optælling", "tæller": "deltagere på hold"},
    }
    kinds = {"byen": {"type": "områder under ét", "medlemmer": ["nord", "syd", "oest"]},
             "syd": {"type": "områder under ét", "medlemmer": ["syd-a", "syd-b"]}}  # fmt: skip
    return {
        "format": "maalbar-struktur 1",
        "beskyttelse": {"profil": "dst", "mindste_viste": 5, "mindste_spænd": 5, "afrunding": None},
        "områder": [{"id": id_, "navn": name, "type": "område", **kinds.get(id_, {})} for id_, name in AREAS.items()],
        "områdeændringer": [],
        "indikatorer": [
            {"id": id_, "version": 1, "navn": name, "kort": name, "enhed": UNITS[id_].replace("%", "procent"),
             "år": "seneste",
             "summeres": True, "tæller_personer": True, **counted[id_]}
            for id_, name in INDICATORS.items()
        ],
        "evalueringer": [
            {"id": EVALUATION, "navn": "Demoplanen", "runder": [
                {"id": word, "måling": word, "navn": f"{word} {year}", "fra": PERIODS[year][0], "til": PERIODS[year][1]}
                for year, word in ROUNDS.items()
            ]}
        ],
    }  # fmt: skip


def as_csv(cells: Iterable[Cell]) -> bytes:
    """Return the download of figures."""
    rows = [cell.row() for cell in cells]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: f"{value:.10g}".replace(".", ",") if isinstance(value, float) else value
                      for key, value in row.items()} for row in rows)  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def as_parquet(cells: Iterable[Cell]) -> bytes:
    """Return the figures as Parquet: what is hidden is empty, and marked."""
    rows = [{key: None if value in {"..", ""} else value for key, value in cell.row().items()} for cell in cells]
    sink = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), sink, compression="none", use_dictionary=False)
    return sink.getvalue()


def as_workbook(cells: Iterable[Cell], edit: Callable[[Workbook], None] = lambda _: None) -> bytes:
    """Return the figures as a workbook that a test may change before it is saved."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "tal"
    rows = [cell.row() for cell in cells]
    for line in [list(rows[0]), *(list(row.values()) for row in rows)]:
        sheet.append(line)
    edit(book)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def figure(area: str, indicator: str, cells: Iterable[Cell] = CELLS) -> dict[str, object]:
    """Return the data of an interactive figure, as plotly takes it: nothing stands where a figure is hidden."""
    line = [one for one in cells if (one.area, one.indicator) == (area, indicator) and one.period in ROUNDS]
    return {
        "data": [{
            "type": "scatter", "name": AREAS[area], "x": [float(one.period) + 0.5 for one in line],
            "y": [None if one.hidden else one.value for one in line],
            "hovertext": [f"{AREAS[area]}<br>{one.period}: {one.shown()}" for one in line], "hoverinfo": "text",
        }],
        "layout": {
            "title": {"text": f"<b>{INDICATORS[indicator]} i {AREAS[area]}</b><br>Opdigtede tal"},
            "xaxis": {"tickvals": [float(one.period) + 0.5 for one in line], "ticktext": [one.period for one in line]},
        },
    }  # fmt: skip


def drawing(area: str, indicator: str, cells: Iterable[Cell] = CELLS) -> str:
    """Return the figure as SVG."""
    line = [one for one in cells if (one.area, one.indicator) == (area, indicator) and one.period in ROUNDS]
    told = "; ".join(f"{one.period}: {one.shown()}" for one in line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 720 480"><title>{INDICATORS[indicator]} i '
        f"{AREAS[area]}</title><desc>{told}</desc><text x='10' y='20'>0</text><text x='10' y='10'>20</text></svg>"
    )


def page(area: str, year: str, cells: Iterable[Cell] = CELLS, extra: str = "", head: str = "") -> str:
    """Return the page of an area and round; `extra` stands below the table."""
    title = f"{AREAS[area]}: {ROUNDS[year]} {year}"
    of_area = [one for one in cells if one.area == area and one.period in ROUNDS]
    lines = "".join(
        f'<tr><th scope="row">{INDICATORS[one.indicator]}</th><td>{AREAS[area]}</td><td>{ROUNDS[one.period]} '
        f"{one.period}</td><td>{escape(one.shown())}</td></tr>"
        for one in of_area
    )
    drawn = "".join(
        f'<h3>{INDICATORS[indicator]}</h3><figure><img src="figurer/{indicator}-{area}.svg" alt="Linjediagram af '
        f'{INDICATORS[indicator]} i {AREAS[area]}"><script type="application/json" class="figure-data">'
        f"{json.dumps(figure(area, indicator, of_area), ensure_ascii=False)}</script></figure>"
        for indicator in dict.fromkeys(one.indicator for one in of_area)
    )
    return (
        f'<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>{title} – Målbar</title>{head}</head><body>'
        f'<main><h1 class="title">{title}</h1><h2>Hvor tallene står</h2><table><caption>Tal for {AREAS[area]}</caption>'
        '<thead><tr><th scope="col">Tal</th><th scope="col">Område</th><th scope="col">Måling</th>'
        f'<th scope="col">Værdi</th></tr></thead><tbody>{lines}</tbody></table>{extra}<h2>Udvikling</h2>{drawn}'
        "<p>Kilde: dokument S1, side 3 og 20-26. Tallene er opdigtede.</p></main></body></html>"
    )


def publish(folder: Path, cells: tuple[Cell, ...] = CELLS, earlier: tuple[Cell, ...] = CELLS) -> Path:
    """Write the folder: today's site with some figures, and the release of the baseline as it stood then."""
    files: dict[str, str | bytes] = {
        "data/filer/struktur.json": json.dumps(structure(), ensure_ascii=False),
        f"data/filer/{EVALUATION}-tal.csv": as_csv(cells),
        f"data/filer/{EVALUATION}.json": json.dumps({"tal": [cell.row() for cell in cells]}, ensure_ascii=False),
        f"data/filer/{EVALUATION}.parquet": as_parquet(cells),
        "assets/maalbar.js": "document.title = 'Målbar 2021';\n",
        "assets/maalbar.css": "body { color: #1b2530 } /* udgave 3 af 2023 */\n",
        "sitemap.xml": "<urlset><url><loc>https://eksempel.invalid/omraader/nord/slut/</loc></url></urlset>",
        f"{EARLIER}/data/filer/{EVALUATION}-tal.csv": as_csv(one for one in earlier if one.period == "2021"),
    }
    index: list[dict[str, str]] = []
    for area in WITH_PAGES:
        for year, word in ROUNDS.items():
            address = f"omraader/{area}/{word}/index.html"
            files[address] = page(area, year, cells)
            told = ". ".join(f"{INDICATORS[one.indicator]} {one.period}: {one.shown()}" for one in cells
                             if one.area == area and one.period == year)  # fmt: skip
            index.append({"address": address, "title": f"{AREAS[area]}: {word} {year}", "lang": "da", "text": told})
        for indicator in dict.fromkeys(one.indicator for one in cells if one.area == area):
            files[f"omraader/{area}/slut/figurer/{indicator}-{area}.svg"] = drawing(area, indicator, cells)
    files["soegeindeks.json"] = json.dumps(index, ensure_ascii=False)
    files["soegeindeks.js"] = f"window.maalbarIndex = {files['soegeindeks.json']};\n"
    for name, content in files.items():
        put(folder, name, content)
    return folder


def put(folder: Path, name: str, content: str | bytes) -> None:
    """Write a file of the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
