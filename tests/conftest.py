"""What several kinds of tests share: one built demonstration site per test session."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from projects import copy_project, maalbar
from seeded import seed_person

# Python looks for what nobody needs any more after every 700 new things, among the hundred thousands that tests and
# libraries keep; a seventh of the time.
gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a copy of the project with demonstration data, a person in a list, and the finished site; read only.

    Processes that share the tests share the site: the first that needs it builds it, the others wait.
    """
    alone = worker_id == "master"
    base = tmp_path_factory.mktemp("built") if alone else tmp_path_factory.getbasetemp().parent / "built"
    base.mkdir(exist_ok=True)
    project, done = base / "projekt", base / "done"
    with FileLock(base / "lock"):
        if not done.is_file():
            shutil.rmtree(project, ignore_errors=True)  # what a worker left that failed to build
            copy_project(project)
            for command in ("demo", "build"):
                ran = maalbar(project, command)
                assert ran.code == 0, ran.text
                if command == "demo":
                    seed_person(project)
            done.touch()
    return project


@pytest.fixture
def built_copy(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the built project that a test may change; time stamps are kept."""
    return Path(shutil.copytree(built, tmp_path / "projekt"))


@pytest.fixture
def fresh_project(tmp_path: Path) -> Path:
    """Return a copy of the project's inputs, without demonstration data, that a test may change."""
    return copy_project(tmp_path / "projekt")
