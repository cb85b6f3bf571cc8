"""Which evaluations there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import UsageError
from helpers.plan.loading import evaluations, load_plan
from plan_examples import example_project


def test_evaluations_are_the_folders_with_a_plan(tmp_path: Path):
    project = example_project(tmp_path)
    (tmp_path / "analyses" / "kladde").mkdir()
    assert evaluations(project) == ("proeve-2020",)


def test_an_evaluation_that_is_not_there_is_a_usage_error_with_the_closest_name(tmp_path: Path):
    with pytest.raises(UsageError, match="Mente du »proeve-2020«"):
        load_plan(example_project(tmp_path), "prove-2020")
