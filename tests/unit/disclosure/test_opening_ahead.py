"""What is opened ahead makes pages quicker and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import unchanged
from helpers.disclosure import opening_ahead
from helpers.disclosure.deciding import decide_protections
from helpers.disclosure.opening import released_view
from helpers.disclosure.opening_ahead import open_ahead
from helpers.disclosure.views import area_view
from helpers.measurement import measuring_all
from helpers.measurement.results import Results
from helpers.observations import store
from helpers.observations.table import Query
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from plan_examples import example_project
from unit.measurement.cases import seen


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = example_project(tmp_path)
    (found.analyses / "disclosure.yml").write_text("version: 1\nprofile: dst\n", encoding="utf-8")
    plan, registry = load_plan(found, "proeve-2020"), load_registry(found)
    area, indicator = plan.areas[0], plan.goals[0].indicator
    rows = [
        seen(year, value, area=area, indicator=indicator, evaluation=plan.id)
        for year, value in ((2019, 31), (2020, 40), (2023, 44))
    ]
    store.write(found, plan.id, rows)
    decide_protections(found, [plan], registry, "public")
    return found


def shown(project: Project) -> Results:
    plan, registry = load_plan(project, "proeve-2020"), load_registry(project)
    view = area_view(plan, registry, plan.areas[0], plan.last_round.id)
    return released_view(project, plan, registry, view).results


@pytest.mark.parametrize("many", [0, 5_000])
def test_a_page_shows_the_same_whether_it_was_opened_ahead(
    project: Project, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(opening_ahead, "MANY", many)
    unchanged.forget()
    alone = shown(project)
    unchanged.forget()
    open_ahead(project)
    path = store.observations_file(project, "proeve-2020")
    assert unchanged.kept([path], ("observations", path, False)) is not None
    assert shown(project) == alone
    assert alone.measurements


def test_what_is_at_fault_is_left_to_the_page(tmp_path: Path) -> None:
    open_ahead(example_project(tmp_path, plan="ikke: en plan\n"))
    open_ahead(example_project(tmp_path, areas="ikke: områder\n"))


def test_goals_are_judged_only_where_they_are_asked_for(project: Project) -> None:
    plan, registry = load_plan(project, "proeve-2020"), load_registry(project)
    rows = store.read(project, Query(plan.id))
    whole = measuring_all.measure(plan, registry, rows)
    chosen = {(plan.areas[0], plan.goals[0].indicator)}
    some = measuring_all.measure(plan, registry, rows, judged=chosen)
    indicators = {goal.id: goal.indicator for goal in plan.goals}
    assert some.attainments == tuple(
        found for found in whole.attainments if (found.area, indicators[found.goal]) in chosen
    )
    assert 0 < len(some.attainments) < len(whole.attainments)
    assert some.measurements == whole.measurements
