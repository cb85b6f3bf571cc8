"""Every file of the public folder, read twice: the tables, and then all for what it tells of hidden figures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from helpers.audit.columns import names_figures, statements_of
from helpers.audit.loose_words import Words
from helpers.audit.reading import read, readable
from helpers.audit.releases import at_release, release_of
from helpers.audit.statements import Figure, Piece, Row, Statement, Told
from helpers.audit.vocabulary import Names

TABLES = (".csv", ".tsv", ".parquet", ".xlsx", ".xlsm", ".zip", ".gz")
"""Files of tables, which are read first: from them come the names, and what is hidden."""
_FILES_OF_A_PROCESS = 600
"""Fewer files are read sooner by one process than another can be started."""
_BATCH = 64

Same = tuple[Figure, float, float, bool, str]


@dataclass
class Gathered:
    """What was made of some files; a statement that many places make is kept with the first of them."""

    statements: dict[Same, Statement] = field(default_factory=dict[Same, Statement])
    told: list[Told] = field(default_factory=list[Told])
    names: Names = field(default_factory=Names)
    unread: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    count: int = 0

    def add(self, statements: Iterable[Statement], release: str) -> None:
        """Take statements of a release in."""
        for one in at_release(statements, release):
            self.count += 1
            self.statements.setdefault((one.figure, one.low, one.high, one.hidden, release), one)


def paths_of(folder: Path) -> list[str]:
    """Return every file of a folder, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def processes(paths: Sequence[str]) -> int:
    """Return how many processes read the files fastest."""
    return max(1, min(os.cpu_count() or 1, len(paths) // _FILES_OF_A_PROCESS))


def tables(folder: Path, paths: Sequence[str], count: int) -> Iterator[Gathered]:
    """Yield what the tables state that name each figure by columns."""
    yield from _each(TableReader(folder), [path for path in paths if path.endswith(TABLES)], count)


def words(folder: Path, paths: Sequence[str], understanding: Words, count: int) -> Iterator[Gathered]:
    """Yield what every file tells of the figures that are hidden, and which files nobody can attest."""
    yield from _each(WordReader(folder, understanding), paths, count)


Reader = Callable[[Sequence[str]], Gathered]
_reader: Reader | None = None


def _begin(reader: Reader) -> None:
    # One process, one reader: it is sent once and not with every batch.
    global _reader
    _reader = reader


def _work(paths: Sequence[str]) -> Gathered:
    assert _reader is not None
    return _reader(paths)


def _each(reader: Reader, paths: Sequence[str], count: int) -> Iterator[Gathered]:
    batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
    if count == 1:
        yield from map(reader, batches)
        return
    with ProcessPoolExecutor(count, get_context("spawn"), _begin, (reader,)) as pool:
        yield from pool.map(_work, batches)


@dataclass(frozen=True)
class TableReader:
    """Reads tables whose columns say which figure a row holds, and learns the names that they use."""

    folder: Path

    def __call__(self, paths: Sequence[str]) -> Gathered:
        """Return what the files state."""
        found = Gathered()
        for path in paths:
            with suppress(ValueError):  # told when the file is read again, with all others
                for piece in read(path, (self.folder / path).read_bytes()):
                    if isinstance(piece, Row):
                        found.names.learn(piece)
                        if names_figures(piece.cells):
                            found.add(statements_of(piece), release_of(path))
        return found


@dataclass(frozen=True)
class WordReader:
    """Reads everything else: pages, drawings, the search index, file names."""

    folder: Path
    understanding: Words

    def __call__(self, paths: Sequence[str]) -> Gathered:
        """Return what the files tell."""
        found = Gathered()
        for path in paths:
            if not readable(path):
                found.unread.append((path, "filtypen kendes ikke"))
                continue
            try:
                for piece in read(path, (self.folder / path).read_bytes()):
                    self._understand(piece, path, found)
            except ValueError:
                found.unread.append((path, "filen kan ikke læses som det, den hedder"))
        return found

    def _understand(self, piece: Piece, path: str, found: Gathered) -> None:
        release = release_of(path)
        if isinstance(piece, Row) and names_figures(piece.cells):
            if not path.endswith(TABLES):
                found.add(statements_of(piece), release)
            return
        for one in self.understanding.understood(piece):
            if isinstance(one, Told):
                found.told.append(replace(one, release=release))
            else:
                found.add([one], release)
