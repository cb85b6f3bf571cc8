"""From the plan's questions to graded answers: the plan's order, its rule for areas, and all questions corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.simulations.planted_effects import ROOT, effect_points

from helpers.effects.asking import Answer, answer_all
from helpers.effects.estimate import Design, Estimate
from helpers.effects.grading import Ground, Level
from helpers.effects.interrupted import Interruption
from helpers.effects.matching import Matched
from helpers.effects.sensitivity import Sensitivity
from helpers.effects.synthetic import Synthetic
from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.results import Measurement
from helpers.paths import Project
from helpers.plan.loading import load_plan

PLAN = load_plan(Project(ROOT), "slagelse-2017")
POINTS = effect_points(1)


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    found = answer_all(PLAN.effects, PLAN.comparison_pool, POINTS)
    assert [answer.question.id for answer in found] == [question.id for question in PLAN.effects]
    return {answer.question.id: answer for answer in found}


def ask(name: str, points: tuple[Measurement, ...] = POINTS, **changes: object) -> Answer:
    question = next(one for one in PLAN.effects if one.id == name).model_copy(update=changes)
    (answer,) = answer_all([question], PLAN.comparison_pool, points)
    return answer


def test_what_was_planted_clearly_is_found_and_graded_as_compared(answers: dict[str, Answer]) -> None:
    answer = answers["sl-virkning-fremmoede"]
    assert isinstance(answer.found, Estimate)
    assert answer.found.interval.low <= 5.0 <= answer.found.interval.high
    assert (answer.grade.level, answer.grade.causal) == (Level.COMPARED, True)
    assert isinstance(answer.sensitivity, Sensitivity)
    assert answer.beside is not None
    assert len(answer.beside.path) == 13


def test_nothing_planted_gives_no_cause(answers: dict[str, Answer]) -> None:
    answer = answers["sl-virkning-fritidsjob"]
    assert not answer.grade.causal
    assert Ground.CHANCE in answer.grade.grounds


def test_areas_that_drifted_apart_before_the_plan_are_warned_of(answers: dict[str, Answer]) -> None:
    """The comparison finds a large difference, which is the drift that went on; the grade says so."""
    answer = answers["sl-virkning-boern-i-risiko"]
    assert isinstance(answer.found, Estimate)
    assert answer.found.interval.high < 0
    assert Ground.DEVELOPED_APART in answer.grade.grounds
    assert not answer.grade.causal


def test_areas_that_began_at_different_times_one_area_and_a_series_alone(answers: dict[str, Answer]) -> None:
    starts = answers["sl-virkning-ledighed"].panel
    assert starts is not None
    assert sorted(starts.starts.values()) == [2018, 2018, 2019, 2020]
    assert isinstance(answers["sl-virkning-fremmoede-motalavej"].detail, Synthetic)
    series = answers["sl-virkning-haervaerk"]
    assert isinstance(series.detail, Interruption)
    assert (series.matched, series.grade.level) == (None, Level.MEASURED)


def test_all_questions_of_a_plan_are_corrected_for_each_other(answers: dict[str, Answer]) -> None:
    found = [answer.found for answer in answers.values() if isinstance(answer.found, Estimate)]
    assert len(found) == 6
    assert all(one.adjusted_p is not None and one.p is not None and one.adjusted_p >= one.p for one in found)
    alone = ask("sl-virkning-fremmoede-motalavej").found
    assert isinstance(alone, Estimate)
    assert alone.adjusted_p == alone.p
    together = answers["sl-virkning-fremmoede-motalavej"].found
    assert isinstance(together, Estimate)
    assert (together.adjusted_p or 0) > (alone.adjusted_p or 1)


def test_the_areas_to_compare_with_don_t_depend_on_what_happened_afterwards(answers: dict[str, Answer]) -> None:
    turned = tuple(
        replace(point, value=100 - (point.value or 0))
        if point.period_start is not None and point.period_start.year >= 2018
        else point
        for point in POINTS
    )
    before, after = answers["sl-virkning-fremmoede"].matched, ask("sl-virkning-fremmoede", turned).matched
    assert isinstance(before, Matched)
    assert isinstance(after, Matched)
    assert (before.chosen, before.balance) == (after.chosen, after.balance)


def test_the_methods_are_tried_in_the_plans_order_until_one_answers() -> None:
    answer = ask("sl-virkning-fremmoede", designs=("synthetic_control", "event_study", "before_after"))
    assert [tried.design for tried in answer.tried] == [Design.SYNTHETIC_CONTROL, Design.EVENT_STUDY]
    assert isinstance(answer.tried[0].found, Refusal)
    assert isinstance(answer.found, Estimate)
    assert answer.found.design is Design.EVENT_STUDY


def test_before_and_after_is_a_description_whatever_its_interval() -> None:
    answer = ask("sl-virkning-fremmoede", designs=("before_after",))
    assert isinstance(answer.found, Estimate)
    assert not answer.grade.causal
    assert Ground.NO_COMPARISON in answer.grade.grounds
    assert (answer.beside, answer.sensitivity) == (None, None)


def test_a_question_without_figures_names_what_is_missing() -> None:
    answer = ask("sl-virkning-fremmoede", points=())
    assert isinstance(answer.found, Refusal)
    assert [short.lack for short in answer.found.shortfalls] == [Lack.PERIODS_BEFORE, Lack.PERIODS_AFTER]
    assert (answer.grade.level, answer.panel, answer.verdicts) == (Level.DESCRIBED, None, ())
    assert [tried.design.value for tried in answer.tried] == list(answer.question.designs)


def test_a_caliper_that_no_area_meets_says_so_instead_of_comparing() -> None:
    question = next(one for one in PLAN.effects if one.id == "sl-virkning-fremmoede")
    assert question.comparison is not None
    rule = question.comparison.model_copy(update={"caliper": 0.0001})
    answer = ask("sl-virkning-fremmoede", comparison=rule, designs=("difference_in_differences",))
    assert isinstance(answer.found, Refusal)
    assert [short.lack for short in answer.found.shortfalls] == [Lack.BALANCE]


def test_hidden_figures_are_gaps_and_counted() -> None:
    hidden = tuple(
        replace(point, value=None, hidden=True) if (point.area, point.period_label) == ("motalavej", "2012") else point
        for point in POINTS
    )
    answer = ask("sl-virkning-fremmoede", hidden)
    assert answer.hidden == 1
    assert isinstance(answer.found, Estimate)
    assert answer.found.periods_before == 8
