"""Whoever reads a file by other means than Python's own tells of it, or no notebook calls it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "helpers"
BY_OTHER_MEANS = re.compile(
    r"duckdb\.connect|geopandas\.read|pyogrio|sqlite3\.connect|ParquetFile\(|read_parquet|ParquetDataset|"
    r"subprocess\.(run|Popen|check)|os\.system|polars"
)
AFTER_THE_NOTEBOOKS = {"audit", "commands", "runner", "sealing", "website"}
IN_COMMANDS_ONLY = {
    "intake/registration_files.py": "an import reads registrations",
    "intake/statistical.py": "an import reads files of statistics programs",
    "observations/registering.py": "an import counts registrations",
}
MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if len(path.relative_to(PACKAGE).parts) > 1 and path.relative_to(PACKAGE).parts[0] not in AFTER_THE_NOTEBOOKS
)


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_what_python_does_not_open_is_told(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if BY_OTHER_MEANS.search(text) and inside(path) not in IN_COMMANDS_ONLY:
        assert "reads.file(" in text


def test_the_exceptions_read_by_other_means() -> None:
    found = {inside(path) for path in MODULES if BY_OTHER_MEANS.search(path.read_text(encoding="utf-8"))}
    assert found >= {*IN_COMMANDS_ONLY, "observations/store.py", "output/maps.py"}
