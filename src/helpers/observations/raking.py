"""Weights that make those who answered resemble the residents: raking on known margins, such as sex and age.

Rules that keep weights sane: a group with too few answers is put together with its neighbour, no answer counts for
more than a few of the average, and weights that don't come to fit are refused instead of used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Column = Any
"""One value per answer: NumPy is imported only where it is used."""

FEWEST_OF_GROUP = 5
"""A group with fewer answers is put together with its neighbour: a handful can't speak for a group."""
LARGEST_WEIGHT = 5.0
"""No answer counts for more than so many average ones (DeBell & Krosnick 2009)."""
LARGEST_GAP = 0.01
"""So far, as a share of all, a group may end from its share of the residents, after weights are cut."""
_ROUNDS = 200
_CUTS = 50
_CLOSE = 1e-10
_HEAVIER = 1.001


@dataclass(frozen=True)
class Margin:
    """How the residents are divided in one respect.

    Parameters
    ----------
    name
        `Alder`.
    residents
        Group → how many residents, in the order in which groups are neighbours (`18-29`, `30-44`, …).
    """

    name: str
    residents: Mapping[str, float]


@dataclass(frozen=True)
class Raked:
    """Weights whose mean is 1."""

    weights: Column
    margins: tuple[str, ...]
    """The margins that were weighted by."""
    merged: tuple[tuple[str, ...], ...]
    """Groups that were put together because one of them had too few answers."""
    cut: int
    """How many answers would have counted for more than the largest weight."""
    gap: float
    """The largest distance, as a share of all, from a group's weighted share of answers to its share of residents."""


def rake(
    groups: Mapping[str, Sequence[str]],
    margins: Sequence[Margin],
    largest: float = LARGEST_WEIGHT,
    fewest: int = FEWEST_OF_GROUP,
) -> Raked | None:
    """Return weights that give each group of each margin its share of the residents; None if none do.

    Parameters
    ----------
    groups
        Margin → the group of each answer; each is one of the margin's.
    margins
        How the residents are divided. One that is left with a single group after small ones were put together says
        nothing and is left out.
    largest
        The largest weight, in average answers.
    fewest
        Groups with fewer answers are put together with the next (the last: with the one before).

    Returns
    -------
    Raked or None
        None if no margin is left, if there are no answers, or if the weights still miss a margin by more than
        `LARGEST_GAP` where the margins contradict each other or too many weights must be cut.

    Raises
    ------
    KeyError
        If an answer is of a group that the margin doesn't have.

    Notes
    -----
    Deming WE & Stephan FF (1940), Annals of Mathematical Statistics 11:427-444. Weights are cut and raked again in
    turn: DeBell M & Krosnick JA (2009), Computing Weights for American National Election Study Survey Data, ANES
    Technical Report nes012427.
    """
    import numpy as np

    used = [found for margin in margins if (found := _coded(margin, groups[margin.name], fewest)) is not None]
    if not used or not len(groups[margins[0].name]):
        return None
    weights = np.ones(len(groups[margins[0].name]))
    cut = np.zeros(len(weights), dtype=bool)
    for _ in range(_CUTS):
        weights = _fitted(weights, used)
        heavy = weights > largest * _HEAVIER
        if not heavy.any():
            break
        cut |= heavy
        weights = np.minimum(weights, largest)
    weights = weights / weights.mean()
    gap = max(float(np.abs(margin.shares_of(weights) - margin.shares).max()) for margin in used)
    if gap > LARGEST_GAP:
        return None
    merged = tuple(those for margin in used for those in margin.merged)
    return Raked(weights, tuple(margin.name for margin in used), merged, int(cut.sum()), gap)


@dataclass(frozen=True)
class _Coded:
    name: str
    codes: Column
    """The group of each answer, as a number."""
    shares: Column
    """Each group's share of the residents."""
    merged: tuple[tuple[str, ...], ...]

    def shares_of(self, weights: Column) -> Column:
        import numpy as np

        sums = np.bincount(self.codes, weights=weights, minlength=len(self.shares))
        return sums / sums.sum()


def _coded(margin: Margin, answers: Sequence[str], fewest: int) -> _Coded | None:
    """Return a margin with small groups put together; None if only one group is left."""
    import numpy as np

    if unknown := set(answers) - set(margin.residents):
        raise KeyError(sorted(unknown)[0])
    counted = dict.fromkeys(margin.residents, 0)
    for answer in answers:
        counted[answer] += 1
    pools = _pools(list(margin.residents), counted, margin.residents, fewest)
    if len(pools) < 2:
        return None
    number = {name: at for at, pool in enumerate(pools) for name in pool}
    residents = np.array([sum(margin.residents[name] for name in pool) for pool in pools], dtype=float)
    codes = np.array([number[answer] for answer in answers], dtype=int)
    return _Coded(margin.name, codes, residents / residents.sum(), tuple(pool for pool in pools if len(pool) > 1))


def _pools(
    names: Sequence[str], counted: Mapping[str, int], residents: Mapping[str, float], fewest: int
) -> list[tuple[str, ...]]:
    """Return the groups, small ones together with the next; a group without residents and answers joins any."""
    pools: list[tuple[str, ...]] = []
    open_pool: tuple[str, ...] = ()
    for name in names:
        open_pool = (*open_pool, name)
        enough = sum(counted[one] for one in open_pool) >= fewest
        if enough and sum(residents[one] for one in open_pool) > 0:
            pools.append(open_pool)
            open_pool = ()
    if open_pool:
        last = pools.pop() if pools else ()
        pools.append((*last, *open_pool))
    return pools


def _fitted(weights: Column, margins: Sequence[_Coded]) -> Column:
    """Return weights raked until every margin fits, or for as many rounds as are allowed; their mean is 1."""
    import numpy as np

    for _ in range(_ROUNDS):
        before = weights
        for margin in margins:
            weights = weights * (margin.shares / margin.shares_of(weights))[margin.codes]
        weights = weights / weights.mean()
        if float(np.abs(weights - before).max()) < _CLOSE:
            break
    return weights
