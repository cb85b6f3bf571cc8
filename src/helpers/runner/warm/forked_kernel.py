"""One warm kernel as jupyter_client sees it: a process like those of `subprocess`, told of by its parent."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import Protocol

from helpers.runner.warm.wire import readable

PATIENCE = 120.0
"""Seconds that a kernel may take to begin."""
KILLED = -9


class ParentError(Exception):
    """A warm parent can't be started, or doesn't give a kernel."""


class Parent(Protocol):
    """What a kernel needs of the process that it was forked from."""

    def signal(self, pid: int, number: int) -> None:
        """Signal a kernel and its group, if it still lives."""
        ...

    def left(self, *, lost: bool) -> None:
        """Note that a kernel has ended, and whether it was with its parent."""
        ...


class WarmKernel:
    """One forked kernel, with what `subprocess.Popen` offers to jupyter_client.

    Parameters
    ----------
    parent
        What it was forked from.
    heard
        The pipe on which the parent tells of it.

    Raises
    ------
    ParentError
        If there is no kernel.
    """

    stdin = stdout = stderr = None

    def __init__(self, parent: Parent, heard: int) -> None:
        self._parent = parent
        self._heard = heard
        self._text = ""
        self.pid = 0
        self.returncode: int | None = None
        os.set_blocking(heard, False)
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while self.poll() is None and not self._listens and time.monotonic() < end:
            readable(self._heard, 1.0)
        if not self.pid:
            reason = self._text.partition("refused ")[2].partition("\n")[0]
            self._leave(KILLED)
            raise ParentError(reason or "den forberedte proces er død")

    @property
    def _listens(self) -> bool:
        return bool(self.pid) and "ready\n" in self._text

    def poll(self) -> int | None:
        """Return the exit code; None while the kernel runs."""
        if self.returncode is None:
            self._hear()
        return self.returncode

    def _hear(self) -> None:
        try:
            while content := os.read(self._heard, 1 << 12):
                self._note(content.decode())
                if self.returncode is not None:
                    return
        except BlockingIOError:
            return
        # The pipe ended without a word about the kernel: its parent is dead, and so must it be.
        if self.pid and sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self._leave(KILLED, lost=True)

    def _note(self, text: str) -> None:
        self._text += text
        for line in self._text.splitlines():
            word, _, rest = line.partition(" ")
            if word == "pid":
                self.pid = int(rest)
            elif word == "exit":
                self._leave(int(rest))
            elif word == "refused":
                self._leave(KILLED)

    def _leave(self, code: int, *, lost: bool = False) -> None:
        if self.returncode is None:
            self.returncode = code
            os.close(self._heard)
            self._parent.left(lost=lost)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the kernel has ended, and return its exit code.

        Raises
        ------
        subprocess.TimeoutExpired
            If it takes longer than `timeout` seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            left = 1.0 if end is None else end - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            readable(self._heard, min(left, 1.0))
        return code

    def send_signal(self, number: int) -> None:
        """Signal the kernel and the processes of its group, as far as they live."""
        if self.poll() is None:
            self._parent.signal(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)
