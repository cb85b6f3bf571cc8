"""The warm parent: `python -m helpers.runner.warm.zygote <socket>`.

It loads the libraries, then forks a kernel whenever it is asked to, until nobody is at the other end of its socket:
then it ends all kernels, and all that they left behind, and itself. It has one thread, always: a fork copies only the
thread that forks, with the locks that others held.

Of each kernel it tells, on a pipe that came with the request, `pid <number>`, later `exit <code>`; or
`refused <reason>` in place of both. The kernel itself tells `ready`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from helpers.runner.warm.forked import Birth, adopt_orphans, be_a_kernel, go_on_without_parent
from helpers.runner.warm.preloading import preload, threads
from helpers.runner.warm.sharing_memory import files_of_modules
from helpers.runner.warm.wire import receive, send

CHECKED_EVERY = 1.0
"""Seconds between looks at whether the command still lives; its socket tells at once, unless a fork of it holds it."""


class Zygote:
    """The kernels of one command.

    Parameters
    ----------
    command
        The socket to the command.
    """

    def __init__(self, command: socket.socket) -> None:
        self._command = command
        self._client = os.getppid()
        self._kernels: dict[int, int] = {}
        self._ending = self._alone = False
        self._woken, self._waker = os.pipe()
        self._folders: list[str] = []
        self._files: list[str] = []

    def prepare(self) -> bool:
        """Load what the command wants loaded; return whether kernels can be forked."""
        order, _ = receive(self._command)
        if order is None:
            return False
        self._folders = order["folders"]
        done = preload(order["modules"])
        for name in order["own"]:
            os.environ.pop(name, None)
        # What is loaded stays: kernels needn't look through it for garbage, nor copy it by doing so.
        gc.collect()
        self._files = files_of_modules()
        gc.freeze()
        count = threads()
        fit = count == 1 and not done.unfit
        send(self._command, {"fit": fit, "threads": count, "unfit": done.unfit, "missing": done.missing})
        return fit

    def serve(self) -> None:
        """Fork, signal and bury kernels until the command is gone."""
        self._listen_to_signals()
        try:
            while not self._ending and os.getppid() == self._client:
                ready, _, _ = select.select([self._command, self._woken], [], [], CHECKED_EVERY)
                if self._woken in ready:
                    os.read(self._woken, 1 << 12)
                    self._bury()
                if self._command in ready:
                    self._answer()
            self._alone = self._alone or os.getppid() != self._client
        finally:
            self._end_all()

    def _listen_to_signals(self) -> None:
        os.set_blocking(self._waker, False)
        os.set_blocking(self._woken, False)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _wake)
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _stop(self, *_: object) -> None:
        self._ending = True

    def _answer(self) -> None:
        try:
            request, files = receive(self._command)
        except OSError:
            request, files = None, []
        if request is None:
            self._ending = self._alone = True
        elif request["do"] == "end":
            self._ending = True
        elif request["do"] == "fork":
            self._fork(request, *files)
        elif request["pid"] in self._kernels:
            # Not yet waited for, so the number is still this kernel's.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(request["pid"], request["signal"])

    def _fork(self, request: dict[str, Any], told: int, conversation: int | None = None) -> None:
        arguments = tuple(request["arguments"])
        birth = Birth(arguments, request["folder"], request["variables"], request["mask"], self._files, conversation)
        try:
            pid, reason = os.fork() if threads() == 1 else None, "den forberedte proces har fået flere tråde"
        except OSError as error:
            pid, reason = None, f"maskinen kan ikke lave flere processer ({error.errno})"
        if pid == 0:
            be_a_kernel(birth, told, [self._command.fileno(), self._woken, self._waker, *self._kernels.values()])
        if conversation is not None:
            os.close(conversation)
        if pid is None:
            _tell(told, f"refused {reason}")
            os.close(told)
            return
        self._kernels[pid] = told
        _tell(told, f"pid {pid}")

    def _bury(self) -> None:
        """Tell of each kernel that has ended, after ending what it left behind.

        A dead process keeps its number until it is waited for, so its group can be ended without hitting another.
        """
        while (found := _ended()) is not None:
            pid, code = found
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            told = self._kernels.pop(pid, None)
            self._end_orphans()
            if told is not None:
                _tell(told, f"exit {code}")
                os.close(told)

    def _end_orphans(self) -> None:
        """End what dead kernels left in groups of their own: living kernels adopt their orphans themselves."""
        for orphan in _children():
            if orphan not in self._kernels:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(orphan, signal.SIGKILL)

    def _end_all(self) -> None:
        for pid in self._kernels:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)
                self._end_orphans()
        for folder in self._folders if self._alone else ():
            shutil.rmtree(folder, ignore_errors=True)


def _ended() -> tuple[int, int] | None:
    """Return a child that has ended, and its exit code as `subprocess` counts, without waiting for it yet."""
    if sys.platform == "win32":
        return None
    try:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return None
    if found is None:
        return None
    return found.si_pid, found.si_status if found.si_code == os.CLD_EXITED else -found.si_status


def _children() -> list[int]:
    with contextlib.suppress(OSError):
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    return []


def _wake(*_: object) -> None:
    """Do nothing: that a signal has a handler lets it write to the pipe."""


def _tell(pipe: int, line: str) -> None:
    with contextlib.suppress(OSError):
        os.write(pipe, f"{line}\n".encode())


def main() -> NoReturn:
    """Be the warm parent of the command that holds the other end of the socket."""
    if sys.path[0] == str(Path.cwd()):  # `-m` puts it there, and a kernel is started without it
        del sys.path[0]
    adopt_orphans()
    go_on_without_parent()
    zygote = Zygote(socket.socket(fileno=int(sys.argv[1])))
    if zygote.prepare():
        zygote.serve()
    # Modules taken down one by one take half a second, and some complain about it.
    os._exit(0)


if __name__ == "__main__":
    main()
