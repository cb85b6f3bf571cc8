"""When a goal is due, what decides it, and which of the six words it gets."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.measurement.results import Reason, Word
from helpers.observations.table import Origin, Precision
from helpers.plan.model import Nature, Target
from unit.measurement.cases import goal, indicator, judged, plan, registry, results, seen

COUNT = indicator()
FLOW = indicator(yearly="sum")
LEVEL = Target(kind="absolute_level", operator=">=", value=10)


def verdict(*arguments: object, **more: object) -> tuple[Word, Reason]:
    found = judged(*arguments, **more)  # type: ignore[arg-type]
    return found.word, found.reason


def test_nothing_is_due_at_baseline() -> None:
    found = judged(LEVEL, COUNT, seen(2016, 20), at="baseline")
    assert (found.word, found.reason) == (Word.NOT_DUE, Reason.AT_BASELINE)
    assert found.measurement == found.baseline
    assert found.origin is None


def test_before_the_end_of_the_plan_a_level_is_not_due_whatever_it_is() -> None:
    assert verdict(LEVEL, COUNT, seen(2018, 20), at="midway") == (Word.NOT_DUE, Reason.BEFORE_DEADLINE)
    assert verdict(LEVEL, COUNT, seen(2018, 2), at="midway") == (Word.NOT_DUE, Reason.BEFORE_DEADLINE)


def test_a_deadline_inside_the_round_makes_it_due() -> None:
    early = LEVEL.model_copy(update={"deadline": plan().rounds[1].last})
    assert verdict(early, COUNT, seen(2018, 20), at="midway") == (Word.MET, Reason.COMPLETE_COUNT)


def test_every_year_is_judged_at_each_round_after_baseline() -> None:
    yearly = LEVEL.model_copy(update={"every_year": True})
    assert verdict(yearly, COUNT, seen(2018, 9), at="midway") == (Word.NOT_MET, Reason.COMPLETE_COUNT)
    per_year = Target(kind="count_per_year", value=10)
    assert verdict(per_year, COUNT, seen(2018, 10), at="midway") == (Word.MET, Reason.COMPLETE_COUNT)


def test_a_total_that_is_reached_stays_reached() -> None:
    total = Target(kind="count_in_total", operator=">=", value=300)
    rows = [seen(2017, 500), seen(2018, 301)]
    assert verdict(total, FLOW, *rows, at="midway") == (Word.MET, Reason.REACHED_EARLY)
    assert verdict(total, FLOW, seen(2018, 299), at="midway") == (Word.NOT_DUE, Reason.BEFORE_DEADLINE)


def test_a_total_adds_the_years_of_the_plan_and_no_others() -> None:
    total = Target(kind="count_in_total", operator=">=", value=300)
    years = {2016: 900, 2017: 900, 2018: 70, 2019: 80, 2020: 90, 2021: 61}
    found = judged(total, FLOW, *(seen(year, count) for year, count in years.items()))
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.period_label) == (301, "2018–2021")
    assert (found.word, found.reason) == (Word.MET, Reason.COMPLETE_COUNT)


def test_a_total_with_a_deadline_counts_nothing_after_it() -> None:
    in_two_years = Target(kind="count_in_total", operator=">=", value=100, deadline=date(2019, 12, 31))
    rows = [seen(year, count) for year, count in {2018: 31, 2019: 38, 2020: 22, 2021: 17}.items()]
    found = judged(in_two_years, FLOW, *rows)
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.period_label) == (69, "2018–2019")
    assert (found.word, found.reason) == (Word.NOT_MET, Reason.COMPLETE_COUNT)


def test_a_year_that_the_deadline_cuts_in_two_leaves_a_total_open() -> None:
    in_time = Target(kind="count_in_total", operator=">=", value=100, deadline=date(2019, 6, 30))
    found = judged(in_time, FLOW, seen(2018, 90), seen(2019, 60))
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.precision) == (90, Precision.LOWER_BOUND)
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.STATED_RANGE)


def test_a_total_of_estimates_is_an_estimate() -> None:
    total = Target(kind="count_in_total", operator=">=", value=300)
    found = judged(total, FLOW.model_copy(update={"estimated": True}), *(seen(year, 120) for year in range(2018, 2022)))
    assert found.measurement is not None
    assert (found.measurement.value, found.measurement.precision) == (480, Precision.APPROXIMATE)
    assert (found.word, found.reason) == (Word.MET, Reason.ESTIMATE)


def test_a_total_with_a_missing_year_can_be_reached_but_not_missed() -> None:
    total = Target(kind="count_in_total", operator=">=", value=100)
    assert verdict(total, FLOW, seen(2018, 60), seen(2020, 60), seen(2021, 1)) == (Word.MET, Reason.STATED_RANGE)
    found = judged(total, FLOW, seen(2018, 20), seen(2020, 20), seen(2021, 1))
    assert (found.word, found.reason) == (Word.UNDETERMINED, Reason.STATED_RANGE)
    assert found.measurement is not None
    assert found.measurement.precision is Precision.LOWER_BOUND


def test_a_total_of_a_stock_is_the_latest_count() -> None:
    total = Target(kind="count_in_total", operator=">=", value=4)
    assert verdict(total, COUNT, seen(2020, 3), seen(2021, 3)) == (Word.NOT_MET, Reason.COMPLETE_COUNT)


@pytest.mark.parametrize(
    ("day", "value", "at", "expected"),
    [
        ("2018-05-01", 1, "midway", (Word.MET, Reason.REACHED_EARLY)),
        ("2018-05-01", 1, "end", (Word.MET, Reason.COMPLETE_COUNT)),
        ("2018-05-01", 0, "midway", (Word.NOT_DUE, Reason.BEFORE_DEADLINE)),
        ("2021-01-15", 0, "end", (Word.NOT_MET, Reason.COMPLETE_COUNT)),
        ("2021-10-01", 1, "end", (Word.NOT_MET, Reason.COMPLETE_COUNT)),
    ],
)
def test_milestones(day: str, value: int, at: str, expected: tuple[Word, Reason]) -> None:
    step = indicator(nature=Nature.MILESTONE, unit="yes_no")
    target = Target(kind="milestone_by_date", deadline=plan().end)
    assert verdict(target, step, seen(day, value), at=at) == expected


def test_a_milestone_without_observation_is_missing_data_once_due() -> None:
    step = indicator(nature=Nature.MILESTONE, unit="yes_no")
    assert verdict(Target(kind="milestone_by_date"), step) == (Word.NO_DATA, Reason.NO_MEASUREMENT)


def test_a_count_that_serves_as_milestone_counts_from_its_day() -> None:
    target = Target(kind="milestone_by_date", deadline=plan().end)
    row = seen("2019-03-12", 1, breakdown="maal")
    assert verdict(target, FLOW, row, at="midway") == (Word.MET, Reason.REACHED_EARLY)


@pytest.mark.parametrize(("value", "word"), [(1, Word.MET), (0, Word.NOT_MET), (None, Word.UNDETERMINED)])
def test_judgements(value: int | None, word: Word) -> None:
    judgement = indicator(nature=Nature.QUALITATIVE, unit="text")
    row = seen("2019-03-12", value, breakdown="maal", note="Bestyrelsen, 12. marts 2019: aftalt.")
    found = judged(Target(kind="qualitative"), judgement, row, at="midway")
    assert (found.word, found.reason) == (word, Reason.JUDGED)
    assert found.measurement is not None
    assert found.measurement.judgement == "Bestyrelsen, 12. marts 2019: aftalt."


def test_a_number_is_no_judgement() -> None:
    safety = indicator(nature=Nature.SURVEY_SHARE)
    row = seen(2021, of=(200, 300))
    assert verdict(Target(kind="qualitative"), safety, row) == (Word.NO_DATA, Reason.NOT_JUDGED)
    assert verdict(Target(kind="qualitative"), safety, row, at="midway") == (Word.NOT_DUE, Reason.BEFORE_DEADLINE)


def test_a_judgement_of_another_goal_is_none_of_this_one() -> None:
    judgement = indicator(nature=Nature.QUALITATIVE, unit="text")
    row = seen("2021-03-12", 1, breakdown="et-andet-maal")
    assert verdict(Target(kind="qualitative"), judgement, row) == (Word.NO_DATA, Reason.NOT_JUDGED)


def test_rows_made_for_the_goal_go_before_general_ones() -> None:
    found = judged(Target(kind="count_per_year", value=4), FLOW, seen(2021, 40), seen(2021, 3, breakdown="maal"))
    assert found.measurement is not None
    assert (found.measurement.value, found.word) == (3, Word.NOT_MET)


def test_what_the_document_leaves_open_stays_open() -> None:
    pending = Target(kind="exceed_benchmark", operator=">", benchmark_area="mean", pending=True)
    rows = (seen(2021, 50), seen(2021, 40, area="mean"))
    assert verdict(pending, COUNT, *rows) == (Word.NO_DATA, Reason.TARGET_NOT_SET)
    assert verdict(pending, COUNT, *rows, at="midway") == (Word.NO_DATA, Reason.TARGET_NOT_SET)
    lost = Target(kind="absolute_level", operator=">=", pending=True)
    assert verdict(lost, COUNT, *rows) == (Word.NO_DATA, Reason.TARGET_NOT_SET)


def test_missing_measurement_baseline_and_benchmark_are_told_apart() -> None:
    relative = Target(kind="relative_to_baseline", operator="<", value=0)
    moving = Target(kind="exceed_benchmark", operator=">", benchmark_area="mean", benchmark_moves=True)
    assert verdict(LEVEL, COUNT) == (Word.NO_DATA, Reason.NO_MEASUREMENT)
    assert verdict(relative, COUNT, seen(2021, 5)) == (Word.NO_DATA, Reason.NO_BASELINE)
    assert verdict(moving, COUNT, seen(2021, 5)) == (Word.NO_DATA, Reason.NO_BENCHMARK)


def test_a_rank_is_no_measurement() -> None:
    row = seen(2021, precision=Precision.RANK_ONLY)
    assert verdict(LEVEL, COUNT, row) == (Word.NO_DATA, Reason.NO_MEASUREMENT)
    assert verdict(LEVEL, indicator(nature=Nature.SURVEY_SHARE), row) == (Word.NO_DATA, Reason.NO_MEASUREMENT)


def test_a_baseline_without_counts_leaves_an_uncertain_change_open() -> None:
    safety = indicator(nature=Nature.SURVEY_SHARE)
    rising = Target(kind="relative_to_baseline", operator=">", value=0)
    rows = (seen(2016, 58.3, origin=Origin.DOCUMENTED), seen(2021, of=(270, 300)))
    assert verdict(rising, safety, *rows) == (Word.UNDETERMINED, Reason.NO_INTERVAL)


def test_the_period_that_the_agreement_names_is_the_baseline() -> None:
    falling = Target(kind="relative_to_baseline", operator="<", value=0)
    rows = (seen(2015, 15), seen(2016, 28), seen(2021, 20))
    assert verdict(falling, COUNT, *rows) == (Word.MET, Reason.COMPLETE_COUNT)
    assert verdict(falling, COUNT, *rows, baseline_period="2015") == (Word.NOT_MET, Reason.COMPLETE_COUNT)
    assert verdict(falling, COUNT, *rows, baseline_period="2014") == (Word.NO_DATA, Reason.NO_BASELINE)


def test_a_named_day_may_lie_in_a_month_but_not_in_a_year() -> None:
    falling = Target(kind="relative_to_baseline", operator="<", value=0)
    month = seen((date(2016, 11, 1), date(2016, 11, 30)), 30)
    rows = (seen(2016, 10), month, seen(2021, 20))
    found = judged(falling, COUNT, *rows, baseline_period="2016-11-01")
    assert found.baseline is not None
    assert (found.baseline.value, found.word) == (30, Word.MET)
    assert verdict(falling, COUNT, rows[0], rows[2], baseline_period="2016-11-01")[1] is Reason.NO_BASELINE


def test_events_of_a_quarter_are_compared_neither_with_a_year_nor_with_a_date() -> None:
    leavers = indicator(nature=Nature.EVENT_COUNT, better="lower")
    falling = Target(kind="relative_to_baseline", operator="<=", value=-10)
    for later in (seen("2021-12-31", 53), seen(2021, 53)):
        rows = (seen("2017K1", 47), later)
        assert verdict(falling, leavers, *rows, baseline_period="2017K1") == (Word.NO_DATA, Reason.PERIODS_DIFFER)
    rows = (seen("2017K1", 47), seen("2021K4", 20))
    assert verdict(falling, leavers, *rows, baseline_period="2017K1") == (Word.MET, Reason.DIFFERENCE_CLEAR)


def test_a_stock_is_compared_whenever_it_was_counted() -> None:
    falling = Target(kind="relative_to_baseline", operator="<", value=0)
    rows = (seen("2017K1", 47), seen("2021-12-31", 46))
    assert verdict(falling, COUNT, *rows, baseline_period="2017K1") == (Word.MET, Reason.COMPLETE_COUNT)


def test_a_quarter_is_not_compared_with_a_year() -> None:
    falling = Target(kind="relative_to_baseline", operator="<", value=0)
    rows = (seen("2017K1", 5), seen(2021, 12))
    assert verdict(falling, FLOW, *rows, baseline_period="2017K1") == (Word.NO_DATA, Reason.PERIODS_DIFFER)


def test_without_a_newer_figure_a_change_is_not_due() -> None:
    path = Target(kind="relative_to_preceding_year", operator="<=", value=-10)
    found = judged(path, COUNT, seen(2018, 50), at="midway", baseline_period="2018")
    assert (found.word, found.reason) == (Word.NOT_DUE, Reason.AT_BASELINE)


def test_synthetic_baseline_makes_the_verdict_synthetic() -> None:
    falling = Target(kind="relative_to_baseline", operator="<", value=0)
    found = judged(falling, COUNT, seen(2016, 9, origin=Origin.SYNTHETIC), seen(2021, 8, origin=Origin.DOCUMENTED))
    assert (found.word, found.origin) == (Word.MET, Origin.SYNTHETIC)
    level = judged(LEVEL, COUNT, seen(2016, 9, origin=Origin.SYNTHETIC), seen(2021, 18, origin=Origin.DOCUMENTED))
    assert level.origin is Origin.DOCUMENTED


def test_a_goal_is_judged_in_every_deciding_area_and_reading() -> None:
    of = plan(goal(LEVEL, areas=("a", "b"), evaluated_on=("a", "sum")))
    found = results(of, registry(COUNT), *(seen(2021, 3, area=area) for area in "abcd"))
    ends = found.attainments_of(round_id="end")
    assert [(one.area, one.word) for one in ends] == [("a", Word.NOT_MET), ("sum", Word.MET)]


@pytest.mark.parametrize(
    ("operator", "word"),
    [(">=", Word.MET), (">", Word.NOT_MET), ("<=", Word.MET), ("<", Word.NOT_MET), ("=", Word.MET)],
)
def test_strict_operators_are_strict_and_decimals_do_not_blur_them(operator: str, word: Word) -> None:
    target = Target(kind="absolute_level", operator=operator, value=0.3)  # type: ignore[arg-type]
    assert judged(target, COUNT, seen(2021, 0.1 + 0.2)).word is word


def test_an_uncertain_share_is_never_shown_to_equal_a_number() -> None:
    everyone = Target(kind="share_of_group", operator="=", value=100)
    share = indicator(nature=Nature.SURVEY_SHARE)
    assert judged(everyone, share, seen(2021, of=(80, 80))).word is Word.UNDETERMINED
    assert judged(everyone, share, seen(2021, of=(60, 80))).word is Word.NOT_MET


@pytest.mark.parametrize(
    ("precision", "value", "operator", "expected"),
    [
        (Precision.LOWER_BOUND, 34, "<", (Word.NOT_MET, Reason.STATED_RANGE)),
        (Precision.LOWER_BOUND, 25, "<", (Word.UNDETERMINED, Reason.STATED_RANGE)),
        (Precision.UPPER_BOUND, 25, "<", (Word.MET, Reason.STATED_RANGE)),
        (Precision.UPPER_BOUND, 35, "<", (Word.UNDETERMINED, Reason.STATED_RANGE)),
        (Precision.APPROXIMATE, 25, "<", (Word.MET, Reason.ESTIMATE)),
    ],
)
def test_bounds_of_complete_counts_are_judged_on_their_ends(
    precision: Precision, value: float, operator: str, expected: tuple[Word, Reason]
) -> None:
    target = Target(kind="absolute_level", operator=operator, value=30)  # type: ignore[arg-type]
    assert verdict(target, COUNT, seen(2021, value, precision=precision)) == expected


def test_a_bound_of_something_uncertain_says_nothing_of_its_uncertainty() -> None:
    share = indicator(nature=Nature.REGISTER_SHARE)
    target = Target(kind="absolute_level", operator="<", value=30)
    row = seen(2021, 34.0, precision=Precision.LOWER_BOUND)
    assert verdict(target, share, row) == (Word.UNDETERMINED, Reason.NO_INTERVAL)


def test_a_bound_as_baseline_leaves_the_change_open() -> None:
    falling = Target(kind="relative_to_baseline", operator="<", value=0)
    rows = (seen(2016, 50, precision=Precision.LOWER_BOUND), seen(2021, 40))
    assert verdict(falling, COUNT, *rows) == (Word.UNDETERMINED, Reason.STATED_RANGE)


def test_a_benchmark_that_stands_still_without_a_number_is_that_of_the_baseline_round() -> None:
    still = Target(kind="exceed_benchmark", operator=">", benchmark_area="mean")
    rows = (seen(2016, 50, area="mean"), seen(2021, 90, area="mean"), seen(2021, 60))
    found = judged(still, COUNT, *rows)
    assert found.target is not None
    assert (found.target.value, found.word) == (50, Word.MET)
