"""The recorded Quarto projects of `tests/reference/website/oracle`, laid out as projects again."""

from __future__ import annotations

import shutil
from pathlib import Path

ORACLE = Path(__file__).parent / "reference" / "website" / "oracle"
KEPT_AS = ".ipynb.json"
"""Executed notebooks are kept under this ending: nothing in the repository is a notebook with outputs."""


def recorded_project(name: str, folder: Path) -> Path:
    """Copy the recorded project `name` to `folder`, its notebooks under their own names."""
    shutil.copytree(ORACLE / name, folder)
    for path in sorted(folder.rglob(f"*{KEPT_AS}")):
        path.rename(path.with_name(path.name.removesuffix(".json")))
    return folder
