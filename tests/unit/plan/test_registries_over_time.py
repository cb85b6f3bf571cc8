"""Versions of an indicator and changes of areas: each broken rule, spoilt one at a time, and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_examples import AREAS, INDICATORS, example_project, faults_of, spoilt

VERSIONED = (
    INDICATORS.replace(
        "    better: higher\n  - id: moeder", "    better: higher\n    valid_until: 2020-12-31\n  - id: moeder"
    )
    + """\
  - id: tryghed
    version: 2
    name: Tryghed
    short_name: Tryghed
    definition: Andel trygge eller meget trygge.
    numerator: Trygge eller meget trygge
    denominator: Svar
    unit: percent
    nature: survey_share
    better: higher
    valid_from: 2021-01-01
    bridge:
      from_version: 1
      factor: 0.9
      why: Begge spørgsmål blev stillet i 2020.
"""
)
CHANGED = (
    AREAS
    + """\
  - id: nord
    name: Nord
    kind: area
    valid_until: 2020-12-31
  - id: syd
    name: Syd
    kind: area
    valid_until: 2020-12-31
  - id: nordsyd
    name: Nordsyd
    kind: area
    valid_from: 2021-01-01
    valid_until: 2022-12-31
  - id: oest
    name: Øst
    kind: area
    valid_from: 2023-01-01
  - id: vest
    name: Vest
    kind: area
    valid_from: 2023-01-01
changes:
  - date: 2021-01-01
    before: [nord, syd]
    after: [nordsyd]
    why: Lagt sammen.
  - date: 2023-01-01
    before: [nordsyd]
    after: [oest, vest]
    why: Delt.
"""
)

VERSION_FAULTS = {
    "a number is left out": ("    version: 2\n", "    version: 3\n", "hvor version 2 ventes"),
    "a hole": ("valid_from: 2021-01-01", "valid_from: 2021-02-01", "begynder ikke dagen efter, at version 1 slutter"),
    "an overlap": ("valid_from: 2021-01-01", "valid_from: 2020-06-01", "begynder, før version 1 slutter 2020-12-31"),
    "no first day": ("    valid_from: 2021-01-01\n", "", "version 2 mangler »valid_from«"),
    "no last day": ("    valid_until: 2020-12-31\n", "", "version 1 mangler »valid_until«"),
    "an end before the start": (
        "    valid_from: 2021-01-01\n",
        "    valid_from: 2021-01-01\n    valid_until: 2020-12-31\n",
        "slutter før sin første dag",
    ),
    "a bridge from elsewhere": ("from_version: 1", "from_version: 2", "Den foregående er version 1."),
    "a bridge between two natures": (
        "    nature: survey_share\n    better: higher\n    valid_from",
        "    nature: register_share\n    better: higher\n    valid_from",
        "samme unit, nature og yearly",
    ),
    "a factor of nothing": ("factor: 0.9", "factor: 0", "er »0«"),
    "an unknown key": ("      why: Begge", "      wy: Begge", "Mente du »why«?"),
}  # fmt: skip

CHANGE_FAULTS = {
    "unknown area": ("before: [nord, syd]", "before: [nrd, syd]", "Mente du »nord«?"),
    "an aggregate": ("before: [nord, syd]", "before: [begge, syd]", "ændrer sig med sine medlemmer"),
    "ends twice": ("before: [nordsyd]", "before: [nordsyd, nord]", "»nord« slutter to gange"),
    "begins twice": ("after: [oest, vest]", "after: [oest, oest]", "»oest« opstår to gange"),
    "does not end the day before": (
        "    name: Nord\n    kind: area\n    valid_until: 2020-12-31",
        "    name: Nord\n    kind: area\n    valid_until: 2020-12-30",
        "Skriv valid_until: 2020-12-31",
    ),
    "does not begin on the day": (
        "    name: Vest\n    kind: area\n    valid_from: 2023-01-01\n",
        "    name: Vest\n    kind: area\n",
        "Skriv valid_from: 2023-01-01",
    ),
    "becomes itself": ("after: [oest, vest]", "after: [oest, nord]", "bliver til sidst til sig selv"),
    "newest first": (
        "  - date: 2021-01-01\n    before: [nord, syd]",
        "  - date: 2024-01-01\n    before: [nord, syd]",
        "den ældste først",
    ),
    "ends before it begins": ("valid_until: 2022-12-31", "valid_until: 2020-06-30", "slutter før sin første dag"),
    "nobody says why": ("    why: Delt.\n", "", "why« mangler"),
    "counted twice in an aggregate": (
        "members: [aaparken, bakken]",
        "members: [aaparken, nord, oest]",
        "både »nord« og »oest«, som det blev til",
    ),
}  # fmt: skip


def test_versions_and_changes_that_fit_are_read(tmp_path: Path) -> None:
    assert faults_of(example_project(tmp_path, indicators=VERSIONED, areas=CHANGED)) == []


@pytest.mark.parametrize("kind", VERSION_FAULTS)
def test_a_fault_between_versions_names_its_line(kind: str, tmp_path: Path) -> None:
    old, new, words = VERSION_FAULTS[kind]
    indicators, line = spoilt(VERSIONED, old, new)
    found = [fault for fault in faults_of(example_project(tmp_path, indicators=indicators)) if words in fault]
    assert found
    near = range(line - 12, line + old.count("\n") + 2)
    assert all(fault.startswith("analyses/indicators.yml:") and int(fault.split(":")[1]) in near for fault in found)


@pytest.mark.parametrize("kind", CHANGE_FAULTS)
def test_a_fault_among_changes_of_areas_names_its_line(kind: str, tmp_path: Path) -> None:
    old, new, words = CHANGE_FAULTS[kind]
    areas, _ = spoilt(CHANGED, old, new)
    found = [fault for fault in faults_of(example_project(tmp_path, areas=areas)) if words in fault]
    assert found
    assert all(fault.startswith("analyses/areas.yml:") for fault in found)


def test_the_line_of_a_hole_is_the_exact_one(tmp_path: Path) -> None:
    indicators, line = spoilt(VERSIONED, "valid_from: 2021-01-01", "valid_from: 2021-02-01")
    assert faults_of(example_project(tmp_path, indicators=indicators)) == [
        f"analyses/indicators.yml:{line}: »tryghed« version 2 begynder ikke dagen efter, at version 1 slutter "
        "2020-12-31. Kun den første version må mangle »valid_from«, kun den sidste »valid_until«, og der er hverken "
        "hul eller overlap. Ret eller tilføj »valid_from«."
    ]


def test_another_unit_is_another_indicator(tmp_path: Path) -> None:
    without_bridge = VERSIONED[: VERSIONED.index("    bridge:\n")]
    second = without_bridge.rindex("    unit: percent\n    nature: survey_share")
    changed = without_bridge[:second] + without_bridge[second:].replace(
        "unit: percent\n    nature: survey_share", "unit: count\n    nature: complete_count"
    )
    found = faults_of(example_project(tmp_path, indicators=changed))
    assert [fault.split(": ", 1)[1].split(".")[0] for fault in found] == [
        "»tryghed« går fra percent til count i version 2"
    ]
    assert faults_of(example_project(tmp_path, indicators=without_bridge)) == []
