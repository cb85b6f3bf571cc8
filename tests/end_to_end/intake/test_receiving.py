"""The commands about raw files as an evaluator uses them: check, report, import in part, accept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers.intake.importing import last_report
from helpers.observations.store import read
from helpers.observations.table import Query
from helpers.paths import Project
from projects import copy_project, maalbar, replace_once, state

DOCUMENTED = "data/raw/slagelse-2017/dokumenterede-tal/dokumenterede-tal.csv"
EVICTIONS = "data/raw/bolivvejle-2013/demo-udsaettelser/demo-udsaettelser.csv"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with demonstration files, imported by the command; read only."""
    project = copy_project(tmp_path_factory.mktemp("modtaget") / "projekt")
    for command in ("demo", "import"):
        ran = maalbar(project, command)
        assert ran.code == 0, ran.text
    return project


@pytest.fixture
def project(imported: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may change."""
    return Path(shutil.copytree(imported, tmp_path / "projekt"))


def spoil(project: Path) -> None:
    """Put a word where a documented number stood."""
    replace_once(project / DOCUMENTED, ";58,3;", ";mange;")


def test_a_check_of_what_was_read_opens_no_workbook(imported: Path) -> None:
    before = state(imported)
    ran = maalbar(imported, "check", PYTHONPROFILEIMPORTTIME="1")
    assert ran.code == 0, ran.text
    assert "Ingen fejl" in ran.stdout
    loaded = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if "import time:" in line}
    assert "helpers.intake.examining" in loaded
    readers = {"openpyxl", "odf", "pyreadstat", "helpers.intake.workbooks", "helpers.intake.delimited"}
    assert readers & loaded == set()
    assert state(imported) == before


def test_check_as_json_gives_warnings_and_a_verdict_on_each_file(project: Path) -> None:
    spoil(project)
    ran = maalbar(project, "check", "--json")
    assert ran.code == 4
    told = json.loads(ran.stdout)
    verdicts = {one["place"]: one for one in told["files"]}
    assert verdicts[DOCUMENTED]["use"] == "at_fault"
    assert verdicts[EVICTIONS]["use"] == "good"
    assert verdicts[EVICTIONS]["rows"] > 0
    assert [fault["value"] for fault in told["faults"]] == [fault["value"] for fault in verdicts[DOCUMENTED]["faults"]]
    assert told["warnings"]
    assert {"place", "value", "rule", "remedy", "sheet", "row", "column"} == set(told["warnings"][0])


def test_the_report_is_written_good_or_bad(project: Path) -> None:
    ran = maalbar(project, "check", "--report", "ud/gennemgang.html")
    assert ran.code == 0, ran.text
    spoil(project)
    before = {path.name for path in (project / "ud").iterdir()}
    ran = maalbar(project, "check", "--report", "ud/gennemgang.html")
    assert ran.code == 4
    assert {path.name for path in (project / "ud").iterdir()} >= before
    (bad,) = [path for path in (project / "ud").glob("gennemgang-*.html") if "»mange«" in path.read_text("utf-8")]
    assert "aftalens-parter" in bad.name
    assert maalbar(project, "check", "--report", "ud/gennemgang.txt").code == 2


def test_a_partial_import_is_loud_and_the_next_whole_one_still_refuses(project: Path) -> None:
    spoil(project)
    ran = maalbar(project, "import", "--partial")
    assert ran.code == 0, ran.text
    assert "Ufuldstændig indlæsning: 1 fil er udeladt" in ran.stderr
    assert DOCUMENTED in ran.stderr
    report = last_report(Project(project), "slagelse-2017")
    assert report is not None
    assert [(f"data/raw/{one.file}", one.faults) for one in report.left_out] == [(DOCUMENTED, 2)]
    assert "dokumenterede-tal" not in {one.source for one in read(Project(project), Query("slagelse-2017"))}
    assert maalbar(project, "import").code == 4
    replace_once(project / DOCUMENTED, ";mange;", ";58,3;")
    ran = maalbar(project, "import")
    assert ran.code == 0, ran.text
    report = last_report(Project(project), "slagelse-2017")
    assert report is not None
    assert report.left_out == ()
    assert "dokumenterede-tal" in {one.source for one in read(Project(project), Query("slagelse-2017"))}


def test_a_removed_file_is_accepted_by_the_command(project: Path) -> None:
    (project / EVICTIONS).unlink()
    ran = maalbar(project, "check")
    assert ran.code == 4
    assert "filen er væk, efter at den er modtaget" in ran.text
    assert maalbar(project, "accept", EVICTIONS, "--note", "Væk").code == 2
    sources = project / "analyses/bolivvejle-2013/sources.yml"
    pattern = "files: demo-udsaettelser/demo-udsaettelser.csv"
    replace_once(sources, pattern, f"{pattern}\n    optional: true")
    ran = maalbar(project, "accept", EVICTIONS, "--removed", "--note", "Trukket tilbage af kommunen")
    assert ran.code == 0, ran.text
    assert maalbar(project, "import").code == 0
    report = last_report(Project(project), "bolivvejle-2013")
    assert report is not None
    assert [(one.what, one.note) for one in report.accepted] == [("removed", "Trukket tilbage af kommunen")]


def test_a_new_seed_of_the_demonstration_is_no_change(project: Path) -> None:
    ran = maalbar(project, "demo", "--seed", "2")
    assert ran.code == 0, ran.text
    ran = maalbar(project, "import")
    assert ran.code == 0, ran.text
    assert "var ajour" not in ran.stdout
