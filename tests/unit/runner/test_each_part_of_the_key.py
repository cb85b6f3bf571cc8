"""One change of each part of the key: exactly the runs that depend on it are made again; no part can be left out."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import run_reads
from helpers.disclosure.deciding import protection_file
from helpers.disclosure.opening import open_area, released_view
from helpers.disclosure.views import View
from helpers.output.method_pages import RESULTS, simulation_files
from helpers.output.worked_examples import SPEC, worked_examples
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from helpers.runner import cache
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.jobs import Job
from helpers.runner.kernel_environment import FIXED
from run_reads import EVALUATION, ROWS, not_fresh, page_of, play, reading_project, store_rows
from runner_notebooks import write_notebook

FILES = {
    "pakke/__init__.py": "",
    "pakke/output/__init__.py": "",
    "pakke/output/tables.py": 'FORM = "table"\n',
    "pakke/output/words.py": 'FOLDER = "locale"\n',
    "pakke/output/nobody.py": "",
    "pakke/output/templates/table.html.jinja": "",
    "pakke/output/locale/en/words.po": "",
    f"{SPEC}/measurement/test_tal.py": '"""Regneeksempler."""\ndef test_to() -> None:\n    """To og to er fire."""\n',
    f"{RESULTS}/kontrolkort.json": "{}",
    "requirements.lock": "pandas==3.1.1\n",
}
NOTEBOOKS = {"area": "from pakke.output import tables", "method": "from pakke.output import words", "empty": "1"}
READINGS: Mapping[str, tuple[str, Callable[[Project], object]]] = {
    "aaparken": ("area", lambda _: page_of(open_area(EVALUATION, "aaparken", "end"), "aaparken")),
    "bakken": ("area", lambda _: page_of(open_area(EVALUATION, "bakken", "midway"), "bakken")),
    "metode": ("method", lambda p: (worked_examples(p), [path.read_bytes() for path in simulation_files(p)])),
    "tom": ("empty", lambda _: None),
}
PAGES, METHOD, ALL = {"aaparken", "bakken"}, {"metode"}, set(READINGS)
Jobs = dict[str, Job]
Change = Callable[[Project, Jobs, pytest.MonkeyPatch], object]


def nothing(_project: Project, _jobs: Jobs, _monkeypatch: pytest.MonkeyPatch) -> None:
    """Change nothing."""


def jobs_of(project: Project) -> Jobs:
    return {
        name: Job(f"plan/{name}", project.notebooks / f"{notebook}.ipynb", {"area": name}, name)
        for name, (notebook, _) in READINGS.items()
    }


def fill(root: Path) -> Project:
    project = reading_project(root)
    for place, text in FILES.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
    for name, text in NOTEBOOKS.items():
        write_notebook(project.notebooks / f"{name}.ipynb", text)
    return project


def run_all(project: Project) -> None:
    for name, job in jobs_of(project).items():
        with pytest.MonkeyPatch.context() as monkeypatch:
            play(project, job, lambda name=name: READINGS[name][1](project), monkeypatch)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project and its runs once; read only."""
    project = fill(tmp_path_factory.mktemp("made"))
    run_all(project)
    return project.root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(made, tmp_path / "projekt")))


def text(place: str, more: str = "# mere\n") -> Change:
    """Return a change of a file, or a new one."""

    def change(project: Project, _jobs: Jobs, _monkeypatch: pytest.MonkeyPatch) -> None:
        path = project.root / place
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(before + more, encoding="utf-8")

    return change


def cell(notebook: str, **changes: object) -> Change:
    def change(project: Project, _jobs: Jobs, _monkeypatch: pytest.MonkeyPatch) -> None:
        path = project.notebooks / f"{notebook}.ipynb"
        document = json.loads(path.read_text(encoding="utf-8"))
        document["cells"][-1].update(changes)
        path.write_text(json.dumps(document), encoding="utf-8")

    return change


def row(name: str) -> Change:
    def change(project: Project, _jobs: Jobs, _monkeypatch: pytest.MonkeyPatch) -> None:
        store_rows(project, tuple(replace(one, value=99) if one.id == name else one for one in ROWS))

    return change


def decided(**changes: object) -> Change:
    """Return a change of what is decided to be hidden, while every figure is as it was."""

    def change(project: Project, _jobs: Jobs, _monkeypatch: pytest.MonkeyPatch) -> None:
        path = project.root / protection_file(project, EVALUATION, "public")
        before = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(before | changes), encoding="utf-8")

    return change


def parameter(name: str, **changes: str) -> Change:
    def change(_project: Project, jobs: Jobs, _monkeypatch: pytest.MonkeyPatch) -> None:
        jobs[name] = replace(jobs[name], parameters={**jobs[name].parameters, **changes})

    return change


def other_python(_project: Project, _jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "sys", SimpleNamespace(version_info=SimpleNamespace(major=3, minor=99)))


def other_language(_project: Project, _jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dict_of_fixed(), "LC_ALL", "da_DK.UTF-8")


def dict_of_fixed() -> dict[str, str]:
    assert isinstance(FIXED, dict)
    return FIXED


def other_engine(_project: Project, _jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    of = run_reads.surroundings

    def other(project: Project) -> Surroundings:
        return replace(of(project), engine="anden")

    monkeypatch.setattr(run_reads, "surroundings", other)


def other_package(project: Project, _jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.root / ".pakker" / "pandas-0.0.1.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(project.root / ".pakker"), *sys.path])


def hidden(area: str, year: int) -> dict[str, object]:
    return {
        "area": area, "breakdown": None, "first": f"{year}-01-01", "indicator": "moeder", "last": f"{year}-12-31",
        "level": "secondary",
    }  # fmt: skip


CHANGES: Mapping[str, tuple[Change, set[str], str]] = {
    "a cell": (cell("area", source="from pakke.output import tables  # nu"), PAGES, "cells"),
    "a picture in a cell": (cell("method", attachments={"a.png": {"image/png": "iVBO"}}), METHOD, "cells"),
    "what a cell showed": (cell("area", outputs=[], execution_count=3), set(), ""),
    "a parameter": (parameter("bakken", round="midway"), {"bakken"}, "parameters"),
    "a row": (row("moeder-aaparken-2023"), {"aaparken"}, ""),
    "a row of another page": (row("moeder-bakken-2019"), {"bakken"}, ""),
    "what is hidden": (decided(hidden=[hidden("bakken", 2021)]), {"bakken"}, ""),
    "what is hidden elsewhere": (decided(hidden=[hidden("begge", 2021)]), set(), ""),
    "the profile": (decided(profile="streng"), PAGES, ""),
    "rounding": (decided(rounding=5), PAGES, ""),
    "a module": (text("pakke/output/tables.py"), PAGES, "code"),
    "another module": (text("pakke/output/words.py"), METHOD, "code"),
    "a module that nobody imports": (text("pakke/output/nobody.py"), set(), ""),
    "a package of modules": (text("pakke/output/__init__.py"), PAGES | METHOD, "code"),
    "a template": (text("pakke/output/templates/table.html.jinja"), PAGES, "code"),
    "a translation": (text("pakke/output/locale/en/words.po"), METHOD, "code"),
    "a worked example": (text(f"{SPEC}/measurement/test_tal.py"), METHOD, ""),
    "a new worked example": (text(f"{SPEC}/measurement/test_nyt.py"), METHOD, ""),
    "a simulation": (text(f"{RESULTS}/kontrolkort.json", " "), METHOD, ""),
    "a new simulation": (text(f"{RESULTS}/ny.json", "{}"), METHOD, ""),
    "the lock file": (text("requirements.lock"), ALL, "lock"),
    "an installed package": (other_package, ALL, "lock"),
    "Python": (other_python, ALL, "python"),
    "the language": (other_language, ALL, "environment"),
    "the engine": (other_engine, ALL, "engine"),
    "nothing": (nothing, set(), ""),
    "a page that no notebook reads": (text("pages/om.qmd"), set(), ""),
}
"""A change, the runs that it concerns, and the part of the key that tells it; none where it is among what is read."""


def test_each_change_runs_exactly_the_predicted_jobs(made: Path, tmp_path: Path) -> None:
    found: dict[str, set[str]] = {}
    for name, (change, _, _) in CHANGES.items():
        project = Project(Path(shutil.copytree(made, tmp_path / "projekt")))
        (project.root / "pages").mkdir()
        jobs = jobs_of(project)
        with pytest.MonkeyPatch.context() as monkeypatch:
            change(project, jobs, monkeypatch)
            found[name] = not_fresh(project, jobs)
        shutil.rmtree(project.root)
    assert found == {name: expected for name, (_, expected, _) in CHANGES.items()}


@pytest.mark.parametrize(("area", "concerned"), [("begge", {"tom"}), ("landet", set())])
def test_a_sum_that_a_page_makes_of_its_figures_is_made_again_when_it_is_hidden(
    project: Project, monkeypatch: pytest.MonkeyPatch, area: str, concerned: set[str]
) -> None:
    plan, registry = load_plan(project, EVALUATION), load_registry(project)
    view = View(EVALUATION, frozenset((part, "moeder") for part in ("aaparken", "bakken")), ())
    jobs = {"tom": jobs_of(project)["tom"]}
    play(project, jobs["tom"], lambda: released_view(project, plan, registry, view), monkeypatch)
    decided(hidden=[hidden(area, 2021)])(project, jobs, monkeypatch)
    assert not_fresh(project, jobs) == concerned


PARTS = {part: name for name, (_, _, part) in CHANGES.items() if part}


def test_every_part_of_the_key_has_a_change(project: Project) -> None:
    (parts, *_) = (run_reads.the_cache(project).parts(job) for job in jobs_of(project).values())
    assert set(parts) == {*PARTS, "format"}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_no_part_of_the_key_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    whole = Cache.parts

    def without(self: Cache, job: Job) -> dict[str, object]:
        return {name: said for name, said in whole(self, job).items() if name != part}

    monkeypatch.setattr(Cache, "parts", without)
    project = fill(tmp_path)
    run_all(project)
    change, expected, _ = CHANGES[PARTS[part]]
    jobs = jobs_of(project)
    change(project, jobs, monkeypatch)
    assert expected
    assert not_fresh(project, jobs) == set()
