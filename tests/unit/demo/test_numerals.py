"""Numbers as owners write them: each text is what the importer's own tests read back."""

from __future__ import annotations

import pytest

from helpers.demo.numerals import comma, dotted, kroner, millions, pct, percent, share, signed, spaced
from helpers.demo.periods import year
from helpers.demo.sheets import Cell
from helpers.demo.truth import Drawn, Mark


def _drawn(numerator: float, denominator: int | None = None, mark: Mark = Mark.STATED) -> Drawn:
    return Drawn("loeget", "udsaettelser", None, year(2014), numerator, denominator, None, 0.0, mark)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (dotted(9400), "9.400"),
        (dotted(940), "940"),
        (dotted(None), None),
        (spaced(1840), "1\N{NO-BREAK SPACE}840"),
        (comma(1234.5, 1), "1.234,5"),
        (percent(71.7), "71,7 %"),
        (pct(11.6), "12 pct."),
        (kroner(500_000), "kr. 500.000"),
        (millions(1_300_000), "1,3 mio. kr."),
    ],
)
def test_numbers_as_texts(written: Cell, expected: str | None) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (_drawn(12), 12),
        (_drawn(0), "-"),
        (_drawn(12, mark=Mark.PROVISIONAL), "12*"),
        (_drawn(4, 21, Mark.HIDDEN), ".."),
        (_drawn(4, 21, Mark.MISSING), "…"),
    ],
)
def test_the_signs_of_danmarks_statistik(figure: Drawn, expected: Cell) -> None:
    assert signed(figure) == expected


def test_a_share_is_rounded_to_one_decimal_and_a_share_of_nobody_is_none() -> None:
    assert (share(_drawn(61, 64)), share(_drawn(0, 0))) == (95.3, 0.0)
