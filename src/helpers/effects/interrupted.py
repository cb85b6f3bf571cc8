"""Interrupted time series: one area's line before the start carried on, and how far the figures since lie from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from helpers.effects.autocorrelation import Averaged, averaged
from helpers.effects.estimate import Assumption, Design, Estimand, Estimate
from helpers.effects.segments import LEVEL, SLOPE, Fit, Floats, fit_counts, fit_values, harmonics, segmented
from helpers.effects.series import Series, series_of
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval

if TYPE_CHECKING:
    from helpers.effects.panel import Panel

METHOD = "interrupted_series"
REFERENCE = (
    "Bernal, Cummins & Gasparrini 2017, Int. J. Epidemiology 46:348-355; carry-over: Zellner & Tiao 1964, "
    "J. American Statistical Association 59:763-778"
)
CONFIDENCE = 0.95
INTERVAL = "Least squares averaged over carry-over, Zellner & Tiao 1964"
EVENTS = 10
"""Events that it takes before the start, and after it: the logarithm of a rate of fewer isn't near normal."""
WAVES = {"quarter": (4, 2), "month": (12, 2)}
"""Periods of a year, and pairs of waves: quarters free, months as Bernal et al."""


@dataclass(frozen=True)
class Expected:
    """One period: what was seen, and what the line from before leads to."""

    period: int
    observed: float
    expected: float
    """Without the change at the start, in the indicator's unit."""
    low: float
    high: float
    """Of the line, not of single figures around it; 95 %."""


@dataclass(frozen=True)
class Interruption:
    """An estimate from an interrupted series, and what a reader needs to judge it."""

    estimate: Estimate
    """The jump: a ratio for counts (`RATE_RATIO`), else in the indicator's unit (`LEVEL_CHANGE`). With `average`, the
    same since the start: a ratio for counts (`RATE_RATIO`), else in the indicator's unit (`ATT`)."""
    slope: Estimate | None
    """The change of the trend a period, if it may change: percent of the level for counts, else the indicator's unit.
    """
    path: tuple[Expected, ...]
    dispersion: float | None
    """Of counts: 1 is chance alone (Poisson), 3 is three times its variance. None for values."""
    carried: float
    """The mean share of a deviation that carries over to the next period."""
    trend: float
    """Before the start, a period: percent for counts, else the indicator's unit."""


def interrupted_series(
    panel: Panel,
    *,
    area: str | None = None,
    question: str = "",
    slope: bool = False,
    average: bool = False,
    compared: bool = False,
    counts: bool | None = None,
) -> Interruption | Refusal:
    """Return how far an area's figures since the start lie from the line that it followed before.

    Parameters
    ----------
    area
        The area with the plan; may be left out if there is only one.
    question
        Id of the effect question.
    slope
        Whether the trend may change too; to be written down before the figures are seen. The jump is then that of
        the first period.
    average
        Whether to estimate the average over all periods since the start instead of the jump; the trend may change
        then. It is right also for what comes little by little, of which a jump measures too little. The price is a
        wider interval: only the periods before the start say where the line would have gone.
    compared
        Whether what happened in the comparison areas at the same time is taken out first (a controlled series).
    counts
        Whether the figures are counts of events or rates of them; None: they are, unless the unit is percent or a
        numerator is missing.

    Returns
    -------
    Interruption or Refusal
        Refused with fewer than 8 periods (24 months) before the start or 8 (12 months) after it, with holes in the
        series, with fewer than 10 events on a side, or if all figures are the same.

    Raises
    ------
    ValueError
        If `area` isn't among the areas with the plan.

    Notes
    -----
    A straight line (for counts of the logarithm of the rate, offset by the denominator), the season as sine and
    cosine waves for quarters and months, and a jump at the start, with `average` also a turn of the line. The average
    is the mean distance of the fitted figures since the start to the line carried on; of counts, all events since the
    start over all that the line leads to (its logarithm's standard error by the delta method). Counts are
    quasi-Poisson: never surer than Poisson, less sure where they swing more. Uncertainty is averaged over how much may
    carry over from one period to the next (`helpers.effects.autocorrelation`). It is the effect only if the line would
    have gone on and nothing else happened at the start, which one series can't show: never more than a change measured.
    """
    series = series_of(panel, METHOD, area=area, counts=counts, compared=compared)
    if isinstance(series, Refusal):
        return series
    short = _too_plain(series)
    if short:
        return Refusal(METHOD, short)
    turning = slope or average
    columns = segmented(series.times, series.start, slope=turning, season=_season(series))
    fit = fit_values(series.values, columns) if series.counts is None else fit_counts(*series.counts, columns)
    return _told(series, columns, fit, question, turning=turning, average=average)


def _season(series: Series) -> Floats | None:
    if series.frequency not in WAVES:
        return None
    length, pairs = WAVES[series.frequency]
    return harmonics(series.times % length, length, pairs)


def _too_plain(series: Series) -> tuple[Shortfall, ...]:
    """Return what a series without swings or with hardly any events lacks."""
    if series.counts is not None:
        counts, after = series.counts[0], series.after
        fewest = min(counts[after].sum(), counts[~after].sum())
        if fewest < EVENTS:
            return (Shortfall(Lack.EVENTS, float(fewest), EVENTS),)
    return (Shortfall(Lack.SPREAD),) if np.ptp(series.values) <= 1e-12 * np.abs(series.values).max() else ()


def since_start(columns: Floats, fit: Fit, *, counted: bool) -> tuple[Floats, float]:
    """Return the average change since the start, of a line that may turn there: its gradient and its value.

    Parameters
    ----------
    columns
        Of `segmented`, with a slope.
    counted
        Whether the fit is of counts: the value is then the logarithm of events since the start over those that the line
        before leads to.

    Returns
    -------
    tuple
        The derivative of the value by each coefficient (of values: the contrast itself), and the value.
    """
    after, without = columns[:, LEVEL] > 0, _without(columns, turning=True)
    if not counted:
        contrast = (columns - without)[after].mean(axis=0)
        return contrast, float(contrast @ fit.coefficients)
    seen = fit.expected[after]
    line = seen * np.exp((without - columns)[after] @ fit.coefficients)
    gradient = seen @ columns[after] / seen.sum() - line @ without[after] / line.sum()
    return gradient, float(np.log(seen.sum() / line.sum()))


def _without(columns: Floats, *, turning: bool) -> Floats:
    """Return the columns as if nothing had changed at the start."""
    without = columns.copy()
    without[:, LEVEL : SLOPE + 1 if turning else SLOPE] = 0.0
    return without


def _told(series: Series, columns: Floats, fit: Fit, question: str, *, turning: bool, average: bool) -> Interruption:
    counted = series.counts is not None
    asked = np.eye(columns.shape[1])[[LEVEL, SLOPE if turning else LEVEL, 1]]
    value = float(fit.coefficients[LEVEL])
    if average:
        asked[0], value = since_start(columns, fit, counted=counted)
    contrasts = np.vstack([asked, _without(columns, turning=turning)])
    found = averaged(fit.columns, fit.values, contrasts, 1.0 if counted else 0.0).at(value)
    half, p = found.half_widths(CONFIDENCE), found.p()
    estimand = Estimand.RATE_RATIO if counted else Estimand.ATT if average else Estimand.LEVEL_CHANGE
    estimate = _estimate(series, fit, found, question, estimand, (float(half[0]), float(p[0])))
    if average:
        estimate = replace(estimate, method=f"{estimate.method}; average since the start of a line that may turn there")
    return Interruption(
        estimate=estimate,
        slope=_slope(series, fit, found, question, (float(half[1]), float(p[1]))) if turning else None,
        path=_path(series, found.estimates[3:], half[3:]),
        dispersion=fit.dispersion if counted else None,
        carried=found.carried,
        trend=_percent(float(found.estimates[2])) if counted else float(found.estimates[2]),
    )


def _estimate(
    series: Series, fit: Fit, found: Averaged, question: str, estimand: Estimand, sure: tuple[float, float]
) -> Estimate:
    half, p = sure
    value = float(found.estimates[0])
    if series.counts is not None:
        interval = Interval(float(np.exp(value - half)), float(np.exp(value + half)), CONFIDENCE, INTERVAL)
        return _of(series, fit, found, question, estimand, float(np.exp(value)), "ratio", interval, p)
    interval = Interval(value - half, value + half, CONFIDENCE, INTERVAL)
    return _of(series, fit, found, question, estimand, value, series.unit, interval, p)


def _slope(series: Series, fit: Fit, found: Averaged, question: str, sure: tuple[float, float]) -> Estimate:
    half, p = sure
    value = float(found.estimates[1])
    ends, unit = (value - half, value, value + half), series.unit
    if series.counts is not None:
        ends, unit = (_percent(ends[0]), _percent(ends[1]), _percent(ends[2])), "percent"
    interval = Interval(ends[0], ends[2], CONFIDENCE, INTERVAL)
    return _of(series, fit, found, question, Estimand.SLOPE_CHANGE, ends[1], unit, interval, p)


def _of(
    series: Series,
    fit: Fit,
    found: Averaged,
    question: str,
    estimand: Estimand,
    value: float,
    unit: str,
    interval: Interval,
    p: float,
) -> Estimate:
    kind = "Segmented quasi-Poisson regression" if series.counts is not None else "Segmented least squares"
    season = ", season as waves" if series.frequency in WAVES else ""
    return Estimate(
        question=question,
        indicator=series.indicator,
        design=Design.INTERRUPTED_SERIES,
        estimand=estimand,
        value=value,
        unit=unit,
        interval=interval,
        p=p,
        treated=(series.area,),
        comparisons=series.comparisons,
        periods_before=int((~series.after).sum()),
        periods_after=int(series.after.sum()),
        n=len(series.times),
        method=f"{kind}{season}; carry-over averaged ({found.carried:.2f}), t({fit.df})",
        reference=REFERENCE,
        assumptions=(
            Assumption("line_goes_on", checked=False, holds=None),
            Assumption("nothing_else_at_start", checked=False, holds=None),
            Assumption("carry_over", checked=True, holds=True, figure=found.carried),
            Assumption("no_anticipation", checked=False, holds=None),
        ),
        origin=series.origin,
    )


def _path(series: Series, lines: Floats, half: Floats) -> tuple[Expected, ...]:
    ends = np.column_stack([lines, lines - half, lines + half])
    if series.counts is not None:
        ends = np.exp(ends) * series.scale
    ends = ends + series.taken_out[:, None] if series.counts is None else ends * series.taken_out[:, None]
    return tuple(
        Expected(int(period), float(seen), float(line), float(low), float(high))
        for period, seen, (line, low, high) in zip(series.times, series.observed, ends, strict=True)
    )


def _percent(log_ratio: float) -> float:
    return 100 * float(np.expm1(log_ratio))
