"""Where a plan begins control charts anew: with a reason, and with every fault at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.plan.loading import load_plans
from plan_examples import PLAN, example_project, faults_of, spoilt

ANEW = (
    PLAN
    + """\
rebase:
  - indicator: tryghed
    areas: [aaparken]
    start: 2020-01-01
    reason: Spørgeskemaet blev delt ud ved dørene fra 2020.
  - {indicator: tryghed, start: 2021-01-01, reason: Ny adresseliste.}
"""
)
FAULTS = {
    "unknown indicator": ("- indicator: tryghed\n    areas", "- indicator: trygged\n    areas", "Mente du »tryghed«?"),
    "unknown area": ("areas: [aaparken]\n    start", "areas: [aparken]\n    start", "Mente du »aaparken«?"),
    "no reason": ("    reason: Spørgeskemaet blev delt ud ved dørene fra 2020.\n", "", "reason"),
    "empty reason": ("reason: Ny adresseliste.", "reason: '  '", "begrundelsen er tom"),
    "the same day twice": (
        "{indicator: tryghed, start: 2021-01-01",
        "{indicator: tryghed, areas: [aaparken], start: 2020-01-01",
        "begynder allerede forfra",
    ),
}


def test_a_plan_says_where_and_why(tmp_path: Path) -> None:
    found = load_plans(example_project(tmp_path, plan=ANEW))[0].rebase
    assert [(entry.areas, entry.start.year) for entry in found] == [(("aaparken",), 2020), ((), 2021)]
    assert found[0].reason.startswith("Spørgeskemaet")


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_told_at_their_line(tmp_path: Path, fault: str) -> None:
    before, after, words = FAULTS[fault]
    text, line = spoilt(ANEW, before, after)
    told = faults_of(example_project(tmp_path, plan=text))
    assert len(told) == 1
    assert words in told[0]
    # A missing key is told at the line where its entry begins.
    near = range(line - 5, line + 1)
    assert any(f"plan.yml:{one}" in told[0] for one in near)
