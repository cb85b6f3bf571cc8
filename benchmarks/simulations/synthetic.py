"""Synthetic control where the plan does nothing: false positives, and whether the interval holds an effect.

Areas follow two common developments more or less, have levels of their own, and swing with memory (0.5). Any of them
may be the one with the plan. The shipped method is asked, with its refusals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.simulating import Finding
from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.synthetic import Synthetic, synthetic_control
from helpers.observations.table import Origin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AFTER = 5
MEMORY = 0.5
EFFECT = 4.0
REPLICATIONS = 700
SETTINGS = ((20, 8), (25, 8), (40, 12))
"""Areas in all, periods before."""


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return false positives and coverage among the answers given."""
    times = replications or REPLICATIONS
    generator = np.random.default_rng(seed)
    return [finding for setting in SETTINGS for finding in _asked(*setting, times, generator)]


def _asked(areas: int, before: int, times: int, generator: np.random.Generator) -> list[Finding]:
    given = wrong = with_effect = held = 0
    for values in _figures(areas, before, times, generator):
        answer = synthetic_control(_panel(values, before))
        if isinstance(answer, Synthetic):
            given += 1
            wrong += answer.estimate.p is not None and answer.estimate.p <= 0.05
        values[0, before:] += EFFECT
        answer = synthetic_control(_panel(values, before))
        if isinstance(answer, Synthetic):
            with_effect += 1
            held += answer.estimate.interval.low <= EFFECT <= answer.estimate.interval.high
    words = f"{areas} områder, {before} år før"
    name = f"{areas}_areas_{before}_before"
    return [
        Finding(f"false_positive_{name}", f"En plan uden virkning siges at have en: {words}",
                wrong / max(given, 1), 0.05, "at_most", max(given, 1)),
        Finding(f"coverage_{name}", f"Spændet rummer den virkning, der blev lagt ind: {words}",
                held / max(with_effect, 1), 0.95, "at_least", max(with_effect, 1)),
    ]  # fmt: skip


def _figures(areas: int, before: int, times: int, generator: np.random.Generator) -> Floats:
    years = before + AFTER
    common = generator.normal(size=(times, 2, years)).cumsum(axis=2)
    follows = generator.normal(1, 0.5, size=(times, areas, 2))
    own = generator.normal(size=(times, areas, years))
    for year in range(1, years):
        own[..., year] = MEMORY * own[..., year - 1] + np.sqrt(1 - MEMORY**2) * own[..., year]
    return generator.normal(50, 5, size=(times, areas, 1)) + follows @ common + own


def _panel(values: Floats, before: int) -> Panel:
    names = ["00-plan", *(f"{at:02d}" for at in range(1, len(values)))]
    points = tuple(
        PanelPoint(name, year, float(values[row, year]))
        for row, name in enumerate(names)
        for year in range(len(values[0]))
    )
    return Panel("made", "percent", "year", points, {"00-plan": before}, Origin.SYNTHETIC)
