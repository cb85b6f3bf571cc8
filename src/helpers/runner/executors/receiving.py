"""What a worker sent back is laid in place, as if it had been written here."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from helpers.errors import Fault, MaalbarError
from helpers.paths import writing_to
from helpers.runner.execution import FAILED, swap
from helpers.runner.executors.carrying import Parcel, unpack
from helpers.runner.jobs import Job
from helpers.runner.papermill_call import Workplace
from helpers.runner.records import RECORD


def lay(files: Parcel, job: Job, place: Workplace, stood_in: Mapping[str, str]) -> Fault | None:
    """Replace a job's run folder as a whole by what a worker wrote; return what hinders it.

    Written beside and renamed, so that the same answer twice, or two commands at once, leave one whole run.

    Parameters
    ----------
    files
        What the worker wrote.
    job, place
        The job, and the command's own folders.
    stood_in
        From the hash of each file that was sent in another's place to the hash of that other: the record of what was
        read names the project's own files.
    """
    folder = job.folder(place.runs_folder)
    try:
        with writing_to(folder):
            beside = Path(tempfile.mkdtemp(dir=place.work))
            try:
                unpack(_as_here(files, stood_in), beside / "run")
                swap(beside / "run", folder, beside / "old")
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except MaalbarError as error:
        return error.faults[0]
    shutil.rmtree(job.folder(place.runs_folder / FAILED), ignore_errors=True)
    return None


def _as_here(files: Parcel, stood_in: Mapping[str, str]) -> Parcel:
    record = files.get(RECORD, b"")
    for sent, own in stood_in.items():
        record = record.replace(sent.encode(), own.encode())
    return {**files, RECORD: record} if record else files


def keep_failed(files: Parcel, job: Job, place: Workplace) -> None:
    """Keep the notebook that papermill saved with its error, for a person to open."""
    folder = job.folder(place.runs_folder / FAILED)
    shutil.rmtree(folder, ignore_errors=True)
    unpack(files, folder)
