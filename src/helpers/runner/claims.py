"""Which command is making which run, so that two at once neither disturb each other nor do the same work twice.

A claim says which process holds it, since when that process has lived, on which machine, and when it was last renewed.
It ends with its process: a command that was killed blocks nobody. Of a process on another machine nothing can be known
but that it renews its claims, so they end when it hasn't done so for a while.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
import time
from collections.abc import Collection, Generator, Iterable
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from helpers.runner.known_files import opened

OLDEST = 15 * 60
"""Seconds that the claim of a process on another machine holds after it was renewed; the two clocks may differ by as
much, and if they differ by more a run is made twice, which gives the same bytes."""
RENEWED = 60.0
"""Seconds between two renewals."""
_SAME_BIRTH = 2.0
"""Seconds by which two readings of when a process was born may differ."""
_TABLES = """
CREATE TABLE IF NOT EXISTS claims (
    job TEXT PRIMARY KEY, holder TEXT, pid INTEGER, born REAL, host TEXT, at REAL
) WITHOUT ROWID;
"""


@dataclass
class Claims:
    """The claims on the runs of one folder.

    Parameters
    ----------
    database
        Where they lie; deleting it while nothing runs loses nothing.
    """

    database: Path
    _mine: set[str] = field(default_factory=set[str], init=False, repr=False)
    _done: threading.Event | None = field(default=None, init=False, repr=False)

    def take(self, jobs: Iterable[str]) -> frozenset[str]:
        """Claim those of some jobs that no other living command holds, and return them."""
        wanted = list(jobs)
        if not wanted:
            return frozenset()
        born, host = psutil.Process().create_time(), socket.gethostname()
        with self._opened() as database:
            self._forget_the_dead(database)
            taken = {job for (job,) in database.execute("SELECT job FROM claims")}
            free = [job for job in wanted if job not in taken]
            rows = [(job, self._holder, os.getpid(), born, host, time.time()) for job in free]
            database.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._mine.update(free)
        self._begin_to_renew()
        return frozenset(free)

    def release(self, jobs: Iterable[str]) -> None:
        """Give claims of this command back."""
        given = [job for job in jobs if job in self._mine]
        if not given:
            return
        with self._opened() as database:
            gone = [(job, self._holder) for job in given]
            database.executemany("DELETE FROM claims WHERE job = ? AND holder = ?", gone)
        self._mine.difference_update(given)

    def release_all(self) -> None:
        """Give everything back."""
        if self._done is not None:
            self._done.set()
            self._done = None
        self.release(tuple(self._mine))

    def held(self, jobs: Collection[str]) -> dict[str, str]:
        """Return which of some jobs another living command holds, each with its process and, elsewhere, its machine."""
        with self._opened() as database:
            self._forget_the_dead(database)
            found = database.execute("SELECT job, pid, host, holder FROM claims").fetchall()
        here = socket.gethostname()
        return {
            job: str(pid) if host == here else f"{pid} på {host}"
            for job, pid, host, holder in found
            if job in jobs and holder != self._holder
        }

    def renew(self) -> None:
        """Tell other machines that this command still lives."""
        with self._opened() as database:
            database.execute("UPDATE claims SET at = ? WHERE holder = ?", (time.time(), self._holder))

    def _begin_to_renew(self) -> None:
        if self._done is None:
            self._done = threading.Event()
            threading.Thread(target=self._renewing, args=(self._done,), daemon=True, name="maalbar-claims").start()

    def _renewing(self, done: threading.Event) -> None:
        while not done.wait(RENEWED):
            with suppress(sqlite3.Error, OSError):  # the next time, or nobody waits for what is made twice
                self.renew()

    @contextmanager
    def _opened(self) -> Generator[sqlite3.Connection]:
        """Open the database; a damaged one is begun anew, as what is claimed twice is made twice and is the same."""
        with ExitStack() as stack:
            try:
                database = stack.enter_context(opened(self.database, _TABLES))
            except sqlite3.OperationalError:  # it is whole, but somebody else has it, or the disk is full
                raise
            except sqlite3.DatabaseError:
                self.database.unlink(missing_ok=True)
                database = stack.enter_context(opened(self.database, _TABLES))
            yield database

    @property
    def _holder(self) -> str:
        return f"{os.getpid()} {id(self)}"

    def _forget_the_dead(self, database: sqlite3.Connection) -> None:
        rows = database.execute("SELECT DISTINCT holder, pid, born, host, at FROM claims").fetchall()
        dead = {holder for holder, pid, born, host, at in rows if not _lives(pid, born, host, at)}
        database.executemany("DELETE FROM claims WHERE holder = ?", [(holder,) for holder in dead])


def _lives(pid: int, born: float, host: str, at: float) -> bool:
    if host != socket.gethostname():
        return abs(time.time() - at) < OLDEST
    try:
        # Another process may have been given the number of one that ended.
        return abs(psutil.Process(pid).create_time() - born) < _SAME_BIRTH
    except psutil.Error:
        return False
