"""The commands `seal`, `rebuild` and `releases` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.cli import app
from helpers.errors import SealedError, SiteError, UsageError
from helpers.ledger.chain import ledger_file
from helpers.paths import Project
from sealed_project import BASELINE, BASELINE_ROWS, EVALUATION, HEAD, import_everything, put, seal_round, small_site

SEAL = ("seal", "--evaluation", EVALUATION, "--round", "baseline")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project whose baseline is imported, as the working folder."""
    project = small_site(tmp_path / "projekt")
    import_everything(project)
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("MAALBAR_PROJECT", raising=False)
    return project


def run(*words: str) -> str:
    ran = CliRunner().invoke(app, words)
    if ran.exception is not None:
        raise ran.exception
    return ran.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("seal",), "--evaluation eller --round mangler"),
        (("seal", "--evaluation", EVALUATION), "--evaluation eller --round mangler"),
        ((*SEAL, "--note", "Fordi"), "--note uden --amend"),
        (("seal", "--evaluation", EVALUATION, "--round", "midway"), "runden baseline er ikke låst"),
        (("seal", "--amend", "--note", "Fordi"), "ingen låst runde"),
        (("rebuild", "proeve-2020-baseline-v1"), "ingen låste runder"),
    ],
)
def test_what_is_missing_is_told(project: Project, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        run(*words)
    assert not ledger_file(project).exists()


@pytest.mark.usefixtures("project")
def test_a_site_that_is_not_up_to_date_is_not_sealed() -> None:
    with pytest.raises(SiteError, match="ikke ajour"):
        run(*SEAL)


def test_the_ledger_is_listed_and_a_broken_one_is_refused(project: Project) -> None:
    assert "Protokollen er tom" in run("releases")
    seal_round(project)
    assert run("releases").startswith("1. 2020-02-01 låst proeve-2020-baseline-v1")
    (line,) = json.loads(run("releases", "--json"))
    assert (line["release"], line["kind"], line["number"]) == ("proeve-2020-baseline-v1", "seal", 1)
    assert "Protokollen og arkivet er hele" in run("releases", "--verify")
    file = ledger_file(project)
    file.write_text(file.read_text(encoding="utf-8").replace("2020-02-01", "2019-02-01"), encoding="utf-8")
    for words in (("releases",), ("check",), ("import",), ("build",), SEAL):
        with pytest.raises(SealedError, match=r"ledger\.jsonl:1"):
            run(*words)


def test_vouching_for_a_sealed_file_leads_on_to_sealing_again(project: Project) -> None:
    seal_round(project)
    put(project.root, BASELINE, HEAD + BASELINE_ROWS.replace("90;150", "91;150"))
    told = run("accept", BASELINE, "--note", "Rettet levering")
    assert 'proeve-2020-baseline-v1. Lås igen: maalbar seal --amend --note "hvorfor"' in told
    assert "maalbar build" not in told


def test_a_sealed_file_is_fetched_by_the_command_that_the_fault_names(project: Project) -> None:
    seal_round(project)
    before = (project.root / BASELINE).read_bytes()
    (project.root / BASELINE).unlink()
    assert "da proeve-2020-baseline-v1 blev låst" in run("releases", "--restore", BASELINE, "--into", "gammel")
    assert (project.root / "gammel" / "2019.csv").read_bytes() == before
