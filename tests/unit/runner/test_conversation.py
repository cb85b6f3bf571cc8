"""What a command and a kernel of its own say to each other arrives whole, in order, and ends when one is gone."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator

import pytest

from helpers.runner.warm.asking import answering_launch
from helpers.runner.warm.conversation import ConversationOverError, Hearing, pair, tell


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    mine, theirs = pair()
    with mine, theirs:
        yield mine, theirs


def said(content: object) -> bytes:
    return json.dumps(content).encode()


def for_ever() -> None:
    """Wait as long as it takes."""


@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 3_000_000])
def test_what_is_said_is_heard_whole_and_in_order(ends: tuple[socket.socket, socket.socket], length: int) -> None:
    mine, theirs = ends
    things = [{"text": "æ" * length}, {"next": length}]
    speaker = threading.Thread(target=lambda: [tell(theirs, said(one)) for one in things])
    speaker.start()
    hearing = Hearing(mine)
    assert [hearing.next(for_ever) for _ in things] == things
    speaker.join()


def test_several_things_that_come_at_once_are_told_apart(ends: tuple[socket.socket, socket.socket]) -> None:
    mine, theirs = ends
    for number in range(3):
        tell(theirs, said({"number": number}))
    hearing = Hearing(mine)
    assert [hearing.next(for_ever)["number"] for _ in range(3)] == [0, 1, 2]


def test_the_other_end_going_ends_it_after_what_was_said(ends: tuple[socket.socket, socket.socket]) -> None:
    mine, theirs = ends
    tell(theirs, said({"last": "word"}))
    theirs.sendall(b"\0\0")
    theirs.close()
    hearing = Hearing(mine)
    assert hearing.next(for_ever) == {"last": "word"}
    with pytest.raises(ConversationOverError):
        hearing.next(for_ever)


def test_who_waits_says_for_how_long(ends: tuple[socket.socket, socket.socket]) -> None:
    waits = iter([0.01, 0.01])

    def may_wait() -> float:
        try:
            return next(waits)
        except StopIteration:
            raise TimeoutError from None

    with pytest.raises(TimeoutError):
        Hearing(ends[0]).next(may_wait)


def test_of_one_that_is_dead_only_what_it_has_said_is_waited_for(ends: tuple[socket.socket, socket.socket]) -> None:
    mine, theirs = ends
    tell(theirs, said({"last": "word"}))
    hearing = Hearing(mine)
    assert hearing.next(lambda: 0.0) == {"last": "word"}
    with pytest.raises(ConversationOverError):
        hearing.next(lambda: 0.0)


def test_where_nothing_is_forked_no_kernel_answers_one_command_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answering_launch("python3") is not None
    monkeypatch.setattr("helpers.runner.warm.asking.unsuited", lambda: "Windows kan ikke dele en proces i to")
    assert answering_launch("python3") is None
