"""A finished site is fresh as long as nothing that it was built from, and nothing in it, has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers import reads
from helpers.freshness import forget, inputs_stamp, is_fresh, remember
from helpers.paths import Project
from helpers.runner.records import write_record

OPTIONS = {"audience": "public", "engine": "auto"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("analyses/plan.yml", "data/raw/e/tal.csv", "notebooks/area.ipynb", "pages/om.qmd", "_quarto.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    site = tmp_path / "_site"
    site.mkdir()
    (site / "index.html").write_text("forside", encoding="utf-8")
    return Project(tmp_path)


def _remembered(project: Project) -> Path:
    record = project.build / "fresh.json"
    remember(record, inputs_stamp(project, OPTIONS), project.site_for("public"))
    return record


def _fresh(project: Project, record: Path) -> bool:
    return is_fresh(record, inputs_stamp(project, OPTIONS), project.site_for("public"))


def test_a_site_is_fresh_until_something_changes(project: Project) -> None:
    record = _remembered(project)
    assert _fresh(project, record)


@pytest.mark.parametrize("name", ["analyses/plan.yml", "data/raw/e/tal.csv", "notebooks/area.ipynb", "pages/om.qmd"])
def test_a_changed_input_is_seen(project: Project, name: str) -> None:
    record = _remembered(project)
    (project.root / name).write_text("ændret", encoding="utf-8")
    assert not _fresh(project, record)


@pytest.mark.parametrize("name", ["ledger.jsonl", "figures/a.json"])
def test_what_was_sealed_and_published_is_an_input(project: Project, name: str) -> None:
    record = _remembered(project)
    path = project.releases / name
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")
    assert not _fresh(project, record)


def test_a_new_and_a_removed_input_are_seen(project: Project) -> None:
    record = _remembered(project)
    new = project.raw / "e" / "mere.csv"
    new.write_text("1", encoding="utf-8")
    assert not _fresh(project, record)
    new.unlink()
    assert _fresh(project, record)
    (project.raw / "e" / "tal.csv").unlink()
    assert not _fresh(project, record)


def test_other_options_are_another_build(project: Project) -> None:
    record = _remembered(project)
    other = inputs_stamp(project, {**OPTIONS, "engine": "quarto"})
    assert not is_fresh(record, other, project.site_for("public"))


def test_a_touched_site_is_not_as_the_build_left_it(project: Project) -> None:
    record = _remembered(project)
    index = project.site_for("public") / "index.html"
    index.write_text("rettet i hånden", encoding="utf-8")
    assert not _fresh(project, record)


def test_a_missing_site_or_record_is_not_fresh(project: Project) -> None:
    record = _remembered(project)
    forget(record)
    assert not _fresh(project, record)
    record = _remembered(project)
    (project.site_for("public") / "index.html").unlink()
    project.site_for("public").rmdir()
    assert not _fresh(project, record)


def test_what_jupyter_leaves_beside_notebooks_is_no_input(project: Project) -> None:
    record = _remembered(project)
    for name in (".ipynb_checkpoints/area.ipynb", "figurer/x.svg"):
        path = project.notebooks / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    os.utime(project.analyses / "plan.yml")
    assert _fresh(project, record)


def a_run(project: Project, notes: list[list[str]], **parts: str) -> None:
    folder = project.runs_for("public") / "omraade" / "slut"
    folder.mkdir(parents=True, exist_ok=True)
    write_record(folder, parts, [[reads.BEGUN], *notes])


def _remembered_with_runs(project: Project) -> Path:
    record = project.build / "fresh-public.json"
    remember(record, inputs_stamp(project, OPTIONS), project.site_for("public"))
    return record


def test_what_a_notebook_read_that_no_list_names_counts_too(project: Project, tmp_path: Path) -> None:
    extra = tmp_path / "data" / "ekstra" / "a.csv"
    extra.parent.mkdir(parents=True)
    extra.write_text("1", encoding="utf-8")
    file = ["file", "data/ekstra/a.csv", reads.content(extra)]
    a_run(project, [file, ["folder", "data/ekstra", reads.listing(extra.parent)], ["file", "analyses/plan.yml", "0"]])
    record = _remembered_with_runs(project)
    assert _fresh(project, record)
    (extra.parent / "b.csv").write_text("2", encoding="utf-8")
    assert not _fresh(project, record)
    (extra.parent / "b.csv").unlink()
    assert _fresh(project, record)
    extra.write_text("2", encoding="utf-8")
    assert not _fresh(project, record)


@pytest.mark.parametrize("part", ["anything", "variables"])
def test_of_a_notebook_that_may_read_unnoticed_each_run_is_asked(project: Project, part: str) -> None:
    a_run(project, [], **{part: "0"})
    assert not _fresh(project, _remembered_with_runs(project))


def test_another_package_is_seen(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = _remembered(project)
    (tmp_path / "pakker" / "pandas-0.0.1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "pakker")
    assert not _fresh(project, record)
