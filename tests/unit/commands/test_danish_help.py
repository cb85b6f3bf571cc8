"""`--help` is Danish, and tells every exit code."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from helpers.cli import app
from helpers.errors import ExitCode


@pytest.mark.parametrize("words", [(), ("seal",), ("accept",), ("rebuild",)])
def test_help_holds_no_word_of_typers_english(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200"}).output
    assert "Vis denne hjælp." in shown
    assert "Brug: " in shown
    assert not [
        word for word in ("Usage", "Show this", "Options", "Commands", "Arguments", "required") if word in shown
    ]


def test_every_exit_code_is_told_once() -> None:
    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "400"}).output
    told = [part.split()[0] for part in shown.partition("Slutkoder: ")[2].split(" · ")]
    assert told == [str(int(code)) for code in ExitCode]
