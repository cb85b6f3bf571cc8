"""A reason that the site shows tells no count of people that a figure wouldn't."""

from __future__ import annotations

import pytest

from helpers.sealing.public_notes import faults_of_small_counts


def places(note: str, smallest: int = 5) -> list[str]:
    return [fault.value.partition("(")[2].rstrip(")") for fault in faults_of_small_counts(note, smallest, "--note")]


@pytest.mark.parametrize(
    ("note", "place"),
    [
        ("Kun 2 familier blev smidt ud", "ord 2"),
        ("Politiet talte tre unge mænd med for meget", "ord 3"),
        ("Vi havde overset 4 tyrkiske kvinder", "ord 4"),
        ("Skemaet manglede 2 af de 14 drenge", "ord 3"),
        ("To af beboerne var talt med i begge år", "ord 1"),
        ("Rettet: én husstand var flyttet", "ord 2"),
        ("1-3 børn kom aldrig", "ord 1"),
    ],
)
def test_a_small_count_of_people_is_named_by_its_place_only(note: str, place: str) -> None:
    assert places(note) == [place]


@pytest.mark.parametrize(
    "note",
    [
        "Kommunen talte samme flytning to gange",
        "24 familier var talt med to gange",
        "Tallet for 5 drenge mangler",
        "To områder var byttet om, og beboerne er talt igen",
        "Beboerne i 2 afdelinger er med nu",
        "Andelen var 2,4 personer pr. bolig",
        "Familierne fra 2019 er talt med",
        "To gange flere beboere end sidst er spurgt",
        "Unge på 3 skoler har svaret",
    ],
)
def test_what_counts_no_people_or_enough_of_them_passes(note: str) -> None:
    assert places(note) == []


def test_a_stricter_profile_lets_fewer_counts_through() -> None:
    assert places("8 familier var talt to gange", 5) == []
    assert places("8 familier var talt to gange", 10) == ["ord 1"]
