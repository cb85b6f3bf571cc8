"""The area notebook with warm kernels, against papermill's command in a loop, ordinary kernels, and a bare function.

All run the same pages of the demonstration, by turns in rounds, so that what else the machine does falls on all alike.
The command in the loop is papermill's own with its own kernels. The bare function runs the cells' code in as many
processes as there are workers, each with the libraries loaded, and builds what the cells show: what is left of a run
when nothing is started, sent or written in between. Its outputs are not compared; tests/end_to_end/runner does that.

What a run spends its time on is told by the bare function, cell by cell, and by what the command itself and all else
used beyond it.

    python -m benchmarks.runner --project . --runs 100 --loop 8 --rounds 2 --date 2026-11-22
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import psutil

from helpers.paths import Project, write_atomically
from helpers.plan.loading import load_plans, load_registry
from helpers.reads import SWITCH
from helpers.runner.jobs import Job
from helpers.runner.kernel_environment import kernel_variables, prepare
from helpers.runner.running import run_jobs
from helpers.sitemap import site_pages

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = "area.ipynb"
ORDINARY = 12
"""Runs with ordinary kernels in each round, which are slow too and no part of the aim."""
_CELLS = {
    "open_area(": "opening the evaluation",
    "goal_figures(": "drawings",
    "comparison_figures(": "drawings",
    "area_goals(": "goals",
    "downloads(": "files",
}
"""Words of a cell's last lines, and what its time is spent on."""
_ELSE = "other cells"
_WRITING = "outputs built and written"
_LIBRARIES = ("papermill", "nbclient", "jupyter_client", "ipykernel", "duckdb")


class Silent:
    """A progress that says nothing."""

    def begin(self, total: int, reused: int) -> None:
        """Say nothing."""

    def finished(self, label: str, seconds: float, *, failed: bool) -> None:
        """Say nothing."""

    def say(self, line: str) -> None:
        """Stop: a result with ordinary kernels in place of warm ones would be wrong."""
        raise SystemExit(line)

    def end(self) -> None:
        """Say nothing."""


def area_pages(project: Project) -> list[dict[str, Any]]:
    """Return the parameters of each area page of the project's public site."""
    pages = site_pages(load_plans(project), load_registry(project), "public")
    return [dict(page.parameters) for page in pages if page.notebook == NOTEBOOK]


def _parameters(project: Project, runs: int) -> list[dict[str, Any]]:
    pages = area_pages(project)
    return [pages[number % len(pages)] for number in range(runs)]


def with_the_command(project: Project, runs: int) -> None:
    """Call papermill's command once for each run, one after the other."""
    notebook = project.notebooks / NOTEBOOK
    command = str(Path(sys.executable).with_name("papermill"))
    with tempfile.TemporaryDirectory() as folder:
        for number, parameters in enumerate(_parameters(project, runs)):
            given = [text for name, value in parameters.items() for text in ("-p", name, str(value))]
            output = f"{folder}/{number}.ipynb"
            subprocess.run(
                [command, str(notebook), output, "-k", "python3", "--cwd", folder, "--no-progress-bar", *given],
                env={**os.environ, "MAALBAR_PROJECT": str(project.root)},
                check=True,
                capture_output=True,
            )


def with_the_runner(project: Project, runs: int, workers: int, *, plain: bool) -> None:
    """Run as `maalbar run` does, with warm kernels or ordinary ones, none of it from the cache."""
    jobs = [
        Job(f"bench/{number}", project.notebooks / NOTEBOOK, parameters, f"{number}")
        for number, parameters in enumerate(_parameters(project, runs))
    ]
    project.build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=project.build) as folder:
        made = run_jobs(
            jobs, Path(folder), workers=workers, progress=Silent(), project=project, plain_kernels=plain
        ).made
    assert len(made) == runs


@contextmanager
def bare(project: Project, workers: int, spent: dict[str, float]) -> Iterator[Callable[[int], float]]:
    """Yield the cells as a function of how many runs are wanted, in processes that have loaded and opened all.

    It returns the seconds of processor time that they took; in `spent` stands what each run of the latest call spent
    them on.
    """
    source = (project.notebooks / NOTEBOOK).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        prepare(scratch)
        start = kernel_variables(project.root, scratch), source
        with ProcessPoolExecutor(workers, get_context("spawn"), _begin_bare, start) as pool:

            def call(runs: int) -> float:
                spent.clear()
                for one in pool.map(_bare, _parameters(project, runs)):
                    for name, seconds in one.items():
                        spent[name] = spent.get(name, 0.0) + seconds / runs
                return runs * sum(spent.values())

            call(8 * workers)  # what is loaded on first use, in every process
            yield call


_cells: list[tuple[str, Any, Any]] = []


def _begin_bare(variables: Mapping[str, str], source: str) -> None:
    from helpers.output.ahead import prepare

    os.environ.update(variables)
    os.environ.pop(SWITCH, None)  # noting what is read is the runner's work
    prepare()
    for cell in json.loads(source)["cells"]:
        if cell["cell_type"] == "code":
            text = "".join(cell["source"])
            tree = ast.parse(text)
            shown = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            last = None if shown is None else compile(ast.Expression(shown.value), "cell", "eval")
            about = next((name for words, name in _CELLS.items() if words in text), _ELSE)
            _cells.append((about, compile(tree, "cell", "exec"), last))


def _bare(parameters: Mapping[str, Any]) -> dict[str, float]:
    from IPython.core.formatters import DisplayFormatter

    show = DisplayFormatter().format
    names: dict[str, Any] = {"__name__": "__main__"}
    spent: dict[str, float] = {}
    latest = time.process_time()

    def spend(name: str) -> None:
        nonlocal latest
        now = time.process_time()
        spent[name], latest = spent.get(name, 0.0) + now - latest, now

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        outputs: list[object] = []
        for number, (about, code, last) in enumerate(_cells):
            exec(code, names)
            if number == 0:
                names.update(parameters)
            value = None if last is None else eval(last, names)
            spend(about)
            if value is not None:
                outputs.append(show(value))
                spend(_WRITING)
        Path(folder, "notebook.ipynb").write_text(json.dumps(outputs, default=str), encoding="utf-8")
        os.chdir("/")
    spend(_WRITING)
    return spent


@contextmanager
def peak_memory(into: list[int]) -> Iterator[None]:
    """Put into a list the largest sum of the proportional memory of this process and all below it, in bytes."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.2):
            processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
            into.append(sum(_proportional(found.pid) for found in processes))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    (line,) = [line for line in text.splitlines() if line.startswith("Pss:")]
    return 1024 * int(line.split()[1])


def _own_time() -> float:
    times = os.times()
    return times.user + times.system


def _processor_time() -> float:
    """Return the seconds that this process and those below it that have ended kept a core busy."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measure(project: Project, runs: int, loop: int, rounds: int, workers: int) -> dict[str, object]:
    """Return the result, ready for a file."""
    taken: dict[str, list[float]] = {}
    worked: dict[str, list[float]] = {}
    own: dict[str, list[float]] = {}
    memory: list[int] = []
    spent: dict[str, float] = {}

    def timed(name: str, count: int, way: Callable[[], float | None]) -> None:
        began, busy, mine = time.perf_counter(), _processor_time(), _own_time()
        told = way()
        taken.setdefault(name, []).append((time.perf_counter() - began) / count)
        own.setdefault(name, []).append((_own_time() - mine) / count)
        # Processes that go on living tell it themselves: the system tells it of those that have ended.
        worked.setdefault(name, []).append((_processor_time() - busy if told is None else told) / count)
        print(f"{name}: {taken[name][-1]:.3f} s ({worked[name][-1]:.3f} s of a core) for each of {count} runs")

    for _ in range(rounds):
        timed("command", loop, lambda: with_the_command(project, loop))
        with peak_memory(memory):
            timed("warm", runs, lambda: with_the_runner(project, runs, workers, plain=False))
        with bare(project, workers, spent) as call:
            timed("bare", runs, lambda: call(runs))
        timed("ordinary", ORDINARY, lambda: with_the_runner(project, ORDINARY, workers, plain=True))
    seconds = {name: statistics.median(found) for name, found in taken.items()}
    work = {name: round(statistics.median(found), 3) for name, found in worked.items()}
    command = statistics.median(own["warm"])
    spent["the command: messages, papermill, the canonical notebook"] = command
    spent["the kernel: fork, sockets, pages copied, what it reads noted"] = work["warm"] - work["bare"] - command
    return {
        "ratio_to_papermill_cli": round(seconds["command"] / seconds["warm"], 2),
        "ratio_to_ordinary_kernels": round(seconds["ordinary"] / seconds["warm"], 2),
        "ratio_to_bare_function": round(seconds["warm"] / seconds["bare"], 2),
        "seconds_per_run": round(seconds["warm"], 3),
        "papermill_cli_seconds_per_run": round(seconds["command"], 3),
        "ordinary_seconds_per_run": round(seconds["ordinary"], 3),
        "bare_seconds_per_run": round(seconds["bare"], 3),
        "processor_seconds_per_run": work,
        "processor_ratio_to_papermill_cli": round(work["command"] / work["warm"], 2),
        "processor_ratio_to_bare_function": round(work["warm"] / work["bare"], 2),
        "spent_on": {name: round(found, 4) for name, found in spent.items()},
        "peak_rss_mb": round(max(memory) / 2**20),
        "runs": runs,
        "papermill_cli_runs": loop,
        "ordinary_runs": ORDINARY,
        "rounds": rounds,
        "workers": workers,
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }


def spent_on(result: Mapping[str, object]) -> list[tuple[str, float]]:
    """Return what a run's processor time is spent on, in seconds, the most first."""
    found = cast("Mapping[str, float]", result["spent_on"])
    return sorted(found.items(), key=lambda part: -part[1])


def main() -> None:
    """Measure, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, help="a project with imported data; else the demonstration is made")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--loop", type=int, default=24, help="runs of the command, which is slow")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--date", required=True)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Project(chosen.project.resolve() if chosen.project else demonstration(Path(folder)))
        result = measure(project, chosen.runs, chosen.loop, chosen.rounds, chosen.workers)
    for name, seconds in spent_on(result):
        print(f"| {name} | {seconds:.3f} |")
    text = json.dumps(result, indent=1) + "\n"
    write_atomically(ROOT / "benchmarks" / "results" / f"runner-{chosen.date}.json", text)
    print(text)


def demonstration(folder: Path) -> Path:
    """Make the demonstration in a folder, with its data imported, and return the folder."""
    for name in ("analyses", "notebooks", "pages", "data/raw", "_quarto.yml", "requirements.lock"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, folder / name)
    for command in ("demo", "import"):
        subprocess.run([str(Path(sys.executable).with_name("maalbar")), command], cwd=folder, check=True)
    return folder


if __name__ == "__main__":
    main()
