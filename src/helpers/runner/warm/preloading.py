"""What the warm parent loads, in the surroundings that a notebook would have loaded it in.

Libraries look for IPython when they are imported, and choose their defaults by it: pandas cuts wide tables in a
notebook and not in a script, plotly shows figures in another way. So a kernel's shell stands while they are loaded,
and is taken down again before any kernel is made.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any, cast

from helpers.runner.warm.imports import CALL

KERNEL = (
    "IPython.core.completer",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.extensions.storemagic",
    "faulthandler",
    "helpers.runner.warm.answering",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.subshell_manager",
    "ipykernel.zmqshell",
    "pdb",
    "psutil",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "sqlite3",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
)
"""What every kernel loads on its own when it begins."""

INLINE = "module://matplotlib_inline.backend_inline"


@dataclass(frozen=True)
class Preloaded:
    """What came of loading.

    Parameters
    ----------
    unfit
        Modules that wrote something or started a thread while they were loaded: a notebook that imports one must
        show what it writes, and a process with threads must not be forked. Each kernel has to load these itself.
    missing
        Modules that can't be loaded here; a notebook that imports one will say so.
    """

    unfit: tuple[str, ...]
    missing: tuple[str, ...]


def threads() -> int:
    """Return how many threads this process has, those of libraries in C included."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - a Path for each thread takes ten times as long


def preload(modules: Iterable[str]) -> Preloaded:
    """Load modules as a notebook would; leave this process as it was but for them.

    Parameters
    ----------
    modules
        As `helpers.runner.warm.imports` tells them: `a.b`, or `a.b:c` for `from a.b import c`. `a.b:c()` is
        called, and stands last.
    """
    unfit: list[str] = []
    missing: list[str] = []
    with contextlib.redirect_stderr(io.StringIO()):  # a kernel's own words while it begins are nobody's output
        for name in KERNEL:
            importlib.import_module(name)
    with _as_before(), _shell():
        for name in modules:
            try:
                if not _load(name):
                    unfit.append(name)
            except BaseException:  # whatever a library raises, the notebook that imports it will show
                missing.append(name)
    return Preloaded(tuple(unfit), tuple(missing))


def _load(name: str) -> bool:
    """Load one module; return whether it did so without a word and without a thread."""
    said, before = io.StringIO(), threads()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        package, _, wanted = name.removesuffix(CALL).partition(":")
        module = importlib.import_module(package)
        if name.endswith(CALL):
            getattr(module, wanted)()
        elif wanted and not hasattr(module, wanted):
            importlib.import_module(f"{package}.{wanted}")
    return not said.getvalue() and threads() <= before


@contextmanager
def _shell() -> Generator[None]:
    """Let a kernel's shell stand, of the kind that libraries look for, with no kernel behind it."""
    from ipykernel.zmqshell import ZMQInteractiveShell
    from traitlets.config import Config

    settings = Config(HistoryManager={"enabled": False})
    shell = cast("Any", ZMQInteractiveShell).instance(kernel=object(), config=settings)
    # As a kernel does when it begins; matplotlib reads it when it is loaded.
    if not os.environ.get("MPLBACKEND"):
        os.environ["MPLBACKEND"] = INLINE
    try:
        with shell.builtin_trap:
            yield
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            cast("Any", pyplot).uninstall_repl_displayhook()
    finally:
        import atexit

        atexit.unregister(shell.atexit_operations)
        cast("Any", ZMQInteractiveShell).clear_instance()


@contextmanager
def _as_before() -> Generator[None]:
    """Put back what a shell changes in its process and a kernel's own shell will change again."""
    environment, path, arguments = dict(os.environ), list(sys.path), list(sys.argv)
    hooks = sys.displayhook, sys.excepthook
    main: ModuleType = sys.modules["__main__"]
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:], sys.argv[:] = path, arguments
        sys.displayhook, sys.excepthook = hooks
        sys.modules["__main__"] = main
