"""How often does a funnel point at an area by chance alone? Areas of 20-2,000 persons."""

from __future__ import annotations

from collections import Counter

import numpy as np

from benchmarks.simulating import Finding
from helpers.monitoring.funnels import Adjustment, Funnel, Position, funnel
from helpers.monitoring.small_areas import AreaCount, Counted

SIZES = (20, 2000)
AREAS = {6: 2500, 12: 1500, 40: 500}
"""How many areas, and how many simulated sets of them at full size for each kind of count and spread."""
LEVELS: dict[Counted, tuple[float, float]] = {"share": (0.05, 0.8), "rate": (0.005, 0.1)}
SPREADS = {0.0: "som er ens", 0.3: "som alle er lidt forskellige fra hinanden"}
OUTSIDE: dict[str, tuple[Position, ...]] = {
    "95": ("above", "below", "far_above", "far_below"),
    "998": ("far_above", "far_below"),
}
PROMISED = {("95", False): 0.05, ("998", False): 0.002, ("95", True): 0.05, ("998", True): 0.005}
"""At most, by limit and whether areas truly differ. How much they differ is then itself an estimate from few areas, and
the outer limit is passed a little more often than it says."""
NAMES: dict[Counted, str] = {"share": "andele", "rate": "rater"}


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return the findings for 6, 12 and 40 areas, with and without true differences between them."""
    random = np.random.default_rng(seed)
    findings: list[Finding] = []
    for areas, full in AREAS.items():
        for counted in LEVELS:
            for spread, words in SPREADS.items():
                seen: Counter[Position] = Counter()
                for _ in range(replications or full):
                    seen.update(_positions(random, areas, spread, counted, "additive"))
                for limit, outside in OUTSIDE.items():
                    value = sum(seen[position] for position in outside) / seen.total()
                    findings.append(
                        Finding(
                            f"funnel_alarms_{limit}_{counted}_k{areas}_s{round(100 * spread)}",
                            f"Andel af {NAMES[counted]} uden for {'95' if limit == '95' else '99,8'} %-grænsen: "
                            f"{areas} områder, {words}.",
                            value, PROMISED[limit, spread > 0], "at_most", seen.total(),
                        )
                    )  # fmt: skip
    return findings


def _positions(
    random: np.random.Generator, areas: int, spread: float, counted: Counted, adjustment: Adjustment
) -> list[Position]:
    while True:
        size = np.round(np.exp(random.uniform(np.log(SIZES[0]), np.log(SIZES[1]), areas)))
        level = random.uniform(*LEVELS[counted])
        shift = spread * random.standard_normal(areas)
        if counted == "share":
            top = random.binomial(size.astype(int), 1 / (1 + (1 / level - 1) * np.exp(-shift)))
        else:
            top = random.poisson(size * level * np.exp(shift))
        counts = [AreaCount(str(place), float(t), float(n)) for place, (t, n) in enumerate(zip(top, size, strict=True))]
        found = funnel(counts, counted, adjustment=adjustment)
        if isinstance(found, Funnel):
            return [area.position for area in found.areas]
