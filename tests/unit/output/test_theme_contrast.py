"""The tokens keep the contrast that WCAG 2.1 asks for: 4.5:1 for text, 3:1 for shapes, in light and in dark."""

from __future__ import annotations

import pytest

from helpers.measurement.results import Word
from helpers.output import theme
from helpers.output.verdicts import MARKS

TEXTS = (theme.INK, theme.MUTED, theme.ACCENT, theme.THIS_AREA, theme.TARGET, *theme.STATUS_COLOURS.values())
SHAPES = (theme.THIS_AREA, theme.COMPARISON, theme.NATIONAL, theme.TARGET, *theme.STATUS_COLOURS.values())


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("paper", [theme.PAPER, theme.WASH])
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(text: str, paper: str) -> None:
    assert contrast(text, paper) >= 4.5


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_can_be_seen(shape: str) -> None:
    assert contrast(shape, theme.PAPER) >= 3


@pytest.mark.parametrize("mark", [theme.THIS_AREA, theme.TARGET])
def test_marks_stand_out_from_the_interval_that_they_lie_on(mark: str) -> None:
    assert contrast(mark, theme.BAND) >= 3


@pytest.mark.parametrize("text", [text for text in TEXTS if text != theme.ACCENT])
def test_text_can_be_read_on_a_dark_page(text: str) -> None:
    assert contrast(theme.DARK[text], theme.DARK[theme.PAPER]) >= 4.5


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_can_be_seen_on_a_dark_page(shape: str) -> None:
    assert contrast(theme.DARK[shape], theme.DARK[theme.PAPER]) >= 3


def test_every_word_has_the_shape_and_a_colour_that_the_tables_use() -> None:
    assert {word.value: MARKS[word].shape for word in Word} == theme.STATUS_SHAPES
    assert set(theme.STATUS_COLOURS) == {word.value for word in Word}
