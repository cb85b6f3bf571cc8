"""Make an executed notebook fit to be published: with a title, and without the traces of its run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.website.project import FRONT, Tree, cell_text, many, read_notebook, split_front_matter, tree

LEFT_OUT = frozenset({"parameters", "injected-parameters", "remove-cell"})
"""Cells with these tags serve the run, not the reader."""


def published(source: Path, title: str) -> bytes:
    """Return a page as it is published: with a title, and a notebook without the traces of its run."""
    if source.suffix != ".ipynb":
        text = source.read_text(encoding="utf-8")
        meta, front, body = split_front_matter(text)
        return text.encode("utf-8") if "title" in meta else _with_title(front, title, body).encode("utf-8")
    notebook = read_notebook(source)
    cells = [_clean(tree(cell)) for cell in many(notebook.get("cells")) if not LEFT_OUT & _tags(tree(cell))]
    metadata = {key: value for key, value in tree(notebook.get("metadata")).items() if key != "papermill"}
    shown = {**notebook, "metadata": metadata, "cells": _titled(cells, title)}
    return (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _tags(cell: Tree) -> set[str]:
    return {str(tag) for tag in many(tree(cell.get("metadata")).get("tags"))}


def _clean(cell: Tree) -> dict[str, Any]:
    """Return a cell without the times and notes of its run, which Quarto would print into the page."""
    cleaned = {**cell, "metadata": {}}
    if cell.get("cell_type") == "code":
        cleaned["outputs"] = [
            {**tree(output), "metadata": {}} if "metadata" in tree(output) else output
            for output in many(cell.get("outputs"))
        ]
    return cleaned


def _titled(cells: list[dict[str, Any]], title: str) -> list[dict[str, Any]]:
    first = cell_text(cells[0]) if cells else ""
    if cells and cells[0].get("cell_type") in {"raw", "markdown"} and FRONT.match(first):
        meta, front, rest = split_front_matter(first)
        if "title" in meta:
            return cells
        return [{**cells[0], "source": _with_title(front, title, rest)}, *cells[1:]]
    head = {"cell_type": "raw", "id": "sidehoved", "metadata": {}, "source": _with_title("", title, "")}
    return [head, *cells]


def _with_title(front: str, title: str, body: str) -> str:
    line = f"title: {json.dumps(title, ensure_ascii=False)}"
    return "\n".join(["---", *([front] if front else []), line, "---", *([body] if body else [])])
