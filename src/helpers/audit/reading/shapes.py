"""JSON by its shape: a plotly figure, the search index, a notebook, or tables and texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from helpers.audit.reading.objects import pieces_of
from helpers.audit.statements import Loose, Piece, Row


def read_any_json(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what a JSON file tells, read as what it is.

    Raises
    ------
    ValueError
        If it isn't JSON.
    """
    yield from pieces_of_data(path, json.loads(data.decode("utf-8-sig")))


def pieces_of_data(path: str, found: Any, about: tuple[str, ...] = ()) -> Iterator[Piece]:
    """Yield what JSON that is read already tells; `about` is what surrounds it."""
    from helpers.audit.reading import interactive, notebook, search_index

    if interactive.is_figure(found):
        yield from interactive.pieces_of_figure(path, found, about)
    elif search_index.is_index(found):
        yield from search_index.pieces_of_index(path, found)
    elif notebook.is_notebook(found):
        yield from notebook.pieces_of_notebook(path, found)
    else:
        yield from (_about(piece, about) for piece in pieces_of(path, found))


def _about(piece: Piece, about: tuple[str, ...]) -> Piece:
    if not about:
        return piece
    if isinstance(piece, Row):
        return Row(piece.cells, piece.path, (*about, *piece.about))
    return Loose(piece.text, piece.path, (*about, *piece.about))
