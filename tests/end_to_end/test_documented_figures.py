"""The figures that the documents print stand on the site, each beside what it is held against and its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import Tag

from projects import pages, words

TOGETHER = "tr, li.tile, p, figcaption"
"""What a reader takes in at one glance."""


@dataclass(frozen=True)
class Stated:
    """What must be read in one row, tile or sentence of a page."""

    page: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page.removesuffix('/index.html')}: {' | '.join(self.parts)}"


MOTALAVEJ = "omraader/motalavej/baseline/index.html"
RINGPARKEN = "omraader/ringparken-schackenborgvaenge/baseline/index.html"
NOERREMARKEN = "omraader/noerremarken/baseline/index.html"
SLAGELSE = "helhedsplaner/slagelse-2017/baseline/index.html"
VEJLE = "helhedsplaner/bolivvejle-2013/baseline/index.html"
TJANSEN = "aktiviteter/tjansen-vejledning/baseline/index.html"
SUB = "Særligt udsatte boligområder under ét"

STATED = [
    Stated(MOTALAVEJ, ("Motalavej", "58,3 %", "2016", "dokument S1, side 6")),
    Stated(RINGPARKEN, ("Ringparken", "72 %", "2016", "dokument S1, side 6")),
    *(
        Stated(page, (name, value, "2016", "dokument S1, side 6"))
        for page in (MOTALAVEJ, RINGPARKEN, SLAGELSE)
        for name, value in ((SUB, "72,4 %"), ("Danmark", "89,1 %"))
    ),
    Stated(MOTALAVEJ, ("58,3 %", "over 72,4 %")),
    Stated(RINGPARKEN, ("72 %", "over 72,4 %")),
    *(Stated(page, ("30,65", "højst 20", "dokument S1, side 16")) for page in (SLAGELSE, MOTALAVEJ, RINGPARKEN)),
    Stated(VEJLE, ("137 boliger", "1. december 2012", "dokument S2, side 6")),
    Stated(VEJLE, ("1,29 %", "1. december 2012", "dokument S2, side 6")),
    Stated(VEJLE, ("5.369 personer", "1. november 2012", "dokument S2, side 6")),
    Stated(VEJLE, ("Udsættelser", "98", "2011", "dokument S2, side 6")),
    *(
        Stated(page, ("Finlandsparken", value, period, "dokument S2, side 6"))
        for page in (VEJLE, NOERREMARKEN)
        for value, period in (("71,7 %", "1. januar 2012"), ("42,2 %", "2008-2011"), ("231", "2008-2011"))
    ),
    *(
        Stated(VEJLE, ("Grænseværdi i listens kriterier", value, "oktober 2012", "dokument S2, side 6"))
        for value in ("50 %", "40 %", "270")
    ),
    *(
        Stated(page, ("51,11 %", "mindst 75 %", "november 2012", "dokument S2, side 14"))
        for page in (TJANSEN, VEJLE, "omraader/loeget/baseline/index.html", NOERREMARKEN)
    ),
]


def holds(element: Tag, part: str) -> bool:
    """Tell whether an element says `part`; a number counts only if it is the whole number."""
    return re.search(rf"(?<![\w.,]){re.escape(part)}(?!\w|[.,]\d)", words(element)) is not None


def saying(built: Path, stated: Stated) -> list[Tag]:
    found = pages(built)[stated.page].select(f"main :is({TOGETHER})")
    return [element for element in found if all(holds(element, part) for part in stated.parts)]


@pytest.mark.parametrize("stated", STATED, ids=str)
def test_a_printed_figure_stands_beside_its_source(built: Path, stated: Stated) -> None:
    assert saying(built, stated)


@pytest.mark.parametrize("stated", [found for found in STATED if len(found.parts) > 2], ids=str)
def test_a_printed_figure_is_never_called_invented(built: Path, stated: Stated) -> None:
    value = next(part for part in stated.parts if part[0].isdigit())
    for row in saying(built, stated):
        shown = [cell for cell in row.select("td, .tile-value, .value") if holds(cell, value)]
        assert [words(cell) for cell in shown if cell.select("[data-origin=synthetic]")] == []


def test_a_number_is_not_found_inside_another() -> None:
    from bs4 import BeautifulSoup

    row = BeautifulSoup("<p>1.298 og 98,5 og 198</p>", "lxml")
    assert isinstance(row.p, Tag)
    assert not holds(row.p, "98")
    assert holds(row.p, "198")
