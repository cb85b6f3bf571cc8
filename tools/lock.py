"""Write the lock files anew: versions and hashes for every supported Python and system, no addresses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = (
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--python-version",
    "3.11",
)


def compile_lock(target: str, *arguments: str) -> None:
    """Resolve `pyproject.toml` with some dependency groups into one lock file."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "pyproject.toml"]
    subprocess.run([*command, *COMMON, *arguments, "-o", target], cwd=ROOT, check=True)


if __name__ == "__main__":
    compile_lock("requirements.lock", "--group", "build")
    compile_lock("requirements-dev.lock", "--group", "build", "--group", "dev", "-c", "requirements.lock")
    compile_lock("requirements-cluster.lock", "--group", "build", "--extra", "cluster", "-c", "requirements.lock")
