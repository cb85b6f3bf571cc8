"""`--plain-kernels` reaches the runner from each command that runs notebooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.cli import app


@pytest.mark.parametrize("command", ["run", "build"])
@pytest.mark.parametrize("asked", [True, False])
def test_the_option_is_passed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, asked: bool) -> None:
    given: dict[str, object] = {}

    def note(*_: object, **options: object) -> None:
        given.update(options)
        raise SystemExit(0)

    monkeypatch.setattr(f"helpers.pipeline.{command}", note)
    for name in ("inputs_stamp", "is_fresh", "forget", "inputs_by_name", "processed_files"):
        monkeypatch.setattr(f"helpers.freshness.{name}", lambda *_: None)
    (tmp_path / "analyses").mkdir()
    (tmp_path / "_quarto.yml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(app, [command, *(["--plain-kernels"] if asked else [])])
    assert ran.exit_code == 0, ran.output
    assert given["plain_kernels"] is asked
