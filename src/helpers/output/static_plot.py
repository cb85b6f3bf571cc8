"""The plotting area of a figure with two axes: the way from values to pixels."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.output import theme
from helpers.output.figures_spec import Axis, HiddenMark
from helpers.output.static_labels import Box, Labels
from helpers.output.static_sheet import Sheet
from helpers.output.wording import HIDDEN

_SIZE = 14


@dataclass(frozen=True)
class Plot:
    """Two axes and the pixels that they take up."""

    across: Axis
    up: Axis
    left: float
    top: float
    right: float
    bottom: float

    def x(self, position: float) -> float:
        """Return the pixels of a place on the axis across."""
        return self.left + (position - self.across.low) / (self.across.high - self.across.low) * (
            self.right - self.left
        )

    def y(self, value: float) -> float:
        """Return the pixels of a value; one beyond the axis stands at its end."""
        within = min(max(value, self.up.low), self.up.high)
        return self.bottom - (within - self.up.low) / (self.up.high - self.up.low) * (self.bottom - self.top)


def draw_hidden(sheet: Sheet, plot: Plot, marks: tuple[HiddenMark, ...], labels: Labels) -> None:
    """Write `..` on the axis of time for each period whose value is hidden."""
    for mark in marks:
        x, y = plot.x(mark.position), plot.bottom - 8
        sheet.text(x, y, HIDDEN, size=_SIZE, colour=theme.MUTED, align="center", bold=True, covered=True)
        labels.take(Box(x - 7, y - 7, x + 7, y + 7))
