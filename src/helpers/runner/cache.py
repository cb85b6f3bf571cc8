"""Whether a job's run is up to date, decided from contents and before papermill or pandas is imported.

A run is fresh if and only if its key is the one recorded beside it, and each file that it wrote is there with the
recorded hash. The key's parts are recorded too, so that a person can be told which of them changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import helpers
from helpers.errors import NotebookError
from helpers.paths import Project, checksum, write_atomically
from helpers.runner.jobs import Job, ParameterValue
from helpers.runner.kernel_environment import FIXED
from helpers.runner.source import cells_of, read_tree

RECORD = "run.json"
FORMAT = 1
AFTER_THE_NOTEBOOKS = {"audit", "sealing", "website"}
"""Stages that no notebook's result depends on."""
BEFORE_THE_STAGES = {"__init__.py", "errors.py", "paths.py"}
"""Modules outside the stages that a notebook's result can depend on; the others come after the notebooks."""
ASSETS = {"output"}
"""Stages whose templates, styles and fonts a notebook's outputs depend on."""

DANISH: Mapping[str, str] = {
    "cells": "notebookens celler",
    "parameters": "parametrene",
    "inputs": "data eller plan",
    "code": "Målbars kode",
    "lock": "pakkernes versioner",
    "python": "Python-versionen",
    "environment": "sprog og kernens omgivelser",
    "engine": "papermill-motoren",
    "format": "Målbars kørselsformat",
}


@dataclass(frozen=True)
class Surroundings:
    """What every run of one command shares, each part as a hash or a word.

    Parameters
    ----------
    code
        Hash of the package's source and its output templates.
    lock
        Hash of the lock file; `ingen` if the project has none.
    python
        Minor version, for example `3.11`.
    environment
        Hash of the language, time zone and other settings that a kernel is started with.
    engine
        Papermill engine by name; `nbclient` is papermill's own.
    """

    code: str
    lock: str
    python: str
    environment: str
    engine: str

    @classmethod
    def of(cls, project: Project, engine: str | None = None) -> Surroundings:
        """Return the surroundings that a command has in `project`."""
        lock = project.lock_file
        return cls(
            code=code_version(Path(helpers.__file__).parent),
            lock=checksum(lock.read_bytes()) if lock.is_file() else "ingen",
            python=f"{sys.version_info.major}.{sys.version_info.minor}",
            environment=checksum(json.dumps(FIXED, sort_keys=True).encode()),
            engine=engine or "nbclient",
        )


def code_version(package: Path) -> str:
    """Return a hash of the source that a notebook's result can depend on, independent of line ends."""
    files = sorted(
        path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.is_file() and _counts(path.relative_to(package).parts)
    )
    return checksum("\n".join(f"{name} {_source_hash(package / name)}" for name in files).encode())


def _source_hash(path: Path) -> str:
    return checksum(path.read_bytes().replace(b"\r\n", b"\n"))


def _counts(parts: tuple[str, ...]) -> bool:
    if parts[0] in AFTER_THE_NOTEBOOKS or "__pycache__" in parts:
        return False
    if len(parts) == 1:
        return parts[0] in BEFORE_THE_STAGES
    return parts[-1].endswith(".py") or parts[0] in ASSETS


@dataclass
class Cache:
    """The runs of one project, and what decides whether they hold.

    Parameters
    ----------
    runs_folder
        The folder of all runs.
    surroundings
        What all runs share.
    """

    runs_folder: Path
    surroundings: Surroundings
    _cells: dict[Path, str] = field(default_factory=dict[Path, str], init=False, repr=False)

    def parts(self, job: Job) -> dict[str, object]:
        """Return what the job's result depends on, part by part.

        Raises
        ------
        NotebookError
            If the notebook can't be read.
        """
        if job.notebook not in self._cells:
            self._cells[job.notebook] = _cells_hash(job.notebook)
        shared = self.surroundings
        return {
            "format": FORMAT,
            "cells": self._cells[job.notebook],
            "parameters": dict(sorted(job.parameters.items())),
            "inputs": job.inputs,
            "code": shared.code,
            "lock": shared.lock,
            "python": shared.python,
            "environment": shared.environment,
            "engine": shared.engine,
        }

    def is_fresh(self, job: Job) -> bool:
        """Return whether the job's run can be used as it is."""
        return not self._reasons(job)

    def explain(self, job: Job) -> str:
        """Return in Danish why the job is or isn't up to date."""
        reasons = self._reasons(job)
        if not reasons:
            return f"{job.label}: er ajour"
        return f"{job.label}: skal køres: " + "; ".join(reasons)

    def _reasons(self, job: Job) -> list[str]:
        folder = job.folder(self.runs_folder)
        record = _read_record(folder)
        if record is None:
            return ["har ikke været kørt"]
        try:
            parts = self.parts(job)
        except NotebookError as error:
            return [error.faults[0].value]
        recorded = cast("dict[str, object]", record["parts"])
        if record["key"] == key_of(parts):
            return _changed_files(folder, cast("dict[str, str]", record["files"]))
        return _changed_parts(recorded, parts) or ["den gemte nøgle passer ikke"]


def explain(job: Job, runs_folder: Path, surroundings: Surroundings) -> str:
    """Return in Danish why one job is or isn't up to date."""
    return Cache(runs_folder, surroundings).explain(job)


def key_of(parts: Mapping[str, object]) -> str:
    """Return the key that stands for all parts."""
    return checksum(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


def write_record(folder: Path, parts: Mapping[str, object]) -> None:
    """Write `run.json` beside what a run wrote: the key, its parts, and the hash of each file."""
    files = {name: checksum((folder / name).read_bytes()) for name in _files_in(folder)}
    record = {"key": key_of(parts), "parts": parts, "files": files}
    write_atomically(folder / RECORD, json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def _files_in(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != RECORD)


def _cells_hash(notebook: Path) -> str:
    cells = [[cell.kind, cell.text, sorted(cell.tags), cell.id] for cell in cells_of(read_tree(notebook))]
    return checksum(json.dumps(cells, ensure_ascii=False).encode())


def _read_record(folder: Path) -> dict[str, object] | None:
    try:
        loaded: object = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(loaded, dict) or not {"key", "parts", "files"} <= loaded.keys():
        return None
    return cast("dict[str, object]", loaded)


def _changed_parts(before: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    changed = [name for name in now if before.get(name) != now[name]]
    said = [f"{DANISH[name]} er ændret" for name in changed if name != "parameters"]
    if "parameters" in changed:
        old = cast("dict[str, ParameterValue]", before.get("parameters") or {})
        said += _changed_parameters(old, cast("dict[str, ParameterValue]", now["parameters"]))
    return said


def _changed_parameters(before: Mapping[str, ParameterValue], now: Mapping[str, ParameterValue]) -> Iterable[str]:
    for name in sorted({*before, *now}):
        old, new = before.get(name), now.get(name)
        if (type(old), old) != (type(new), new):
            yield f"parameteren {name} var {old!r} og er nu {new!r}"


def _changed_files(folder: Path, recorded: Mapping[str, str]) -> list[str]:
    for name, wanted in recorded.items():
        path = folder / name
        if not path.is_file():
            return [f"filen {name} mangler"]
        if checksum(path.read_bytes()) != wanted:
            return [f"filen {name} er ændret siden kørslen"]
    return []
