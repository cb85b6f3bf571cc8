"""The canonical form is a fixed point, and blind to how a stream was cut into pieces."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from helpers.runner.canonical import canonical_bytes

TEXT = st.text(st.characters(codec="utf-8"))
STREAM = st.builds(
    lambda name, text: {"output_type": "stream", "name": name, "text": text},
    st.sampled_from(["stdout", "stderr"]),
    TEXT,
)
DISPLAY = st.builds(
    lambda data: {"output_type": "display_data", "data": data, "metadata": {}},
    st.dictionaries(st.sampled_from(["text/markdown", "image/svg+xml", "text/html", "text/plain"]), TEXT),
)


def notebook(outputs: list[dict[str, Any]], source: str = "") -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": source, "outputs": outputs, "execution_count": 1}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@given(st.lists(STREAM | DISPLAY), TEXT)
def test_canonical_bytes_are_a_fixed_point(outputs: list[dict[str, Any]], source: str) -> None:
    once = canonical_bytes(notebook(outputs, source))
    assert canonical_bytes(json.loads(once)) == once


@given(TEXT, TEXT, st.sampled_from(["stdout", "stderr"]))
def test_how_a_stream_was_cut_does_not_show(first: str, second: str, name: str) -> None:
    whole = {"output_type": "stream", "name": name, "text": first + second}
    pieces = [{"output_type": "stream", "name": name, "text": part} for part in (first, second)]
    assert canonical_bytes(notebook([whole])) == canonical_bytes(notebook(pieces))
