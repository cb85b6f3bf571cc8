"""What keeps a kernel's memory shared with its warm parent: each page that a kernel writes to is copied first.

Python writes to whatever it looks at, as it counts who does. ipykernel asks every loaded module where its file is, and
so had two thousand pages copied, as many as all else that a kernel does before its first cell.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any


def files_of_modules() -> list[str]:
    """Return the files of all loaded modules, as an ipykernel lists them when it begins."""
    return [file for module in sys.modules.copy().values() if (file := getattr(module, "__file__", None))]


@contextmanager
def modules_known(application: Any, files: Sequence[str]) -> Generator[None]:
    """Let a kernel that begins inside take the list of modules' files from its parent instead of asking them all.

    Only a debugger reads the list.
    """
    from ipykernel import ipkernel

    module: Any = ipkernel
    real = module.sys
    module.sys = _Sys(real)
    try:
        yield
    finally:
        module.sys = real
    kernel = application.kernel
    for owner, name in ((kernel, "_kernel_modules"), (getattr(kernel, "debugger", None), "kernel_modules")):
        if getattr(owner, name, None) == []:
            setattr(owner, name, files)


class _Sys:
    """The module `sys`, but that no modules are loaded."""

    modules = SimpleNamespace(copy=dict[str, object])

    def __init__(self, real: Any) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)
