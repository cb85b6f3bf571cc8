"""Are shrunken estimates nearer the truth, and do their intervals and the ranks' hold it? Areas of 20-2,000 persons."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.simulating import Finding
from helpers.monitoring.ranking import LEAST_RELIABILITY, ranks_of_draws
from helpers.monitoring.shrinkage_posterior import Posterior, posterior
from helpers.monitoring.small_areas import AreaCount, Counted

Numbers = NDArray[np.float64]
DRAWS = 4000
"""Fewer than for a page, where the ends of an interval are printed."""
SIZES = (20, 2000)
AREAS = {6: 700, 12: 400, 40: 160}
"""How many areas, and how many simulated sets of them at full size for each spread and kind of count."""
SPREADS = (0.0, 0.15, 0.5, 1.0)
"""Standard deviation of the areas' true log odds (log rates): not the beta or gamma distribution that is assumed."""
LEVELS: dict[Counted, tuple[float, float]] = {"share": (0.1, 0.8), "rate": (0.01, 0.1)}


@dataclass
class _Tally:
    """What was seen with one number of areas and one spread."""

    alike: bool
    """Areas that are all alike have no true ranks."""
    own: list[float] = field(default_factory=list[float])
    shrunken: list[float] = field(default_factory=list[float])
    covered: list[float] = field(default_factory=list[float])
    ranked: list[float] = field(default_factory=list[float])
    shown: list[bool] = field(default_factory=list[bool])
    """Is the ranking reliable enough to be shown?"""

    def see(self, truth: Numbers, top: Numbers, size: Numbers, found: Posterior) -> None:
        """Count one set of areas."""
        scale = float(truth.mean()) ** 2
        self.own.append(float(((top / size - truth) ** 2).mean()) / scale)
        self.shrunken.append(float(((found.means - truth) ** 2).mean()) / scale)
        low, high = np.quantile(found.draws, [0.025, 0.975], axis=0)
        self.covered.append(float(((low <= truth) & (truth <= high)).mean()))
        reliable = float(found.weights.mean()) >= LEAST_RELIABILITY
        self.shown.append(reliable)
        if not self.alike:
            _, first, last = ranks_of_draws(found.draws, "lowest")
            rank = truth.argsort().argsort() + 1
            self.ranked.append(float(((first <= rank) & (rank <= last)).mean()))


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return the findings for 6, 12 and 40 areas."""
    findings: list[Finding] = []
    random = np.random.default_rng(seed)
    for areas, full in AREAS.items():
        by_spread = {spread: _Tally(alike=spread == 0) for spread in SPREADS}
        for spread, tally in by_spread.items():
            for counted in LEVELS:
                for _ in range(replications or full):
                    _simulate(random, areas, spread, counted, tally)
        findings += _findings(areas, by_spread)
    return findings


def _simulate(random: np.random.Generator, areas: int, spread: float, counted: Counted, tally: _Tally) -> None:
    while True:
        size = np.round(np.exp(random.uniform(np.log(SIZES[0]), np.log(SIZES[1]), areas)))
        level = random.uniform(*LEVELS[counted])
        shift = spread * random.standard_normal(areas)
        if counted == "share":
            truth = 1 / (1 + (1 / level - 1) * np.exp(-shift))
            top = random.binomial(size.astype(int), truth).astype(float)
        else:
            truth = level * np.exp(shift)
            top = random.poisson(size * truth).astype(float)
        if top.sum() > 0:
            break  # a set of areas without any event is refused
    counts = [AreaCount(str(place), *pair) for place, pair in enumerate(zip(top, size, strict=True))]
    tally.see(truth, top, size, posterior(counts, counted, DRAWS))


def _findings(areas: int, by_spread: dict[float, _Tally]) -> list[Finding]:
    found: list[Finding] = []
    for spread, tally in by_spread.items():
        words = f"{areas} områder, {_WORDS[spread]}"
        mark = f"k{areas}_s{round(100 * spread)}"
        error = (float(np.mean(tally.shrunken)) / float(np.mean(tally.own))) ** 0.5
        sets = len(tally.covered)
        found.append(
            Finding(
                f"shrinkage_error_ratio_{mark}",
                f"Typisk fejl af det sammenholdte skøn i forhold til områdets eget tal: {words}.",
                error, 1.0, "at_most", sets,
            )
        )  # fmt: skip
        found.append(
            Finding(
                f"shrinkage_coverage_{mark}",
                f"Andel af 95 %-intervaller om sammenholdte skøn, der rummer det sande tal: {words}.",
                float(np.mean(tally.covered)), 0.94, "at_least", sets,
            )
        )  # fmt: skip
        if tally.alike:
            found.append(
                Finding(
                    f"ranking_shown_{mark}",
                    f"Andel af gange, en rangorden vises: {words}.",
                    float(np.mean(tally.shown)), 0.05, "at_most", sets,
                )
            )  # fmt: skip
        else:
            found.append(
                Finding(
                    f"rank_coverage_{mark}",
                    f"Andel af 90 %-intervaller for pladser, der rummer den sande plads: {words}.",
                    float(np.mean(tally.ranked)), 0.88, "at_least", sets,
                )
            )  # fmt: skip
    shown = [
        held for tally in by_spread.values() for held, seen in zip(tally.ranked, tally.shown, strict=False) if seen
    ]
    if shown:
        found.append(
            Finding(
                f"rank_coverage_if_shown_k{areas}",
                f"Andel af 90 %-intervaller for pladser, der rummer den sande plads, når rangordenen vises: "
                f"{areas} områder.",
                float(np.mean(shown)), 0.88, "at_least", len(shown),
            )
        )  # fmt: skip
    return found


_WORDS = {
    0.0: "som i virkeligheden er ens",
    0.15: "som er lidt forskellige",
    0.5: "som er forskellige",
    1.0: "som er meget forskellige",
}
