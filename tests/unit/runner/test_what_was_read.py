"""What a run read is noted, and a change of anything runs exactly those that read it: one change of each kind."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from helpers.disclosure.cases import released_cases
from helpers.disclosure.opening import open_activity, open_agreement, open_area, open_effects, open_evaluation
from helpers.observations import store
from helpers.observations.table import Query
from helpers.paths import Project
from helpers.runner.jobs import Job
from helpers.runner.records import read_record
from helpers.runner.slices import Slices
from run_reads import EVALUATION, ROWS, a_run, not_fresh, page_of, play, reading_project, store_rows, the_cache

READINGS: Mapping[str, Callable[[Project], object]] = {
    "aaparken": lambda _: page_of(open_area(EVALUATION, "aaparken", "end"), "aaparken"),
    "bakken-2019": lambda _: page_of(open_area(EVALUATION, "bakken", "baseline"), "bakken"),
    "samarbejde": lambda _: page_of(open_activity(EVALUATION, "samarbejde", "end")),
    "aftalen": lambda _: [one.description for one in open_agreement(EVALUATION).whole_plan.activities],
    "overblik": lambda _: page_of(open_evaluation(EVALUATION)),
    "effekt": lambda _: open_effects(EVALUATION).released.audience,
    "eksempler": lambda project: eksempler(project),
    "fil": lambda project: (project.analyses / "coverage.csv").read_text(encoding="utf-8"),
    "mappe": lambda project: sorted(path.name for path in (project.raw / EVALUATION).glob("*.csv")),
    "spoergsmaal": lambda project: store.read(project, Query(EVALUATION, ("bakken",), ("moeder",))),
    "intet": lambda _: None,
}
"""Runs, and what each of them reads."""
FIGURES = {"aaparken", "samarbejde", "overblik"}
NOT_AAPARKEN = {"bakken-2019", "overblik", "eksempler", "spoergsmaal"}
PLACES = {"aaparken", "bakken-2019", "overblik"}


def eksempler(project: Project) -> object:
    opened = open_area(EVALUATION, "bakken", "end")
    return released_cases(project, opened.plan, opened.registry, "public", area="bakken", round_id="end")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project and its runs once, each with what it read; read only."""
    project = reading_project(tmp_path_factory.mktemp("made"))
    (project.analyses / "coverage.csv").write_text("a;b\n", encoding="utf-8")
    (project.raw / EVALUATION).mkdir(parents=True)
    for name, reading in READINGS.items():
        with pytest.MonkeyPatch.context() as monkeypatch:
            play(project, a_run(project, name), partial(reading, project), monkeypatch)
    return project.root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    """Return a copy of the project with its runs."""
    return Project(Path(shutil.copytree(made, tmp_path / "projekt")))


@pytest.fixture
def jobs(project: Project) -> dict[str, Job]:
    """Return its runs."""
    return {name: a_run(project, name) for name in READINGS}


def edited(project: Project, place: str, old: str, new: str) -> None:
    path = project.root / place
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def with_a_case(project: Project, area: str) -> None:
    path = project.analyses / EVALUATION / "cases.yml"
    path.write_text(CASES.replace("AREA", area), encoding="utf-8")


def changed_row(project: Project, name: str, **changes: object) -> None:
    assert sum(row.id == name for row in ROWS) == 1
    store_rows(project, tuple(replace(row, **changes) if row.id == name else row for row in ROWS))


CASES = """version: 1
cases:
  - id: et
    area: AREA
    day: 2020-05-01
    text: Det gik godt.
    audience: public
    consent: {by: deltageren selv, date: 2020-05-01, to: at det vises}
    approver: {role: lederen, date: 2020-05-02}
"""
THE_GOAL = f"målet fire-moeder i planen {EVALUATION}"
PLAN, AREAS, INDICATORS = f"analyses/{EVALUATION}/plan.yml", "analyses/areas.yml", "analyses/indicators.yml"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: changed_row(p, "moeder-aaparken-2023", value=99), FIGURES),
        (lambda p: changed_row(p, "moeder-bakken-2019", value=44), NOT_AAPARKEN),
        (lambda p: changed_row(p, "tryghed-bakken-2023", numerator=299), {"overblik", "eksempler"}),
        (lambda p: changed_row(p, "moeder-bakken-2023", checksum="d" * 64), set()),
        (lambda p: edited(p, PLAN, "wording: Fire møder om året", "wording: Fem møder om året"), FIGURES),
        (lambda p: edited(p, PLAN, "description: Møder.", "description: Mange møder."), {"aftalen"}),
        (lambda p: edited(p, PLAN, "affects: [fire-moeder]", "affects: [strategi]"), set()),
        (lambda p: edited(p, PLAN, "name: Prøveplan", "name: Planen"), FIGURES | PLACES),
        (lambda p: edited(p, AREAS, "name: Åparken", "name: Ved Åen"), {"aaparken"}),
        (lambda p: edited(p, AREAS, "aliases: [Åparken i Byen]", "aliases: [Ved Åen]"), set()),
        (lambda p: edited(p, INDICATORS, "definition: Antal møder.", "definition: Antal lange møder."), set()),
        (lambda p: edited(p, "analyses/coverage.csv", "a;b", "a;c"), {"fil"}),
        (lambda p: (p.analyses / "coverage.csv").unlink(), {"fil"}),
        (lambda p: (p.raw / EVALUATION / "ny.csv").write_text("a", encoding="utf-8"), {"mappe"}),
        (lambda p: with_a_case(p, "bakken"), {"eksempler"}),
        (lambda p: with_a_case(p, "aaparken"), set()),
        (lambda p: edited(p, AREAS, "version: 1", "# En bemærkning.\nversion: 1"), set()),
    ],
)  # fmt: skip
def test_each_change_runs_exactly_those_that_read_it(
    project: Project, jobs: dict[str, Job], change: Callable[[Project], object], expected: set[str]
) -> None:
    change(project)
    assert not_fresh(project, jobs) == expected


def test_what_cannot_be_found_again_holds_only_while_the_files_behind_it_do(
    project: Project, jobs: dict[str, Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = {"aftalen": jobs["aftalen"]}
    with monkeypatch.context() as broken:
        broken.setattr(Slices, "_KINDS", {})
        play(project, one["aftalen"], lambda: READINGS["aftalen"](project), monkeypatch)
    broken_record = read_record(one["aftalen"].folder(project.runs_for("public")))
    assert broken_record is not None
    assert set(broken_record.slices.values()) == {None}
    edited(project, PLAN, "name: Prøveplan", "name: Planen")
    assert not_fresh(project, one) == {"aftalen"}


def test_nothing_changed_runs_nothing(project: Project, jobs: dict[str, Job]) -> None:
    assert not_fresh(project, jobs) == set()


@pytest.mark.parametrize(
    ("change", "job", "said"),
    [
        (lambda p: changed_row(p, "moeder-aaparken-2023", value=99), "aaparken", "de tal, siden læser (proeve-2020)"),
        (lambda p: edited(p, PLAN, "wording: Fire", "wording: Ti"), "samarbejde", THE_GOAL),
        (lambda p: edited(p, PLAN, "name: Prøveplan", "name: Planen"), "aaparken", "name i planen proeve-2020"),
        (lambda p: edited(p, AREAS, "name: Åparken", "name: Ved Åen"), "aaparken", "området aaparken i registrene"),
        (lambda p: edited(p, "analyses/coverage.csv", "a;b", "a;c"), "fil", "filen analyses/coverage.csv"),
    ],
)  # fmt: skip
def test_explain_names_what_changed(
    project: Project, jobs: dict[str, Job], change: Callable[[Project], object], job: str, said: str
) -> None:
    change(project)
    assert the_cache(project).explain(jobs[job]) == f"{job}: skal køres: {said} er ændret"


def test_a_run_whose_slices_nobody_hashed_holds_until_a_file_behind_them_changes(
    project: Project, jobs: dict[str, Job]
) -> None:
    folder = jobs["bakken-2019"].folder(project.runs_for("public"))
    record = read_record(folder)
    assert record is not None
    record.hashed(dict.fromkeys(record.slices)).write(folder)
    edited(project, PLAN, "description: Møder.", "description: Mange møder.")
    assert not_fresh(project, {"bakken-2019": jobs["bakken-2019"]}) == {"bakken-2019"}
    assert "blev ændret, før det var noteret" in the_cache(project).explain(jobs["bakken-2019"])
    edited(project, PLAN, "description: Mange møder.", "description: Møder.")
    assert not_fresh(project, {"bakken-2019": jobs["bakken-2019"]}) == set()
    # The command that found it fresh has hashed them.
    edited(project, PLAN, "description: Møder.", "description: Mange møder.")
    assert not_fresh(project, {"bakken-2019": jobs["bakken-2019"]}) == set()
