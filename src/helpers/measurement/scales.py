"""Answers on a scale, from "very unsafe" to "very safe": the share at its end, and the mean, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from helpers.measurement.intervals import LEVEL, proportion
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval

FEWEST_ANSWERS = 5
_CLOSE = 1e-10
_STEPS = 200


@dataclass(frozen=True)
class Mean:
    """The mean of answers on a scale, in the scale's own points."""

    value: float
    interval: Interval
    n: float
    """Answers; "don't know" is not on the scale and not among them."""


def share_at(answers: Sequence[float], steps: Sequence[int], level: float = LEVEL) -> Interval:
    """Return the interval of the share of answers on some steps of a scale, in percent.

    Parameters
    ----------
    answers
        How many chose each step, lowest first.
    steps
        Which of them are asked about, counted from 0; the two highest of five are `(3, 4)`.

    Raises
    ------
    ValueError
        If nobody answered.

    Notes
    -----
    Wilson EB (1927), Journal of the American Statistical Association 22:209-212. For one choice of steps; intervals of
    all steps at once hold together less often.
    """
    return proportion(sum(answers[step] for step in dict.fromkeys(steps)), sum(answers), level)


def mean_of_scale(answers: Sequence[float], points: Sequence[float], level: float = LEVEL) -> Mean | Refusal:
    """Return the mean of answers on a scale of a few steps, with its score interval.

    The interval never leaves the scale and is never a point, also where all gave the same answer; with two steps it is
    Wilson's. That a step is as far from the next as every other is the reader's choice, so a share is shown first.

    Parameters
    ----------
    answers
        How many chose each step, lowest first.
    points
        What each step counts for, for example 1 to 5; rising.

    Raises
    ------
    ValueError
        If steps and points aren't as many, the points don't rise, or a count is negative.

    Notes
    -----
    The score interval of a linear function of multinomial shares: Lang JB (2008), Statistics in Medicine 27:5975-5990.
    A mean belongs to the interval if it is at most `z` standard errors from the one measured; the standard error is
    that of the likeliest shares that have this mean. A simple random sample of a large population.
    """
    _fit(answers, points)
    n = sum(answers)
    if n < FEWEST_ANSWERS:
        return Refusal("mean_of_scale", (Shortfall(Lack.RESPONSES, n, FEWEST_ANSWERS),))
    from scipy.special import ndtri

    z = float(ndtri(0.5 + level / 2))
    mean = sum(count * point for count, point in zip(answers, points, strict=True)) / n
    low = _limit(answers, points, mean, points[0], z)
    high = _limit(answers, points, mean, points[-1], z)
    return Mean(mean, Interval(low, high, level, "Lang 2008"), n)


def _fit(answers: Sequence[float], points: Sequence[float]) -> None:
    if len(answers) != len(points) or len(points) < 2:
        raise ValueError("a scale has a number of points for each of its steps")
    if any(later <= earlier for earlier, later in pairwise(points)):
        raise ValueError("the points of a scale rise")
    if min(answers) < 0:
        raise ValueError("a count of answers can't be negative")


def _limit(answers: Sequence[float], points: Sequence[float], mean: float, end: float, z: float) -> float:
    """Return the mean furthest towards `end` that lies at most `z` standard errors away."""
    if abs(mean - end) <= _CLOSE:
        return end
    inside, outside = mean, end
    for _ in range(_STEPS):
        middle = (inside + outside) / 2
        if abs(outside - inside) <= _CLOSE * (points[-1] - points[0]):
            break
        if abs(mean - middle) <= z * _standard_error(answers, points, middle):
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2


def _standard_error(answers: Sequence[float], points: Sequence[float], mean: float) -> float:
    """Return the standard error of a mean of answers if the shares are the likeliest that have this true mean."""
    n = sum(answers)
    away = [point - mean for point in points]
    tilt = _tilt(answers, away)
    shares = [
        count / (n * (1 + tilt * distance)) if count else 0.0 for count, distance in zip(answers, away, strict=True)
    ]
    rest = max(0.0, 1.0 - sum(shares))
    # Where the answers given can't have this mean, the likeliest shares put the rest at the end that nobody chose.
    furthest = max(away) if tilt < 0 else min(away)
    variance = sum(share * distance * distance for share, distance in zip(shares, away, strict=True))
    return sqrt((variance + rest * furthest * furthest) / n)


def _tilt(answers: Sequence[float], away: Sequence[float]) -> float:
    """Return the Lagrange multiplier: positive where the true mean is below the one measured."""
    given = [(count, distance) for count, distance in zip(answers, away, strict=True) if count]
    low, high = -1 / max(away), -1 / min(away)
    tilt = 0.0
    for _ in range(_STEPS):
        value = slope = 0.0
        for count, distance in given:
            of_one = distance / (1 + tilt * distance)
            value += count * of_one
            slope -= count * of_one * of_one
        low, high = (tilt, high) if value > 0 else (low, tilt)
        step = tilt - value / slope if slope else tilt
        following = step if low < step < high else (low + high) / 2
        if abs(following - tilt) <= 1e-13 * (1 + abs(tilt)):
            return following
        tilt = following
    return tilt
