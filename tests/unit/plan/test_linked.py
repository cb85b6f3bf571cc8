"""What an indicator says of others must lead somewhere: a link that leads nowhere would protect nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_examples import INDICATORS, example_project, faults_of, spoilt

FAULTS = {
    "unknown, the same count": ("moeder", "same_count_as: [tryged]", "Mente du »tryghed«?"),
    "unknown, a part": ("moeder", "part_of_count: tryged", "Mente du »tryghed«?"),
    "unknown, the group": ("tryghed", "group_is_count_of: moede", "Mente du »moeder«?"),
    "itself": ("moeder", "same_count_as: [moeder]", "til sig selv"),
    "no group": ("moeder", "group_is_count_of: tryghed", "ingen nævner"),
}


def _faults(tmp_path: Path, of: str, line: str) -> list[str]:
    indicators, _ = spoilt(INDICATORS, f"  - id: {of}\n", f"  - id: {of}\n    {line}\n")
    return faults_of(example_project(tmp_path, indicators=indicators))


@pytest.mark.parametrize("kind", FAULTS)
def test_a_link_that_leads_nowhere_names_its_line(kind: str, tmp_path: Path) -> None:
    of, line, words = FAULTS[kind]
    (fault,) = _faults(tmp_path, of, line)
    assert words in fault
    assert fault.startswith("analyses/indicators.yml:")


@pytest.mark.parametrize("line", ["same_count_as: [tryghed]", "part_of_count: tryghed"])
def test_a_link_to_another_indicator_is_no_fault(line: str, tmp_path: Path) -> None:
    assert _faults(tmp_path, "moeder", line) == []
