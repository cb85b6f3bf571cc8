"""The key: each part of it counts, nothing else does, and a person is told which part changed."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from helpers import reads
from helpers.paths import Project
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.code_version import code_version
from helpers.runner.jobs import Job
from helpers.runner.records import RECORD, key_of, write_record
from runner_notebooks import a_job, small_project, write_notebook

MODULES = {
    "__init__.py": "",
    "tables.py": "from pakke import words\n",
    "words.py": "",
    "funnel.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from pakke import tables\n",
}


DAMAGED = (
    '{"key":"0","parts":{},"files":{},"noted":true,"read":{},"listed":{},"behind":{},"slices":[],%s}'  # the last counts
)


def here(root: Path, **other: str) -> Surroundings:
    return replace(Surroundings("lock", "3.11", "environment", "nbclient", root / "pakke"), **other)


def the_cache(root: Path, **other: str) -> Cache:
    return Cache(root / "runs", here(root, **other), Project(root))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Return a job that has been run."""
    (tmp_path / "pakke").mkdir()
    for name, text in MODULES.items():
        (tmp_path / "pakke" / name).write_text(text, encoding="utf-8")
    made = a_job(write_notebook(tmp_path / "area.ipynb", "from pakke.tables import area_table", "print(area)"))
    folder = made.folder(tmp_path / "runs")
    (folder / "figurer").mkdir(parents=True)
    (folder / "notebook.ipynb").write_text("{}", encoding="utf-8")
    (folder / "figurer" / "a.svg").write_text("<svg/>", encoding="utf-8")
    cache = the_cache(tmp_path)
    write_record(folder, cache.parts(made))
    cache.settle(made)
    return made


def test_a_run_is_fresh_and_said_to_be(job: Job, tmp_path: Path) -> None:
    assert the_cache(tmp_path).is_fresh(job)
    assert the_cache(tmp_path).explain(job) == "Motalavej, slut: er ajour"


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("tables.py", "Målbars kode er ændret (pakke.tables, pakke.words)"),
        ("words.py", "Målbars kode er ændret (pakke.words)"),
        ("__init__.py", "Målbars kode er ændret (pakke)"),
        ("funnel.py", None),
        ("new.py", None),
    ],
)
def test_code_counts_if_the_notebook_can_reach_it(job: Job, tmp_path: Path, module: str, told: str | None) -> None:
    (tmp_path / "pakke" / module).write_text("a = 1\n", encoding="utf-8")
    said = the_cache(tmp_path).explain(job)
    assert said == (f"Motalavej, slut: skal køres: {told}" if told else "Motalavej, slut: er ajour")
    assert the_cache(tmp_path).is_fresh(job) == (told is None)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("lock", "pakkernes versioner er ændret"),
        ("python", "Python-versionen er ændret"),
        ("environment", "sprog og kernens omgivelser er ændret"),
        ("engine", "papermill-motoren er ændret"),
    ],
)
def test_each_part_of_the_surroundings_counts(job: Job, tmp_path: Path, part: str, said: str) -> None:
    cache = the_cache(tmp_path, **{part: "anden"})
    assert not cache.is_fresh(job)
    assert cache.explain(job) == f"Motalavej, slut: skal køres: {said}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"parameters": {"area": "sydbyen"}}, "parameteren area var 'motalavej' og er nu 'sydbyen'"),
        ({"parameters": {"area": "motalavej", "round": "end"}}, "parameteren round var None og er nu 'end'"),
        ({"parameters": {"area": True}}, "parameteren area var 'motalavej' og er nu True"),
        ({"id": "plan/ny"}, "har ikke været kørt"),
    ],
)
def test_each_part_of_the_job_counts(job: Job, tmp_path: Path, change: dict[str, object], said: str) -> None:
    cache = the_cache(tmp_path)
    assert cache.explain(replace(job, **change)) == f"Motalavej, slut: skal køres: {said}"


def test_a_true_is_not_a_one(job: Job, tmp_path: Path) -> None:
    cache = the_cache(tmp_path)
    assert key_of(cache.parts(replace(job, parameters={"x": True}))) != key_of(
        cache.parts(replace(job, parameters={"x": 1}))
    )


def test_the_label_does_not_count(job: Job, tmp_path: Path) -> None:
    assert the_cache(tmp_path).is_fresh(replace(job, label="Motalavej i 2021"))


def edited(notebook: Path, **changes: object) -> None:
    document = json.loads(notebook.read_text(encoding="utf-8"))
    document["cells"][-1].update(changes)
    notebook.write_text(json.dumps(document, indent=2), encoding="utf-8")


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "print(area, 1)"},
        {"metadata": {"tags": ["remove-cell"]}},
        {"metadata": {"slideshow": {"slide_type": "skip"}}},
        {"attachments": {"a.png": {"image/png": "iVBO"}}},
        {"id": "andet"},
        {"cell_type": "raw"},
    ],
)
def test_what_a_cell_says_and_is_counts(job: Job, tmp_path: Path, changes: dict[str, object]) -> None:
    edited(job.notebook, **changes)
    said = the_cache(tmp_path).explain(job)
    assert said == "Motalavej, slut: skal køres: notebookens celler er ændret"


def test_outputs_counts_and_layout_of_the_file_do_not_count(job: Job, tmp_path: Path) -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "motalavej\n"}
    times = {"ExecuteTime": {"end_time": "2026"}, "collapsed": True}
    edited(job.notebook, outputs=[stream], execution_count=7, source=["print(", "area)"], metadata=times)
    assert the_cache(tmp_path).is_fresh(job)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("figurer/a.svg", "<svg></svg>", "filen figurer/a.svg er ændret siden kørslen"),
        ("figurer/a.svg", None, "filen figurer/a.svg mangler"),
        ("notebook.ipynb", None, "filen notebook.ipynb mangler"),
        (RECORD, None, "har ikke været kørt"),
        (RECORD, "{", "har ikke været kørt"),
        (RECORD, "[]", "har ikke været kørt"),
        (RECORD, DAMAGED % '"files":[]', "har ikke været kørt"),
        (RECORD, DAMAGED % '"read":{"a":1}', "har ikke været kørt"),
        (RECORD, DAMAGED % '"parts":1', "har ikke været kørt"),
    ],
)
def test_every_file_that_a_run_wrote_must_be_as_it_was(
    job: Job, tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    path = job.folder(tmp_path / "runs") / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    assert the_cache(tmp_path).explain(job) == f"Motalavej, slut: skal køres: {said}"


def test_a_record_edited_by_hand_is_not_trusted(job: Job, tmp_path: Path) -> None:
    path = job.folder(tmp_path / "runs") / RECORD
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {"key": "0"}), encoding="utf-8")
    assert "den gemte nøgle passer ikke" in the_cache(tmp_path).explain(job)


def test_a_notebook_that_is_gone_is_said_to_be(job: Job, tmp_path: Path) -> None:
    job.notebook.unlink()
    assert "notebooken findes ikke" in the_cache(tmp_path).explain(job)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("output/figures.py", True),
        ("output/templates/table.html", True),
        ("measurement/results.py", True),
        ("errors.py", True),
        ("reads.py", True),
        ("website/pages.py", False),
        ("audit/solving.py", False),
        ("sealing/gate.py", False),
        ("website/assets/style.css", False),
        ("cli.py", False),
        ("pipeline.py", False),
        ("sitemap.py", False),
        ("plan/notes.txt", False),
        ("output/__pycache__/figures.cpython-311.pyc", False),
    ],
)
def test_code_that_a_result_can_depend_on_counts(tmp_path: Path, name: str, counts: bool) -> None:
    (tmp_path / "paths.py").write_text("a = 1\n", encoding="utf-8")
    before = code_version(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("b = 1\n", encoding="utf-8")
    assert (code_version(tmp_path) != before) == counts


def test_code_is_the_same_with_the_line_ends_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"a = 1\nb = 2\n")
    before = code_version(tmp_path)
    path.write_bytes(b"a = 1\r\nb = 2\r\n")
    assert code_version(tmp_path) == before


def site_packages(monkeypatch: pytest.MonkeyPatch, folder: Path, *installed: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name in installed:
        (folder / f"{name}.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(folder)])


def test_the_surroundings_name_the_lock_file_and_what_is_installed_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, packages = small_project(tmp_path / "p"), tmp_path / "packages"

    def now(*installed: str) -> str:
        site_packages(monkeypatch, packages, *installed)
        return Surroundings.of(Project(root)).lock

    assert now() == "ingen"
    assert len({now(), now("pandas-3.1.1"), now("pandas-3.1.2")}) == 3
    (root / "requirements.lock").write_text("pandas==3.1.1 \\\n  --hash=sha256:0\nzict==1.0\n", encoding="utf-8")
    as_locked = now("pandas-3.1.1", "other-1.0", "maalbar-9")
    assert as_locked == now() == now("zict-1.0", "other-2.0")
    assert len({as_locked, now("pandas-3.1.2"), now("Pandas-3.0"), now("zict-2.0")}) == 4
    assert Surroundings.of(Project(root), "maalbar").engine == "maalbar"


@pytest.mark.parametrize("name", ["pakke/funnel.py", "pakke/words.py", "area.ipynb"])
def test_a_run_is_made_again_if_its_code_was_touched_meanwhile_though_it_is_as_before(
    job: Job, tmp_path: Path, name: str
) -> None:
    while_it_runs = the_cache(tmp_path)
    parts = while_it_runs.parts(job)
    path = tmp_path / name
    before = path.read_bytes()
    path.write_bytes(b"another")
    path.write_bytes(before)
    write_record(job.folder(tmp_path / "runs"), parts)
    while_it_runs.take_over(job)
    assert not the_cache(tmp_path).is_fresh(job)
    assert "Målbars kode er ændret" in the_cache(tmp_path).explain(job)
    untouched = the_cache(tmp_path)
    write_record(job.folder(tmp_path / "runs"), untouched.parts(job))
    untouched.take_over(job)
    assert the_cache(tmp_path).is_fresh(job)


def test_a_run_of_which_nobody_noted_what_it_read_is_made_again(job: Job, tmp_path: Path) -> None:
    write_record(job.folder(tmp_path / "runs"), the_cache(tmp_path).parts(job), [])
    assert not the_cache(tmp_path).is_fresh(job)
    assert "det blev ikke noteret, hvad kørslen læste" in the_cache(tmp_path).explain(job)


def test_a_run_that_saw_a_file_change_is_made_again(job: Job, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("2", encoding="utf-8")
    contents = ["0" * 64, reads.content(tmp_path / "a.csv"), "f" * 64]
    for seen, fresh in ((contents[1:2], True), (contents[:2], False), (contents[1:], False)):
        notes = [[reads.BEGUN], *(["file", "a.csv", content] for content in seen)]
        write_record(job.folder(tmp_path / "runs"), the_cache(tmp_path).parts(job), notes)
        assert the_cache(tmp_path).is_fresh(job) == fresh
