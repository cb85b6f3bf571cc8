"""Content hashes of files, remembered by size, times and inode, so that what nobody touched isn't read again.

The database holds nothing but hashes of contents: without it everything is hashed again and every answer is the same.
A hash is remembered only of a file that had lain still for two seconds when it was read: no clock of a file system is
finer than that everywhere, and what is written twice within it might look untouched.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from helpers import reads

STILL = 2_000_000_000
"""Nanoseconds that a file must have lain still."""
PATIENCE = 30
"""Seconds to wait for another command that writes in the database."""
_TABLES = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, state TEXT, hash TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (about TEXT PRIMARY KEY, made_from TEXT, said TEXT) WITHOUT ROWID;
"""


@contextmanager
def opened(database: Path, tables: str) -> Generator[sqlite3.Connection]:
    """Open a small database that several commands share; what is done inside is done whole or not at all.

    Raises
    ------
    sqlite3.Error
        If it is damaged, or can't be written.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database, timeout=PATIENCE, isolation_level=None)) as connection:
        # What lies in it can be made again, so nobody waits for the disk.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(tables)
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")


def touched_at(path: Path | str) -> str:
    """Return what is another after anybody has written a file, even the same content; empty if it isn't there."""
    try:
        return _state(os.stat(path))  # noqa: PTH116 (a path as text costs a third)
    except OSError:
        return ""


def _state(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


@dataclass
class KnownFiles:
    """What files hold, and what was found in them.

    Parameters
    ----------
    database
        Where it is remembered; it is read at the first question. A damaged one is forgotten.
    """

    database: Path
    _files: dict[str, tuple[str, str]] | None = field(default=None, init=False, repr=False)
    _facts: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]], init=False, repr=False)
    _new_files: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]], init=False, repr=False)
    _new_facts: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]], init=False, repr=False)

    def content(self, path: Path | str) -> str:
        """Return the hash of a file's content as it is now, or `reads.MISSING`."""
        place = os.fspath(path)
        try:
            found = os.stat(place)  # noqa: PTH116 (a path as text costs a third)
        except OSError:
            return reads.MISSING
        state = _state(found)
        before = self._known().get(place)
        if before is not None and before[0] == state:
            return before[1]
        began = time.time_ns()
        made = reads.content(place)
        if began - max(found.st_mtime_ns, found.st_ctime_ns) > STILL and made != reads.MISSING:
            self._known()[place] = self._new_files[place] = (state, made)
        return made

    def fact(self, about: str, made_from: str) -> str | None:
        """Return what was found about something, if it was made from the same contents; else None."""
        self._known()
        found = self._facts.get(about)
        return found[1] if found is not None and found[0] == made_from else None

    def remember(self, about: str, made_from: str, said: str) -> None:
        """Remember what was found about something; it must follow from `made_from` and nothing else."""
        self._known()
        if self._facts.get(about) != (made_from, said):
            self._facts[about] = self._new_facts[about] = (made_from, said)

    def save(self) -> None:
        """Write what is new; where that can't be done, the next command hashes again."""
        if not self._new_files and not self._new_facts:
            return
        with suppress(sqlite3.Error, OSError), opened(self.database, _TABLES) as database:
            database.executemany("REPLACE INTO files VALUES (?, ?, ?)", _rows(self._new_files))
            database.executemany("REPLACE INTO facts VALUES (?, ?, ?)", _rows(self._new_facts))
        self._new_files, self._new_facts = {}, {}

    def _known(self) -> dict[str, tuple[str, str]]:
        if self._files is None:
            self._files = {}
            if self.database.is_file():
                self._load(self._files)
        return self._files

    def _load(self, files: dict[str, tuple[str, str]]) -> None:
        try:
            with closing(sqlite3.connect(self.database, timeout=PATIENCE)) as database:
                files.update((path, (state, known)) for path, state, known in database.execute("SELECT * FROM files"))
                facts = database.execute("SELECT * FROM facts")
                self._facts.update((about, (source, said)) for about, source, said in facts)
        except sqlite3.DatabaseError:
            files.clear()
            self._facts.clear()
            with suppress(OSError):
                self.database.unlink()


def _rows(found: dict[str, tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [(name, *said) for name, said in found.items()]
