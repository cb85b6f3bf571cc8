"""How far from parallel the areas may have developed before the answer changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from helpers.effects.contrasts import contrasts
from helpers.effects.deciding import SEED, Decided, decide
from helpers.effects.grid import Grid, Weighting, grid_of, needs
from helpers.effects.pretrends import slope_before
from helpers.effects.staggered import periods_since, since_start
from helpers.measurement.refusing import Lack, Refusal, Shortfall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from helpers.effects.panel import Panel

    Floats = NDArray[np.float64]

METHOD = "sensitivity"
REFERENCE = "Rambachan & Roth 2023, Review of Economic Studies 90:2555-2591"
MAGNITUDES = (0.0, 0.5, 1.0, 1.5, 2.0)
MOST = 10.0
"""A larger breakdown value isn't told apart from this one."""


@dataclass(frozen=True)
class Bounds:
    """What is left of the estimate if the areas developed so far from parallel."""

    allowed: float
    """Relative magnitudes: how many times the largest step apart before the start each later step may be. Smoothness:
    how much the difference may bend a period, in the unit a period."""
    low: float
    high: float
    """The interval of the effect, in the indicator's unit, with uncertainty and departure together."""


@dataclass(frozen=True)
class Sensitivity:
    """The effect under departures from parallel development."""

    value: float
    """The mean since the start against the last period before it, in the unit."""
    unit: str
    magnitudes: tuple[Bounds, ...]
    breakdown: float
    """The largest relative magnitude that leaves the sign of the effect clear, at most 10; 0 if none does, not even
    parallel development."""
    on_trend: Bounds
    """The effect if the difference before the start went on as a straight line."""
    bend: float
    """The largest bend from that line that leaves the sign clear, in the unit a period; 0 if none does."""
    reference: str = REFERENCE


@dataclass(frozen=True)
class Range:
    """An estimate with the ends of its interval."""

    value: float
    low: float
    high: float


def sensitivity(
    panel: Panel,
    *,
    magnitudes: Sequence[float] = MAGNITUDES,
    weighting: Weighting = "areas",
    seed: int = SEED,
) -> Sensitivity | Refusal:
    """Return how much of the estimate is left as the areas are allowed to have developed apart.

    Parameters
    ----------
    panel
        At least two periods before the start; one start or several.
    magnitudes
        The relative magnitudes to tell; 1 allows steps after the start as large as the largest before it.

    Returns
    -------
    Sensitivity or Refusal
        A refusal where `event_study` or `group_time` refuse.

    Notes
    -----
    Rambachan & Roth (2023): relative magnitudes and smoothness. Their conditional intervals assume a known covariance,
    which few areas can't give. Here, for each step before the start, the effect less and plus what a departure as large
    as that step could add is itself a difference between areas, with the interval that decides for so many areas; the
    union of these intervals holds the effect whichever step was the largest. It is valid for any number of areas and
    at least as wide as theirs (the tests hold it against R's HonestDiD). On a straight line: the difference of mean
    slopes before is continued, and the interval is widened by the worst that a bend can do to it.
    """
    lacking = needs(panel, METHOD, before=2, one_start=False, weighting=weighting)
    if lacking is not None:
        return lacking
    grid = grid_of(panel, weighting=weighting)
    steps = steps_before(grid)
    if not steps:
        return Refusal(METHOD, (Shortfall(Lack.PERIODS_BEFORE, 1, 2),))
    read = partial(_range, grid, seed=seed)
    plain = read(lambda start: since_start(grid, start))
    line = read(lambda start: since_start(grid, start) - exposure(grid, start) * slope_before(grid, start))
    if not isinstance(plain, Range):
        return Refusal(METHOD, plain)
    if not isinstance(line, Range):
        return Refusal(METHOD, line)

    def allowed(size: float) -> Range:
        tried = (read(bent(grid, step, sign * size)) for step in steps for sign in (1, -1))
        return widest(plain.value, [each for each in tried if isinstance(each, Range)])

    found = [(size, allowed(size)) for size in magnitudes]
    clear = max(line.low, -line.high)
    return Sensitivity(
        value=plain.value,
        unit=grid.unit,
        magnitudes=tuple(Bounds(size, each.low, each.high) for size, each in found),
        breakdown=breakdown(allowed),
        on_trend=Bounds(0.0, line.low, line.high),
        bend=max(clear, 0.0) / cost_of_bending(grid),
    )


def widest(value: float, ranges: Sequence[Range]) -> Range:
    """Return the union of intervals about one estimate."""
    return Range(value, min(each.low for each in ranges), max(each.high for each in ranges))


def breakdown(allowed: Callable[[float], Range]) -> float:
    """Return the largest departure, up to `MOST`, whose interval leaves the sign clear; 0 if none does.

    Parameters
    ----------
    allowed
        Departure → the interval; it only widens as the departure grows.
    """
    if not _clear(allowed(0.0)):
        return 0.0
    if _clear(allowed(MOST)):
        return MOST
    low, high = 0.0, MOST
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if _clear(allowed(middle)) else (low, middle)
    return low


def _clear(found: Range) -> bool:
    return found.low > 0 or found.high < 0


def _range(grid: Grid, reading: Callable[[int], Floats], *, seed: int) -> Range | tuple[Shortfall, ...]:
    change = contrasts(grid, reading, lambda start: periods_since(grid, start))
    decided = decide(change.groups, change.values, change.sizes, seed=seed)
    if isinstance(decided, Decided):
        return Range(decided.value, decided.interval.low, decided.interval.high)
    return decided


def steps_before(grid: Grid) -> list[tuple[int, int]]:
    """Return neighbouring distances before the start that all areas with the plan are seen at."""
    seen = [{period - start for period in grid.periods if period < start} for start in set(grid.starts)]
    shared = sorted(set.intersection(*seen))
    return list(pairwise(shared))


def bent(grid: Grid, step: tuple[int, int], size: float) -> Callable[[int], Floats]:
    """Return the effect plus `size` times what it would change if every period since the start took this step."""
    first, second = step

    def reading(start: int) -> Floats:
        times = np.array(grid.periods)
        steepness = (1.0 * (times == start + second) - (times == start + first)) / (second - first)
        return since_start(grid, start) + size * exposure(grid, start) * steepness

    return reading


def exposure(grid: Grid, start: int) -> float:
    """Return what a difference that grows by 1 a period adds to the mean since the start."""
    return float(since_start(grid, start) @ np.array(grid.periods, dtype=float))


def cost_of_bending(grid: Grid) -> float:
    """Return the most that a bend of 1 a period can add to the estimate on a straight line.

    A path is a straight line, which the estimate takes out, plus a hinge at each inner period; each hinge adds at most
    its own share.
    """
    times = np.array(grid.periods, dtype=float)
    hinges = np.maximum(times - np.arange(times[0] + 1, times[-1])[:, None], 0.0)
    cost = {
        start: np.abs(hinges @ (since_start(grid, start) - exposure(grid, start) * slope_before(grid, start))).sum()
        for start in set(grid.starts)
    }
    amounts = np.array([periods_since(grid, start) for start in grid.starts]) * grid.weights[: len(grid.starts)]
    return float(amounts @ np.array([cost[start] for start in grid.starts]) / amounts.sum())
