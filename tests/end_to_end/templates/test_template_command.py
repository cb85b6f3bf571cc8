"""`maalbar template` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from helpers.cli import app
from helpers.errors import UsageError
from projects import ROOT


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the command on this project; it writes only where it is told."""
    monkeypatch.setenv("MAALBAR_PROJECT", str(ROOT))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["template", *arguments])


def refusal(*arguments: str) -> str:
    ran = run(*arguments)
    assert isinstance(ran.exception, UsageError)
    return str(ran.exception)


def test_without_an_owner_all_owners_and_their_deliveries_are_listed() -> None:
    ran = run("--evaluation", "slagelse-2017")
    assert "Sydsjællands og Lolland-Falsters Politi: Tryghed, Anmeldt hærværk" in ran.output
    listed = json.loads(run("--evaluation", "slagelse-2017", "--json").output)
    assert listed["slagelse-2017"]["Slagelse Brand og Redning"] == ["paasatte-brande"]


def test_an_owner_gets_a_workbook_for_each_evaluation_that_asks_it(tmp_path: Path) -> None:
    ran = run("politiet", "--into", str(tmp_path), "--json")
    assert ran.exit_code == 0, ran.output
    names = ["bolivvejle-2013-politiet.xlsx"]
    names += ["slagelse-2017-sydsjaellands-og-lolland-falsters-politi.xlsx"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert [one["written"] for one in json.loads(ran.output)] == [True, True]
    again = run("politiet", "--into", str(tmp_path))
    assert again.output.count("Findes i forvejen") == 2


def test_a_template_that_may_be_filled_in_is_not_written_over(tmp_path: Path) -> None:
    run("brand", "--evaluation", "slagelse-2017", "--into", str(tmp_path))
    (path,) = tmp_path.iterdir()
    book = load_workbook(path)
    book.worksheets[1]["C8"] = 3
    book.save(path)
    filled = path.read_bytes()
    assert "der ligger en anden fil med det navn" in refusal("brand", "--into", str(tmp_path))
    assert path.read_bytes() == filled
    run("brand", "--into", str(tmp_path), "--force")
    assert path.read_bytes() != filled


def test_nothing_is_written_among_what_was_received() -> None:
    said = refusal("brand", "--into", str(ROOT / "data" / "raw" / "slagelse-2017" / "skabeloner"))
    assert "mappen er til modtagne filer" in said
    assert not (ROOT / "data" / "raw" / "slagelse-2017" / "skabeloner").exists()


def test_an_unknown_owner_is_refused_with_the_closest_name() -> None:
    assert "Mente du »Slagelse Kommune«?" in refusal("slagelse komune", "--evaluation", "slagelse-2017")
