"""What an import did: files read, rows, warnings, checksums. Written as `import.json` beside the observations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

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


Use = Literal["good", "together", "at_fault", "refused", "waiting", "ignored"]


@dataclass(frozen=True)
class Verdict:
    """What was found about one raw file, or about a source that has none."""

    place: str
    """As a fault names it, below the project; for a source without a file its pattern."""
    use: Use
    """`good`; `together`: good, but read together with one at fault; `at_fault`; `refused` for personal data;
    `waiting`: not read, because another file was refused; `ignored`: no source names it."""
    source: str
    title: str
    owner: str
    """Empty for a file that no source names; so are source and title."""
    origin: str
    sensitivity: str
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    rows: int | None = None
    """Data rows; None if the file was not read."""
    observations: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the verdict as plain data for `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class LeftOut:
    """A raw file that a partial import did without, or a source without the file that it should have."""

    source: str
    """Id in `sources.yml`; empty for a file that no source names any more."""
    title: str
    owner: str
    origin: str
    sensitivity: str
    file: str
    """Path or pattern below `data/raw/`."""
    faults: int
    """0 for a good file that is read together with one at fault."""


@dataclass(frozen=True)
class AcceptedChange:
    """A change of a raw file after it was received, which somebody vouched for. Holds no value of the file."""

    source: str
    sensitivity: str
    """`internal` if no source names the file any more."""
    origin: str
    file: str
    """Path below `data/raw/`."""
    what: str
    """`changed` or `removed`."""
    before: str
    """Checksum."""
    after: str | None
    note: str
    differing: int
    """How many numbers and texts are others; 0 for a removed file, or where the old content is not known."""


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
    left_out: tuple[LeftOut, ...] = ()
    """Files at fault that `--partial` did without; the table lacks what they say."""
    accepted: tuple[AcceptedChange, ...] = ()
    """Changes of raw files that somebody vouched for, oldest first."""
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
            content["left_out"] = tuple(LeftOut(**item) for item in content["left_out"])
            content["accepted"] = tuple(AcceptedChange(**item) for item in content["accepted"])
            return cls(**content)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not an import report") from error

    def reused(self) -> ImportReport:
        """Return the report marked as up to date."""
        return replace(self, up_to_date=True)


def count_origins(observations: Iterable[Observation]) -> tuple[tuple[str, int], ...]:
    """Return how many observations each origin has, by name of origin."""
    return tuple(sorted(Counter(found.origin.value for found in observations).items()))
