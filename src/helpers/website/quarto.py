"""Call Quarto, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from helpers.errors import Fault, SiteError


def find_quarto() -> str | None:
    """Return where the `quarto` program lies, or None."""
    return shutil.which("quarto")


@cache
def quarto_version() -> str:
    """Return Quarto's version, for example `1.5.57`; empty where Quarto is missing."""
    program = find_quarto()
    if program is None:
        return ""
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, encoding="utf-8")
    return shown.stdout.strip()


def render_with_quarto(source: Path, output: Path) -> None:
    """Render the project `source` with Quarto into the empty folder `output`.

    Quarto writes beside its sources, so it works on a copy.

    Raises
    ------
    SiteError
        If Quarto fails; the message holds the end of what it said.
    """
    program = find_quarto() or "quarto"
    with tempfile.TemporaryDirectory(prefix="maalbar-quarto-") as folder:
        copy = Path(folder) / "site"
        shutil.copytree(source, copy)
        # The project's post-render step calls `python`: it must be the Python that Målbar runs in.
        own = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            [program, "render", str(copy), "--output-dir", "_site"],
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PATH": own, "QUARTO_PYTHON": sys.executable},
        )
        if done.returncode != 0 or not (copy / "_site").is_dir():
            raise SiteError(
                Fault(
                    place=str(source),
                    value=f"Quarto stoppede: {' '.join((done.stderr or done.stdout).split())[-400:]}",
                    rule="Quarto skal kunne gengive alle sider.",
                    remedy="Ret stedet, som Quarto nævner, eller brug --engine pandoc.",
                )
            )
        shutil.copytree(copy / "_site", output, dirs_exist_ok=True)
