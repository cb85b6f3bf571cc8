"""What a warm parent makes ready before a project's pages are made; `runner.warm.imports` has it called by name."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from helpers import reads
from helpers.disclosure.opening_ahead import open_ahead
from helpers.output.rendering import compile_all
from helpers.paths import Project


def prepare() -> None:
    """Open what the project of `MAALBAR_PROJECT` has, and compile the templates.

    Nothing is noted as read: whose page it is for will read it again.
    """
    with _unwatched():
        compile_all()
        if os.environ.get("MAALBAR_PROJECT"):
            open_ahead(Project.find())


@contextmanager
def _unwatched() -> Generator[None]:
    watched = os.environ.pop(reads.SWITCH, None)
    try:
        yield
    finally:
        if watched is not None:
            os.environ[reads.SWITCH] = watched
