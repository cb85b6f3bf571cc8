"""Few areas: how often a difference is claimed where there is none, and how often the interval holds the true one.

Areas differ in level, share the country's ups and downs, drift with memory from year to year (AR(1), 0.5), and are of
unequal size, so that the figures of small ones swing more. Ten years, four of them with the plan. The rule that ships
(`helpers.effects.deciding.decide`) is asked, not a copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.simulating import Finding
from helpers.effects.contrasts import contrasts
from helpers.effects.deciding import Decided, decide
from helpers.effects.few_areas import TwoGroups
from helpers.effects.grid import Grid
from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.pretrends import Pretrend, mean_change, pretrend_of
from helpers.effects.sensitivity import Sensitivity, sensitivity
from helpers.effects.staggered import periods_since, since_start
from helpers.observations.table import Origin

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

YEARS, START = 10, 6
MEMORY = 0.5
SPREAD = 2.0
"""Percentage points that an area swings by from year to year beside its residents' chance."""
EFFECT = 3.0
REPLICATIONS = 10_000
SLOW = 600
"""Replications of what takes many intervals each."""
LAYOUTS = {
    "alike": "lige store områder",
    "smallest": "de mindste områder har planen",
    "largest": "de største områder har planen",
}


@dataclass(frozen=True)
class Setting:
    """How many areas, how many of them with the plan, and which."""

    areas: int
    treated: int
    layout: str

    @property
    def sizes(self) -> Floats:
        """Residents of each area, those with the plan first."""
        if self.layout == "alike":
            return np.full(self.areas, 400.0)
        rising = np.geomspace(60, 2_000, self.areas)
        return rising if self.layout == "smallest" else rising[::-1]

    @property
    def name(self) -> str:
        """For ids."""
        return f"{self.areas}_areas_{self.treated}_{self.layout}"

    @property
    def words(self) -> str:
        """Danish."""
        return f"{self.treated} af {self.areas} områder med plan, {LAYOUTS[self.layout]}"


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return false positives and coverage for 6, 12 and 40 areas, staggered starts, and coverage under drift."""
    times = replications or REPLICATIONS
    slow = replications or SLOW
    generator = np.random.default_rng(seed)
    found: list[Finding] = []
    for areas in (6, 12, 40):
        for treated in sorted({1, 2, 3, areas // 2}):
            for layout in LAYOUTS:
                found += _asked(Setting(areas, treated, layout), times, generator)
    for layout in LAYOUTS:
        found.append(_staggered(Setting(24, 6, layout), times, generator))
    found.append(_under_drift(Setting(24, 6, "alike"), slow, generator))
    return found + _drift_before(Setting(12, 4, "alike"), slow, generator)


def figures(setting: Setting, times: int, generator: np.random.Generator) -> Floats:
    """Return percentages of a plan without effect: replications by areas by years."""
    shape = (times, setting.areas, YEARS)
    drift = np.empty(shape)
    drift[..., 0] = generator.normal(scale=SPREAD, size=shape[:2])
    fresh = SPREAD * np.sqrt(1 - MEMORY**2)
    for year in range(1, YEARS):
        drift[..., year] = MEMORY * drift[..., year - 1] + generator.normal(scale=fresh, size=shape[:2])
    level = generator.normal(30, 8, size=(*shape[:2], 1))
    country = generator.normal(scale=3, size=(times, 1, YEARS)).cumsum(axis=2)
    residents = 100 * np.sqrt(0.3 * 0.7 / setting.sizes)[None, :, None] * generator.normal(size=shape)
    return level + country + drift + residents


def _asked(setting: Setting, times: int, generator: np.random.Generator) -> list[Finding]:
    groups = TwoGroups(setting.treated, (1.0,) * setting.areas)
    values = figures(setting, times, generator)
    changes = values[..., START:].mean(axis=2) - values[..., :START].mean(axis=2)
    first = decide(groups, changes[0], setting.sizes)
    if not isinstance(first, Decided):
        text = f"Tal givet, selv om der er for få områder: {setting.words}"
        given = sum(isinstance(decide(groups, each, setting.sizes), Decided) for each in changes[:100])
        return [Finding(f"given_{setting.name}", text, given / 100, 0.0, "at_most", 100)]
    wrong = held = 0
    for each in changes:
        decided = decide(groups, each, setting.sizes)
        with_effect = decide(groups, each + EFFECT * groups.has_plan, setting.sizes)
        wrong += isinstance(decided, Decided) and decided.p <= 0.05
        held += isinstance(with_effect, Decided) and with_effect.interval.low <= EFFECT <= with_effect.interval.high
    return [
        Finding(
            f"false_positive_{setting.name}",
            f"En forskel siges at være der, hvor der ingen er: {setting.words}",
            wrong / times,
            0.05,
            "at_most",
            times,
        ),
        Finding(
            f"coverage_{setting.name}",
            f"Usikkerheden rummer den sande forskel: {setting.words}",
            held / times,
            0.94,
            "at_least",
            times,
        ),
    ]


def _staggered(setting: Setting, times: int, generator: np.random.Generator) -> Finding:
    """Return false positives where the areas begin in three different years."""
    starts = tuple(int(start) for start in np.resize([4, 6, 8], setting.treated))
    wrong = 0
    for values in figures(setting, times, generator):
        grid = _grid(values, starts)
        change = contrasts(
            grid, lambda start, grid=grid: since_start(grid, start), lambda start, grid=grid: periods_since(grid, start)
        )
        decided = decide(change.groups, change.values, None)
        wrong += isinstance(decided, Decided) and decided.p <= 0.05
    text = f"En forskel siges at være der, hvor der ingen er, når områder begynder tre forskellige år: {setting.words}"
    return Finding(f"false_positive_staggered_{setting.layout}", text, wrong / times, 0.05, "at_most", times)


def _grid(values: Floats, starts: tuple[int, ...]) -> Grid:
    names = tuple(f"a{number:02d}" for number in range(len(values)))
    years = tuple(range(YEARS))
    return Grid("x", "percent", Origin.SYNTHETIC, names, starts, years, values, np.ones(len(values)), None, (), ())


def _drift_before(setting: Setting, times: int, generator: np.random.Generator) -> list[Finding]:
    """Return how often areas alike are said to drift apart before the start, and how often a drift is found."""
    starts = (START,) * setting.treated
    alarms = seen = 0
    sizes: list[float] = []
    for values in figures(setting, times, generator):
        quiet = _before(values, starts)
        alarms += quiet.found
        sizes.append(abs(quiet.detectable))
    slope = float(np.mean(sizes)) * np.arange(YEARS)
    for values in figures(setting, times, generator):
        values[: setting.treated] += slope
        seen += _before(values, starts).slope_p <= 0.05
    return [
        Finding(
            "drift_before_false_alarm",
            "Områder siges at være skredet fra hinanden før start, selv om de ikke var",
            alarms / times,
            0.10,
            "at_most",
            times,
        ),
        Finding(
            "drift_before_found",
            "En skævhed, som det siges, man ville have set, bliver set",
            seen / times,
            0.75,
            "at_least",
            times,
        ),
    ]


def _before(values: Floats, starts: tuple[int, ...]) -> Pretrend:
    grid = _grid(values, starts)
    found = pretrend_of(grid, contrasts(grid, lambda start: mean_change(grid, start)))
    assert isinstance(found, Pretrend)
    return found


def _under_drift(setting: Setting, times: int, generator: np.random.Generator) -> Finding:
    """Return how often the bounds at relative magnitude 1 hold, when the areas drift as badly as that allows."""
    step = 1.0
    drift = np.array([0, step, 0, step, 0, step, *(step * np.arange(2, 2 + YEARS - START))])
    names = [f"{'p' if area < setting.treated else 'c'}{area:02d}" for area in range(setting.areas)]
    held = 0
    for values in figures(setting, times, generator):
        values[: setting.treated] += drift
        values[: setting.treated, START:] += EFFECT
        points = tuple(
            PanelPoint(name, year, float(values[area, year]))
            for area, name in enumerate(names)
            for year in range(YEARS)
        )
        panel = Panel(
            "x", "percent", "year", points, {name: START for name in names if name[0] == "p"}, Origin.SYNTHETIC
        )
        bounds = sensitivity(panel, magnitudes=(1.0,))
        held += isinstance(bounds, Sensitivity) and bounds.magnitudes[0].low <= EFFECT <= bounds.magnitudes[0].high
    text = "Spændet rummer den sande forskel, når områderne skrider så langt fra hinanden, som det tillader"
    return Finding("coverage_under_drift", text, held / times, 0.94, "at_least", times)
