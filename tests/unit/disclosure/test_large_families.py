"""A large family of sums is decided with little work, and safely: questions to the solver are counted, not seconds."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from helpers.disclosure import choosing, moves, repairing
from helpers.disclosure.ranges import ranges
from helpers.disclosure.system import Figure, Key, Relation, System

SIZES = (4, 5, 7)


def _three_ways() -> System:
    """Return counts by three breakdowns with all totals: where the best choice is hardest to find."""
    drawn = np.random.default_rng(7)
    counts = drawn.poisson(drawn.gamma(1.0, 40.0, size=SIZES))
    figures: dict[Key, Figure] = {}
    relations: list[Relation] = []
    for place in product(*([*range(size), None] for size in SIZES)):
        value = float(counts[tuple(slice(None) if at is None else at for at in place)].sum())
        figures[place] = Figure(place, value, sensitive=0 < value < 5, width=5.0, cost=10.0 + value)
        for way in (way for way in range(3) if place[way] is None):
            parts = ((*place[:way], at, *place[way + 1 :]) for at in range(SIZES[way]))
            relations.append(Relation(((place, 1.0), *((part, -1.0) for part in parts))))
    return System(figures, tuple(relations))


def test_a_large_family_is_decided_safely_with_few_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"questions": 0, "proposals": 0, "repairs": 0}

    def counted(module: object, name: str, what: str) -> None:
        asks = getattr(module, name)

        def asking(*given: object, **named: object) -> object:
            asked[what] += 1
            return asks(*given, **named)

        monkeypatch.setattr(module, name, asking)

    monkeypatch.setattr(choosing, "_LARGE", 100)
    counted(moves, "_least", "questions")
    counted(choosing, "cover", "proposals")
    counted(repairing, "_cheapest", "repairs")
    system = _three_ways()

    chosen = choosing.choose(system)
    assert asked["proposals"] <= 12
    assert 0 < asked["repairs"] <= 100
    assert asked["questions"] <= 200
    assert not chosen.exposed
    assert 0 < chosen.least <= chosen.cost <= 2.5 * chosen.least
    assert all(found.width >= system.figures[key].needed - 1e-6 for key, found in ranges(system, chosen.hidden).items())
