"""Small tables of counts for the attacker: what is hidden, and the sums that hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from helpers.audit.deriving import Attacker
from helpers.audit.equations import Equation
from helpers.audit.knowledge import Knowledge
from helpers.audit.statements import Figure, Statement
from helpers.audit.structure import Structure

Counts = Mapping[str, float | None]
"""From a name to its count; None is hidden."""
Sums = Iterable[tuple[str, Iterable[str]]]
"""The whole and its parts."""


def cell(name: str) -> Figure:
    """Return the figure of a name: an area, or an area and a group."""
    area, _, group = name.partition("|")
    return Figure(area, "tal", None, None, group)


def attacker(counts: Counts, sums: Sums, structure: Structure | None = None) -> Attacker:
    """Return an attacker who knows the counts that are shown and the sums."""
    knowledge = Knowledge()
    for name, count in counts.items():
        low, high = (0.0, math.inf) if count is None else (count, count)
        knowledge.learn([Statement(cell(name), low, high, hidden=count is None, path=f"tabel, {name}")])
    equations = [
        Equation(((cell(whole), 1.0), *((cell(part), -1.0) for part in parts)), "en sum i tabellen")
        for whole, parts in sums
    ]
    return Attacker(knowledge, equations, structure or Structure())


def ranges(counts: Counts, sums: Sums) -> dict[str, tuple[float, float]]:
    """Return what can be derived of each hidden count."""
    found = attacker(counts, sums).ranges()
    return {
        f"{figure.area}|{figure.breakdown}" if figure.breakdown else figure.area: (derived.low, derived.high)
        for (figure, _), derived in found.items()
    }
