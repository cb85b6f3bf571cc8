"""Small notebooks and projects for the runner's tests, and what the tests know about processes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from helpers.runner.jobs import Job, ParameterValue

PARAMETERS = 'from typing import Literal\n\narea: str\nround: Literal["baseline", "midway", "end"] = "end"\n'


def small_project(root: Path) -> Path:
    """Make the folders that tell a Målbar project, and return its root."""
    for folder in ("analyses", "notebooks"):
        (root / folder).mkdir(parents=True)
    (root / "_quarto.yml").write_text("project:\n  type: website\n", encoding="utf-8")
    return root


def write_notebook(path: Path, *cells: str, parameters: str | None = PARAMETERS) -> Path:
    """Write a notebook: a heading, the parameters cell, then the cells; a text that begins with # is markdown."""
    texts = [("markdown", "# Prøve", []), ("code", parameters, ["parameters"])]
    texts += [("markdown" if text.startswith("#") else "code", text, []) for text in cells]
    document = {
        "cells": [
            {
                "cell_type": kind,
                "id": f"celle-{number}",
                "metadata": {"tags": tags} if tags else {},
                "source": text,
                **({"execution_count": None, "outputs": []} if kind == "code" else {}),
            }
            for number, (kind, text, tags) in enumerate(texts)
            if text is not None
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def a_job(
    notebook: Path,
    id_: str = "plan/omraader/motalavej/slut",
    parameters: Mapping[str, ParameterValue] | None = None,
    label: str = "Motalavej, slut",
) -> Job:
    """Return a job of a notebook made by `write_notebook`."""
    return Job(id_, notebook, {"area": "motalavej"} if parameters is None else parameters, label)


class Heard:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []
        self.ended: list[tuple[str, bool]] = []
        self.closed = 0
        self.said: list[str] = []

    def begin(self, total: int, reused: int) -> None:
        self.begun.append((total, reused))

    def finished(self, label: str, seconds: float, *, failed: bool) -> None:
        self.ended.append((label, failed))

    def say(self, line: str) -> None:
        self.said.append(line)

    def end(self) -> None:
        self.closed += 1


def alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and is only not yet collected does not."""
    if sys.platform == "win32":
        listed = subprocess.run(["tasklist", "/FI", f"PID eq {pid}"], capture_output=True, text=True, check=True)
        return str(pid) in listed.stdout
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listed.stdout.strip()[:1] not in ("", "Z")


def gone_within(seconds: float, pid: int) -> bool:
    """Return whether a process ends before `seconds` have passed."""
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)
