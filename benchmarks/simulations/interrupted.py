"""Interrupted series in which nothing happened: false jumps, and whether the interval holds a real one.

Counts around 30 a period swing by chance and by a common cause with memory (together three times the variance of
Poisson); values swing with the same memory. The shipped fit and uncertainty are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.simulating import Finding
from helpers.effects.autocorrelation import averaged
from helpers.effects.interrupted import WAVES
from helpers.effects.segments import LEVEL, fit_counts, fit_values, harmonics, segmented

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MEAN, DISPERSION = 30.0, 3.0
EFFECT = np.log(0.8)
REPLICATIONS = 500
MEMORIES = (0.0, 0.3, 0.6)


@dataclass(frozen=True)
class Setting:
    """How many periods before and after, of which length."""

    frequency: str
    before: int
    after: int

    @property
    def columns(self) -> Floats:
        """The segmented regression that `interrupted_series` fits."""
        times = np.arange(self.before + self.after, dtype=float)
        season = None
        if self.frequency in WAVES:
            length, pairs = WAVES[self.frequency]
            season = harmonics(times % length, length, pairs)
        return segmented(times, self.before, season=season)

    @property
    def words(self) -> str:
        """Danish."""
        name = {"year": "år", "quarter": "kvartaler", "month": "måneder"}[self.frequency]
        return f"{self.before} {name} før og {self.after} efter"


SETTINGS = (Setting("year", 8, 8), Setting("quarter", 12, 12), Setting("month", 36, 24))


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return false positives of counts and values and coverage of a ratio, by length and memory."""
    times = replications or REPLICATIONS
    generator = np.random.default_rng(seed)
    found: list[Finding] = []
    for setting in SETTINGS:
        for memory in MEMORIES:
            found += _counted(setting, memory, times, generator)
            found.append(_valued(setting, memory, 4 * times, generator))
    return found


def _counted(setting: Setting, memory: float, times: int, generator: np.random.Generator) -> list[Finding]:
    columns = setting.columns
    spread = np.sqrt(np.log1p((DISPERSION - 1) / MEAN))
    swing = spread * _remembering(memory, (times, len(columns)), generator)
    asked = np.eye(columns.shape[1])[[LEVEL]]
    wrong = held = 0
    for jump in (0.0, EFFECT):
        counts = generator.poisson(MEAN * np.exp(swing - spread**2 / 2 + jump * columns[:, LEVEL]))
        for each in counts.astype(float):
            fit = fit_counts(each, np.ones(len(each)), columns)
            found = averaged(fit.columns, fit.values, asked, 1.0)
            if jump:
                held += abs(found.estimates[0] - EFFECT) <= found.half_widths(0.95)[0]
            else:
                wrong += found.p()[0] <= 0.05
    name, words = _named("counts", setting, memory)
    return [
        Finding(f"false_positive_{name}", f"Et spring ses, hvor intet skete: {words}", wrong / times, 0.05,
                "at_most", times),
        Finding(f"coverage_{name}", f"Spændet rummer et fald på 20 %: {words}", held / times, 0.94,
                "at_least", times),
    ]  # fmt: skip


def _valued(setting: Setting, memory: float, times: int, generator: np.random.Generator) -> Finding:
    columns = setting.columns
    asked = np.eye(columns.shape[1])[[LEVEL]]
    wrong = 0
    for each in _remembering(memory, (times, len(columns)), generator):
        fit = fit_values(each, columns)
        wrong += averaged(fit.columns, fit.values, asked).p()[0] <= 0.05
    name, words = _named("values", setting, memory)
    text = f"Et spring ses, hvor intet skete: {words}"
    return Finding(f"false_positive_{name}", text, wrong / times, 0.05, "at_most", times)


def _remembering(memory: float, shape: tuple[int, int], generator: np.random.Generator) -> Floats:
    found = generator.normal(size=shape)
    for at in range(1, shape[1]):
        found[:, at] = memory * found[:, at - 1] + np.sqrt(1 - memory**2) * found[:, at]
    return found


def _named(kind: str, setting: Setting, memory: float) -> tuple[str, str]:
    kinds = {"counts": "antal", "values": "tal"}
    name = f"{kind}_{setting.frequency}_{round(100 * memory)}"
    return name, f"{kinds[kind]}, {setting.words}, {round(100 * memory)} % går igen i næste periode"
