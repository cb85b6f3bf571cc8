"""The version of all code that pages can depend on: one hash, for whoever asks about more than one notebook."""

from __future__ import annotations

from pathlib import Path

from helpers.paths import checksum

AFTER_THE_NOTEBOOKS = {"audit", "sealing", "website"}
"""Stages that no notebook's result depends on."""
BEFORE_THE_STAGES = {"__init__.py", "errors.py", "paths.py", "reads.py"}
"""Modules outside the stages that a notebook's result can depend on; the others come after the notebooks."""
ASSETS = {"output"}
"""Stages whose templates, styles and fonts a notebook's outputs depend on."""


def code_version(package: Path) -> str:
    """Return a hash of the source that a notebook's result can depend on, independent of line ends."""
    files = sorted(
        path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.is_file() and _counts(path.relative_to(package).parts)
    )
    return checksum("\n".join(f"{name} {_source_hash(package / name)}" for name in files).encode())


def _source_hash(path: Path) -> str:
    return checksum(path.read_bytes().replace(b"\r\n", b"\n"))


def _counts(parts: tuple[str, ...]) -> bool:
    if parts[0] in AFTER_THE_NOTEBOOKS or "__pycache__" in parts:
        return False
    if len(parts) == 1:
        return parts[0] in BEFORE_THE_STAGES
    return parts[-1].endswith(".py") or parts[0] in ASSETS
