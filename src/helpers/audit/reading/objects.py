"""JSON: lists of objects are tables; every other text in it is loose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from helpers.audit.statements import Loose, Piece, Row


def read_json(path: str, data: bytes) -> Iterator[Piece]:
    """Yield the objects of lists as rows, and what stands alone as loose text with the keys that lead to it."""
    yield from pieces_of(path, json.loads(data.decode("utf-8-sig")))


def pieces_of(path: str, found: Any, keys: tuple[str, ...] = ()) -> Iterator[Piece]:
    """Yield the pieces of JSON that is read already; `path` says where it stood."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from pieces_of(path, value, (*keys, str(key)))
    elif isinstance(found, list):
        for number, item in enumerate(found, 1):
            yield from _item(path, item, keys, number)
    elif isinstance(found, str) or (isinstance(found, int | float) and not isinstance(found, bool)):
        yield Loose(str(found), f"{path}, {'.'.join(keys)}" if keys else path, keys)


def _item(path: str, item: Any, keys: tuple[str, ...], number: int) -> Iterator[Piece]:
    where = f"{path}, {'.'.join(keys) or 'liste'} nr. {number}"
    if isinstance(item, list) and _is_line(item):
        # A table without columns; numbers stand for the names of those.
        yield Row({str(place): _plain(value) for place, value in enumerate(item, 1) if value is not None}, where, keys)
        return
    if not isinstance(item, dict):
        yield from pieces_of(where, item, ())
        return
    flat = {str(key): _plain(value) for key, value in item.items() if isinstance(value, str | int | float)}
    yield Row(flat, where, keys)
    for key, value in item.items():
        if isinstance(value, dict | list):
            yield from pieces_of(where, value, (*keys, str(key)))


def _is_line(found: list[Any]) -> bool:
    """Tell whether a list is a line of a table: texts and numbers side by side."""
    plain = all(value is None or isinstance(value, str | int | float) for value in found)
    return plain and any(isinstance(value, str) for value in found) and len(found) > 1


def _plain(value: str | float) -> str | float:
    return str(value).lower() if isinstance(value, bool) else value
