"""The protection profile: the one that ships, and faults at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.disclosure.policy import Policy, load_policy
from helpers.errors import ExitCode, PlanError
from helpers.paths import Project

HERE = Path(__file__).parents[3]


def test_the_profile_that_ships() -> None:
    policy = load_policy(Project(HERE))
    assert policy == Policy(profile="dst", smallest_shown=5, minimum_denominator=20, minimum_denominator_sensitive=50)


def test_every_rule_of_the_profile_has_a_comment_before_it() -> None:
    lines = (HERE / "analyses" / "disclosure.yml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#") and not line.startswith("version"):
            assert lines[number - 1].startswith("# "), line


def test_faults_name_the_line_and_all_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "analyses").mkdir()
    (tmp_path / "analyses" / "disclosure.yml").write_text(
        "version: 1\nprofile: dst\nsmallest_shown: 2\nmindste: 5\n", encoding="utf-8"
    )
    with pytest.raises(PlanError) as caught:
        load_policy(Project(tmp_path))
    assert [fault.place for fault in caught.value.faults] == ["analyses/disclosure.yml:3", "analyses/disclosure.yml:4"]
    assert caught.value.code is ExitCode.PLAN
