"""From measurements to the panel of a question, and the change from before to after."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.effects.before_after import before_after
from helpers.effects.estimate import Estimate
from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.panels import Gathered, before_start, cut_to, first_period, gather, period_name
from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.results import Measurement
from helpers.observations.table import Origin, Precision
from helpers.plan.questions import ComparisonRule, EffectQuestion, OwnStart

QUESTION = EffectQuestion(
    id="q",
    question="?",
    short_name="Q",
    indicator="ledighed",
    areas=("a", "b"),
    start=date(2017, 10, 1),
    own_starts=(OwnStart(area="b", start=date(2019, 1, 1)),),
    first=date(2015, 1, 1),
    last=date(2020, 12, 31),
    comparison=ComparisonRule(alike_on=("ledighed",)),
    designs=("group_time",),
    reason="r",
)


def point(area: str, year: int, value: float | None = 40.0, **others: object) -> Measurement:
    made = {
        "evaluation": "e",
        "area": area,
        "indicator": "ledighed",
        "indicator_version": 1,
        "round": None,
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "period_label": str(year),
        "value": value,
        "unit": "percent",
        "interval": None,
        "no_interval": None,
        "numerator": 40.0,
        "denominator": 100.0,
        "n": 100.0,
        "origin": Origin.SUPPLIED,
        "precision": Precision.EXACT,
        "low": None,
        "high": None,
        "provenance": (),
    }
    return Measurement(**{**made, **others})  # type: ignore[arg-type]


def test_a_panel_holds_the_questions_areas_and_pool_within_its_periods() -> None:
    points = [point(area, year) for area in ("a", "b", "c", "d") for year in range(2013, 2023)]
    found = gather(QUESTION, ("c",), points)
    assert isinstance(found, Gathered)
    assert found.panel.areas == ("a", "b", "c")
    assert found.panel.periods == (2015, 2016, 2017, 2018, 2019, 2020)
    assert found.panel.starts == {"a": 2018, "b": 2019}
    assert found.panel.comparisons == ("c",)
    assert found.panel.origin is Origin.SUPPLIED
    assert (found.hidden, found.panel.points[0].denominator) == (0, 100.0)


def test_a_hidden_figure_is_a_gap_and_told() -> None:
    hidden = point("a", 2016, None, hidden=True)
    found = gather(QUESTION, (), [point("a", 2015), hidden, point("a", 2018, origin=Origin.SYNTHETIC)])
    assert isinstance(found, Gathered)
    assert ([one.period for one in found.panel.points], found.hidden) == ([2015, 2018], 1)
    assert found.panel.origin is Origin.SYNTHETIC


def test_parts_of_an_indicator_and_longer_periods_are_left_out() -> None:
    part = point("a", 2015, breakdown="0-17")
    long = point("a", 2016, period_start=date(2015, 1, 1))
    undated = point("a", 2017, period_end=None, period_start=None)
    assert isinstance(gather(QUESTION, (), [part, long, undated]), Refusal)


def test_nothing_to_answer_with_and_two_definitions_are_refused() -> None:
    nothing = gather(QUESTION, (), [])
    assert isinstance(nothing, Refusal)
    assert [short.lack for short in nothing.shortfalls] == [Lack.PERIODS_BEFORE, Lack.PERIODS_AFTER]
    two = gather(QUESTION, (), [point("a", 2015), point("a", 2018, indicator_version=2)])
    assert isinstance(two, Refusal)
    assert [short.lack for short in two.shortfalls] == [Lack.SAME_DEFINITION]


def test_the_rule_for_choosing_areas_sees_nothing_from_the_start_on() -> None:
    points = [point(area, year) for area in ("a", "b", "c") for year in range(2015, 2021)]
    found = gather(QUESTION, ("c",), points)
    assert isinstance(found, Gathered)
    assert before_start(found.panel).periods == (2015, 2016, 2017)
    gap = gather(QUESTION, ("c",), [one for one in points if (one.area, one.period_label) != ("b", "2016")])
    assert isinstance(gap, Gathered)
    assert before_start(gap.panel).periods == (2015, 2017)
    assert cut_to(found.panel, ()).areas == ("a", "b")


@pytest.mark.parametrize(
    ("start", "frequency", "name"),
    [
        (date(2017, 10, 1), "year", "2018"),
        (date(2017, 7, 2), "year", "2017"),
        (date(2017, 7, 3), "year", "2018"),
        (date(2018, 1, 1), "year", "2018"),
        (date(2017, 10, 1), "quarter", "2017K4"),
        (date(2017, 12, 1), "quarter", "2018K1"),
        (date(2017, 10, 15), "month", "2017M10"),
        (date(2017, 10, 20), "month", "2017M11"),
    ],
)
def test_the_first_period_is_one_of_which_at_least_half_lies_after_the_start(
    start: date, frequency: str, name: str
) -> None:
    assert period_name(first_period(start, frequency), frequency) == name  # type: ignore[arg-type]


def test_quarters_are_read_as_quarters_only() -> None:
    asked = QUESTION.model_copy(update={"frequency": "quarter"})
    quarter = point("a", 2018, period_start=date(2018, 4, 1), period_end=date(2018, 6, 30))
    found = gather(asked, (), [quarter, point("a", 2018)])
    assert isinstance(found, Gathered)
    assert [one.period for one in found.panel.points] == [4 * 2018 + 1]


def _panel(changes: tuple[float, ...]) -> Panel:
    areas = tuple(f"a{number}" for number in range(len(changes)))
    points = tuple(
        PanelPoint(area, year, 40.0 + (change if year >= 2018 else 0.0))
        for area, change in zip(areas, changes, strict=True)
        for year in range(2015, 2021)
    )
    return Panel("ledighed", "percent", "year", points, dict.fromkeys(areas, 2018), Origin.SUPPLIED)


def test_a_change_is_the_mean_over_areas_with_students_interval() -> None:
    """-2, -4 and -6: mean -4, standard deviation 2, standard error 2/sqrt(3), t(2) = 4.3027 (printed tables)."""
    found = before_after(_panel((-2.0, -4.0, -6.0)), question="q")
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(-4.0)
    assert found.interval.low == pytest.approx(-4 - 4.3027 * 2 / 3**0.5, abs=1e-3)
    assert (found.periods_before, found.periods_after, found.n) == (3, 3, 18)


def test_a_change_of_two_areas_or_of_areas_all_alike_is_refused() -> None:
    two, alike = before_after(_panel((-2.0, -4.0))), before_after(_panel((-2.0, -2.0, -2.0)))
    assert isinstance(two, Refusal)
    assert [(short.lack, short.have, short.need) for short in two.shortfalls] == [(Lack.TREATED_AREAS, 2, 3)]
    assert isinstance(alike, Refusal)
    assert [short.lack for short in alike.shortfalls] == [Lack.SPREAD]
