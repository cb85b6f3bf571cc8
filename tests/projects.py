"""Copies of this project for tests that run the command as a person would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    "analyses", "notebooks", "pages", "data/raw", "tests/spec", "benchmarks/results/simulations", "_quarto.yml",
    "requirements.lock",
)  # fmt: skip
RUN = "from helpers.cli import main; main()"
PLAIN_USER = ("setpriv", "--bounding-set=-dac_override")
LEFT_BEHIND = ("demo-*", "modtaget.json", "dokumenteret-modtaget.json", "figurer", ".ipynb_checkpoints")
"""What is written by running Målbar here; a copy starts without it."""
INLINE = {"a", "abbr", "b", "code", "em", "i", "q", "s", "span", "strong", "wbr"}
"""Elements that stand in a line of text; all others begin a place of their own."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    stdout: str
    stderr: str

    @property
    def text(self) -> str:
        """Everything the person saw, with line breaks of the terminal folded."""
        return " ".join(f"{self.stdout}\n{self.stderr}".split())


def copy_project(target: Path) -> Path:
    """Copy what git tracks of the project's inputs (no demonstration data) to `target`."""
    for name in COPIED:
        source, goal = ROOT / name, target / name
        if source.is_dir():
            shutil.copytree(source, goal, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        else:
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, goal)
    return target


def maalbar(project: Path, *arguments: str, as_a_plain_user: bool = False, **environment: str) -> Ran:
    """Run `maalbar` in `project`; `as_a_plain_user` takes from root the right to write where nobody may (Linux)."""
    env = {name: value for name, value in os.environ.items() if name != "MAALBAR_PROJECT"}
    env |= {"PYTHONWARNINGS": "error::DeprecationWarning:helpers", "NO_COLOR": "1", "COLUMNS": "200", **environment}
    done = subprocess.run(
        [*(PLAIN_USER if as_a_plain_user else ()), sys.executable, "-c", RUN, *arguments],
        cwd=project,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=900,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def maalbar_json(project: Path, *arguments: str) -> Any:
    """Run a command that writes JSON, and return it."""
    ran = maalbar(project, *arguments, "--json")
    assert ran.code == 0, ran.text
    return json.loads(ran.stdout)


def pages(project: Path) -> dict[str, BeautifulSoup]:
    """Return every page of a project's site by its address, scripts left out; read once for each site."""
    return _pages(project / "_site")


@cache
def _pages(site: Path) -> dict[str, BeautifulSoup]:
    read: dict[str, BeautifulSoup] = {}
    for path in sorted(site.rglob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        read[path.relative_to(site).as_posix()] = soup
    assert read, site
    return read


def words(element: Tag) -> str:
    """Return what a reader sees of an element: no scripts, every run of spaces as one, apart what stands apart."""
    parts: list[str] = []
    for item in element.descendants:
        if isinstance(item, Tag):
            parts.append("" if item.name in INLINE else " ")
        elif isinstance(item, NavigableString) and not _is_hidden(item):
            parts.append(str(item))
    return " ".join("".join(parts).split())


def _is_hidden(text: NavigableString) -> bool:
    return isinstance(text, PreformattedString) or (text.parent is not None and text.parent.name in {"script", "style"})


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Return each file below a folder with the hash of its bytes and its time stamp."""
    return {
        path.relative_to(folder).as_posix(): (sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def replace_once(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a text file, and return the line that it stood on."""
    text = path.read_bytes().decode("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    return text[: text.index(old)].count("\n") + 1
