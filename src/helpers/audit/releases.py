"""Which release a file of the public folder belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from helpers.audit.statements import Statement

RELEASES = "runder/"
"""The folder of earlier releases inside the public folder."""


def release_of(path: str) -> str:
    """Return the earlier release that a file belongs to; empty for the site of today."""
    release, inside, _ = path.removeprefix(RELEASES).partition("/")
    return release if path.startswith(RELEASES) and inside else ""  # the list of releases lies beside them


def at_release(statements: Iterable[Statement], release: str) -> Iterator[Statement]:
    """Yield the statements as those of a release."""
    for statement in statements:
        yield replace(statement, release=release) if release else statement
