"""How often the intervals hold the true value: by enumeration where all outcomes can be counted, else by drawing.

Averages are over a grid of true values, as Newcombe (1998) and Brown, Cai & DasGupta (2001) average them; exact ones
are judged by the worst true value of the grid instead. `replications` of an enumerated finding is the number of true
values that it was worked out for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from benchmarks.simulating import Finding
from helpers.measurement.intervals import (
    byar_count,
    difference_of_proportions,
    difference_of_rates,
    poisson_count,
    proportion,
    proportion_exact,
    ratio_of_counts,
    ratio_of_proportions,
)
from helpers.measurement.paired import Pairs, paired_change, unpaired_change
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Interval
from helpers.measurement.scales import mean_of_scale
from helpers.measurement.standardising import (
    Stratum,
    directly_standardised,
    indirectly_standardised_ratio,
)

FULL = 20_000
NOMINAL, ALMOST = 0.95, 0.94
Array = np.ndarray
OfCounts = Callable[[tuple[int, int], tuple[int, int]], Interval]


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return the coverage of every interval; `replications` draws where drawing is needed (20,000 in full)."""
    draws = FULL if replications is None else replications
    chance = np.random.default_rng(seed)
    points = 2000 if replications is None else 200
    return [
        *_shares(points),
        *_counts(points),
        *_two_shares(chance, points // 5),
        *_two_counts(chance, points // 5),
        *_pairs(chance, draws),
        *_scales(chance, max(200, draws // 5)),
        *_standardised(chance, draws),
    ]


def _finding(name: str, text: str, value: float, replications: int, promise: float = ALMOST) -> Finding:
    return Finding(name, text, float(value), promise, "at_least", replications)


def _shares(points: int) -> list[Finding]:
    truths = (np.arange(points) + 0.5) / points
    found: list[Finding] = []
    for n in (10, 20, 50, 200, 1000):
        score = _coverage_of_share(n, truths, proportion)
        text = f"Andel af {n} (Wilson), gennemsnit over sande andele fra 0 til 100 %: spændet rammer"
        found.append(_finding(f"wilson_mean_n{n}", text, score.mean(), points))
        exact = _coverage_of_share(n, truths, proportion_exact)
        text = f"Andel af {n} (Clopper-Pearson), den sande andel, hvor det går dårligst: spændet rammer"
        found.append(_finding(f"clopper_pearson_worst_n{n}", text, exact.min(), points, NOMINAL))
    return found


def _coverage_of_share(n: int, truths: Array, method: Callable[[float, float], Interval]) -> Array:
    intervals = [method(count, n) for count in range(n + 1)]
    low, high = _ends(intervals)
    holds = (low[:, None] <= 100 * truths) & (100 * truths <= high[:, None])
    return (_binomial(n, truths) * holds).sum(axis=0)


def _counts(points: int) -> list[Finding]:
    few, many = np.geomspace(0.1, 20, points), np.geomspace(20, 200, points)
    exact = _coverage_of_count(np.concatenate([few, many]), poisson_count)
    byar = _coverage_of_count(many, byar_count)
    return [
        _finding(
            "garwood_worst",
            "Antal hændelser (Garwood), det sande niveau mellem 0,1 og 200, hvor det går dårligst: spændet rammer",
            exact.min(),
            2 * points,
            NOMINAL,
        ),
        _finding(
            "byar_mean",
            "Antal hændelser (Byar), gennemsnit over sande niveauer fra 20 til 200: spændet rammer",
            byar.mean(),
            points,
        ),
    ]


def _coverage_of_count(truths: Array, method: Callable[[float], Interval]) -> Array:
    most = int(truths.max() + 12 * np.sqrt(truths.max()) + 20)
    low, high = _ends([method(count) for count in range(most)])
    holds = (low[:, None] <= truths) & (truths <= high[:, None])
    return (_poisson(most, truths) * holds).sum(axis=0)


def _two_shares(chance: np.random.Generator, points: int) -> list[Finding]:
    found: list[Finding] = []
    truths = chance.uniform(size=(points, 2))
    for one, other in ((20, 20), (20, 200), (60, 40), (200, 200)):
        for factor in (1.0, 0.9):
            method = partial(difference_of_proportions, factor=factor)
            value = _coverage_of_pair(one, other, truths, method, 100 * (truths[:, 0] - factor * truths[:, 1]))
            less = "" if factor == 1 else " efter en ændring på 10 %"
            text = f"Forskel mellem andele af {one} og {other}{less} (Newcombe), i gennemsnit: spændet rammer"
            name = f"newcombe_mean_{one}_{other}" + ("" if factor == 1 else "_factor")
            found.append(_finding(name, text, value, points))
    away = 0.05 + 0.9 * truths
    for one, other in ((60, 40), (200, 200)):
        value = _coverage_of_pair(one, other, away, ratio_of_proportions, away[:, 0] / away[:, 1])
        text = f"Forhold mellem andele af {one} og {other} (Donner og Zou), i gennemsnit: spændet rammer"
        found.append(_finding(f"ratio_of_shares_mean_{one}_{other}", text, value, points))
    return found


def _coverage_of_pair(one: int, other: int, truths: Array, method: OfCounts, wanted: Array) -> float:
    intervals = [method((first, one), (second, other)) for first in range(one + 1) for second in range(other + 1)]
    low, high = (ends.reshape(one + 1, other + 1) for ends in _ends(intervals))
    first, second = _binomial(one, truths[:, 0]), _binomial(other, truths[:, 1])
    covered = [
        first[:, at] @ ((low <= true + 1e-9) & (true - 1e-9 <= high)) @ second[:, at] for at, true in enumerate(wanted)
    ]
    return float(np.mean(covered))


def _two_counts(chance: np.random.Generator, points: int) -> list[Finding]:
    means = np.exp(chance.uniform(np.log(0.5), np.log(60), size=(points, 2)))
    most = 160
    tables = [(first, second) for first in range(most) for second in range(most)]
    weights = _poisson(most, means[:, 0]), _poisson(most, means[:, 1])
    ratio = [ratio_of_counts((first, 1), (second, 1)) for first, second in tables]
    difference = [difference_of_rates((first, 1), (second, 1)) for first, second in tables]
    of_ratio = _poisson_coverage(ratio, most, weights, means[:, 0] / means[:, 1])
    of_difference = _poisson_coverage(difference, most, weights, means[:, 0] - means[:, 1])
    return [
        _finding(
            "ratio_of_counts_worst",
            "Forhold mellem to antal hændelser (præcist), det dårligste af de prøvede niveauer: spændet rammer",
            of_ratio.min(),
            points,
            NOMINAL,
        ),
        _finding(
            "difference_of_counts_mean",
            "Forskel mellem to antal hændelser (Zou og Donner), i gennemsnit: spændet rammer",
            of_difference.mean(),
            points,
        ),
    ]


def _poisson_coverage(intervals: Sequence[Interval], most: int, weights: tuple[Array, Array], wanted: Array) -> Array:
    low, high = (ends.reshape(most, most) for ends in _ends(intervals))
    return np.array(
        [
            weights[0][:, at] @ ((low <= true + 1e-9) & (true - 1e-9 <= high)) @ weights[1][:, at]
            for at, true in enumerate(wanted)
        ]
    )


def _pairs(chance: np.random.Generator, draws: int) -> list[Finding]:
    found: list[Finding] = []
    for n in (20, 60, 300):
        shares = chance.dirichlet((1, 1, 1, 1), size=draws)
        tables = chance.multinomial(n, shares)
        wanted = 100 * (shares[:, 2] - shares[:, 1])
        hits = _hits([_paired(tuple(map(int, table))) for table in tables], wanted)
        text = f"Ændring blandt de samme {n} personer (Newcombe, parvis), i gennemsnit: spændet rammer"
        found.append(_finding(f"paired_mean_n{n}", text, hits, draws))
        # Who was so before is so after with a chance of 60 to 95 %, whichever way.
        likely = _lasting(chance, draws)
        tables = chance.multinomial(n, likely)
        apart = [unpaired_change((both + lost, n), (both + gained, n)) for both, lost, gained, _ in tables.tolist()]
        hits = _hits(apart, 100 * (likely[:, 2] - likely[:, 1]))
        text = f"Ændring blandt de samme {n} personer, når kilden ikke siger hvem: spændet rammer"
        found.append(_finding(f"pairs_unknown_mean_n{n}", text, hits, draws))
    return found


@cache
def _paired(table: tuple[int, int, int, int]) -> Interval:
    return paired_change(Pairs(*table))


def _lasting(chance: np.random.Generator, draws: int) -> Array:
    before = chance.uniform(0.05, 0.95, draws)
    keep, stay = chance.uniform(0.6, 0.95, (2, draws))
    return np.stack([before * keep, before * (1 - keep), (1 - before) * (1 - stay), (1 - before) * stay], axis=1)


def _scales(chance: np.random.Generator, draws: int) -> list[Finding]:
    found: list[Finding] = []
    for n in (20, 100):
        shares = chance.dirichlet((0.8,) * 5, size=draws)
        tables = chance.multinomial(n, shares)
        made = [mean_of_scale(table, (1, 2, 3, 4, 5)) for table in tables.tolist()]
        intervals = [mean.interval for mean in made if not isinstance(mean, Refusal)]
        text = f"Gennemsnit af {n} svar på en skala fra 1 til 5 (Lang), i gennemsnit: spændet rammer"
        found.append(_finding(f"scale_mean_n{n}", text, _hits(intervals, shares @ np.arange(1, 6)), draws))
    return found


def _standardised(chance: np.random.Generator, draws: int) -> list[Finding]:
    bands, per = 6, 1000.0
    persons = np.rint(np.exp(chance.uniform(np.log(30), np.log(600), (draws, bands))))
    standard = chance.dirichlet((5,) * bands, size=draws)
    rates = np.exp(chance.uniform(np.log(0.005), np.log(0.08), (draws, bands)))
    events = chance.poisson(persons * rates)
    truth = per * (standard * rates).sum(axis=1)
    strata = [
        [Stratum(*pair) for pair in zip(*row, strict=True)]
        for row in zip(events.tolist(), persons.tolist(), strict=True)
    ]
    gamma = [
        made.interval
        for row, weights in zip(strata, standard.tolist(), strict=True)
        if not isinstance(made := directly_standardised(row, weights, per), Refusal)
    ]
    country = [Stratum(80.0, 2000.0)] * bands
    ratios = [
        made.interval for row in strata if not isinstance(made := indirectly_standardised_ratio(row, country), Refusal)
    ]
    expected = (persons * rates).sum(axis=1) / (persons * 0.04).sum(axis=1)
    return [
        _finding(
            "fay_feuer_mean",
            "Rate som ved en fast alderssammensætning (Fay og Feuer), i gennemsnit: spændet rammer",
            _hits(gamma, truth),
            draws,
            NOMINAL,
        ),
        _finding(
            "indirect_mean",
            "Hændelser i forhold til det ventede (indirekte), i gennemsnit: spændet rammer",
            _hits(ratios, expected),
            draws,
        ),
    ]


def _ends(intervals: Sequence[Interval]) -> tuple[Array, Array]:
    return np.array([one.low for one in intervals]), np.array([one.high for one in intervals])


def _hits(intervals: Sequence[Interval], wanted: Array) -> float:
    low, high = _ends(intervals)
    return float(((low <= wanted + 1e-9) & (wanted - 1e-9 <= high)).mean())


def _binomial(n: int, shares: Array) -> Array:
    counts = np.arange(n + 1)[:, None]
    ways = gammaln(n + 1) - gammaln(counts + 1) - gammaln(n - counts + 1)
    return np.exp(ways + xlogy(counts, shares) + xlog1py(n - counts, -shares))


def _poisson(most: int, means: Array) -> Array:
    counts = np.arange(most)[:, None]
    return np.exp(xlogy(counts, means) - means - gammaln(counts + 1))
