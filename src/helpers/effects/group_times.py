"""Staggered starts with many areas: the effect for each group of areas that began together, at each time.

`helpers.effects.staggered` gives the one estimate of an effect question and its uncertainty with few areas; here are
the parts it is made of, with the standard errors of large samples, as Callaway & Sant'Anna publish them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from helpers.effects.deciding import LEVEL, SEED
from helpers.effects.grid import Grid, grid_of, needs
from helpers.measurement.refusing import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from helpers.effects.panel import Panel

    Floats = NDArray[np.float64]

METHOD = "group_time"
SMALL_GROUP = 5
DRAWS = 1_999
Comparison = Literal["never_treated", "not_yet_treated"]
"""`never_treated`: areas that never got the plan. `not_yet_treated`: also those that got it later."""


@dataclass(frozen=True)
class Summed:
    """A weighted mean of group-time effects."""

    at: int | None
    """The group's start, the distance to the start or the period; None for the mean over all of them."""
    value: float
    """In the indicator's unit."""
    error: float
    """Large-sample standard error, from the influence function."""


@dataclass(frozen=True)
class Cell:
    """ATT(g, t): the effect on the areas that began in `start`, in `period`."""

    start: int
    period: int
    value: float
    """Before the start: the change from the period before, which should be 0."""
    error: float


@dataclass(frozen=True)
class GroupTimes:
    """All group-time effects and what they add up to."""

    cells: tuple[Cell, ...]
    simple: Summed
    """Each area in each period since its start counts the same."""
    group: Summed
    """First over a group's periods, then over groups by their number of areas."""
    dynamic: Summed
    """First by distance to the start, then over the distances alike."""
    calendar: Summed
    """First by period, then over the periods alike."""
    by_group: tuple[Summed, ...]
    by_distance: tuple[Summed, ...]
    by_period: tuple[Summed, ...]
    critical: float | None
    """What `by_distance` errors are multiplied by for a band that holds all of them with 95 %; None if a group has
    fewer than five areas, where the bootstrap can't be trusted."""


@dataclass(frozen=True)
class _Effects:
    """Cells with the influence of each area, a column for each cell."""

    starts: Floats
    periods: Floats
    values: Floats
    influence: Floats
    members: Floats
    """Areas by cells: 1 if the area is in the cell's group."""


def group_times(panel: Panel, *, comparison: Comparison = "never_treated", seed: int = SEED) -> GroupTimes | Refusal:
    """Return the effects by group and time, unweighted over areas.

    Parameters
    ----------
    comparison
        What the groups are compared with.
    seed
        For the signs of the multiplier bootstrap.

    Notes
    -----
    Callaway B, Sant'Anna PHC (2021), J. Econometrics 225:200-230, without covariates: the mean change of a group since
    the period before its start, minus that of the areas it is compared with. Standard errors by the influence
    function, which also counts that the sizes of the groups are those of a sample. Held against the published table
    and two other programs in the tests.
    """
    lacking = needs(panel, METHOD, one_start=False)
    if lacking is not None:
        return lacking
    grid = grid_of(panel)
    found = _effects(grid, comparison)
    after = found.periods >= found.starts
    by_group = _by(found, found.starts, after)
    by_distance = _by(found, found.periods - found.starts, np.ones_like(after))
    by_period = _by(found, found.periods, after)
    simple = _weighted(found, after)
    group = _over_groups(found, by_group)
    dynamic = _alike([each for each in by_distance if each[0] >= 0])
    errors = [_error(row) for row in found.influence.T]
    smallest = int(found.members.sum(axis=0).min())
    return GroupTimes(
        cells=tuple(
            Cell(int(start), int(period), float(value), error)
            for start, period, value, error in zip(found.starts, found.periods, found.values, errors, strict=True)
        ),
        simple=_summed(None, *simple),
        group=_summed(None, *group),
        dynamic=_summed(None, *dynamic),
        calendar=_summed(None, *_alike(by_period)),
        by_group=tuple(_summed(*each) for each in by_group),
        by_distance=tuple(_summed(*each) for each in by_distance),
        by_period=tuple(_summed(*each) for each in by_period),
        critical=_critical(np.column_stack([each[2] for each in by_distance]), seed)
        if smallest >= SMALL_GROUP
        else None,
    )


_Part = tuple[int, float, "Floats"]


def _effects(grid: Grid, comparison: Comparison) -> _Effects:
    never = max(grid.periods) + 1
    own = np.array([*grid.starts, *[never] * len(grid.comparisons)])
    starts: list[int] = []
    periods: list[int] = []
    values: list[float] = []
    influence: list[Floats] = []
    for start in sorted(set(grid.starts)):
        last = max(at for at, period in enumerate(grid.periods) if period < start)
        for at in range(1, len(grid.periods)):
            base = min(at - 1, last)
            change = grid.values[:, at] - grid.values[:, base]
            later = own > grid.periods[max(at, base)] if comparison == "not_yet_treated" else own == never
            others = (later & (own != start)) | (own == never)
            group = own == start
            starts.append(start)
            periods.append(grid.periods[at])
            values.append(float(change[group].mean() - change[others].mean()))
            influence.append(_own_influence(change, group) - _own_influence(change, others))
    members = own[:, None] == np.array(starts)[None, :]
    return _Effects(
        np.array(starts), np.array(periods), np.array(values), np.column_stack(influence), members.astype(float)
    )


def _own_influence(change: Floats, group: NDArray[np.bool_]) -> Floats:
    return np.where(group, (change - change[group].mean()) * len(change) / group.sum(), 0.0)


def _weighted(found: _Effects, chosen: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Return the mean of some cells by the number of areas in their groups, and its influence function."""
    share = found.members[:, chosen].mean(axis=0)
    weights = share / share.sum()
    surprise = found.members[:, chosen] - share
    by_weights = (surprise - surprise.sum(axis=1, keepdims=True) * weights) / share.sum()
    values = found.values[chosen]
    return float(weights @ values), found.influence[:, chosen] @ weights + by_weights @ values


def _by(found: _Effects, keys: Floats, chosen: NDArray[np.bool_]) -> list[_Part]:
    return [(int(key), *_weighted(found, chosen & (keys == key))) for key in np.unique(keys[chosen])]


def _over_groups(found: _Effects, parts: list[_Part]) -> tuple[float, Floats]:
    first = [int(np.flatnonzero(found.starts == start)[0]) for start, _, _ in parts]
    grouped = _Effects(
        found.starts[first],
        found.periods[first],
        np.array([value for _, value, _ in parts]),
        np.column_stack([influence for _, _, influence in parts]),
        found.members[:, first],
    )
    return _weighted(grouped, np.ones(len(first), dtype=bool))


def _alike(parts: Sequence[_Part]) -> tuple[float, Floats]:
    influence: Floats = np.mean([each[2] for each in parts], axis=0)
    return float(np.mean([each[1] for each in parts])), influence


def _summed(at: int | None, value: float, influence: Floats) -> Summed:
    return Summed(at, value, _error(influence))


def _error(influence: Floats) -> float:
    return float(np.sqrt((influence**2).mean() / len(influence)))


def _critical(influence: Floats, seed: int) -> float:
    """Return the 95 % quantile of the largest bootstrapped t statistic (multiplier bootstrap with signs)."""
    areas = len(influence)
    vectors = np.random.default_rng(seed).choice([-1.0, 1.0], size=(DRAWS, areas))
    errors = np.sqrt((influence**2).mean(axis=0) / areas)
    drawn = np.abs(vectors @ influence / areas) / np.where(errors > 0, errors, 1.0)
    return float(np.quantile(drawn.max(axis=1), LEVEL))
