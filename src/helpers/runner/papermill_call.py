"""The call to papermill: configured to be quick, quiet and the same on every machine, and distrusted afterwards."""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from helpers.runner.jobs import Job
from helpers.runner.kernel_environment import kernel_environment, kernel_variables
from helpers.runner.limits import SHOWN_MB, TooMuchShownError, memory_words
from helpers.runner.source import Tree, read_tree, with_ids

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from traitlets.config import Config

NOTEBOOK = "notebook.ipynb"
"""The executed notebook's name in its run folder."""


@dataclass(frozen=True)
class Workplace:
    """Where a command's runs happen.

    Parameters
    ----------
    project_root
        The project, named to notebooks as `MAALBAR_PROJECT`.
    runs_folder
        The folder of all runs; the latest failed ones lie in `.failed` inside it.
    work
        Where half-done runs lie: a folder beside the runs, removed with the command.
    scratch
        A folder outside the runs, removed with the command: sockets, connection files, IPython's own folder.
    engine
        Papermill engine by name; None is papermill's own.
    preload
        What a warm parent loads before it makes kernels; None for ordinary kernels.
    """

    project_root: Path
    runs_folder: Path
    work: Path
    scratch: Path
    engine: str | None = None
    preload: tuple[str, ...] | None = None


class RunStoppedError(Exception):
    """A run that papermill takes for finished did not get to its end.

    Parameters
    ----------
    cell_index
        Index of the cell in the executed notebook.
    message
        What happened there.
    """

    def __init__(self, cell_index: int, message: str) -> None:
        super().__init__(cell_index, message)
        self.cell_index = cell_index
        self.message = message


@dataclass
class Reached:
    """The last cell that began; papermill does not say for a kernel that died or a cell that took too long."""

    index: int | None = None

    def __call__(self, *, cell_index: int, **_: object) -> None:
        """Note that a cell begins."""
        self.index = cell_index


def papermill_run(job: Job, place: Workplace, beside: Path, timeout: int, reached: Reached) -> Tree:
    """Return the executed notebook of a job.

    A kernel that dies before its first cell has lost a race for a port, and gets another try.

    Parameters
    ----------
    job, place
        What to run and where.
    beside
        The half-done run's folder: `run` inside it is where the kernel works and writes.
    timeout
        Seconds that one cell may take.
    reached
        Told of each cell that begins.

    Raises
    ------
    Exception
        Whatever papermill or its engine raises: a cell's error, a cell out of time, a dead kernel.
    """
    try:
        return _papermill(job, place, beside, timeout, reached)
    except RuntimeError:
        if reached.index is not None:
            raise
        return _papermill(job, place, beside, timeout, reached)


def _papermill(job: Job, place: Workplace, beside: Path, timeout: int, reached: Reached) -> Tree:
    source = beside / "source.ipynb"
    source.write_text(json.dumps(with_ids(read_tree(job.notebook))), encoding="utf-8")
    with _kernels(place) as options:
        # 0.4 s that a command with nothing to run must not pay.
        from papermill import execute_notebook

        _hush()
        executed = execute_notebook(
            _literal(source),
            _literal(beside / NOTEBOOK),
            parameters=dict(job.parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            # One save instead of two per cell: nothing reads a half-done notebook.
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            execution_timeout=timeout,
            # Not papermill's `cwd=`, which changes the folder of the whole process.
            resources={"metadata": {"path": str(beside / "run")}},
            # The kernel is killed once its results are here, rather than waiting for Python to tidy up.
            shutdown_kernel="immediate",
            # nbclient waits four seconds for what a finished cell showed, and then takes what it has for all of it.
            iopub_timeout=timeout,
            raise_on_iopub_timeout=True,
            on_cell_start=reached,
            **options,
        )
    return cast("Tree", json.loads(json.dumps(cast("NotebookNode", executed))))


@contextmanager
def _kernels(place: Workplace) -> Generator[dict[str, Any]]:
    """Yield what tells papermill where its kernels come from: warm ones, or ordinary ones of any engine."""
    if place.preload is None:
        with kernel_environment(place.project_root.resolve(), place.scratch):
            yield {"engine_name": place.engine, "config": _transport(place.scratch)}
        return
    from helpers.runner.warm.engine import NAME, register

    register()
    # Runs in threads share this process's environment, so theirs is handed over instead of set.
    variables = kernel_variables(place.project_root.resolve(), place.scratch)
    yield {"engine_name": NAME, "environment": variables, "preload": place.preload}


def _transport(scratch: Path) -> Config:
    """Let kernels speak through sockets in a folder of their own: no ports to race for, and nobody else can listen.

    Windows has no such sockets; there the kernels use ports of this machine.
    """
    from traitlets.config import Config

    if sys.platform == "win32":
        return Config()
    own = tempfile.mkdtemp(dir=scratch)
    return Config(KernelManager={"transport": "ipc", "ip": f"{own}/k"})


def _literal(path: Path) -> str:
    """Return a path that papermill's formatting with `{}` leaves as it is."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _hush() -> None:
    """Keep papermill's and the kernel manager's log off the terminal: what failed is told once, as a fault."""
    for name in ("papermill", "traitlets"):
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def insist_on_the_end(executed: Tree) -> None:
    """Refuse a notebook that papermill takes for finished though a cell gave an error or never ran.

    Raises
    ------
    RunStoppedError
        With the cell's index.
    TooMuchShownError
        If it shows more than a run may.
    """
    if len(json.dumps(executed)) > SHOWN_MB * 1_000_000:
        raise TooMuchShownError
    for index, cell in enumerate(cast("list[Tree]", executed["cells"])):
        if cell["cell_type"] != "code" or not "".join(cell["source"]).strip():
            continue
        errors = [output for output in cell["outputs"] if output["output_type"] == "error"]
        if errors:
            raise RunStoppedError(index, f"{errors[0]['ename']}: {errors[0]['evalue']}")
        if cell["execution_count"] is None:
            raise RunStoppedError(index, "cellen blev ikke kørt")


def happened(error: Exception, timeout: int) -> str:
    """Return what went wrong: Danish for what a cell can't say itself, otherwise its error's type and message."""
    kind = type(error).__name__
    if kind == "PapermillExecutionError":
        told = cast("Any", error)
        return f"cellen {memory_words()}" if told.ename == "MemoryError" else f"{told.ename}: {told.evalue}"
    if isinstance(error, RunStoppedError):
        return error.message
    if kind == "DeadKernelError":
        return "kernen døde, måske fordi maskinen ikke har hukommelse nok"
    if kind == "Again":
        return "kernen svarer ikke længere"
    if isinstance(error, TooMuchShownError):
        return str(error)
    if isinstance(error, MemoryError):
        return f"kørslen {memory_words()}"
    if isinstance(error, TimeoutError):
        return f"cellen var ikke færdig efter {timeout} sekunder"
    return f"{kind}: {error}"
