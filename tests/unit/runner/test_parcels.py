"""What travels to a worker and back: all that a run reads, no internal row for a public page, nothing out of place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers.observations.store import observations_file, read, write
from helpers.observations.table import Observation, Origin, Query
from helpers.paths import Project, checksum
from helpers.runner.executors.carrying import files_in, unpack
from helpers.runner.executors.parcels import (
    audience_of,
    common_parcel,
    evaluation_parcel,
    evaluations_of,
    notebook_path,
    stood_in,
)
from helpers.runner.executors.receiving import keep_failed, lay
from helpers.runner.papermill_call import Workplace
from runner_notebooks import a_job, small_project


def an_observation(id_: str) -> Observation:
    return Observation(
        id=id_,
        evaluation="plan",
        area="motalavej",
        indicator="ind-tryghed",
        period_start=date(2017, 1, 1),
        period_end=date(2017, 12, 31),
        period_label="2017",
        value=71.0,
        unit="procent",
        origin=Origin.SYNTHETIC,
        source="demo-kilde",
        file="plan/demo-kilde.csv",
        checksum="0",
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(small_project(tmp_path / "projekt"))


def test_internal_rows_stay_at_home_for_a_public_page(project: Project, tmp_path: Path) -> None:
    public = an_observation("a")
    internal = replace(public, id="b", audience="internal")
    write(project, "plan", [public, internal])
    for audience, wanted in (("public", (public,)), ("internal", (public, internal))):
        there = Project(tmp_path / audience)
        unpack(evaluation_parcel(project, "plan", audience), there.root)
        assert read(there, Query("plan", audience="internal")) == wanted
        assert read(there, Query("plan", audience=audience)) == read(project, Query("plan", audience=audience))


def test_a_file_without_internal_rows_travels_as_it_lies(project: Project) -> None:
    write(project, "plan", [an_observation("a")])
    (content,) = evaluation_parcel(project, "plan", "public").values()
    assert content == observations_file(project, "plan").read_bytes()


def test_a_record_names_the_projects_own_file_and_not_the_one_that_stood_in_for_it(project: Project) -> None:
    write(project, "plan", [public := an_observation("a"), replace(public, id="b", audience="internal")])
    sent = evaluation_parcel(project, "plan", "public")
    (path,) = sent
    own = checksum((project.root / path).read_bytes())
    exchanged = stood_in(project, "plan", sent)
    assert exchanged == {checksum(sent[path]): own}
    assert stood_in(project, "plan", evaluation_parcel(project, "plan", "internal")) == {}
    runs = project.root / "build" / "runs"
    (runs / ".work").mkdir(parents=True)
    job = a_job(project.notebooks / "area.ipynb", "plan/a")
    record = f'{{"behind":{{"{path}":"{checksum(sent[path])}"}}}}'
    lay({"run.json": record.encode()}, job, Workplace(project.root, runs, runs / ".work", project.root), exchanged)
    assert (runs / "plan/a/run.json").read_text() == f'{{"behind":{{"{path}":"{own}"}}}}'


def test_all_pages_may_read_plans_ledger_and_printed_figures_but_no_delivered_file(project: Project) -> None:
    for name in (
        "analyses/areas.yml", "analyses/plan/plan.yml", "analyses/plan/egen.ipynb", "analyses/plan/.egen/x",
        "analyses/__pycache__/x.pyc", "data/raw/plan/dokumenterede-tal/tal.csv", "data/raw/plan/politi/borgere.xlsx",
        "data/processed/releases/ledger.jsonl", "data/processed/plan/read/x.jsonl", "build/x", "_site/index.html",
        "tests/spec/measurement/test_x.py", "benchmarks/results/simulations/x.json",
    ):  # fmt: skip
        (project.root / name).parent.mkdir(parents=True, exist_ok=True)
        (project.root / name).write_bytes(name.encode())
    parcel = common_parcel(project)
    assert sorted(parcel) == [
        "_quarto.yml",
        "analyses/areas.yml",
        "analyses/plan/egen.ipynb",
        "analyses/plan/plan.yml",
        "benchmarks/results/simulations/x.json",
        "data/processed/releases/ledger.jsonl",
        "data/raw/plan/dokumenterede-tal/tal.csv",
        "tests/spec/measurement/test_x.py",
    ]
    assert parcel["analyses/areas.yml"] == b"analyses/areas.yml"


def test_a_jobs_parameters_tell_which_evaluations_travel(project: Project) -> None:
    notebook = project.notebooks / "area.ipynb"
    assert evaluations_of(a_job(notebook, parameters={"evaluation": "slagelse-2017"})) == ("slagelse-2017",)
    assert evaluations_of(a_job(notebook, parameters={"evaluations": "a, b,a"})) == ("a", "b")
    assert evaluations_of(a_job(notebook, parameters={"topic": "usikkerhed"})) == ()
    assert audience_of(a_job(notebook, parameters={"audience": "internal"})) == "internal"
    assert audience_of(a_job(notebook, parameters={})) == "public"


def test_a_notebook_keeps_its_folder_in_messages(project: Project, tmp_path: Path) -> None:
    assert notebook_path(project, a_job(project.notebooks / "area.ipynb")) == "notebooks/area.ipynb"
    assert notebook_path(project, a_job(tmp_path / "andre" / "x.ipynb")) == "andre/x.ipynb"


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "a\\..\\x", "c:x"])
def test_nothing_is_unpacked_outside_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="x"):
        unpack({name: b"x"}, tmp_path / "inde" / "i")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_answer_replaces_the_whole_run_and_can_come_twice(project: Project) -> None:
    runs = project.root / "build" / "runs"
    (runs / ".work").mkdir(parents=True)
    place = Workplace(project.root, runs, runs / ".work", project.root)
    job = a_job(project.notebooks / "area.ipynb", "plan/a")
    keep_failed({"notebook.ipynb": b"fejl"}, job, place)
    assert files_in(runs) == {".failed/plan/a/notebook.ipynb": b"fejl"}
    assert lay({"notebook.ipynb": b"1", "gammel.csv": b"1"}, job, place, {}) is None
    for _ in range(2):
        assert lay({"notebook.ipynb": b"2", "mappe/ny.csv": b"2"}, job, place, {}) is None
        assert files_in(runs) == {"plan/a/mappe/ny.csv": b"2", "plan/a/notebook.ipynb": b"2"}

    (runs / "fil").write_bytes(b"")
    fault = lay({"notebook.ipynb": b"3"}, a_job(job.notebook, "fil/b"), place, {})
    assert fault is not None
    assert "kan ikke skrives" in fault.value
    assert list((runs / ".work").iterdir()) == []
