"""Our kernels through jupyter_client's own door: the provisioner `maalbar-warm`.

A kernel specification may name it, or `JUPYTER_DEFAULT_PROVISIONER_NAME`; the papermill engine `maalbar` does. Every
kernel that can't be warm is started as jupyter_client always does, and the log says so once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from helpers.runner.warm.forked_kernel import ParentError, WarmKernel
from helpers.runner.warm.parents import PARENTS, launch_of

NAME = "maalbar-warm"
GRACE = 2.0
"""Seconds that a kernel which was asked to end is watched closely; after that jupyter_client's own patience begins."""
LAUNCHING = {"cwd", "env", "extra_arguments", "kernel_id", "independent"}
"""What a warm kernel can be started with; with anything else, such as an output file, it is an ordinary one."""

_log = logging.getLogger(__name__)
_told: set[str] = set()


class WarmProvisioner(LocalProvisioner):
    """Kernels forked from a warm parent, and ordinary ones where that can't be."""

    preload = List(Unicode(), help="Modules that the warm parent loads beforehand.").tag(config=True)
    _kernel: WarmKernel | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel and return how to reach it; it listens by then, if it is a warm one."""
        warm = self._warm(cmd, kwargs)
        if warm is None:
            return await super().launch_kernel(cmd, **kwargs)
        self._kernel = warm
        self.process = warm  # pyright: ignore[reportIncompatibleVariableOverride] - it does what a Popen does here
        self.pid, self.pgid = warm.pid, None
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    def _warm(self, cmd: list[str], kwargs: dict[str, Any]) -> WarmKernel | None:
        launch = launch_of(cmd)
        if launch is None or not LAUNCHING.issuperset(kwargs) or kwargs.get("independent"):
            self._say("den er ikke denne Pythons egen")
            return None
        try:
            return PARENTS.kernel(launch, str(kwargs.get("cwd") or Path.cwd()), kwargs["env"], tuple(self.preload))
        except ParentError as error:
            self._say(str(error))
            return None

    def _say(self, reason: str) -> None:
        if reason not in _told:
            _told.add(reason)
            _log.warning("Almindelig kerne, da en varm ikke kan bruges: %s.", reason)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once, and return when it is gone."""
        await super().kill(restart)
        await self._gone()

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait for a kernel that was asked to end: closely, as jupyter_client would look ten times a second only."""
        await super().shutdown_requested(restart)
        await self._gone()

    async def _gone(self) -> None:
        pause, end = 0.001, time.monotonic() + GRACE
        while self._kernel is not None and self._kernel.poll() is None and time.monotonic() < end:
            await asyncio.sleep(pause)
            pause = min(2 * pause, 0.02)
