"""What is hidden is decided for all evaluations at once, under the rules of the project, and stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.disclosure import deciding
from helpers.disclosure.deciding import decide_protections, load_protection
from helpers.disclosure.opening import released_view
from helpers.disclosure.suppression import Protection
from helpers.disclosure.views import evaluation_view
from helpers.observations import store
from helpers.paths import Project
from helpers.plan.protecting import StricterInPlan
from unit.measurement.cases import indicator, plan, registry, seen

KNOWN = registry(indicator(unit="persons"))
FIRST = plan()
SECOND = plan(id="anden", protection=(StricterInPlan(smallest_shown=13),))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    profile(found, "dst")
    for one in (FIRST, SECOND):
        rows = (seen(2017, 31), seen(2018, 3), seen(2021, 12), seen(2021, 44, area="b"))
        store.write(found, one.id, [replace(row, evaluation=one.id) for row in rows])
    return found


def profile(project: Project, name: str) -> None:
    project.analyses.mkdir(exist_ok=True)
    (project.analyses / "disclosure.yml").write_text(f"version: 1\nprofile: {name}\n", encoding="utf-8")


def hidden(protection: Protection) -> set[tuple[str, int | None]]:
    return {(cell.area, cell.last.year if cell.last else None) for cell in protection.hidden}


def test_one_evaluations_stricter_rule_hides_the_same_figure_in_the_other(project: Project) -> None:
    alone = decide_protections(project, [FIRST], KNOWN, "public")["proeve"]
    assert ("a", 2018) in hidden(alone)
    assert ("a", 2021) not in hidden(alone)
    both = decide_protections(project, [FIRST, SECOND], KNOWN, "public")
    assert {("a", 2018), ("a", 2021)} <= hidden(both["proeve"])
    assert hidden(both["proeve"]) == hidden(both["anden"])


def test_what_is_stored_is_taken_until_something_changes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = decide_protections(project, [FIRST, SECOND], KNOWN, "public")
    asked: list[str] = []
    decide = deciding.protect_all
    monkeypatch.setattr(deciding, "protect_all", lambda *of, **more: asked.append("again") or decide(*of, **more))
    assert decide_protections(project, [FIRST, SECOND], KNOWN, "public") == first
    assert asked == []
    assert load_protection(project, "anden", "public") == first["anden"]
    profile(project, "streng")
    changed = decide_protections(project, [FIRST, SECOND], KNOWN, "public")
    assert asked == ["again"]
    assert {found.rounding for found in changed.values()} == {5}


def test_an_evaluation_that_is_not_imported_is_left_out(project: Project) -> None:
    missing = plan(id="senere")
    assert set(decide_protections(project, [FIRST, missing], KNOWN, "public")) == {"proeve"}


def test_a_page_shows_rounded_figures_under_a_profile_that_rounds(project: Project) -> None:
    profile(project, "streng")
    decide_protections(project, [FIRST], KNOWN, "public")
    found = released_view(project, FIRST, KNOWN, evaluation_view(FIRST, KNOWN))
    values = {(item.area, item.round): item.value for item in found.results.measurements}
    assert values["a", "end"] == 10
    assert values["b", "end"] == 45
    assert values["pair", "end"] == 55
    assert found.rounding == 5
