"""The page about notebooks that misbehave tells what the tests run."""

from __future__ import annotations

from pathlib import Path

from helpers.runner.limits import MEMORY_GB, SHOWN_MB
from rogues import ENDS, HANGS, MURDERERS, Rogue

PAGE = (Path(__file__).parents[2] / "docs" / "rogue-notebooks.md").read_text(encoding="utf-8")


def row(rogue: Rogue) -> str:
    where = f"cell {rogue.cell}: " if rogue.cell else ""
    seen = "succeeds; what it left is ended or removed" if rogue.fails is None else f"{where}“{rogue.fails}”"
    kernels = "warm, ordinary" if rogue.plain else "warm"
    return f"| `{rogue.name}` | {rogue.does} | {seen} | {kernels} |"


def test_the_page_has_a_row_for_every_rogue_and_no_other() -> None:
    told = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert told == [row(rogue) for rogue in (*ENDS, *HANGS, *MURDERERS)]
    assert len(told) >= 25


def test_the_page_names_the_limits() -> None:
    assert f"| {MEMORY_GB:g} GB;" in PAGE
    assert f"| {SHOWN_MB} MB |" in PAGE
