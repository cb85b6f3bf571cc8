"""To note what a notebook reads changes nothing of what it tells."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from helpers import reads
from helpers.runner.source import joined


def outputs_of(notebook: Path) -> list[dict[str, str]]:
    """Return what the cells of an executed notebook show."""
    shown = [cell["outputs"] for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if "outputs" in cell]
    return [{kind: joined(text) for kind, text in one["data"].items()} for outputs in shown for one in outputs]


def told(notebook: Path) -> list[dict[str, str]]:
    """Run the cells of an executed notebook here, where nothing is noted, and return what they show."""
    names: dict[str, Any] = {}
    shown: list[dict[str, str]] = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse(joined(cell["source"]))
            last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
            exec(compile(body, "cell", "exec"), names)
            value = None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None:
                shown.append(value._repr_mimebundle_())
    return shown


@pytest.mark.parametrize("page", ["omraader/sydbyen/slut", "sammenligning", "helhedsplaner/slagelse-2017/slut"])
def test_a_page_tells_the_same_when_nothing_is_noted(
    built: Path, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALBAR_PROJECT", str(built))
    monkeypatch.delenv(reads.SWITCH, raising=False)
    monkeypatch.chdir(tmp_path)
    notebook = built / "build" / "runs-public" / page / "index" / "notebook.ipynb"
    expected = outputs_of(notebook)
    assert len(expected) >= 3
    assert told(notebook) == expected
