"""How often a quiet series gives a signal, rule by rule, and how often a planted shift is seen.

Each trial goes through `control_chart`, with limits made from the same 24 points. What is promised is what theory gives
for independent normal points with known mean and limits: runs and zones are counted exactly. One promise is another:
the limits of an XmR chart are estimated from moving ranges, and its rule of two of three near a limit did not keep what
known limits give (2.8 % of quiet series against 2.4 %), since limits that come out too narrow do more harm than limits
that come out too wide do good. It is promised the average over the error of that estimate (Cryer & Ryan 1990).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

from benchmarks.simulating import Finding
from helpers.monitoring.charts import ControlChart, control_chart
from helpers.monitoring.limits import ChartKind
from helpers.monitoring.signals import SHIFT, TREND, Rule
from helpers.monitoring.spacing import SeriesPoint
from helpers.monitoring.variation import Variation, variation_of

POINTS = 24
FULL = 20_000
Numbers = NDArray[np.float64]
Draw = Callable[[np.random.Generator, float], tuple[Numbers, Numbers | None]]
_NAMES = {ChartKind.XMR: "værdier (XmR)", ChartKind.P: "andele (p)", ChartKind.U: "rater (u)", ChartKind.C: "antal (c)"}
_RULES = {
    Rule.OUTSIDE: "en måling uden for grænserne",
    Rule.SHIFT: "syv i træk på samme side",
    Rule.TREND: "seks i træk i samme retning",
    Rule.NEAR_LIMIT: "to af tre nær en grænse",
}


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return the findings: false signals by chart and rule, and shifts that are seen."""
    trials = FULL if replications is None else replications
    generator = np.random.default_rng(seed)
    findings: list[Finding] = []
    for kind in _DRAWS:
        findings += _quiet(kind, trials, generator)
    for kind, size in product((ChartKind.XMR, ChartKind.C), (1.0, 2.0, 3.0)):
        findings += _shifted(kind, size, trials // 4, generator)
    return findings


def _quiet(kind: ChartKind, trials: int, generator: np.random.Generator) -> list[Finding]:
    seen = dict.fromkeys(Rule, 0)
    any_signal = now = 0
    for _ in range(trials):
        chart = _chart(kind, generator, 0.0)
        rules = {signal.rule for signal in chart.signals}
        for rule in rules:
            seen[rule] += 1
        any_signal += bool(rules)
        now += variation_of(chart, "neither") is not Variation.NO_CHANGE_SEEN
    theory = {rule: known_limits(rule) for rule in Rule}
    if kind is ChartKind.XMR:
        theory[Rule.NEAR_LIMIT] = estimated_limits(Rule.NEAR_LIMIT)
    name = _NAMES[kind]
    found = [
        Finding(
            f"{kind.value}_quiet_{rule.value}",
            f"Rolige rækker af {name} på {POINTS} målinger, der giver signal: {_RULES[rule]}",
            seen[rule] / trials,
            theory[rule],
            "at_most",
            trials,
        )
        for rule in Rule
    ]
    found.append(
        Finding(
            f"{kind.value}_quiet_any",
            f"Rolige rækker af {name} på {POINTS} målinger, der giver mindst ét signal",
            any_signal / trials,
            sum(theory.values()),
            "at_most",
            trials,
        )
    )
    found.append(
        Finding(
            f"{kind.value}_quiet_word",
            f"Rolige rækker af {name} på {POINTS} målinger, hvor ordet ikke er »kun udsving«",
            now / trials,
            0.05,
            "at_most",
            trials,
        )
    )
    return found


def _shifted(kind: ChartKind, size: float, trials: int, generator: np.random.Generator) -> list[Finding]:
    """Plant a fall of so many standard deviations after twelve of the 24 points."""
    word = drawn = 0
    for _ in range(trials):
        chart = _chart(kind, generator, size)
        word += variation_of(chart, "lower") is Variation.IMPROVEMENT
        drawn += any(signal.direction == "down" and signal.at[-1] >= POINTS // 2 for signal in chart.signals)
    deviations = "1 standardafvigelse" if size == 1 else f"{size:.0f} standardafvigelser"
    text = f"Rækker af {_NAMES[kind]} med et fald på {deviations} efter 12 af 24 målinger, hvor"
    name = f"{kind.value}_fall_{size:.0f}"
    return [
        Finding(
            f"{name}_drawn", f"{text} faldet mærkes i figuren", drawn / trials, run_below(size / 2), "at_least", trials
        ),
        Finding(
            f"{name}_word",
            f"{text} ordet er »forbedring«",
            word / trials,
            _normal(size / 2) ** SHIFT,
            "at_least",
            trials,
        ),
    ]


def _chart(kind: ChartKind, generator: np.random.Generator, fall: float) -> ControlChart:
    while True:
        numbers, sizes = _DRAWS[kind](generator, fall)
        scale = {ChartKind.P: 100.0, ChartKind.U: 1000.0}.get(kind, 1.0)
        points = tuple(
            SeriesPoint(
                str(place),
                date(2018 + place // 12, place % 12 + 1, 28),
                float(numbers[place]) if sizes is None else scale * float(numbers[place] / sizes[place]),
                None if sizes is None else float(numbers[place]),
                None if sizes is None else float(sizes[place]),
            )
            for place in range(POINTS)
        )
        chart = control_chart(points, kind, scale=scale)
        if isinstance(chart, ControlChart):
            return chart


def _means(generator: np.random.Generator, mean: float, deviation: float, fall: float) -> Numbers:
    means = np.full(POINTS, mean)
    means[POINTS // 2 :] -= fall * deviation
    return means


def _values(generator: np.random.Generator, fall: float) -> tuple[Numbers, Numbers | None]:
    return generator.normal(_means(generator, 100.0, 10.0, fall), 10.0), None


def _shares(generator: np.random.Generator, fall: float) -> tuple[Numbers, Numbers | None]:
    sizes = generator.integers(120, 281, POINTS)
    return generator.binomial(sizes, 0.3).astype(float), sizes.astype(float)


def _rates(generator: np.random.Generator, fall: float) -> tuple[Numbers, Numbers | None]:
    sizes = generator.integers(400, 801, POINTS)
    return generator.poisson(0.03 * sizes).astype(float), sizes.astype(float)


def _counts(generator: np.random.Generator, fall: float) -> tuple[Numbers, Numbers | None]:
    return generator.poisson(_means(generator, 25.0, 5.0, fall)).astype(float), None


_DRAWS: dict[ChartKind, Draw] = {
    ChartKind.XMR: _values,
    ChartKind.P: _shares,
    ChartKind.U: _rates,
    ChartKind.C: _counts,
}


def _normal(value: float) -> float:
    return 0.5 * (1 + erf(value / sqrt(2)))


def estimated_limits(rule: Rule, points: int = POINTS) -> float:
    """Return the same on average over the error with which moving ranges estimate the standard deviation.

    The estimate is taken as normal with the variance of Cryer, J. D. & Ryan, T. P. (1990), The estimation of sigma for
    an X chart. Journal of Quality Technology 22, 187-192.
    """
    deviation = sqrt((0.8264 * points - 1.082) / (points - 1) ** 2)
    places, weights = np.polynomial.hermite_e.hermegauss(15)
    widths = 1 + deviation * places
    chances = [known_limits(rule, points, width=max(width, 0.05)) for width in widths]
    return float(weights @ np.array(chances) / weights.sum())


def known_limits(rule: Rule, points: int = POINTS, *, width: float = 1.0) -> float:
    """Return how often independent normal points with known mean and limits give a signal by one rule, exactly.

    `width` is how wide the limits are, against three standard deviations.
    """
    if rule is Rule.OUTSIDE:
        return 1 - (2 * _normal(3 * width) - 1) ** points
    if rule is Rule.SHIFT:
        return _run_of_sides(points)
    if rule is Rule.TREND:
        return _run_of_steps(points)
    return _two_of_three(points, width)


def _run_of_sides(points: int) -> float:
    """Return the chance of seven in a row on one side of the mean: fair coins."""
    running = np.zeros(SHIFT)
    running[1] = 1.0
    for _ in range(points - 1):
        after = np.zeros(SHIFT)
        after[1] = running.sum() / 2
        after[2:] = running[1:-1] / 2
        running = after
    return 1 - float(running.sum())


def _run_of_steps(points: int) -> float:
    """Return the chance of six in a row in one direction: any order of ranks is as likely as any other.

    States are the rank of the last point among those so far, and how many steps the present run has gone.
    """
    steps = TREND - 1
    chances = {(0, 0, 0): 1.0}
    for known in range(1, points):
        after: dict[tuple[int, int, int], float] = {}
        for (rank, direction, length), chance in chances.items():
            for new in range(known + 1):
                way = 1 if new > rank else -1
                gone = length + 1 if way == direction else 1
                if gone < steps:
                    key = (new, way, gone)
                    after[key] = after.get(key, 0.0) + chance / (known + 1)
        chances = after
    return 1 - sum(chances.values())


def _two_of_three(points: int, width: float) -> float:
    """Return the chance of two of three near one limit, all three on that side, by the zones of the last two points."""
    near = _normal(3 * width) - _normal(2 * width)
    one_side = {"N": near, "I": 0.5 - near}  # whether outside or well inside the limits: on the side, but not near
    zones = {sign + zone: chance for sign in "+-" for zone, chance in one_side.items()}
    chances = {(first, second): zones[first] * zones[second] for first, second in product(zones, zones)}
    for _ in range(points - 2):
        after: dict[tuple[str, str], float] = {}
        for (first, second), chance in chances.items():
            for third, own in zones.items():
                window = (first, second, third)
                alike = len({zone[0] for zone in window}) == 1
                if not (alike and sum(zone[1] == "N" for zone in window) >= 2):
                    after[second, third] = after.get((second, third), 0.0) + chance * own
        chances = after
    return 1 - sum(chances.values())


def run_below(distance: float, points: int = POINTS // 2) -> float:
    """Return how often seven in a row of the points after a fall lie below the mean of all, were that mean known.

    `distance` is from the new level to that mean, in standard deviations.
    """
    below = _normal(distance)
    running = np.zeros(SHIFT + 1)
    running[0] = 1.0
    for _ in range(points):
        after = np.zeros(SHIFT + 1)
        after[0] = running[:SHIFT].sum() * (1 - below)
        after[1:] = running[:-1] * below
        after[SHIFT] += running[SHIFT]
        running = after
    return float(running[SHIFT])
