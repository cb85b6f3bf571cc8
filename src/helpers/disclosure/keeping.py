"""Stored protection decisions, and what they were decided from: unchanged, they need not be decided again."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from helpers.disclosure.policy import Policy
from helpers.observations.store import observations_file
from helpers.observations.table import Audience
from helpers.paths import Project, checksum, file_checksum, write_atomically
from helpers.plan.model import Plan, Registry

_CODE = ("ledger", "plan", "observations", "intake", "measurement", "disclosure")
"""Packages whose code decides what is hidden."""
_LIBRARIES = ("duckdb", "numpy", "pydantic", "scipy")
"""Libraries whose version can change what is hidden."""


def decided_from(
    project: Project,
    plans: Sequence[Plan],
    registry: Registry,
    policies: Mapping[str, Policy],
    published: Sequence[str],
    audience: Audience,
) -> str | None:
    """Return the hash of all that the decisions for some evaluations depend on; None if one is not imported.

    Parameters
    ----------
    project
        Where the observations lie.
    plans
        The evaluations that are decided together.
    registry
        Areas and indicators.
    policies
        The rules of each evaluation.
    published
        What earlier publications showed, oldest first.
    audience
        Whose pages.
    """
    try:
        observations = [file_checksum(observations_file(project, plan.id)) for plan in plans]
    except OSError:
        return None
    models = [*(plan.model_dump_json() for plan in plans), registry.model_dump_json()]
    rules = [policies[plan.id].model_dump_json() for plan in plans]
    before = [checksum(text.encode()) for text in published]
    return checksum("\0".join((_code(), audience, *observations, *models, *rules, *before)).encode())


@dataclass(frozen=True)
class KeptDecision:
    """A file of decisions, and beside it what they were decided from.

    Parameters
    ----------
    path
        Where the decisions lie.
    origin
        What they are to be decided from; None: nobody can know.
    """

    path: Path
    origin: str | None

    def text(self) -> str | None:
        """Return the decisions as stored, or None if they were decided from something else, or changed since."""
        try:
            data, promised = self.path.read_bytes(), self._record.read_text(encoding="ascii")
        except (OSError, ValueError):
            return None
        return data.decode("utf-8") if self.origin is not None and promised == self._promise(data) else None

    def write(self, text: str) -> None:
        """Store decisions; a run that is killed between the two files leaves decisions that are made again."""
        write_atomically(self.path, text)
        if self.origin is not None:
            write_atomically(self._record, self._promise(text.encode("utf-8")))

    @property
    def _record(self) -> Path:
        return self.path.with_suffix(".sha256")

    def _promise(self, data: bytes) -> str:
        return f"{self.origin} {checksum(data)}\n"


@cache
def _code() -> str:
    package = Path(__file__).resolve().parent.parent
    files = [package / name for name in ("errors.py", "paths.py")]
    files += [path for stage in _CODE for path in (package / stage).rglob("*.py")]
    parts = [f"{path.relative_to(package).as_posix()}={checksum(path.read_bytes())}" for path in sorted(files)]
    return " ".join([str(sys.version_info[:3]), *(f"{name}={version(name)}" for name in _LIBRARIES), *parts])
