"""A plan that notes what is asked of it is the same plan to everybody who looks."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from helpers import reads
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import Goal, Plan, Registry
from helpers.plan.tracking import tracked_plan, tracked_registry
from plan_examples import example_project

Tracked = tuple[Plan, Registry, Plan, Registry]


@pytest.fixture
def tracked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tracked:
    """Return a plan and registries as they are, and tracked, in a run that notes what it reads."""
    project = example_project(tmp_path)
    plan, registry = load_plan(project, "proeve-2020"), load_registry(project)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(reads.SWITCH, "1")
    monkeypatch.setenv("MAALBAR_PROJECT", str(tmp_path))
    monkeypatch.setattr(reads, "_notes", None)
    return plan, registry, tracked_plan(plan), tracked_registry(registry)


def noted(folder: Path) -> list[list[str]]:
    return [line for line in reads.noted(folder) if line[0] in ("plan", "item", "versions")]


def test_only_what_is_asked_for_is_noted_and_once(tracked: Tracked, tmp_path: Path) -> None:
    _, _, plan, registry = tracked
    assert noted(tmp_path) == []
    for _ in range(2):
        assert plan.short_name == "Prøve"
        assert registry.area("begge").members == ("aaparken", "bakken")
        assert registry.indicator("moeder").name == "Møder"
    assert noted(tmp_path) == [
        ["item", "", "areas", "begge", "members"],
        ["item", "", "indicators", "moeder@1", "name"],
        ["plan", "proeve-2020", "short_name"],
        ["versions", "moeder"],
    ]


def test_whoever_goes_through_all_reads_which_there_are_and_what_is_asked_of_each(
    tracked: Tracked, tmp_path: Path
) -> None:
    assert [goal.id for goal in tracked[2].goals if goal.decided_by == ("bakken",)] == ["strategi"]
    goals = ("fire-moeder", "mere-tryghed", "strategi")
    asked = [["item", "proeve-2020", "goals", goal, name] for goal in goals for name in ("areas", "evaluated_on")]
    assert noted(tmp_path) == [*asked, ["plan", "proeve-2020", "goals"]]


def test_it_is_the_same_value(tracked: Tracked) -> None:
    plain, known, plan, registry = tracked
    assert isinstance(plan, Plan)
    assert isinstance(plan.goals[0], Goal)
    assert (plan, registry) == (plain, known)
    assert (plain, known) == (plan, registry)
    assert hash(plan) == hash(plain)
    assert plan.model_dump() == plain.model_dump()
    assert plan.model_dump_json() == plain.model_dump_json()
    assert repr(plan) == repr(plain)
    assert dict(plan.goals[0]) == dict(plain.goals[0])
    assert pickle.loads(pickle.dumps(plan)) == plain
    assert copy.copy(plan) == plain
    assert copy.deepcopy(plan) == plain
    assert plan != plain.model_copy(update={"name": "En anden"})
    with pytest.raises(AttributeError):
        _ = plan.nothing  # type: ignore[attr-defined]


def test_whoever_looks_at_all_of_it_reads_all_of_it(tracked: Tracked, tmp_path: Path) -> None:
    goal = tracked[2].goals[0]
    noted(tmp_path)
    goal.model_dump()
    assert {line[-1] for line in noted(tmp_path)} == {*Goal.model_fields} - {"id"}


def test_a_copy_notes_too_and_what_it_is_given_is_its_own(tracked: Tracked, tmp_path: Path) -> None:
    _, _, plan, registry = tracked
    with reads.unnoted():
        cut = plan.model_copy(update={"goals": plan.goals[:1]})
    assert noted(tmp_path) == []
    assert [goal.wording for goal in cut.goals] == ["Flere skal være trygge"]
    assert cut.municipality == "Prøve Kommune"
    assert len(plan.goals) == 3
    assert registry.model_copy(update={"changes": ()}).area("aaparken").name == "Åparken"
    assert [line[1:] for line in noted(tmp_path) if line[-1] in ("wording", "municipality", "name")] == [
        ["", "areas", "aaparken", "name"],
        ["proeve-2020", "goals", "mere-tryghed", "wording"],
        ["proeve-2020", "municipality"],
    ]


def test_a_copy_of_a_copy_keeps_what_the_first_was_given(tracked: Tracked) -> None:
    plain, plan = tracked[0], tracked[2]
    again = plan.model_copy(update={"goals": plan.goals[:1]}).model_copy(update={"gaps": ()})
    assert ([goal.id for goal in again.goals], again.gaps) == (["mere-tryghed"], ())
    assert again == plain.model_copy(update={"goals": plain.goals[:1], "gaps": ()})
