"""Which point stands for a round: by the round's window, by the period that a goal names, or as a total so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from helpers.measurement.combining import Key, pooled
from helpers.measurement.estimating import WORDS, doubt, period_of
from helpers.measurement.periods import Period, contiguous, named
from helpers.measurement.points import Points
from helpers.measurement.results import Crossing, Measurement, Reason
from helpers.observations.table import Origin, Precision
from helpers.plan.model import AreaChange, Goal, Plan, Round, Target, TargetKind
from helpers.plan.periods import period_bounds


def of_round(points: Points, area: str, indicator: str, at: Round, breakdown: str | None = None) -> Measurement | None:
    """Return the latest point whose period ends inside the round's window, marked with the round.

    A synthetic point counts only where the window holds no real one.
    """
    inside = [point for point in points.of(area, indicator, breakdown) if at.first <= period_of(point).last <= at.last]
    return _marked(_latest(inside), at)


def of_goal(points: Points, plan: Plan, goal: Goal, target: Target, area: str, at: Round) -> Measurement | None:
    """Return what decides a goal in an area at a round.

    Observations made for this goal (`breakdown` is its id) go before the indicator's general ones. A milestone
    is the first day on which it was reached, whenever that was; a count in total adds the years of the plan so
    far, and none after its deadline, if the indicator is counted per year.
    """
    breakdown = goal.id if points.all_of(area, goal.indicator, goal.id) else None
    kind = target.kind
    if kind is TargetKind.MILESTONE_BY_DATE:
        return _marked(_milestone(points.all_of(area, goal.indicator, breakdown), at.last), at)
    if kind is TargetKind.COUNT_IN_TOTAL and points.versions.newest(goal.indicator).yearly == "sum":
        name = (area, goal.indicator, breakdown)
        return _marked(_total_so_far(points, name, _counts_towards(plan, target, at), target.deadline), at)
    if kind is TargetKind.QUALITATIVE and breakdown is None:
        # A number of the same indicator is no judgement of this goal; a judgement can only be made for the goal.
        return None
    return of_round(points, area, goal.indicator, at, breakdown)


def baseline_of_goal(
    points: Points, goal: Goal, area: str, at: Round, baseline_period: str | None
) -> Measurement | None:
    """Return where a goal starts: in the period that the agreement names, else in the baseline round.

    A named period without an observation gives None; no other period is put in its place.
    """
    breakdown = goal.id if points.all_of(area, goal.indicator, goal.id) else None
    if baseline_period is None:
        return of_round(points, area, goal.indicator, at, breakdown)
    candidates = _named(points, (area, goal.indicator, breakdown), named(baseline_period))
    return _marked(_latest(candidates), at)


def series(points: Points, area: str, indicator: str, breakdown: str | None = None) -> Iterator[Measurement]:
    """Yield one point per year, oldest first: the latest period that ends in the year."""
    yield from _by_year(points.of(area, indicator, breakdown)).values()


def short_series(points: Points, area: str, indicator: str, breakdown: str | None = None) -> Iterator[Measurement]:
    """Yield the quarters, months or counting days of a figure that is counted more than once a year, oldest first.

    A line with one short point a year is a yearly one, and words have no series.
    """
    if points.versions.newest(indicator).nature in WORDS:
        return
    short = [point for point in points.all_of(area, indicator, breakdown) if period_of(point).shorter_than_a_year]
    if len(short) > len({period_of(point).last.year for point in short}):
        yield from short


def years_of_goal(points: Points, goal: Goal, area: str, until: date) -> dict[int, Measurement]:
    """Return what decides a goal in each year up to a day: the latest period that ends in the year."""
    breakdown = goal.id if points.all_of(area, goal.indicator, goal.id) else None
    known = points.of(area, goal.indicator, breakdown)
    return _by_year(point for point in known if period_of(point).last <= until)


def _named(points: Points, name: Key, wanted: Period) -> Iterator[Measurement]:
    if not wanted.shorter_than_a_year:
        yield from (point for point in points.of(*name) if period_of(point).within(wanted))
        return
    for point in points.all_of(*name):
        period = period_of(point)
        # A named day also means the month or quarter that it lies in, where the source is no finer.
        holds_day = wanted.days == 1 and wanted.within(period) and period.shorter_than_a_year
        if period.within(wanted) or holds_day:
            yield point


def _by_year(points: Iterable[Measurement]) -> dict[int, Measurement]:
    by_year: dict[int, list[Measurement]] = {}
    for point in points:
        by_year.setdefault(period_of(point).last.year, []).append(point)
    latest = ((number, _latest(of_year)) for number, of_year in by_year.items())
    return {number: point for number, point in latest if point is not None}


def _latest(points: Iterable[Measurement]) -> Measurement | None:
    # An invented figure never stands in the place of a real one of the same round or year, however new it is. Of
    # two periods that end on the same day the more believable goes first, then the shorter.
    return max(
        points,
        key=lambda point: (
            point.origin is not Origin.SYNTHETIC,
            period_of(point).last,
            -doubt(point.origin),
            period_of(point).first,
        ),
        default=None,
    )


def _marked(point: Measurement | None, at: Round) -> Measurement | None:
    return None if point is None else replace(point, round=at.id)


def _milestone(points: Iterable[Measurement], last: date) -> Measurement | None:
    known = [point for point in points if period_of(point).last <= last]
    reached = [point for point in known if point.value is not None and point.value >= 1]
    return reached[0] if reached else _latest(known)


def total_crossing(points: Points, plan: Plan, goal: Goal, target: Target, area: str, at: Round) -> Crossing | None:
    """Return the change of definition between the first and the last year of a total so far; None if there is none."""
    if target.kind is not TargetKind.COUNT_IN_TOTAL or points.versions.newest(goal.indicator).yearly != "sum":
        return None
    breakdown = goal.id if points.all_of(area, goal.indicator, goal.id) else None
    counted = _counted(points, (area, goal.indicator, breakdown), _counts_towards(plan, target, at))
    found = points.versions.crossing(counted[0], counted[-1]) if counted else None
    if found is None or points.versions.count_alike(counted[0], counted[-1]):
        return found
    return replace(found, factor=None, missing=found.missing or found.to_version, why=())


def area_change(
    points: Points, plan: Plan, area: str, at: Round, reason: Reason, baseline_period: str | None
) -> AreaChange | None:
    """Return the merger or split that explains why there is no figure; None if something else does.

    An area that a change ended before the round is over has no figure of its own in it, and one that began after the
    starting point had none there, unless all of its parts have one.
    """
    if reason is Reason.NO_MEASUREMENT:
        first, last = at.first, at.last
    elif reason is Reason.NO_BASELINE:
        start = plan.rounds[0]
        first, last = period_bounds(baseline_period) if baseline_period else (start.first, start.last)
    else:
        return None
    for change in points.changes:
        ended = area in change.before and change.date <= last
        if ended or (area in change.after and change.date > first):
            return change
    return None


def has_unadded_parts(points: Points, area: str, indicator: str, at: Round) -> bool:
    """Tell whether an area's parts all have a share or rate in the round that can't be added for want of counts."""
    return any(
        (key[0], key[1]) == (area, indicator) and at.first <= period.last <= at.last
        for key, period in points.not_additive
    )


def _counts_towards(plan: Plan, target: Target, at: Round) -> Period:
    """Return from when until when a total is counted: what comes after its deadline can't make it reached in time."""
    return Period(plan.start, min(at.last, target.deadline or at.last))


def _counted(points: Points, name: Key, during: Period) -> list[Measurement]:
    counted: list[Measurement] = []
    for point in points.of(*name):
        period = period_of(point)
        if period.within(during) and (not counted or period.first > period_of(counted[-1]).last):
            counted.append(point)
    return counted


def _cut_off(points: Points, name: Key, deadline: date | None, counted: Measurement) -> bool:
    """Tell whether a period that isn't counted begins before the deadline and ends after it."""
    if deadline is None:
        return False
    after = period_of(counted).last
    return any(after < period.first <= deadline < period.last for period in map(period_of, points.of(*name)))


def _total_so_far(points: Points, name: Key, during: Period, deadline: date | None) -> Measurement | None:
    counted = _counted(points, name, during)
    if not counted:
        return None
    latest = counted[-1]
    kept = [point for point in counted if points.versions.count_alike(point, latest)]
    total = pooled(kept, points.versions.of_point(latest), name[0])
    # A missing year makes the sum a lower bound: it can show that a total is reached, never that it is not. So does a
    # year of another definition, which isn't a count of the same, and one that the deadline cuts in two.
    alike = len(kept) == len(counted) and not _cut_off(points, name, deadline, latest)
    whole = alike and contiguous(period_of(point) for point in counted)
    if total is None or (len(kept) == 1 and whole):
        return total
    counted = kept
    first, last = period_of(counted[0]), period_of(counted[-1])
    return replace(
        total,
        indicator_version=latest.indicator_version,
        period_start=first.first,
        period_end=last.last,
        period_label="–".join(dict.fromkeys((counted[0].period_label, counted[-1].period_label))),
        # A sum of estimates is an estimate.
        precision=total.precision if whole else Precision.LOWER_BOUND,
    )
