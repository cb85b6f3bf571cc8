"""Is everything up to date? Answered from file contents alone, before any heavy import."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import helpers
from helpers.paths import Project, file_checksum, write_atomically, writing_to
from helpers.reads import content, listing
from helpers.runner.installed import packages_state
from helpers.runner.records import RECORD, read_record

READ_BY_A_BUILD = (
    "analyses", "data/raw", "notebooks", "pages", "tests/spec", "benchmarks/results/simulations", "_quarto.yml",
    "requirements.lock", "data/processed/releases/ledger.jsonl", "data/processed/releases/figures",
)  # fmt: skip
"""What was published of figures decides what may be shown beside it; the ledger stands on a page of its own."""
PACKAGE = Path(helpers.__file__).parent
"""Målbar itself, which need not lie in the project."""
NO_INPUT = frozenset({"__pycache__", "modtaget.json", "demo-modtaget.json", "dokumenteret-modtaget.json"})
"""The lists of what was received are written by a build; `maalbar accept`, which adds to them, drops the record."""
UNSEEN = frozenset({"anything", "variables"})
"""Parts of a run's key that tell that its notebook may read what nobody hears of."""
LEFT_BY_NOTEBOOKS = frozenset({"figurer", "filer"})
"""What a notebook that a person runs by hand leaves beside it."""


def _files(folder: Path, ignored: frozenset[str] = NO_INPUT) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    elif folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.name not in ignored and not path.name.startswith("."):
                yield from _files(path, ignored)


def build_inputs(project: Project) -> Iterator[tuple[str, Path]]:
    """Yield every file that a build reads: its place in a project, and where it lies; Målbar itself included."""
    for start, above in [*((project.root / name, project.root) for name in READ_BY_A_BUILD), (PACKAGE, PACKAGE.parent)]:
        ignored = NO_INPUT | LEFT_BY_NOTEBOOKS if start == project.notebooks else NO_INPUT
        for path in _files(start, ignored):
            inside = path.relative_to(above).as_posix()
            yield (f"src/{inside}" if start == PACKAGE else inside), path


def inputs_stamp(project: Project, options: Mapping[str, str]) -> str:
    """Return the hash of everything that a build reads, its options, Python, its packages, the presence of Quarto."""
    digest = hashlib.sha256(json.dumps(dict(options), sort_keys=True).encode())
    digest.update(f"{sys.version_info[:3]} {packages_state(project.lock_file)} {shutil.which('quarto')}".encode())
    for place, path in build_inputs(project):
        digest.update(place.encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def inputs_by_name(project: Project) -> dict[str, str]:
    """Return the checksum of each file that a build reads, to name the first that is another one later."""
    return {place: file_checksum(path) for place, path in build_inputs(project)}


def first_difference(project: Project, record: Path) -> tuple[str, str] | None:
    """Return the first file that is no longer as the build read it, and what is the matter with it, in Danish.

    None if the record holds no names, or no file differs.
    """
    before: dict[str, str] = _remembered(record).get("files", {})
    now = inputs_by_name(project) if before else {}
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            return name, "er ny" if name not in before else "er væk" if name not in now else "er en anden"
    return None


def outputs_stamp(folder: Path) -> str:
    """Return the hash of a site's file names, sizes and times, so that a touched site is seen."""
    digest = hashlib.sha256()
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        state = path.stat()
        digest.update(f"{path.relative_to(folder).as_posix()} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def processed_files(project: Project, audience: str) -> tuple[Path, ...]:
    """Return what notebooks read besides the plans: without it they would fail, however fresh the site is."""
    names = ("observations.parquet", "import.json", f"protection-{audience}.json")
    evaluations = sorted(path.parent.name for path in project.analyses.glob("*/plan.yml"))
    return tuple(project.processed / evaluation / name for evaluation in evaluations for name in names)


def is_fresh(record: Path, inputs: str, site: Path, needed: Iterable[Path] = ()) -> bool:
    """Tell whether the site was built from these inputs and is as the build left it, with the files it needs."""
    if not record.is_file() or not site.is_dir() or not all(path.is_file() for path in needed):
        return False
    remembered = _remembered(record)
    if remembered.get("inputs") != inputs or remembered.get("outputs") != outputs_stamp(site):
        return False
    return _is_as_read(Project(record.parent.parent), remembered.get("read_beside"))


def remember(record: Path, inputs: str, site: Path, files: Mapping[str, str] | None = None) -> None:
    """Record that `site` was built from these inputs; `files` are their names, as `inputs_by_name` gives them.

    The record lies in the project's `build/`, beside the runs; what their notebooks read besides the inputs counts too.
    """
    project, audience = Project(record.parent.parent), record.stem.removeprefix("fresh-")
    beside = read_beside(project, project.runs_for(audience))
    state = {"inputs": inputs, "outputs": outputs_stamp(site), "files": dict(files or {}), "read_beside": beside}
    write_atomically(record, json.dumps(state, sort_keys=True))


def read_beside(project: Project, runs: Path) -> list[list[str]] | None:
    """Return what notebooks read that no list of inputs names: kind, place and hash.

    None if that can't be told of a notebook (`helpers.runner.unseen`): then each run must be asked.
    """
    found: set[tuple[str, str, str]] = set()
    for path in runs.rglob(RECORD) if runs.is_dir() else ():
        record = None if _is_hidden(path.relative_to(runs)) else read_record(path.parent)
        if record is None:
            continue
        if not UNSEEN.isdisjoint(record.parts):
            return None
        found |= {("file", *one) for one in (*record.read.items(), *record.behind.items())}
        found |= {("folder", *one) for one in record.listed.items()}
    return [list(one) for one in sorted(found) if not _is_listed(one[1])]


def _is_hidden(inside: Path) -> bool:
    return any(part.startswith(".") for part in inside.parts)


def _is_listed(place: str) -> bool:
    """Return whether a place is among the inputs, or made of them by the import."""
    return any(place == name or place.startswith(f"{name}/") for name in (*READ_BY_A_BUILD, "data/processed"))


def _is_as_read(project: Project, beside: list[list[str]] | None) -> bool:
    now = {"file": content, "folder": listing}
    return beside is not None and all(now[kind](project.root / place) == known for kind, place, known in beside)


def _remembered(record: Path) -> dict[str, Any]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # missing or damaged: as good as none
        return {}
    return found if isinstance(found, dict) else {}


def forget(record: Path) -> None:
    """Drop the record before a build, so that a killed build is not taken for a finished one.

    Raises
    ------
    SiteError
        If the folder can't be written.
    """
    with writing_to(record):
        record.unlink(missing_ok=True)
