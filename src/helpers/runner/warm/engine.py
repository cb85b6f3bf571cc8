"""The papermill engine `maalbar`: `papermill --engine maalbar in.ipynb out.ipynb`, and what Målbar itself uses.

Papermill reads, parameterises and writes the notebook as always. The kernel is a warm one where there are any, its
sockets lie in a folder of its own, and nothing waits for silence.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from helpers.runner.warm.asking import AskingClient, answering_launch
from helpers.runner.warm.client import HonestClient, PromptClient, QuietManager
from helpers.runner.warm.forked_kernel import ParentError
from helpers.runner.warm.imports import imports_of
from helpers.runner.warm.parents import PARENTS
from helpers.runner.warm.provisioner import NAME as PROVISIONER
from helpers.runner.warm.provisioner import WarmProvisioner

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbformat import NotebookNode

NAME = "maalbar"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
"""Kernels side by side, each with a pool of threads for every core, take ten times as long; and a process with
threads must not be forked. Whoever sets one of these is obeyed."""
LONGEST = 90
"""Characters that the path of a socket may have, with some to spare."""


class WarmEngine(NBClientEngine):
    """Papermill's own engine with warm kernels and quiet saves."""

    @classmethod
    def execute_notebook(
        cls,
        nb: NotebookNode,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        **kwargs: Any,
    ) -> NotebookNode:
        """Run a notebook; the parameters are papermill's.

        Besides papermill's own, `environment` may give the kernel's whole environment (else that of this process),
        and `preload` the modules that a warm parent loads (else what the notebook imports).
        """
        manager = QuietManager(nb, output_path, log_output, progress_bar, autosave_cell_every)
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, log_output=log_output, **kwargs)
        finally:
            manager.cleanup_pbar()
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: QuietManager,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        environment: Mapping[str, str] | None = None,
        preload: tuple[str, ...] | None = None,
        **kwargs: Any,
    ) -> NotebookNode:
        """Run the cells in a kernel of their own."""
        options = merge_kwargs(
            remove_args(["input_path", "timeout", "startup_timeout"], **kwargs),
            timeout=execution_timeout or kwargs.get("timeout"),
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        modules = imports_of(nb_man.nb) if preload is None else preload
        variables = dict(environment) if environment is not None else _own_environment()
        if (launch := answering_launch(kernel_name)) is not None:
            client = AskingClient(nb_man, **options)
            with suppress(ParentError), client.kernel(launch, variables, modules):
                return client.execute()
        return _through_channels(HonestClient(nb_man, **options), variables, modules)


def _through_channels(client: HonestClient, environment: dict[str, str], modules: tuple[str, ...]) -> NotebookNode:
    """Run the cells in a kernel as jupyter_client knows it, which says itself why it isn't a warm one."""
    folder = Path(tempfile.mkdtemp(dir=PARENTS.folder()))
    try:
        _through(folder, cast("AsyncKernelManager", client.create_kernel_manager()), modules)
        return client.execute(env=environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _through(folder: Path, manager: AsyncKernelManager, modules: tuple[str, ...]) -> None:
    """Let a kernel be a warm one, and speak through a folder that nobody else can read."""
    specification = cast("Any", manager.kernel_spec)
    provisioner = {"provisioner_name": PROVISIONER, "config": {"preload": list(modules)}}
    specification.metadata.setdefault("kernel_provisioner", provisioner)
    manager.client_factory = PromptClient
    manager.connection_file = str(folder / "kernel.json")
    # Windows has no such sockets.
    if sys.platform != "win32" and len(str(folder)) < LONGEST:
        manager.transport, manager.ip = "ipc", str(folder / "k")


def _own_environment() -> dict[str, str]:
    return {**dict.fromkeys(ONE_THREAD, "1"), **os.environ}


def register() -> None:
    """Make engine and provisioner known to this process, also where the package's entry points aren't installed."""
    papermill_engines.register(NAME, WarmEngine)
    value = f"{WarmProvisioner.__module__}:{WarmProvisioner.__name__}"
    entry = EntryPoint(PROVISIONER, value, KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners.setdefault(PROVISIONER, entry)
