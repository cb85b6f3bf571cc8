"""What a build that was killed left beside the site is mended by the next one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.errors import Fault, SiteError
from helpers.website.swap import ASIDE, MARK, replacing


def dead() -> int:
    """Return the number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def site(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / MARK).write_text("{}", encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def build(output: Path) -> None:
    with replacing(output) as fresh:
        (fresh / MARK).write_text("{}", encoding="utf-8")
        (fresh / "index.html").write_text("ny", encoding="utf-8")


def test_half_made_sites_of_killed_builds_are_removed(tmp_path: Path) -> None:
    output = site(tmp_path / "_site", "gammel")
    left = site(tmp_path / f"._site.{dead()}-abc", "halv")
    build(output)
    assert not left.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_the_old_site_comes_back_if_a_build_was_killed_between_two_renames(tmp_path: Path) -> None:
    output = tmp_path / "_site"
    site(tmp_path / f"._site.{dead()}-abc" / ASIDE, "gammel")
    with pytest.raises(SiteError), replacing(output):
        _fail(output)
    assert (output / "index.html").read_text(encoding="utf-8") == "gammel"


def _fail(output: Path) -> None:
    assert (output / "index.html").read_text(encoding="utf-8") == "gammel"
    raise SiteError(Fault("side", "fejl", "regel", "gør"))


def test_a_build_that_is_running_keeps_its_work(tmp_path: Path) -> None:
    output = site(tmp_path / "_site", "gammel")
    running = site(tmp_path / f"._site.{os.getppid()}-abc", "på vej")
    build(output)
    assert (running / "index.html").is_file()
    assert (output / "index.html").read_text(encoding="utf-8") == "ny"
