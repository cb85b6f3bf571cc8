"""Statistical cases with known answers whose data are not ours to carry: read from `MAALBAR_REFERENCE_DATA`.

Each folder there holds CSV files and `expected.json`. Without the variable such a test is skipped and says so; in CI it
fails instead.
"""

from __future__ import annotations

import csv
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "MAALBAR_REFERENCE_DATA"


@dataclass(frozen=True)
class Entry:
    """One known answer."""

    id: str
    value: Any
    tolerance: float
    relative: bool
    inputs: dict[str, Any]
    source: str

    @property
    def approx(self) -> Any:
        """The answer to compare with, with its tolerance."""
        if self.relative:
            return pytest.approx(self.value, rel=self.tolerance, abs=0.0)
        return pytest.approx(self.value, abs=self.tolerance, rel=0.0)


@dataclass(frozen=True)
class Case:
    """One folder of the reference data."""

    folder: Path
    entries: dict[str, Entry]

    def rows(self, file: str) -> list[dict[str, str]]:
        """Return a CSV file's rows as text."""
        with (self.folder / file).open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.DictReader(opened))


def reference_case(name: str) -> Case:
    """Return a case, or skip the test that asks (in CI: fail it)."""
    root = os.environ.get(VARIABLE, "")
    if not root or not (Path(root) / name).is_dir():
        reason = f"{VARIABLE} names no folder with the reference data, which others own and Målbar may not carry"
        # Others own these data; CI is given them, so that nothing goes untested.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    folder = Path(root) / name
    known = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Case(folder, {entry["id"]: _entry(entry) for entry in known["entries"]})


def _entry(entry: dict[str, Any]) -> Entry:
    return Entry(
        entry["id"],
        entry["value"],
        float(entry["tolerance"]),
        entry.get("tolerance_kind") == "rel",
        entry.get("inputs", {}),
        entry["source"],
    )
