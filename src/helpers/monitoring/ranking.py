"""Ranks of areas with their intervals, and no ranks at all where chance decides them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.monitoring.shrinkage import FEWEST_AREAS
from helpers.monitoring.shrinkage_posterior import posterior
from helpers.monitoring.small_areas import AreaCount, Counted, lacking

if TYPE_CHECKING:
    from helpers.monitoring.shrinkage_posterior import Numbers

LEAST_RELIABILITY = 0.7
"""How much of the variance between areas must be more than chance before they are ranked; 0.7 is the usual demand on
profiles of providers (Adams JL 2009, The reliability of provider profiling, RAND TR-653)."""
LEVEL = 0.9
First = Literal["highest", "lowest"]


@dataclass(frozen=True)
class Ranked:
    """The rank of one area, never to be shown without its interval."""

    area: str
    expected: float
    """Mean of the rank's posterior; 1 is first."""
    low: int
    high: int
    """The area's true rank lies between these in at least `level` of all cases."""


@dataclass(frozen=True)
class Ranking:
    """Ranks of all areas."""

    areas: tuple[Ranked, ...]
    """In the order that the counts were given."""
    first: First
    level: float
    reliability: float
    reference: str = "Goldstein & Spiegelhalter 1996"


def rank(counts: Sequence[AreaCount], counted: Counted, first: First, level: float = LEVEL) -> Ranking | Refusal:
    """Return each area's rank with an interval, if enough of the differences are real.

    Parameters
    ----------
    counts, counted
        As in `helpers.monitoring.shrinkage.shrink`.
    first
        Which end has rank 1.
    level
        Of the intervals, each by itself.

    Returns
    -------
    Ranking or Refusal
        Refused with `RELIABILITY` where less than 70 % of the variance between areas is more than chance, below four
        areas, if nothing or everything was counted, and if all areas are alike.

    Notes
    -----
    Ranks of draws from the posterior of `shrink`: Goldstein H & Spiegelhalter DJ (1996), Journal of the Royal
    Statistical Society A 159:385-443; Laird NM & Louis TA (1989), Journal of Educational Statistics 14:29-46. The
    intervals hold for each area by itself, not for all at once (Mogstad M et al. 2024, Review of Economic Studies
    91:476-518, do that; with the few areas of a plan nearly every interval would then be the whole list).

    Raises
    ------
    ValueError
        If the counts are no shares or rates.
    """
    refused = lacking("ranking", counts, counted, FEWEST_AREAS)
    if refused is not None:
        return refused
    if len({one.value for one in counts}) == 1:
        return Refusal("ranking", (Shortfall(Lack.SPREAD),))
    known = posterior(counts, counted)
    reliability = float(known.weights.mean())
    if reliability < LEAST_RELIABILITY:
        # Rounded down, so that 69.6 is not told as 70 of 70.
        have = int(100 * reliability)
        return Refusal("ranking", (Shortfall(Lack.RELIABILITY, have, 100 * LEAST_RELIABILITY),))
    expected, low, high = ranks_of_draws(known.draws, first, level)
    areas = tuple(
        Ranked(one.area, float(expected[place]), int(low[place]), int(high[place])) for place, one in enumerate(counts)
    )
    return Ranking(areas, first, level, reliability)


def ranks_of_draws(draws: Numbers, first: First, level: float = LEVEL) -> tuple[Numbers, Numbers, Numbers]:
    """Return the mean rank of each column of `draws`, and the lower and upper end of its interval."""
    import numpy as np

    signed = -draws if first == "highest" else draws
    ranks = signed.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable") + 1
    tail = (1 - level) / 2
    low = np.quantile(ranks, tail, axis=0, method="lower")
    high = np.quantile(ranks, 1 - tail, axis=0, method="higher")
    return ranks.mean(axis=0), low, high
