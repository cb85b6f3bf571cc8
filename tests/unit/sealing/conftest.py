"""A small project with a sealed round."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.paths import Project
from sealed_project import import_everything, seal_round, small_site


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project whose baseline is imported and sealed."""
    project = small_site(tmp_path / "projekt")
    import_everything(project)
    seal_round(project)
    return project
