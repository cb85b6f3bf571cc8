"""Interrupted series in which nothing happened: false jumps, and whether the interval holds a real one.

The same for the average since the start, which the effect questions of a plan are answered with: there what happens
grows evenly. A jump is asked for where at most 60 % carries over; with 80 % it is seen falsely in about 7 of 100 series
of monthly counts (6.8 % in 1,000). The average is tried there too, and its promise isn't kept: so short a series can't
tell what carries over that long from a change. That is told beside those rows.

Counts around 30 a period swing by chance and by a common cause with memory (together three times the variance of
Poisson); values swing with the same memory. The shipped fit and uncertainty are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.simulating import Finding
from helpers.effects.autocorrelation import averaged
from helpers.effects.interrupted import WAVES, since_start
from helpers.effects.segments import LEVEL, fit_counts, fit_values, harmonics, segmented

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MEAN, DISPERSION = 30.0, 3.0
EFFECT = np.log(0.8)
REPLICATIONS = 500
MEMORIES = (0.0, 0.3, 0.6)
MEMORIES_OF_AVERAGE = (0.0, 0.3, 0.6, 0.8)
LIMIT = "Går så meget igen fra periode til periode, kan en kort række ikke kende det fra en ændring."
"""Told where more carries over than the method's promise is for."""


@dataclass(frozen=True)
class Setting:
    """How many periods before and after, of which length."""

    frequency: str
    before: int
    after: int

    def columns(self, *, slope: bool = False) -> Floats:
        """Return the segmented regression that `interrupted_series` fits."""
        times = np.arange(self.before + self.after, dtype=float)
        season = None
        if self.frequency in WAVES:
            length, pairs = WAVES[self.frequency]
            season = harmonics(times % length, length, pairs)
        return segmented(times, self.before, slope=slope, season=season)

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
        for memory in MEMORIES_OF_AVERAGE:
            found += _average_of_counts(setting, memory, times, generator)
            found.append(_average_of_values(setting, memory, 2 * times, generator))
    return found


def _counted(setting: Setting, memory: float, times: int, generator: np.random.Generator) -> list[Finding]:
    columns = setting.columns()
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


def _average_of_counts(setting: Setting, memory: float, times: int, generator: np.random.Generator) -> list[Finding]:
    """Return how often an average since the start is seen where there is none, and holds one that grows evenly."""
    columns = setting.columns(slope=True)
    after = columns[:, LEVEL] > 0
    grown = 2 * EFFECT * np.cumsum(after) / after.sum()
    truth = np.log(np.exp(grown[after]).mean())
    spread = np.sqrt(np.log1p((DISPERSION - 1) / MEAN))
    swing = spread * _remembering(memory, (times, len(columns)), generator) - spread**2 / 2
    wrong = held = 0
    for growing in (False, True):
        for each in generator.poisson(MEAN * np.exp(swing + growing * grown)).astype(float):
            fit = fit_counts(each, np.ones(len(each)), columns)
            gradient, value = since_start(columns, fit, counted=True)
            found = averaged(fit.columns, fit.values, gradient[None], 1.0).at(value)
            if growing:
                held += abs(value - truth) <= found.half_widths(0.95)[0]
            else:
                wrong += found.p()[0] <= 0.05
    name, words = _named("counts", setting, memory)
    return [
        Finding(f"average_false_positive_{name}", f"En ændring siden start ses, hvor intet skete: {words}",
                wrong / times, 0.05, "at_most", times, known_limit=_limit(memory)),
        Finding(f"average_coverage_{name}", f"Spændet rummer et fald, der vokser jævnt: {words}", held / times, 0.94,
                "at_least", times, known_limit=_limit(memory)),
    ]  # fmt: skip


def _limit(memory: float) -> str:
    return LIMIT if memory > max(MEMORIES) else ""


def _average_of_values(setting: Setting, memory: float, times: int, generator: np.random.Generator) -> Finding:
    columns = setting.columns(slope=True)
    wrong = 0
    for each in _remembering(memory, (times, len(columns)), generator):
        fit = fit_values(each, columns)
        contrast, _ = since_start(columns, fit, counted=False)
        wrong += averaged(fit.columns, fit.values, contrast[None]).p()[0] <= 0.05
    name, words = _named("values", setting, memory)
    text, limit = f"En ændring siden start ses, hvor intet skete: {words}", _limit(memory)
    return Finding(f"average_false_positive_{name}", text, wrong / times, 0.05, "at_most", times, known_limit=limit)


def _valued(setting: Setting, memory: float, times: int, generator: np.random.Generator) -> Finding:
    columns = setting.columns()
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
