"""Talking to a kernel without deliberate silence, and telling papermill the truth about how a run ended."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any, cast

from jupyter_client.asynchronous.client import AsyncKernelClient
from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NotebookExecutionManager

SAVED_EVERY = 5.0
"""Seconds between saves of a notebook that is being run."""
STEP = 1.0
"""Seconds to wait for an answer before asking again whether the kernel lives."""


class PromptClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel is: jupyter_client waits for a fifth of a second of silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered and all that it says is heard.

        Raises
        ------
        RuntimeError
            If the kernel dies first or takes longer than `timeout` seconds.
        """
        end = float("inf") if timeout is None else time.monotonic() + timeout
        # ipykernel welcomes whoever hears it for the first time, so that from here on nothing is missed.
        await self._next("iopub", STEP)
        while not await self._answered():
            if not await cast("Any", self).is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds")

    async def _answered(self) -> bool:
        asked = self.kernel_info()
        while (reply := await self._next("shell", STEP)) is not None:
            if reply["parent_header"].get("msg_id") == asked:
                break
        if reply is None:
            return False
        while (told := await self._next("iopub", STEP)) is not None:
            idle = told["msg_type"] == "status" and told["content"]["execution_state"] == "idle"
            if idle and told["parent_header"].get("msg_id") == asked:
                self._handle_kernel_info_reply(reply)
                return True
        return False

    async def _next(self, channel: str, timeout: float) -> dict[str, Any] | None:
        source: Any = self.shell_channel if channel == "shell" else self.iopub_channel
        try:
            return cast("dict[str, Any]", await source.get_msg(timeout=timeout))
        except Empty:
            return None


class QuietManager(NotebookExecutionManager):
    """Papermill's record of a run, saved at its beginning, at its end and every few seconds between."""

    ended = False

    def save(self, **kwargs: Any) -> None:
        """Save the notebook if it is time to."""
        just_begun = self.end_time is None and all(
            cell.metadata.papermill["status"] == self.PENDING for cell in self.nb.cells
        )
        since = (self.now() - self.last_save_time).total_seconds()
        if just_begun or self.ended or since >= SAVED_EVERY:
            super().save(**kwargs)

    def notebook_complete(self, **kwargs: Any) -> None:
        """Record the end of the run, and save."""
        self.ended = True
        super().notebook_complete(**kwargs)


class HonestClient(PapermillNotebookClient):
    """Papermill's client, which says of a cell that it failed when its kernel died or its time ran out."""

    def papermill_execute_cells(self) -> None:
        """Run the cells in order, up to the first that fails."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                self.execute_cell(cell, index)
            except CellExecutionError as error:
                # Papermill raises it again when the notebook is saved.
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                break
            except BaseException as error:
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                raise
            finally:
                self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)
