"""Twelve activities without effect, asked about at the same time: how often even one of them is called clear.

Each activity runs in half of the areas, drawn anew. An area's figures for the twelve go together (correlation 0.5),
share the country's ups and downs, remember the year before (0.5), and swing more in small areas. Ten years, four of
them with the activities. The shipped inference (`deciding.decide`) and corrections are asked, not copies of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.simulating import Finding
from helpers.effects.deciding import Decided, decide
from helpers.effects.few_areas import TwoGroups
from helpers.effects.multiplicity import AreaContrast, holm, resample_areas, romano_wolf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ACTIVITIES = 12
YEARS, START = 10, 6
MEMORY, TOGETHER = 0.5, 0.5
REPLICATIONS = 1_000
DRAWS = 999
LAYOUTS = {"alike": "lige store områder", "unequal": "områder fra 60 til 2.000 beboere"}


def run(replications: int | None, seed: int) -> list[Finding]:
    """Return family-wise false positives by Holm and by joint resampling, with 6, 12 and 40 areas."""
    times = replications or REPLICATIONS
    generator = np.random.default_rng(seed)
    found: list[Finding] = []
    for areas in (6, 12, 40):
        for layout in LAYOUTS:
            found += _asked(areas, layout, times, generator)
    return found


def _asked(areas: int, layout: str, times: int, generator: np.random.Generator) -> list[Finding]:
    sizes = np.full(areas, 400.0) if layout == "alike" else np.geomspace(60, 2_000, areas)
    wrong = {"alone": 0, "holm": 0, "romano_wolf": 0}
    for changes in _changes(sizes, times, generator):
        questions = [_question(each, generator) for each in changes]
        p = [_p(question, sizes) for question in questions]
        resampled = resample_areas(questions, draws=DRAWS)
        if resampled is None:
            raise AssertionError("the questions rest on the same areas")
        joint = [max(pair) for pair in zip(p, romano_wolf(resampled), strict=True)]
        wrong["alone"] += min(p) <= 0.05
        wrong["holm"] += min(holm(p)) <= 0.05
        wrong["romano_wolf"] += min(joint) <= 0.05
    words = f"{areas} områder, {LAYOUTS[layout]}"
    texts = {
        "holm": f"Mindst én af 12 aktiviteter uden virkning siges at have en, rettet efter Holm: {words}",
        "romano_wolf": f"Mindst én af 12 aktiviteter uden virkning siges at have en, rettet under ét: {words}",
    }
    uncorrected = Finding(
        f"uncorrected_{areas}_areas_{layout}",
        f"Uden rettelse ville mindst én af 12 aktiviteter uden virkning siges at have en: {words}",
        wrong["alone"] / times,
        0.05,
        "at_least",
        times,
        comparison=True,
    )
    corrected = [
        Finding(f"family_{method}_{areas}_areas_{layout}", text, wrong[method] / times, 0.05, "at_most", times)
        for method, text in texts.items()
    ]
    return [*corrected, uncorrected]


def _changes(sizes: Floats, times: int, generator: np.random.Generator) -> Floats:
    """Return changes from before to after: replications by activities by areas."""
    shape = (times, ACTIVITIES, len(sizes))
    drift = _together(shape, generator)
    series = np.empty((*shape, YEARS))
    for year in range(YEARS):
        if year:
            drift = MEMORY * drift + np.sqrt(1 - MEMORY**2) * _together(shape, generator)
        residents = 100 * np.sqrt(0.3 * 0.7 / sizes) * generator.normal(size=shape)
        series[..., year] = 2 * drift + residents
    return series[..., START:].mean(axis=-1) - series[..., :START].mean(axis=-1)


def _together(shape: tuple[int, int, int], generator: np.random.Generator) -> Floats:
    shared = generator.normal(size=(shape[0], 1, shape[2]))
    return np.sqrt(TOGETHER) * shared + np.sqrt(1 - TOGETHER) * generator.normal(size=shape)


def _question(changes: Floats, generator: np.random.Generator) -> AreaContrast:
    names = tuple(f"{at:02d}" for at in range(len(changes)))
    treated = generator.permutation(len(changes))[: len(changes) // 2]
    return AreaContrast(names, tuple(changes.tolist()), frozenset(names[at] for at in treated))


def _p(question: AreaContrast, sizes: Floats) -> float:
    order = sorted(range(len(sizes)), key=lambda at: question.areas[at] not in question.treated)
    groups = TwoGroups(len(question.treated), (1.0,) * len(sizes))
    decided = decide(groups, np.array(question.values)[order], sizes[order])
    return decided.p if isinstance(decided, Decided) else 1.0
