"""The area notebook on a Dask cluster: two workers against one, and against this machine's own threads.

Scheduler and workers are started by their commands, one thread for each worker. One worker, two workers and
`maalbar run` without a cluster make the same pages by turns in rounds, each after some runs that aren't counted, in
which warm parents are started.

    python -m benchmarks.cluster --project . --runs 60 --rounds 2 --date 2026-11-22
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from benchmarks.runner import NOTEBOOK, Silent, area_pages, demonstration, peak_memory
from helpers.paths import Project, checksum, write_atomically
from helpers.runner.jobs import Job
from helpers.runner.running import run_jobs

ROOT = Path(__file__).resolve().parent.parent
_LIBRARIES = ("distributed", "papermill", "ipykernel")
_TO_START = 60


@contextmanager
def dask(folder: Path, *arguments: str) -> Iterator[None]:
    """Run one of Dask's commands while the block runs."""
    command = [str(Path(sys.executable).with_name("dask")), *arguments, "--scheduler-file", f"{folder}/scheduler.json"]
    with subprocess.Popen([*command, "--no-dashboard"], cwd=folder, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Yield the scheduler file of a cluster with so many workers."""
    from distributed import Client

    with tempfile.TemporaryDirectory() as name, ExitStack() as started:
        folder = Path(name)
        started.enter_context(dask(folder, "scheduler", "--host", "127.0.0.1", "--port", "0"))
        end = time.monotonic() + _TO_START
        while not (folder / "scheduler.json").is_file() and time.monotonic() < end:
            time.sleep(0.1)
        for _ in range(workers):
            started.enter_context(dask(folder, "worker", "--nthreads", "1", "--local-directory", name))
        with Client(scheduler_file=str(folder / "scheduler.json"), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=_TO_START)
        yield str(folder / "scheduler.json")


def seconds_for(project: Project, runs: int, workers: int, scheduler: str | None) -> tuple[float, str]:
    """Make so many runs, none of them from the cache; return the seconds for each and a hash of all that they wrote."""
    pages = area_pages(project)
    notebook = project.notebooks / NOTEBOOK
    jobs = [Job(f"bench/{n}", notebook, pages[n % len(pages)], f"{n}") for n in range(runs)]
    project.build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=project.build) as folder:
        began = time.perf_counter()
        made = run_jobs(
            jobs, Path(folder), workers=workers, progress=Silent(), project=project, scheduler=scheduler
        ).made
        taken = time.perf_counter() - began
        written = sorted(path for found in made for path in found.folder.rglob("*") if path.is_file())
        return taken / len(made), checksum("".join(checksum(path.read_bytes()) for path in written).encode())


def measure(project: Project, runs: int, rounds: int) -> dict[str, object]:
    """Return the result, ready for a file."""
    taken: dict[str, list[float]] = {}
    wrote: set[str] = set()
    memory: dict[str, list[int]] = {}
    for _ in range(rounds):
        for name, workers, here in (("one", 1, False), ("two", 2, False), ("here", 2, True)):
            with ExitStack() as started:
                scheduler = None if here else started.enter_context(cluster(workers))
                seconds_for(project, 4 * workers, workers, scheduler)
                with peak_memory(memory.setdefault(name, [])):
                    seconds, content = seconds_for(project, runs, workers, scheduler)
            taken.setdefault(name, []).append(seconds)
            wrote.add(content)
            print(f"{name}: {seconds:.3f} s for each of {runs} runs", flush=True)
    if len(wrote) != 1:
        raise SystemExit("the ways did not write the same bytes")
    median = {name: statistics.median(found) for name, found in taken.items()}
    return {
        "ratio_two_workers_to_one": round(median["one"] / median["two"], 2),
        "ratio_to_this_machine": round(median["here"] / median["two"], 2),
        "seconds_per_run": round(median["two"], 3),
        "one_worker_seconds_per_run": round(median["one"], 3),
        "this_machine_seconds_per_run": round(median["here"], 3),
        "peak_rss_mb": round(max(memory["two"]) / 2**20),
        "one_worker_peak_rss_mb": round(max(memory["one"]) / 2**20),
        "runs": runs,
        "rounds": rounds,
        "workers": 2,
        "cores": os.cpu_count(),
        "load_after": round(os.getloadavg()[0], 1),
        "machine": platform.machine(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }


def main() -> None:
    """Measure, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, help="a project with imported data; else the demonstration is made")
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--date", required=True)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Project(chosen.project.resolve() if chosen.project else demonstration(Path(folder)))
        result = measure(project, chosen.runs, chosen.rounds)
    text = json.dumps(result, indent=1) + "\n"
    write_atomically(ROOT / "benchmarks" / "results" / f"cluster-{chosen.date}.json", text)
    print(text)


if __name__ == "__main__":
    main()
