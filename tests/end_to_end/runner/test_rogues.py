"""Notebooks that misbehave: each is named, the others finish, the last good result stays, and nothing is left."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from helpers.errors import ExitCode, NotebookError
from helpers.runner.running import RunError, run_jobs
from runner_notebooks import Heard, a_job, gone_within, small_project, write_notebook

ROGUES = {
    "raises": ("raise KeyError('omsætning')", "KeyError: 'omsætning'"),
    "quotes-a-person": (
        "raise ValueError('borger 010190-1234 (ole@eksempel.dk)')",
        "ValueError: borger [skjult] ([skjult])",
    ),
    "syntax": ("dette er ikke Python", "SyntaxError"),
    "exits": ("import sys; sys.exit()", "SystemExit"),
    "exits-with-code": ("import sys; sys.exit(3)", "SystemExit: 3"),
    "dies": ("import os; os._exit(0)", "kernen døde"),
    "is-killed": ("import os, signal; os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))", "kernen døde"),
    "hangs": ("import time; time.sleep(60)", "cellen var ikke færdig efter 6 sekunder"),
    "ignores-the-interrupt": (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "cellen var ikke færdig efter 6 sekunder",
    ),
    "kills-its-worker": (
        "import os, signal, time; os.kill(os.getppid(), getattr(signal, 'SIGKILL', signal.SIGTERM)); time.sleep(30)",
        "processen døde to gange",
    ),
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunError, Heard]:
    """One command with every rogue and two well-behaved notebooks."""
    root = small_project(tmp_path_factory.mktemp("rogues"))
    noting = "import os; from pathlib import Path\n_ = Path('../../../pid-' + area).write_text(str(os.getpid()))"
    jobs = [
        a_job(
            write_notebook(root / "notebooks" / f"{name}.ipynb", noting, "## Tryghed", code, "print('efter')"),
            f"plan/{name}",
            {"area": name},
            label=name,
        )
        for name, (code, _) in ROGUES.items()
    ]
    good = write_notebook(root / "notebooks" / "good.ipynb", "print(area)")
    jobs.insert(3, a_job(good, "plan/good-1", label="god 1"))
    jobs.append(a_job(good, "plan/good-2", label="god 2"))
    last_good = root / "build" / "runs" / "plan" / "raises" / "notebook.ipynb"
    last_good.parent.mkdir(parents=True)
    last_good.write_text("det seneste gode resultat", encoding="utf-8")
    (root / "build" / "runs" / "blocked").write_text("en fil, hvor en mappe skulle være", encoding="utf-8")
    jobs.append(a_job(good, "blocked/good", label="spærret"))
    heard = Heard()
    with pytest.raises(RunError) as caught:
        run_jobs(jobs, root / "build" / "runs", workers=2, progress=heard, timeout=6)
    return root, caught.value, heard


@pytest.mark.parametrize("name", ROGUES)
def test_each_rogue_is_named_with_its_cell_and_heading(outcome: tuple[Path, RunError, Heard], name: str) -> None:
    _, error, _ = outcome
    (fault,) = [found for found in error.faults if f"“{name}”" in found.value]
    assert fault.place == f"notebooks/{name}.ipynb"
    assert ROGUES[name][1] in fault.value
    if name != "kills-its-worker":  # then nobody is left to tell which cell it was
        assert "i celle 5 under “Tryghed”" in fault.value
    assert "Traceback" not in str(fault)
    assert "\n" not in str(fault)


def test_the_others_finish_and_every_run_is_told(outcome: tuple[Path, RunError, Heard]) -> None:
    root, error, heard = outcome
    assert isinstance(error, NotebookError)
    assert error.code == ExitCode.NOTEBOOK
    assert [found.job for found in error.report.made] == ["plan/good-1", "plan/good-2"]
    assert [found.job for found in error.report.failed] == [*(f"plan/{name}" for name in ROGUES), "blocked/good"]
    assert sorted(heard.ended) == sorted(
        [*((name, True) for name in ROGUES), ("god 1", False), ("god 2", False), ("spærret", True)]
    )
    assert heard.begun == [(13, 0)]
    assert heard.closed == 1
    assert "motalavej" in (root / "build/runs/plan/good-2/notebook.ipynb").read_text(encoding="utf-8")


def test_a_failed_run_leaves_the_last_good_result_and_no_other(outcome: tuple[Path, RunError, Heard]) -> None:
    root, _, _ = outcome
    runs = root / "build" / "runs"
    assert (runs / "plan/raises/notebook.ipynb").read_text(encoding="utf-8") == "det seneste gode resultat"
    assert sorted(found.name for found in (runs / "plan").iterdir()) == ["good-1", "good-2", "raises"]


def test_a_folder_that_cannot_be_written_fails_its_run_only(outcome: tuple[Path, RunError, Heard]) -> None:
    root, error, _ = outcome
    assert error.faults[-1].place == str(root / "build/runs/blocked/good")
    assert "kan ikke skrives" in error.faults[-1].value


def test_a_failed_notebook_can_be_looked_into(outcome: tuple[Path, RunError, Heard]) -> None:
    root, error, _ = outcome
    (fault,) = [found for found in error.faults if "“raises”" in found.value]
    named = re.search(r"build/runs/\S+\.ipynb", fault.remedy)
    assert named
    cells = json.loads((root / named.group()).read_text(encoding="utf-8"))["cells"]
    assert any(output["output_type"] == "error" for cell in cells for output in cell.get("outputs", []))


def test_no_kernel_and_no_half_done_run_is_left(outcome: tuple[Path, RunError, Heard]) -> None:
    root, _, _ = outcome
    pids = {found.name: int(found.read_text()) for found in (root / "build" / "runs").glob("**/pid-*")}
    assert len(pids) == len(ROGUES)
    assert [name for name, pid in pids.items() if not gone_within(10, pid)] == []
    assert [found.name for found in (root / "build/runs/.work").iterdir() if not found.name.startswith("pid-")] == []
    assert os.environ.get("OMP_NUM_THREADS") != "1"
