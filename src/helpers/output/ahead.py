"""What a warm parent makes ready before a project's pages are made; `runner.warm.imports` has it called by name."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

from helpers import reads
from helpers.disclosure.opening_ahead import open_ahead
from helpers.output.rendering import compile_templates
from helpers.output.text_widths import faces
from helpers.output.wording import day, listed
from helpers.paths import Project


def prepare() -> None:
    """Open what the project of `MAALBAR_PROJECT` has, and make what every page's words and drawings need.

    Nothing is noted as read: whose page it is for will read it again.
    """
    with _unwatched():
        make_ready()
        if os.environ.get("MAALBAR_PROJECT"):
            open_ahead(Project.find())


def make_ready() -> None:
    """Make now what is otherwise made when first used: templates, widths of letters, names of months."""
    compile_templates()
    faces()
    day(date(2000, 1, 1))
    listed(("a", "b", "c"))


@contextmanager
def _unwatched() -> Generator[None]:
    watched = os.environ.pop(reads.SWITCH, None)
    try:
        yield
    finally:
        if watched is not None:
            os.environ[reads.SWITCH] = watched
