"""The cheapest units that keep every cut: a set-covering programme in whole numbers (HiGHS).

Prices are moved apart by at most a ten-thousandth, in a fixed pattern, so that among equally good answers there is one
best, the same on every machine. A line (the same cell at other times) that is opened costs a little of its own, so
that hiding it again next year costs less than hiding another cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.disclosure.cutting import ALWAYS, Cut
from helpers.disclosure.linear import Linear

if TYPE_CHECKING:
    from helpers.disclosure.linear import Floats, Mask

APART = 1e-4
"""Prices that differ by less than this share count as equal."""
_LINE = 0.1
"""What opening a line costs, as a share of its cheapest unit."""
_SMALL, _GAP = 100, 0.01
"""Above so many units an answer may cost a hundredth more than the best."""
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, eq=False)
class Prices:
    """What each unit and each opened line costs; units that are hidden from the start are free."""

    units: Floats
    lines: tuple[tuple[tuple[int, ...], float], ...]

    def of(self, hidden: Mask) -> float:
        """Return what a choice costs, opened lines included."""
        opened = sum(price for line, price in self.lines if any(hidden[unit] for unit in line))
        return float(self.units[hidden].sum()) + opened


@dataclass(frozen=True, eq=False)
class Cover:
    """The units that the cheapest choice hides, and what any choice costs at least."""

    hidden: Mask
    least: float
    nodes: int = 0
    """How long it was searched for."""


def prices_of(whole: Linear) -> Prices:
    """Return the prices of units and lines.

    A line with a unit that is hidden from the start is open already.
    """
    lines = tuple(
        (line, _LINE * float(whole.cost[list(line)].min())) for line in whole.lines if not whole.start[list(line)].any()
    )
    return Prices(np.where(whole.start, 0.0, whole.cost), lines)


def cover(
    whole: Linear,
    prices: Prices,
    cuts: Sequence[Cut],
    *,
    nodes: int,
    kept: Mask | None = None,
    among: Mask | None = None,
) -> Cover | None:
    """Return the cheapest units that keep all cuts; None if no choice keeps them all.

    Parameters
    ----------
    nodes
        How many nodes are searched at most.
    kept
        Units that are hidden whatever it costs; without it those that are hidden from the start.
    among
        The only units that may be hidden.

    Notes
    -----
    The search ends after a number of nodes, not after a time, so that it ends at the same place on every machine;
    `least` is what any choice costs at least that hides `kept` and only what is `among`.
    """
    from scipy import optimize
    from scipy.sparse import csr_array, vstack

    highs: Any = optimize  # its types take no arrays as bounds

    count, lines = len(whole.units), prices.lines
    size = count + len(lines)
    apart = 1.0 + APART * ((np.arange(1, size + 1) * _GOLDEN) % 1.0)
    objective = np.concatenate([prices.units, [price for _, price in lines]]) * apart
    scale = float(objective.max(initial=0.0)) or 1.0
    lowest = np.concatenate([_numbers(whole.start if kept is None else kept), np.zeros(len(lines))])
    highest = np.concatenate([np.ones(count) if among is None else _numbers(among), np.ones(len(lines))])
    rows: Any = vstack([_rows(cuts, size), _openings(lines, count, size)], format="csr")
    above = np.concatenate([[float(cut.unit == ALWAYS) for cut in cuts], np.zeros(rows.shape[0] - len(cuts))])
    if not size:  # nothing can be hidden; milp refuses an empty programme
        return None if (above > 0).any() else Cover(np.zeros(0, dtype=bool), 0.0, 0)
    solved = highs.milp(
        objective / scale,
        integrality=np.concatenate([np.ones(count), np.zeros(len(lines))]),
        bounds=highs.Bounds(lowest, highest),
        constraints=highs.LinearConstraint(csr_array(rows), above, np.inf),
        options={"node_limit": nodes, "mip_rel_gap": 0.0 if size <= _SMALL else _GAP},
    )
    if solved.status == 2:
        return None
    if solved.x is None:  # the nodes ran out: everything is an answer, if not a good one
        return Cover(highest[:count] > 0, 0.0, nodes)
    bound = solved.mip_dual_bound
    least = float(objective @ solved.x) if bound is None else float(bound) * scale
    hidden = np.asarray(solved.x[:count]) > 0.5
    return Cover(hidden, max(least, 0.0) / (1.0 + APART), int(solved.mip_node_count or 0))


def _numbers(units: Mask) -> Floats:
    return units.astype(np.float64)


def _rows(cuts: Sequence[Cut], size: int) -> Any:
    from scipy.sparse import csr_array

    rows, columns, values = [], [], []
    for at, cut in enumerate(cuts):
        own = [] if cut.unit == ALWAYS else [cut.unit]
        columns += [*cut.units.tolist(), *own]
        values += [*cut.weights.tolist(), *(-1.0 for _ in own)]
        rows += [at] * (len(cut.units) + len(own))
    return csr_array((values, (rows, columns)), shape=(len(cuts), size))


def _openings(lines: Sequence[tuple[tuple[int, ...], float]], count: int, size: int) -> Any:
    from scipy.sparse import csr_array

    rows, columns, values = [], [], []
    at = 0
    for number, (line, _) in enumerate(lines):
        for unit in line:
            rows += [at, at]
            columns += [count + number, unit]
            values += [1.0, -1.0]
            at += 1
    return csr_array((values, (rows, columns)), shape=(at, size))
