"""A process that a notebook forks off notes in the list of its run, wherever the run went meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers import reads


def test_a_process_that_was_forked_off_notes_in_the_list_of_its_run(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").write_text("a", encoding="utf-8")
    was = reads.content(tmp_path / "a.yml")
    (tmp_path / "build").mkdir()
    monkeypatch.chdir(tmp_path / "build")
    monkeypatch.setenv(reads.SWITCH, "1")
    monkeypatch.setenv("MAALBAR_PROJECT", str(tmp_path))
    monkeypatch.setattr(reads, "_notes", None)
    reads.begin()
    os.chdir(tmp_path_factory.mktemp("andetsteds"))
    forked = os.fork()
    if not forked:
        with reads.behind():
            (tmp_path / "a.yml").read_bytes()
        os._exit(0)
    assert os.waitpid(forked, 0)[1] == 0
    assert reads.noted(tmp_path / "build") == [[reads.BEGUN], ["behind", "a.yml", was]]
