"""The environment variables that a kernel is started with: the same on every machine, and quiet."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from helpers.paths import write_atomically
from helpers.reads import SWITCH, TEMPORARY
from helpers.runner.limits import memory_gb

FIXED: Mapping[str, str] = {
    # One thread per kernel: kernels run side by side, and BLAS pools that fight for cores cost ten times the time.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    # Same bytes: no machine's language, time zone, hash seed or date.
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    SWITCH: "1",
}
DROPPED = ("PYTHONSTARTUP", "PYTHONWARNINGS", "JUPYTER_DEFAULT_PROVISIONER_NAME", "COLUMNS", "LINES")
"""A person's own start-up file, settings and width of the terminal must not decide what an evaluation shows."""

MATPLOTLIB_SETTINGS = "svg.hashsalt: maalbar\n"
"""Without a salt, matplotlib names the parts of an SVG at random."""

KERNEL_SETTINGS = """import gc

get_config().HistoryManager.enabled = False
gc.set_threshold(100_000, 20, 20)
try:
    from helpers import reads
    from helpers.runner.limits import limit_memory
except ImportError:  # a kernel without Målbar reads nothing of it
    pass
else:
    reads.begin()
    limit_memory({memory_gb})
"""
"""Python looks for what nobody needs any more after every 700 new things; a page that makes millions of them and ends
after seconds spends a sixth of its time on that. What a run reads is noted from its first cell on, its memory has a
limit, and nobody will ask for the history of its cells, which all kernels would write to one database."""


def prepare(scratch: Path) -> None:
    """Make in `scratch` what kernels need in place of a person's own IPython and matplotlib settings.

    Files that are there already are left alone: another kernel may be reading them.
    """
    profile = scratch / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    for name in ("runtime", "tmp"):
        (scratch / name).mkdir(exist_ok=True)
    for path, content in (
        (profile / "ipython_kernel_config.py", KERNEL_SETTINGS.format(memory_gb=memory_gb())),
        (scratch / "matplotlibrc", MATPLOTLIB_SETTINGS),
    ):
        if not path.is_file():
            write_atomically(path, content)


def kernel_variables(project_root: Path, scratch: Path) -> dict[str, str]:
    """Return the whole environment of a run's kernel: that of this process, with what is the same on every machine.

    Parameters
    ----------
    project_root
        Named to notebooks as `MAALBAR_PROJECT`.
    scratch
        A folder made by `prepare` among this process's temporary files, that is removed with the command.
    """
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    own = {
        "MAALBAR_PROJECT": str(project_root),
        "IPYTHONDIR": str(scratch / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "MATPLOTLIBRC": str(scratch / "matplotlibrc"),
        # Temporary files that a run leaves, or was killed over, go with the command.
        "TMPDIR": str(scratch / "tmp"),
        TEMPORARY: str(scratch.parent),
    }
    return {**kept, **FIXED, **own}


@contextmanager
def kernel_environment(project_root: Path, scratch: Path) -> Generator[None]:
    """Give this process, and so the kernels it starts, the environment of a run; put the old one back after.

    Parameters
    ----------
    project_root, scratch
        As in `kernel_variables`.
    """
    before = dict(os.environ)
    _set_environment(kernel_variables(project_root, scratch))
    try:
        yield
    finally:
        _set_environment(before)


def _set_environment(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
