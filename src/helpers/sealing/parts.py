"""What a seal locks of a round, each part as one canonical text; equal texts mean that nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, cast

from helpers.disclosure.policy import Policy
from helpers.ledger.archive import listing
from helpers.observations.table import Observation
from helpers.observations.tidying import order
from helpers.plan.model import Plan, Registry, Round

Tree = dict[str, Any]

_BINDING = ("start", "end", "rounds", "areas", "goals", "activities", "effects", "sealing")
"""What of a plan decides the judgement. Budget, bodies, milestones and what a document leaves out decide no figure."""
_NAMES = frozenset({"short_name", "source", "note", "page"})
"""What of a goal or an activity may be worded better without judging otherwise."""
_NOT_MEANING = frozenset(
    {"id", "version", "name", "short_name", "decimals", "valid_until", "public_because", "data_owner", "source", "note"}
)
"""What of an indicator's version may change; `valid_until` is written when the next version comes."""
_AREA_MEANING = ("kind", "members", "part_of", "valid_from")
UNGUESSABLE = frozenset({"raw", "observations", "inputs"})
"""Parts that hidden figures can be read from: their checksums must not tell a right guess from a wrong one."""
_UNLOCKED = frozenset({"checksum"})
"""Of a raw file's checksum the part `raw` knows; an observation is the same whatever else its file holds."""


@dataclass(frozen=True)
class Basis:
    """What the figures of a round are made from, as canonical texts."""

    plan: str
    definitions: str
    policy: str
    raw: str
    observations: str

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return each part's name in the ledger and its text."""
        return tuple((field.name, getattr(self, field.name)) for field in fields(self))


def basis_of(plan: Plan, at: Round, registry: Registry, policy: Policy, observations: Iterable[Observation]) -> Basis:
    """Return what the figures of a round are made from.

    Parameters
    ----------
    plan, registry, policy
        As they stand.
    at
        The round.
    observations
        The evaluation's, internal ones included.
    """
    own = until(observations, at.last)
    return Basis(
        plan=text(plan_part(plan)),
        definitions=text(definitions_part(plan, at, registry, own)),
        policy=text(policy.model_dump(mode="json", exclude_defaults=True) | {"profile": policy.profile}),
        raw=listing({found.file: found.checksum for found in own}),
        observations=observations_text(own),
    )


def until(observations: Iterable[Observation], last: date) -> tuple[Observation, ...]:
    """Return the observations whose period ends by a day, and those without a date."""
    return tuple(found for found in observations if found.period_end is None or found.period_end <= last)


def text(part: object) -> str:
    """Return the canonical text of plain data."""
    return json.dumps(part, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def plan_part(plan: Plan) -> Tree:
    """Return what of a plan binds: goals, targets, activities, questions, rounds and places."""
    whole = plan.model_dump(mode="json", exclude_defaults=True, include=set(_BINDING))
    for name in ("goals", "activities"):
        whole[name] = [
            {key: value for key, value in item.items() if key not in _NAMES}
            for item in cast("list[Tree]", whole.get(name, []))
        ]
    return cast("Tree", by_id(whole))


def definitions_part(plan: Plan, at: Round, registry: Registry, observations: Sequence[Observation]) -> Tree:
    """Return the meaning of each indicator, area and change of areas that the round's figures rest on."""
    indicators = {found.indicator for found in observations} | {goal.indicator for goal in plan.goals}
    areas = {found.area for found in observations} | {area for goal in plan.goals for area in goal.decided_by}
    return {
        "indicators": {
            f"{one.id} {one.version}": one.model_dump(mode="json", exclude_defaults=True, exclude=set(_NOT_MEANING))
            for one in registry.indicators
            if one.id in indicators and (one.valid_from is None or one.valid_from <= at.last)
        },
        "areas": {
            one.id: one.model_dump(mode="json", exclude_defaults=True, include=set(_AREA_MEANING))
            for one in registry.areas
            if one.id in areas
        },
        "changes": {
            f"{one.date.isoformat()} {'+'.join(sorted(one.before))}": sorted(one.after)
            for one in registry.changes
            if one.date <= at.last
        },
    }


def by_id(value: object) -> object:
    """Return plain data with each list of things that have an id or a name as a mapping from it."""
    if isinstance(value, dict):
        return {key: by_id(item) for key, item in cast("Tree", value).items()}
    if isinstance(value, list):
        items = cast("list[object]", value)
        named = [_name(item) for item in items]
        if items and all(named) and len(set(named)) == len(items):
            return {str(name): by_id(item) for name, item in zip(named, items, strict=True)}
        return [by_id(item) for item in items]
    return value


def flat(part: object, above: str = "") -> dict[str, object]:
    """Return plain data as one value for each path, `goals/mere-tryghed/target/value`; lists are values."""
    if not isinstance(part, dict):
        return {above: part}
    found: dict[str, object] = {}
    for key, value in cast("Tree", part).items():
        found |= flat(value, f"{above}/{key}" if above else key)
    return found


def observations_text(observations: Iterable[Observation]) -> str:
    """Return observations as canonical text, one line each, fields that are not given left out."""
    return "".join(f"{_line(found)}\n" for found in sorted(observations, key=order))


def rows(observations: str) -> list[Tree]:
    """Return the observations of a canonical text as plain data, each field that is given."""
    return [json.loads(line) for line in observations.splitlines()]


def figure_key(area: str, indicator: str, breakdown: str | None, first: object | None, last: object | None) -> str:
    """Return the name of a figure in the text."""
    return "/".join((area, indicator, breakdown or "", str(first or ""), str(last or "")))


def _name(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    known = cast("Mapping[str, object]", item)
    found = known.get("id", known.get("name"))
    return None if found is None else str(found)


def _line(found: Observation) -> str:
    plain = {
        field.name: value.isoformat() if isinstance(value, date) else value
        for field in fields(found)
        if (value := getattr(found, field.name)) != field.default and field.name not in _UNLOCKED
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
