"""The table of methods says no by default, names all that is missing, and promises nothing that a method refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.effects.differences import difference_in_differences
from helpers.effects.estimate import Design
from helpers.effects.event_study import event_study
from helpers.effects.interrupted import interrupted_series
from helpers.effects.panel import Panel
from helpers.effects.staggered import group_time
from helpers.effects.suitability import CONDITIONS, Facts, facts_of, suitable, verdict
from helpers.effects.synthetic import synthetic_control
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.observations.table import Origin
from unit.effects.invented import START, panel, series

METHODS = {
    Design.DIFFERENCE_IN_DIFFERENCES: difference_in_differences,
    Design.EVENT_STUDY: event_study,
    Design.GROUP_TIME: group_time,
    Design.INTERRUPTED_SERIES: interrupted_series,
    Design.SYNTHETIC_CONTROL: synthetic_control,
}
NOTHING = Facts("year", 0, 0, 0, 0, 0, 0, 0, gaps=True, start_known=False, same_definition=False)
PANELS = {
    "rich": panel(after=9),
    "three before": panel(before=3),
    "one before": panel(before=1, treated=3),
    "nothing after": panel(after=0),
    "few to compare": panel(comparisons=6),
    "two and five": panel(treated=2, comparisons=5),
    "alone": panel(comparisons=0, before=9, after=9),
    "several starts": replace(panel(treated=3), starts={"plan00": START, "plan01": START + 1, "plan02": START + 2}),
    "nobody": replace(panel(), starts={}),
    "empty": Panel("made", "percent", "year", (), {}, Origin.SYNTHETIC),
    "hole": replace(panel(after=9), points=tuple(p for p in panel(after=9).points if p.period != START + 3)),
}


def test_every_design_has_conditions_with_reason_and_source() -> None:
    assert set(CONDITIONS) == set(Design)
    for conditions in CONDITIONS.values():
        assert all(len(each.reason.split()) > 5 and len(each.source.split()) >= 3 for each in conditions)


def test_without_anything_every_answer_is_no() -> None:
    assert [each.allowed for each in suitable(NOTHING)] == [False] * len(Design)
    assert [each.design for each in suitable(NOTHING)] == list(Design)


def test_with_plenty_every_answer_is_yes() -> None:
    assert [each.refusal for each in suitable(PANELS["rich"])] == [None] * len(Design)


def test_a_synthetic_control_on_three_periods_is_refused_with_how_many_it_takes() -> None:
    found = verdict(facts_of(PANELS["three before"]), Design.SYNTHETIC_CONTROL)
    assert found.shortfalls == (Shortfall(Lack.PERIODS_BEFORE, 3, 8),)
    assert found.refusal == Refusal("synthetic_control", found.shortfalls)
    assert synthetic_control(PANELS["three before"]) == found.refusal


def test_everything_that_is_missing_is_named_at_once() -> None:
    found = verdict(facts_of(panel(before=3, comparisons=6, after=0)), Design.SYNTHETIC_CONTROL)
    assert {each.lack for each in found.shortfalls} == {Lack.PERIODS_BEFORE, Lack.COMPARISON_AREAS, Lack.PERIODS_AFTER}


def test_a_new_definition_on_the_way_refuses_every_method() -> None:
    facts = facts_of(PANELS["rich"], same_definition=False)
    assert all(Shortfall(Lack.SAME_DEFINITION) in each.shortfalls for each in suitable(facts))


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("design", METHODS)
def test_the_table_and_the_method_say_the_same(name: str, design: Design) -> None:
    table = verdict(facts_of(PANELS[name]), design)
    found = METHODS[design](PANELS[name])
    assert isinstance(found, Refusal) == (not table.allowed), (table, found)


def test_months_take_two_years_before_and_one_after() -> None:
    found = verdict(facts_of(series([9.0] * 30, before=20, frequency="month")), Design.INTERRUPTED_SERIES)
    assert found.shortfalls == (Shortfall(Lack.PERIODS_BEFORE, 20, 24), Shortfall(Lack.PERIODS_AFTER, 10, 12))
