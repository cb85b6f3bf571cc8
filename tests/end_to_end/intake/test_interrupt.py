"""Ctrl-C in a command that works for long: the user is told what is kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from helpers import cli, receiving


def test_an_interrupted_import_says_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "_quarto.yml").write_text("", encoding="utf-8")
    (tmp_path / "analyses").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(receiving, "import_all", interrupted)
    monkeypatch.setattr(sys, "argv", ["maalbar", "import"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 130
    assert "Afbrudt. Det, der er færdigt, bruges igen næste gang." in " ".join(capsys.readouterr().err.split())
