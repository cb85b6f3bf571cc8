"""The attack stands between a finished site and its readers: in the build, and as a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import pipeline
from helpers.audit.auditing import audit, must_pass
from helpers.commands.audit import audit as command
from helpers.errors import AuditError, UsageError
from helpers.paths import Project
from helpers.website.engine import build_site
from published_site import publish, put
from unit.website.test_engine import project


def test_a_leak_leaves_the_old_site(tmp_path: Path) -> None:
    source, output = project(tmp_path), tmp_path / "_site"
    build_site(source, output, engine="pandoc")
    before = {path: path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}
    (source / "under" / "side.qmd").write_text("---\ntitle: Ny\n---\n\nNyt.\n", encoding="utf-8")
    seen: list[Path] = []

    def refuse(folder: Path) -> None:
        seen.append(folder / "under" / "side.html")
        assert "Nyt." in seen[0].read_text(encoding="utf-8")
        must_pass(audit(publish_with_leak(tmp_path / "andet")))

    with pytest.raises(AuditError):
        build_site(source, output, engine="pandoc", attest=refuse)
    assert seen
    assert not seen[0].exists()
    assert {path: path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()} == before


def publish_with_leak(folder: Path) -> Path:
    """Write a folder that says in words what it hides."""
    put(publish(folder), "forside.html", "<p>Deltagere i fritidsjob i Nordparken i 2021: 3 personer</p>")
    return folder


def test_every_public_site_is_attacked_with_all_that_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Callable[[Path], object] | None] = {}

    def built(source: Path, output: Path, *, attest: Callable[[Path], object] | None, **others: object) -> None:
        given[output.name] = attest

    def nothing(*_: object) -> tuple[()]:
        return ()

    for name in ("check_words", "load_registry", "load_plans", "assemble", "site_pages"):
        monkeypatch.setattr(pipeline, name, nothing)
    monkeypatch.setattr(pipeline, "build_site", built)
    for audience in ("public", "internal"):
        pipeline.site(Project(tmp_path), audience)
    attest = given["_site"]
    assert attest is not None
    attest(publish(tmp_path / "side"))
    with pytest.raises(AuditError):
        attest(publish_with_leak(tmp_path / "side"))
    assert given["site-internal"] is None


def test_the_command_says_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Project, "find", lambda: Project(tmp_path))
    command(publish(tmp_path / "side"), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    assert told["hidden"] > 0
    with pytest.raises(AuditError, match="Nordparken") as caught:
        command(publish_with_leak(tmp_path / "side"), as_json=False)
    assert "forside.html" in str(caught.value)
    with pytest.raises(UsageError, match="maalbar build"):
        command(tmp_path / "ingen", as_json=False)


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    folder = publish_with_leak(tmp_path / "side")
    assert audit(folder, workers=2) == audit(folder, workers=1)
