"""Drawings as Målbar writes them, and as it wrote them by matplotlib, are read alike: published sites hold both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest

from helpers.audit.reading.svg import read_svg
from helpers.audit.statements import Loose
from helpers.output import theme
from helpers.output.figures import target_path
from helpers.output.static_sheet import Sheet
from unit.output.figure_cases import PLAN, REGISTRY, hide, released, series

Text = tuple[float, float, str, Literal["left", "center", "right"]]
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
TITLE = "Motalavej: flere er med"
CHART: tuple[Text, ...] = (
    (16, 20, "Motalavej: flere er med", "left"),
    (40, 300, "0", "right"), (40, 200, "10", "right"), (40, 100, "20", "right"),
    (100, 320, "2020", "center"), (200, 320, "2021", "center"),
    (100, 270, "15", "center"), (12, 345, "n =", "left"), (200, 345, "29", "center"),
)  # fmt: skip
ROWS: tuple[Text, ...] = (
    (12, 20, "Motalavej: flere er med", "left"), (12, 60, "Sydbyen", "left"),
    (12, 80, "slut 2021", "left"), (180, 80, "66,0 %", "right"), (240, 80, "262", "right"),
    (12, 100, "midtvejs 2018", "left"), (180, 100, "64,7 %", "right"), (240, 100, "269", "right"),
    (80, 130, "60 %", "center"), (120, 130, "70 %", "center"),
)  # fmt: skip


def by_matplotlib(texts: tuple[Text, ...]) -> str:
    """Return a drawing in the form that sites published before have."""
    drawn = "".join(
        f'<path d="M {x} {y + 4}\nL {x + 9} {y + 4}\nz\n" style="fill: #ffffff"/>\n'
        f'<text style="font-size: 12px; text-anchor: {ANCHORS[align]}; fill: #52606d" x="{x}" y="{y + 4.32:.2f}">'
        f"{text}</text>\n"
        for x, y, text, align in texts
    )
    return (
        '<svg role="img" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="360" viewBox="0 0 300 360" '
        'xmlns="http://www.w3.org/2000/svg" version="1.1"><style>text{font-family:system-ui}</style>\n'
        f'<title>{TITLE}</title>\n<defs>\n<style type="text/css">*{{stroke-linejoin: round}}</style>\n</defs>\n'
        '<defs>\n<path id="mbea89c5f79" d="M 0 3.75\nz\n" style="stroke: #0072b2; stroke-width: 1.8"/>\n</defs>\n'
        f'<use xlink:href="#mbea89c5f79" x="209.78" y="232.6" style="fill: #ffffff"/>\n{drawn}</svg>\n'
    )


def by_ourselves(texts: tuple[Text, ...]) -> str:
    """Return the drawing in the form of today, with something of everything in it."""
    sheet = Sheet(300, 360, "x")
    sheet.box(0, 0, 300, 20, theme.WASH, hatched=True)
    sheet.line(((0, 300), (300, 300)), theme.LINE, dashed=True)
    for shape in "os^D":
        sheet.mark(209.78, 232.6, theme.THIS_AREA, shape=shape, hollow=True)
    for x, y, text, align in texts:
        sheet.text(x, y, text, align=align, colour=theme.MUTED, covered=True, bold=text == "15")
    return sheet.svg(TITLE)


FORMS: dict[str, Callable[[tuple[Text, ...]], str]] = {"matplotlib": by_matplotlib, "ours": by_ourselves}


def told(svg: str) -> list[str]:
    return [piece.text for piece in read_svg("a.svg", svg.encode()) if isinstance(piece, Loose)]


@pytest.mark.parametrize("form", FORMS)
def test_a_number_over_its_year_is_told_and_the_axis_is_not(form: str) -> None:
    assert told(FORMS[form](CHART)) == ["2020", "2021", "2020: 15", "2021; n = 29"]
    leaking = told(FORMS[form]((*CHART, (200, 285, "3", "center"))))
    assert "2021: 3" in leaking


@pytest.mark.parametrize("form", FORMS)
def test_a_rows_number_is_told_under_its_area_and_round(form: str) -> None:
    honest = told(FORMS[form](ROWS))
    assert {"Sydbyen; slut 2021: 66,0 %", "Sydbyen; midtvejs 2018: 64,7 %"} <= set(honest)
    assert not {"60 %", "70 %"} & set(honest)
    hidden: tuple[Text, ...] = ((12, 110, "baseline 2017", "left"), (180, 110, "..", "right"))
    assert not any("baseline 2017:" in line for line in told(FORMS[form]((*ROWS[:-2], *hidden))))
    shown: tuple[Text, ...] = (hidden[0], (180, 110, "3", "right"))
    assert "Sydbyen; baseline 2017: 3" in told(FORMS[form]((*ROWS[:-2], *shown)))


def test_both_forms_tell_the_same() -> None:
    for texts in (CHART, ROWS):
        assert told(by_matplotlib(texts)) == told(by_ourselves(texts))


def test_a_real_figure_tells_nothing_of_a_hidden_year_until_its_number_is_put_in() -> None:
    points = series()
    years = [point for point in points if point.area == "motalavej" and point.indicator == "tryghed-andel"]
    middle = years[len(years) // 2]
    shown = released([hide(point) if point is middle else point for point in points])
    figure = target_path(shown, PLAN, REGISTRY, "tryghed", "motalavej")
    svg = figure.svg("x")
    year = str(middle.period_end.year)
    assert not any(line.startswith(f"{year}: ") for line in told(svg))
    assert svg.count(">..</text>") == 1
    leaking = told(svg.replace(">..</text>", ">3</text>"))
    assert f"{year}: 3" in leaking
