"""`struktur.json`: what a reader needs to add figures up, and no figure."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from helpers.disclosure.policy import Policy
from helpers.observations.table import Audience
from helpers.output.structure import KINDS, NATURES, UNITS, structure
from helpers.plan.model import Area, AreaChange, AreaKind, Nature, Registry, Unit
from unit.output.text_cases import PLAN, REGISTRY


def written(registry: Registry = REGISTRY, audience: Audience = "public") -> dict[str, Any]:
    """Return the file as a program reads it."""
    return json.loads(structure([PLAN], registry, Policy(), audience)["struktur.json"])


def by_id(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in entries}


def test_sums_parts_and_scales_are_told() -> None:
    told = written()
    areas, indicators = by_id(told["områder"]), by_id(told["indikatorer"])
    assert areas["ansoegningsomraadet"]["medlemmer"] == ["motalavej", "sydbyen"]
    assert areas["ansoegningsomraadet"]["type"] == "områder under ét"
    assert indicators["tryghed-andel"]["skala"] == 100
    assert (indicators["tryghed-andel"]["summeres"], indicators["tryghed-andel"]["år"]) == (True, "seneste")
    assert told["evalueringer"][0]["runder"][1] == {
        "id": "midway", "måling": "midtvejs", "navn": "midtvejs 2018", "fra": "2018-07-01", "til": "2019-06-30",
    }  # fmt: skip


def test_the_numbers_of_the_profile_are_told() -> None:
    policy = Policy(smallest_shown=8, minimum_width=9, minimum_denominator=21)
    protection = json.loads(structure([PLAN], REGISTRY, policy, "public")["struktur.json"])["beskyttelse"]
    assert protection["profil"] == policy.profile
    assert (protection["mindste_viste"], protection["mindste_spænd"], protection["mindste_nævner"]) == (8, 9, 21)


def test_a_split_area_is_told_with_what_it_became() -> None:
    halves = tuple(Area(id=f"sydbyen-{side}", name=f"Sydbyen {side}", kind=AreaKind.AREA) for side in ("nord", "syd"))
    change = AreaChange(date=date(2019, 1, 1), before=("sydbyen",), after=tuple(area.id for area in halves), why="Delt")
    registry = REGISTRY.model_copy(update={"areas": (*REGISTRY.areas, *halves), "changes": (change,)})
    told = written(registry)
    assert told["områdeændringer"] == [
        {"dato": "2019-01-01", "før": ["sydbyen"], "efter": ["sydbyen-nord", "sydbyen-syd"], "hvorfor": "Delt"}
    ]
    assert {"sydbyen-nord", "sydbyen-syd"} <= set(by_id(told["områder"]))


def test_indicators_that_count_the_same_are_told() -> None:
    safety, decisions = REGISTRY.indicators[:2]
    linked = decisions.model_copy(update={"same_count_as": (safety.id,), "part_of_count": safety.id})
    registry = REGISTRY.model_copy(update={"indicators": (safety, linked)})
    told = by_id(written(registry)["indikatorer"])
    assert (told[decisions.id]["samme_antal_som"], told[decisions.id]["del_af_antal"]) == ([safety.id], safety.id)
    assert "samme_antal_som" not in told[safety.id]


def test_what_is_internal_is_not_named_to_the_public() -> None:
    secret = REGISTRY.indicators[0].model_copy(update={"id": "intern-kategori", "name": "Kategori", "internal": True})
    registry = REGISTRY.model_copy(update={"indicators": (*REGISTRY.indicators, secret)})
    assert "intern-kategori" not in by_id(written(registry)["indikatorer"])
    assert "intern-kategori" in by_id(written(registry, "internal")["indikatorer"])


def test_every_kind_of_area_unit_and_nature_has_its_word() -> None:
    assert (set(KINDS), set(UNITS), set(NATURES)) == (set(AreaKind), set(Unit), set(Nature))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert structure([PLAN], REGISTRY, Policy(), "public") == structure([PLAN], REGISTRY, Policy(), "public")
