"""Shrunken estimates: an area's figure, drawn towards the level of all areas by as much as chance may have moved it.

Few answers say little of an area by themselves; the other areas say what is usual. docs/decisions/0027 says why the
spread between areas is averaged over and not put in as if it were known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Interval
from helpers.monitoring.shrinkage_fitting import Fitted, fitted
from helpers.monitoring.shrinkage_posterior import posterior
from helpers.monitoring.small_areas import AreaCount, Counted, lacking

FEWEST_AREAS = 4
"""Towards a mean of the areas themselves, shrinking helps from four on (Efron & Morris 1975)."""
LEVEL = 0.95


@dataclass(frozen=True)
class ShrunkenArea:
    """One area's figure, alone and seen together with the others."""

    count: AreaCount
    estimate: float
    """A share between 0 and 1, or a rate per unit of exposure."""
    interval: Interval
    """In the unit of `estimate`."""
    weight: float
    """How much the area's own figure counts, between 0 and 1; the level of all areas counts the rest."""


@dataclass(frozen=True)
class Shrinkage:
    """All areas' shrunken estimates."""

    counted: Counted
    areas: tuple[ShrunkenArea, ...]
    reliability: float
    """Share of the variance between the areas' figures that is more than chance: the mean of the weights."""
    likeliest: Fitted
    """The common level and the spread between areas that make the counts likeliest."""
    method: str
    reference: str = "Christiansen & Morris 1997; Gelman 2006"


def shrink(counts: Sequence[AreaCount], counted: Counted, level: float = LEVEL) -> Shrinkage | Refusal:
    """Return each area's shrunken estimate with its interval.

    Parameters
    ----------
    counts
        One for each area, all of the same indicator and period; what is hidden is left out by the caller.
    counted
        `share` (beta-binomial) or `rate` (gamma-Poisson).
    level
        Of the intervals.

    Returns
    -------
    Shrinkage or Refusal
        Refused below four areas, and if nothing or everything was counted. Areas that are all alike are no obstacle:
        they are drawn together, and the reliability is low.

    Notes
    -----
    The areas' true levels are taken to vary as a beta (gamma) distribution around a common level. Its two parameters
    are averaged over their posterior, not put in at their likeliest values, so that the intervals hold what is not
    known of them: Morris CN (1983), Journal of the American Statistical Association 78:47-55; for rates Christiansen
    CL & Morris CN (1997), same journal 92:618-632. The prior of the spread is flat in the standard deviation (Gelman A
    2006, Bayesian Analysis 1:515-534); of those tried it erred least (decision 27). The estimate is the mean of the
    posterior, the interval its middle part.

    Assumes that the areas could change names: nothing that is known of them (age, municipality, a plan or none) says
    beforehand which are higher. Persons are taken as independent.

    Raises
    ------
    ValueError
        If the counts are no shares or rates.
    """
    refused = lacking("shrinkage", counts, counted, FEWEST_AREAS)
    if refused is not None:
        return refused
    import numpy as np

    known = posterior(counts, counted)
    tail = (1 - level) / 2
    low, high = np.quantile(known.draws, [tail, 1 - tail], axis=0)
    areas = tuple(
        ShrunkenArea(
            one,
            float(known.means[place]),
            Interval(float(low[place]), float(high[place]), level, "Christiansen & Morris 1997; Gelman 2006"),
            float(known.weights[place]),
        )
        for place, one in enumerate(counts)
    )
    reliability = float(known.weights.mean())
    return Shrinkage(counted, areas, reliability, fitted(counts, counted), _METHODS[counted])


_METHODS: dict[Counted, str] = {
    "share": "beta-binomial, flat prior on the standard deviation between areas, posterior by quadrature",
    "rate": "gamma-Poisson, flat prior on the standard deviation between areas, posterior by quadrature",
}
