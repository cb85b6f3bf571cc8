"""The raw project that most tests of the intake start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from raw_project import RawProject


@pytest.fixture
def raw(tmp_path: Path) -> RawProject:
    """Return an empty raw project."""
    return RawProject(tmp_path)
