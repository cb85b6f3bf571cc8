"""Talking to a kernel without deliberate silence, and telling papermill the truth about how a run ended."""

from __future__ import annotations

import time
from collections.abc import Mapping
from queue import Empty
from typing import Any, cast

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NotebookExecutionManager

from helpers.runner.limits import SHOWN_MB, TooMuchShownError

SAVED_EVERY = 5.0
"""Seconds between saves of a notebook that is being run."""
STEP = 1.0
"""Seconds to wait for an answer before asking again whether the kernel lives."""
PATIENCE = 5_000
"""Milliseconds that a kernel may refuse to take a question, as one does that closed its own sockets."""


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
        self.shell_channel.socket.setsockopt(zmq.SNDTIMEO, PATIENCE)
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
    """Papermill's client, which says of a cell that it failed when its kernel died or its time ran out.

    A kernel that never stops speaking is stopped: as long as there is something to hear, nbclient would hear nothing
    else, the end of the cell's time included.
    """

    _shown = 0

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take in what the kernel says, up to a limit."""
        self._shown += _length(msg["content"])
        if self._too_much:
            # Both that wait for this cell: who hears, and who waits for the answer.
            if self.task_poll_for_reply is not None:
                self.task_poll_for_reply.cancel()
            raise CellExecutionComplete
        return super().process_message(msg, cell, cell_index)

    @property
    def _too_much(self) -> bool:
        return self._shown > SHOWN_MB * 1_000_000

    def papermill_execute_cells(self) -> None:
        """Run the cells in order, up to the first that fails."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                self.execute_cell(cell, index)
                if self._too_much:
                    raise TooMuchShownError
            except CellExecutionError as error:
                if self._too_much:
                    self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                    raise TooMuchShownError from None
                # Papermill raises it again when the notebook is saved.
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                break
            except BaseException as error:
                found = TooMuchShownError() if self._too_much else error
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=found)
                raise found from None
            finally:
                self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)


def _length(content: Mapping[str, Any]) -> int:
    """Return how much a message shows, in characters."""
    data = content.get("data") or {}
    return len(content.get("text") or "") + sum(len(form) for form in data.values() if isinstance(form, str))
