from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.errors import PlanError
from helpers.output.coverage import coverage, systems_summary, systems_table
from helpers.paths import Project
from helpers.plan.model import Citation, System
from unit.output.text_cases import PLAN, REGISTRY

HEADER = "kind;id;evaluation;document;page\n"


def plain(markdown: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markdown).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "analyses").mkdir()
    return Project(tmp_path)


def write(project: Project, *lines: str) -> None:
    (project.analyses / "coverage.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_what_is_there_is_shown_with_its_place_and_what_is_not_is_named(project: Project) -> None:
    goal = PLAN.goals[0]
    write(project, f"goal;{goal.id};{PLAN.id};S1;15", f"goal;intet-maal;{PLAN.id};S1;16")
    markdown = coverage(project, [PLAN], REGISTRY).markdown
    words = plain(markdown)
    assert "Hvad Fundet Registreret" in words
    assert "Et registreret målesystem er ikke et bygget system" in words
    assert "Mål 2 1" in words
    assert f"»{goal.wording}« {goal.id} {PLAN.short_name} {PLAN.id}/plan.yml dokument S1, side 15" in words
    assert f"intet-maal {PLAN.short_name} er ikke med endnu dokument S1, side 16" in words
    assert 'href="../maal/index.html"' in markdown


def test_a_printed_figure_is_found_in_the_file_that_the_import_reads(project: Project) -> None:
    folder = project.raw / PLAN.id / "dokumenterede-tal"
    folder.mkdir(parents=True)
    (folder / "tal.csv").write_text(
        "id;dokument;side;flere_sider;ordlyd\nobs-et-tal;S1;6;9,22;Tallet er 58,3 %\n", encoding="utf-8"
    )
    write(project, f"observation;obs-et-tal;{PLAN.id};S1;6")
    assert "»Tallet er 58,3 %« obs-et-tal" in plain(coverage(project, [PLAN], REGISTRY).markdown)


def test_every_bad_line_of_the_table_is_named_at_once(project: Project) -> None:
    write(project, "maal;x;e;S1;1", "goal;x;e;S1;1", "goal;x;e;S1;side 1")
    with pytest.raises(PlanError) as caught:
        coverage(project, [PLAN], REGISTRY)
    assert [fault.place for fault in caught.value.faults] == ["analyses/coverage.csv:2", "analyses/coverage.csv:4"]


def test_a_project_without_a_table_says_so(project: Project) -> None:
    assert coverage(project, [PLAN], REGISTRY).markdown == "Projektet har ingen dækningstabel."


def test_systems_say_whether_they_are_served_and_by_what() -> None:
    source = Citation(document="S2", page=4)
    systems = (
        System(id="a", name="Barometer", must_do="udgiv tal", served="partly", served_by="siderne", source=source),
        System(
            id="b",
            name="Kalender",
            must_do="husk møder",
            served="not_yet",
            served_by="mangler",
            derived=True,
            source=source,
        ),
    )
    registry = REGISTRY.model_copy(update={"systems": systems})
    words = plain(systems_table([PLAN], registry).markdown)
    assert "Barometer Udgiv tal. delvis Siderne. dokument S2, side 4" in words
    assert "Kalender (udledt) Husk møder. ikke endnu Mangler. dokument S2, side 4" in words
    assert systems_summary(registry).markdown == "Af 2 målesystemer findes 1 delvis og 1 endnu ikke."
