"""Movers and stayers: is a change of composition told as one, and does the stayers' interval hold their true change.

Areas of 20-2,000 residents; those who were out of work mostly still are, whoever moves.
"""

from __future__ import annotations

import numpy as np

from benchmarks.simulating import Finding
from helpers.measurement.moving import Decomposition, Flows, Group, decompose
from helpers.measurement.paired import Pairs

FULL = 20_000
RESIDENTS = (20, 2000)


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return how often a planted change of composition leaves 0 to stayers, and how often the interval is right."""
    areas = FULL if replications is None else replications
    chance = np.random.default_rng(seed)
    return [_composition_only(chance, areas), *_stayers(chance, areas)]


def _composition_only(chance: np.random.Generator, areas: int) -> Finding:
    exact = 0
    for _ in range(areas):
        stayers, out, into = _sizes(chance)
        had = int(chance.binomial(stayers, chance.uniform(0.05, 0.95)))
        found = _made(Flows(Group(had, stayers), Group(had, stayers), _movers(chance, out), _movers(chance, into)))
        exact += float(found.stayed) == 0.0 and found.moved_out + found.moved_in == found.change
    return Finding(
        "composition_only_is_zero",
        "Kun hvem der bor der er skiftet: dem, der blev, har en ændring på præcis 0",
        exact / areas,
        1.0,
        "at_least",
        areas,
    )


def _stayers(chance: np.random.Generator, areas: int) -> list[Finding]:
    hits = {"paired": 0, "unpaired": 0}
    for _ in range(areas):
        stayers, out, into = _sizes(chance)
        before = chance.uniform(0.05, 0.95)
        keep, stay = chance.uniform(0.6, 0.95, 2)
        shares = (before * keep, before * (1 - keep), (1 - before) * (1 - stay), (1 - before) * stay)
        both, lost, gained, neither = (int(count) for count in chance.multinomial(stayers, shares))
        true = 100 * (shares[2] - shares[1])
        flows = Flows(
            Group(both + lost, stayers),
            Group(both + gained, stayers),
            _movers(chance, out),
            _movers(chance, into),
        )
        pairs = {"paired": Pairs(both, lost, gained, neither), "unpaired": None}
        for name, known in pairs.items():
            interval = _made(flows, known).stayed_interval
            hits[name] += interval is not None and interval.low - 1e-9 <= true <= interval.high + 1e-9
    told = {"paired": "det er kendt, hvem der skiftede", "unpaired": "kun antallene er kendt"}
    return [
        Finding(
            f"stayers_{name}_coverage",
            f"Ændringen hos dem, der blev, når {told[name]}: spændet rammer",
            count / areas,
            0.94,
            "at_least",
            areas,
        )
        for name, count in hits.items()
    ]


def _sizes(chance: np.random.Generator) -> tuple[int, int, int]:
    low, high = np.log(RESIDENTS)
    residents = round(float(np.exp(chance.uniform(low, high))))
    out = int(chance.binomial(residents - 1, chance.uniform(0.05, 0.5)))
    return residents - out, out, int(chance.poisson(max(1, out)))


def _movers(chance: np.random.Generator, persons: int) -> Group:
    return Group(int(chance.binomial(persons, chance.uniform(0.05, 0.95))), persons)


def _made(flows: Flows, pairs: Pairs | None = None) -> Decomposition:
    found = decompose(flows, pairs=pairs)
    if not isinstance(found, Decomposition):
        raise TypeError("all four groups are known here")
    return found
