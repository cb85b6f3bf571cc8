"""What a kernel notes of files and folders: each once, with what it held, and nothing that is no input."""

from __future__ import annotations

import os
import threading
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
    for place in ("build/b.txt", "src/c.py", ".skjult/d.txt"):
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


def test_without_the_variable_nothing_is_noted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(root)
    monkeypatch.delenv(reads.SWITCH)
    (root / "analyses" / "a.yml").read_bytes()
    reads.note("figures", "proeve")
    assert not reads.noting()
    assert not (root / "build" / reads.NOTES).exists()
