"""From rows and loose text to statements about figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from helpers.audit.columns import names_figures, statements_of
from helpers.audit.statements import Piece, Row, Statement

RELEASES = "runder/"
"""The folder of earlier releases inside the public folder."""


def release_of(path: str) -> str:
    """Return the earlier release that a file belongs to; empty for the site of today."""
    return path.removeprefix(RELEASES).partition("/")[0] if path.startswith(RELEASES) else ""


def exact(pieces: Iterable[Piece], release: str) -> Iterator[Statement]:
    """Yield what rows state that name their figures by columns."""
    for piece in pieces:
        if isinstance(piece, Row) and names_figures(piece.cells):
            found = statements_of(piece)
            yield from (replace(one, release=release) for one in found) if release else found
