"""Which code reads the raw files: what was read by other code is read again."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from helpers.paths import checksum

_CODE = ("intake", "observations", "plan", "templates")
"""Packages whose code decides what an import gives."""
_SEARCH = "disclosure/free_text*.py"
"""What decides which remarks an import refuses."""


@cache
def code_stamp() -> str:
    """Return the hash of the code that decides what an import gives; it does not depend on where the package lies."""
    package = Path(__file__).resolve().parent.parent
    read = (path for stage in _CODE for path in (package / stage).rglob("*.py"))
    paths = sorted((*read, *package.glob(_SEARCH)))
    lines = (f"{path.relative_to(package).as_posix()}\0{checksum(path.read_bytes())}" for path in paths)
    return checksum("\n".join(lines).encode())
