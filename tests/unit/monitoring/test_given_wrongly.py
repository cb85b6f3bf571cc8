"""What is no series and no count is refused with a sentence that names it, before a limit is made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.monitoring.charts import ControlChart, control_chart
from helpers.monitoring.funnels import funnel
from helpers.monitoring.limits import ChartKind
from helpers.monitoring.ranking import rank
from helpers.monitoring.shrinkage import shrink
from helpers.monitoring.small_areas import AreaCount
from helpers.monitoring.spacing import SeriesPoint
from unit.monitoring.chart_cases import QUIET, series

NAN = float("nan")


@pytest.mark.parametrize("wrong", [{"value": NAN}, {"value": 3.0, "numerator": -1.0}, {"value": float("inf")}])
def test_a_point_is_a_number_with_counts_or_a_gap(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="marts 2020"):
        SeriesPoint("marts 2020", date(2020, 3, 31), **wrong)


def test_periods_stand_in_order_and_once() -> None:
    points = series(QUIET)
    for wrong in (points[::-1], (*points, points[-1])):
        with pytest.raises(ValueError, match="oldest first"):
            control_chart(wrong, ChartKind.XMR)


def test_a_kind_is_known_by_its_value_and_no_other_word() -> None:
    made = control_chart(series(QUIET), cast("Any", "xmr"))
    assert isinstance(made, ControlChart)
    assert made.kind is ChartKind.XMR
    with pytest.raises(ValueError, match="one of xmr, p, u, c, not shewhart"):
        control_chart(series(QUIET), cast("Any", "shewhart"))


def test_no_more_are_counted_than_there_are() -> None:
    points = series([20.0] * 12, [100.0] * 12)
    above = (*points[:-1], replace(points[-1], numerator=101.0, denominator=100.0))
    with pytest.raises(ValueError, match="no more can be counted"):
        control_chart(above, ChartKind.P, scale=100)
    with pytest.raises(ValueError, match="from 0 to 100"):
        control_chart((*points[:-1], replace(points[-1], value=120.0)), ChartKind.P, scale=100)
    with pytest.raises(ValueError, match="0 or more"):
        control_chart(series([*QUIET, -1.0]), ChartKind.C)


def test_two_and_three_employees_have_no_limits() -> None:
    refused = control_chart(series((3, 3, 3, 2, 3, 3, 3, 3, 2, 3, 3, 3, 3)), ChartKind.XMR)
    assert refused == Refusal("xmr_chart", (Shortfall(Lack.WHOLE_STEPS),))


@pytest.mark.parametrize(
    "values",
    [
        (3, 6, 2, 8, 4, 1, 7, 3, 9, 5, 2, 6, 4),  # small, but swings by several steps
        (800, 800, 800, 799, 800, 800, 800, 800, 799, 800, 800, 800, 790),  # hardly moves, but is not small
        (2.5, 2.6, 2.4, 2.5, 2.7, 2.5, 2.4, 2.6, 2.5, 2.5, 2.6, 2.4),  # no whole numbers
    ],
)
def test_other_series_have(values: tuple[float, ...]) -> None:
    assert isinstance(control_chart(series(values), ChartKind.XMR), ControlChart)


@pytest.mark.parametrize(("numerator", "denominator"), [(NAN, 10.0), (-1.0, 10.0), (1.0, 0.0), (1.0, float("inf"))])
def test_an_area_has_two_counts(numerator: float, denominator: float) -> None:
    with pytest.raises(ValueError, match=r"loeget: counts"):
        AreaCount("loeget", numerator, denominator)


@pytest.mark.parametrize("method", [funnel, shrink, rank])
def test_areas_are_there_once_and_of_a_known_kind(method: Any) -> None:
    areas = [AreaCount(str(place), 20 + place, 100) for place in range(8)]
    more: tuple[str, ...] = ("highest",) if method is rank else ()
    for wrong, kind, words in (
        ([*areas, areas[2]], "share", "more than one for 2"),
        (areas, "persons", "not of persons"),
        ([*areas, AreaCount("loeget", 120, 100)], "share", "loeget: for shares"),
    ):
        with pytest.raises(ValueError, match=words):
            method(wrong, kind, *more)


def test_an_unknown_adjustment_is_no_adjustment() -> None:
    areas = [AreaCount(str(place), 20 + place, 100) for place in range(8)]
    with pytest.raises(ValueError, match="not log"):
        funnel(areas, "share", adjustment=cast("Any", "log"))
