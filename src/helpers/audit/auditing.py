"""The audit: reads a public folder and everything published before, and attacks it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from helpers.audit.deriving import Attacker
from helpers.audit.equations import Figures, declared
from helpers.audit.knowledge import Knowledge
from helpers.audit.reading import read, readable
from helpers.audit.reporting import Report, report
from helpers.audit.resolving import exact, release_of
from helpers.audit.standing_open import small_and_open
from helpers.audit.statements import Statement
from helpers.audit.structure import read_structure
from helpers.errors import AuditError

_FILES_WORTH_A_PROCESS = 1200
"""Fewer files are read sooner by one process than others can be started."""


def audit(folder: Path, earlier: Path | None = None, *, workers: int | None = None) -> Report:
    """Attack a public folder as an outsider would.

    Parameters
    ----------
    folder
        The finished site, with earlier releases under `runder/`.
    earlier
        The folder of figures published before (`data/processed/releases/figures`), if there is one.
    workers
        Processes that read files; by default as many as there are cores, and one for a small site.
    """
    structure = read_structure(folder)
    knowledge = Knowledge()
    paths = _paths(folder)
    unread: list[tuple[str, str]] = []
    for statements, faults in _read_all(folder, paths, workers):
        knowledge.learn(statements)
        unread += faults
    equations = list(declared(Figures(knowledge), structure))
    attack = Attacker(knowledge, equations, structure).attack()
    return report(
        (len(paths), knowledge.count),
        attack,
        knowledge.clashes(),
        small_and_open(knowledge, structure),
        unread,
        structure,
    )


def must_pass(found: Report) -> Report:
    """Return the report of a site that may be published.

    Raises
    ------
    AuditError
        With everything that gives a hidden figure away.
    """
    if found.faults:
        raise AuditError(found.faults)
    return found


def _paths(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


_Batch = tuple[list[Statement], list[tuple[str, str]]]


def _read_all(folder: Path, paths: Sequence[str], workers: int | None) -> Iterator[_Batch]:
    count = workers or (1 if len(paths) < _FILES_WORTH_A_PROCESS else os.cpu_count() or 1)
    batches = [(folder, paths[start : start + 64]) for start in range(0, len(paths), 64)]
    if count == 1:
        yield from map(_read_batch, batches)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from pool.map(_read_batch, batches)


def _read_batch(batch: tuple[Path, Iterable[str]]) -> _Batch:
    folder, paths = batch
    found: list[Statement] = []
    unread: list[tuple[str, str]] = []
    for path in paths:
        if not readable(path):
            unread.append((path, "filtypen kendes ikke"))
            continue
        try:
            found += exact(read(path, (folder / path).read_bytes()), release_of(path))
        except ValueError:
            unread.append((path, "filen kan ikke læses som det, den hedder"))
    return found, unread
