"""What the counts of areas say of each area's true level, when the spread between areas is not known either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.monitoring.small_areas import AreaCount, Counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

DRAWS = 20_000
"""The ends of an interval are then known to a fiftieth of its standard deviation."""
_FEWEST_DRAWS, _MOST_NUMBERS = 2_000, 60 * DRAWS
"""More than sixty areas have fewer draws, so that a whole country takes megabytes and not gigabytes; the ends are then
known to a twentieth of the standard deviation, or better."""
_SEED = 19770501
"""Fixed, so that a page gives the same numbers each time; any other gives the same to the decimals shown."""
_STRENGTHS, _LEVELS = 90, 33
_WIDEST = 9.0
"""The grid of strengths goes from e^-9 to e^9 times the usual size of an area."""
_REACH = 4.5
"""The grid of levels goes so many standard errors to each side of the middle."""


@dataclass(frozen=True)
class Posterior:
    """The areas' true levels after the counts were seen."""

    draws: Numbers
    """A row for each draw, a column for each area."""
    means: Numbers
    weights: Numbers
    """How much each area's own figure counts in its mean."""


@dataclass(frozen=True)
class _Grid:
    level: Numbers
    strength: Numbers
    chance: Numbers
    """Posterior probability of each pair; they add up to 1."""


def posterior(counts: Sequence[AreaCount], counted: Counted, draws: int | None = None) -> Posterior:
    """Return the posterior of the areas' true levels.

    The common level has a flat prior on the log odds (log rate). The strength r of the prior (in persons or units of
    exposure) has the one that is flat in the standard deviation between areas, as Gelman A (2006), Bayesian Analysis
    1:515-534, advises for few groups: proportional to sqrt((1 - B) / B) in log r, with B = r / (n + r) and n the
    areas' harmonic mean size.
    """
    import numpy as np

    if draws is None:
        draws = min(DRAWS, max(_FEWEST_DRAWS, _MOST_NUMBERS // len(counts)))
    top = np.array([one.numerator for one in counts])
    size = np.array([one.denominator for one in counts])
    grid = _grid(top, size, counted)
    own = size / (size + grid.strength[:, None])
    means = (top + (grid.level * grid.strength)[:, None]) / (size + grid.strength[:, None])
    return Posterior(
        draws=_drawn(grid, top, size, counted, draws), means=grid.chance @ means, weights=np.asarray(grid.chance @ own)
    )


def _grid(top: Numbers, size: Numbers, counted: Counted) -> _Grid:
    import numpy as np

    usual = len(size) / float((1 / size).sum())
    steps = np.linspace(-_WIDEST, _WIDEST, _STRENGTHS)
    strengths = usual * np.exp(steps)
    levels, widths = _levels(top, size, strengths, counted)
    flat, strength = levels.ravel(), np.repeat(strengths, _LEVELS)
    shrinkage = 1 / (1 + np.exp(-steps))
    prior = (np.log1p(-shrinkage) - np.log(shrinkage)) / 2 + np.log(widths)
    logs = _log_likelihood(flat, strength, top, size, counted) + np.repeat(prior, _LEVELS)
    chances = np.exp(logs - logs.max())
    return _Grid(flat, strength, chances / chances.sum())


def _levels(top: Numbers, size: Numbers, strengths: Numbers, counted: Counted) -> tuple[Numbers, Numbers]:
    """Return for each strength a grid of levels around the one that it makes likely, and its step."""
    import numpy as np

    r = strengths[:, None]
    if counted == "share":
        precision = size * (1 + r) / (size + r)
        middle = ((precision * (top + 0.5) / (size + 1)).sum(axis=1)) / precision.sum(axis=1)
        scale = middle * (1 - middle)
        centre = np.log(middle / (1 - middle))
    else:
        precision = size * r / (size + r)
        middle = (precision * (top + 0.5) / size).sum(axis=1) / precision.sum(axis=1)
        scale = middle
        centre = np.log(middle)
    error = 1 / np.sqrt(scale * precision.sum(axis=1)) + 1 / np.sqrt(top.sum() + 1) / 4
    logits = centre[:, None] + error[:, None] * np.linspace(-_REACH, _REACH, _LEVELS)
    levels = 1 / (1 + np.exp(-logits)) if counted == "share" else np.exp(logits)
    return levels, error


def _log_likelihood(level: Numbers, strength: Numbers, top: Numbers, size: Numbers, counted: Counted) -> Numbers:
    """Return the log probability of the counts at each pair of level and strength, up to a constant."""
    import numpy as np
    from scipy.special import betaln, gammaln

    a = (level * strength)[:, None]
    if counted == "share":
        b = ((1 - level) * strength)[:, None]
        return np.asarray((betaln(top + a, size - top + b) - betaln(a, b)).sum(axis=1))
    r = strength[:, None]
    return np.asarray((gammaln(top + a) - gammaln(a) - a * np.log1p(size / r) - top * np.log(size + r)).sum(axis=1))


def _drawn(grid: _Grid, top: Numbers, size: Numbers, counted: Counted, draws: int) -> Numbers:
    import numpy as np

    random = np.random.default_rng(_SEED)
    reached = np.cumsum(grid.chance)
    places = np.searchsorted(reached, (np.arange(draws) + 0.5) / draws * reached[-1])
    level, strength = grid.level[places][:, None], grid.strength[places][:, None]
    if counted == "share":
        return random.beta(top + level * strength, size - top + (1 - level) * strength)
    return random.gamma(top + level * strength) / (size + strength)
