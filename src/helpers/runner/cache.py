"""Whether a job's run is up to date, decided from contents and before papermill or pandas is imported.

A run is fresh if and only if its key is the one recorded beside it, everything that its notebook read is as it was
read, and each file that it wrote is there with the recorded hash. What it read was noted while it ran, not worked out
before. Everything is recorded part by part, so that a person can be told which of it changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import helpers
from helpers import reads
from helpers.errors import NotebookError
from helpers.paths import Project, checksum, write_atomically
from helpers.runner.canonical import TRANSIENT_CELL_METADATA
from helpers.runner.code_used import CodeUsed
from helpers.runner.explaining import changed_files, changed_parts, changed_reads
from helpers.runner.installed import packages_state
from helpers.runner.jobs import Job, beside
from helpers.runner.kernel_environment import FIXED
from helpers.runner.known_files import KnownFiles, touched_at
from helpers.runner.records import RECORD, Record, key_of, read_record
from helpers.runner.slices import Slices
from helpers.runner.source import Cell, cells_of, read_tree
from helpers.runner.unseen import Unseen, state_of, unseen_by

FORMAT = 3
TOUCHED = "rørt, mens kørslen var i gang"
"""Stands for the hash of code that was changed while a run was under way."""


@dataclass(frozen=True)
class Surroundings:
    """What every run of one command shares, each part as a hash or a word.

    Parameters
    ----------
    lock
        Hash of the lock file, and of what is installed otherwise than it says (`helpers.runner.installed`).
    python
        Minor version, for example `3.11`.
    environment
        Hash of the language, time zone and other settings that a kernel is started with.
    engine
        Papermill engine by name; `nbclient` is papermill's own.
    package
        The folder of the code that notebooks import.
    """

    lock: str
    python: str
    environment: str
    engine: str
    package: Path = Path(helpers.__file__).parent

    @classmethod
    def of(cls, project: Project, engine: str | None = None) -> Surroundings:
        """Return the surroundings that a command has in `project`."""
        return cls(
            lock=packages_state(project.lock_file),
            python=f"{sys.version_info.major}.{sys.version_info.minor}",
            environment=checksum(json.dumps(FIXED, sort_keys=True).encode()),
            engine=engine or "nbclient",
        )


@dataclass(frozen=True)
class _Notebook:
    cells: str
    code: str
    unseen: Unseen


@dataclass
class Cache:
    """The runs of one project, and what decides whether they hold.

    Parameters
    ----------
    runs_folder
        The folder of all runs.
    surroundings
        What all runs share.
    project
        What notebooks read.
    """

    runs_folder: Path
    surroundings: Surroundings
    project: Project
    _notebooks: dict[Path, _Notebook] = field(default_factory=dict[Path, _Notebook], init=False, repr=False)
    _stamps: dict[Path, tuple[str, str]] = field(default_factory=dict[Path, tuple[str, str]], init=False, repr=False)
    _lists: dict[str, str] = field(default_factory=dict[str, str], init=False, repr=False)
    _inputs: dict[str, str] = field(default_factory=dict[str, str], init=False, repr=False)
    _names: dict[str, str] = field(default_factory=dict[str, str], init=False, repr=False)
    _states: dict[object, str] = field(default_factory=dict[object, str], init=False, repr=False)

    @cached_property
    def known(self) -> KnownFiles:
        """Contents of files, remembered beside the runs."""
        return KnownFiles(beside(self.runs_folder) / "files.sqlite")

    @cached_property
    def code(self) -> CodeUsed:
        """The code that notebooks import."""
        return CodeUsed(self.surroundings.package, self.known)

    @cached_property
    def slices(self) -> Slices:
        """What runs read less of than a whole file, as it is now."""
        return Slices(self.project, self.known)

    def parts(self, job: Job) -> dict[str, object]:
        """Return what the job's result depends on besides what its notebook reads, part by part.

        Raises
        ------
        NotebookError
            If the notebook can't be read.
        """
        notebook = self._notebook(job.notebook)
        shared = self.surroundings
        return {
            "format": FORMAT,
            "cells": notebook.cells,
            "parameters": dict(sorted(job.parameters.items())),
            "code": notebook.code,
            "lock": shared.lock,
            "python": shared.python,
            "environment": shared.environment,
            "engine": shared.engine,
            **self._unseen(notebook.unseen),
        }

    def is_fresh(self, job: Job) -> bool:
        """Return whether the job's run can be used as it is."""
        folder = job.folder(self.runs_folder)
        state = self._last_state(job, folder)
        if state is not None and self.known.fact(f"fresh {job.id}", state) is not None:
            return True
        record = read_record(folder)
        if record is None or next(self._reasons(job, record), None) is not None:
            return False
        if None in record.slices.values():
            self.settle(job)
        self._remember(job, folder, record)
        return True

    def explain(self, job: Job) -> str:
        """Return in Danish why the job is or isn't up to date."""
        record = read_record(job.folder(self.runs_folder))
        reasons = ["har ikke været kørt"] if record is None else list(self._reasons(job, record))
        if not reasons:
            return f"{job.label}: er ajour"
        return f"{job.label}: skal køres: " + "; ".join(reasons)

    def take_over(self, job: Job) -> None:
        """Settle a run that this command has just made.

        If the notebook or the code was touched while it was under way, even if it is now as it was, nobody knows which
        of them it was made with: the next command makes it again.
        """
        folder = job.folder(self.runs_folder)
        if self._stamps.get(job.notebook) != self._stamp(job.notebook) and (record := read_record(folder)) is not None:
            parts = {**record.parts, "code": TOUCHED}
            replace(record, key=key_of(parts), parts=parts).write(folder)
        self.settle(job)

    def settle(self, job: Job) -> None:
        """Hash what a run that was just made read, so that the next command can tell each slice from the others.

        If a file was written while the run was under way, nothing is hashed: the next command makes the run again.
        """
        folder = job.folder(self.runs_folder)
        record = read_record(folder)
        if record is None:
            return
        self._keep_code_list(record)
        if None not in record.slices.values():
            return
        hashes = {named: self.slices.hash(named) for named in record.slices}
        # What can't be found again just after it was read would be taken for unchanged whatever became of it.
        if reads.MISSING not in hashes.values() and self.slices.same(record.behind):
            record.hashed(hashes).write(folder)

    def save(self) -> None:
        """Remember what was found about files."""
        self.known.save()

    def _stamp(self, notebook: Path) -> tuple[str, str]:
        return touched_at(notebook), self.code.stamp()

    def _notebook(self, path: Path) -> _Notebook:
        if path not in self._notebooks:
            self._stamps[path] = touched_at(path), self._first_stamp
            content = self.known.content(path)
            cells = cells_of(read_tree(path))
            about = f"cells {FORMAT} {path}"
            hashed = self.known.fact(about, content)
            if hashed is None:
                hashed = checksum(json.dumps([_plain(cell) for cell in cells], sort_keys=True).encode())
                self.known.remember(about, content, hashed)
            unseen = unseen_by(cells, self.surroundings.package.name)
            used = self.code.all() if unseen.anything else self.code.of_notebook(cells)
            self._notebooks[path] = _Notebook(hashed, self._code_list(used), unseen)
        return self._notebooks[path]

    def _unseen(self, unseen: Unseen) -> dict[str, object]:
        """Return parts for what a notebook may read unnoticed; most notebooks have none."""
        parts: dict[str, object] = {"variables": found} if (found := unseen.values()) else {}
        return parts | {"anything": self._whole_project} if unseen.anything else parts

    @cached_property
    def _first_stamp(self) -> str:
        return self.code.stamp()

    @cached_property
    def _whole_project(self) -> str:
        return state_of(self.project.root, self.known)

    def _code_list(self, used: Mapping[str, str]) -> str:
        text = json.dumps(used, sort_keys=True, indent=0) + "\n"
        named = checksum(text.encode())
        self._lists[named] = text
        return named

    def _code_list_file(self, named: str) -> Path:
        return beside(self.runs_folder) / "code" / f"{named}.json"

    def _keep_code_list(self, record: Record) -> None:
        """Keep the list of code that a run was made with, for whoever asks later what changed in it."""
        named = str(record.parts.get("code"))
        kept = self._code_list_file(named)
        if named in self._lists and not kept.is_file():
            write_atomically(kept, self._lists[named])

    def _reasons(self, job: Job, record: Record) -> Iterator[str]:
        folder = job.folder(self.runs_folder)
        try:
            parts = self.parts(job)
        except NotebookError as error:
            yield error.faults[0].value
            return
        if record.key != key_of(parts):
            yield from changed_parts(record.parts, parts, self._code_lists) or ["den gemte nøgle passer ikke"]
        elif record.key != key_of(record.parts):
            yield "den gemte nøgle passer ikke"
        yield from self._changed_reads(record)
        yield from changed_files(record.files, lambda name: self.known.content(folder / name))

    def _changed_reads(self, record: Record) -> Iterator[str]:
        now = {place: self._content(place) for place in (*record.read, *record.behind)}
        names = {place: self._listing(place) for place in record.listed}
        unchanged = all(now[place] == content for place, content in record.behind.items())
        hashes = {} if unchanged else {named: self.slices.hash(named) for named in record.slices}
        return changed_reads(record, now, names, hashes)

    def _code_lists(self, before: object, now: object) -> tuple[Mapping[str, str], Mapping[str, str]]:
        def listed(named: object) -> Mapping[str, str]:
            if str(named) in self._lists:
                return json.loads(self._lists[str(named)])
            try:
                return json.loads(self._code_list_file(str(named)).read_text(encoding="utf-8"))
            except (OSError, ValueError):
                return {}

        return listed(before), listed(now)

    def _remember(self, job: Job, folder: Path, record: Record) -> None:
        """Remember that a run is fresh: it is so for as long as all contents that decide it are the same."""
        places = json.dumps([*record.places(), sorted(record.files)])
        self.known.remember(f"places {job.id}", self.known.content(folder / RECORD), places)
        state = self._last_state(job, folder)
        if state is not None:
            self.known.remember(f"fresh {job.id}", state, "")

    def _last_state(self, job: Job, folder: Path) -> str | None:
        """Return the hash of all contents that decide whether a run is fresh; None if they were never looked at."""
        record = self.known.content(folder / RECORD)
        places = self.known.fact(f"places {job.id}", record)
        if places is None:
            return None
        files, folders, wrote = json.loads(places)
        try:
            key = key_of(self.parts(job))
        except NotebookError:
            return None
        outputs = [self.known.content(f"{folder}/{name}") for name in wrote]
        return checksum("\0".join([record, key, self._state(files, folders), *outputs]).encode())

    def _state(self, files: Iterable[str], folders: Iterable[str]) -> str:
        about = (tuple(files), tuple(folders))
        if about not in self._states:
            contents = [*map(self._content, about[0]), *map(self._listing, about[1])]
            self._states[about] = checksum("\0".join(contents).encode())
        return self._states[about]

    def _content(self, place: str) -> str:
        """Return the hash of an input as it was when this command first looked."""
        if place not in self._inputs:
            self._inputs[place] = self.known.content(self.project.root / place)
        return self._inputs[place]

    def _listing(self, place: str) -> str:
        if place not in self._names:
            self._names[place] = reads.listing(self.project.root / place)
        return self._names[place]


def _plain(cell: Cell) -> list[object]:
    """Return what of a cell the canonical form keeps."""
    metadata = {name: said for name, said in cell.metadata.items() if name not in TRANSIENT_CELL_METADATA}
    return [cell.kind, cell.text, sorted(cell.tags), cell.id, metadata, cell.attachments]


def explain(job: Job, runs_folder: Path, surroundings: Surroundings, project: Project) -> str:
    """Return in Danish why one job is or isn't up to date."""
    return Cache(runs_folder, surroundings, project).explain(job)
