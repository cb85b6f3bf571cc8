"""A sheet writes what it is asked to draw as SVG: in the right order, in few bytes, and dark for who asks for dark."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from drawn_lines import SVG, drawn_lines
from helpers.output import theme
from helpers.output.static_sheet import Sheet
from helpers.output.text_widths import text_width


def sheet(salt: str = "x") -> Sheet:
    return Sheet(200, 100, salt)


def only(drawing: Sheet, tag: str) -> dict[str, str]:
    """Return the attributes of the last such element, with those of the group around it."""
    group = ET.fromstring(drawing.svg("x")).findall(f"{SVG}g")[-1]
    return {**group.attrib, **group.findall(f"{SVG}{tag}")[-1].attrib}


def test_a_drawing_is_an_image_with_a_title_on_paper() -> None:
    root = ET.fromstring(sheet().svg("Tryghed <stiger> & falder"))
    assert (root.get("role"), root.get("width"), root.get("height")) == ("img", "200", "100")
    assert root.get("viewBox") == "0 0 200 100"
    assert root.findtext(f"{SVG}title") == "Tryghed <stiger> & falder"
    paper = root.find(f"{SVG}path")
    assert paper is not None
    assert paper.attrib == {"fill": theme.PAPER, "d": "M0 0H200V100H0z"}


def test_text_is_escaped_and_kept_letter_by_letter() -> None:
    drawing = sheet()
    for words in ("<b> & \"citat\" 'x'", "$x^2$", "æøå 23,9\u00a0%", "a  b"):
        drawing.text(10, 10, words)
    assert [line.words for line in drawn_lines(drawing.svg("x"))] == [
        '<b> & "citat" \'x\'', "$x^2$", "æøå 23,9\u00a0%", "a  b",
    ]  # fmt: skip


def test_a_line_of_text_stands_below_its_middle_and_holds_the_side_that_it_is_asked_to() -> None:
    drawing = sheet()
    drawing.text(50, 40, "midt", size=10, align="center")
    assert only(drawing, "text") == {"font-size": "10", "text-anchor": "middle", "x": "50", "y": "43.6"}
    drawing.text(50, 40, "slut", bold=True, colour=theme.MUTED, align="right")
    wanted = {"text-anchor": "end", "font-weight": "700", "fill": theme.MUTED, "x": "50", "y": "44.32"}
    assert only(drawing, "text") == wanted
    drawing.text(50, 40, "start")
    assert only(drawing, "text") == {"x": "50", "y": "44.32"}


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_paper_behind_text_reaches_around_it(align: str) -> None:
    drawing = sheet()
    drawing.text(100, 50, "Ågade (x)", align=align, covered=True)  # type: ignore[arg-type]
    (line,) = drawn_lines(drawing.svg("x"))
    assert line.covered
    behind = only(drawing, "path")
    assert behind["fill"] == theme.PAPER
    left, top, right, bottom, again = map(
        float, re.fullmatch(r"M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H([\d.]+)z", behind["d"]).groups()  # type: ignore[union-attr]
    )  # fmt: skip
    assert left == again == pytest.approx(line.box.left - 1, abs=0.01)
    assert right == pytest.approx(line.box.right + 1, abs=0.01)
    assert top <= line.box.bottom - 0.88 * 12
    assert bottom >= line.box.bottom + 0.24 * 12
    assert right - left == pytest.approx(text_width("Ågade (x)", 12) + 2, abs=0.02)


def test_what_lies_highest_is_drawn_last_whatever_the_order() -> None:
    drawing = sheet()
    drawing.text(1, 1, "tekst")
    drawing.mark(2, 2, theme.INK)
    drawing.line(((0, 3), (9, 3)), theme.INK, over=True)
    drawing.band(((0, 0), (1, 0), (1, 4)), theme.BAND, over=True)
    drawing.circle(5, 5, 5, theme.BAND, theme.INK)
    drawing.line(((0, 6), (9, 6)), theme.LINE)
    svg = drawing.svg("x")
    parts = ('d="M0 6 9 6"', 'cy="5"', 'd="M0 0 1 0 1 4z"', 'd="M0 3 9 3"', 'cy="2"', ">tekst<")
    at = [svg.index(part) for part in parts]
    assert at == sorted(at)


def test_a_label_drawn_later_lies_on_the_one_before() -> None:
    drawing = sheet()
    for words in ("først", "sidst"):
        drawing.text(10, 10, words, covered=True)
    assert [line.words for line in drawn_lines(drawing.svg("x"))] == ["først", "sidst"]


def test_dashes_grow_with_the_line_that_they_are_cut_from() -> None:
    drawing = sheet()
    drawing.line(((0, 0), (9, 9)), theme.TARGET, width=1.6, dashed=True)
    assert only(drawing, "path") == {
        "fill": "none", "stroke": theme.TARGET, "stroke-width": "1.6", "stroke-dasharray": "8 4.8", "d": "M0 0 9 9",
    }  # fmt: skip
    drawing.circle(5, 5, 4, theme.BAND, theme.THIS_AREA, dashed=True)
    assert only(drawing, "circle")["stroke-dasharray"] == "3 2"


@pytest.mark.parametrize(
    ("shape", "path"),
    [("s", "M5 15 15 15 15 25 5 25z"), ("^", "M10 15 15 25 5 25z"), ("D", "M10 12.93 17.07 20 10 27.07 2.93 20z")],
)
def test_marks_have_the_shape_and_the_size_that_they_are_asked_to(shape: str, path: str) -> None:
    drawing = sheet()
    drawing.mark(10, 20, theme.INK, shape=shape, size=10)
    assert only(drawing, "path")["d"] == path


def test_a_mark_is_a_circle_if_nothing_is_said_and_hollow_for_what_is_invented() -> None:
    drawing = sheet()
    drawing.mark(10, 20, theme.THIS_AREA, size=7)
    wanted = {"fill": theme.THIS_AREA, "stroke": theme.THIS_AREA, "stroke-width": "1.8"}
    assert only(drawing, "circle") == {**wanted, "cx": "10", "cy": "20", "r": "3.5"}
    drawing.mark(10, 20, theme.THIS_AREA, hollow=True)
    assert only(drawing, "circle")["fill"] == theme.PAPER


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(KeyError):
        sheet().mark(1, 1, theme.INK, shape="*")


def test_a_hatch_is_written_once_for_each_colour_and_under_ids_of_its_drawing_only() -> None:
    def hatched(salt: str) -> str:
        drawing = sheet(salt)
        for place in range(3):
            drawing.box(place, 0, 5, 5, theme.BAND, hatched=True)
        drawing.box(9, 0, 5, 5, theme.WASH, hatched=True)
        return drawing.svg("x")

    ids = {salt: re.findall(r'<pattern id="(\w+)"', hatched(salt)) for salt in ("a-720", "a-360")}
    assert [len(found) for found in ids.values()] == [2, 2]
    assert not set(ids["a-720"]) & set(ids["a-360"])
    assert set(re.findall(r"url\(#(\w+)\)", hatched("a-720"))) == set(ids["a-720"])
    assert all(len(found) <= 12 for found in ids["a-720"])  # the attacker reads a longer one as words
    assert hatched("a-720") == hatched("a-720")
    assert "pattern" not in sheet().svg("x")


def test_each_colour_of_a_drawing_has_its_dark_one_and_no_other_has() -> None:
    drawing = sheet()
    drawing.text(1, 1, "x", colour=theme.MUTED)
    drawing.line(((0, 0), (1, 1)), theme.THIS_AREA)
    drawing.box(0, 0, 5, 5, theme.BAND, hatched=True)
    svg = drawing.svg("x")
    rules = dict(re.findall(r'(\[\w+="#\w+"\])\{\w+:(#\w+)\}', svg))
    assert rules == {
        f'[{what}="{colour}"]': theme.DARK[colour]
        for what, colour in (
            ("fill", theme.INK), ("fill", theme.MUTED), ("fill", theme.PAPER), ("stroke", theme.THIS_AREA),
            ("stroke", theme.COMPARISON), ("fill", theme.BAND),
        )
    }  # fmt: skip
    used = set(re.findall(r'(?:fill|stroke)="(#\w+)"', re.sub(r"<style>.*?</style>", "", svg)))
    assert used <= set(theme.DARK)


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.005, "1"), (0.126, "0.13"), (-0.001, "0"), (100.0, "100"), (2.5, "2.5"), (-3.14159, "-3.14")],
)
def test_numbers_have_two_decimals_at_most(value: float, written: str) -> None:
    drawing = sheet()
    drawing.line(((value, 0), (0, 0)), theme.LINE)
    assert only(drawing, "path")["d"] == f"M{written} 0 0 0"


def test_a_drawing_needs_no_library_that_draws() -> None:
    code = (
        "import sys\nfrom helpers.output.static_sheet import Sheet\n"
        "sheet = Sheet(9, 9, 'x')\nsheet.text(1, 1, 'x', covered=True)\nsheet.svg('x')\n"
        "print(sorted({'matplotlib', 'numpy', 'pandas', 'PIL', 'fontTools', 'plotly'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
