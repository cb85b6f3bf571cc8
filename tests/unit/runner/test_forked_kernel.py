"""What a command learns of a warm kernel from the kernel's parent."""

from __future__ import annotations

import os
import subprocess

import pytest

from helpers.runner.warm.forked_kernel import ParentError, WarmKernel


class Told:
    """A parent that remembers what it was told."""

    def __init__(self) -> None:
        self.signals: list[tuple[int, int]] = []
        self.gone: list[bool] = []

    def signal(self, pid: int, number: int) -> None:
        self.signals.append((pid, number))

    def left(self, *, lost: bool) -> None:
        self.gone.append(lost)


def kernel_after(parent: Told, *lines: str) -> tuple[WarmKernel, int]:
    heard, tell = os.pipe()
    os.write(tell, "".join(f"{line}\n" for line in lines).encode())
    return WarmKernel(parent, heard), tell


@pytest.mark.parametrize("lines", [("pid 4194300", "ready"), ("ready", "pid 4194300")])
def test_a_kernel_lives_until_its_parent_tells_how_it_ended(lines: tuple[str, str]) -> None:
    parent = Told()
    kernel, tell = kernel_after(parent, *lines)
    assert (kernel.poll(), kernel.pid) == (None, 4194300)
    kernel.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        kernel.wait(0.001)
    os.write(tell, b"exit 7\n")
    os.close(tell)
    assert (kernel.wait(), kernel.poll()) == (7, 7)
    kernel.kill()  # nobody is left to be killed
    assert parent.signals == [(4194300, 15)]
    assert parent.gone == [False]


def test_a_parent_that_falls_silent_has_died_with_its_kernels() -> None:
    parent = Told()
    kernel, tell = kernel_after(parent, "pid 4194300", "ready")
    os.close(tell)
    assert kernel.poll() == -9
    assert parent.gone == [True]


def test_a_parent_may_refuse_and_says_why() -> None:
    parent = Told()
    with pytest.raises(ParentError, match="flere tråde"):
        os.close(kernel_after(parent, "refused den har flere tråde")[1])
    assert parent.gone == [False]
