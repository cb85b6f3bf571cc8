"""What notebooks are run with reaches the runner from each command that runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.cli import app
from helpers.runner.means import Means


@pytest.mark.parametrize("command", ["run", "build"])
@pytest.mark.parametrize(
    ("options", "means"),
    [
        ([], Means()),
        (["--plain-kernels", "--jobs", "3"], Means(3, plain_kernels=True)),
        (["--scheduler", "tcp://10.0.0.5:8786"], Means(scheduler="tcp://10.0.0.5:8786")),
    ],
    ids=["none", "plain", "cluster"],
)
def test_the_options_are_passed_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, options: list[str], means: Means
) -> None:
    given: dict[str, object] = {}

    def note(*_: object, **others: object) -> None:
        given.update(others)
        raise SystemExit(0)

    monkeypatch.setattr(f"helpers.pipeline.{command}", note)
    for name in ("inputs_stamp", "is_fresh", "forget", "inputs_by_name", "processed_files"):
        monkeypatch.setattr(f"helpers.freshness.{name}", lambda *_: None)
    (tmp_path / "analyses").mkdir()
    (tmp_path / "_quarto.yml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(app, [command, *options])
    assert ran.exit_code == 0, ran.output
    assert given["means"] == means
