"""What is run and what is left alone, decided by content; the runs themselves are played by a stand-in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from helpers import reads
from helpers.errors import NotebookError
from helpers.paths import Project
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.execution import RunOutcome
from helpers.runner.jobs import Job
from helpers.runner.papermill_call import Workplace
from helpers.runner.records import write_record
from helpers.runner.running import FORGOTTEN_AFTER, remove_stale, run_jobs
from helpers.runner.threads import warm_up
from helpers.runner.workers import Task
from runner_notebooks import Heard, a_job, small_project, write_notebook


def notes_of(root: Path, job: Job) -> list[list[str]]:
    """Return what a run notes that reads one file of its own."""
    place = f"data/{job.id}.csv"
    return [[reads.BEGUN], ["file", place, reads.content(root / place)]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project whose runs write one file, without a kernel, in the opposite order of the jobs."""

    def play(tasks: Iterable[Task], place: Workplace, workers: int) -> Iterator[RunOutcome]:
        for task in reversed(list(tasks)):
            folder = task.job.folder(place.runs_folder)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "notebook.ipynb").write_text(task.job.label, encoding="utf-8")
            write_record(folder, task.parts, notes_of(place.project_root, task.job))
            yield RunOutcome(task.job.id, task.job.label, folder, 0.1, None)

    monkeypatch.setattr("helpers.runner.means.run_in_processes", play)
    (tmp_path / "pakke").mkdir()
    monkeypatch.setattr("helpers.runner.cache.Surroundings.of", surroundings)
    monkeypatch.setattr("helpers.runner.means.run_in_threads", play)
    monkeypatch.setattr("helpers.runner.means.warm_up", lambda _: None)
    return small_project(tmp_path)


def surroundings(project: Project, engine: str | None = None) -> Surroundings:
    """Return surroundings whose code is a folder of the project."""
    lock = reads.content(project.lock_file)
    return Surroundings(lock, "3.11", "environment", engine or "nbclient", project.root / "pakke")


def jobs_of(root: Path) -> list[Job]:
    area, activity = root / "notebooks" / "area.ipynb", root / "notebooks" / "activity.ipynb"
    return [
        a_job(area, "plan/omraader/motalavej", label="Motalavej"),
        a_job(area, "plan/omraader/sydbyen", {"area": "sydbyen"}, label="Sydbyen"),
        a_job(activity, "plan/aktiviteter/frivillige", {"area": "alle"}, label="Frivillige"),
    ]


def test_each_change_runs_exactly_its_dependents(root: Path) -> None:
    runs = root / "build" / "runs"
    for name in ("area", "activity"):
        write_notebook(root / "notebooks" / f"{name}.ipynb", "print(area)")
    jobs = jobs_of(root)

    def made(wanted: list[Job]) -> list[str]:
        heard = Heard()
        report = run_jobs(wanted, runs, progress=heard)
        assert sorted([*report.reused, *(found.job for found in report.made)]) == sorted(job.id for job in wanted)
        assert heard.begun == [(len(report.made), len(report.reused))]
        return [found.label for found in report.made]

    assert made(jobs) == ["Motalavej", "Sydbyen", "Frivillige"]
    times = {path: path.stat().st_mtime_ns for path in runs.rglob("*.ipynb")}
    assert made(jobs) == []
    assert {path: path.stat().st_mtime_ns for path in runs.rglob("*.ipynb")} == times

    write_notebook(root / "notebooks" / "area.ipynb", "print(area, 'igen')")
    assert "notebookens celler er ændret" in Cache(runs, surroundings(Project(root)), Project(root)).explain(jobs[0])
    assert made(jobs) == ["Motalavej", "Sydbyen"]
    (root / "data" / "plan" / "omraader").mkdir(parents=True)
    (root / "data" / "plan" / "omraader" / "sydbyen.csv").write_text("1", encoding="utf-8")
    assert made(jobs) == ["Sydbyen"]
    (jobs[2].folder(runs) / "notebook.ipynb").write_text("ændret i hånden", encoding="utf-8")
    assert made(jobs) == ["Frivillige"]
    (root / "requirements.lock").write_text("pandas==3.1.1\n", encoding="utf-8")
    assert made(jobs) == ["Motalavej", "Sydbyen", "Frivillige"]
    assert made(jobs) == []

    report = run_jobs(jobs[:1], runs, progress=Heard(), keep=[jobs[1].id])
    assert report.removed == ("plan/aktiviteter/frivillige",)
    assert sorted(path.relative_to(runs).as_posix() for path in runs.rglob("run.json")) == [
        "plan/omraader/motalavej/run.json",
        "plan/omraader/sydbyen/run.json",
    ]
    assert not (runs / "plan" / "aktiviteter").exists()


def test_another_engine_runs_everything_again(root: Path) -> None:
    notebook = write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    runs = root / "build" / "runs"
    assert [
        len(run_jobs([a_job(notebook)], runs, progress=Heard(), engine=engine).made) for engine in (None, "x", "x")
    ] == [1, 1, 0]


def test_half_done_runs_of_a_killed_command_are_forgotten_after_a_day(tmp_path: Path) -> None:
    old, new = (tmp_path / ".work" / name for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir(parents=True)
    os.utime(old, (time.time() - FORGOTTEN_AFTER - 60,) * 2)
    assert remove_stale(tmp_path, ()) == ()
    assert [found.name for found in (tmp_path / ".work").iterdir()] == ["new"]


def test_the_kept_notebook_of_a_failed_job_goes_with_the_job(tmp_path: Path) -> None:
    for name in ("gone", "here"):
        folder = tmp_path / ".failed" / "plan" / name
        folder.mkdir(parents=True)
        (folder / "notebook.ipynb").write_text("{}", encoding="utf-8")
    assert remove_stale(tmp_path, {"plan/here"}) == ()
    assert [found.name for found in (tmp_path / ".failed" / "plan").iterdir()] == ["here"]


def test_a_system_without_warm_kernels_has_ordinary_ones_and_says_so_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.runner.means.warm_up", warm_up)
    monkeypatch.setattr("helpers.runner.warm.parents.unsuited", lambda: "Windows kan ikke dele en proces i to")
    monkeypatch.setattr("helpers.runner.means.run_in_threads", None)
    heard = Heard()
    write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    write_notebook(root / "notebooks" / "activity.ipynb", "print(area)")
    assert len(run_jobs(jobs_of(root), root / "build" / "runs", progress=heard).made) == 3
    assert heard.said == ["Almindelige kerner, som er langsommere: Windows kan ikke dele en proces i to."]


def test_plain_kernels_are_asked_for_and_change_no_key(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    runs = root / "build" / "runs"
    with monkeypatch.context() as patch:
        patch.setattr("helpers.runner.means.run_in_threads", None)
        assert len(run_jobs([a_job(notebook)], runs, progress=Heard(), plain_kernels=True).made) == 1
    assert run_jobs([a_job(notebook)], runs, progress=Heard()).reused == (a_job(notebook).id,)
    monkeypatch.setattr("helpers.runner.means.run_in_processes", None)
    write_notebook(notebook, "print(area, 'igen')")
    assert len(run_jobs([a_job(notebook)], runs, progress=Heard()).made) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"area": "x", "aera": "y"}, "ukendt parameter, aera"),
        ({}, "mangler parameteren area"),
        ({"area": "x", "round": "slut"}, "giver round værdien 'slut'"),
        ({"area": 3}, "giver area værdien 3"),
    ],
)
def test_one_wrong_parameter_stops_everything_before_the_first_kernel(
    root: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str | int], said: str
) -> None:
    notebook = write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    for name in ("warm_up", "run_in_threads", "run_in_processes"):
        monkeypatch.setattr(f"helpers.runner.means.{name}", None)
    heard, runs = Heard(), root / "build" / "runs"
    jobs = [a_job(notebook, "plan/a"), a_job(notebook, "plan/b", given), a_job(notebook, "plan/c")]
    with pytest.raises(NotebookError, match=said) as caught:
        run_jobs(jobs, runs, progress=heard)
    assert len(caught.value.faults) == 1
    assert heard.begun == []
    assert not runs.exists()
