"""Placebos in space: every area tried as if it had the plan, and what the ranks leave open."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from helpers.effects.mixing import Floats, Mask, gaps_of
from helpers.measurement.results import Interval

FOLLOWS = 0.5
"""A mixture follows an area if the distance before the start is at most half the standard deviation between areas:
at most a quarter of what separates areas is left unexplained."""
NOTHING = 1e-9
"""Squared distances below this share of the spread between areas are rounding; they count as so much."""


@dataclass(frozen=True)
class Placebos:
    """Every area against its own mixture; the first is the area with the plan."""

    weights: Floats
    """A row for each area: what its mixture is made of."""
    gaps: Floats
    """Areas by periods: distance to the mixture."""
    before: Mask
    fit: Floats
    """Root mean squared distance before the start."""
    spread: float
    """Standard deviation between areas, over the periods before the start."""

    @property
    def counted(self) -> Mask:
        """Whose mixture follows them; the rule is the same for all areas."""
        return self.fit <= FOLLOWS * self.spread

    @property
    def ratios(self) -> Floats:
        """Mean squared distance after the start over that before, as Abadie, Diamond & Hainmueller have it."""
        least = NOTHING * self.spread**2
        return (self.gaps[:, ~self.before] ** 2).mean(axis=1) / np.maximum(self.fit**2, least)

    @property
    def scales(self) -> Floats:
        """The squared distance before the start that ranks are taken against: at least the median of those counted.

        With more areas than periods many mixtures follow by chance, some of them perfectly, and then the plain ratio
        ranks who was followed best rather than who was left most: an effect of 16 times the chance variation came out
        fourth of 40. The rule treats all areas alike, so the rank is as exact as before.
        """
        known = self.fit[self.counted] if self.counted.any() else self.fit
        return np.maximum(self.fit**2, max(float(np.median(known)) ** 2, NOTHING * self.spread**2))

    @property
    def steadied(self) -> Floats:
        """Mean squared distance after the start over `scales`: what the ranks are by."""
        return (self.gaps[:, ~self.before] ** 2).mean(axis=1) / self.scales

    @property
    def value(self) -> float:
        """Mean distance of the area with the plan since the start."""
        return float(self.gaps[0, ~self.before].mean())

    @property
    def rank(self) -> int:
        """Place of the area with the plan among those counted; ties count against it."""
        ratios = self.steadied
        return int((ratios[self.counted] >= ratios[0] * (1 - 1e-10)).sum())

    @property
    def p(self) -> float:
        """The rank's share of the areas counted."""
        return self.rank / int(self.counted.sum())

    @property
    def least_p(self) -> float:
        """The smallest p-value that so many areas can give."""
        return 1 / int(self.counted.sum())

    def p_at(self, effect: float) -> float:
        """Return the p-value of a constant effect since the start.

        The effect is taken from the area with the plan, also where it is part of another's mixture.
        """
        shifted = self.gaps[:, ~self.before] - effect * self._caught[:, None]
        ratios = (shifted**2).mean(axis=1) / self.scales
        counted = self.counted
        return float((ratios[counted] >= ratios[0] * (1 - 1e-10)).sum() / counted.sum())

    def interval(self, level: float) -> Interval:
        """Return the smallest interval that holds every constant effect not rejected (Firpo & Possebom 2018)."""
        ends = sorted({self.value, *self._crossings()})
        middles = [(low + high) / 2 for low, high in pairwise(ends)]
        far = max(abs(end) for end in ends) * 4 + self.spread
        outside = (min(-far, 2 * ends[0] - far), max(far, 2 * ends[-1] + far))
        open_at = [at for at in (*ends, *middles) if self.p_at(at) > 1 - level + 1e-12]
        if not open_at:
            open_at = [self.value]
        low, high = min(open_at), max(open_at)
        # A middle that is open stands for the whole stretch around it.
        low = max((end for end in ends if end <= low), default=low)
        high = min((end for end in ends if end >= high), default=high)
        return Interval(
            -np.inf if self.p_at(outside[0]) > 1 - level + 1e-12 else low,
            np.inf if self.p_at(outside[1]) > 1 - level + 1e-12 else high,
            level,
            "Placebo ranks inverted, Firpo & Possebom 2018",
        )

    @property
    def _caught(self) -> Floats:
        """How much of an effect in the first area each area's distance holds."""
        caught = -self.weights[:, 0]
        caught[0] = 1.0
        return caught

    def _crossings(self) -> list[float]:
        """Return the effects at which the first area's ratio equals that of another one counted."""
        after = self.gaps[:, ~self.before]
        scale = self.scales
        caught = self._caught
        square, linear, rest = caught**2 / scale, caught * after.mean(axis=1) / scale, (after**2).mean(axis=1) / scale
        found: list[float] = []
        for at in np.flatnonzero(self.counted)[1:] if self.counted[0] else ():
            a, half, c = square[0] - square[at], linear[0] - linear[at], rest[0] - rest[at]
            under = half**2 - a * c
            if abs(a) < 1e-12 * square[0]:
                found += [float(c / (2 * half))] if half else []
            elif under >= 0:
                found += [float((half - np.sqrt(under)) / a), float((half + np.sqrt(under)) / a)]
        return found


def placebos(values: Floats, before: Mask) -> Placebos:
    """Return every area against the mixture of the others, as if it were the one with the plan.

    Parameters
    ----------
    values
        Areas by periods, the area with the plan first.
    before
        Which periods lie before the start.

    Notes
    -----
    Abadie, Diamond & Hainmueller (2010), J. American Statistical Association 105:493-505, section 3.4; the area with
    the plan may be mixed into the others', as the hypothesis of no effect allows.
    """
    tried = [gaps_of(values, at, before) for at in range(len(values))]
    gaps = np.array([gap for _, gap in tried])
    return Placebos(
        weights=np.array([weights for weights, _ in tried]),
        gaps=gaps,
        before=before,
        fit=np.sqrt((gaps[:, before] ** 2).mean(axis=1)),
        spread=float(np.sqrt(values[:, before].var(axis=0, ddof=1).mean())),
    )
