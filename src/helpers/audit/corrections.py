"""`rettelser.json`: which figures of earlier releases are another number today, as the site itself tells it.

A corrected figure is not the figure that was told before. The site says of which this holds, and never what the numbers
are; a figure that was shown, is hidden today and does not stand here is a leak.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.audit.columns import day
from helpers.audit.published import publication
from helpers.audit.statements import Figure

FILE = "data/filer/rettelser.json"
_CHECKSUM = 64
"""Letters of a checksum; what is shorter names a release in the public folder."""


def corrections(folder: Path) -> frozenset[tuple[Figure, str]]:
    """Return each count that an earlier release told and that is another number today, with the release's name.

    Raises
    ------
    ValueError
        If the file is no such list.
    """
    path = folder / FILE
    if not path.is_file():
        return frozenset()
    told: Any = json.loads(path.read_text(encoding="utf-8"))
    try:
        return frozenset(
            (_figure(row), publication(name) if len(name) == _CHECKSUM else str(name))
            for row in told["rettelser"]
            for name in row["udgivelser"]
        )
    except (KeyError, TypeError, AttributeError):
        raise ValueError(FILE) from None


def _figure(row: dict[str, Any]) -> Figure:
    first, last = day(row.get("periode_start")), day(row.get("periode_slut"))
    return Figure(str(row["område_id"]), str(row["indikator_id"]), first, last, str(row.get("opdeling") or ""))
