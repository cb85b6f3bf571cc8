"""A kernel that answers one command through a conversation, in place of ipykernel's five sockets and four threads.

It is ipykernel's own application with its own shell, streams and displays; only what carries their messages is ours. So
a cell finds what it always finds, and what it shows is told at once, in order, by whichever thread or process shows it.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any, cast

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.jsonutil import json_clean, json_default
from jupyter_client.session import Session
from tornado.ioloop import IOLoop

from helpers.runner.warm.conversation import ConversationOverError, Hearing, tell

# Bound now: a notebook may put something else in the place of `json.dumps`.
_STRICT = json.JSONEncoder(default=json_default, ensure_ascii=False, allow_nan=False)
_LENIENT = json.JSONEncoder(default=json_default, ensure_ascii=False)
FLUSHED_AT = 1 << 16
"""Characters that may wait to be told; fewer wait as long as ipykernel lets them, a fifth of a second."""
_REPLY = ("status", "ename", "evalue", "traceback", "execution_count")


class Mouth:
    """The kernel's end of the conversation, which its threads and the processes that it forks share.

    Parameters
    ----------
    end
        The socket.
    """

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._threads = threading.RLock()
        # Held by one process at a time, and by none that has died.
        self._processes = os.memfd_create("maalbar", os.MFD_CLOEXEC)
        os.register_at_fork(after_in_child=self._begin_anew)

    def _begin_anew(self) -> None:
        self._threads = threading.RLock()

    def say(self, kind: str, content: object, metadata: object = None, cell: object = None) -> None:
        """Tell the command something; what it no longer hears is lost with it."""
        told = _packed({"kind": kind, "content": content, "metadata": metadata or {}, "cell": cell})
        with self._threads:
            fcntl.lockf(self._processes, fcntl.LOCK_EX)
            try:
                tell(self._end, told)
            finally:
                fcntl.lockf(self._processes, fcntl.LOCK_UN)


def _packed(message: Mapping[str, object]) -> bytes:
    try:
        text = _STRICT.encode(message)
    except (TypeError, ValueError):
        text = _LENIENT.encode(json_clean(message))
    # Half a letter is nothing that a notebook can keep.
    return text.encode("utf-8", errors="replace")


class _Told(Session):
    """What a kernel's parts send their messages through: each is told as it is, unsigned and undated."""

    mouth: Mouth

    def msg(
        self, msg_type: str, content: Any = None, parent: Any = None, header: Any = None, metadata: Any = None
    ) -> Any:
        """Return a message as its sender, and whoever may change it before it goes, know it."""
        header = header or {"msg_id": "", "msg_type": msg_type}
        about = (parent or {}).get("header") or parent or {}
        return {
            "header": header,
            "msg_id": header["msg_id"],
            "msg_type": msg_type,
            "parent_header": about,
            "content": content or {},
            "metadata": metadata or {},
        }

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *_: Any, **more: Any) -> Any:
        """Tell a message to the command."""
        found = msg_or_type
        if isinstance(found, str):
            found = self.msg(found, content, parent, more.get("header"), more.get("metadata"))
        self.mouth.say(found["msg_type"], found["content"], found["metadata"], found["parent_header"].get("msg_id"))
        return found


class _AtOnce(IOPubThread):
    """Where ipykernel's streams expect a thread that sends for them; here whoever has something to tell does so."""

    def __init__(self) -> None:
        self.thread = None
        self.io_loop = _Later()

    def schedule(self, f: Callable[[], object]) -> None:
        """Do it now."""
        f()


class _Later:
    """Does what streams want done after a while, in a thread that begins with the first thing printed."""

    def __init__(self) -> None:
        self._wanted: SimpleQueue[tuple[float, Callable[[], object]]] = SimpleQueue()
        self._never = threading.Event()
        self._thread: threading.Thread | None = None

    def call_later(self, seconds: float, do: Callable[[], object]) -> None:
        """Do something `seconds` from now, or somewhat later."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._do_all, daemon=True)
            self._thread.start()
        self._wanted.put((seconds, do))

    def _do_all(self) -> None:
        while True:
            seconds, do = self._wanted.get()
            self._never.wait(seconds)
            do()


class _Stream(OutStream):
    """A kernel's `sys.stdout` or `sys.stderr`."""

    _held = 0

    def write(self, string: str) -> int | None:
        """Take in what is printed, and tell it before long: at once if it is much."""
        written = super().write(string)
        self._held += len(string)
        if self._held >= FLUSHED_AT:
            self.flush()
        return written

    def _flush(self) -> None:
        self._held = 0
        super()._flush()


class AnsweringApplication(IPKernelApp):
    """ipykernel's application without sockets, heartbeat, connection file and threads."""

    mouth: Mouth

    def init_connection_file(self) -> None:
        """Make no file: nobody else is to connect."""

    def init_poller(self) -> None:
        """Watch nobody: this process ends with its parent."""

    def init_heartbeat(self) -> None:
        """Have none: the command knows the process itself."""

    def write_connection_file(self, **_: Any) -> None:
        """Write nothing."""

    def log_connection_info(self) -> None:
        """Tell nothing."""
        self._ports = {}

    def init_sockets(self) -> None:
        """Let everything be told through the conversation."""
        told = _Told(parent=self, key=b"")
        told.mouth = self.mouth
        self.session = told
        self.iopub_thread = _AtOnce()
        self.iopub_socket = self.iopub_thread
        self.outstream_class = f"{__name__}.{_Stream.__name__}"
        self.configure_tornado_logger()

    def init_kernel(self) -> None:
        """Make the kernel."""
        kernel = cast("Any", self.kernel_class).instance(
            parent=self,
            session=self.session,
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        # Asked by an interrupt which thread runs the cells.
        kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
        self.kernel = kernel
        self.displayhook.get_execution_count = lambda: kernel.execution_count


def answering_application(end: socket.socket) -> AnsweringApplication:
    """Return the application of a kernel that answers whoever is at the other end."""
    application = cast("Any", AnsweringApplication).instance(parent_handle=os.getppid())
    application.mouth = Mouth(end)
    return application


async def converse(application: Any, end: socket.socket) -> None:
    """Run each cell that the command asks for, until the command is gone."""
    hearing, loop, born = Hearing(end), asyncio.get_running_loop(), os.getpid()
    kernel, mouth = application.kernel, application.mouth
    kernel.io_loop = IOLoop.current()
    mouth.say("hello", {"language_info": kernel.language_info})
    while True:
        # Tasks that a cell has left go on meanwhile.
        asked = asyncio.Event()
        loop.add_reader(end.fileno(), asked.set)
        await asked.wait()
        loop.remove_reader(end.fileno())
        try:
            request = hearing.next(lambda: None)
        except ConversationOverError:
            return
        reply = await _run(kernel, mouth, request)
        if os.getpid() != born:
            # A twin that the cell has made; the conversation isn't its own.
            os._exit(0)
        mouth.say("done", reply, cell=request["cell"])


async def _run(kernel: Any, mouth: Mouth, request: Mapping[str, Any]) -> dict[str, Any]:
    """Do for one cell what ipykernel does between a question and its answer."""
    header = {"msg_id": request["cell"], "msg_type": "execute_request"}
    parent = {"header": header, "parent_header": {}, "metadata": {}, "content": request}
    kernel.set_parent([], parent, channel="shell")
    kernel.pre_handler_hook()
    try:
        told = await kernel.do_execute(code=request["code"], silent=False, store_history=True, allow_stdin=False)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except Exception as error:  # of what the notebook did to its shell
        name, said = type(error).__name__, str(error)
        about = {"ename": name, "evalue": said, "traceback": [f"{name}: {said}"]}
        mouth.say("error", about, cell=request["cell"])
        return {"status": "error", **about}
    finally:
        kernel.post_handler_hook()
    return {key: told[key] for key in _REPLY if key in told}
