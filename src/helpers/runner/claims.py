"""Which command is making which run, so that two at once neither disturb each other nor do the same work twice.

A claim says which process holds it, since when that process has lived, on which machine, and when it was made. It ends
with its process: a command that was killed blocks nobody. Of a process on another machine nothing can be known, so its
claim ends with its age.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from helpers.runner.known_files import opened

OLDEST = 6 * 3600
"""Seconds that the claim of a process on another machine holds."""
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

    def take(self, jobs: Iterable[str]) -> frozenset[str]:
        """Claim those of some jobs that no other living command holds, and return them."""
        wanted = list(jobs)
        if not wanted:
            return frozenset()
        born, host = psutil.Process().create_time(), socket.gethostname()
        with opened(self.database, _TABLES) as database:
            self._forget_the_dead(database)
            taken = {job for (job,) in database.execute("SELECT job FROM claims")}
            free = [job for job in wanted if job not in taken]
            rows = [(job, self._holder, os.getpid(), born, host, time.time()) for job in free]
            database.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._mine.update(free)
        return frozenset(free)

    def release(self, jobs: Iterable[str]) -> None:
        """Give claims of this command back."""
        given = [job for job in jobs if job in self._mine]
        if not given:
            return
        with opened(self.database, _TABLES) as database:
            gone = [(job, self._holder) for job in given]
            database.executemany("DELETE FROM claims WHERE job = ? AND holder = ?", gone)
        self._mine.difference_update(given)

    def release_all(self) -> None:
        """Give everything back."""
        self.release(tuple(self._mine))

    def held(self, jobs: Collection[str]) -> dict[str, int]:
        """Return which of some jobs another living command holds, each with its process."""
        with opened(self.database, _TABLES) as database:
            self._forget_the_dead(database)
            found = database.execute("SELECT job, pid, holder FROM claims").fetchall()
        return {job: pid for job, pid, holder in found if job in jobs and holder != self._holder}

    @property
    def _holder(self) -> str:
        return f"{os.getpid()} {id(self)}"

    def _forget_the_dead(self, database: sqlite3.Connection) -> None:
        rows = database.execute("SELECT DISTINCT holder, pid, born, host, at FROM claims").fetchall()
        dead = {holder for holder, pid, born, host, at in rows if not _lives(pid, born, host, at)}
        database.executemany("DELETE FROM claims WHERE holder = ?", [(holder,) for holder in dead])


def _lives(pid: int, born: float, host: str, at: float) -> bool:
    if host != socket.gethostname():
        return time.time() - at < OLDEST
    try:
        # Another process may have been given the number of one that ended.
        return abs(psutil.Process(pid).create_time() - born) < _SAME_BIRTH
    except psutil.Error:
        return False
