"""Executed notebooks: source, outputs of every kind, their metadata, attachments and parameters."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.audit.reading.sentences import loose
from helpers.audit.statements import Piece

_BINARY = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")


def is_notebook(found: Any) -> bool:
    """Tell whether JSON is a notebook."""
    return isinstance(found, dict) and "nbformat" in found and isinstance(found.get("cells"), list)


def read_notebook(path: str, data: bytes) -> Iterator[Piece]:
    """Yield everything that a notebook carries, also what Jupyter doesn't show.

    Raises
    ------
    ValueError
        If it isn't a notebook, or an output is of a kind that nobody can attest.
    """
    found = json.loads(data.decode("utf-8-sig"))
    if not is_notebook(found):
        raise ValueError(f"{path}: not a notebook")
    yield from pieces_of_notebook(path, found)


def pieces_of_notebook(path: str, notebook: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield what a notebook that is read already tells."""
    yield from _data(f"{path}, metadata", notebook.get("metadata", {}))
    for number, cell in enumerate(notebook["cells"], 1):
        yield from _cell(f"{path}, celle {number}", cell)


def _cell(where: str, cell: Mapping[str, Any]) -> Iterator[Piece]:
    yield from loose(_joined(cell.get("source", "")), f"{where}, kildetekst")
    yield from _data(f"{where}, metadata", cell.get("metadata", {}))
    for name, kinds in cell.get("attachments", {}).items():
        for kind, content in kinds.items():
            yield from _content(f"{where}, bilag »{name}«", kind, content)
    for number, output in enumerate(cell.get("outputs", []), 1):
        yield from _output(f"{where}, resultat {number}", output)


def _output(where: str, output: Mapping[str, Any]) -> Iterator[Piece]:
    yield from _data(f"{where}, metadata", output.get("metadata", {}))
    for kind, content in output.get("data", {}).items():
        yield from _content(where, kind, content)
    for key in ("text", "evalue", "traceback"):
        yield from loose(_joined(output.get(key, "")), f"{where}, {key}")


def _content(where: str, kind: str, content: Any) -> Iterator[Piece]:
    from helpers.audit.reading.embedded import pieces_of_kind

    if kind.endswith("json"):
        yield from _data(f"{where}, {kind}", content)
    elif kind in _BINARY:
        try:
            packed = base64.b64decode(_joined(content))
        except binascii.Error as error:
            raise ValueError(f"{where}: not base64") from error
        yield from pieces_of_kind(f"{where}, {kind}", kind, packed)
    elif kind in {"text/markdown", "text/latex"}:
        yield from pieces_of_kind(f"{where}, {kind}", "text/html", _joined(content).encode("utf-8"))
    else:
        yield from pieces_of_kind(f"{where}, {kind}", kind, _joined(content).encode("utf-8"))


def _data(where: str, found: Any) -> Iterator[Piece]:
    from helpers.audit.reading.shapes import pieces_of_data

    yield from pieces_of_data(where, found)


def _joined(source: Any) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
