"""What a command and one of its kernels say to each other: one JSON object after another through a pair of sockets.

A kernel that belongs to one command needs no ports, signatures or channels. It is asked to run a cell, tells what the
cell shows, and tells that it is done; both sides wait on one socket, and nothing is ever dropped.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from typing import Any, cast

_LENGTH = struct.Struct("!Q")
_PIECE = 1 << 16
# Bound now: a notebook may put something else in the place of `json.loads`.
_READ = json.JSONDecoder().decode


class ConversationOverError(Exception):
    """The other end is gone."""


def pair() -> tuple[socket.socket, socket.socket]:
    """Return both ends of a conversation."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)


def tell(end: socket.socket, content: bytes) -> None:
    """Say something whole.

    Raises
    ------
    OSError
        If the other end is gone.
    """
    end.sendall(_LENGTH.pack(len(content)) + content)


class Hearing:
    """What has come from the other end so far.

    Parameters
    ----------
    end
        This side's socket.
    """

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._waiting = bytearray()

    def next(self, may_wait: Callable[[], float | None]) -> dict[str, Any]:
        """Return the next thing said.

        Parameters
        ----------
        may_wait
            Asked before each wait for how many seconds it may take, None for ever; what it raises ends the waiting.

        Raises
        ------
        ConversationOverError
            If the other end is gone.
        """
        while (found := self._whole()) is None:
            self._end.settimeout(may_wait())
            try:
                piece = self._end.recv(_PIECE)
            except TimeoutError:
                continue
            except OSError:
                piece = b""
            if not piece:
                raise ConversationOverError
            self._waiting += piece
        return found

    def _whole(self) -> dict[str, Any] | None:
        if len(self._waiting) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._waiting)
        end = _LENGTH.size + length
        if len(self._waiting) < end:
            return None
        content = bytes(self._waiting[_LENGTH.size : end])
        del self._waiting[:end]
        return cast("dict[str, Any]", _READ(content.decode()))
