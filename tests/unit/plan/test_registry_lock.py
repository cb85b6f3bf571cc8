"""The lock: what once was locked can't mean something else, and what doesn't decide a figure may change freely."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.cli import app
from helpers.errors import PlanError, UsageError
from helpers.paths import Project
from helpers.plan.definitions import accept, add_new, lock_file
from helpers.plan.loading import load_registry
from plan_examples import AREAS, INDICATORS, example_project, faults_of, spoilt

TRYGHED_LINE = INDICATORS[: INDICATORS.index("- id: tryghed")].count("\n") + 1


def locked(root: Path, **files: str) -> Project:
    """Write the example and lock it."""
    project = example_project(root, **files)
    add_new(project, load_registry(project, locked=False))
    return project


def changed(project: Project, old: str, new: str, *, file: str = "indicators.yml") -> list[str]:
    """Return the faults after one text of a registry is replaced."""
    path = project.analyses / file
    text, _ = spoilt(path.read_text(encoding="utf-8"), old, new)
    path.write_text(text, encoding="utf-8")
    return faults_of(project)


def test_without_a_lock_nothing_is_locked(tmp_path: Path) -> None:
    project = example_project(tmp_path)
    assert not lock_file(project).exists()
    assert changed(project, "Andel trygge.", "Andel meget trygge.") == []


def test_the_file_is_sorted_and_says_what_it_is(tmp_path: Path) -> None:
    lines = lock_file(locked(tmp_path)).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Låste definitioner")
    assert lines[1:] == sorted(lines[1:])
    assert [line.rsplit(" ", 1)[0] for line in lines[1:]] == [
        "area aaparken", "area bakken", "area bakkens-top", "area begge", "area landet",
        "indicator milepael 1", "indicator moeder 1", "indicator tryghed 1",
    ]  # fmt: skip
    assert {len(line.rsplit(" ", 1)[1]) for line in lines[1:]} == {64}


def test_locking_again_changes_nothing(tmp_path: Path) -> None:
    project = locked(tmp_path)
    before = lock_file(project).read_bytes()
    assert add_new(project, load_registry(project)) == ()
    assert lock_file(project).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("definition: Andel trygge.", "definition: Andel meget trygge."),
        ("numerator: Trygge", "numerator: Meget trygge"),
        ("denominator: Svar", "denominator: Beboere"),
        ("nature: survey_share", "nature: register_share"),
        ("nature: survey_share", "nature: survey_share\n    additive: false"),
        ("nature: survey_share", "nature: survey_share\n    yearly: mean"),
        ("nature: survey_share", "nature: survey_share\n    estimated: true"),
        ("nature: survey_share", "nature: survey_share\n    counts_persons: false"),
        ("nature: survey_share", "nature: survey_share\n    valid_from: 2019-01-01"),
        ("    better: higher\n  - id: moeder", "    better: lower\n  - id: moeder"),
    ],
)
def test_a_changed_meaning_is_refused_at_its_line(old: str, new: str, tmp_path: Path) -> None:
    found = changed(locked(tmp_path), old, new)
    assert len(found) == 1
    assert found[0].startswith(f"analyses/indicators.yml:{TRYGHED_LINE}: »indicator tryghed 1« betyder noget andet")
    assert "tilføj version 2 med »valid_from«" in found[0]
    assert 'maalbar definitions --accept tryghed --note "..."' in found[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Tryghed\n    short_name", "name: Tryghed i området\n    short_name"),
        ("short_name: Møder", "short_name: Antal møder"),
        ("nature: survey_share", "nature: survey_share\n    note: Ny bemærkning."),
        ("nature: survey_share", "nature: survey_share\n    decimals: 1"),
        ("nature: survey_share", "nature: survey_share\n    source: {document: S1, page: 3}"),
        ("nature: survey_share", "nature: survey_share\n    valid_until: 2030-12-31"),
        ("definition: Andel trygge.", "definition: >-\n      Andel\n      trygge."),
    ],
)
def test_what_does_not_decide_a_figure_may_change(old: str, new: str, tmp_path: Path) -> None:
    assert changed(locked(tmp_path), old, new) == []


def test_a_definition_that_is_gone_is_missed_at_its_line_of_the_lock(tmp_path: Path) -> None:
    project = locked(tmp_path)
    areas = AREAS.replace("  - id: bakkens-top\n    name: Bakkens Top\n    kind: part\n    part_of: bakken\n", "")
    (project.analyses / "areas.yml").write_text(areas, encoding="utf-8")
    plan = project.analyses / "proeve-2020" / "plan.yml"
    assert "bakkens-top" not in plan.read_text(encoding="utf-8")
    found = faults_of(project)
    assert [fault.split(".")[0] for fault in found] == ["analyses/definitions"]
    assert found[0].startswith("analyses/definitions.lock:4: »area bakkens-top« er låst, men står ikke længere")


def test_an_area_may_end_once_and_then_stays_ended(tmp_path: Path) -> None:
    project = locked(tmp_path)
    assert (
        changed(project, "    name: Bakken\n", "    name: Bakken\n    valid_until: 2025-12-31\n", file="areas.yml")
        == []
    )
    assert add_new(project, load_registry(project)) == ("area bakken",)
    found = changed(project, "valid_until: 2025-12-31", "valid_until: 2026-12-31", file="areas.yml")
    assert len(found) == 1
    assert "»area bakken« betyder noget andet" in found[0]


def test_members_in_another_order_are_the_same(tmp_path: Path) -> None:
    project = locked(tmp_path)
    assert changed(project, "[aaparken, bakken]", "[bakken, aaparken]", file="areas.yml") == []
    assert changed(project, "[bakken, aaparken]", "[bakken, landet]", file="areas.yml") != []


def test_accepting_keeps_the_old_line_with_the_note(tmp_path: Path) -> None:
    project = locked(tmp_path)
    old = next(line for line in lock_file(project).read_text(encoding="utf-8").splitlines() if "tryghed" in line)
    assert changed(project, "Andel trygge.", "Andel meget trygge.") != []
    assert accept(project, load_registry(project, locked=False), "tryghed", "Aldrig\nvist.") == ("indicator tryghed 1",)
    assert faults_of(project) == []
    lines = lock_file(project).read_text(encoding="utf-8").splitlines()
    assert lines[-1] == f"# tidligere: {old} - Aldrig vist."
    assert old not in lines
    add_new(project, load_registry(project))
    assert lock_file(project).read_text(encoding="utf-8").splitlines() == lines


def test_only_what_differs_can_be_accepted(tmp_path: Path) -> None:
    project = locked(tmp_path)
    with pytest.raises(UsageError, match="afviger ikke"):
        accept(project, load_registry(project), "tryghed", "Hvorfor ikke.")


@pytest.mark.parametrize(
    "line", ["<<<<<<< HEAD", "indicator tryghed 1", "area aaparken 12", "indikator tryghed 1 " + 64 * "a"]
)
def test_a_damaged_lock_is_told_with_its_line(line: str, tmp_path: Path) -> None:
    project = locked(tmp_path)
    path = lock_file(project)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert any(fault.startswith("analyses/definitions.lock:10: linjen") for fault in faults_of(project))
    with pytest.raises(PlanError):
        add_new(project, load_registry(project, locked=False))


def test_a_line_that_stands_twice_is_told(tmp_path: Path) -> None:
    project = locked(tmp_path)
    path = lock_file(project)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert [fault.split(" ")[0] for fault in faults_of(project)] == ["analyses/definitions.lock:10:"]


def test_the_command_shows_writes_and_accepts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = example_project(tmp_path)
    (tmp_path / "_quarto.yml").write_text("project: {}\n", encoding="utf-8")
    monkeypatch.setenv("MAALBAR_PROJECT", str(tmp_path))

    def run(*arguments: str) -> str:
        ran = CliRunner().invoke(app, ["definitions", *arguments], catch_exceptions=False)
        assert ran.exit_code == 0
        return ran.stdout

    assert "Ikke låst endnu:" in run()
    assert not lock_file(project).exists()
    assert run("--write").count("Låst: ") == 9
    assert run() == "Låst: 8 definitioner.\n"
    changed(project, "Andel trygge.", "Andel meget trygge.")
    states = {one["name"]: one["state"] for one in json.loads(run("--json"))["definitions"]}
    assert states["indicator tryghed 1"] == "changed"
    assert set(states.values()) == {"changed", "locked"}
    assert "Låst: indicator tryghed 1" in run("--accept", "tryghed", "--note", "Aldrig vist.")
    with pytest.raises(UsageError):
        run("--accept", "tryghed")
