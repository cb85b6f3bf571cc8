"""One run: papermill executes the notebook beside the old result, which is replaced only by a run that finished."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from helpers import reads
from helpers.errors import Fault, MaalbarError
from helpers.paths import writing_to
from helpers.runner.canonical import canonical_bytes
from helpers.runner.failures import failure
from helpers.runner.jobs import Job
from helpers.runner.kernel_environment import prepare
from helpers.runner.papermill_call import NOTEBOOK, Reached, Workplace, happened, insist_on_the_end, papermill_run
from helpers.runner.records import write_record
from helpers.runner.source import INJECTED_TAG, PARAMETERS_TAG, Tree, read_tree

FAILED = ".failed"
TIMEOUT = 600
"""Seconds that one cell may take."""


@dataclass(frozen=True)
class RunOutcome:
    """What came of one run.

    Parameters
    ----------
    job
        The job's id.
    label
        The job's Danish name.
    folder
        The run folder; after a failure it still holds the last good result, if there was one.
    seconds
        Wall time of the run, start of the kernel included.
    fault
        Why it failed; None if it finished.
    """

    job: str
    label: str
    folder: Path
    seconds: float
    fault: Fault | None


def execute(
    job: Job, place: Workplace, timeout: int = TIMEOUT, parts: Mapping[str, object] | None = None
) -> RunOutcome:
    """Run one job; the run folder is replaced as a whole if and only if the notebook came to its end.

    A saved notebook is no evidence: papermill saves one that says "completed" after its kernel died and after
    `sys.exit()`. A run counts when papermill returned, no cell gave an error and every code cell was executed.

    Parameters
    ----------
    job
        What to run.
    place
        Where.
    timeout
        Seconds that one cell may take.
    parts
        What the result depends on, recorded in `run.json` (`helpers.runner.cache.Cache.parts`, taken before the run).
    """
    began = time.perf_counter()
    folder = job.folder(place.runs_folder)
    try:
        with writing_to(folder), _beside(place) as beside:
            fault = _attempt(job, place, beside, timeout)
            if fault is None:
                notes = reads.noted(beside / "run")
                write_record(beside / "run", parts or {}, notes)
                swap(beside / "run", folder, beside / "old")
    except MaalbarError as error:
        # A folder that can't be written, or a notebook that went away, fails this run and no other.
        fault = error.faults[0]
    except Exception as error:  # such as a file whose name nobody can write down
        fault = failure(job, f"resultatet kan ikke gemmes ({type(error).__name__})")
    return RunOutcome(job.id, job.label, folder, time.perf_counter() - began, fault)


@contextmanager
def _beside(place: Workplace) -> Generator[Path]:
    prepare(place.scratch)
    place.work.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=place.work)).resolve()
    try:
        (beside / "run").mkdir()
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def swap(new: Path, final: Path, old: Path) -> None:
    """Put a finished run in place of the old one; no system can replace a folder that is not empty in one step."""
    final.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        final.rename(old)
    try:
        new.rename(final)
    except OSError:
        if old.exists():
            old.rename(final)
        raise


def _attempt(job: Job, place: Workplace, beside: Path, timeout: int) -> Fault | None:
    """Execute the notebook and write its canonical form; return what went wrong, if anything did."""
    raw = beside / NOTEBOOK
    reached = Reached()
    try:
        executed = papermill_run(job, place, beside, timeout, reached)
        insist_on_the_end(executed)
    except Exception as error:  # whatever an engine raises is the run's failure, never the command's
        cell = _cell_in_source(job, getattr(error, "cell_index", reached.index))
        return failure(job, happened(error, timeout), cell, _keep_failed(raw, job, place))
    if not (beside / "run").is_dir():
        return failure(job, "notebooken slettede sin egen mappe")
    (beside / "run" / NOTEBOOK).write_bytes(canonical_bytes(executed, _places(place, beside)))
    shutil.rmtree(job.folder(place.runs_folder / FAILED), ignore_errors=True)
    return None


def _places(place: Workplace, beside: Path) -> dict[str, str]:
    """Return the folders that an output may name, as this system and as every system writes them."""
    named = ((beside / "run", "."), (place.project_root, "<projekt>"))
    return {text: instead for folder, instead in named for text in (str(folder), folder.as_posix())}


def _cell_in_source(job: Job, index: int | None) -> int | None:
    """Return a cell's index in the notebook in git: papermill adds a cell after the `parameters` cell."""
    if index is None or not job.parameters:
        return index
    tags = [cell.get("metadata", {}).get("tags", []) for cell in cast("list[Tree]", read_tree(job.notebook)["cells"])]
    if any(INJECTED_TAG in found for found in tags):
        return index
    added = next((number for number, found in enumerate(tags) if PARAMETERS_TAG in found), -1) + 1
    return index - 1 if index >= added else index


def _keep_failed(raw: Path, job: Job, place: Workplace) -> Path | None:
    """Keep the notebook that papermill saved with its error, for a person to open; return its path in the project."""
    kept = job.folder(place.runs_folder / FAILED) / NOTEBOOK
    shutil.rmtree(kept.parent, ignore_errors=True)
    if not raw.is_file():
        return None
    kept.parent.mkdir(parents=True)
    raw.replace(kept)
    with suppress(ValueError):
        return kept.relative_to(place.project_root)
    return kept
