"""What the municipality sends about who moved: one row for each area, year and group."""

from __future__ import annotations

from collections.abc import Callable

from helpers.demo.delimited import semicolons
from helpers.demo.deliveries_slagelse import NAMES
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.planted_moving import SOURCE
from helpers.demo.sheets import Sheet


def _moving(source: str, figures: Figures) -> tuple[File, ...]:
    sheet = Sheet(
        name="Flytninger",
        above=("Beboere på 18-64 år siden udgangen af 2016, og hvor mange af dem der er uden arbejde",),
        header=(("Område", "År", "Gruppe", "Beboere 18-64 år", "Uden arbejde"),),
        body=tuple(
            (NAMES[one.area], one.period.written, one.breakdown, one.denominator, one.numerator)
            for one in figures.drawn
        ),
        below=("Kilde: opdigtet udtræk",),
    )
    return (File(f"{source}/demo-flytninger-2016-2021.csv", semicolons(sheet, "windows-1252")),)


LAYOUTS: dict[str, Callable[[str, Figures], tuple[File, ...]]] = {SOURCE: _moving}
