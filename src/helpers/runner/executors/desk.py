"""Where a worker makes its runs: the same two folders each time, so that one warm parent serves them all.

Nothing of a project stays in them after a run, and parent and folders go when no run has come for a while.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

IDLE = 60.0
"""Seconds without a run after which a warm parent is ended; it holds some 300 MB."""


@dataclass
class Desk:
    """The place for runs in one worker process.

    Parameters
    ----------
    lock
        Held by who makes a run: a worker with several threads makes one at a time.
    """

    lock: threading.RLock = field(default_factory=threading.RLock)
    _folders: tuple[Path, Path] | None = None
    _timer: threading.Timer | None = None

    @contextmanager
    def taken(self, disk: Path) -> Generator[tuple[Path, Path]]:
        """Yield a folder for a project below `disk`, empty and this user's own, and one for sockets with a short name.

        A worker that is killed leaves the first to Dask, which removes a dead worker's folder.
        """
        with self.lock:
            self._cancel()
            if self._folders is None or not all(folder.is_dir() for folder in self._folders):
                own = Path(tempfile.mkdtemp(prefix="maalbar-", dir=disk)).resolve()
                self._folders = own, Path(tempfile.mkdtemp(prefix="maalbar-"))
            root, scratch = self._folders
            try:
                yield root, scratch
            finally:
                _empty(root)
                self._timer = threading.Timer(IDLE, self.clear)
                self._timer.daemon = True
                self._timer.start()

    def clear(self) -> None:
        """End the warm parent and remove the folders."""
        from helpers.runner.warm.parents import PARENTS

        with self.lock:
            self._cancel()
            PARENTS.close()
            PARENTS.reopen()
            for folder in self._folders or ():
                shutil.rmtree(folder, ignore_errors=True)
            self._folders = None

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, exist_ok=True)


DESK = Desk()
"""This process's."""

atexit.register(DESK.clear)
