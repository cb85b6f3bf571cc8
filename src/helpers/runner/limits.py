"""What a run may use, so that one that runs wild is named before it takes the machine down."""

from __future__ import annotations

import os
import sys

from helpers.errors import Fault, UsageError

SHOWN_MB = 50
"""Megabytes that a run may show and print; the largest page has five."""
SETTING = "MAALBAR_RUN_MEMORY_GB"
"""The environment variable that changes how much memory a run may use."""
MEMORY_GB = 4.0
"""Gigabytes of memory that each process of a run may use, unless the setting says otherwise."""


class TooMuchShownError(Exception):
    """A run showed more than anybody can read."""

    def __init__(self) -> None:
        super().__init__(f"kørslen viser mere end {SHOWN_MB} MB")


def memory_gb() -> float:
    """Return how many gigabytes of memory each process of a run may use.

    Raises
    ------
    UsageError
        If the setting is no number above zero.
    """
    text = os.environ.get(SETTING, "")
    try:
        wanted = float(text) if text else MEMORY_GB
    except ValueError:
        wanted = 0.0
    if not 0 < wanted < float("inf"):
        raise UsageError(Fault(SETTING, f"“{text}”", "Indstillingen er et antal GB.", "Skriv for eksempel 8."))
    return wanted


def memory_words() -> str:
    """Return in Danish what is said of a run that reached the limit."""
    number = f"{memory_gb():g}".replace(".", ",")
    return f"bad om mere hukommelse, end en kørsel må bruge ({number} GB; {SETTING} ændrer det)"


def limit_memory(gigabytes: float) -> None:
    """Let this process, and each that it starts, have so much memory of its own; more raises `MemoryError`.

    Linux counts what is written to (`RLIMIT_DATA`), not what is only reserved; other systems have no such limit.
    """
    if sys.platform != "linux":
        return
    import resource

    most = int(gigabytes * 2**30)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
