"""A real LibreOffice for tests, without a window and with a profile of its own.

Where it isn't found, tests that need it are skipped here and nowhere else; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

NAMES = ("soffice", "libreoffice", "localc")


def soffice() -> str:
    """Return the path of LibreOffice; without one, fail in CI and skip elsewhere."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = f"no LibreOffice on the PATH (looked for {', '.join(NAMES)})"
        # A person's own machine may have no LibreOffice; CI always has it, so that nothing goes untested.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return str(found)


def convert(paths: Sequence[Path], suffix: str, folder: Path) -> None:
    """Open spreadsheets and save them below `folder` as another type, all in one start of the program."""
    profile = folder.parent / f"profil-{suffix}"
    command = [soffice(), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    done = subprocess.run(
        [*command, "--convert-to", suffix, "--outdir", str(folder), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    missing = [path.name for path in paths if not (folder / path.with_suffix(f".{suffix}").name).is_file()]
    assert missing == [], done.stderr
