"""What a kernel notes of files and folders: each once, with what it held, and nothing that is no input."""

from __future__ import annotations

import importlib
import os
import sqlite3
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from helpers import reads


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project in which a run has begun to note; its working folder is under `build`."""
    for place in ("analyses/a.yml", "build/b.txt", "src/c.py", ".skjult/d.txt", "data/raw/e.csv"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(place, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "build")
    monkeypatch.setenv(reads.SWITCH, "1")
    monkeypatch.setenv("MAALBAR_PROJECT", str(tmp_path))
    monkeypatch.setattr(reads, "_notes", None)
    reads.begin()
    return tmp_path


def noted(root: Path) -> list[list[str]]:
    found = reads.noted(root / "build")
    assert found.pop(0) == [reads.BEGUN]
    return found


def test_a_file_that_is_read_is_noted_once_with_what_it_held(root: Path) -> None:
    path = root / "analyses" / "a.yml"
    was = reads.content(path)
    for _ in range(2):
        path.read_text(encoding="utf-8")
    os.close(os.open(path, os.O_RDONLY))
    assert noted(root) == [["file", "analyses/a.yml", was]]


def test_a_file_that_changes_under_way_is_noted_as_it_was_each_time(root: Path) -> None:
    path = root / "analyses" / "a.yml"
    was = [reads.content(path)]
    path.read_bytes()
    path.write_bytes(b"x")
    was.append(reads.content(path))
    path.read_bytes()
    assert noted(root) == sorted(["file", "analyses/a.yml", content] for content in was)


def test_what_is_written_or_no_input_is_not_noted(root: Path) -> None:
    (root / "analyses" / "a.yml").write_text("b", encoding="utf-8")
    for place in ("build/b.txt", ".skjult/d.txt", f"build/{reads.NOTES}"):
        (root / place).read_bytes()
    Path(os.devnull).read_bytes()
    assert noted(root) == []


def test_a_file_that_is_not_there_and_the_names_in_a_folder_are_noted(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        (root / "analyses" / "ny.yml").read_bytes()
    names = [path.name for path in (root / "data" / "raw").glob("*.csv")]
    assert names == ["e.csv"]
    listed = reads.listing(root / "data" / "raw")
    assert noted(root) == [["file", "analyses/ny.yml", reads.MISSING], ["folder", "data/raw", listed]]
    (root / "data" / "raw" / ".gemt").write_text("", encoding="utf-8")
    assert reads.listing(root / "data" / "raw") == listed
    (root / "data" / "raw" / "f.csv").write_text("", encoding="utf-8")
    assert reads.listing(root / "data" / "raw") != listed


def test_behind_something_finer_a_file_is_noted_as_that_and_folders_not_at_all(root: Path) -> None:
    with reads.behind():
        (root / "analyses" / "a.yml").read_bytes()
        list((root / "data" / "raw").iterdir())
        reads.note("figures", "proeve")
    assert noted(root) == [
        ["behind", "analyses/a.yml", reads.content(root / "analyses" / "a.yml")],
        ["figures", "proeve"],
    ]


def test_another_thread_is_not_behind_what_this_one_is(root: Path) -> None:
    with reads.behind():
        other = threading.Thread(target=(root / "analyses" / "a.yml").read_bytes)
        other.start()
        other.join()
    assert [line[0] for line in noted(root)] == ["file"]


def places(root: Path) -> set[tuple[str, str]]:
    return {(kind, place) for kind, place, _ in noted(root)}


def test_what_is_opened_to_read_and_write_is_noted(root: Path) -> None:
    for place, mode in (("analyses/a.yml", "r+"), ("data/raw/e.csv", "a+")):
        with (root / place).open(mode, encoding="utf-8"):
            pass
    os.close(os.open(root / "src" / "c.py", os.O_RDWR))
    assert places(root) == {("file", "analyses/a.yml"), ("file", "data/raw/e.csv"), ("file", "src/c.py")}


def test_a_link_is_noted_as_what_was_asked_for(root: Path) -> None:
    disk = root / ".disk"
    (root / "data" / "raw").rename(disk)
    (root / "data" / "raw").symlink_to(disk)
    (root / "nu.yml").symlink_to(root / "analyses" / "a.yml")
    for place in ("data/raw/e.csv", "nu.yml"):
        (root / place).read_bytes()
    assert places(root) == {("file", "data/raw/e.csv"), ("file", "nu.yml")}


def test_what_lies_outside_the_project_is_noted_by_its_whole_path(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, temporary = tmp_path_factory.mktemp("hjemme"), tmp_path_factory.mktemp("midlertidigt")
    of_the_run = tmp_path_factory.mktemp("koerslens")
    for folder in (outside, temporary, of_the_run):
        (folder / "a.csv").write_text("a", encoding="utf-8")
    (outside.parent / "ved-siden-af.csv").write_text("a", encoding="utf-8")
    (outside.parent / "ved-siden-af.csv").read_bytes()  # temporary, as the project in this test is
    assert places(root) == set()
    monkeypatch.setattr(tempfile, "tempdir", str(of_the_run))
    monkeypatch.setenv(reads.TEMPORARY, str(temporary))
    reads.begin()
    for path in (outside / "a.csv", temporary / "a.csv", of_the_run / "a.csv", Path(os.__file__), Path(reads.__file__)):
        path.read_bytes()
    list(outside.iterdir())
    assert places(root) == {("file", (outside / "a.csv").as_posix()), ("folder", outside.as_posix())}


def test_a_database_is_noted_with_what_was_written_beside_it(root: Path) -> None:
    place = root / "data" / "tal.sqlite"
    for name in (place, f"file:{place}?mode=ro"):
        with closing(sqlite3.connect(name, uri=True)):
            pass
    sqlite3.connect(":memory:").close()
    assert places(root) == {("file", "data/tal.sqlite"), ("file", "data/tal.sqlite-wal")}


def test_of_a_compiled_module_the_source_is_noted(root: Path) -> None:
    folder = root / "notebooks" / "__pycache__"
    folder.mkdir(parents=True)
    (folder / "mine.cpython-311.pyc").write_bytes(b"")
    (folder / "mine.cpython-311.pyc").read_bytes()
    assert places(root) == {("file", "notebooks/mine.py")}


def test_where_python_looks_for_modules_is_not_noted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "moduler").mkdir()
    (root / "moduler" / "kun_i_denne_proeve.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(root / "moduler")
    importlib.import_module("kun_i_denne_proeve")
    assert places(root) == {("file", "moduler/kun_i_denne_proeve.py")}


def test_a_list_that_cannot_be_written_is_no_list(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(os, "write", refuse)
        reads.note("figures", "proeve")
    reads.note("figures", "andet")
    assert [reads.BEGUN] not in reads.noted(root / "build")


def refuse(*_: object, **__: object) -> None:
    raise OSError("no space left")


def test_without_the_variable_nothing_is_noted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(root)
    monkeypatch.delenv(reads.SWITCH)
    (root / "analyses" / "a.yml").read_bytes()
    reads.note("figures", "proeve")
    assert not reads.noting()
    assert not (root / "build" / reads.NOTES).exists()


def test_a_notebook_that_closes_the_list_gets_no_line_in_a_file_of_its_own(root: Path) -> None:
    reads.note("figures", "proeve")
    notes = reads._current()
    assert notes is not None
    number = notes.number()
    os.close(number)
    own = os.open(root / "build" / "eget.txt", os.O_WRONLY | os.O_CREAT)
    assert own == number
    reads.note("figures", "andet")
    os.close(own)
    assert (root / "build" / "eget.txt").read_bytes() == b""
    assert ["figures", "andet"] in reads.noted(root / "build")
