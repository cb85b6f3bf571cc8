"""Periods laid out in order, with a gap for each that nobody measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.measurement.results import Measurement
from helpers.monitoring.spacing import months_between, spaced
from helpers.plan.model import Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

EVENTS = indicator(nature=Nature.EVENT_COUNT, yearly="sum")


def short(*periods: str) -> list[Measurement]:
    rows = [seen(period, 10 + place) for place, period in enumerate(periods)]
    return list(results(plan(), registry(EVENTS), *rows).short_series)


def test_a_missing_quarter_is_a_gap() -> None:
    points = spaced(short("2018K1", "2018K2", "2018K4", "2019K1"))
    assert [point.value for point in points] == [10, 11, None, 12, 13]
    gap = points[2]
    assert (gap.gap, gap.hidden, gap.label, gap.last) == (True, False, "", date(2018, 9, 28))


def test_a_hidden_value_is_a_gap_that_says_so() -> None:
    found = short("2018K1", "2018K2", "2018K3")
    points = spaced([found[0], replace(found[1], value=None, hidden=True), found[2]])
    assert [(point.gap, point.hidden) for point in points] == [(False, False), (True, True), (False, False)]


def test_years_are_years_whenever_they_end() -> None:
    yearly = [seen((date(year - 1, 8, 1), date(year, 7, 31)), 5) for year in (2016, 2017, 2019)]
    found = results(plan(), registry(EVENTS), *yearly).series_of("a", "tal")
    assert months_between(found) == 12
    assert [point.value for point in spaced(found)] == [5, 5, None, 5]


def test_counts_on_days_are_as_far_apart_as_they_usually_are() -> None:
    days = ["2018-01-01", "2018-02-01", "2018-03-01", "2018-05-01"]
    stock = indicator(nature=Nature.COMPLETE_COUNT)
    found = results(plan(), registry(stock), *(seen(day, 7) for day in days)).short_series
    assert months_between(found) == 1
    assert [point.gap for point in spaced(found)] == [False, False, False, True, False]


def test_a_year_among_quarters_is_left_out() -> None:
    found = [*short("2018K1", "2018K2", "2018K3", "2018K4"), *short("2018K1")]
    year = replace(found[0], period_start=date(2018, 1, 1), period_end=date(2018, 12, 31), value=99.0)
    assert [point.value for point in spaced([*found[:4], year])] == [10, 11, 12, 13]


def test_nothing_gives_nothing() -> None:
    assert spaced(()) == ()
