from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import PlanError
from helpers.output.addresses import area_address
from helpers.plan.loading import load_plans
from plan_examples import PLAN, example_project


def second(text: str = PLAN) -> str:
    return text.replace("proeve-2020", "proeve-2024").replace("2020-01-01", "2020-01-02")


def test_two_evaluations_may_not_have_pages_at_one_address(tmp_path: Path) -> None:
    project = example_project(tmp_path)
    folder = project.analyses / "proeve-2024"
    folder.mkdir()
    (folder / "plan.yml").write_text(second(), encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        load_plans(project)
    assert [(fault.place.rpartition(":")[0], fault.value) for fault in caught.value.faults] == [
        ("analyses/proeve-2024/plan.yml", "området »aaparken« har allerede sider i evalueringen proeve-2020"),
        ("analyses/proeve-2024/plan.yml", "området »bakken« har allerede sider i evalueringen proeve-2020"),
        ("analyses/proeve-2024/plan.yml", "aktiviteten »samarbejde« står også i evalueringen proeve-2020"),
    ]


def test_a_later_plan_on_the_same_areas_has_addresses_of_its_own(tmp_path: Path) -> None:
    project = example_project(tmp_path)
    folder = project.analyses / "proeve-2024"
    folder.mkdir()
    text = second().replace("id: samarbejde", "id: samarbejde-igen").replace(": samarbejde\n", ": samarbejde-igen\n")
    (folder / "plan.yml").write_text(f"own_addresses: true\n{text}", encoding="utf-8")
    first, later = load_plans(project)
    assert area_address(first, "bakken", "end") == "omraader/bakken/slut/index"
    assert area_address(later, "bakken", "end") == "omraader/bakken-proeve-2024/slut/index"
