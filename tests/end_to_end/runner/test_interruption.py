"""A command that is interrupted or killed leaves no process or file, and the next command goes on."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.runner.running import run_jobs
from runner_notebooks import Heard, a_job, gone_within, small_project, write_notebook

SCRIPT = """
import signal
import sys
from pathlib import Path
from helpers.runner.jobs import Job
from helpers.runner.running import run_jobs

# A guard is needed where workers are processes; warm kernels import nobody's script.
if __name__ == "__main__" or (sys.platform == "linux" and sys.argv[2:] == ["warm"]):
    # Who starts the tests in the background of a shell gives them SIGINT ignored, and they pass it on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    root = Path(sys.argv[1])
    jobs = [Job(f"plan/{n}", root / "notebooks" / "slow.ipynb", {"area": str(n)}, f"nr. {n}") for n in range(4)]
    plain = sys.argv[2] == "plain"
    try:
        run_jobs(jobs, root / "build" / "runs", workers=2, plain_kernels=plain)
    except KeyboardInterrupt:
        sys.exit(130)
"""
SLOW = """
import os, subprocess, sys, time
from pathlib import Path
waiting = Path(os.environ["MAALBAR_PROJECT"]) / "waiting"
if waiting.is_dir():
    scratch = Path(os.environ["IPYTHONDIR"]).parent
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    (waiting / area).write_text(f"{os.getpid()} {os.getppid()} {left.pid} {scratch}")
    time.sleep(60)
"""


# Windows has no Ctrl-C that can be sent to one process.
ENDINGS = ["killed"] if sys.platform == "win32" else ["killed", "interrupted"]


@pytest.mark.parametrize("kernels", ["warm", "plain"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_outlives_the_command(tmp_path: Path, ending: str, kernels: str) -> None:
    root = small_project(tmp_path)
    write_notebook(root / "notebooks" / "slow.ipynb", SLOW)
    waiting = root / "waiting"
    waiting.mkdir()
    script = tmp_path / "command.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(root), kernels], stderr=subprocess.PIPE, text=True
    ) as command:
        pids, scratch = begun(waiting)
        if ending == "killed":
            command.kill()
        else:
            command.send_signal(signal.SIGINT)
        _, told = command.communicate(timeout=60)
    assert [pid for pid in pids if not gone_within(10, pid)] == []
    if sys.platform == "linux":  # there the warm parent, or a worker, tidies up after a command that couldn't
        assert not scratch.exists()
    if ending == "interrupted":
        assert command.returncode == 130
        assert "Traceback" not in told
        assert list((root / "build" / "runs" / ".work").iterdir()) == []

    shutil.rmtree(waiting)
    job = a_job(root / "notebooks" / "slow.ipynb", "plan/0", {"area": "0"})
    assert len(run_jobs([job], root / "build" / "runs", progress=Heard()).made) == 1


def begun(waiting: Path) -> tuple[set[int], Path]:
    """Return the processes of the two kernels under way and their parents, and their folder, once both have begun."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        told = [path.read_text().split() for path in waiting.iterdir()]
        if len(told) == 2 and all(told):
            return {int(pid) for found in told for pid in found[:3]}, Path(told[0][3])
        time.sleep(0.05)
    pytest.fail("the kernels did not begin")
