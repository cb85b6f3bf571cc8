"""The figures of one source, found by area, indicator and period while a file is laid out."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.demo.periods import Period
from helpers.demo.truth import Drawn


@dataclass(frozen=True)
class Figures:
    """All figures of one source that are to be delivered."""

    drawn: tuple[Drawn, ...]

    def of(self, indicator: str) -> tuple[Drawn, ...]:
        """Return the figures of one indicator in the order in which they are planted."""
        return tuple(figure for figure in self.drawn if figure.indicator == indicator)

    def find(self, indicator: str, area: str, period: Period) -> Drawn | None:
        """Return one figure, or None if nothing is delivered there."""
        for figure in self.of(indicator):
            if figure.area == area and figure.period == period:
                return figure
        return None

    def number(self, indicator: str, area: str, period: Period) -> float | None:
        """Return the numerator of one figure, or None."""
        figure = self.find(indicator, area, period)
        return None if figure is None else figure.numerator

    def areas(self) -> tuple[str, ...]:
        """Return the areas in the order in which they are planted."""
        return tuple(dict.fromkeys(figure.area for figure in self.drawn))

    def periods(self) -> tuple[Period, ...]:
        """Return the periods, oldest first."""
        return tuple(sorted({figure.period for figure in self.drawn}, key=lambda period: (period.end, period.start)))

    def lines(self) -> tuple[tuple[Drawn, ...], ...]:
        """Return the figures of each indicator, area and breakdown together, in the order in which they are planted."""
        keys = dict.fromkeys((figure.indicator, figure.area, figure.breakdown) for figure in self.drawn)
        return tuple(
            tuple(figure for figure in self.drawn if (figure.indicator, figure.area, figure.breakdown) == key)
            for key in keys
        )
