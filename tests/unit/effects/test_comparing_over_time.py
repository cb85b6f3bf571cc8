"""Difference-in-differences, event study and staggered starts: what they compare, and when they say no."""

from __future__ import annotations

import numpy as np
import pytest

from effect_panels import panel, printed
from helpers.effects.deciding import Decided, Decider, decide, opinions, too_few
from helpers.effects.differences import difference_in_differences, second_opinions
from helpers.effects.estimate import Assumption, Design, Estimate
from helpers.effects.event_study import event_study
from helpers.effects.few_areas import TwoGroups
from helpers.effects.grid import grid_of, needs
from helpers.effects.group_times import GroupTimes, group_times
from helpers.effects.panel import Panel
from helpers.effects.sensitivity import Sensitivity, sensitivity
from helpers.effects.staggered import group_time
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.output.refusals import refusal_sentences

RISING = [
    [50.0 + area + 0.5 * year + ((3 * area + 5 * year + area * year) % 11) / 11 for year in range(8)]
    for area in range(12)
]
"""Areas that rise alike but for a little unevenness."""


def _with_plan(areas: int, start: int, effect: float) -> list[list[float]]:
    return [[value + effect * (year >= start) for year, value in enumerate(row)] for row in RISING[:areas]]


def _lacks(found: object) -> list[tuple[Lack, float | None, float | None]]:
    assert isinstance(found, Refusal)
    return [(shortfall.lack, shortfall.have, shortfall.need) for shortfall in found.shortfalls]


def _assumption(found: Estimate, name: str) -> Assumption:
    return next(each for each in found.assumptions if each.id == name)


def test_recovers_an_effect_that_was_added() -> None:
    with_effect = difference_in_differences(panel(_with_plan(4, 4, 10.0), RISING[4:], 4), question="q1")
    without = difference_in_differences(panel(_with_plan(4, 4, 0.0), RISING[4:], 4))
    assert isinstance(with_effect, Estimate)
    assert isinstance(without, Estimate)
    assert with_effect.value - without.value == pytest.approx(10.0)
    assert with_effect.interval.low < 10 < with_effect.interval.high
    assert with_effect.p is not None
    assert with_effect.p < 0.001
    assert (with_effect.question, with_effect.design, with_effect.unit) == (
        "q1",
        Design.DIFFERENCE_IN_DIFFERENCES,
        "percent",
    )
    assert (with_effect.periods_before, with_effect.periods_after, with_effect.n) == (4, 4, 96)
    assert "CR2, t(" in with_effect.method


def test_residents_weigh_areas_by_their_size_before_the_start() -> None:
    rows = [[10.0, 10.0, 20.0], [10.0, 10.0, 40.0], [10.0, 10.0, 10.0]]
    others = [[5.0, 5.0, 6.0], [7.0, 7.0, 7.5], [8.0, 8.0, 9.5]]
    sizes = [100.0, 300.0, 100.0, 50.0, 50.0, 200.0]
    given = panel(rows, others, 2, sizes=sizes)
    alike, weighted = difference_in_differences(given), difference_in_differences(given, weighting="residents")
    assert isinstance(alike, Estimate)
    assert isinstance(weighted, Estimate)
    assert alike.value == pytest.approx((10 + 30 + 0) / 3 - (1 + 0.5 + 1.5) / 3)
    assert weighted.value == pytest.approx((1000 + 9000) / 500 - (50 + 25 + 300) / 300)
    assert "residents" in weighted.method
    assert _lacks(difference_in_differences(panel(rows, others, 2), weighting="residents")) == [
        (Lack.DENOMINATOR, None, None)
    ]


def test_gaps_leave_out_periods_and_areas_and_tell_it() -> None:
    rows: list[list[float | None]] = [list(row) for row in RISING]
    rows[0][2] = None  # an area with the plan: the year goes
    rows[5][1] = None  # an area to compare with: it goes
    for row in rows[4:10]:
        row[6] = None  # most areas to compare with: the year goes
    given = panel(rows[:3], rows[3:], 4)
    grid = grid_of(given)
    assert grid.left_out_periods == (2012, 2016)
    assert grid.left_out_areas == ("c02",)
    found = difference_in_differences(given)
    assert isinstance(found, Estimate)
    assert found.n == 11 * 6
    assert "c02" not in found.comparisons


def test_the_start_of_an_area_after_the_last_year_makes_it_a_comparison() -> None:
    found = grid_of(panel(RISING[:4], RISING[4:], [4, 4, 4, 20]))
    assert found.treated == ("p00", "p01", "p02")
    assert "p03" in found.comparisons


def test_without_areas_or_periods_it_says_what_is_missing() -> None:
    nobody = Panel("safe", "percent", "year", panel([], RISING, 4).points, {}, panel([], RISING, 4).origin)
    assert _lacks(difference_in_differences(nobody)) == [(Lack.TREATED_AREAS, 0, 1)]
    assert _lacks(difference_in_differences(panel(RISING, [], 4))) == [(Lack.COMPARISON_AREAS, 0, 1)]
    assert _lacks(difference_in_differences(panel(RISING[:4], RISING[4:], 0))) == [(Lack.PERIODS_BEFORE, 0, 1)]
    assert _lacks(event_study(panel(RISING[:4], RISING[4:], 1))) == [(Lack.PERIODS_BEFORE, 1, 2)]
    assert _lacks(sensitivity(panel(RISING[:4], RISING[4:], 1))) == [(Lack.PERIODS_BEFORE, 1, 2)]
    empty = Panel("safe", "percent", "year", (), {}, nobody.origin)
    assert _lacks(group_times(empty)) == [(Lack.TREATED_AREAS, 0, 1), (Lack.COMPARISON_AREAS, 0, 1)]


def test_gaps_are_named_when_they_are_why() -> None:
    holed: list[list[float | None]] = [
        [None if year < 4 else value for year, value in enumerate(row)] for row in RISING
    ]
    found = difference_in_differences(panel(holed[:1], RISING[1:], 4))
    assert _lacks(found) == [(Lack.PERIODS_BEFORE, 0, 1), (Lack.COMPLETE_PANEL, None, None)]


def test_all_values_alike_tell_nothing() -> None:
    flat = [[5.0] * 6] * 6
    assert _lacks(difference_in_differences(panel(flat[:3], flat[3:], 3))) == [(Lack.SPREAD, None, None)]


@pytest.mark.parametrize(
    ("treated", "comparisons", "short"),
    [
        (1, 5, (5, 19)),
        (1, 18, (18, 19)),
        (1, 19, None),
        (2, 4, (4, 5)),
        (2, 5, None),
        (3, 2, (2, 3)),
        (3, 3, None),
        (20, 2, (2, 3)),
    ],
)
def test_how_many_areas_it_takes(treated: int, comparisons: int, short: tuple[int, int] | None) -> None:
    """One area takes 19 to compare with (1/20), two take 5 (1/21); from three on each side chance can be estimated."""
    found = too_few(TwoGroups(treated, (1.0,) * (treated + comparisons)))
    assert found == (() if short is None else (Shortfall(Lack.COMPARISON_AREAS, *short),))


def test_no_areas_with_the_plan_is_too_few() -> None:
    assert too_few(TwoGroups(0, (1.0,) * 5)) == (Shortfall(Lack.TREATED_AREAS, 0, 1),)


def test_who_decides() -> None:
    contrast = np.array([9.0, 8.0, 7.0, *np.linspace(-1, 1, 21)])
    sizes = np.linspace(100, 900, 24)
    for treated, known, decider in (
        (3, None, Decider.CLUSTER_ROBUST),
        (2, None, Decider.RANDOMISATION),
        (1, None, Decider.RANDOMISATION),
        (1, sizes, Decider.RANDOMISATION_BY_SIZE),
    ):
        found = decide(TwoGroups(treated, (1.0,) * 24), contrast, known)
        assert isinstance(found, Decided)
        assert found.decider is decider
        assert np.isfinite([found.interval.low, found.interval.high]).all()
        assert found.interval.low <= found.value <= found.interval.high


def test_a_small_area_is_not_called_an_effect_because_small_areas_swing() -> None:
    """The largest of 24 changes, but in the smallest area: plain randomisation says 1/24, by size it is nothing odd."""
    contrast = np.array([3.0, *np.tile([-1.0, 1.0], 11), 2.0])
    sizes = np.array([50.0, *np.full(23, 900.0)])
    groups = TwoGroups(1, (1.0,) * 24)
    plain, sized = decide(groups, contrast, None), decide(groups, contrast, sizes)
    assert isinstance(plain, Decided)
    assert isinstance(sized, Decided)
    assert plain.p == pytest.approx(1 / 24)
    assert sized.p > 0.5
    assert sized.interval.low < plain.interval.low
    assert sized.interval.high > plain.interval.high


def test_other_methods_are_told_beside() -> None:
    given = panel(_with_plan(4, 4, 10.0), RISING[4:], 4)
    told = {opinion.method: opinion for opinion in second_opinions(given)}
    assert set(told) == {"CR3 (jackknife)", "randomisation over areas", "wild cluster bootstrap"}
    assert all(opinion.p < 0.05 for opinion in told.values())
    assert told["wild cluster bootstrap"].least_p == 2 / 4096
    assert told["randomisation over areas"].least_p == pytest.approx(1 / 495)
    alone = opinions(TwoGroups(1, (1.0,) * 4), np.array([5.0, 1.0, 2.0, 3.0]))
    assert [opinion.method for opinion in alone] == ["randomisation over areas"]
    assert second_opinions(panel(RISING, [], 4)) == ()


def test_one_and_two_areas_with_the_plan() -> None:
    for treated, others in ((1, 11), (2, 3)):
        lacks = _lacks(difference_in_differences(panel(RISING[:treated], RISING[treated : treated + others], 4)))
        assert lacks[0][0] is Lack.COMPARISON_AREAS
    found = difference_in_differences(panel(_with_plan(2, 4, 10.0), RISING[2:], 4))
    assert isinstance(found, Estimate)
    assert found.p == pytest.approx(1 / 66)
    assert found.interval.low > 8
    assert _assumption(found, "alike_areas").holds is None
    assert _assumption(found, "few_areas").figure == pytest.approx(1 / 66)


def test_different_starts_are_refused_by_the_simple_methods_and_it_is_said_in_two_languages() -> None:
    given = panel(RISING[:4], RISING[4:], [3, 3, 5, 6])
    for found in (difference_in_differences(given), event_study(given)):
        assert _lacks(found) == [(Lack.COMMON_START, 3, 1)]
        assert isinstance(found, Refusal)
        assert refusal_sentences(found) == (
            "Planen begyndte på 3 forskellige tidspunkter i områderne; metoden kræver, at der kun er 1.",
        )
        assert refusal_sentences(found, "en") == (
            "The plan began at 3 different times in the areas; the method needs it to be 1.",
        )
    assert isinstance(group_time(given), Estimate)


def test_event_study_against_another_reference() -> None:
    given = panel(_with_plan(4, 4, 6.0), RISING[4:], 4)
    last, first = event_study(given), event_study(given, reference=-4)
    assert isinstance(last, Estimate)
    assert isinstance(first, Estimate)
    shift = next(event.value for event in last.path if event.at == -4)
    for one, other in zip(last.path, first.path, strict=True):
        assert one.at == other.at
        assert one.value - shift == pytest.approx(other.value)
    assert [event.at for event in first.path if event.interval is None] == [-4]
    assert last.value == pytest.approx(np.mean([event.value for event in last.path if event.at >= 0]))
    for impossible in (0, -9):
        assert _lacks(event_study(given, reference=impossible)) == [(Lack.COMPLETE_PANEL, None, None)]


def test_staggered_starts_by_hand() -> None:
    """Each area against its own last year before: two began in year 2, one in year 3, three never."""
    rows = [[1.0, 2.0, 6.0, 8.0], [1.0, 3.0, 5.0, 5.0], [2.0, 2.0, 4.0, 9.0]]
    others = [[0.0, 1.0, 1.0, 2.0], [0.0, 0.0, 2.0, 1.0], [0.0, 0.5, 0.0, 3.0]]
    found = group_time(panel(rows, others, [2, 2, 3]))
    assert isinstance(found, Estimate)
    two = [(4 + 2) / 2 - (0 + 2 - 0.5) / 3, (6 + 2) / 2 - (1 + 1 + 2.5) / 3]
    three = 5 - (1 - 1 + 3) / 3
    assert found.value == pytest.approx((2 * two[0] + 2 * two[1] + three) / 5)
    parts = group_times(panel(rows, others, [2, 2, 3]))
    assert isinstance(parts, GroupTimes)
    assert parts.simple.value == pytest.approx(found.value)
    assert parts.critical is None, "groups of one and two areas"
    at_start = next(event for event in found.path if event.at == 0)
    assert at_start.value == pytest.approx((2 * two[0] + three) / 3)
    assert [event.at for event in found.path] == [-2, -1, 0], "two areas alone at distances -3 and 1 are left out"


def test_with_one_start_the_staggered_method_is_the_event_study() -> None:
    given = panel(_with_plan(4, 4, 6.0), RISING[4:], 4)
    staggered, plain = group_time(given), event_study(given)
    assert isinstance(staggered, Estimate)
    assert isinstance(plain, Estimate)
    assert staggered.value == pytest.approx(plain.value)
    assert staggered.interval.low == pytest.approx(plain.interval.low)
    assert [event.value for event in staggered.path] == pytest.approx([event.value for event in plain.path])


def test_two_areas_with_different_starts_are_two_questions() -> None:
    assert _lacks(group_time(panel(RISING[:2], RISING[2:], [3, 5]))) == [(Lack.TREATED_AREAS, 2, 3)]


def test_an_effect_that_grows_keeps_its_sign_where_the_regression_loses_it() -> None:
    """Two early and three late areas, an effect that grows by 1 a year, and nothing else; three areas never start.

    Leaving the others out, the regression with area and period effects says the effect is negative.
    """
    years = np.arange(12)
    starts = [1, 1, 6, 6, 6]
    rows = [np.maximum(years - start + 1.0, 0.0) for start in starts]
    others = [0.01 * np.sin(years + 3.0 * area) for area in range(3)]
    found = group_time(panel([list(row) for row in rows], [list(row) for row in others], starts))
    assert isinstance(found, Estimate)
    true = (2 * sum(range(1, 12)) + 3 * sum(range(1, 7))) / (2 * 11 + 3 * 6)
    assert found.value == pytest.approx(true, abs=0.02)
    outcome = np.array(rows)
    having = (years[None, :] >= np.array(starts)[:, None]).astype(float)
    left = having - having.mean(axis=1, keepdims=True) - having.mean(axis=0) + having.mean()
    assert (left * outcome).sum() / (left**2).sum() < 0


def test_drift_allowed_shrinks_what_is_left() -> None:
    given = panel(_with_plan(4, 4, 30.0), RISING[4:], 4)
    found = sensitivity(given)
    assert isinstance(found, Sensitivity)
    widths = [bounds.high - bounds.low for bounds in found.magnitudes]
    assert widths == sorted(widths)
    plain = event_study(given)
    assert isinstance(plain, Estimate)
    assert (found.magnitudes[0].low, found.magnitudes[0].high) == pytest.approx(
        (plain.interval.low, plain.interval.high)
    )
    assert found.breakdown > 1
    clear = [bounds for bounds in found.magnitudes if bounds.low > 0]
    assert all(bounds.allowed <= found.breakdown for bounds in clear)
    assert found.bend > 0
    nothing = sensitivity(panel(_with_plan(4, 4, 0.0), RISING[4:], 4))
    assert isinstance(nothing, Sensitivity)
    assert (nothing.breakdown, nothing.bend) == (0.0, 0.0)


def test_a_clear_enough_effect_stops_at_the_most_that_is_told() -> None:
    found = sensitivity(panel(_with_plan(4, 4, 10_000.0), RISING[4:], 4))
    assert isinstance(found, Sensitivity)
    assert found.breakdown == 10


def test_the_same_seed_gives_the_same_answer() -> None:
    rows = printed(30, 6)
    given = panel(rows[:2], rows[2:], 3)
    assert difference_in_differences(given) == difference_in_differences(given)
    assert needs(given, "x") is None
