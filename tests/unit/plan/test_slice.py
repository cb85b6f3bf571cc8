"""The part of a plan that a job depends on changes only when that part changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.errors import UsageError
from helpers.plan.loading import evaluations, load_plan, load_registry, plan_slice
from plan_examples import AREAS, INDICATORS, PLAN, example_project, spoilt


def sliced(root: Path, of_areas: tuple[str, ...], of_indicators: tuple[str, ...], **files: str) -> str:
    project = example_project(root, **files)
    plan = load_plan(project, "proeve-2020")
    return json.dumps(plan_slice(plan, load_registry(project), of_areas, of_indicators), sort_keys=True)


def test_another_area_s_goal_does_not_matter(tmp_path: Path):
    before = sliced(tmp_path / "a", ("aaparken",), ())
    other, _ = spoilt(PLAN, "wording: En strategi foreligger", "wording: En strategi er vedtaget")
    own, _ = spoilt(PLAN, "wording: Fire møder om året", "wording: Fem møder om året")
    assert sliced(tmp_path / "b", ("aaparken",), (), plan=other) == before
    assert sliced(tmp_path / "c", ("aaparken",), (), plan=own) != before


def test_another_indicator_s_definition_does_not_matter(tmp_path: Path):
    before = sliced(tmp_path / "a", ("aaparken",), ("moeder",))
    other, _ = spoilt(INDICATORS, "definition: Andel trygge.", "definition: Andel meget trygge.")
    own, _ = spoilt(INDICATORS, "definition: Antal møder.", "definition: Antal lange møder.")
    assert sliced(tmp_path / "b", ("aaparken",), ("moeder",), indicators=other) == before
    assert sliced(tmp_path / "c", ("aaparken",), ("moeder",), indicators=own) != before


def test_the_parts_of_an_area_and_the_rounds_belong_to_it(tmp_path: Path):
    before = sliced(tmp_path / "a", ("bakken",), ())
    part, _ = spoilt(AREAS, "name: Bakkens Top", "name: Toppen af Bakken")
    rounds, _ = spoilt(PLAN, "label: slut 2023", "label: slutmåling 2023")
    assert sliced(tmp_path / "b", ("bakken",), (), areas=part) != before
    assert sliced(tmp_path / "c", ("bakken",), (), plan=rounds) != before


def test_nothing_named_is_everything(tmp_path: Path):
    whole = json.loads(sliced(tmp_path, (), ()))
    assert len(whole["goals"]) == 3
    assert len(whole["areas"]) == 5
    assert len(whole["indicators"]) == 3
    assert len(whole["gaps"]) == 1


def test_evaluations_are_the_folders_with_a_plan(tmp_path: Path):
    project = example_project(tmp_path)
    (tmp_path / "analyses" / "kladde").mkdir()
    assert evaluations(project) == ("proeve-2020",)


def test_an_evaluation_that_is_not_there_is_a_usage_error_with_the_closest_name(tmp_path: Path):
    with pytest.raises(UsageError, match="Mente du »proeve-2020«"):
        load_plan(example_project(tmp_path), "prove-2020")
