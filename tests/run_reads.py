"""A small project whose runs really read, without kernels: what a notebook would do is done here, and noted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers import reads
from helpers.disclosure.deciding import decide_protections
from helpers.disclosure.opening import Opened
from helpers.observations import store
from helpers.observations.table import Observation, Origin
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.jobs import Job
from helpers.runner.records import write_record
from plan_examples import example_project
from runner_notebooks import write_notebook

EVALUATION = "proeve-2020"
Result = Callable[[], object]


def seen(indicator: str, area: str, year: int, value: float, n: int = 400) -> Observation:
    """Return one observation; a share has `n` answers."""
    share = indicator == "tryghed"
    return Observation(
        id=f"{indicator}-{area}-{year}",
        evaluation=EVALUATION,
        area=area,
        indicator=indicator,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        period_label=str(year),
        value=value,
        unit="percent" if share else "count",
        origin=Origin.SUPPLIED,
        source="proeve",
        file="proeve-2020/proeve/a.csv",
        checksum="c" * 64,
        numerator=round(value * n / 100) if share else None,
        denominator=n if share else None,
        respondents=n if share else None,
        row=2,
    )


ROWS = tuple(
    seen(indicator, area, year, value)
    for year, add in ((2019, 0), (2021, 2), (2023, 5))
    for indicator, area, value in (
        ("tryghed", "aaparken", 60 + add),
        ("tryghed", "bakken", 70 + add),
        ("tryghed", "landet", 80 + add),
        ("moeder", "aaparken", 30 + add),
        ("moeder", "bakken", 40 + add),
    )
)


def reading_project(root: Path, rows: tuple[Observation, ...] = ROWS) -> Project:
    """Write the example project with observations and decisions."""
    project = example_project(root)
    (root / "_quarto.yml").write_text("project: {}\n", encoding="utf-8")
    (project.analyses / "disclosure.yml").write_text("version: 1\nprofile: dst\n", encoding="utf-8")
    write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    store_rows(project, rows)
    return project


def store_rows(project: Project, rows: tuple[Observation, ...]) -> None:
    """Write observations, and decide what is hidden."""
    store.write(project, EVALUATION, rows)
    decide_protections(project, load_plans(project), load_registry(project), "public")


def a_run(project: Project, name: str) -> Job:
    """Return a job of the project's only notebook."""
    return Job(f"plan/{name}", project.notebooks / "area.ipynb", {"area": name}, name)


def surroundings(project: Project) -> Surroundings:
    """Return the surroundings of runs whose code is the folder `pakke` of the project."""
    return replace(Surroundings.of(project), package=project.root / "pakke")


def the_cache(project: Project) -> Cache:
    """Return what a new command would decide by."""
    return Cache(project.runs_for("public"), surroundings(project), project)


def play(project: Project, job: Job, reading: Result, monkeypatch: pytest.MonkeyPatch) -> object:
    """Run a job: read as a kernel does, write what was read beside it, and settle it; return what was read."""
    folder = job.folder(project.runs_for("public"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with monkeypatch.context() as kernel:
        kernel.chdir(folder)
        kernel.setenv(reads.SWITCH, "1")
        kernel.setenv("MAALBAR_PROJECT", str(project.root))
        kernel.setattr(reads, "_notes", None)
        reads.begin()
        result = reading()
    (folder / "notebook.ipynb").write_text("{}", encoding="utf-8")
    cache = the_cache(project)
    write_record(folder, cache.parts(job), reads.noted(folder))
    cache.settle(job)
    cache.save()
    return result


def page_of(opened: Opened, area: str | None = None) -> tuple[object, ...]:
    """Return what a page tells: its figures, what its goals say, and what its areas and indicators are called."""
    results = opened.released.results
    goals = [(goal.short_name, goal.wording, str(goal.target)) for goal in opened.plan.goals]
    names = [opened.registry.indicator(found.indicator).name for found in results.measurements]
    places = [opened.registry.area(found).name for found in ([area] if area else [])]
    return repr(results), opened.released.rounding, goals, names, places, opened.plan.name


def not_fresh(project: Project, jobs: dict[str, Job]) -> set[str]:
    """Return the names of the jobs that a new command would run, by a cache that remembers and one that doesn't."""
    remembering = the_cache(project)
    found = {name for name, job in jobs.items() if not remembering.is_fresh(job)}
    remembering.save()
    forgetful = the_cache(project)
    forgetful.known.database = project.root / "none.sqlite"
    assert {name for name, job in jobs.items() if "skal køres" in forgetful.explain(job)} == found
    return found
