"""What a command and its warm parent say to each other: one JSON object per packet, and open files with it.

Packets keep their bounds and arrive whole, so neither side can misread where a message ends; an empty one is the end
of the other side.
"""

from __future__ import annotations

import json
import os
import select
import socket
import sys
from collections.abc import Mapping
from typing import Any, cast

LARGEST = 1 << 17
"""Bytes of one packet; a list of modules to load is the longest."""


def pair() -> tuple[socket.socket, socket.socket]:
    """Return both ends of a connection between two processes of this machine."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(end: socket.socket, message: Mapping[str, object], *files: int) -> None:
    """Send a message, and with it open files of this process.

    Raises
    ------
    OSError
        If nobody is at the other end, or the message is too long.
    """
    content = json.dumps(message).encode()
    if files and sys.platform != "win32":
        socket.send_fds(end, [content], list(files))
    else:
        end.send(content)


def readable(number: int, seconds: float) -> bool:
    """Return whether something can be read from an open file before `seconds` have passed, its end included."""
    if sys.platform == "win32":
        return False
    waiting = select.poll()
    waiting.register(number, select.POLLIN)
    return bool(waiting.poll(1000 * seconds))


def receive(end: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    """Return the next message and the files that came with it; no message if the other end is gone."""
    if sys.platform == "win32":
        return None, []
    content, files, _, _ = socket.recv_fds(end, LARGEST, 4)
    for found in files:
        os.set_inheritable(found, False)
    return (cast("dict[str, Any]", json.loads(content)) if content else None), files
