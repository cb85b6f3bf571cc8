"""JSON Schemas of the YAML files, made from the models that `check` uses, with the ids of the project's registries.

Draft 7, since the language server that editors use for YAML promises no later one. A known id is offered, and another
one is not underlined: registries change, and `maalbar check` has the last word.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from helpers.disclosure.policy import PolicyFile
from helpers.errors import MaalbarError
from helpers.intake.declaration import SourceList
from helpers.paths import Project, write_atomically
from helpers.plan.cases import CaseList
from helpers.plan.loading import AreasFile, IndicatorsFile, SystemsFile, evaluations, load_registry
from helpers.plan.model import Plan

FILES: Mapping[str, tuple[type[BaseModel], str]] = {
    "plan": (Plan, "Planen for en evaluering (plan.yml)"),
    "sources": (SourceList, "Evalueringens kilder (sources.yml)"),
    "cases": (CaseList, "Eksempler fra indsatsen (cases.yml)"),
    "areas": (AreasFile, "Registeret over områder (areas.yml)"),
    "indicators": (IndicatorsFile, "Registeret over indikatorer (indicators.yml)"),
    "systems": (SystemsFile, "Registeret over systemer (systems.yml)"),
    "disclosure": (PolicyFile, "Beskyttelsen af små tal (disclosure.yml)"),
}

KNOWN_IDS: Mapping[tuple[str, str], str] = {
    ("Plan", "areas"): "areas",
    ("Plan", "comparisons"): "areas",
    ("Plan", "comparison_pool"): "areas",
    ("Plan", "context_indicators"): "indicators",
    ("Rebase", "areas"): "areas",
    ("Rebase", "indicator"): "indicators",
    ("EffectQuestion", "areas"): "areas",
    ("EffectQuestion", "indicator"): "indicators",
    ("OwnStart", "area"): "areas",
    ("ComparisonRule", "pool"): "areas",
    ("ComparisonRule", "alike_on"): "indicators",
    ("Case", "area"): "areas",
    ("Goal", "areas"): "areas",
    ("Goal", "evaluated_on"): "areas",
    ("Goal", "indicator"): "indicators",
    ("Target", "benchmark_area"): "areas",
    ("Activity", "areas"): "areas",
    ("Agreement", "areas"): "areas",
    ("Staffing", "area"): "areas",
    ("Area", "members"): "areas",
    ("Area", "part_of"): "areas",
    ("AreaChange", "before"): "areas",
    ("AreaChange", "after"): "areas",
    ("System", "evaluation"): "evaluations",
    ("ValueFrom", "indicator"): "indicators",
    ("Columns", "area_names"): "areas",
    ("Source", "required_areas"): "areas",
    ("PolicyFile", "residents"): "indicators",
    ("PolicyFile", "homes"): "indicators",
    ("StricterInPlan", "indicator"): "indicators",
}
"""Which fields, by model and name, take their words from which registry."""


def write_schemas(project: Project) -> tuple[Path, ...]:
    """Write `build/schema/<name>.schema.json` for every kind of YAML file, and return the files.

    A project whose registries are at fault gets schemas without ids, so that an editor helps to mend them.
    """
    ids = known_ids(project)
    written: list[Path] = []
    for name in FILES:
        path = project.build / "schema" / f"{name}.schema.json"
        write_atomically(path, json.dumps(schema_of(name, ids), ensure_ascii=False, indent=1) + "\n")
        written.append(path)
    return tuple(written)


def known_ids(project: Project) -> dict[str, tuple[str, ...]]:
    """Return the ids of areas, indicators and evaluations, sorted; none if a registry can't be read."""
    try:
        registry = load_registry(project)
    except MaalbarError:
        return {}
    return {
        "areas": tuple(sorted({area.id for area in registry.areas})),
        "indicators": tuple(sorted({indicator.id for indicator in registry.indicators})),
        "evaluations": evaluations(project),
    }


def schema_of(name: str, ids: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file; `ids` are what `known_ids` found."""
    model, title = FILES[name]

    class _WithIds(_Generator):
        offered = ids

    made = model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_WithIds)
    definitions = made.pop("$defs", {})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **made,
        "title": title,
        "definitions": definitions,
    }


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, with the texts below fields as descriptions and with known ids offered."""

    offered: Mapping[str, tuple[str, ...]] = {}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False  # Pydantic's titles only repeat the key in capitals.

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        documented = {name: text for one in reversed(model.__mro__) for name, text in field_texts(one).items()}
        for name, field in made.get("properties", {}).items():
            if name in documented:
                field.setdefault("description", documented[name])
            ids = self.offered.get(KNOWN_IDS.get((model.__name__, name), ""), ())
            if ids:
                _offer(field, ids)
        return made


def _offer(schema: dict[str, Any], ids: tuple[str, ...]) -> None:
    """Put `ids` beside the pattern of an id, wherever in the field's schema it stands."""
    if "pattern" in schema:
        pattern = {"type": "string", "pattern": schema.pop("pattern")}
        schema.pop("type", None)
        schema["anyOf"] = [{"enum": list(ids)}, pattern]
        return
    inner = [*schema.get("anyOf", []), schema.get("items"), schema.get("additionalProperties")]
    for one in inner:
        if isinstance(one, dict):
            _offer(one, ids)


@cache
def field_texts(model: type[Any]) -> dict[str, str]:
    """Return field name → the text that stands below it in the class, read from the source.

    Pydantic can do it when the class is made (`use_attribute_docstrings`), but then every start of every command pays
    for it.
    """
    module = sys.modules.get(model.__module__)
    if not issubclass(model, BaseModel) or module is None or model.__module__.startswith("pydantic"):
        return {}
    classes = [node for node in ast.walk(_tree(module.__name__)) if isinstance(node, ast.ClassDef)]
    body = next((node.body for node in classes if node.name == model.__name__), [])
    found: dict[str, str] = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            words = _text(text)
            if words is not None:
                found[field.target.id] = words
    return found


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))


def _text(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return None
