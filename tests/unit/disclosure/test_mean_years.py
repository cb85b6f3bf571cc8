"""A year that is the mean of its quarters, or the ratio of their added counts, doesn't give a small quarter away."""

from __future__ import annotations

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.measurement.results import Results
from helpers.observations.table import Observation
from helpers.plan.model import Indicator, Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

COUNTED = indicator(yearly="mean")
SHARE = indicator(nature=Nature.REGISTER_SHARE, yearly="mean")


def released(of: Indicator, *rows: Observation) -> Results:
    known = registry(of)
    found = results(plan(), known, *rows)
    return release(found, protect(found, known, Policy()), "public").results


def shown(found: Results) -> list[float | None]:
    return [point.value for point in found.short_series_of("a", "tal")]


def test_a_small_quarter_takes_another_where_the_mean_year_is_shown() -> None:
    rows = [seen(f"2018K{at}", count) for at, count in enumerate((21, 3, 9, 30), 1)]
    found = released(COUNTED, *rows)
    assert shown(found) == [21, None, None, 30]
    assert [point.value for point in found.series_of("a", "tal")] == [15.75]


def test_a_small_quarter_of_a_share_takes_another_where_the_years_counts_are_shown() -> None:
    rows = [seen(f"2018K{at}", of=(count, 100)) for at, count in enumerate((21, 3, 9, 30), 1)]
    found = released(SHARE, *rows)
    assert [value is None for value in shown(found)] == [False, True, True, False]
    assert [point.numerator for point in found.series_of("a", "tal")] == [63]


def test_a_line_without_small_quarters_is_shown_whole() -> None:
    rows = [seen(f"2018K{at}", count) for at, count in enumerate((21, 13, 9, 30), 1)]
    assert shown(released(COUNTED, *rows)) == [21, 13, 9, 30]
