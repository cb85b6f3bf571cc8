"""Those who moved between midway and end are read from the difference of two figures, and protected as if printed."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from helpers.demo.planted_moving import GROUPS as PLANTED
from helpers.demo.planted_moving import YEARS
from helpers.demo.planted_slagelse import MOTALAVEJ, RINGPARKEN, SKAELSKOER, SYDBYEN
from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.measurement.moving import GROUPS, MOVED_IN, MOVED_OUT, STAYED_AFTER, STAYED_BEFORE
from helpers.measurement.results import Measurement
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

POLICY = Policy()
SHARE = indicator(nature=Nature.REGISTER_SHARE)
SENSITIVE = indicator(nature=Nature.REGISTER_SHARE, sensitive=True)
EARLY, LATE = 2018, 2021


def _cohort(
    year: int, stayed: tuple[int, int], left: tuple[int, int], *, origin: Origin = Origin.SUPPLIED
) -> list[Observation]:
    """Return the four groups of one year; of those who stayed as many are without work afterwards."""
    groups = {STAYED_BEFORE: stayed, STAYED_AFTER: stayed, MOVED_OUT: left, MOVED_IN: (40, 90)}
    return [seen(year, of=of, breakdown=name, origin=origin) for name, of in groups.items()]


def _shown(*observations: Observation, sensitive: bool = False) -> tuple[Measurement, ...]:
    known = registry(SENSITIVE if sensitive else SHARE)
    found = results(plan(), known, *observations)
    shown = release(found, protect(found, known, POLICY), "public").results
    return (*shown.measurements, *shown.series)


def _years(measurements: tuple[Measurement, ...]) -> set[int]:
    """Return the years with all four groups shown; a test fails where only some of them are."""
    shown = {(one.period_label, one.breakdown) for one in measurements if not one.hidden}
    years = {int(label) for label, _ in shown}
    assert shown == set(product(map(str, years), GROUPS))
    return years


@pytest.mark.parametrize(
    ("late", "years"),
    [
        # 35 left in between, 2 of them without work: each year by itself is large enough.
        (((156, 450), (12, 90)), {EARLY}),
        # All but 3 of the 35 were without work.
        (((126, 450), (42, 90)), {EARLY}),
        # 4 persons left in between.
        (((156, 481), (12, 59)), {EARLY}),
        # 19 left: a share of 19 is not shown, so neither is one that can be worked out.
        (((150, 466), (18, 74)), {EARLY}),
        # All of the 30 were without work.
        (((128, 455), (40, 85)), {EARLY}),
        # 35 left in between, 8 without work: as large as what is printed.
        (((150, 450), (18, 90)), {EARLY, LATE}),
        # Nobody left in between.
        (((158, 485), (10, 55)), {EARLY, LATE}),
    ],
)
def test_who_left_between_two_rounds_is_protected_like_any_group(
    late: tuple[tuple[int, int], tuple[int, int]], years: set[int]
) -> None:
    early = _cohort(EARLY, (158, 485), (10, 55))
    assert _years(_shown(*early, *_cohort(LATE, *late))) == years


def test_who_left_between_two_rounds_of_a_sensitive_share_is_at_least_fifty() -> None:
    early = _cohort(EARLY, (158, 485), (10, 55))
    assert _years(_shown(*early, *_cohort(LATE, (150, 450), (18, 90)), sensitive=True)) == {EARLY}
    assert _years(_shown(*early, *_cohort(LATE, (148, 435), (20, 105)), sensitive=True)) == {EARLY, LATE}


def test_a_round_that_is_hidden_anyway_is_not_compared_with() -> None:
    early = _cohort(EARLY, (158, 522), (10, 18))
    late = _cohort(LATE, (156, 487), (12, 53))
    assert _years(_shown(*early, *late)) == {LATE}


def test_small_steps_that_add_up_to_a_large_one_hide_what_is_between() -> None:
    courses = {
        2018: ((158, 485), (10, 55)),
        2019: ((156, 465), (12, 75)),
        2020: ((153, 445), (15, 95)),
        2021: ((148, 425), (20, 115)),
    }
    rows = [row for year, course in courses.items() for row in _cohort(year, *course)]
    assert _years(_shown(*rows)) == {2018, 2020, 2021}


def test_what_a_document_prints_stays_and_the_invented_round_goes() -> None:
    early = _cohort(EARLY, (158, 485), (10, 55), origin=Origin.DOCUMENTED)
    assert _years(_shown(*early, *_cohort(LATE, (156, 450), (12, 90)))) == {EARLY}


@pytest.mark.parametrize("seed", range(20))
def test_no_combination_of_what_is_shown_gives_a_small_group_of_movers(seed: int) -> None:
    """Linear algebra: every person left in one step or stayed; no small set of steps is a combination of shown rows."""
    import numpy as np

    draw = np.random.default_rng(seed)
    persons = draw.integers(5, 80, size=5)
    persons[-1] += 300
    without = draw.binomial(persons, 0.3)
    years = range(2018, 2022)
    steps = np.tril(np.ones((4, 5)))[:, :5]
    rows: list[Observation] = []
    for year, left in zip(years, steps, strict=True):
        counts = [(int(who @ without), int(who @ persons)) for who in (1 - left, left)]
        rows += _cohort(year, *counts)
    found = _shown(*rows)
    known = [left for year, left in zip(years, steps, strict=True) if year in _years(found)]
    # Any shown year tells the total, and so those who stayed; without one nothing is known.
    system = np.array([*known, np.ones(5)]) if known else np.zeros((1, 5))
    rank = np.linalg.matrix_rank(system)
    for first, last in combinations(range(5), 2):
        group = np.zeros(5)
        group[first:last] = 1
        small = not _large(int(group @ without), int(group @ persons))
        if small:
            assert np.linalg.matrix_rank(np.vstack((system, group))) > rank


def _large(count: int, group: int) -> bool:
    few = (0 < count < POLICY.smallest_shown) or (0 < group - count < POLICY.smallest_shown)
    all_or_none = count in {0, group} and group < POLICY.all_or_none_from
    return group >= POLICY.minimum_denominator and not few and not all_or_none


@pytest.mark.parametrize(
    ("area", "years"),
    [(MOTALAVEJ, {2018, 2021}), (RINGPARKEN, {2018, 2021}), (SYDBYEN, set()), (SKAELSKOER, {2018, 2021})],
)
def test_the_demonstration_shows_both_rounds_of_three_areas_and_none_of_the_fourth(area: str, years: set[int]) -> None:
    rows = [
        seen(year, of=counts, breakdown=group)
        for group, pairs in PLANTED[area].items()
        for year, counts in zip(YEARS, pairs, strict=True)
    ]
    assert _years(_shown(*rows, sensitive=True)) == years
