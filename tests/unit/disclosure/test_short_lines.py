"""Quarters and months: released with protection like all else, and a line with many small values hidden whole."""

from __future__ import annotations

import pytest

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.measurement.results import Results
from helpers.observations.table import Observation
from helpers.plan.model import Indicator, Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

EVENTS = indicator(nature=Nature.EVENT_COUNT, yearly="sum")
BUSY = (21, 18, 9, 30, 14, 11, 25, 17)
QUIET = (2, 0, 6, 1, 3, 2, 0, 7)


def quarters(area: str, counts: tuple[int, ...]) -> list[Observation]:
    return [seen(f"{2018 + at // 4}K{at % 4 + 1}", count, area=area) for at, count in enumerate(counts)]


def released(of: Indicator, *rows: Observation) -> Results:
    known = registry(of)
    found = results(plan(), known, *rows)
    return release(found, protect(found, known, Policy()), "public").results


def shown(found: Results, area: str) -> list[float | None]:
    return [point.value for point in found.short_series_of(area, "tal")]


def test_quarters_are_released_oldest_first_and_not_among_the_years() -> None:
    found = released(EVENTS, *reversed(quarters("a", BUSY)))
    assert shown(found, "a") == list(BUSY)
    assert [point.value for point in found.series_of("a", "tal")] == [78, 67]


def test_one_quarter_a_year_is_a_yearly_series() -> None:
    assert shown(released(EVENTS, *quarters("a", BUSY)[::4]), "a") == []


def test_a_single_small_quarter_takes_another_so_that_the_year_does_not_give_it_away() -> None:
    found = released(EVENTS, *quarters("a", (21, 3, 9, 30, 14, 11, 25, 17)))
    assert shown(found, "a") == [21, None, None, 30, 14, 11, 25, 17]
    assert [point.value for point in found.series_of("a", "tal")] == [63, 67]


def test_a_line_of_small_quarters_is_hidden_whole_and_its_years_are_not() -> None:
    found = released(EVENTS, *quarters("a", QUIET))
    assert shown(found, "a") == [None] * 8
    assert all(point.hidden and point.numerator is None for point in found.short_series_of("a", "tal"))
    assert [point.value for point in found.series_of("a", "tal")] == [9, 12]


def test_beside_a_small_line_only_the_largest_whole_is_shown() -> None:
    counts = {"a": QUIET, "b": BUSY, "c": BUSY, "d": BUSY}
    found = released(EVENTS, *(row for area, of in counts.items() for row in quarters(area, of)))
    assert [shown(found, area) for area in ("a", "b", "c", "d", "pair")] == [[None] * 8] * 5
    assert shown(found, "sum") == [quiet + 3 * busy for quiet, busy in zip(QUIET, BUSY, strict=True)]


@pytest.mark.parametrize("small", ["b", "c"])
def test_an_area_outside_every_sum_keeps_its_line(small: str) -> None:
    found = released(EVENTS.model_copy(update={"additive": False}), *quarters("a", BUSY), *quarters(small, QUIET))
    assert shown(found, "a") == list(BUSY)
    assert shown(found, small) == [None] * 8


def test_what_counts_no_persons_is_shown_however_small() -> None:
    found = released(indicator(nature=Nature.EVENT_COUNT, yearly="sum", counts_persons=False), *quarters("a", QUIET))
    assert shown(found, "a") == list(QUIET)
