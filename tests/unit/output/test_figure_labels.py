"""Direct labels step aside for marks, lines and each other, and stay on the sheet."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from helpers.output.static_labels import Box, Labels, Spot
from helpers.output.static_sheet import Sheet

ROOM = Box(0, 0, 200, 100)
SPOTS = (Spot(100, 40, "center"), Spot(100, 60, "center"), Spot(100, 80, "center"))


def heights(sheet: Sheet) -> dict[str, float]:
    """Return how far down each text stands."""
    root = ET.fromstring(sheet.svg("x"))
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    return {text.text or "": float(text.get("y") or 0) for text in texts}


def test_a_label_takes_the_spot_that_suits_it_best() -> None:
    sheet = Sheet(200, 100, "x")
    Labels(ROOM).put(sheet, "en", SPOTS, size=12)
    assert 40 < heights(sheet)["en"] < 50


def test_a_second_label_at_the_same_place_steps_aside() -> None:
    sheet, labels = Sheet(200, 100, "x"), Labels(ROOM)
    for text in ("en", "to", "tre"):
        labels.put(sheet, text, SPOTS, size=12)
    found = heights(sheet)
    assert [round(found[text] - found["en"]) for text in ("en", "to", "tre")] == [0, 20, 40]


def test_a_label_steps_aside_for_a_line_and_for_a_mark() -> None:
    sheet, labels = Sheet(200, 100, "x"), Labels(ROOM)
    labels.take_line([(0, 40), (200, 40)])
    labels.take(Box(95, 55, 105, 65))
    labels.put(sheet, "en", SPOTS, size=12)
    assert 80 < heights(sheet)["en"] < 90


def test_a_label_does_not_leave_the_room() -> None:
    sheet = Sheet(200, 100, "x")
    Labels(ROOM).put(sheet, "et langt navn", [Spot(198, 20, "left"), Spot(198, 50, "right")], size=12)
    assert 50 < heights(sheet)["et langt navn"] < 60


def test_a_crowded_label_covers_as_little_as_it_can() -> None:
    sheet, labels = Sheet(200, 100, "x"), Labels(ROOM)
    labels.take(Box(0, 30, 200, 50))
    labels.take(Box(0, 50, 200, 70))
    labels.take(Box(99, 70, 101, 90))
    labels.put(sheet, "en", SPOTS, size=12)
    assert 80 < heights(sheet)["en"] < 90


def test_a_block_of_lines_moves_inside_the_room() -> None:
    labels = Labels(ROOM)
    left, top = labels.block([(190, 90)], width=50, height=30)
    assert (left, top) == (150, 70)
    assert labels.block([(150, 70), (10, 10)], width=50, height=30) == (10, 10)


def test_numbers_in_texts_are_not_shortened_when_the_drawing_is() -> None:
    sheet = Sheet(200, 100, "x")
    sheet.text(10, 10, "12.3456 og 1.234.567")
    sheet.line(((0.123456, 1), (2, 3)), "#000000")
    svg = sheet.svg("x")
    assert "12.3456 og 1.234.567" in svg
    assert not re.search(r'd="[^"]*\d\.\d{3}', svg)
