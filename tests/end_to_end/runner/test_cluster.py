"""Notebooks on the workers of a Dask cluster: equal to those made here, and none lost when a worker is."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

import helpers
from helpers.runner.executors.agreement import ClusterError
from helpers.runner.executors.carrying import files_in
from helpers.runner.running import RunError, run_jobs
from runner_notebooks import Heard, a_job, gone_within, small_project, write_notebook

PATIENCE = 240
"""Seconds that a machine with much else to do may take for what takes a moment."""
DASK = Path(sys.executable).with_name("dask.exe" if sys.platform == "win32" else "dask")
READING = (
    "import os\nfrom pathlib import Path\nanalyses = Path(os.environ['MAALBAR_PROJECT']) / 'analyses'\n"
    "print(area, os.listdir(analyses), (analyses / 'areas.yml').read_text())",
    "_ = Path('tal.csv').write_text(f'{area};1\\n')",
)
KILLING_ONCE = """
import os, psutil, time
from pathlib import Path
place = Path(area)
if not (place / 'killed').exists():
    _ = (place / 'kernel').write_text(str(os.getpid()))
    above = psutil.Process().parents()
    worker = next(process.pid for process in above if not any('zygote' in part for part in process.cmdline()))
    _ = (place / 'half').write_text(str(worker))
    _ = (place / 'half').rename(place / 'worker')
    time.sleep(60)
print('færdig')
"""
SLOW = """
import os, time
from pathlib import Path
place = Path(area)
_ = (place / f'half-{os.getpid()}').write_text('')
_ = (place / f'half-{os.getpid()}').rename(place / f'kernel-{os.getpid()}')
time.sleep(60)
"""
COMMAND = """
import signal, sys
from pathlib import Path
from helpers.runner.jobs import Job
from helpers.runner.running import run_jobs

signal.signal(signal.SIGINT, signal.default_int_handler)
root, scheduler = Path(sys.argv[1]), sys.argv[2]
jobs = [Job(f"plan/{n}", root / "notebooks" / "slow.ipynb", {"area": sys.argv[1]}, f"nr. {n}") for n in range(3)]
try:
    run_jobs(jobs, root / "build" / "runs", scheduler=scheduler, plain_kernels=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


@dataclass
class Shell:
    """A cluster as somebody would start it from the command line."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def scheduler_file(self) -> Path:
        return self.folder / "scheduler.json"

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [DASK, *arguments, "--scheduler-file", self.scheduler_file, "--no-dashboard"]
        own = {**os.environ, "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "critical", **environment}
        process = subprocess.Popen(command, cwd=self.folder, env=own, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self.start(
            "worker", "--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder), **environment
        )


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Generator[Shell]:
    """Start a scheduler and a worker, each started by its command."""
    started = Shell(tmp_path_factory.mktemp("dask"))
    started.start("scheduler", "--host", "127.0.0.1", "--port", "0")
    try:
        waited_for(started.scheduler_file)
        started.worker()
        yield started
    finally:
        for process in started.processes:
            process.kill()
            process.wait()


def waited_for(path: Path) -> str:
    end = time.monotonic() + PATIENCE
    while not path.is_file() or not path.read_text():
        assert time.monotonic() < end, path.name
        time.sleep(0.02)
    return path.read_text()


def test_local_cluster_gives_the_same_files_and_loses_nothing_when_a_worker_is_killed(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    (root / "analyses" / "areas.yml").write_text("områder: alle\n", encoding="utf-8")
    reading = write_notebook(root / "notebooks" / "reading.ipynb", *READING)
    killing = write_notebook(root / "notebooks" / "killing.ipynb", KILLING_ONCE)
    failing = write_notebook(root / "notebooks" / "failing.ipynb", "## Tryghed", "raise ValueError('nej')")
    jobs = [
        a_job(killing, "plan/killing", {"area": str(root)}, label="den dræbte"),
        a_job(reading, "plan/reading", label="den læsende"),
        a_job(failing, "plan/failing", label="den fejlende"),
    ]

    def kill() -> None:
        pid = int(waited_for(root / "worker"))
        (root / "killed").write_text("")
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    heard = Heard()
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        local_directory=tmp_path,
        silence_logs=50,
    ) as cluster:
        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(RunError) as there:
            run_jobs(jobs, root / "build" / "there", progress=heard, scheduler=cluster.scheduler_address)
        killer.join()
    assert [found.job for found in there.value.report.made] == ["plan/killing", "plan/reading"]
    assert "den dræbte: kørt igen, fordi en arbejder forsvandt." in heard.said
    assert gone_within(10, int((root / "kernel").read_text()))

    with pytest.raises(RunError) as here:
        run_jobs(jobs[1:], root / "build" / "here", progress=Heard(), workers=2)
    made = {name: files_in(root / "build" / name / "plan" / "reading") for name in ("here", "there")}
    assert made["there"] == made["here"]
    assert sorted(made["here"]) == ["notebook.ipynb", "run.json", "tal.csv"]
    everything = [job.id for job in jobs]
    again = run_jobs(jobs[1:2], root / "build" / "there", progress=Heard(), keep=everything)
    assert again.reused == ("plan/reading",)
    assert "områder: alle" in made["there"]["notebook.ipynb"].decode()
    assert [str(fault).replace("/there/", "/here/") for fault in there.value.faults] == [
        str(fault) for fault in here.value.faults
    ]
    assert (root / "build/there/.failed/plan/failing/notebook.ipynb").is_file()
    assert list(tmp_path.rglob("maalbar-*")) == []


def test_a_worker_with_other_code_refuses_before_the_first_job(shell: Shell, tmp_path: Path) -> None:
    root = small_project(tmp_path)
    job = a_job(write_notebook(root / "notebooks" / "area.ipynb", "print(area)"))
    other = shell.folder / "other"
    source = Path(helpers.__file__).parent
    shutil.copytree(source, other / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "helpers" / "output" / "wording.py").open("a", encoding="utf-8") as stream:
        stream.write("\n# En anden udgave.\n")
    worker = shell.worker(PYTHONPATH=str(other))
    try:
        with Client(scheduler_file=str(shell.scheduler_file), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        with pytest.raises(ClusterError) as caught:
            run_jobs([job], root / "build" / "runs", progress=Heard(), scheduler=str(shell.scheduler_file))
    finally:
        worker.kill()
        worker.wait()
    (fault,) = caught.value.faults
    assert fault.place.startswith("arbejder tcp://")
    assert "har en anden udgave af Målbars kode" in fault.value
    assert not job.folder(root / "build" / "runs").exists()


# Windows has no Ctrl-C that can be sent to one process.
INTERRUPTED = [] if sys.platform == "win32" else ["interrupted"]


@pytest.mark.parametrize("ending", [*INTERRUPTED, "killed"])
def test_no_kernel_of_an_interrupted_command_goes_on_and_the_next_command_is_served(
    shell: Shell, tmp_path: Path, ending: str
) -> None:
    root = small_project(tmp_path)
    write_notebook(root / "notebooks" / "slow.ipynb", SLOW)
    script = tmp_path / "command.py"
    script.write_text(COMMAND, encoding="utf-8")
    command = subprocess.Popen([sys.executable, script, root, shell.scheduler_file], stderr=subprocess.PIPE, text=True)
    with command:
        end = time.monotonic() + PATIENCE
        while not (kernels := list(root.glob("kernel-*"))) and time.monotonic() < end:
            assert command.poll() is None
            time.sleep(0.02)
        if ending == "killed":
            command.kill()
        else:
            command.send_signal(signal.SIGINT)
        _, told = command.communicate(timeout=PATIENCE)
    (kernel,) = kernels
    if ending == "interrupted":
        assert command.returncode == 130
        assert "Traceback" not in told
    assert gone_within(10, int(kernel.name.partition("-")[2]))
    job = a_job(write_notebook(root / "notebooks" / "area.ipynb", "print(area)"))
    scheduler = str(shell.scheduler_file)
    (made,) = run_jobs([job], root / "build/runs", progress=Heard(), scheduler=scheduler, plain_kernels=True).made
    assert (made.folder / "notebook.ipynb").is_file()
