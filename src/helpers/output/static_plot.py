"""The plotting area of a figure with two axes: the way from values to pixels."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.output.figures_spec import Axis


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
