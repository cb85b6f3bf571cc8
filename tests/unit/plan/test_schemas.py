"""JSON Schemas for editors: they accept what `check` accepts, refuse its faults of form, and offer known ids."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from helpers.commands.schema_writing import FILES, KNOWN_IDS, known_ids, schema_of, write_schemas
from helpers.paths import Project
from helpers.plan.marked import parse_marked, read_marked
from helpers.plan.validating import validate
from plan_examples import INDICATORS, PLAN, example_project

ROOT = Path(__file__).parents[3]
PROJECT = Project(ROOT)
PLACES = {"plan": "*/plan.yml", "sources": "*/sources.yml", "cases": "*/cases.yml"}
REAL = [(name, path) for name in FILES for path in sorted(PROJECT.analyses.glob(PLACES.get(name, f"{name}.yml")))]
IDS = {"areas": ("aaparken", "bakken"), "indicators": ("moeder", "tryghed"), "evaluations": ("proeve-2020",)}


def errors(name: str, data: object) -> list[str]:
    return [error.message for error in Draft7Validator(schema_of(name, IDS)).iter_errors(data)]


def example() -> Any:
    return parse_marked(PLAN, "plan.yml").data


def refused_by_check(data: object) -> bool:
    return bool(validate(FILES["plan"][0], parse_marked(yaml.safe_dump(data, allow_unicode=True), "plan.yml"))[1])


@pytest.mark.parametrize(("name", "path"), REAL, ids=[path.relative_to(ROOT).as_posix() for _, path in REAL])
def test_every_file_of_the_project_is_accepted(name: str, path: Path):
    data = read_marked(PROJECT, path).data
    assert data is not None
    assert errors(name, data) == []


def test_every_kind_of_file_is_tried():
    assert {"plan", "sources", "areas", "indicators", "disclosure"} <= {name for name, _ in REAL}


@pytest.mark.parametrize("name", FILES)
def test_the_schemas_are_schemas_that_refuse_unknown_keys(name: str):
    schema = schema_of(name, IDS)
    Draft7Validator.check_schema(schema)
    blocks = [schema, *(one for one in schema["definitions"].values() if one["type"] == "object")]
    assert all(block["additionalProperties"] is False for block in blocks)


SPOILT: dict[str, Callable[[Any], object]] = {
    "unknown key": lambda plan: plan.update(nmae="Plan"),
    "unknown key in a goal": lambda plan: plan["goals"][0].update(wordng="x"),
    "unknown key in a target": lambda plan: plan["goals"][0]["target"].update(valeu=1),
    "unknown key in a reading": lambda plan: plan["goals"][0]["other_readings"][0]["target"].update(kin="x"),
    "missing key": lambda plan: plan.pop("name"),
    "missing key in a citation": lambda plan: plan["goals"][1]["source"].pop("page"),
    "missing target": lambda plan: plan["goals"][1].pop("target"),
    "wrong word": lambda plan: plan["goals"][1]["target"].update(kind="count_per_yer"),
    "wrong operator": lambda plan: plan["goals"][1]["target"].update(operator="=>"),
    "wrong round": lambda plan: plan["rounds"][0].update(id="midtvejs"),
    "no goals": lambda plan: plan.update(goals=[]),
    "four rounds": lambda plan: plan["rounds"].append(plan["rounds"][0]),
    "text for a number": lambda plan: plan["goals"][1]["target"].update(value="4"),
    "text for a list": lambda plan: plan["goals"][1].update(areas="aaparken"),
    "capital in an id": lambda plan: plan["goals"][1].update(id="Moeder"),
    "page 0": lambda plan: plan["source"].update(page=0),
    "other version": lambda plan: plan.update(version=2),
    "unknown key in a budget post": lambda plan: plan.update(
        budget={"posts": [{"name": "a", "beløb": 1}], "source": {"document": "S1", "page": 1}}
    ),
    "a body that meets less than never": lambda plan: plan.update(
        bodies=[{"id": "a", "name": "A", "meetings_per_year": -1, "source": {"document": "S1", "page": 1}}]
    ),
    "a statement of no kind": lambda plan: plan.update(
        statements=[{"id": "a", "kind": "vison", "text": "A", "source": {"document": "S1", "page": 1}}]
    ),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_what_check_refuses_for_its_form_is_underlined(kind: str):
    plan = example()
    assert errors("plan", plan) == []
    assert not refused_by_check(plan)
    spoilt = copy.deepcopy(plan)
    SPOILT[kind](spoilt)
    assert refused_by_check(spoilt)
    assert errors("plan", spoilt)


def test_known_ids_are_offered_and_others_not_underlined():
    goal = schema_of("plan", IDS)["definitions"]["Goal"]["properties"]
    assert goal["indicator"]["anyOf"][0] == {"enum": ["moeder", "tryghed"]}
    assert goal["areas"]["items"]["anyOf"][0] == {"enum": ["aaparken", "bakken"]}
    benchmark = schema_of("plan", IDS)["definitions"]["Target"]["properties"]["benchmark_area"]
    assert benchmark["anyOf"][0]["anyOf"][0] == {"enum": ["aaparken", "bakken"]}
    names = schema_of("sources", IDS)["definitions"]["Columns"]["properties"]["area_names"]
    assert names["additionalProperties"]["anyOf"][0] == {"enum": ["aaparken", "bakken"]}
    plan = example()
    plan["goals"][0]["indicator"] = "endnu-ikke-i-registeret"
    assert errors("plan", plan) == []


def test_every_field_that_takes_known_ids_is_a_field_of_its_model_and_offers_them():
    for name in FILES:
        schema = schema_of(name, IDS)
        blocks = {**schema["definitions"], FILES[name][0].__name__: schema}
        for (model, field), registry in KNOWN_IDS.items():
            if model in blocks:
                assert json.dumps({"enum": list(IDS[registry])}) in json.dumps(blocks[model]["properties"][field])
    used = {model for name in FILES for model in (*schema_of(name, IDS)["definitions"], FILES[name][0].__name__)}
    assert {model for model, _ in KNOWN_IDS} <= used


def test_the_text_below_a_field_is_its_description():
    properties = schema_of("plan", IDS)["definitions"]["Goal"]["properties"]
    assert properties["short_name"]["description"] == "At most about 40 characters, for tables."
    assert properties["evaluated_on"]["description"].startswith("The areas or aggregates whose figures decide")
    files = schema_of("sources", IDS)["definitions"]["Source"]["properties"]["files"]
    assert files["description"].startswith("Pattern below `data/raw/<evaluation>/`")


def test_the_files_are_written_once_with_the_projects_own_ids(tmp_path: Path):
    project = example_project(tmp_path)
    written = write_schemas(project)
    assert [path.name for path in written] == [f"{name}.schema.json" for name in FILES]
    stamps = [path.stat().st_mtime_ns for path in written]
    plan = json.loads(written[0].read_text(encoding="utf-8"))
    assert plan["definitions"]["Goal"]["properties"]["indicator"]["anyOf"][0] == {
        "enum": ["milepael", "moeder", "tryghed"]
    }
    write_schemas(project)
    assert [path.stat().st_mtime_ns for path in written] == stamps


def test_a_registry_at_fault_still_gives_schemas(tmp_path: Path):
    project = example_project(tmp_path, indicators=INDICATORS.replace("unit: count", "unit: antal"))
    assert known_ids(project) == {}
    plan = json.loads(write_schemas(project)[0].read_text(encoding="utf-8"))
    assert "enum" not in json.dumps(plan["definitions"]["Goal"]["properties"]["indicator"])
