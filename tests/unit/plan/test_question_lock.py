"""Effect questions that are locked: another wording may be written, another question may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.plan.definitions import accept, add_new, held_against, read_lock
from helpers.plan.loading import asked_questions, load_registry
from plan_examples import AREAS, example_project, faults_of
from unit.plan.test_questions import ASKED, POOL

NAME = "question proeve-2020/blev-der-tryggere"
_OF_MEETINGS = "    indicator: moeder\n    areas: [aaparken, bakken]\n    start"
OTHER: dict[str, tuple[str, str]] = {
    "indicator": ("    indicator: tryghed\n    areas: [aaparken, bakken]\n    start", _OF_MEETINGS),
    "areas": ("areas: [aaparken, bakken]\n    start", "areas: [bakken]\n    start"),
    "start": ("start: 2020-01-01\n    own", "start: 2020-02-01\n    own"),
    "own start": ("{area: bakken, start: 2021-01-01}", "{area: bakken, start: 2021-02-01}"),
    "neighbours": ("neighbours: 3", "neighbours: 2"),
    "caliper": ("caliper: 1.5", "caliper: 2.5"),
    "order of methods": ("[group_time, event_study]", "[event_study, group_time]"),
    "pool of the plan": ("[uden-1, uden-2, uden-3, uden-4]", "[uden-1, uden-2, uden-3]"),
    "last": ("last: 2023-12-31\n    comparison", "last: 2022-12-31\n    comparison"),
}  # fmt: skip
SAME: dict[str, tuple[str, str]] = {
    "wording": ("question: Blev der tryggere end uden planen?", "question: Er der tryggere end uden planen?"),
    "reason": ("reason: Planen handler om tryghed.", "reason: Planen handler om at være tryg."),
    "order of areas": ("areas: [aaparken, bakken]\n    start", "areas: [bakken, aaparken]\n    start"),
    "order of the pool": ("[uden-1, uden-2, uden-3, uden-4]", "[uden-4, uden-3, uden-2, uden-1]"),
}


def write(root: Path, plan: str) -> Project:
    return example_project(root, plan=plan, areas=AREAS + POOL)


@pytest.fixture
def locked(tmp_path: Path) -> Project:
    project = write(tmp_path, ASKED)
    assert NAME in add_new(project, load_registry(project), asked_questions(project))
    assert faults_of(project) == []
    return project


@pytest.mark.parametrize("kind", OTHER)
def test_a_locked_question_can_t_become_another_one(locked: Project, kind: str) -> None:
    old, new = OTHER[kind]
    assert ASKED.count(old) == 1
    project = write(locked.root, ASKED.replace(old, new))
    (fault,) = [found for found in faults_of(project) if "spørger om noget andet" in found]
    assert "»blev-der-tryggere«" in fault
    assert "maalbar definitions --accept proeve-2020/blev-der-tryggere" in fault


@pytest.mark.parametrize("kind", SAME)
def test_what_decides_no_answer_may_change(locked: Project, kind: str) -> None:
    old, new = SAME[kind]
    assert ASKED.count(old) == 1
    assert faults_of(write(locked.root, ASKED.replace(old, new))) == []


def test_a_question_can_t_be_withdrawn_when_the_answer_is_seen(locked: Project) -> None:
    without = ASKED[: ASKED.index("effects:")]
    (fault,) = faults_of(write(locked.root, without))
    assert "»blev-der-tryggere« er låst, men stilles ikke længere" in fault


def test_a_question_that_was_never_published_can_be_accepted_with_a_note(locked: Project) -> None:
    project = write(locked.root, ASKED.replace("neighbours: 3", "neighbours: 2"))
    registry, asked = load_registry(project), asked_questions(project)
    assert accept(project, registry, "proeve-2020/blev-der-tryggere", "slåfejl", asked) == (NAME,)
    assert faults_of(project) == []
    assert any(NAME in comment and "slåfejl" in comment for comment in read_lock(project).comments)


def test_questions_of_other_plans_are_left_aside(locked: Project) -> None:
    lock, registry = read_lock(locked), load_registry(locked)
    assert NAME not in {held.name for held in held_against(registry, lock)}
    assert NAME in {held.name for held in held_against(registry, lock, asked_questions(locked))}
    assert NAME not in {held.name for held in held_against(registry, lock, {"anden-plan": ()})}
