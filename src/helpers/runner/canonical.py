"""The canonical form of an executed notebook: two runs of a job give the same bytes.

Left out is what tells when, where and by which process a notebook was run: times, execution counts, papermill's
metadata, the kernel's version, memory addresses and folders. Of an output, the forms that a page can show are kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from helpers.runner.source import INJECTED_TAG, Tree, joined

RICH = ("text/markdown", "image/svg+xml", "image/png")
"""Forms of an output that a page shows; plain text is kept where none of them exists."""
TRANSIENT_CELL_METADATA = {"papermill", "execution", "ExecuteTime", "collapsed", "scrolled", "trusted"}
INJECTED_ID = "injected-parameters"

_KERNEL_FILE = re.compile(r"(?:[A-Za-z]:)?[^\s\"'<>|:]*ipykernel_\d+[\\/]+\d+\.py")
"""The file name that ipykernel gives a cell in warnings and tracebacks: process id and a hash."""
_ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]+")
_SVG_DATE = re.compile(r"\s*<dc:date>[^<]*</dc:date>")


def canonical_bytes(executed: Tree, places: Mapping[str, str] | None = None) -> bytes:
    """Return an executed notebook as bytes that depend on its job only.

    Parameters
    ----------
    executed
        The notebook as plain data, in format 4.5.
    places
        Folders that an output may name, and what is written instead; the longest is replaced first.
    """
    swaps = sorted((places or {}).items(), key=lambda item: -len(item[0]))
    notebook = {
        "cells": [_cell(cell, swaps) for cell in cast("list[Tree]", executed["cells"])],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _cell(cell: Tree, swaps: Sequence[tuple[str, str]]) -> Tree:
    metadata = {key: value for key, value in cell["metadata"].items() if key not in TRANSIENT_CELL_METADATA}
    tags = cast("list[str]", metadata.get("tags") or [])
    if not tags:
        metadata.pop("tags", None)
    kept: Tree = {
        "cell_type": cell["cell_type"],
        "id": INJECTED_ID if INJECTED_TAG in tags else cell["id"],
        "metadata": metadata,
        "source": joined(cell["source"]).splitlines(keepends=True),
    }
    if cell["cell_type"] == "code":
        kept |= {"execution_count": None, "outputs": _outputs(cast("list[Tree]", cell["outputs"]), swaps)}
    elif "attachments" in cell:
        kept["attachments"] = cell["attachments"]
    return kept


def _outputs(outputs: Iterable[Tree], swaps: Sequence[tuple[str, str]]) -> list[Tree]:
    kept: list[Tree] = []
    streams: dict[str, str] = {}
    for output in outputs:
        if output["output_type"] == "stream":
            name = str(output["name"])
            streams[name] = streams.get(name, "") + joined(output["text"])
        elif shown := _display(output, swaps):
            kept += _streams(streams, swaps) + shown
            streams = {}
    return kept + _streams(streams, swaps)


def _streams(streams: Mapping[str, str], swaps: Sequence[tuple[str, str]]) -> list[Tree]:
    """Return what was printed between two displays: how it was cut into pieces is a matter of time."""
    return [
        {"name": name, "output_type": "stream", "text": _text(streams[name], swaps).splitlines(keepends=True)}
        for name in ("stdout", "stderr")
        if streams.get(name)
    ]


def _display(output: Tree, swaps: Sequence[tuple[str, str]]) -> list[Tree]:
    data = cast("Tree", output.get("data") or {})
    kinds = [kind for kind in RICH if kind in data] or [kind for kind in ("text/plain",) if kind in data]
    if not kinds:
        return []
    metadata = cast("Tree", output.get("metadata") or {})
    return [
        {
            "data": {kind: _form(kind, joined(data[kind]), swaps) for kind in kinds},
            "metadata": {kind: metadata[kind] for kind in kinds if kind in metadata},
            "output_type": "display_data",
        }
    ]


def _form(kind: str, content: str, swaps: Sequence[tuple[str, str]]) -> str | list[str]:
    if kind == "image/png":
        return content
    if kind == "image/svg+xml":
        content = _SVG_DATE.sub("", content)
    return _text(content, swaps).splitlines(keepends=True)


def _text(text: str, swaps: Sequence[tuple[str, str]]) -> str:
    # Looking for the pattern itself through a page's drawings takes longer than all else here.
    if "ipykernel_" in text:
        text = _KERNEL_FILE.sub("<celle>", text)
    for folder, instead in swaps:
        text = text.replace(folder, instead)
    return _ADDRESS.sub("0x0", text) if " at 0x" in text else text
