"""What a forked process does to be an ipykernel that nobody can tell from one that was started anew.

It keeps of its parent the loaded modules and nothing else: not the random numbers, the signals, the environment, the
folder or the open files.
"""

from __future__ import annotations

import asyncio
import atexit
import ctypes
import os
import signal
import socket
import sys
import traceback
import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from helpers.runner.warm.sharing_memory import modules_known

_SET_DEATH_SIGNAL, _SET_CHILD_SUBREAPER = 1, 36
"""Linux's PR_SET_PDEATHSIG and PR_SET_CHILD_SUBREAPER."""


NO_HISTORY = "--HistoryManager.hist_file=:memory:"
"""What nbclient, and so papermill, asks of each of its kernels."""


@dataclass(frozen=True)
class Birth:
    """What one kernel is to be.

    Parameters
    ----------
    arguments
        Of `ipykernel_launcher`, such as `-f connection.json`.
    folder
        Where it works.
    variables
        What its environment has besides that of its parent.
    mask
        The permissions that files which it makes go without.
    files
        Of the modules that the parent has loaded.
    conversation
        An open socket to the one command that it answers; None for a kernel that listens as any other does.
    """

    arguments: tuple[str, ...]
    folder: str
    variables: Mapping[str, str]
    mask: int
    files: Sequence[str] = ()
    conversation: int | None = None


def adopt_orphans() -> None:
    """Let processes whose own parent has died become children of this one, so that they can be found and ended.

    Linux only; elsewhere nothing happens.
    """
    _prctl(_SET_CHILD_SUBREAPER, 1)


def go_on_without_parent() -> None:
    """Go on when the command ends, so as to notice it, though a notebook may have stopped this process. Linux only."""
    _prctl(_SET_DEATH_SIGNAL, signal.SIGCONT)


def _die_with_parent() -> None:
    """End when the parent does. Linux means the thread that forked, of which the parent has only one."""
    parent = os.getppid()
    _prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def be_a_kernel(birth: Birth, told: int, foreign: Collection[int]) -> NoReturn:
    """Be a kernel until it is shut down, then end this process.

    Parameters
    ----------
    birth
        What it is to be.
    told
        An open pipe: `ready` is written to it when the kernel listens, and it is closed.
    foreign
        Open files of the parent that are none of the kernel's business.
    """
    code = 1
    try:
        _leave_home(birth, foreign)
        code = _run(birth, told)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        # Not a return into the parent's loop, and not half a second of taking down modules one by one.
        os._exit(code)


def _leave_home(birth: Birth, foreign: Collection[int]) -> None:
    os.setsid()
    _die_with_parent()
    for number in foreign:
        os.close(number)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Its own orphans are its own children, so that the parent's are those of kernels that have died.
    adopt_orphans()
    os.umask(birth.mask)
    os.chdir(birth.folder)
    os.environ.update(birth.variables)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    _draw_anew()


def _draw_anew() -> None:
    """Seed numpy's global generator anew; `random`, `uuid`, `secrets` and `tempfile` do so by themselves in a fork."""
    if (numpy := sys.modules.get("numpy")) is not None:
        cast("Any", numpy).random.seed()


def _run(birth: Birth, told: int) -> int:
    import ipykernel_launcher

    sys.argv[:] = [str(ipykernel_launcher.__file__), *birth.arguments]
    end = None if birth.conversation is None else socket.socket(fileno=birth.conversation)
    application = _application(end)
    read_arguments(application, birth.arguments)
    # What goes past the kernel's own capture is nobody's output, and may be a value that no terminal should show.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    filters = list(warnings.filters)
    with modules_known(application, birth.files):
        application.initialize(list(birth.arguments))
    if set(filters) == set(warnings.filters):
        # A shell's own filter stands behind those of libraries, as these are loaded later in an ordinary kernel.
        cast("list[object]", warnings.filters)[:] = filters
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        cast("Any", pyplot).install_repl_displayhook()
    os.write(told, b"ready\n")
    os.close(told)
    if end is None:
        application.start()
        _end(application)
    else:
        from helpers.runner.warm.answering import converse

        asyncio.run(converse(application, end))
    return 0


def _application(end: socket.socket | None) -> Any:
    if end is not None:
        from helpers.runner.warm.answering import answering_application

        return answering_application(end)
    from ipykernel.kernelapp import IPKernelApp

    # A class of its module reads the parent from the environment when it is defined, which was in the parent.
    return cast("Any", IPKernelApp).instance(parent_handle=os.getppid())


def read_arguments(application: Any, arguments: tuple[str, ...]) -> None:
    """Tell a kernel what papermill tells every kernel: its own parser, of fifty options, takes as long as its sockets.

    Any other arguments it reads itself.
    """
    from traitlets.config import Config

    if len(arguments) < 2 or arguments[0] != "-f" or arguments[2:] not in ((), (NO_HISTORY,)):
        return
    told = Config({type(application).__name__: {"connection_file": arguments[1]}})
    if arguments[2:]:
        told.HistoryManager.hist_file = ":memory:"
    application.argv, application.extra_args, application.cli_config = list(arguments), [], told
    application.update_config(told)
    application.parse_command_line = _nothing_more


def _nothing_more(_: object = None) -> None:
    """Read no more arguments: all are read."""


def _end(application: Any) -> None:
    """Do what the notebook's author asked for at exit, without the application's own tidying.

    ipykernel closes its sockets one by one and waits for its threads, which can take seconds; they go with the process.
    """
    atexit.unregister(application.close)
    atexit._run_exitfuncs()  # pyright: ignore[reportPrivateUsage] - the only way to run them before os._exit
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
