"""Whatever the seed: figures stay possible, nothing looks like a personal number, the importer's rules hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.demo import writing
from helpers.demo.making import deliveries, make_files
from helpers.demo.telling import tell_truth
from helpers.demo.truth import Course

SEEDS = st.integers(min_value=0, max_value=2**63)
EVALUATIONS = st.sampled_from(writing.EVALUATIONS)
NOWHERE = Path("/findes-ikke")


@settings(max_examples=25, deadline=None)
@given(SEEDS, EVALUATIONS)
def test_counts_are_never_negative_and_never_above_their_population(seed: int, evaluation: str) -> None:
    for delivered in deliveries(NOWHERE, evaluation, seed):
        for figure in delivered.figures.drawn:
            assert figure.numerator >= 0
            assert figure.denominator is None or figure.numerator <= figure.denominator


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_no_youth_leaves_before_starting_or_has_an_answer_too_early(seed: int) -> None:
    people = [one for delivered in deliveries(NOWHERE, "bolivvejle-2013", seed) for one in delivered.people]
    assert people
    for one in people:
        assert one.left is None or one.started < one.left
        early = one.left is None or one.left.replace(year=one.left.year + 1) > date(2016, 12, 31)
        assert early == (one.job_after_a_year is None)


@settings(max_examples=4, deadline=None)
@given(SEEDS, EVALUATIONS)
def test_text_files_hold_nothing_like_a_personal_number(seed: int, evaluation: str) -> None:
    for file in make_files(evaluation, deliveries(NOWHERE, evaluation, seed)):
        if file.path.endswith((".csv", ".tsv")):
            text = file.content.decode("windows-1252", errors="replace")
            assert re.search(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)", text) is None


@settings(max_examples=4, deadline=None)
@given(SEEDS, EVALUATIONS)
def test_files_and_truth_depend_on_the_seed_alone(seed: int, evaluation: str) -> None:
    first, second = (deliveries(NOWHERE, evaluation, seed) for _ in range(2))
    assert make_files(evaluation, first) == make_files(evaluation, second)
    assert tell_truth(evaluation, first) == tell_truth(evaluation, second)


@given(
    level=st.floats(0, 100),
    drift=st.floats(-20, 20),
    effect=st.floats(-60, 60),
    time=st.floats(2000, 2030),
)
def test_a_course_is_never_negative_and_its_effect_never_larger_than_planted(
    level: float, drift: float, effect: float, time: float
) -> None:
    course = Course(level, 2016, drift, effect, begin=2017, full=2021)
    assert course.level_at(time) >= 0
    assert abs(course.effect_at(time)) <= abs(effect)


@settings(max_examples=4, deadline=None)
@given(SEEDS, EVALUATIONS)
def test_another_seed_changes_numbers_and_nothing_else(seed: int, evaluation: str) -> None:
    """The same files with the same places for figures; what differs are the figures that are drawn."""
    first, second = (deliveries(NOWHERE, evaluation, one) for one in (1, seed))
    assert [file.path for file in make_files(evaluation, first)] == [
        file.path for file in make_files(evaluation, second)
    ]
    assert _places(tell_truth(evaluation, first)) == _places(tell_truth(evaluation, second))


def _places(truth: dict[str, Any]) -> list[tuple[Any, ...]]:
    keys = ("source", "area", "indicator", "breakdown", "period_start", "period_end", "mark")
    return [tuple(value[key] for key in keys) for value in truth["values"]]
