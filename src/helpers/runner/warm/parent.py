"""The command's side of its warm parent: start it, ask it for kernels, notice when it is gone.

A warm parent belongs to one process and one environment. It is never a service that others find: what it has loaded
is the code of the command that started it, and it ends when that command does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.runner.warm.forked_kernel import ParentError, WarmKernel
from helpers.runner.warm.imports import package_of
from helpers.runner.warm.wire import pair, readable, receive, send

PATIENCE = 120.0
"""Seconds that a warm parent may take to load its libraries, and a kernel to begin."""
ATTEMPTS = 3
"""How many times a warm parent is started anew without the modules that must not be loaded in it."""
OWN_VARIABLES: Mapping[str, str] = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}
"""What a warm parent has in its environment and its kernels have not: without it, Arrow starts a thread."""
PER_KERNEL = ("JPY_", "PYTEST_CURRENT_TEST")
"""Beginnings of variables that differ from kernel to kernel and that no library reads when it is loaded."""


CLOSING = "kommandoen er ved at slutte"


class WarmParent:
    """One process with the libraries loaded, from which kernels are forked.

    Parameters
    ----------
    environment
        What the kernels' environment shall be.
    options
        Of the interpreter, such as `-Xfrozen_modules=off`; they hold for all kernels.
    modules
        What it loads.
    folders
        Removed when this process is gone, however it ends.

    Raises
    ------
    ParentError
        If the process can't be started.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        options: Sequence[str] = (),
        modules: Sequence[str] = (),
        folders: Sequence[Path] = (),
    ) -> None:
        self.environment = {name: value for name, value in environment.items() if not name.startswith(PER_KERNEL)}
        self.options = tuple(options)
        self.modules = tuple(modules)
        self._folders = [str(folder) for folder in folders]
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self.ready = False
        self._closed = False
        self._lost = False
        self.running = 0
        self._begin()

    def _begin(self) -> None:
        own = {name: value for name, value in OWN_VARIABLES.items() if name not in self.environment}
        self._socket, theirs = pair()
        command = [sys.executable, *self.options, "-m", "helpers.runner.warm.zygote", str(theirs.fileno())]
        try:
            with theirs:
                # A session of its own: Ctrl-C in a terminal is the command's to handle.
                self.process = subprocess.Popen(
                    command,
                    env={**self.environment, **own},
                    stdin=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,
                )
            send(self._socket, {"modules": self.modules, "own": list(own), "folders": self._folders})
        except OSError as error:
            self._socket.close()
            raise ParentError(str(error)) from error

    def wait(self) -> None:
        """Wait until kernels can be forked; modules that must not be loaded beforehand are left to the kernels.

        Raises
        ------
        ParentError
            If that doesn't come about.
        """
        with self._lock:
            for _ in range(ATTEMPTS):
                if self._closed:
                    raise ParentError(CLOSING)
                if self.ready or self._is_fit():
                    self.ready = True
                    return
                self._stop()
                self._begin()
            self._stop()
        raise ParentError("bibliotekerne starter tråde, når de indlæses")

    def _is_fit(self) -> bool:
        ready = readable(self._socket.fileno(), PATIENCE)
        with contextlib.suppress(OSError):
            told, _ = receive(self._socket) if ready else (None, [])
            if told is not None and told["fit"]:
                return True
            if told is not None:
                unfit = {package_of(name) for name in told["unfit"]}
                # A thread that no module is to blame for: then none is loaded beforehand.
                self.modules = tuple(name for name in self.modules if unfit and package_of(name) not in unfit)
                return False
        raise ParentError("den forberedte proces gik i stå, mens den indlæste bibliotekerne")

    @property
    def alive(self) -> bool:
        """Whether kernels can be asked for."""
        return not self._closed and not self.lost and self.process.poll() is None

    @property
    def lost(self) -> bool:
        """Whether the process died though nobody closed it."""
        return self._lost or (self.ready and not self._closed and self.process.poll() is not None)

    def left(self, *, lost: bool) -> None:
        """Note that a kernel has ended, and whether it was with its parent."""
        with self._counting:
            self.running -= 1
        self._lost = self._lost or lost

    def fork(
        self,
        arguments: Sequence[str],
        folder: str,
        environment: Mapping[str, str],
        conversation: socket.socket | None = None,
    ) -> WarmKernel:
        """Return a new kernel that listens.

        Parameters
        ----------
        arguments
            Of `ipykernel_launcher`.
        folder
            Where it works.
        environment
            Its environment; but for a few variables the one that the parent was started with.
        conversation
            The kernel's end of a conversation with this command; None for one that anybody can speak to.

        Raises
        ------
        ParentError
            If the parent is gone or refuses.
        """
        self.wait()
        known = self.environment
        variables = {name: value for name, value in environment.items() if known.get(name) != value}
        heard, told = os.pipe()
        request = {"do": "fork", "arguments": list(arguments), "folder": folder, "variables": variables, "mask": mask()}
        try:
            self._send(request, told, *([] if conversation is None else [conversation.fileno()]))
        except ParentError:
            os.close(heard)
            raise
        finally:
            os.close(told)
        with self._counting:
            self.running += 1
        return WarmKernel(self, heard)

    def signal(self, pid: int, number: int) -> None:
        """Signal a kernel and the processes of its group, if it still lives; only its parent can know."""
        with contextlib.suppress(ParentError):
            self._send({"do": "signal", "pid": pid, "signal": number})

    def _send(self, message: Mapping[str, object], *files: int) -> None:
        with self._lock:
            if self._closed:
                raise ParentError(CLOSING)
            try:
                # A notebook may have stopped it, and then it would hear of nothing.
                self.process.send_signal(signal.SIGCONT)
                send(self._socket, message, *files)
            except OSError as error:
                raise ParentError("den forberedte proces er død") from error

    def close(self) -> None:
        """End the process and all its kernels; nothing that is left of them stays."""
        with self._lock:
            self._closed = True
            self._stop()

    def _stop(self) -> None:
        # Without this word it takes its folders for left behind, and removes them.
        with contextlib.suppress(OSError):
            self.process.send_signal(signal.SIGCONT)
            send(self._socket, {"do": "end"})
        self._socket.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def forget(self) -> None:
        """Take leave of a parent that belongs to the process which this one was forked from."""
        self._closed = True
        self._socket.close()
        self.process.returncode = 0


def mask() -> int:
    """Return the permissions that new files of this process go without; to ask by setting it would race."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    return 0o022
