"""A plan says whether its rounds are sealed before the next is read, and why not if they aren't."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpers.plan.drafting import Content, Draft, plan_text
from helpers.plan.loading import load_plan
from helpers.plan.marked import parse_marked
from plan_examples import PLAN, example_project, faults_of

AREAS_LINE = "areas: [aaparken, bakken]\ncomparisons"


def with_sealing(tmp_path: Path, words: str) -> list[str]:
    assert PLAN.count(AREAS_LINE) == 1
    return faults_of(example_project(tmp_path, plan=PLAN.replace(AREAS_LINE, f"sealing: {words}\n{AREAS_LINE}")))


def test_rounds_are_sealed_before_the_next_unless_the_plan_says_otherwise(tmp_path: Path) -> None:
    project = example_project(tmp_path)
    assert faults_of(project) == []
    assert load_plan(project, "proeve-2020").sealing.order == "before_next"


def test_afterwards_with_a_reason_is_taken(tmp_path: Path) -> None:
    assert with_sealing(tmp_path, "{order: afterwards, because: Planen var slut.}") == []


def test_afterwards_without_a_reason_is_refused_at_its_line(tmp_path: Path) -> None:
    (fault,) = with_sealing(tmp_path, "{order: afterwards}")
    assert "uden en grund" in fault


def test_a_reason_for_the_usual_order_is_refused(tmp_path: Path) -> None:
    (fault,) = with_sealing(tmp_path, "{because: Fordi.}")
    assert "before_next" in fault


def test_a_new_evaluation_keeps_the_order() -> None:
    draft = Draft(
        "ny-2030", "Ny", "Ny", "By Kommune", "Aftalen", "Aftalen", date(2030, 1, 1), date(2033, 12, 31),
        (2029, 2031, 2033), ("bakken",),
    )  # fmt: skip
    data = parse_marked(plan_text(draft, Content((), ())), "plan.yml").data
    assert isinstance(data, dict)
    assert data["sealing"] == {"order": "before_next"}
