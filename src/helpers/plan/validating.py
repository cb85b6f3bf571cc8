"""Marked YAML to frozen models, with pydantic's errors turned into Danish faults at the right line."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from helpers.errors import Fault
from helpers.plan.marked import Marked, Plain, Trail, short

Model = TypeVar("Model", bound=BaseModel)

_RULES = {
    "string_type": "Her skal stå tekst; et tal eller en dato som tekst skrives i anførselstegn.",
    "string_pattern_mismatch": "Et id skrives med små bogstaver a-z, cifre og bindestreg.",
    "int_type": "Her skal stå et helt tal.",
    "int_from_float": "Her skal stå et helt tal.",
    "float_type": "Her skal stå et tal med decimalpunktum, for eksempel 72.4.",
    "bool_type": "Her skal stå true eller false.",
    "date_from_datetime_parsing": "En dato skrives år-måned-dag, for eksempel 2017-10-01.",
    "date_from_datetime_inexact": "En dato skrives år-måned-dag, for eksempel 2017-10-01.",
    "date_parsing": "En dato skrives år-måned-dag, for eksempel 2017-10-01.",
    "date_type": "En dato skrives år-måned-dag, for eksempel 2017-10-01.",
    "tuple_type": "Her skal stå en liste.",
    "list_type": "Her skal stå en liste.",
    "model_type": "Her skal stå en blok med nøgler.",
    "model_attributes_type": "Her skal stå en blok med nøgler.",
    "dict_type": "Her skal stå en blok med nøgler.",
    "greater_than_equal": "Tallet er for lille.",
    "less_than_equal": "Tallet er for stort.",
    "too_short": "Listen må ikke være tom.",
    "too_long": "Listen er for lang.",
    "string_too_short": "Teksten må ikke være tom.",
    "string_too_long": "Teksten er for lang.",
    "greater_than": "Tallet er for lille.",
}
_DOCUMENT_KEY = "Et dokument kaldes S0-S4 eller et kort navn af bogstaver, tal, mellemrum, punktum og bindestreg."


def validate(model: type[Model], marked: Marked) -> tuple[Model | None, tuple[Fault, ...]]:
    """Return the model that `marked` holds, or None, and every fault of the file in line order.

    Values are taken strictly: `"5"` is not a number and `no` is not a boolean.
    """
    if marked.data is None:
        return None, marked.faults
    try:
        # JSON is the mode in which pydantic is strict about scalars yet takes lists for tuples and text for dates.
        made = model.model_validate_json(json.dumps(marked.data), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        wrong = {tuple(detail["loc"])[:-1] for detail in details}
        found = [_fault(model, marked, one) for one in details if not _follows(one, wrong)]
        return None, in_line_order((*marked.faults, *found))
    return (None if marked.faults else made), marked.faults


def _follows(detail: Any, wrong: set[Trail]) -> bool:
    """Return whether a list is called empty only since what stands in it is wrong, which is told already."""
    return str(detail["type"]) == "too_short" and tuple(detail["loc"]) in wrong


def in_line_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults sorted by file and line, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=_order))


def closest(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that `word` most likely stands for, or None."""
    found = difflib.get_close_matches(word, sorted(allowed), n=1, cutoff=0.6)
    return found[0] if found else None


def suggestion(word: str, allowed: Iterable[str]) -> str:
    """Return a remedy: the closest allowed word, or where to look."""
    near = closest(word, allowed)
    return f"Mente du »{near}«?" if near else "Ret ordet, eller fjern det."


def _order(fault: Fault) -> tuple[str, int]:
    place, _, line = fault.place.rpartition(":")
    return (place, int(line)) if line.isdigit() else (fault.place, 0)


def _fault(model: type[BaseModel], marked: Marked, detail: Any) -> Fault:
    trail: Trail = tuple(detail["loc"])
    kind = str(detail["type"])
    if kind == "extra_forbidden":
        return _unknown_key(marked, trail, _fields(model, trail[:-1]))
    if kind == "missing":
        return _missing_key(marked, trail)
    if kind in ("literal_error", "enum"):
        return _unknown_word(marked, trail, detail)
    return Fault(
        place=marked.at(trail),
        value=f"»{_named(trail)}« er {_shown(_value_at(marked.data, trail))}",
        rule=_rule(kind, trail),
        remedy="Ret værdien.",
    )


def _rule(kind: str, trail: Trail) -> str:
    if kind == "string_pattern_mismatch" and trail[-1] in ("document", "key"):
        return _DOCUMENT_KEY
    return _RULES.get(kind, "Værdien passer ikke til feltet.")


def _unknown_key(marked: Marked, trail: Trail, allowed: tuple[str, ...]) -> Fault:
    word = str(trail[-1])
    return Fault(
        place=marked.at(trail),
        value=f"nøglen »{short(word)}« kendes ikke",
        rule=f"Her kan stå: {', '.join(allowed)}." if allowed else "Nøglen må ikke stå her.",
        remedy=suggestion(word, allowed),
    )


def _missing_key(marked: Marked, trail: Trail) -> Fault:
    return Fault(
        place=marked.at(trail),
        value=f"»{_named(trail)}« mangler",
        rule="Feltet skal være der.",
        remedy=f"Tilføj »{trail[-1]}«.",
    )


def _unknown_word(marked: Marked, trail: Trail, detail: Any) -> Fault:
    expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
    found = _value_at(marked.data, trail)
    return Fault(
        place=marked.at(trail),
        value=f"»{_named(trail)}« er {_shown(found)}",
        rule=f"Her kan stå: {expected}.",
        remedy=suggestion(str(found), expected.split(", ")),
    )


def _fields(model: type[BaseModel], trail: Trail) -> tuple[str, ...]:
    """Return the keys that `model` allows at `trail`, found in its JSON schema."""
    schema = _schema(model)
    definitions = schema.get("$defs", {})
    here = _resolved(schema, definitions)
    for step in trail:
        here = _resolved(_inside(here, step), definitions)
    return tuple(sorted(here.get("properties", {})))


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _inside(schema: dict[str, Any], step: str | int) -> dict[str, Any]:
    if isinstance(step, str):
        return schema.get("properties", {}).get(step, {})
    prefixes: list[dict[str, Any]] = schema.get("prefixItems", [])
    return prefixes[step] if step < len(prefixes) else schema.get("items", {})


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    for option in schema.get("anyOf", []):
        if option.get("type") != "null":
            return _resolved(option, definitions)
    reference = str(schema.get("$ref", "")).rsplit("/", 1)[-1]
    return definitions.get(reference, schema)


def _value_at(data: Plain, trail: Trail) -> Plain:
    here = data
    for step in trail:
        if isinstance(here, dict) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return here
    return here


def _named(trail: Trail) -> str:
    names = [step for step in trail if isinstance(step, str)]
    return names[-1] if names else "filen"


def _shown(value: Plain) -> str:
    if value is None:
        return "tom"
    if isinstance(value, dict):
        return "en blok med nøgler"
    if isinstance(value, list):
        return f"en liste med {len(value)} led"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"»{short(value)}«"
