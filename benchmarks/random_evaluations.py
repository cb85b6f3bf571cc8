"""Random evaluations as figures and sums: what the protection is tried on.

Each has areas in a municipality and sub-areas of one of them, three rounds with a total so far, and by chance a
breakdown, a second table with the same count, shares with known groups, and figures that an earlier release has shown.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from helpers.disclosure.system import Figure, Key, Relation, System

WIDTH = 5.0
SMALLEST_SHOWN = 5
_ROUNDS = ("baseline", "midway", "end")


class _Draft:
    def __init__(self) -> None:
        self.figures: dict[Key, Figure] = {}
        self.relations: list[Relation] = []

    def add(self, key: Key, value: float, *, dear: float = 1.0, line: object = None, high: float | None = None) -> None:
        few = 0 < value < SMALLEST_SHOWN
        cost = dear * (1.0 + float(np.log1p(value)))
        self.figures[key] = Figure(key, float(value), high=high, sensitive=few, width=WIDTH, cost=cost, line=line)

    def sum_of(self, whole: Key, parts: list[Key], why: str) -> None:
        self.relations.append(Relation(((whole, 1.0), *((part, -1.0) for part in parts)), why))


def evaluation(generator: np.random.Generator) -> System:
    """Return a random evaluation of about 15 to 60 figures."""
    draft = _Draft()
    areas = [f"area{at}" for at in range(int(generator.integers(3, 6)))]
    rounds = _ROUNDS[: int(generator.integers(1, 4))]
    level = float(generator.choice([4.0, 8.0, 20.0]))
    counts = generator.poisson(generator.gamma(1.0, level, (len(areas), len(rounds))))
    _hierarchy(draft, areas, rounds, counts, generator)
    if generator.random() < 0.5:
        _breakdown(draft, areas, rounds[0], counts[:, 0], generator)
    if generator.random() < 0.4:
        _linked(draft, areas, rounds, counts)
    if generator.random() < 0.4:
        _shares(draft, areas, rounds[-1], generator)
    return _with_earlier_release(System(draft.figures, tuple(draft.relations)), generator)


def small_table(generator: np.random.Generator) -> System:
    """Return a table of 3 areas in 2 or 3 groups, small enough to try every choice."""
    draft = _Draft()
    groups = int(generator.integers(2, 4))
    _breakdown(draft, ["a", "b", "c"], "", generator.poisson(12.0, 3), generator, groups=groups, whole=True)
    return System(draft.figures, tuple(draft.relations))


def _hierarchy(
    draft: _Draft, areas: list[str], rounds: tuple[str, ...], counts: np.ndarray, generator: np.random.Generator
) -> None:
    parts = generator.multinomial(counts[0], [0.4, 0.6]) if counts.ndim == 1 else None
    for at, when in enumerate(rounds):
        for area, count in zip(areas, counts[:, at], strict=True):
            draft.add((area, when), count, line=area)
        draft.add(("municipality", when), counts[:, at].sum(), dear=3.0)
        draft.sum_of(("municipality", when), [(area, when) for area in areas], "areas of the municipality")
        parts = generator.multinomial(counts[0, at], [0.4, 0.6])
        for name, count in zip(("part0", "part1"), parts, strict=True):
            draft.add((name, when), count, line=name)
        draft.sum_of((areas[0], when), [("part0", when), ("part1", when)], "sub-areas")
    if len(rounds) > 1:
        for area, line in zip(areas, counts, strict=True):
            draft.add((area, "so far"), line.sum(), dear=2.0)
            draft.sum_of((area, "so far"), [(area, when) for when in rounds], "total so far")
        draft.add(("municipality", "so far"), counts.sum(), dear=4.0)
        draft.sum_of(("municipality", "so far"), [("municipality", when) for when in rounds], "total so far")


def _breakdown(
    draft: _Draft,
    areas: list[str],
    when: str,
    counts: np.ndarray,
    generator: np.random.Generator,
    *,
    groups: int = 3,
    whole: bool = False,
) -> None:
    names = [f"group{at}" for at in range(groups)]
    table = np.array([generator.multinomial(count, generator.dirichlet(np.ones(groups))) for count in counts])
    for area, row in zip(areas, table, strict=True):
        for name, count in zip(names, row, strict=True):
            draft.add((area, when, name), count, line=(area, name))
        if whole:
            draft.add((area, when), row.sum(), dear=2.0)
        draft.sum_of((area, when), [(area, when, name) for name in names], "breakdown")
    for name, count in zip(names, table.sum(axis=0), strict=True):
        draft.add(("municipality", when, name), count, dear=2.0)
        draft.sum_of(("municipality", when, name), [(area, when, name) for area in areas], "areas, of one group")


def _linked(draft: _Draft, areas: list[str], rounds: tuple[str, ...], counts: np.ndarray) -> None:
    # The same count in two tables has two cells; hiding only one of them hides nothing.
    for area, count in zip(areas, counts[:, -1], strict=True):
        draft.add(("other table", area), count)
        draft.sum_of(("other table", area), [(area, rounds[-1])], "the same count in two tables")


def _shares(draft: _Draft, areas: list[str], when: str, generator: np.random.Generator) -> None:
    groups = generator.integers(6, 60, len(areas))
    for area, group in zip(areas, groups.tolist(), strict=True):
        count = int(generator.binomial(group, 0.3))
        draft.add(("share", area), count, high=float(group))
        # Those whom the share leaves out are as few as those whom it counts.
        few = 0 < group - count < SMALLEST_SHOWN or 0 < count < SMALLEST_SHOWN
        draft.figures["share", area] = replace(draft.figures["share", area], sensitive=few)
    total = sum(draft.figures["share", area].value for area in areas)
    draft.add(("share", "municipality"), total, dear=3.0, high=float(groups.sum()))
    draft.sum_of(("share", "municipality"), [("share", area) for area in areas], f"counts behind shares, {when}")


def _with_earlier_release(system: System, generator: np.random.Generator) -> System:
    """Let an earlier release have shown some figures, and hidden one of a round that is no longer shown."""
    if generator.random() < 0.5:
        return system
    figures = dict(system.figures)
    for key, figure in system.figures.items():
        if not figure.sensitive and generator.random() < 0.15:
            figures[key] = replace(figure, public=True)
    return System(figures, system.relations)
