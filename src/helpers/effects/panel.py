"""The data of an effect question: one indicator, areas by periods, and when the plan began where."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from helpers.observations.table import Origin

if TYPE_CHECKING:
    import pandas as pd

Frequency = Literal["year", "quarter", "month"]
PERCENT = "percent"


@dataclass(frozen=True)
class PanelPoint:
    """The figure of one area in one period; a missing period has no point."""

    area: str
    period: int
    """The year; or quarters or months counted from year 0 (4 * year + quarter - 1, 12 * year + month - 1)."""
    value: float
    """In the panel's unit."""
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Panel:
    """One indicator over areas and periods.

    Parameters
    ----------
    indicator, unit
        Of every value.
    frequency
        What one step of `period` is.
    points
        In any order; at most one for each area and period.
    starts
        Area with the plan → first period in which the plan could have worked. Areas that never got it are absent.
    origin
        The least believable origin among the points.
    """

    indicator: str
    unit: str
    frequency: Frequency
    points: tuple[PanelPoint, ...]
    starts: Mapping[str, int]
    origin: Origin

    def __post_init__(self) -> None:
        """Refuse figures that no method could use rightly.

        Raises
        ------
        ValueError
            With a sentence that names the first point: a figure that is no number, an area with two figures of one
            period, a count below 0, or a share of more than all. A start of an area without figures is no error: its
            figures may be hidden.
        """
        seen: set[tuple[str, int]] = set()
        for point in self.points:
            wrong = _wrong(point, self.unit)
            if (point.area, point.period) in seen:
                wrong = "has more than one figure"
            if wrong:
                raise ValueError(f"{self.indicator}, {point.area}, period {point.period}: {wrong}")
            seen.add((point.area, point.period))

    @property
    def areas(self) -> tuple[str, ...]:
        """All areas with a point, sorted."""
        return tuple(sorted({point.area for point in self.points}))

    @property
    def treated(self) -> tuple[str, ...]:
        """The areas with the plan, sorted."""
        return tuple(area for area in self.areas if area in self.starts)

    @property
    def comparisons(self) -> tuple[str, ...]:
        """The areas that never got the plan, sorted."""
        return tuple(area for area in self.areas if area not in self.starts)

    @property
    def periods(self) -> tuple[int, ...]:
        """All periods with a point, in order."""
        return tuple(sorted({point.period for point in self.points}))

    @property
    def complete(self) -> bool:
        """Whether every area has a figure in every period."""
        return len(self.points) == len(self.areas) * len(self.periods)

    def wide(self) -> pd.DataFrame:
        """Return values with a row for each period and a column for each area; NaN where there is no figure."""
        import pandas as pd

        return pd.DataFrame(
            {area: {point.period: point.value for point in self.points if point.area == area} for area in self.areas},
            index=list(self.periods),
        )


def _wrong(point: PanelPoint, unit: str) -> str:
    """Return what is wrong with a point, or an empty text."""
    counts = [count for count in (point.numerator, point.denominator) if count is not None]
    if not all(math.isfinite(number) for number in (point.value, *counts)):
        return "a figure must be a finite number; leave the point out where there is none"
    if any(count < 0 for count in counts):
        return "a numerator and a denominator can't be below 0"
    if unit == PERCENT and len(counts) == 2 and counts[0] > counts[1]:
        return "a share can't be of more than all: the numerator is larger than the denominator"
    return ""
