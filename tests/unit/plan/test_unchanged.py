"""What is made from files is made again exactly when one of them holds something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import unchanged
from helpers.errors import PlanError
from helpers.plan.loading import load_plan, load_registry
from plan_examples import AREAS, INDICATORS, PLAN, example_project, spoilt


def test_the_same_contents_give_the_same_object(tmp_path: Path) -> None:
    made: list[int] = []
    file, absent = tmp_path / "a", tmp_path / "b"

    def make() -> list[int]:
        made.append(1)
        return list(made)

    def ask(*besides: object) -> list[int]:
        return unchanged.made_from([file, absent], ("test", tmp_path), make, besides)

    file.write_text("1", encoding="utf-8")
    first = ask()
    assert ask() is first
    assert unchanged.kept([file, absent], ("test", tmp_path)) is first
    file.write_text("2", encoding="utf-8")
    assert unchanged.kept([file, absent], ("test", tmp_path)) is None
    assert ask() == [1, 1]
    absent.touch()
    assert ask() == [1, 1, 1]
    assert ask("andet") == [1, 1, 1, 1]


def test_what_changes_while_it_is_made_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.touch()

    def make() -> int:
        file.write_text(file.read_text(encoding="utf-8") + "x", encoding="utf-8")
        return len(file.read_text(encoding="utf-8"))

    assert [unchanged.made_from([file], ("test", tmp_path), make) for _ in range(2)] == [1, 2]


def test_a_plan_is_read_anew_when_it_or_a_registry_changes(tmp_path: Path) -> None:
    project = example_project(tmp_path)
    plan, registry = load_plan(project, "proeve-2020"), load_registry(project)
    assert load_plan(project, "proeve-2020") is plan
    assert load_registry(project) is registry
    renamed, _ = spoilt(INDICATORS, "Andel trygge.", "Andel meget trygge.")
    example_project(tmp_path, indicators=renamed)
    assert load_registry(project) != registry
    assert load_plan(project, "proeve-2020") == plan
    example_project(tmp_path, areas=AREAS.replace("id: aaparken", "id: en-anden"))
    with pytest.raises(PlanError):
        load_plan(project, "proeve-2020")
    example_project(tmp_path, indicators=renamed)
    assert load_plan(project, "proeve-2020") == plan
    example_project(tmp_path, plan="# en kommentar\n" + PLAN)
    assert load_plan(project, "proeve-2020") == plan


def test_a_fault_is_told_every_time(tmp_path: Path) -> None:
    project = example_project(tmp_path, plan=PLAN.replace("version: 1", "version: 9"))
    for _ in range(2):
        with pytest.raises(PlanError):
            load_plan(project, "proeve-2020")
