"""The audit: reads a public folder and everything published before, and attacks it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from helpers.audit.columns import names_figures, statements_of
from helpers.audit.deriving import Attacker
from helpers.audit.discovering import discovered, unlike
from helpers.audit.equations import Figures, declared, told_differences
from helpers.audit.knowledge import Knowledge
from helpers.audit.loose_words import Lines, Words
from helpers.audit.published import published_before
from helpers.audit.reading import read, readable
from helpers.audit.releases import at_release, release_of
from helpers.audit.reporting import Report, report
from helpers.audit.shares import counts_told_by_shares, shares_of_hidden_counts, small_behind_rounding
from helpers.audit.standing_open import small_and_open
from helpers.audit.statements import Piece, Row, Statement, Told
from helpers.audit.structure import Structure, read_structure
from helpers.audit.vocabulary import Names, Vocabulary
from helpers.errors import AuditError

_FILES_WORTH_A_PROCESS = 1200
"""Fewer files are read sooner by one process than others can be started."""
_BATCH = 64
_TABLES = (".csv", ".tsv", ".parquet", ".xlsx", ".xlsm", ".zip", ".gz")
"""Files of tables, which are read first: from them come the names, and what is hidden."""


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
    count = workers or (1 if len(paths) < _FILES_WORTH_A_PROCESS else os.cpu_count() or 1)
    names = Names()
    for found in _each(_read_tables, folder, [path for path in paths if path.endswith(_TABLES)], count):
        knowledge.learn(found.statements)
        names.merge(found.names)
    unread: list[tuple[str, str]] = []
    try:
        knowledge.learn(published_before(earlier, structure))
    except ValueError:
        unread.append((str(earlier), "mappen med tidligere udgivelser kan ikke læses"))
    for found in _each(partial(_read_words, knowledge, names, structure), folder, paths, count):
        knowledge.learn(found.statements)
        knowledge.learn_differences(found.told)
        unread += found.unread
    knowledge.learn(counts_told_by_shares(knowledge, structure))
    equations = [
        *declared(Figures(knowledge), structure),
        *told_differences(knowledge.told),
        *shares_of_hidden_counts(knowledge, structure),
    ]
    equations += unlike(discovered(knowledge), equations)
    attack = Attacker(knowledge, equations, structure).attack()
    return report(
        (len(paths), knowledge.count),
        attack,
        knowledge.clashes(),
        [*small_and_open(knowledge, structure), *small_behind_rounding(knowledge, structure)],
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


@dataclass
class _Found:
    """What one process made of some files."""

    statements: list[Statement] = field(default_factory=list[Statement])
    told: list[Told] = field(default_factory=list[Told])
    names: Names = field(default_factory=Names)
    unread: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


_Batch = tuple[Path, Sequence[str]]


def _each(work: Callable[[_Batch], _Found], folder: Path, paths: Sequence[str], count: int) -> Iterator[_Found]:
    batches = [(folder, paths[start : start + _BATCH]) for start in range(0, len(paths), _BATCH)]
    if count == 1:
        yield from map(work, batches)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from pool.map(work, batches)


def _read_tables(batch: _Batch) -> _Found:
    """First: the tables that name each figure by columns. They tell what is hidden and what everything is called."""
    folder, paths = batch
    found = _Found()
    for path in paths:
        with suppress(ValueError):  # told when the file is read again, with all others
            for piece in read(path, (folder / path).read_bytes()):
                if not isinstance(piece, Row):
                    continue
                found.names.learn(piece)
                if names_figures(piece.cells):
                    found.statements += at_release(statements_of(piece), release_of(path))
    return found


def _read_words(knowledge: Knowledge, names: Names, structure: Structure, batch: _Batch) -> _Found:
    """Then: everything, for what it tells of the figures that are hidden."""
    folder, paths = batch
    found = _Found()
    words = Words(Lines(knowledge), Vocabulary(names, structure), structure)
    for path in paths:
        if not readable(path):
            found.unread.append((path, "filtypen kendes ikke"))
            continue
        try:
            for piece in read(path, (folder / path).read_bytes()):
                _understand(piece, path, words, found)
        except ValueError:
            found.unread.append((path, "filen kan ikke læses som det, den hedder"))
    return found


def _understand(piece: Piece, path: str, words: Words, found: _Found) -> None:
    release = release_of(path)
    if isinstance(piece, Row) and names_figures(piece.cells):
        if not path.endswith(_TABLES):
            found.statements += at_release(statements_of(piece), release)
        return
    for one in words.understood(piece):
        if isinstance(one, Told):
            found.told.append(replace(one, release=release))
        else:
            found.statements += at_release([one], release)
