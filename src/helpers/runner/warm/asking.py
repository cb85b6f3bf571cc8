"""Papermill's client for a kernel that answers this command alone: a cell is asked for, and heard until it is done."""

from __future__ import annotations

import asyncio
import inspect
import json
import socket
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from jupyter_client.kernelspec import get_kernel_spec
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from helpers.runner.warm.client import STEP, HonestClient
from helpers.runner.warm.conversation import ConversationOverError, Hearing, pair, tell
from helpers.runner.warm.forked import NO_HISTORY
from helpers.runner.warm.forked_kernel import WarmKernel
from helpers.runner.warm.parents import PARENTS, Launch, launch_of, unsuited


def answering_launch(kernel_name: str) -> Launch | None:
    """Return how a kernel of this name is launched, if it can be one that answers this command alone.

    It can where processes are forked, if it is this Python's own and its specification asks for nothing more.
    """
    if unsuited() is not None:
        return None
    specification = cast("Any", get_kernel_spec(kernel_name))
    if specification.env or "kernel_provisioner" in specification.metadata:
        return None
    launch = launch_of(specification.argv)
    return None if launch is None else Launch(launch.options, (*launch.arguments, NO_HISTORY))


class AskingClient(HonestClient):
    """Papermill's client without channels.

    What a message does to a notebook is nbclient's matter, as with any other kernel.
    """

    _kernel: WarmKernel
    _end: socket.socket
    _hearing: Hearing

    @contextmanager
    def kernel(self, launch: Launch, environment: dict[str, str], modules: tuple[str, ...]) -> Generator[None]:
        """Have a kernel of one's own.

        Raises
        ------
        ParentError
            If there are no warm kernels here.
        """
        folder = str(self.resources.get("metadata", {}).get("path") or Path.cwd())
        self._end, theirs = pair()
        with self._end:
            with theirs:
                self._kernel = PARENTS.kernel(launch, folder, environment, modules, theirs)
            self._hearing = Hearing(self._end)
            try:
                yield
            finally:
                self._kernel.kill()
                self._kernel.wait()

    def execute(self, **_: Any) -> NotebookNode:
        """Run the cells in the kernel."""
        self.reset_execution_trackers()
        hello = self._next(time.monotonic() + self.startup_timeout)
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = hello["content"]["language_info"]
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell: NotebookNode, cell_index: int, *_: Any, **__: Any) -> NotebookNode:
        """Run one cell.

        Raises
        ------
        CellExecutionError
            If it gives an error that isn't allowed.
        CellTimeoutError
            If it takes too long.
        DeadKernelError
            If the kernel ends before the cell does.
        """
        _tell_hook(self.on_cell_start, cell=cell, cell_index=cell_index)
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        self.code_cells_executed += 1
        reply = self._run(cell, cell_index)
        if reply is None:
            return cell
        cell["execution_count"] = reply.get("execution_count")
        allowed = self.allow_errors or reply.get("ename") in self.allow_error_names or "raises-exception" in tags
        if reply["status"] == "error" and (self.force_raise_errors or not allowed):
            raise CellExecutionError.from_cell_and_msg(cell, cast("Any", reply))
        return cell

    def _run(self, cell: NotebookNode, cell_index: int) -> dict[str, Any] | None:
        """Return what the kernel says of a cell that is done; None if it has shown too much."""
        name, timeout = f"{cell_index}", self._get_timeout(cell)
        end = float("inf") if timeout is None else time.monotonic() + timeout
        try:
            self._end.settimeout(timeout)
            tell(self._end, _question(name, cell.source))
            while (told := self._next(end))["kind"] != "done" or told["cell"] != name:
                # What an earlier cell has left running may still speak of it.
                if told["cell"] == name:
                    self.process_message(_message(told), cell, cell_index)
        except CellExecutionComplete:
            return None
        except TimeoutError:
            raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", timeout or 0, cell) from None
        except OSError:
            raise DeadKernelError("Kernel died") from None
        return cast("dict[str, Any]", told["content"])

    def _next(self, end: float) -> dict[str, Any]:
        def may_wait() -> float:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            # Of a dead kernel only what it has said already is to be heard.
            return min(left, STEP) if self._kernel.poll() is None else 0.0

        if time.monotonic() > end:  # for one that never stops speaking
            raise TimeoutError
        try:
            return self._hearing.next(may_wait)
        except ConversationOverError:
            raise DeadKernelError("Kernel died") from None


def _question(name: str, code: str) -> bytes:
    return json.dumps({"cell": name, "code": code}).encode()


def _message(told: dict[str, Any]) -> dict[str, Any]:
    """Return what a kernel told, as nbclient knows it."""
    return {
        "msg_type": told["kind"],
        "header": {"msg_type": told["kind"]},
        "parent_header": {"msg_id": told["cell"]},
        "content": told["content"],
        "metadata": told["metadata"],
        "buffers": [],
    }


def _tell_hook(hook: Callable[..., object] | None, **about: object) -> None:
    found = None if hook is None else hook(**about)
    if inspect.isawaitable(found):
        asyncio.run(cast("Any", found))
