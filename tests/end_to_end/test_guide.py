"""The guide's own examples work as they are printed."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from openpyxl import Workbook

from helpers.observations.store import read
from helpers.observations.table import Origin, Query
from helpers.paths import Project
from projects import ROOT, maalbar

GUIDE = (ROOT / "docs" / "vejledning.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```$", GUIDE, flags=re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for block in found]


def test_a_spreadsheet_of_ones_own_is_imported_as_the_guide_says(fresh_project: Path) -> None:
    sources = fresh_project / "analyses" / "slagelse-2017" / "sources.yml"
    (entry,) = blocks("yaml")
    text = sources.read_text(encoding="utf-8")
    kept = text[: text.index("  - id: demo-")]
    sources.write_text(kept + textwrap.indent(entry, "  "), encoding="utf-8")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Fraflytning"
    for row in (
        ["Boligområde", "År", "Fraflyttede", "Boliger"],
        ["Motalavej", 2021, 138, 790],
        ["Sydbyen", 2021, 99, 560],
    ):
        sheet.append(row)
    folder = fresh_project / "data" / "raw" / "slagelse-2017" / "fraflytning"
    folder.mkdir()
    book.save(folder / "fraflytning-2021.xlsx")
    ran = maalbar(fresh_project, "import", "--evaluation", "slagelse-2017")
    assert ran.code == 0, ran.text
    query = Query("slagelse-2017", areas=("motalavej",), indicators=("fraflytningsprocent",))
    (found,) = (item for item in read(Project(fresh_project), query) if item.origin is Origin.SUPPLIED)
    assert (found.numerator, found.denominator) == (138, 790)
    assert found.value == pytest.approx(100 * 138 / 790)


@pytest.mark.parametrize("code", blocks("python"))
def test_the_researchers_examples_run(code: str, built: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(len(list(locals())))"],
        cwd=built,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
