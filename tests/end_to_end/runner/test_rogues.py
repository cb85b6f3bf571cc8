"""Notebooks that misbehave: each is named, those after it are as if alone, the last good result stays, nothing is left.

The rogues stand in `tests/rogues.py`. One command runs many of them, each followed by a healthy notebook that shows
what the one before may have changed.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from helpers.errors import ExitCode
from helpers.runner.failures import LONGEST
from helpers.runner.jobs import Job
from helpers.runner.limits import SETTING
from helpers.runner.running import RunError, RunReport, run_jobs
from rogues import ENDS, HANGS, MEMORY_GB, MURDERERS, TIMEOUT, Rogue
from runner_notebooks import Heard, a_job, gone_within, small_project, write_notebook

MARK = "MAALBAR_TEST_ROGUES"
NOTING = """
import os
from pathlib import Path
os.environ["ROGUE"] = area
_ = (Path(os.environ["MAALBAR_PROJECT"]) / f"pid-{area}").write_text(str(os.getpid()))
"""
HEALTHY = """
import builtins, io, json, locale, logging, os, random, resource, signal, sys, threading, time, warnings
print(Path.cwd().name if "Path" in globals() else os.path.basename(os.getcwd()), sorted(os.listdir()))
print(sorted(name for name in os.environ if not name.startswith(("JPY_", "PYTEST_"))))
print(os.environ["LC_ALL"], os.environ["TZ"], locale.setlocale(locale.LC_NUMERIC), oct(os.umask(0o022)), os.nice(0))
print(sys.getrecursionlimit(), resource.getrlimit(resource.RLIMIT_NOFILE), signal.alarm(0), logging.root.level)
print([signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)])
print(open is io.open, type(json.dumps), type(time.time), sys.stdout is None, len(warnings.filters), len(sys.path))
print(sorted(thread.name for thread in threading.enumerate() if "stain" in thread.name))
print(max(map(int, os.listdir("/proc/self/fd"))) < 100, random.seed(1), random.random(), round in ("end",))
"""
LIBRARIES = """
import matplotlib, pandas, plotly.io
print(pandas.options.display.max_columns, matplotlib.rcParams["figure.dpi"], matplotlib.get_backend())
print(plotly.io.templates.default, plotly.io.renderers.default)
"""
SAMPLE = "from pathlib import Path\nprint(sorted({'b': 1, 'a': 2}))"


@dataclass(frozen=True)
class Kind:
    """How a command runs some rogues."""

    rogues: tuple[Rogue, ...]
    workers: int
    timeout: int
    plain: bool = False
    healthy: tuple[str, ...] = (SAMPLE, HEALTHY)


EVERY = (*ENDS, *HANGS, *MURDERERS)
# It deletes what runs beside it have half done too, so none does.
ALONE = tuple(rogue for rogue in ENDS if rogue.name == "deletes-everything")
KINDS = {
    "warm": Kind(tuple(rogue for rogue in ENDS if rogue not in ALONE), 3, 60, healthy=(SAMPLE, LIBRARIES, HEALTHY)),
    "alone": Kind(ALONE, 1, 60),
    "hanging": Kind(HANGS, len(HANGS), TIMEOUT),
    "murderous": Kind(MURDERERS, 2, 60),
    "plain": Kind(tuple(rogue for rogue in EVERY if rogue.plain), 3, TIMEOUT, plain=True),
}
CASES = [(kind, rogue) for kind, command in KINDS.items() for rogue in command.rogues]


class Watching(Heard):
    """A progress that looks, whenever a run has ended, for processes that it left."""

    def __init__(self) -> None:
        super().__init__()
        self.left: dict[str, list[int]] = {}
        self.seconds: dict[str, float] = {}

    def finished(self, label: str, seconds: float, *, failed: bool) -> None:
        super().finished(label, seconds, failed=failed)
        self.seconds[label] = seconds
        self.left[label] = marked("ROGUE", label)


@dataclass
class Outcome:
    """What came of one command."""

    root: Path
    heard: Watching
    error: RunError
    healthy: list[Job]
    alone: bytes
    open_files: tuple[int, int]
    threads_wanted: tuple[str | None, str | None]
    temporary: list[Path] = field(default_factory=list[Path])

    @property
    def report(self) -> RunReport:
        return self.error.report


def marked(name: str, value: str) -> list[int]:
    """Return the processes that were started with a variable."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        # Python's own helper of processes that are spawned stays as long as this process.
        if f"{name}={value}".encode() in variables and b"resource_tracker" not in (folder / "cmdline").read_bytes():
            found.append(int(folder.name))
    return found


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.fixture(scope="module")
def outcome_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Outcome]]:
    """Return what came of a kind of command, which is run when it is first asked for."""
    found: dict[str, Outcome] = {}

    def ask(kind: str) -> Outcome:
        if kind not in found:
            found[kind] = outcome(tmp_path_factory.mktemp(kind), KINDS[kind])
        return found[kind]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, MEMORY_GB)
        patch.setenv(MARK, str(os.getpid()))
        yield ask


def outcome(folder: Path, kind: Kind) -> Outcome:
    """Run one command in a project of its own, with temporary files in a folder of their own."""
    root, temporary = small_project(folder / "project"), Path(tempfile.mkdtemp(prefix="r"))
    notebook = write_notebook(root / "notebooks" / "healthy.ipynb", *kind.healthy)
    healthy = [
        a_job(notebook, f"plan/healthy-{number}", label=f"sund {number}") for number in range(len(kind.rogues) + 1)
    ]
    if kind.plain:  # ordinary kernels have nothing in common
        healthy = healthy[:1]
    jobs = [healthy[0]]
    for number, rogue in enumerate(kind.rogues, start=1):
        source = write_notebook(
            root / "notebooks" / f"{rogue.name}.ipynb", NOTING, "## Tryghed", rogue.code, "print('efter')"
        )
        jobs += [
            a_job(source, f"plan/{rogue.name}", {"area": rogue.name}, label=rogue.name),
            *healthy[number : number + 1],
        ]
    last_good = root / "build" / "runs" / "plan" / "raises" / "notebook.ipynb"
    last_good.parent.mkdir(parents=True)
    last_good.write_text("det seneste gode resultat", encoding="utf-8")
    (root / "build" / "runs" / "blocked").write_text("en fil, hvor en mappe skulle være", encoding="utf-8")
    jobs.append(a_job(notebook, "blocked/good", label="spærret"))
    heard = Watching()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        patch.setattr("tempfile.tempdir", None)
        alone = a_job(notebook, "alone/alone")
        run_jobs([alone], root / "build" / "alone", progress=Heard(), plain_kernels=True, project=None)
        before, wanted = open_files(), os.environ.get("OMP_NUM_THREADS")
        with pytest.raises(RunError) as caught:
            run_jobs(
                jobs,
                root / "build" / "runs",
                workers=kind.workers,
                progress=heard,
                timeout=kind.timeout,
                plain_kernels=kind.plain,
            )
    bytes_alone = (alone.folder(root / "build" / "alone") / "notebook.ipynb").read_bytes()
    return Outcome(
        root,
        heard,
        caught.value,
        healthy,
        bytes_alone,
        (before, open_files()),
        (wanted, os.environ.get("OMP_NUM_THREADS")),
        sorted(temporary.rglob("*")),
    )


@pytest.mark.parametrize(("kind", "rogue"), CASES, ids=[f"{kind}-{rogue.name}" for kind, rogue in CASES])
def test_each_rogue_ends_as_it_should(outcome_of: Callable[[str], Outcome], kind: str, rogue: Rogue) -> None:
    told = outcome_of(kind)
    faults = [fault for fault in told.error.faults if f"“{rogue.name}”" in fault.value]
    # In ten seconds, and what a machine with other work needs to start a kernel at all.
    slowest = max(told.heard.seconds[job.label] for job in told.healthy)
    assert told.heard.seconds[rogue.name] < KINDS[kind].timeout + 10 + slowest
    if rogue.fails is None:
        assert faults == []
        assert f"plan/{rogue.name}" in [found.job for found in told.report.made]
        return
    (fault,) = faults
    assert fault.place == f"notebooks/{rogue.name}.ipynb"
    assert rogue.fails in fault.value
    assert len(fault.value) < LONGEST + 100
    assert "Traceback" not in str(fault)
    assert "\n" not in str(fault)
    if rogue.cell is not None:
        assert f"i celle {rogue.cell} under “Tryghed”" in fault.value
    assert not (told.root / "build" / "runs" / "plan" / rogue.name / "run.json").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_healthy_notebook_after_each_is_as_if_alone(outcome_of: Callable[[str], Outcome], kind: str) -> None:
    told = outcome_of(kind)
    spoilt = {"plan/healthy-0"} if any(rogue.name == "spoils-its-neighbour" for rogue in KINDS[kind].rogues) else set()
    runs = told.root / "build" / "runs"
    different = [job.id for job in told.healthy if (job.folder(runs) / "notebook.ipynb").read_bytes() != told.alone]
    assert set(different) == spoilt
    every = [found.job for found in (*told.report.made, *told.report.failed)]
    mended = [job for job in told.healthy if job.id in spoilt]
    again = run_jobs(mended, runs, progress=Heard(), keep=[*every, *(job.id for job in told.healthy)])
    assert {found.job for found in again.made} == spoilt
    assert all((job.folder(runs) / "notebook.ipynb").read_bytes() == told.alone for job in mended)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left(outcome_of: Callable[[str], Outcome], kind: str) -> None:
    told = outcome_of(kind)
    # A warm parent ends at once what its kernels leave; where it was killed or there is none, the command does so.
    late = {rogue.name for rogue in KINDS[kind].rogues if KINDS[kind].plain or rogue.name.endswith("-and-stays")}
    assert {name: pids for name, pids in told.heard.left.items() if pids and name not in late} == {}
    assert marked(MARK, str(os.getpid())) == []
    kernels = {path.name: int(path.read_text()) for path in told.root.glob("pid-*")}
    assert len(kernels) == len(KINDS[kind].rogues)
    assert [name for name, pid in kernels.items() if not gone_within(5, pid)] == []
    assert told.temporary == []
    assert list((told.root / "build" / "runs" / ".work").iterdir()) == []
    before, after = told.open_files
    assert after <= before
    before_it, after_it = told.threads_wanted
    assert after_it == before_it


@pytest.mark.parametrize("kind", KINDS)
def test_every_run_is_told_once_and_the_command_fails(outcome_of: Callable[[str], Outcome], kind: str) -> None:
    told, rogues = outcome_of(kind), KINDS[kind].rogues
    assert told.error.code == ExitCode.NOTEBOOK
    expected = [(rogue.name, rogue.fails is not None) for rogue in rogues]
    expected += [(job.label, False) for job in told.healthy]
    assert sorted(told.heard.ended) == sorted([*expected, ("spærret", True)])
    assert told.heard.closed == 1
    assert told.heard.said == []
    assert told.error.faults[-1].place == str(told.root / "build/runs/blocked/good")
    assert "kan ikke skrives" in told.error.faults[-1].value


@pytest.mark.parametrize("kind", ["warm", "plain"])
def test_a_failed_run_leaves_the_last_good_result_and_a_notebook_to_look_into(
    outcome_of: Callable[[str], Outcome], kind: str
) -> None:
    told = outcome_of(kind)
    last_good = told.root / "build/runs/plan/raises/notebook.ipynb"
    assert last_good.read_text(encoding="utf-8") == "det seneste gode resultat"
    (fault,) = [found for found in told.error.faults if "“raises”" in found.value]
    named = re.search(r"build/runs/\S+\.ipynb", fault.remedy)
    assert named
    cells = json.loads((told.root / named.group()).read_text(encoding="utf-8"))["cells"]
    assert any(output["output_type"] == "error" for cell in cells for output in cell.get("outputs", []))
