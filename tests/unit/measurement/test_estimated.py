"""What the agreement calls an estimate is never taken for a complete count."""

from __future__ import annotations

from helpers.measurement.results import Reason
from helpers.observations.table import Precision
from helpers.plan.model import Target, TargetKind
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

GUESSED = indicator(estimated=True, yearly="sum")
AT_LEAST = Target(kind=TargetKind.COUNT_PER_YEAR, operator=">=", value=50)


def test_an_exact_value_of_something_estimated_is_approximate() -> None:
    found = results(plan(), registry(GUESSED), seen(2021, 62)).measurement("a", "tal", "end")
    assert found is not None
    assert (found.value, found.precision) == (62, Precision.APPROXIMATE)


def test_estimated_quarters_are_an_estimated_year() -> None:
    quarters = [seen(f"2021K{number}", 10) for number in (1, 2, 3, 4)]
    found = results(plan(), registry(GUESSED), *quarters).measurement("a", "tal", "end")
    assert found is not None
    assert (found.value, found.precision) == (40, Precision.APPROXIMATE)


def test_a_goal_on_an_estimate_says_so() -> None:
    of = plan(goal(AT_LEAST))
    years = [seen(year, 62) for year in (2018, 2019, 2020, 2021)]
    (found,) = results(of, registry(GUESSED), *years).attainments_of(round_id="end")
    assert found.reason is not Reason.COMPLETE_COUNT
    assert found.measurement is not None
    assert found.measurement.precision is Precision.APPROXIMATE
