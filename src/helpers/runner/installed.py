"""Which packages are installed otherwise than the lock file says, told in milliseconds by the names of folders."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from helpers.paths import checksum

_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_SUFFIX = ".dist-info"
_OURSELVES = "maalbar"
"""Its code counts by itself."""


def packages_state(lock: Path) -> str:
    """Return a hash of the versions that notebooks run with; `ingen` if there is no lock file and no package.

    It is that of the lock file where everything is installed as it says. What is installed in another version counts
    too, and without a lock file all that is installed does. A package that isn't installed here makes no difference:
    a notebook that needs it would fail.
    """
    text = lock.read_bytes() if lock.is_file() else b""
    pinned: dict[str, set[str]] = {}
    for name, version in _PINNED.findall(text.decode("utf-8", "replace")):
        pinned.setdefault(_plain(name), set()).add(version)
    other = sorted(f"{name}=={version}" for name, version in _installed() if _differs(name, version, pinned))
    if not text and not other:
        return "ingen"
    return checksum(b"\n".join([text, *(found.encode() for found in other)]) if other else text)


def _differs(name: str, version: str, pinned: dict[str, set[str]]) -> bool:
    return name != _OURSELVES and (not pinned or version not in pinned.get(name, {version}))


def _installed() -> Iterator[tuple[str, str]]:
    """Yield each package with its version; of two in different folders the first counts, as it does for Python."""
    seen: set[str] = set()
    for folder in sys.path:
        for found in sorted(Path(folder or ".").glob(f"*{_SUFFIX}")):
            name, _, version = found.name.removesuffix(_SUFFIX).partition("-")
            if _plain(name) not in seen:
                seen.add(_plain(name))
                yield _plain(name), version


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
