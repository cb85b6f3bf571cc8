"""Each notebook, opened as it stands in git and run from top to bottom by papermill, comes to its end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from projects import ROOT

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
ALLOWED = {"text/markdown", "text/plain", "image/png", "image/svg+xml"}
"""Anything else makes Quarto load scripts from third parties."""


def test_there_is_a_notebook_for_each_question() -> None:
    assert {"area.ipynb", "activity.ipynb", "comparison.ipynb", "data_quality.ipynb", "plan.ipynb"} <= set(NOTEBOOKS)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_with_its_own_parameters(built: Path, tmp_path: Path, name: str) -> None:
    notebook = built / "notebooks" / name
    command = [sys.executable, "-m", "papermill", str(notebook), str(tmp_path / name), "--no-progress-bar"]
    ran = subprocess.run(
        [*command, "--cwd", str(tmp_path)],
        env={**os.environ, "MAALBAR_PROJECT": str(built)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    source, executed = (json.loads(path.read_text(encoding="utf-8")) for path in (notebook, tmp_path / name))
    assert [cell["id"] for cell in executed["cells"]] == [cell["id"] for cell in source["cells"]]
    code = [cell for cell in executed["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell["outputs"]]
    assert {output["output_type"] for output in outputs} <= {"execute_result", "display_data"}
    assert {kind for output in outputs for kind in output["data"]} <= ALLOWED
    # What Jupyter writes beside the Markdown holds no number: it would stand there unmarked.
    told = {re.sub(r"\d+", "n", "".join(output["data"].get("text/plain", ""))) for output in outputs}
    assert told <= {"", "Fragment(n tegn)"}
    assert sum(len("".join(output["data"].get("text/markdown", ""))) for output in outputs) > 500
