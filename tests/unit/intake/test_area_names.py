"""Names of areas, as owners write them, against the registry of this project."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.intake.names import AreaNames
from helpers.paths import Project
from helpers.plan.loading import load_registry

NAMES = AreaNames.of(load_registry(Project(Path(__file__).parents[3])), {"SUB 12": "motalavej"})


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("Præstevang", "skaelskoer"),
        ("Præstevænget", "skaelskoer"),
        ("PRÆSTEVANGEN ", "skaelskoer"),
        ("Ringparken / Schackenborgvænge", "ringparken-schackenborgvaenge"),
        ("ringparken  & schackenborgvænget", "ringparken-schackenborgvaenge"),
        ("Motala\u00advej\u200b", "motalavej"),
        ("sub 12", "motalavej"),
        ("loeget", "loeget"),
        ("Løge", None),
    ],
)
def test_a_name_is_known_however_it_is_written(written: str, area: str | None) -> None:
    assert NAMES.find(written) == area


def test_an_unknown_name_gets_the_nearest_one() -> None:
    assert "»Præstevangen«" in NAMES.remedy("Prestevangen")
    assert "Mente" not in NAMES.remedy("København")
