"""What stays of an executed notebook and what goes."""

from __future__ import annotations

import json
from typing import Any

import nbformat

from helpers.runner.canonical import canonical_bytes


def executed(*outputs: dict[str, Any], **cell: Any) -> dict[str, Any]:
    code = {
        "cell_type": "code",
        "id": "a",
        "metadata": {
            "tags": ["keep"],
            "papermill": {"duration": 1.5, "start_time": "2026-11-21T22:00:00"},
            "execution": {"iopub.status.busy": "2026"},
        },
        "source": "1\n2",
        "execution_count": 4,
        "outputs": list(outputs),
    }
    return {
        "cells": [code | cell],
        "metadata": {
            "papermill": {"input_path": "/hjem/a.ipynb"},
            "language_info": {"name": "python", "version": "3.11.7"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def outputs_of(*outputs: dict[str, Any], places: dict[str, str] | None = None) -> list[dict[str, Any]]:
    return json.loads(canonical_bytes(executed(*outputs), places))["cells"][0]["outputs"]


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def display(**forms: str) -> dict[str, Any]:
    kinds = {
        "md": "text/markdown",
        "svg": "image/svg+xml",
        "png": "image/png",
        "html": "text/html",
        "text": "text/plain",
    }
    data = {kinds[key]: value for key, value in forms.items()}
    return {"output_type": "display_data", "data": data, "metadata": {kind: {"width": 1} for kind in data}}


def test_a_cell_keeps_its_text_tags_and_id_only() -> None:
    assert json.loads(canonical_bytes(executed())) == {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": "a",
                "metadata": {"tags": ["keep"]},
                "outputs": [],
                "source": ["1\n", "2"],
            }
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def test_the_result_is_a_valid_notebook() -> None:
    given = executed(stream("a"), display(md="**a**", text="a"))
    nbformat.validate(nbformat.reads(canonical_bytes(given).decode(), as_version=4))


def test_papermills_cell_has_a_fixed_id() -> None:
    one, two = (executed(id=random, metadata={"tags": ["injected-parameters"]}) for random in ("3f9a", "77b0"))
    assert canonical_bytes(one) == canonical_bytes(two)


def test_the_richest_forms_are_kept_with_their_metadata_and_plain_text_without_them() -> None:
    kept = outputs_of(
        display(md="# a", html="<h1>a</h1>", text="a"),
        display(svg="<svg/>", png="iVBO", text="<Figure>"),
        display(html="<table/>", text="  a\n0 1"),
        display(html="<b/>"),
    )
    assert [output["data"] for output in kept] == [
        {"text/markdown": ["# a"]},
        {"image/svg+xml": ["<svg/>"], "image/png": "iVBO"},
        {"text/plain": ["  a\n", "0 1"]},
    ]
    assert kept[0]["metadata"] == {"text/markdown": {"width": 1}}


def test_a_cells_value_and_a_display_look_the_same() -> None:
    value = {"output_type": "execute_result", "execution_count": 9, "data": {"text/plain": "1"}, "metadata": {}}
    assert outputs_of(value) == [{"output_type": "display_data", "data": {"text/plain": ["1"]}, "metadata": {}}]


def test_what_was_printed_is_joined_between_displays() -> None:
    kept = outputs_of(stream("a"), stream("x", "stderr"), stream("b\n"), display(text="1"), stream("c"))
    assert [(output.get("name"), output.get("text")) for output in kept] == [
        ("stdout", ["ab\n"]),
        ("stderr", ["x"]),
        (None, None),
        ("stdout", ["c"]),
    ]


def test_processes_addresses_folders_and_dates_go() -> None:
    text = "/tmp/ipykernel_123/456.py:3: UserWarning: <object at 0x7f12ab> i /p/build/.work/x/run/data og /p/analyses"
    windows = r"C:\Users\a\ipykernel_9\1.py:1: W"
    (kept,) = outputs_of(stream(f"{text}\n{windows}\n"), places={"/p": "<projekt>", "/p/build/.work/x/run": "."})
    assert kept["text"] == [
        "<celle>:3: UserWarning: <object at 0x0> i ./data og <projekt>/analyses\n",
        "<celle>:1: W\n",
    ]
    svg = "<cc:Work>\n    <dc:date>2026-11-21T22:00:00</dc:date>\n    <dc:format>x</dc:format></cc:Work>"
    (figure,) = outputs_of(display(svg=svg))
    assert "".join(figure["data"]["image/svg+xml"]) == "<cc:Work>\n    <dc:format>x</dc:format></cc:Work>"


def test_attachments_of_a_text_cell_stay() -> None:
    cell = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "![](attachment:a.png)"}
    given = executed() | {"cells": [cell | {"attachments": {"a.png": {"image/png": "iVBO"}}}]}
    assert json.loads(canonical_bytes(given))["cells"][0]["attachments"] == {"a.png": {"image/png": "iVBO"}}
