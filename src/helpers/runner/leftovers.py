"""Processes that notebooks started and that outlived their kernels.

A warm parent ends what its kernels leave. It can't when a notebook killed it, and an ordinary kernel has nobody who
does. What a notebook starts inherits the environment of its kernel, which names a folder that belongs to one command
only; so it is found by that, whatever session or parent it has.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_ROUNDS = 20
_PAUSE = 0.05
"""Seconds between two rounds; what is found may just be starting another."""


def end_leftovers(scratch: Path) -> None:
    """End every process whose environment names a command's folder; Linux only.

    Parameters
    ----------
    scratch
        The folder (`helpers.runner.papermill_call.Workplace`), of a command whose kernels have all ended.
    """
    if sys.platform != "linux":
        return
    for _ in range(_ROUNDS):
        found = _started_in(scratch)
        if not found:
            return
        for pid in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(_PAUSE)


def _started_in(scratch: Path) -> list[int]:
    mark = b"\0IPYTHONDIR=" + os.fsencode(scratch) + b"/"
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            # One that has just ended, or somebody else's, tells nothing; one that waits to be collected neither.
            with suppress(OSError):
                if mark in b"\0" + (folder / "environ").read_bytes():
                    found.append(int(folder.name))
    return found
