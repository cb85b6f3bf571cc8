"""What an import did: files read, rows, warnings, checksums. Written as `import.json` beside the observations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from helpers.errors import Fault
from helpers.observations.table import Observation


@dataclass(frozen=True)
class FileRead:
    """One raw file."""

    source: str
    title: str
    owner: str
    origin: str
    sensitivity: str
    file: str
    """Path below `data/raw/`."""
    checksum: str
    sheet: str | None
    rows: int
    """Data rows read."""
    observations: int
    """Observations that came from it, before some gave way to a more believable origin."""


@dataclass(frozen=True)
class ImportReport:
    """The outcome of one import."""

    evaluation: str
    fingerprint: str
    """Of everything that the import depends on: raw files, declaration, plan, registries and the importing code."""
    files: tuple[FileRead, ...]
    observations: int
    """How many the table holds."""
    origins: tuple[tuple[str, int], ...]
    """Origin → number of observations in the table."""
    superseded: int
    """How many gave way to a more believable origin."""
    missing_sources: tuple[str, ...]
    """Optional sources without a file."""
    warnings: tuple[Fault, ...]
    """What the evaluator should look at; none of it stopped the import."""
    up_to_date: bool = False
    """True if nothing had changed since the last import and nothing was read. Not written to the file."""

    def to_json(self) -> str:
        """Return the report as `import.json` holds it."""
        content = asdict(self)
        del content["up_to_date"]
        content["origins"] = dict(self.origins)
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ImportReport:
        """Read a report that `to_json` wrote.

        Raises
        ------
        ValueError
            If the text is something else.
        """
        try:
            content: dict[str, Any] = json.loads(text)
            content["files"] = tuple(FileRead(**item) for item in content["files"])
            content["warnings"] = tuple(Fault(**item) for item in content["warnings"])
            content["origins"] = tuple(content["origins"].items())
            content["missing_sources"] = tuple(content["missing_sources"])
            return cls(**content)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not an import report") from error

    def reused(self) -> ImportReport:
        """Return the report marked as up to date."""
        return replace(self, up_to_date=True)


def count_origins(observations: Iterable[Observation]) -> tuple[tuple[str, int], ...]:
    """Return how many observations each origin has, by name of origin."""
    return tuple(sorted(Counter(found.origin.value for found in observations).items()))
