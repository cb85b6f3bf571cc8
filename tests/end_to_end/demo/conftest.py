"""A project of plans and documented figures alone, for tests of the demonstration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.demo.writing import write_demo
from helpers.paths import Project

ROOT = Path(__file__).resolve().parents[3]


def _inputs(target: Path) -> Project:
    shutil.copytree(ROOT / "analyses", target / "analyses")
    for folder in sorted((ROOT / "data" / "raw").glob("*/dokumenterede-tal")):
        shutil.copytree(folder, target / "data" / "raw" / folder.parent.name / folder.name)
    (target / "_quarto.yml").write_text("", encoding="utf-8")
    return Project(target)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project of one's own, without demonstration data."""
    return _inputs(tmp_path)


@pytest.fixture(scope="module")
def written_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with demonstration data of seed 1; read only."""
    shared = _inputs(tmp_path_factory.mktemp("demo"))
    write_demo(shared)
    return shared
