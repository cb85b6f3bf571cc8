"""Functions that a warm parent is asked to call."""

from __future__ import annotations

import sys


def note() -> None:
    """Do nothing that anybody sees."""


def speak() -> None:
    """Say something, which a notebook would have shown."""
    sys.stdout.write("hej")


def fail() -> None:
    """Raise."""
    raise RuntimeError("det gik galt")
