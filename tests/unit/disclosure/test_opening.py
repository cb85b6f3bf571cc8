"""What a page is opened with: also of the sums that it makes itself nothing hidden is shown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from helpers.disclosure.deciding import protection_file
from helpers.disclosure.opening import released_view
from helpers.disclosure.views import View
from helpers.plan.loading import load_plan, load_registry
from run_reads import EVALUATION, reading_project

HIDDEN = {"area": "begge", "breakdown": None, "first": "2023-01-01", "indicator": "moeder", "last": "2023-12-31",
          "level": "secondary"}  # fmt: skip


@pytest.mark.parametrize("cells", [{"aaparken", "bakken"}, {"aaparken", "bakken", "begge"}])
def test_a_sum_that_is_hidden_is_hidden_on_a_page_that_has_its_parts_only(tmp_path: Path, cells: set[str]) -> None:
    project = reading_project(tmp_path)
    plan, registry = load_plan(project, EVALUATION), load_registry(project)
    view = View(EVALUATION, frozenset((area, "moeder") for area in cells), (), date(2023, 12, 31))

    def sums() -> dict[str, tuple[float | None, bool]]:
        series = released_view(project, plan, registry, view).results.series
        return {found.period_label: (found.value, found.hidden) for found in series if found.area == "begge"}

    assert sums() == {"2019": (70, False), "2021": (74, False), "2023": (80, False)}
    file = project.root / protection_file(project, EVALUATION, "public")
    decided = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(decided | {"hidden": [HIDDEN]}), encoding="utf-8")
    assert sums() == {"2019": (70, False), "2021": (74, False), "2023": (None, True)}
