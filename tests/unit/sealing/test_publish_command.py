"""`maalbar publish`: what a person reads, and what must be in order before anything is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpers import freshness
from helpers.audit import auditing
from helpers.cli import app
from helpers.commands import up_to_date
from helpers.commands.publish import size_words
from helpers.commands.up_to_date import BuiltWith
from helpers.errors import AuditError, Fault, SiteError
from helpers.ledger.chain import read_ledger
from helpers.paths import Project
from helpers.plan import loading
from helpers.sealing import public_figures
from unit.sealing.public_cases import tell_of_the_ledger, write_site

OPTIONS = {"audience": "public", "engine": "pandoc", "partial": "False"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project whose site is as a build with pandoc left it; the attacker and the engine are stand-ins."""
    (tmp_path / "analyses").mkdir()
    (tmp_path / "_quarto.yml").write_text("", encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "om.qmd").write_text("", encoding="utf-8")
    found = Project(tmp_path)
    write_site(found)
    monkeypatch.setenv("MAALBAR_PROJECT", str(tmp_path))
    monkeypatch.setattr(freshness, "PACKAGE", tmp_path / "src" / "helpers")  # others may edit the real one meanwhile
    monkeypatch.setattr(auditing, "audit", lambda folder, earlier: None)
    monkeypatch.setattr(auditing, "must_pass", lambda found: found)
    monkeypatch.setattr(public_figures, "public_figures", lambda project: "{}\n")
    monkeypatch.setattr(up_to_date, "build_again", rebuilt)
    monkeypatch.setattr(loading, "load_plans", lambda project: ())
    remember(found)
    return found


def remember(project: Project) -> None:
    record = project.build / "fresh-public.json"
    stamp, files = freshness.inputs_stamp(project, OPTIONS), freshness.inputs_by_name(project)
    freshness.remember(record, stamp, project.site_for("public"), files)


def rebuilt(project: Project, options: BuiltWith) -> None:
    assert options.as_options() == OPTIONS
    tell_of_the_ledger(project)
    remember(project)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["publish", "--date", "2026-11-22", *arguments])


def test_it_says_what_was_published_and_when_nothing_has_changed(project: Project) -> None:
    first = run()
    assert first.exception is None, first.output
    assert "Udgivet som nr. 1 i protokollen: offentlig (7 filer, under 1 MB)." in first.output
    assert (project.root / "offentlig" / "index.html").is_file()
    assert "Intet er ændret siden udgivelsen nr. 1 i protokollen; intet er udgivet." in run().output
    assert [entry.date.isoformat() for entry in read_ledger(project)] == ["2026-11-22"]


def test_it_can_go_to_another_folder_without_a_new_line(project: Project) -> None:
    run()
    again = run("--into", "til-vores-vaert")
    assert "Lagt på plads igen efter udgivelsen nr. 1: til-vores-vaert (7 filer, under 1 MB)." in again.output
    assert len(read_ledger(project)) == 1


def test_a_site_that_is_not_up_to_date_is_not_published(project: Project) -> None:
    (project.analyses / "plan.yml").write_text("ny", encoding="utf-8")
    done = run()
    assert isinstance(done.exception, SiteError)
    assert "siden er ikke ajour: analyses/plan.yml er ny." in str(done.exception)
    assert "Kør: maalbar build" in str(done.exception)
    assert not (project.root / "offentlig").exists()


def test_a_leak_is_not_published(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaks(found: object) -> None:
        raise AuditError(Fault("index.html", "et skjult tal", "Skjult er skjult.", "Skjul det."))

    monkeypatch.setattr(auditing, "must_pass", leaks)
    assert isinstance(run().exception, AuditError)
    assert not (project.root / "offentlig").exists()
    assert read_ledger(project) == ()


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("pages/om.qmd", "ny", "siden er ikke ajour: pages/om.qmd er en anden"),
        ("pages/om.qmd", None, "siden er ikke ajour: pages/om.qmd er væk"),
        ("build/fresh-public.json", None, "siden er ikke ajour: siden blev ikke bygget færdig"),
        ("_site/index.html", "ny", "siden er ikke ajour: en fil på siden"),
        ("data/processed/releases/figures/0.json", "", "siden er ikke ajour: noget er låst eller udgivet"),
    ],
)
def test_what_is_not_up_to_date_is_named(project: Project, file: str, text: str | None, told: str) -> None:
    if text is None:
        (project.root / file).unlink()
    else:
        (project.root / file).parent.mkdir(parents=True, exist_ok=True)
        (project.root / file).write_text(text, encoding="utf-8")
    assert told in str(run().exception)


def test_the_figures_about_to_be_written_are_known_to_the_attacker(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the next attack reads, this one reads: the first publication passes the same test as the next."""
    read: list[list[str]] = []

    def look(folder: Path, earlier: Path) -> None:
        read.append(sorted(path.name for path in earlier.iterdir()))

    monkeypatch.setattr(auditing, "audit", look)
    earlier = project.releases / "figures"
    earlier.mkdir(parents=True)
    (earlier / "0.json").write_text("", encoding="utf-8")
    remember(project)
    done = run()
    assert "Angriber siden og alt, der er udgivet før …" in done.output
    assert read == [sorted(path.name for path in earlier.iterdir())] * 2  # before the ledger's line, and after
    assert len(read[0]) == 2


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (999_999, "under 1 MB"), (1_000_000, "1 MB"), (38_400_000, "38 MB"), (999_400_000, "999 MB"),
        (999_600_000, "1,0 GB"), (2_340_000_000, "2,3 GB"),
    ],
)  # fmt: skip
def test_a_size_is_said_as_people_say_it(size: int, said: str) -> None:
    assert size_words(size) == said
