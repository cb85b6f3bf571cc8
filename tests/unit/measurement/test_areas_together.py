"""Goals over several areas at once: judged in each and in total, and a share is never summed over areas."""

from __future__ import annotations

import pytest

from helpers.measurement.results import Attainment, Reason, Word
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Indicator, Nature, Target, Unit
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

EACH_AND_TOTAL = ("a", "b", "c", "d", "sum")
AT_LEAST_SIXTY = Target(kind="absolute_level", operator=">=", value=60)
SAFETY = indicator(nature=Nature.SURVEY_SHARE)


def _judged(of: Indicator, target: Target, *observations: Observation) -> dict[str, Attainment]:
    goal_of_all = goal(target, areas=("a", "b", "c", "d"), evaluated_on=EACH_AND_TOTAL)
    found = results(plan(goal_of_all), registry(of), *observations).attainments_of(round_id="end")
    return {one.area: one for one in found}


def test_each_area_and_their_total_have_a_word() -> None:
    counts = {"a": (80, 100), "b": (70, 100), "c": (20, 100), "d": (62, 100)}
    found = _judged(SAFETY, AT_LEAST_SIXTY, *(seen(2021, area=area, of=pair) for area, pair in counts.items()))
    assert {area: one.word for area, one in found.items()} == {
        "a": Word.MET,
        "b": Word.MET,
        "c": Word.NOT_MET,
        "d": Word.UNDETERMINED,
        "sum": Word.UNDETERMINED,
    }
    total = found["sum"].measurement
    assert total is not None
    assert (total.numerator, total.denominator, total.value) == (232, 400, 58)
    assert total.summed == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    "of", [SAFETY, indicator(nature=Nature.REGISTER_SHARE), indicator(nature=Nature.EVENT_RATE, unit=Unit.PER_1000)]
)
def test_a_share_is_never_summed_over_areas(of: Indicator) -> None:
    found = _judged(of, AT_LEAST_SIXTY, *(seen(2021, 70.0, area=area, origin=Origin.DOCUMENTED) for area in "abcd"))
    total = found["sum"]
    assert (total.word, total.reason, total.measurement) == (Word.NO_DATA, Reason.NOT_ADDITIVE, None)
    assert {found[area].reason for area in "abcd"} == {Reason.NO_INTERVAL}


def test_one_area_without_counts_is_enough() -> None:
    rows = [seen(2021, area=area, of=(70, 100)) for area in "abc"]
    assert _judged(SAFETY, AT_LEAST_SIXTY, *rows, seen(2021, 70, area="d"))["sum"].reason is Reason.NOT_ADDITIVE


def test_a_missing_area_is_a_missing_figure() -> None:
    rows = [seen(2021, 70, area=area) for area in "abc"]
    assert _judged(SAFETY, AT_LEAST_SIXTY, *rows)["sum"].reason is Reason.NO_MEASUREMENT
    counted = [seen(2021, 70, area=area) for area in "abc"]
    assert _judged(indicator(), AT_LEAST_SIXTY, *counted)["sum"].reason is Reason.NO_MEASUREMENT


def test_the_totals_own_figure_goes_before_what_cant_be_summed() -> None:
    rows = [seen(2021, 70, area=area) for area in "abcd"]
    own = _judged(SAFETY, AT_LEAST_SIXTY, *rows, seen(2021, area="sum", of=(700, 1000)))["sum"]
    assert (own.word, own.reason) == (Word.MET, Reason.INTERVAL_CLEAR)


def test_shares_of_another_year_say_nothing_of_this_round() -> None:
    rows = [seen(2019, 70, area=area) for area in "abcd"]
    assert _judged(SAFETY, AT_LEAST_SIXTY, *rows)["sum"].reason is Reason.NO_MEASUREMENT
