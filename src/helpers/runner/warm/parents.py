"""The warm parents of this process: one for each environment that kernels are started in, nearly always one."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.runner.warm.forked_kernel import ParentError, WarmKernel
from helpers.runner.warm.parent import CLOSING, PER_KERNEL, WarmParent

LAUNCHER = "ipykernel_launcher"


class ClosedError(RuntimeError):
    """A kernel was asked for while the command was ending."""


@dataclass(frozen=True)
class Launch:
    """How a kernel is started, read from the command line of its kernel specification.

    Parameters
    ----------
    options
        Of the interpreter.
    arguments
        Of `ipykernel_launcher`.
    """

    options: tuple[str, ...]
    arguments: tuple[str, ...]


def launch_of(command: Sequence[str]) -> Launch | None:
    """Return how a command starts an ipykernel of this very interpreter; None if it starts anything else."""
    if "-m" not in command or not _is_this_python(command[0]):
        return None
    at = command.index("-m")
    if list(command[at + 1 : at + 2]) != [LAUNCHER] or not all(text.startswith("-X") for text in command[1:at]):
        return None
    return Launch(tuple(command[1:at]), tuple(command[at + 2 :]))


def _is_this_python(name: str) -> bool:
    """Return whether a command is this interpreter, of this environment; jupyter_client reads bare names as it."""
    major, minor = sys.version_info[:2]
    return name in ("python", f"python{major}", f"python{major}.{minor}") or Path(name) == Path(sys.executable)


def unsuited(platform: str = sys.platform) -> str | None:
    """Return in Danish why a system has no warm kernels; None if it has."""
    if platform == "win32":
        return "Windows kan ikke dele en proces i to"
    if not platform.startswith("linux"):
        return "systemets egne biblioteker tåler ikke, at en proces deles i to"
    return None


@dataclass
class Parents:
    """All warm parents of one process."""

    lost: int = 0
    """How many have died though nobody closed them, with all their kernels."""
    _folder: Path | None = None
    _living: dict[object, WarmParent] = field(default_factory=dict[object, WarmParent])
    _hopeless: dict[object, str] = field(default_factory=dict[object, str])
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _closed: bool = False

    def prepare(
        self,
        environment: Mapping[str, str],
        options: Sequence[str] = (),
        modules: Sequence[str] = (),
        folders: Sequence[Path] = (),
    ) -> WarmParent:
        """Return the parent for an environment, which may still be loading; one that died is replaced.

        Raises
        ------
        ParentError
            If none can be started here.
        ClosedError
            While the command is ending.
        """
        if (reason := unsuited()) is not None:
            raise ParentError(reason)
        key = _key(environment, options)
        with self._lock:
            if self._closed:
                raise ClosedError(CLOSING)
            if key in self._hopeless:
                raise ParentError(self._hopeless[key])
            self.count_lost()
            if key not in self._living:
                self._end_idle()
                self._living[key] = WarmParent(environment, options, modules, [self.folder(), *folders])
            return self._living[key]

    def folder(self) -> Path:
        """Return a folder for the sockets of kernels, which nobody else can read and which goes with this process."""
        with self._lock:
            if self._folder is None or not self._folder.is_dir():
                self._folder = Path(tempfile.mkdtemp(prefix="maalbar-"))
            return self._folder

    def count_lost(self) -> int:
        """Return how many parents have died so far."""
        with self._lock:
            for key, parent in list(self._living.items()):
                if parent.lost:
                    self.lost += 1
                    parent.close()
                    del self._living[key]
            return self.lost

    def _end_idle(self) -> None:
        for key, parent in list(self._living.items()):
            if not parent.running:
                parent.close()
                del self._living[key]

    def kernel(
        self,
        launch: Launch,
        folder: str,
        environment: Mapping[str, str],
        modules: Sequence[str] = (),
        conversation: socket.socket | None = None,
    ) -> WarmKernel:
        """Return a new kernel, which has the other end of a conversation if there is one.

        A parent that died is replaced once.

        Raises
        ------
        ParentError
            If there are no warm kernels here.
        ClosedError
            While the command is ending.
        """
        for last in (False, True):
            parent = self.prepare(environment, launch.options, modules)
            try:
                return parent.fork(launch.arguments, folder, environment, conversation)
            except ParentError as error:
                if not parent.ready and not self._closed:
                    self._give_up(environment, launch.options, str(error))
                if last or self._closed or parent.alive or not parent.ready:
                    raise
        raise AssertionError

    def _give_up(self, environment: Mapping[str, str], options: Sequence[str], reason: str) -> None:
        """Remember of a parent which never got ready why, so that not every kernel waits for another one."""
        with self._lock:
            key = _key(environment, options)
            self._hopeless[key] = reason
            if (parent := self._living.pop(key, None)) is not None:
                parent.close()

    def close(self) -> None:
        """End all parents and their kernels; no more are made."""
        with self._lock:
            self._closed = True
            self._end()

    def reopen(self) -> None:
        """Let kernels be made again after `close`."""
        with self._lock:
            self._closed = False

    def _end(self) -> None:
        for parent in self._living.values():
            parent.close()
        self._living.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self) -> None:
        """Take leave of all parents: after a fork they are another process's."""
        self._lock = threading.RLock()
        for parent in self._living.values():
            parent.forget()
        self._living.clear()
        self._folder = None


def _key(environment: Mapping[str, str], options: Sequence[str]) -> object:
    variables = sorted(item for item in environment.items() if not item[0].startswith(PER_KERNEL))
    return tuple(options), tuple(variables)


PARENTS = Parents()
"""Those of this process."""


def _end_quietly() -> None:
    with contextlib.suppress(Exception):
        PARENTS.close()


atexit.register(_end_quietly)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=PARENTS.forget)
