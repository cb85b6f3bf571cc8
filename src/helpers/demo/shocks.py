"""What moves figures besides the plan: years that are bad for everybody, and bad spells of one area that fade slowly.

Without them every method would look better than it is: figures of real areas swing together, and an area that is above
its level one year is mostly above it the next one too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np


@dataclass(frozen=True)
class Shocks:
    """How much the figures of one indicator swing, in its unit."""

    common: float
    """Standard deviation of what all areas have in common in a year."""
    own: float
    """Standard deviation of an area's own departure from its level."""
    persistence: float
    """The share of an area's departure that is left a year later: a first-order autoregression."""


def departures(
    shocks: Shocks, areas: Sequence[str], years: Sequence[int], random: np.random.Generator
) -> Mapping[str, Mapping[int, float]]:
    """Draw each area's departure from its level in each year."""
    common = shocks.common * random.standard_normal(len(years))
    own = shocks.own * random.standard_normal((len(areas), len(years)))
    for place in range(1, len(years)):
        fresh = sqrt(1 - shocks.persistence**2)
        own[:, place] = shocks.persistence * own[:, place - 1] + fresh * own[:, place]
    return {
        area: {year: float(common[place] + own[row, place]) for place, year in enumerate(years)}
        for row, area in enumerate(areas)
    }
