"""Questions about effects: what a plan may ask, and every fault with its line, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from helpers.effects.estimate import Design
from helpers.plan.loading import load_plans
from helpers.plan.questions import COMPARING, DesignWord
from plan_examples import AREAS, PLAN, example_project, faults_of, spoilt

POOL = "".join(f"  - {{id: uden-{n}, name: Område {n}, kind: comparison}}\n" for n in range(1, 5))
ASKED = (
    PLAN.replace("comparisons:", "comparison_pool: [uden-1, uden-2, uden-3, uden-4]\ncomparisons:", 1)
    + """\
effects:
  - id: blev-der-tryggere
    question: Blev der tryggere end uden planen?
    short_name: Tryghed
    indicator: tryghed
    areas: [aaparken, bakken]
    start: 2020-01-01
    own_starts: [{area: bakken, start: 2021-01-01}]
    first: 2015-01-01
    last: 2023-12-31
    comparison: {alike_on: [tryghed], neighbours: 3, caliper: 1.5}
    designs: [group_time, event_study]
    activity: samarbejde
    reason: Planen handler om tryghed.
    written: 2019-11-01
"""
)
# (what stands there, what it becomes, words that the fault must hold)
FAULTS = {
    "unknown key": (
        "    short_name: Tryghed\n    indicator: tryghed\n    areas: [aap",
        "    shrt_name: T\n    indicator: tryghed\n    areas: [aap",
        "Mente du »short_name«?",
    ),
    "unknown area": (
        "areas: [aaparken, bakken]\n    start",
        "areas: [aaparken, baken]\n    start",
        "Mente du »bakken«?",
    ),
    "area of nobody": (
        "areas: [aaparken, bakken]\n    start",
        "areas: [aaparken, uden-1]\n    start",
        "hører ikke til evalueringen",
    ),
    "unknown indicator": (
        "indicator: tryghed\n    areas: [aaparken, bakken]\n    start",
        "indicator: trygged\n    areas: [aaparken, bakken]\n    start",
        "Mente du »tryghed«?",
    ),
    "unknown rule": ("alike_on: [tryghed]", "alike_on: [trygged]", "Mente du »tryghed«?"),
    "unknown activity": (
        "    activity: samarbejde\n    reason",
        "    activity: samarbejd\n    reason",
        "Mente du »samarbejde«?",
    ),
    "unknown design": ("[group_time, event_study]", "[group_tim, event_study]", "Mente du »group_time«?"),
    "design twice": ("[group_time, event_study]", "[group_time, group_time]", "en metode står to gange"),
    "start before the figures": ("first: 2015-01-01", "first: 2020-06-01", "ligger ikke mellem"),
    "own start of another": ("{area: bakken, start: 2021", "{area: landet, start: 2021", "er ikke med i spørgsmålet"),
    "own start too late": ("start: 2021-01-01}", "start: 2024-01-01}", "uden for de tal"),
    "no pool": ("comparison_pool: [uden-1, uden-2, uden-3, uden-4]\n", "", "kræver områder at sammenligne med"),
    "unknown pool": ("[uden-1, uden-2,", "[uden-1, uden-22,", "kendes ikke"),
    "pool shown elsewhere": ("[uden-1, uden-2, uden-3", "[uden-1, landet, uden-3", "står også i planens"),
    "pool of the question": ("{alike_on: [tryghed],", "{pool: [landet, uden-9], alike_on: [tryghed],", "kendes ikke"),
    "with and without": ("{alike_on: [tryghed],", "{pool: [bakken], alike_on: [tryghed],", "har planen og er samtidig"),
    "one neighbour": ("neighbours: 3", "neighbours: 1", "for lille"),
    "caliper of nothing": ("caliper: 1.5", "caliper: 0", "for lille"),
    "a result as a reason": (
        "reason: Planen handler om tryghed.",
        "reason: Planen har øget trygheden og virker.",
        "»har øget« fortæller",
    ),
    "a statement as a question": ("tryggere end uden planen?", "tryggere med planen.", "ikke med et spørgsmålstegn"),
    "an area twice": (
        "areas: [aaparken, bakken]\n    start",
        "areas: [aaparken, bakken, bakken]\n    start",
        "et område står to gange",
    ),
    "more neighbours than areas": ("neighbours: 3", "neighbours: 500", "kun 4 områder kan vælges"),
    "no reason": ("reason: Planen handler om tryghed.", "reason: ''", "må ikke være tom"),
}


def test_a_question_is_read_as_it_stands(tmp_path: Path) -> None:
    (plan,) = load_plans(example_project(tmp_path, plan=ASKED, areas=AREAS + POOL))
    (question,) = plan.effects
    assert question.start_of("aaparken") == date(2020, 1, 1)
    assert question.start_of("bakken") == date(2021, 1, 1)
    assert question.pool(plan.comparison_pool) == ("uden-1", "uden-2", "uden-3", "uden-4")
    assert question.indicators() == ("tryghed",)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_in_a_question_names_its_line(kind: str, tmp_path: Path) -> None:
    old, new, words = FAULTS[kind]
    plan, _ = spoilt(ASKED, old, new)
    found = faults_of(example_project(tmp_path, plan=plan, areas=AREAS + POOL))
    assert any(words in fault for fault in found), found


def test_a_sum_and_its_parts_are_not_counted_together(tmp_path: Path) -> None:
    plan, _ = spoilt(ASKED, "[uden-1, uden-2, uden-3, uden-4]", "[uden-1, uden-2, uden-3, uden-4, uden-alle]")
    total = "  - {id: uden-alle, name: Alle, kind: aggregate, members: [uden-1, uden-2]}\n"
    found = faults_of(example_project(tmp_path, plan=plan, areas=AREAS + POOL + total))
    assert any("»uden-alle« er summen af områder, hvoraf »uden-1« også er med" in fault for fault in found), found


def test_a_wrong_word_for_the_only_method_is_told_once(tmp_path: Path) -> None:
    plan, _ = spoilt(ASKED, "[group_time, event_study]", "[group_tim]")
    found = faults_of(example_project(tmp_path, plan=plan, areas=AREAS + POOL))
    assert len(found) == 1
    assert "Mente du »group_time«?" in found[0]


def test_all_faults_of_all_questions_are_told_at_once(tmp_path: Path) -> None:
    plan = ASKED
    chosen = ("unknown rule", "unknown activity", "design twice", "own start too late")
    for kind in chosen:
        plan, _ = spoilt(plan, *FAULTS[kind][:2])
    found = "\n".join(faults_of(example_project(tmp_path, plan=plan, areas=AREAS + POOL)))
    assert all(FAULTS[kind][2] in found for kind in chosen)


def test_the_plan_knows_the_same_ways_as_the_methods() -> None:
    """The plan stands to the left of the methods and can't import them."""
    assert set(get_args(DesignWord)) == {design.value for design in Design}
    assert set(get_args(DesignWord)) >= COMPARING
