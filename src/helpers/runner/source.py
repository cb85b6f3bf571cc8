"""A notebook as it stands in git, read with the standard library only: its cells, their tags and ids."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from helpers.errors import Fault, NotebookError

Tree = dict[str, Any]

PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"
"""Papermill's tag on the cell that it adds after the `parameters` cell."""


@dataclass(frozen=True)
class Cell:
    """One cell.

    Parameters
    ----------
    kind
        `code`, `markdown` or `raw`.
    text
        What is written in it.
    tags
        Its tags, in order.
    id
        Its id, or None if the notebook is older than format 4.5.
    metadata
        All that is said about it, tags too.
    attachments
        Pictures that lie in it.
    """

    kind: str
    text: str
    tags: tuple[str, ...]
    id: str | None
    metadata: Tree = field(default_factory=dict[str, Any])
    attachments: Tree = field(default_factory=dict[str, Any])


def read_tree(notebook: Path) -> Tree:
    """Return a notebook as plain data.

    Raises
    ------
    NotebookError
        If it is missing, or isn't a notebook of format 4.
    """
    try:
        loaded: object = json.loads(notebook.read_text(encoding="utf-8"))
    except OSError:
        raise _fault(notebook, "notebooken findes ikke", "Læg notebooken i mappen, eller ret kørslen.") from None
    except ValueError:
        raise _fault(notebook, "filen er ikke en notebook", "Gem den igen fra JupyterLab.") from None
    tree = cast("Tree", loaded) if isinstance(loaded, dict) else {}
    if tree.get("nbformat") != 4 or not isinstance(tree.get("cells"), list):
        raise _fault(notebook, "filen er ikke en notebook af format 4", "Gem den igen fra JupyterLab.")
    return tree


def cells_of(tree: Tree) -> tuple[Cell, ...]:
    """Return the cells of a notebook in order."""
    return tuple(_cell(found) for found in cast("list[Tree]", tree["cells"]))


def _cell(found: Tree) -> Cell:
    metadata = cast("Tree", found.get("metadata") or {})
    return Cell(
        kind=str(found.get("cell_type")),
        text=joined(found.get("source")),
        tags=tuple(str(tag) for tag in cast("list[object]", metadata.get("tags") or [])),
        id=cast("str | None", found.get("id")),
        metadata=metadata,
        attachments=cast("Tree", found.get("attachments") or {}),
    )


def joined(text: object) -> str:
    """Return a multi-line text of the notebook format (one string or a list of lines) as one string."""
    if isinstance(text, list):
        return "".join(str(line) for line in cast("list[object]", text))
    return "" if text is None else str(text)


def with_ids(tree: Tree) -> Tree:
    """Return the notebook with an id of its own on each cell, so that no library gives it a random one.

    A cell without one (format older than 4.5), or with the id of an earlier cell, is called `celle-<number>`.
    """
    seen: set[object] = set()
    cells: list[Tree] = []
    for number, found in enumerate(cast("list[Tree]", tree["cells"]), start=1):
        own = found.get("id")
        cells.append({**found, "id": own if own and own not in seen else f"celle-{number}"})
        seen.add(own)
    return {**tree, "nbformat_minor": max(5, int(tree.get("nbformat_minor", 0))), "cells": cells}


def _fault(notebook: Path, value: str, remedy: str) -> NotebookError:
    place = f"{notebook.parent.name}/{notebook.name}"
    return NotebookError(Fault(place, value, "En kørsel begynder med en notebook af format 4.", remedy))
