"""Mean and limits of control charts: XmR, p, u and c, and Laney's p' and u' where a series varies more than chance.

A stretch of a series gives limits for each of its points; a point that rests on fewer persons has wider ones. Values
are in the unit of the series, `scale` is what a share or rate of 1 is in it (100 for percent).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from helpers.monitoring.signals import Limits

XMR_FACTOR = 2.66
"""3 / 1.128: three standard deviations, measured by the mean of the moving ranges (rounded as everybody rounds it)."""
RANGE_FACTOR = 3.267
"""Moving ranges above this many times their mean are outside the limits of the mR chart."""
D2 = 1.128
"""The mean range of two normal values, in standard deviations."""


class ChartKind(StrEnum):
    """What the limits are made from."""

    XMR = "xmr"
    """Values by themselves: how much they usually move from one period to the next."""
    P = "p"
    """Shares with numerator and denominator: binomial variation."""
    U = "u"
    """Events per person, dwelling or the like: Poisson variation."""
    C = "c"
    """Events in equally long periods: Poisson variation."""


@dataclass(frozen=True)
class Counted:
    """One period of a stretch; None in all is a gap."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Limited:
    """The limits of one stretch."""

    limits: tuple[Limits, ...]
    """One for each point, also for gaps."""
    spread: float
    """How much more the stretch varies than chance alone; 1 for XmR charts, which measure it anyway."""


def xmr_limits(values: Sequence[float | None], *, screened: bool = False) -> Limits:
    """Return mean and limits of an XmR chart: the mean ± 2.66 times the mean moving range.

    Parameters
    ----------
    values
        In order; None is a gap, and a moving range never spans one.
    screened
        Leave out moving ranges above 3.267 times their mean, once (Nelson 1982). Without it the limits are those of the
        Excel workbook of *Making Data Count*, which is what Målbar uses: one sudden step widens them a little, and
        nothing must be explained that a reader can't redo by hand.

    Raises
    ------
    ValueError
        If there is no value.

    References
    ----------
    Wheeler, D. J. (1993), Understanding variation; Nelson, L. S. (1982), Control charts for individual measurements.
    Journal of Quality Technology 14, 172-173.
    """
    known = [value for value in values if value is not None]
    if not known:
        raise ValueError("no values to chart")
    ranges = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    if screened and ranges:
        most = RANGE_FACTOR * sum(ranges) / len(ranges)
        ranges = [one for one in ranges if one < most]
    reach = XMR_FACTOR * sum(ranges) / len(ranges) if ranges else 0.0
    centre = sum(known) / len(known)
    return Limits(centre, centre - reach, centre + reach)


def p_limits(points: Sequence[Counted], *, scale: float = 100.0, laney: bool = False) -> Limited:
    """Return the limits of a p chart: three standard errors of a share, by each point's own denominator.

    Parameters
    ----------
    points
        With numerator and denominator; gaps have neither.
    laney
        Multiply by how much more the stretch varies than chance (p' chart), also if that is less than 1.

    Raises
    ------
    ValueError
        If no point has counts.

    References
    ----------
    Montgomery, D. C., Introduction to statistical quality control, ch. 7; Laney, D. B. (2002), Improved control charts
    for attributes. Quality Engineering 14, 531-537.
    """
    centre = _pooled(points)
    errors = [_error(centre * (1 - centre), point.denominator) for point in points]
    return _limited(points, centre, errors, scale, top=1.0, laney=laney)


def u_limits(points: Sequence[Counted], *, scale: float = 1.0, laney: bool = False) -> Limited:
    """Return the limits of a u chart: three standard errors of a rate, by each point's own denominator.

    A c chart is a u chart whose denominators are all 1. Parameters, errors and references as for `p_limits`.
    """
    centre = _pooled(points)
    errors = [_error(centre, point.denominator) for point in points]
    return _limited(points, centre, errors, scale, top=None, laney=laney)


def _pooled(points: Sequence[Counted]) -> float:
    total = sum(point.denominator or 0.0 for point in points)
    if total <= 0:
        raise ValueError("no counts to chart")
    return sum(point.numerator or 0.0 for point in points) / total


def _error(variance: float, denominator: float | None) -> float | None:
    return sqrt(variance / denominator) if denominator else None


def _limited(
    points: Sequence[Counted],
    centre: float,
    errors: Sequence[float | None],
    scale: float,
    *,
    top: float | None,
    laney: bool,
) -> Limited:
    spread = _spread(points, centre, errors) if laney else 1.0
    limits: list[Limits] = []
    for error in errors:
        # A gap has no denominator of its own and so no width; it is never drawn and never judged.
        reach = 3 * spread * (error or 0.0)
        high = centre + reach if top is None else min(top, centre + reach)
        limits.append(Limits(scale * centre, scale * max(0.0, centre - reach), scale * high, scale * reach))
    return Limited(tuple(limits), spread)


def _spread(points: Sequence[Counted], centre: float, errors: Sequence[float | None]) -> float:
    """Return Laney's sigma of z: how much the standardised values move, against what chance gives."""
    standard = [
        None if not error or point.numerator is None or not point.denominator
        else (point.numerator / point.denominator - centre) / error
        for point, error in zip(points, errors, strict=True)
    ]  # fmt: skip
    moves = [abs(after - before) for before, after in pairwise(standard) if before is not None and after is not None]
    return sum(moves) / len(moves) / D2 if moves else 1.0
