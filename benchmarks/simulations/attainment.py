"""How often `met` and `not_met` are wrong where the truth lies exactly on the target, which is where it is hardest.

Every simulated area goes the whole way of a real one: observations, rounds, target at the round, and the judging code.
A strict target (more than) is not met by a truth that is exactly on it, so each `met` is false; one with "or equal" is,
so each `not_met` is false. Half of the areas have either.

Last come events in clumps (one night with twelve broken windows), which the method takes for independent ones: what is
promised of it isn't kept there, and the page says how far it is off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Literal

import numpy as np

from benchmarks.simulating import Finding
from helpers.measurement.measuring_all import measure
from helpers.measurement.results import Word
from helpers.observations.table import Observation, Origin, Precision
from helpers.plan.model import (
    Area,
    AreaKind,
    Citation,
    Goal,
    Indicator,
    Nature,
    Plan,
    Registry,
    Round,
    Target,
    Unit,
)

AREAS = 20_000
"""Half of them can have a false `met`, the other half a false `not_met`."""
RESIDENTS = (20, 2000)
LARGEST_ERROR = 0.05
_BATCH = 1000
CLUMPED = (2, 3, 5)
"""How many times the variance of independent events: as if they came so many at a time."""
CLUMPED_MEAN = 60.0
_LIMIT = "Spændet regner hver hændelse for sig; kommer de i klumper, er det for smalt."
_FIRST, _LAST = 2017, 2021
_HERE = Citation(document="S1", page=1)
_ROUNDS = (
    Round(id="baseline", name="Baseline", label="baseline", first=date(2017, 1, 1), last=date(2017, 12, 31)),
    Round(id="end", name="Slut", label="slut", first=date(2021, 1, 1), last=date(2021, 12, 31)),
)
_STRICT, _OR_EQUAL = (">", "<"), (">=", "<=")
_WORDS: dict[Word, str] = {Word.MET: "nået", Word.NOT_MET: "ikke nået"}

Against = Literal["fixed", "baseline", "path", "points", "benchmark"]
_AGAINST: dict[Against, str] = {
    "fixed": "et fast tal",
    "baseline": "10 % under baseline",
    "path": "10 % om året fra baseline",
    "points": "8 procentpoint under baseline",
    "benchmark": "et gennemsnit, der flytter sig",
}
_FACTOR: dict[Against, float] = {"fixed": 1.0, "baseline": 0.9, "path": 0.9**4, "points": 1.0, "benchmark": 1.0}
_POINTS = 8.0


@dataclass(frozen=True)
class _Kind:
    """One nature of figure, and the targets that it is tried with."""

    nature: Nature
    named: str
    unit: Unit
    per: float
    against: tuple[Against, ...]

    @property
    def indicator(self) -> Indicator:
        words = {"name": "tal", "short_name": "tal", "definition": "tal"}
        yearly = "sum" if self.nature is Nature.EVENT_COUNT else "latest"
        return Indicator(
            id="tal", version=1, nature=self.nature, unit=self.unit, better="lower", yearly=yearly, **words
        )

    @property
    def share(self) -> bool:
        return self.nature in {Nature.SURVEY_SHARE, Nature.REGISTER_SHARE}


_KINDS = (
    _Kind(
        Nature.SURVEY_SHARE,
        "Andel i en spørgeundersøgelse",
        Unit.PERCENT,
        100,
        ("fixed", "baseline", "path", "points", "benchmark"),
    ),
    _Kind(Nature.REGISTER_SHARE, "Andel i et register", Unit.PERCENT, 100, ("fixed", "baseline", "points")),
    _Kind(Nature.EVENT_COUNT, "Antal hændelser", Unit.COUNT, 1, ("fixed", "baseline", "path")),
    _Kind(Nature.EVENT_RATE, "Hændelser pr. 1.000", Unit.PER_1000, 1000, ("fixed", "baseline", "path", "benchmark")),
)


@dataclass(frozen=True)
class _Simulated:
    """One area whose truth lies exactly on its target."""

    target: Target
    observations: tuple[Observation, ...]


_Make = Callable[[_Kind, Against, str, str, np.random.Generator], _Simulated]


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return how often a clear word is wrong, for each nature and kind of target; `replications` areas of each."""
    areas = AREAS if replications is None else replications
    chance = np.random.default_rng(seed)
    independent = [
        finding for kind in _KINDS for against in kind.against for finding in _of_kind(kind, against, areas, chance)
    ]
    return independent + clumped(replications, seed)


def clumped(replications: int | None, seed: int) -> list[Finding]:
    """Return the same where events come in clumps; a draw of their own, so that the others stay as they are."""
    areas = (AREAS if replications is None else replications) // 2
    chance = np.random.default_rng([seed, 1])
    tried: tuple[Against, ...] = ("fixed", "baseline")
    return [
        finding
        for against in tried
        for variance in CLUMPED
        for finding in _of_clumped(variance, against, areas, chance)
    ]


def _of_clumped(variance: int, against: Against, areas: int, chance: np.random.Generator) -> Iterator[Finding]:
    kind = next(kind for kind in _KINDS if kind.nature is Nature.EVENT_COUNT)
    wrong = _wrong(kind, against, areas, chance, partial(_clumped, variance=variance))
    for word, count in wrong.items():
        yield Finding(
            id=f"clumped_{variance}_{against}_false_{word.value}",
            text=(
                f"Omkring {CLUMPED_MEAN:.0f} hændelser, der svinger, som om de kom {variance} ad gangen, mod "
                f"{_AGAINST[against]}, sandheden lige på målet: siden siger fejlagtigt »{_WORDS[word]}«."
            ),
            value=count / (areas // 2),
            promise=LARGEST_ERROR,
            direction="at_most",
            replications=areas // 2,
            known_limit=_LIMIT,
        )


def _wrong(kind: _Kind, against: Against, areas: int, chance: np.random.Generator, make: _Make) -> dict[Word, int]:
    wrong = {Word.MET: 0, Word.NOT_MET: 0}
    for first in range(0, areas, _BATCH):
        for word, operator in _judged(kind, against, min(_BATCH, areas - first), chance, make):
            wrong[Word.MET] += operator in _STRICT and word is Word.MET
            wrong[Word.NOT_MET] += operator in _OR_EQUAL and word is Word.NOT_MET
    return wrong


def _of_kind(kind: _Kind, against: Against, areas: int, chance: np.random.Generator) -> Iterator[Finding]:
    wrong = _wrong(kind, against, areas, chance, _share if kind.share else _events)
    for word, count in wrong.items():
        yield Finding(
            id=f"{kind.nature.value}_{against}_false_{word.value}",
            text=(
                f"{kind.named} mod {_AGAINST[against]}, sandheden lige på målet, {RESIDENTS[0]}-2.000 beboere: "
                f"siden siger fejlagtigt »{_WORDS[word]}«"
            ),
            value=count / (areas // 2),
            promise=LARGEST_ERROR,
            direction="at_most",
            replications=areas // 2,
        )


def _judged(
    kind: _Kind, against: Against, count: int, chance: np.random.Generator, make: _Make
) -> Iterator[tuple[Word, str | None]]:
    operators = (*_STRICT, *_OR_EQUAL)
    made = [make(kind, against, f"{place}", operators[place % 4], chance) for place in range(count)]
    plan, registry = _plan(kind, made)
    results = measure(plan, registry, [one for simulated in made for one in simulated.observations])
    for attainment in results.attainments_of(round_id="end"):
        yield attainment.word, made[int(attainment.area[1:])].target.operator


def _share(kind: _Kind, against: Against, place: str, operator: str, chance: np.random.Generator) -> _Simulated:
    sizes = [_residents(chance) for _ in range(2)]
    start = chance.uniform(0.15, 0.95) if against == "points" else chance.uniform(0.02, 0.98)
    truth = start - _POINTS / 100 if against == "points" else _FACTOR[against] * start
    if against == "benchmark":
        sizes[0] = int(chance.integers(500, 20_000))
    counts = [int(chance.binomial(size, share)) for size, share in zip(sizes, (start, truth), strict=True)]
    return _simulated(kind, against, place, operator, truth, counts, sizes)


def _events(kind: _Kind, against: Against, place: str, operator: str, chance: np.random.Generator) -> _Simulated:
    sizes = [_residents(chance) for _ in range(2)]
    if kind.nature is Nature.EVENT_COUNT:
        sizes[0] = sizes[1]
    if against == "benchmark":
        sizes[0] = int(chance.integers(500, 20_000))
    rate = float(np.exp(chance.uniform(np.log(0.005), np.log(0.1))))
    truth = _FACTOR[against] * rate
    counts = [int(chance.poisson(size * level)) for size, level in zip(sizes, (rate, truth), strict=True)]
    level = truth * sizes[1] if kind.nature is Nature.EVENT_COUNT else truth
    return _simulated(kind, against, place, operator, level, counts, sizes)


def _clumped(
    kind: _Kind, against: Against, place: str, operator: str, chance: np.random.Generator, variance: int
) -> _Simulated:
    """Draw counts with so many times Poisson's variance: negative binomial, by a level drawn anew each year."""
    levels = (CLUMPED_MEAN, _FACTOR[against] * CLUMPED_MEAN)
    counts = [int(chance.poisson(chance.gamma(level / (variance - 1), variance - 1))) for level in levels]
    return _simulated(kind, against, place, operator, levels[1], counts, [1, 1])


def _residents(chance: np.random.Generator) -> int:
    low, high = np.log(RESIDENTS)
    return round(float(np.exp(chance.uniform(low, high))))


def _simulated(
    kind: _Kind, against: Against, place: str, operator: str, truth: float, counts: list[int], sizes: list[int]
) -> _Simulated:
    before, after = counts
    area, other = f"a{place}", f"b{place}"
    latest = _seen(kind, area, _LAST, after, sizes[1])
    if against == "fixed":
        return _Simulated(_TARGETS[against](operator, kind.per * truth, other), (latest,))
    reference = _seen(kind, *((other, _LAST) if against == "benchmark" else (area, _FIRST)), before, sizes[0])
    return _Simulated(_TARGETS[against](operator, kind.per * truth, other), (reference, latest))


def _target(kind: str, **fixed: Any) -> Callable[[str, float, str], Target]:
    def make(operator: str, value: float, benchmark: str) -> Target:
        known: dict[str, Any] = {"kind": kind, "operator": operator, "value": value, **fixed}
        if kind == "exceed_benchmark":
            known |= {"benchmark_area": benchmark, "value": None}
        return Target(**known)

    return make


_TARGETS: dict[Against, Callable[[str, float, str], Target]] = {
    "fixed": _target("absolute_level"),
    "baseline": _target("relative_to_baseline", value=-10),
    "path": _target("relative_to_preceding_year", value=-10),
    "points": _target("relative_to_baseline", value=-_POINTS, points=True),
    "benchmark": _target("exceed_benchmark", benchmark_moves=True),
}


def _seen(kind: _Kind, area: str, year: int, count: int, size: int) -> Observation:
    counts = {} if kind.nature is Nature.EVENT_COUNT else {"numerator": float(count), "denominator": float(size)}
    return Observation(
        id=f"{area}-{year}",
        evaluation="simuleret",
        area=area,
        indicator="tal",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        period_label=str(year),
        value=float(count) if kind.nature is Nature.EVENT_COUNT else None,
        unit="count",
        origin=Origin.SYNTHETIC,
        source="simuleret",
        file="simuleret",
        checksum="0" * 64,
        precision=Precision.EXACT,
        **counts,
    )


def _plan(kind: _Kind, made: list[_Simulated]) -> tuple[Plan, Registry]:
    words = {"wording": "mål", "short_name": "mål", "focus_area": "fokus"}
    goals = tuple(
        Goal(id=f"m{place}", indicator="tal", areas=(f"a{place}",), target=simulated.target, source=_HERE, **words)
        for place, simulated in enumerate(made)
    )
    names = [f"{letter}{place}" for letter in "ab" for place in range(len(made))]
    areas = tuple(Area(id=name, name=name, kind=AreaKind.AREA) for name in names)
    plan = Plan(
        version=1,
        id="simuleret",
        name="Simuleret",
        short_name="Simuleret",
        municipality="Ingen",
        document_title="Ingen",
        start=date(_FIRST, 1, 1),
        end=date(_LAST, 12, 31),
        focus_areas=("fokus",),
        rounds=_ROUNDS,
        areas=tuple(names[: len(made)]),
        comparisons=(),
        source=_HERE,
        goals=goals,
    )
    return plan, Registry(areas=areas, indicators=(kind.indicator,))
