"""Shares of days of fewer persons: no interval from the days, unless the owner says how much the persons differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.measurement.intervals import proportion
from helpers.measurement.results import NoInterval, Reason, Survey, Word
from helpers.plan.model import Nature, Target
from helpers.plan.registered import Clustered
from unit.measurement.cases import indicator, judged, plan, registry, results, seen

DAYS = Clustered(units="skoledage", persons="børn")
ABSENCE = indicator(nature=Nature.REGISTER_SHARE, better="lower", clustered=DAYS)
BELOW_8 = Target(kind="absolute_level", operator="<", value=8.0)
FALLING = Target(kind="relative_to_baseline", operator="<", value=0)


def test_days_alone_give_no_interval_and_no_clear_word() -> None:
    """1,260 of 18,000 days are far below 8 %, but they are those of 90 children."""
    found = judged(BELOW_8, ABSENCE, seen(2021, of=(1260, 18000)))
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.NO_INTERVAL)
    assert found.measurement is not None
    assert (found.measurement.interval, found.measurement.no_interval) == (None, NoInterval.CLUSTERED)
    assert found.measurement.value == pytest.approx(7.0)


def test_a_change_of_days_is_neither_better_nor_worse() -> None:
    rows = (seen(2016, of=(1600, 18000)), seen(2021, of=(1260, 18000)))
    found = judged(FALLING, ABSENCE, *rows)
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.NO_INTERVAL)
    change = results(plan(), registry(ABSENCE), *rows).change("a", "tal", "end")
    assert change is not None
    assert (change.difference_interval, change.signal) == (None, "unknown")


def test_a_design_effect_makes_days_worth_fewer() -> None:
    found = judged(BELOW_8, ABSENCE, replace(seen(2021, of=(1260, 18000)), design_effect=12.0))
    assert found.measurement is not None
    interval, fewer = found.measurement.interval, proportion(105, 1500)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((fewer.low, fewer.high))
    assert found.word is Word.UNDETERMINED
    clear = judged(BELOW_8, ABSENCE, replace(seen(2021, of=(900, 18000)), design_effect=12.0))
    assert (clear.word, clear.reason) == (Word.MET, Reason.INTERVAL_CLEAR)


def test_a_promise_about_the_whole_group_is_a_complete_count() -> None:
    whole = Target(kind="share_of_group", operator="<", value=8.0)
    found = judged(whole, ABSENCE, seen(2021, of=(1260, 18000)))
    assert (found.word, found.reason) == (Word.MET, Reason.COMPLETE_COUNT)


def test_a_sum_has_an_interval_only_if_each_part_has_its_design_effect() -> None:
    told, silent = replace(seen(2021, of=(900, 18000)), design_effect=12.0), seen(2021, of=(900, 18000), area="b")
    sums = [
        results(plan(), registry(ABSENCE), told, other).measurement("pair", "tal", "end")
        for other in (silent, replace(silent, design_effect=14.0))
    ]
    first, second = sums
    assert first is not None
    assert second is not None
    assert (first.interval, first.survey) == (None, None)
    assert second.interval is not None
    assert second.survey == Survey(design_effect=13.0, asked=False)
