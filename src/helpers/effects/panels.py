"""From measurements that may be shown to the panel of an effect question; what is hidden is a gap in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from helpers.effects.panel import Frequency, Panel, PanelPoint
from helpers.measurement.estimating import least_believable
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Measurement
from helpers.measurement.surveying import counts_behind
from helpers.plan.questions import EffectQuestion

_MONTHS: dict[Frequency, int] = {"year": 12, "quarter": 3, "month": 1}
_ONE_DAY = timedelta(days=1)
METHOD = "effect_panel"


@dataclass(frozen=True)
class Gathered:
    """The panel of a question, and what is not in it."""

    panel: Panel
    """The areas of the question and all that it may compare with."""
    hidden: int
    """Figures that are hidden because they are small: gaps of the panel."""


def gather(
    question: EffectQuestion, pool: Sequence[str], measurements: Iterable[Measurement], *, indicator: str | None = None
) -> Gathered | Refusal:
    """Return the figures of one indicator that a question may use.

    Parameters
    ----------
    question
        Its areas, its periods and when the plan began where.
    pool
        The areas that it may compare with.
    measurements
        Points of series, yearly and shorter, after release.
    indicator
        Another one than the question's own, to choose areas by.

    Returns
    -------
    Gathered or Refusal
        Refused if there is no figure at all, or if the indicator was redefined on the way and so the figures before
        and after the start don't measure the same.
    """
    wanted, areas = indicator or question.indicator, {*question.areas, *pool}
    points = [
        point
        for point in measurements
        if point.indicator == wanted
        and point.area in areas
        and point.breakdown is None
        and period_number(point, question.frequency) is not None
        and _inside(point, question)
    ]
    known = {(point.area, period_number(point, question.frequency)): point for point in points if not point.hidden}
    shown = [point for point in known.values() if point.value is not None]
    if not shown:
        return Refusal(METHOD, (Shortfall(Lack.PERIODS_BEFORE, 0, 1), Shortfall(Lack.PERIODS_AFTER, 0, 1)))
    if len({point.indicator_version for point in shown}) > 1:
        return Refusal(METHOD, (Shortfall(Lack.SAME_DEFINITION),))
    panel = Panel(
        indicator=wanted,
        unit=shown[0].unit,
        frequency=question.frequency,
        points=tuple(sorted((_point(point, question.frequency) for point in shown), key=_place)),
        starts={area: first_period(question.start_of(area), question.frequency) for area in question.areas},
        origin=least_believable(point.origin for point in shown),
    )
    return Gathered(panel, sum(point.hidden for point in points))


def cut_to(panel: Panel, comparisons: Sequence[str]) -> Panel:
    """Return the panel with the areas of the plan and these areas to compare with."""
    kept = {*panel.treated, *comparisons}
    return replace(panel, points=tuple(point for point in panel.points if point.area in kept))


def before_start(panel: Panel) -> Panel:
    """Return what a rule for choosing areas may see: the periods before the first start that every plan's area has.

    A period in which an area with the plan has a gap is left out for all, so that their means are of the same years.
    """
    first = min(panel.starts.values())
    known = {(point.area, point.period) for point in panel.points}
    kept = {period for period in panel.periods if period < first}
    kept = {period for period in kept if all((area, period) in known for area in panel.starts)}
    return replace(panel, points=tuple(point for point in panel.points if point.period in kept))


def first_period(start: date, frequency: Frequency) -> int:
    """Return the first period of which at least half lies on or after the start."""
    number = _number(start, frequency)
    first, last = _first_day(number, frequency), _first_day(number + 1, frequency) - _ONE_DAY
    return number if 2 * ((last - start).days + 1) >= (last - first).days + 1 else number + 1


def period_number(point: Measurement, frequency: Frequency) -> int | None:
    """Return the number of the period that a point is for; None if it is no such calendar period.

    A day of a year counts as that year, as in every series: a stock is counted on a day.
    """
    if point.period_end is None:
        return None
    start = point.period_start or point.period_end
    number = _number(start, frequency)
    whole = start == _first_day(number, frequency) and point.period_end == _first_day(number + 1, frequency) - _ONE_DAY
    a_day = frequency == "year" and start == point.period_end
    return number if whole or a_day else None


def period_name(number: int, frequency: Frequency) -> str:
    """Return a period as a short label: `2018`, `2018K1` or `2018M03`."""
    parts = 12 // _MONTHS[frequency]
    if frequency == "year":
        return str(number)
    return f"{number // parts}{'K' if frequency == 'quarter' else 'M'}{number % parts + 1:0{1 if parts == 4 else 2}d}"


def _number(day: date, frequency: Frequency) -> int:
    months = _MONTHS[frequency]
    return day.year * (12 // months) + (day.month - 1) // months


def _first_day(number: int, frequency: Frequency) -> date:
    months = _MONTHS[frequency]
    parts = 12 // months
    return date(number // parts, number % parts * months + 1, 1)


def _inside(point: Measurement, question: EffectQuestion) -> bool:
    return point.period_end is not None and question.first <= point.period_end <= question.last


def _point(found: Measurement, frequency: Frequency) -> PanelPoint:
    number = period_number(found, frequency)
    if number is None or found.value is None:
        raise ValueError("a point of a panel has a period and a value")
    return PanelPoint(found.area, number, found.value, *counts_behind(found))


def _place(point: PanelPoint) -> tuple[str, int]:
    return point.area, point.period
