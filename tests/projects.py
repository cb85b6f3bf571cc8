"""Copies of this project for tests that run the command as a person would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("analyses", "notebooks", "pages", "data/raw", "_quarto.yml", "requirements.lock")


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
            shutil.copytree(source, goal, ignore=shutil.ignore_patterns("demo-*", "figurer", ".ipynb_checkpoints"))
        else:
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, goal)
    return target


def maalbar(project: Path, *arguments: str, **environment: str) -> Ran:
    """Run `maalbar` in `project`."""
    env = {name: value for name, value in os.environ.items() if name != "MAALBAR_PROJECT"}
    env |= {"PYTHONWARNINGS": "error::DeprecationWarning:helpers", "NO_COLOR": "1", "COLUMNS": "200", **environment}
    done = subprocess.run(
        [sys.executable, "-c", "from helpers.cli import main; main()", *arguments],
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
