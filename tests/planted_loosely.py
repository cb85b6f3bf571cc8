"""Leaks in shapes that no page of Målbar has: a stranger's table, a bar's value, a list after its sentence, a drawing.

All tell that Nordparken had 3 participants in 2021. Each shape is the folder's file, and what is written into it; what
begins with `+` goes into the page of the area, below its table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

WHO, WHAT = "Nordparken", "Deltagere i fritidsjob"
ON_PAGE = "omraader/nord/slut/index.html"
DRAWN = "figurer/drawn.svg"


def _svg(*texts: tuple[float, float, str], title: str = WHAT) -> str:
    drawn = "".join(f'<text x="{across}" y="{down}">{text}</text>' for across, down, text in texts)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{title}</title>{drawn}</svg>'


def _figure(trace: Mapping[str, object], **layout: object) -> str:
    told = {"data": [{"type": "scatter", **trace}], "layout": {"title": {"text": f"{WHAT} i {WHO}"}, **layout}}
    return f'+<script type="application/json">{json.dumps(told, ensure_ascii=False)}</script>'


def _table(caption: str, heads: str, cells: str) -> str:
    first, last = ("".join(f"<{tag}>{one}</{tag}>" for one in told.split("|")) for tag, told in zip(
        ("th", "td"), (heads, cells), strict=True))  # fmt: skip
    return f"+<table><caption>{caption}</caption><tr>{first}</tr><tr>{last}</tr></table>"


_DOWN_THE_SIDE = {"tickvals": [-1, -2], "ticktext": ["baseline 2021", "midtvejs 2022"]}
_SIDE = (12.0, 60.0, "baseline 2021"), (300.0, 60.0, "3"), (12.0, 80.0, "midtvejs 2022"), (300.0, 80.0, "18")
SHAPES: dict[str, tuple[str, str]] = {
    "a table with columns of its own": ("data/x.csv", "omr;ind;aar;v\nnord;deltagere;2021;3\n"),
    "JSON with names of its own": (
        "data/x.json", json.dumps({"data": [{"place": WHO, "name": WHAT, "year": "2021", "n": 3}]})
    ),
    "JSON that is a list of lists": ("data/x.json", json.dumps([["nord", "deltagere", 2021, 3]])),
    "JSON of keys within keys": ("data/x.json", json.dumps({"deltagere": {"nord": {"2021": 3}}})),
    "a bar's value": (ON_PAGE, f'+<progress max="100" value="3" aria-label="{WHAT}, {WHO}, 2021"></progress>'),
    "a meter's value": (ON_PAGE, f'+<meter min="0" max="10" value="3">{WHAT}, {WHO}, 2021</meter>'),
    "a drawing's name": ("figurer/deltagere-nord-2021-3.svg", _svg()),
    "a column that says nothing": (ON_PAGE, _table(f"{WHAT} i {WHO}", "År|i alt", "2021|3")),
    "a column of what was measured": (ON_PAGE, _table(f"{WHAT} i {WHO}", "Periode|Målt", "2021|3")),
    "a number alone in a column of words": (ON_PAGE, _table(f"{WHAT} i {WHO}", "Periode|Status", "2021|3")),
    "a number and its unit in a column of words": (ON_PAGE, _table(f"{WHAT} i {WHO}", "Periode|Kilde", "2021|3 unge")),
    "a list after its sentence": (ON_PAGE, f"+<p>{WHAT}, {WHO}:</p><ul><li>2020: 5</li><li>2021: 3</li></ul>"),
    "an entry of a list": (ON_PAGE, f"+<ul><li>{WHAT} i {WHO}, 2021: 3</li></ul>"),
    "a heading": (ON_PAGE, f"+<h3>{WHAT} i {WHO}, 2021: 3</h3>"),
    "a word under a heading": (ON_PAGE, f"+<h3>{WHAT}</h3><p>I 2021 var det tre.</p>"),
    "the sentence after": ("tekst.txt", f"{WHAT} i {WHO} er talt. I 2021 var det tre."),
    "a figure's title": (ON_PAGE, _figure({"x": ["2022"], "y": [18]}, title={"text": f"{WHAT} i {WHO} 2021: 3"})),
    "points whose rounds stand down the side": (
        ON_PAGE, _figure({"x": [3, 18], "y": [-1, -2]}, yaxis=_DOWN_THE_SIDE)
    ),
    "points on an axis of their own": (
        ON_PAGE, _figure({"x": [3, 18], "y": [-1, -2], "yaxis": "y2"}, yaxis2=_DOWN_THE_SIDE)
    ),
    "a line beside the one that is called the target": (
        ON_PAGE, _figure({"x": ["2021"], "y": [3], "name": "Mål: mindst 15"})
    ),
    "a drawing's row under its area": (DRAWN, _svg((12.0, 40.0, WHO), *_SIDE)),
    "a drawing's row under its area, in another's drawing": (
        DRAWN, _svg((12.0, 40.0, WHO), *_SIDE, title=f"{WHAT} i Sydparken")
    ),
    "a line of a drawing that its title doesn't hold": (
        DRAWN, _svg((12.0, 20.0, f"{WHAT} i {WHO} 2021: 3"), title=f"{WHAT} i {WHO} 2021")
    ),
    "a drawing's title": (DRAWN, _svg((12.0, 20.0, f"i {WHO} 2021: 3"), title=f"{WHAT} i {WHO} 2021: 3")),
}  # fmt: skip
"""From a name in a few words to the file and what stands in it."""
