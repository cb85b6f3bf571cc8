"""Make the project's own Python environment in `.venv`; standard library only, so that it runs on a bare machine.

Usage: `python3 tools/environment.py` (what the site needs), or with the word `dev` (the tests too).
Versions and hashes come from `requirements.lock` or `requirements-dev.lock`; `uv` is used if it is on the PATH.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"site": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST, NEWEST = (3, 11), (3, 13)


def interpreter() -> Path:
    """Return the environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted(kind: str) -> str:
    """Return what a finished environment of this kind is stamped with."""
    inputs = [
        (ROOT / LOCKS[kind]).read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(inputs)).hexdigest()


def is_ready(kind: str) -> bool:
    """Tell whether the environment holds all that `kind` needs; a dev environment serves the site too."""
    return interpreter().exists() and any(
        (VENV / f".ready-{have}").is_file() and (VENV / f".ready-{have}").read_text() == wanted(have)
        for have in {kind, "dev"}
    )


def run(*command: str | Path) -> None:
    """Run a command; its own message is enough if it fails."""
    result = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if result.returncode:
        sys.exit(
            f"Miljøet kunne ikke laves: {command[0]} stoppede med {result.returncode}. "
            "Ret årsagen ovenfor, og prøv igen."
        )


def install(kind: str) -> None:
    """Install the locked packages and Målbar itself."""
    lock = ROOT / LOCKS[kind]
    uv = shutil.which("uv")
    if uv:
        pip: list[str | Path] = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", interpreter()]
    else:
        pip = [
            interpreter(),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--progress-bar",
            "off",
        ]
    run(*pip, "--require-hashes", "-r", lock)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ".")


def main() -> None:
    """Make the environment unless it is there already."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "site"
    if kind not in LOCKS:
        sys.exit(f"Ukendt miljø: {kind}. Skriv et af: {', '.join(LOCKS)}.")
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(
            f"Målbar kører på Python 3.11-3.13; denne er {sys.version.split()[0]}. "
            "Kald for eksempel: make PYTHON=python3.12"
        )
    if is_ready(kind):
        return
    print(f"Laver Python-miljøet i {VENV.name} (første gang nogle minutter) ...", flush=True)
    for stamp in VENV.glob(".ready-*"):
        stamp.unlink()
    if not interpreter().exists():
        venv.EnvBuilder(with_pip=shutil.which("uv") is None).create(VENV)
    install(kind)
    (VENV / f".ready-{kind}").write_text(wanted(kind))


if __name__ == "__main__":
    main()
