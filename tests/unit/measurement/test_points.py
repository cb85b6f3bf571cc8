"""From observations to rounds and series: years, aggregates, origins, windows."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.measurement.results import Measurement, NoInterval
from helpers.observations.table import Origin, Precision
from helpers.plan.model import Nature, Target, Unit
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

FLOW = indicator(nature=Nature.EVENT_COUNT, yearly="sum")
RATE = indicator(nature=Nature.EVENT_RATE, unit=Unit.PER_1000)
SHARE = indicator(nature=Nature.SURVEY_SHARE)


def measured(known: object, *observations: object, area: str = "a", at: str = "end") -> Measurement | None:
    return results(plan(), registry(known), *observations).measurement(area, "tal", at)  # type: ignore[arg-type]


def test_four_quarters_make_a_year_and_three_do_not() -> None:
    quarters = [seen(f"2018K{number}", 10 * number) for number in (1, 2, 3, 4)]
    whole = measured(FLOW, *quarters, at="midway")
    assert whole is not None
    assert (whole.value, whole.period_label, len(whole.provenance)) == (100, "2018", 4)
    assert (whole.period_start, whole.period_end) == (date(2018, 1, 1), date(2018, 12, 31))
    assert measured(FLOW, *quarters[:3], at="midway") is None
    assert not results(plan(), registry(FLOW), *quarters[:3]).series


def test_a_rate_per_an_unknown_number_is_shown_and_never_measured() -> None:
    lost = seen(2021, 34.0, unit="per_unknown", origin=Origin.DOCUMENTED, note="nævneren mangler i afskriften")
    found = results(plan(), registry(RATE), lost)
    assert found.measurement("a", "tal", "end") is None
    assert not found.series
    (shown,) = found.documented
    assert (shown.value, shown.unit) == (34.0, "per_unknown")
    assert [place.note for place in shown.provenance] == ["nævneren mangler i afskriften"]
    known = results(plan(), registry(RATE), seen(2021, 34.0, unit="per_1000", origin=Origin.DOCUMENTED))
    assert known.documented[0].unit == "per_1000"
    assert known.measurement("a", "tal", "end") is not None


def test_overlapping_parts_make_no_year() -> None:
    rows = [seen(f"2018K{number}", 10) for number in (1, 2, 3, 4)]
    month = seen((date(2018, 3, 1), date(2018, 3, 31)), 3)
    assert measured(FLOW, *rows, month, at="midway") is None


def test_a_yearly_figure_of_its_own_goes_before_its_quarters() -> None:
    rows = [*(seen(f"2018K{number}", 10) for number in (1, 2, 3, 4)), seen(2018, 41)]
    found = measured(FLOW, *rows, at="midway")
    assert found is not None
    assert found.value == 41


def test_of_a_stock_the_latest_count_stands_for_year_and_round() -> None:
    homes = indicator(unit=Unit.HOMES)
    found = results(plan(), registry(homes), seen("2021-03-01", 12), seen("2021-09-01", 9))
    latest = found.measurement("a", "tal", "end")
    assert latest is not None
    assert latest.value == 9
    assert [point.value for point in found.series_of("a", "tal")] == [9]


def test_a_mean_of_quarters_needs_the_whole_year() -> None:
    waiting = indicator(yearly="mean")
    quarters = [seen(f"2021K{number}", number) for number in (1, 2, 3, 4)]
    found = measured(waiting, *quarters)
    assert found is not None
    assert (found.value, found.no_interval) == (2.5, NoInterval.COMPLETE)
    assert measured(waiting, *quarters[1:]) is None


def test_the_window_of_a_round_takes_the_latest_period_that_ends_inside() -> None:
    rows = [seen(2014, 1), seen(2015, 2), seen(2017, 3), seen(2018, 4), seen(2019, 5)]
    found = results(plan(), registry(indicator()), *rows)
    assert [(one.round, one.value) for one in found.measurements] == [("baseline", 3), ("midway", 4)]
    assert [point.value for point in found.series] == [1, 2, 3, 4, 5]


def test_an_undated_observation_is_in_no_round_and_no_series() -> None:
    found = results(plan(), registry(indicator()), seen(None, 22))
    assert (found.measurements, found.series) == ((), ())


def test_a_printed_figure_goes_before_a_supplied_and_an_invented_one() -> None:
    rows = [
        seen(2021, 1, origin=Origin.SYNTHETIC),
        seen(2021, 2, origin=Origin.DOCUMENTED),
        seen(2021, 3, origin=Origin.SUPPLIED),
    ]
    found = measured(indicator(), *rows)
    assert found is not None
    assert (found.value, found.origin) == (2, Origin.DOCUMENTED)


def test_an_invented_figure_never_displaces_a_real_one_of_the_same_round_or_year() -> None:
    rows = [seen(2016, 58.3, origin=Origin.DOCUMENTED), seen(2017, 61.0, origin=Origin.SYNTHETIC)]
    found = measured(SHARE, *rows, at="baseline")
    assert found is not None
    assert (found.value, found.period_label) == (58.3, "2016")
    monthly = (date(2016, 11, 1), date(2016, 11, 30))
    rows = [seen(monthly, 51.1, origin=Origin.DOCUMENTED), seen(2016, 48.9, origin=Origin.SYNTHETIC)]
    assert [point.value for point in results(plan(), registry(SHARE), *rows).series] == [51.1]


def test_an_aggregate_sums_counts_not_percentages() -> None:
    rows = [seen(2021, of=pair, area=area) for area, pair in zip("abcd", [(1, 10), (90, 100), (5, 50), (4, 40)])]  # noqa: B905
    found = measured(indicator(nature=Nature.REGISTER_SHARE), *rows, area="sum")
    assert found is not None
    assert (found.value, found.numerator, found.denominator, found.n) == (50.0, 100, 200, 200)


def test_an_aggregate_needs_all_members_with_counts_and_the_same_period() -> None:
    rows = [seen(2021, of=(30, 1000), area=area) for area in "abc"]
    assert measured(RATE, *rows, area="sum") is None
    assert measured(RATE, *rows, seen(2020, of=(30, 1000), area="d"), area="sum") is None
    assert measured(RATE, *rows, seen(2021, 30.0, area="d"), area="sum") is None
    found = measured(RATE, *rows, seen(2021, of=(10, 1000), area="d"), area="sum")
    assert found is not None
    assert found.value == pytest.approx(25)


def test_an_aggregates_own_figure_goes_before_the_sum() -> None:
    rows = [seen(2021, 2, area=area) for area in "abcd"]
    found = measured(FLOW, *rows, seen(2021, 28, area="sum", origin=Origin.DOCUMENTED), area="sum")
    assert found is not None
    assert (found.value, found.origin) == (28, Origin.DOCUMENTED)


def test_one_invented_member_makes_the_sum_invented_and_one_internal_makes_it_internal() -> None:
    rows = [seen(2021, 2, area=area, origin=Origin.DOCUMENTED) for area in "abc"]
    found = measured(FLOW, *rows, seen(2021, 2, area="d", origin=Origin.SYNTHETIC, audience="internal"), area="sum")
    assert found is not None
    assert (found.origin, found.audience, found.value) == (Origin.SYNTHETIC, "internal", 8)


def test_what_must_not_be_summed_is_not() -> None:
    rows = [seen(2021, 2, area=area) for area in "abcd"]
    assert measured(indicator(additive=False), *rows, area="sum") is None
    bounds = [seen(2021, 2, area=area, precision=Precision.LOWER_BOUND) for area in "abcd"]
    assert measured(indicator(), *bounds, area="sum") is None


def test_a_survey_with_percent_and_number_of_answers_has_an_interval() -> None:
    found = measured(SHARE, seen(2021, 66.0, respondents=300))
    assert found is not None
    assert (found.numerator, found.denominator, found.n) == (198.0, 300.0, 300.0)
    assert found.interval is not None


@pytest.mark.parametrize(
    ("known", "value", "reason"),
    [
        (SHARE, 58.3, NoInterval.COUNTS_UNKNOWN),
        (RATE, 30.65, NoInterval.COUNTS_UNKNOWN),
        (indicator(), 137, NoInterval.COMPLETE),
        (indicator(nature=Nature.MILESTONE, unit=Unit.YES_NO), 1, NoInterval.NOT_A_NUMBER),
        (SHARE, None, NoInterval.NOT_A_NUMBER),
    ],
)
def test_why_there_is_no_interval(known: object, value: float | None, reason: NoInterval) -> None:
    found = measured(known, seen(2021, value))
    assert found is not None
    assert (found.interval, found.no_interval) == (None, reason)


def test_an_event_count_is_its_own_numerator_unless_it_is_a_bound() -> None:
    exact, bound = measured(FLOW, seen(2021, 28)), measured(FLOW, seen(2021, 28, precision=Precision.LOWER_BOUND))
    assert exact is not None
    assert bound is not None
    assert exact.interval is not None
    assert bound.interval is None


def test_other_evaluations_are_left_out() -> None:
    assert measured(indicator(), seen(2021, 5, evaluation="en-anden")) is None


def test_areas_narrow_what_is_given() -> None:
    from helpers.measurement.measuring_all import measure, needed_areas

    of = plan(goal(Target(kind="absolute_level", value=1), evaluated_on=("a", "b", "sum")))
    known = registry(indicator())
    rows = [seen(2021, 2, area=area) for area in "abcd"]
    found = measure(of, known, rows, areas=("a", "sum"))
    assert {one.area for one in found.measurements} == {"a", "sum"}
    assert {one.area for one in found.attainments} == {"a", "sum"}
    assert needed_areas(of, known, ("a", "sum")) == ("a", "sum", "b", "c", "d")
    moving = Target(kind="exceed_benchmark", benchmark_area="mean", benchmark_moves=True)
    assert "mean" in needed_areas(plan(goal(moving)), known, ("a",))


def test_a_limit_that_a_rule_fixes_is_not_a_count_with_its_numbers_left_out() -> None:
    rule = registry(SHARE).areas
    fixed = tuple(area.model_copy(update={"limit": True}) if area.id == "mean" else area for area in rule)
    known = registry(SHARE, areas=fixed)
    found = results(plan(), known, seen(2018, 50, area="mean"), seen(2018, 60))
    reasons = {area: found.measurement(area, "tal", "midway") for area in ("mean", "a")}
    assert {area: item.no_interval for area, item in reasons.items() if item} == {
        "mean": NoInterval.FIXED,
        "a": NoInterval.COUNTS_UNKNOWN,
    }
