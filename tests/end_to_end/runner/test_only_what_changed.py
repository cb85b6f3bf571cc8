"""A command stops before the first kernel if a parameter is at fault, and costs nothing if nothing has changed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.errors import NotebookError
from helpers.runner.running import run_jobs
from runner_notebooks import Heard, a_job, small_project, write_notebook


def test_nothing_runs_when_one_jobs_parameters_are_at_fault(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    notebook = write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    jobs = [a_job(notebook), a_job(notebook, "plan/b", {"area": "b", "rund": "end"}), a_job(notebook, "plan/c", {})]
    with pytest.raises(NotebookError) as caught:
        run_jobs(jobs, root / "build" / "runs", progress=Heard())
    assert len(caught.value.faults) == 2
    assert not (root / "build").exists()


def test_a_command_with_nothing_to_run_imports_neither_papermill_nor_pandas(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    notebook = write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    runs = root / "build" / "runs"
    assert len(run_jobs([a_job(notebook)], runs, progress=Heard()).made) == 1
    script = f"""
import json, sys
from pathlib import Path
from helpers.runner.jobs import Job
from helpers.runner.running import run_jobs
job = Job("plan/omraader/motalavej/slut", Path({str(notebook)!r}), {{"area": "motalavej"}}, "Motalavej, slut")
report = run_jobs([job], Path({str(runs)!r}))
heavy = [name for name in ("papermill", "pandas", "nbformat", "zmq", "numpy") if name in sys.modules]
print(json.dumps([report.reused, heavy]))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == [["plan/omraader/motalavej/slut"], []]
    assert ran.stderr == "0 notebooks skal køres, 1 er ajour.\n"
