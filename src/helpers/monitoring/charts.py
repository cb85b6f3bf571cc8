"""Control charts: which chart for which figures, its stretches with their limits, and what in it is a signal.

A chart begins anew only where the definition of the figure changed or where somebody stated a reason. Below twelve
points there is no chart: limits made from fewer say more about the points than about the series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.monitoring.limits import D2, ChartKind, Counted, Limited, p_limits, u_limits, xmr_limits
from helpers.monitoring.signals import Limits, Signal, signals_in
from helpers.monitoring.spacing import SeriesPoint
from helpers.plan.model import Indicator, Nature

FEWEST_POINTS = 12
"""*Making Data Count* asks for twelve to fifteen before limits are read."""
SMALL_COUNT = 10
"""Whole numbers that lie below this on average and usually move by less than one step have no XmR chart: of two and
three employees every two lies outside limits of 2.2 to 3.3. Wheeler calls such data chunky: one step of the measure
must not be larger than the standard deviation."""

CHART_OF: Mapping[Nature, ChartKind] = {
    Nature.SURVEY_SHARE: ChartKind.P,
    Nature.REGISTER_SHARE: ChartKind.P,
    Nature.EVENT_RATE: ChartKind.U,
    Nature.EVENT_COUNT: ChartKind.C,
    Nature.COMPLETE_COUNT: ChartKind.XMR,
    Nature.AMOUNT: ChartKind.XMR,
}
"""Which chart for which nature; milestones and judgements have none. Complete counts are no counts of chance events, so
how much they usually move tells what is usual."""


def chart_of(indicator: Indicator) -> ChartKind | None:
    """Return which chart an indicator has; None for milestones and judgements.

    A share of days or hours has an XmR chart: a p chart would take each day as a person of its own, and Laney's factor
    is there for swings between periods, not for counts that are many for each person.
    """
    kind = CHART_OF.get(indicator.nature)
    return ChartKind.XMR if kind is ChartKind.P and indicator.clustered is not None else kind


_ROUNDING = 1e-9


class Begins(StrEnum):
    """Why a stretch begins where it does."""

    FIRST = "first"
    """The first measurement."""
    DEFINITION = "definition"
    """The figure is counted by a new definition."""
    REBASE = "rebase"
    """Somebody stated a reason."""


@dataclass(frozen=True)
class NewStart:
    """A day from which a chart has new limits."""

    day: date
    """The first period that ends on it or later begins the stretch."""
    begins: Begins
    reason: str
    """Danish; must not be empty where somebody chose to begin anew."""


@dataclass(frozen=True)
class Stretch:
    """Part of a series with limits of its own."""

    first: int
    end: int
    """Position after its last point."""
    begins: Begins
    reason: str
    limits: tuple[Limits, ...]
    """One for each point; empty if there are none."""
    spread: float
    """How much more it varies than chance, and so how much wider its limits were made; at least 1."""
    refusal: Refusal | None = None
    """Why it has no limits."""


@dataclass(frozen=True)
class ControlChart:
    """A series with mean, limits and signals."""

    kind: ChartKind
    points: tuple[SeriesPoint, ...]
    stretches: tuple[Stretch, ...]
    signals: tuple[Signal, ...]
    """By last point; positions in `points`. None runs over two stretches."""

    @property
    def last(self) -> Stretch:
        """The stretch that the series ends with."""
        return self.stretches[-1]

    def limits_at(self, position: int) -> Limits | None:
        """Return the limits of one point, or None if its stretch has none."""
        for stretch in self.stretches:
            if stretch.first <= position < stretch.end and stretch.limits:
                return stretch.limits[position - stretch.first]
        return None


def control_chart(
    points: Sequence[SeriesPoint], kind: ChartKind, *, scale: float = 1.0, starts: Sequence[NewStart] = ()
) -> ControlChart | Refusal:
    """Return the control chart of a series, or what is missing.

    Parameters
    ----------
    points
        One for each period, oldest first, gaps too; see `helpers.monitoring.spacing`.
    kind
        A `ChartKind` or its value, such as `"xmr"`; see `CHART_OF`.
    scale
        What a share or rate of 1 is in the unit of the values: 100 for percent, 1,000 for a rate per 1,000.
    starts
        Where limits begin anew, in any order.

    Returns
    -------
    ControlChart or Refusal
        Refused: no stretch of twelve points, a new start without a reason, shares or rates without their counts,
        counts so small that a whole step is more than they swing, or a series that never moves. A later stretch that
        is too short has no limits and says so; the others keep theirs.

    Notes
    -----
    p, u and c charts are widened by Laney's factor where a series varies more than chance alone, and never narrowed.
    XmR charts are those of *Making Data Count*'s workbook: no screening of moving ranges. Assumes that neighbouring
    periods of an unchanged series are independent; seasons and slow drift give signals too. Mean and limits are those
    of the whole stretch, also of what came after a change; whoever knows when and why begins anew there.

    Raises
    ------
    ValueError
        If the kind is unknown, the periods are not in order or one comes twice, or a value is impossible: a share
        below 0 or above all, more counted than there were to count, a negative rate or count.
    """
    kind = _checked(points, kind, scale)
    method = f"{kind.value}_chart"
    reasonless = [start for start in starts if start.begins is Begins.REBASE and not start.reason.strip()]
    if reasonless:
        return Refusal(method, (Shortfall(Lack.REASON),))
    stretches = tuple(_with_limits(stretch, points, kind, scale, method) for stretch in _cut(points, starts))
    if all(stretch.refusal is not None for stretch in stretches):
        longest = max(stretches, key=lambda stretch: _count(points[stretch.first : stretch.end]))
        if longest.refusal is not None:
            return longest.refusal
    return ControlChart(kind, tuple(points), stretches, _signals(points, stretches))


def _checked(points: Sequence[SeriesPoint], kind: ChartKind, scale: float) -> ChartKind:
    if kind not in list(ChartKind):
        raise ValueError(f"a control chart is one of {', '.join(ChartKind)}, not {kind}")
    kind = ChartKind(kind)
    if any(after.last <= before.last for before, after in pairwise(points)):
        raise ValueError("the points of a control chart stand oldest first, one for each period")
    if kind is not ChartKind.XMR:
        for point in points:
            _check_counted(point, kind, scale)
    return kind


def _check_counted(point: SeriesPoint, kind: ChartKind, scale: float) -> None:
    if point.value is None:
        return
    top = scale if kind is ChartKind.P else float("inf")
    if not -_ROUNDING <= point.value <= top * (1 + _ROUNDING):
        raise ValueError(f"{point.label}: a share lies from 0 to {scale:g}, and a rate or count is 0 or more")
    counts = (point.numerator, point.denominator)
    if kind is ChartKind.P and None not in counts and (point.numerator or 0) > (point.denominator or 0):
        raise ValueError(f"{point.label}: no more can be counted than there were to count")


def _cut(points: Sequence[SeriesPoint], starts: Sequence[NewStart]) -> list[Stretch]:
    begun: dict[int, tuple[Begins, str]] = {0: (Begins.FIRST, "")}
    for start in sorted(starts, key=lambda start: (start.day, start.begins is Begins.REBASE)):
        at = next((place for place, point in enumerate(points) if point.last >= start.day), None)
        if at:  # before the first point there is nothing to begin anew
            begun[at] = (start.begins, start.reason)
    places = sorted(begun)
    ends = [*places[1:], len(points)]
    return [Stretch(first, end, *begun[first], (), 1.0) for first, end in zip(places, ends, strict=True)]


def _count(points: Sequence[SeriesPoint]) -> int:
    return sum(not point.gap for point in points)


def _with_limits(
    stretch: Stretch, points: Sequence[SeriesPoint], kind: ChartKind, scale: float, method: str
) -> Stretch:
    own = points[stretch.first : stretch.end]
    lacking = _lacking(own, kind)
    if lacking:
        return replace(stretch, refusal=Refusal(method, lacking))
    limited = _limited(own, kind, scale)
    if all(limit.high <= limit.low for limit, point in zip(limited.limits, own, strict=True) if not point.gap):
        return replace(stretch, refusal=Refusal(method, (Shortfall(Lack.SPREAD),)))
    return replace(stretch, limits=limited.limits, spread=limited.spread)


def _lacking(points: Sequence[SeriesPoint], kind: ChartKind) -> tuple[Shortfall, ...]:
    known = [point for point in points if not point.gap]
    found: list[Shortfall] = []
    if len(known) < FEWEST_POINTS:
        found.append(Shortfall(Lack.POINTS, len(known), FEWEST_POINTS))
    if kind in (ChartKind.P, ChartKind.U) and any(point.numerator is None or not point.denominator for point in known):
        found.append(Shortfall(Lack.COUNTS))
    if kind is ChartKind.XMR and not found and _too_coarse([point.value for point in points]):
        found.append(Shortfall(Lack.WHOLE_STEPS))
    return tuple(found)


def _too_coarse(values: Sequence[float | None]) -> bool:
    """Tell whether small whole numbers usually move by less than the step from one to the next."""
    known = [value for value in values if value is not None]
    if any(value != round(value) for value in known) or sum(known) >= SMALL_COUNT * len(known):
        return False
    moves = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    return 0 < sum(moves) < D2 * len(moves)


def _limited(points: Sequence[SeriesPoint], kind: ChartKind, scale: float) -> Limited:
    if kind is ChartKind.XMR:
        values = [point.value for point in points]
        return Limited((xmr_limits(values),) * len(points), 1.0)
    counted = [_counted(point, kind, scale) for point in points]
    of = p_limits if kind is ChartKind.P else u_limits
    own = of(counted, scale=scale, laney=True)
    # Laney's factor below 1 would call fewer swings ordinary than chance alone gives.
    return own if own.spread > 1 else of(counted, scale=scale)


def _counted(point: SeriesPoint, kind: ChartKind, scale: float) -> Counted:
    """Return a point with the counts that give its value: a weighted share is charted as it is shown."""
    if point.value is None:
        return Counted(None)
    denominator = 1.0 if kind is ChartKind.C else point.denominator
    numerator = None if denominator is None else point.value / scale * denominator
    return Counted(point.value, numerator, denominator)


def _signals(points: Sequence[SeriesPoint], stretches: Sequence[Stretch]) -> tuple[Signal, ...]:
    found: list[Signal] = []
    for stretch in stretches:
        if not stretch.limits:
            continue
        values = [point.value for point in points[stretch.first : stretch.end]]
        own = signals_in(values, stretch.limits)
        found += [replace(signal, at=tuple(stretch.first + at for at in signal.at)) for signal in own]
    return tuple(found)
