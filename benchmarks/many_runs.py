"""Thousands of runs in one command: its memory stays flat, and nothing is left when it has ended.

The notebook is a small one, so that what is measured is the runner's own. After every hundred runs it is counted what
the command and all processes below it hold: memory (proportional, shared pages once), open files, sockets, processes,
and files in the folder of temporary files. Compared are the middle third of the samples and the last.

    python -m benchmarks.many_runs --runs 3000 --date 2026-11-22
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

from helpers.paths import Project, write_atomically
from helpers.runner.jobs import Job
from helpers.runner.running import run_jobs

ROOT = Path(__file__).resolve().parent.parent
EVERY = 100
_CELLS = (
    ("parameters", "area: str\nnumber: int = 0"),
    (None, "import json, statistics\nfrom IPython.display import Markdown"),
    (None, "shares = [(number * step) % 97 / 97 for step in range(1, 200)]"),
    (None, "Markdown(f'## {area}: {statistics.mean(shares):.3f}')"),
    (None, "print(json.dumps({'area': area, 'median': statistics.median(shares)}))"),
)
_LIBRARIES = ("papermill", "nbclient", "jupyter_client", "ipykernel", "pyzmq")


@dataclass(frozen=True)
class Sample:
    """What the command and all below it hold after so many runs."""

    runs: int
    pss_mb: float
    command_mb: float
    open_files: int
    sockets: int
    processes: int
    temporary_files: int


def tiny_project(root: Path) -> Project:
    """Make a project with one small notebook."""
    for name in ("analyses", "notebooks"):
        (root / name).mkdir(parents=True)
    (root / "_quarto.yml").write_text("project:\n  type: website\n", encoding="utf-8")
    cells = [
        {
            "cell_type": "code",
            "id": f"celle-{number}",
            "metadata": {"tags": [tag]} if tag else {},
            "source": text,
            "execution_count": None,
            "outputs": [],
        }
        for number, (tag, text) in enumerate(_CELLS)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / "notebooks" / "tiny.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return Project(root)


def taken(runs: int, temporary: Path) -> Sample:
    """Return what this process and those below it hold now."""
    pids = [os.getpid(), *(found.pid for found in psutil.Process().children(recursive=True))]
    memory = [_proportional(pid) for pid in pids]
    links = [link for pid in pids for link in _open_files(pid)]
    files = sum(1 for path in temporary.rglob("*") if path.is_file() or path.is_socket())
    sockets = sum("socket:" in link for link in links)
    return Sample(runs, round(sum(memory), 1), round(memory[0], 1), len(links), sockets, len(pids), files)


def _proportional(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = [line.split() for line in text.splitlines() if line.startswith("Pss:")]
    return int(found[0][1]) / 1024 if found else 0.0


def _open_files(pid: int) -> list[str]:
    found: list[str] = []
    try:
        for path in Path(f"/proc/{pid}/fd").iterdir():
            found.append(os.readlink(path))  # noqa: PERF401, PTH115 - one may be closed meanwhile; a socket is no path
    except OSError:
        pass
    return found


class Sampling:
    """A progress that takes a sample after every so many runs."""

    def __init__(self, every: int, temporary: Path) -> None:
        self.samples: list[Sample] = []
        self._every, self._temporary, self._done = every, temporary, 0

    def begin(self, total: int, reused: int) -> None:
        """Say nothing."""

    def finished(self, label: str, seconds: float, *, failed: bool) -> None:
        """Count, and take a sample if it is time to."""
        self._done += 1
        if self._done % self._every == 0:
            self.samples.append(taken(self._done, self._temporary))

    def say(self, line: str) -> None:
        """Stop: a result with ordinary kernels in place of warm ones would be wrong."""
        raise SystemExit(line)

    def end(self) -> None:
        """Say nothing."""


def sampled(runs: int, every: int, workers: int) -> tuple[list[Sample], Sample, Sample]:
    """Make runs in a project of their own; return the samples, and what was held before the first and after the last.

    Temporary files of this process and those below it lie in a folder of their own meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder:
        temporary = Path(folder) / "tmp"
        temporary.mkdir()
        os.environ["TMPDIR"], before = str(temporary), os.environ.get("TMPDIR")
        tempfile.tempdir = None
        try:
            project = tiny_project(Path(folder) / "project")
            notebook = project.notebooks / "tiny.ipynb"
            first = taken(0, temporary)
            jobs = [
                Job(f"plan/{number}", notebook, {"area": f"o{number % 80}", "number": number}, f"nr. {number}")
                for number in range(runs)
            ]
            heard = Sampling(every, temporary)
            made = run_jobs(jobs, project.build / "runs", workers=workers, progress=heard, project=project).made
            assert len(made) == runs
            return heard.samples, first, taken(runs, temporary)
        finally:
            tempfile.tempdir = None
            if before is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before


def growth(samples: list[Sample], what: str) -> float:
    """Return how much larger the last third of the samples is than the middle third, as a share; medians of both."""
    third = len(samples) // 3
    values = [getattr(sample, what) for sample in samples]
    return statistics.median(values[-third:]) / statistics.median(values[-2 * third : -third]) - 1


def measure(runs: int, workers: int) -> dict[str, object]:
    """Return the result, ready for a file."""
    began, busy = time.perf_counter(), _processor_time()
    samples, first, last = sampled(runs, EVERY, workers)
    return {
        "runs": runs,
        "workers": workers,
        "seconds": round(time.perf_counter() - began, 1),
        "processor_seconds_per_run": round((_processor_time() - busy) / runs, 3),
        "growth_of_memory": round(growth(samples, "pss_mb"), 4),
        "growth_of_the_command": round(growth(samples, "command_mb"), 4),
        "peak_pss_mb": max(sample.pss_mb for sample in samples),
        "before": asdict(first),
        "after": asdict(last),
        "samples": [asdict(sample) for sample in samples],
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Measure, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--date", required=True)
    chosen = parser.parse_args()
    text = json.dumps(measure(chosen.runs, chosen.workers), indent=1) + "\n"
    write_atomically(ROOT / "benchmarks" / "results" / f"many-runs-{chosen.date}.json", text)
    print(text)


if __name__ == "__main__":
    main()
