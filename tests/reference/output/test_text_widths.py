"""Widths of text, against the face itself and against matplotlib, which measures as a program that draws does."""

from __future__ import annotations

import random

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from tools.text_widths import text

from helpers.output.text_widths import TABLE, text_width, wrapped

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅéöüß0123456789 .,:;-–()%±<>≥»«'’\"/·\u00a0●▲◆○◷"
LINES = (
    "Motalavej: tryghed er steget fra 2017 til 2021", "Tryghed", "AVAT", "n = 15.661", "23,9\u00a0%", "..",
    "Kilde: opdigtede demonstrationstal. Seneste måling: 31. december 2021.", "Skælskør (Parkvej og Præstevang)",
    "Demonstrationsdata: opdigtede tal", "−12,5", "LYT TIL YNGRE", "Ærø og Ål", "",
    "Łódź, Ñuñoa, Čačak, Ελλάδα, Москва",
)  # fmt: skip


def measured(line: str, size: float, *, bold: bool) -> float:
    face = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(line or " ", face, ismath=False)[0])


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("line", LINES)
def test_a_line_is_as_wide_as_matplotlib_measures_it(line: str, bold: bool) -> None:
    for size in (11, 12, 13, 15, 17):
        assert text_width(line, size, bold=bold) == pytest.approx(measured(line, size, bold=bold), abs=0.1)


@pytest.mark.parametrize("bold", [False, True])
def test_any_letters_of_ours_beside_each_other_are_measured_as_matplotlib_does_or_wider(bold: bool) -> None:
    """Two letters f, or f and i, become one sign there, which is narrower; readers' faces have their own way."""
    chance = random.Random(20221122)
    for _ in range(300):
        line = "".join(chance.choices(LETTERS, k=40))
        ours, theirs = text_width(line, 17, bold=bold), measured(line, 17, bold=bold)
        assert ours >= theirs - 0.2
        if "f" not in line:
            assert ours <= theirs + 0.2


@pytest.mark.parametrize(("line", "most"), [("office", 0.3), ("fjern effekt", 0.3), ("fi fl ffl", 1.0)])
def test_joined_letters_count_a_little_wider(line: str, most: float) -> None:
    assert measured(line, 17, bold=False) - 0.1 <= text_width(line, 17) <= measured(line, 17, bold=False) + most


def test_a_letter_that_the_face_lacks_is_never_measured_too_narrow() -> None:
    assert text_width("漢字", 10) >= 20
    assert text_width("🏠", 10) >= 14


def test_the_table_is_what_its_tool_writes() -> None:
    assert TABLE.read_text(encoding="utf-8") == text()


def test_lines_are_broken_where_they_no_longer_fit_and_never_at_a_space_that_holds() -> None:
    words = "et to tre 23,9\u00a0% fire"
    room = text_width("23,9\u00a0% fire", 12)
    assert wrapped(words, room, 12) == ["et to tre", "23,9\u00a0% fire"]
    assert wrapped("langtoverrummet", 10, 12) == ["langtoverrummet"]
    assert wrapped("", 10, 12) == [""]
