"""The attack on what is about to become public, with the figures that it will be remembered by."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from helpers.paths import Project, checksum

if TYPE_CHECKING:
    from helpers.audit.reporting import Report


def attacked(project: Project, folder: Path, figures: str) -> Report:
    """Return the report of a folder that nothing could be worked out from.

    Parameters
    ----------
    project
        Whose earlier publications an outsider knows too.
    folder
        What will be public.
    figures
        Its figures, which will lie among those of earlier publications once it is sealed or published. The next
        attack reads them; if this one didn't, the first publication would pass a weaker test than the next.

    Raises
    ------
    AuditError
        With everything that gives a hidden figure away.
    """
    from helpers.audit.auditing import audit, must_pass

    with TemporaryDirectory(prefix="maalbar-") as made:
        known = Path(made)
        for path in sorted((project.releases / "figures").glob("*.json")):
            shutil.copyfile(path, known / path.name)
        (known / f"{checksum(figures.encode())}.json").write_bytes(figures.encode())
        return must_pass(audit(folder, known))
