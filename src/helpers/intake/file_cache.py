"""What was read from files that have not changed since, so that only changed files are read again.

One entry per batch of files lies in `data/processed/<evaluation>/read/`. It is used only if the bytes of the files, the
source's declaration, the plan, the registries, the reading code and its libraries are those that it was made from.
Kept is only what was clean: no personal data and no fault. Entries may be deleted at any time. One that was cut short,
or changed by hand, does not have the checksum that its first line promises, and is read as none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from importlib.metadata import version
from numbers import Integral, Real
from operator import attrgetter
from pathlib import Path
from typing import Any

from helpers.errors import Fault, SiteError
from helpers.intake.code_stamp import code_stamp
from helpers.intake.declaration import Source
from helpers.intake.findings import Located
from helpers.observations.table import COLUMNS, Observation, Origin, Precision
from helpers.paths import Project, checksum, write_atomically
from helpers.plan.model import Plan, Registry

_READ_WITH = ("openpyxl", "odfpy", "pyarrow", "pandas", "pyreadstat", "phonenumbers", "pydantic", "duckdb")
"""Libraries whose version can change what a file is read as."""
_DATES = tuple(COLUMNS.index(name) for name in ("period_start", "period_end"))
_ORIGIN, _PRECISION = COLUMNS.index("origin"), COLUMNS.index("precision")
_VALUES = attrgetter(*COLUMNS)
_TYPES = {"str": str, "date": date, "float": float, "int": int, "Origin": Origin, "Precision": Precision}
_PLAIN = {field.name: {_TYPES.get(str(field.type).split()[0], str), type(None)} for field in fields(Observation)}
"""What JSON gives back as it was, by column; an Observation's `Audience` is a text."""

FileId = tuple[str, str]
"""Path below `data/raw/`, and checksum."""


@dataclass(frozen=True)
class Kept:
    """What a batch of clean files gave."""

    located: tuple[Located, ...]
    warnings: tuple[Fault, ...]
    sheets: tuple[tuple[str, str | None, int], ...]
    """File, sheet and number of data rows."""


@dataclass(frozen=True)
class FileCache:
    """The kept readings of one evaluation.

    Parameters
    ----------
    folder
        Where the entries lie.
    surroundings
        Hash of all that a reading depends on besides the files and their declaration.
    """

    folder: Path
    surroundings: str

    @classmethod
    def of(cls, project: Project, plan: Plan, registry: Registry) -> FileCache:
        """Return the readings kept for an evaluation as plan, registries and code are now."""
        # The whole plan and the whole registries: what a reader looks up in them can't be seen from outside.
        parts = (code_stamp(), _libraries(), plan.model_dump_json(), registry.model_dump_json())
        return cls(project.processed / plan.id / "read", checksum("\0".join(parts).encode()))

    def get(self, source: Source, files: tuple[FileId, ...]) -> Kept | None:
        """Return what was read from these files, or None if they must be read."""
        header, body = _entry(self._path(files))
        if header is None or header.get("key") != self._key(source, files):
            return None
        return _decoded(body)

    def put(self, source: Source, files: tuple[FileId, ...], kept: Kept) -> None:
        """Keep a reading, unless it can't be written or would come back as something else."""
        body = _encoded(kept)
        if not _is_plain(kept) and _decoded(body) != kept:
            return
        header: dict[str, Any] = {"key": self._key(source, files), "files": [list(file) for file in files]}
        header["sum"] = _sum(header, body)
        # A folder that may not be written costs time, not correctness.
        with suppress(SiteError):
            write_atomically(self._path(files), json.dumps(header, ensure_ascii=False) + "\n" + body + "\n")

    def ever_read(self, file: FileId, received: Collection[FileId] = ()) -> tuple[Located, ...] | None:
        """Return what was once read from a file that may be gone, whatever read it then; None if nobody knows.

        Given all files as they were `received`, also what was read from those that were read in one go with it; of
        several such readings the one that has the most of them.
        """
        found = [
            (files, body)
            for header, body in map(_entry, self._entries())
            if header is not None and list(file) in (files := header.get("files", []))
        ]
        kept = (
            _decoded(max(found, key=lambda one: sum(tuple(each) in received for each in one[0]))[1]) if found else None
        )
        if kept is None:
            return None
        return tuple(one for one in kept.located if received or one.observation.file == file[0])

    def prune(self, wanted: Iterable[FileId]) -> None:
        """Delete the entries of which no file is wanted any more."""
        names = set(wanted)
        for path in self._entries():
            header, _ = _entry(path)
            files = [] if header is None else header.get("files", [])
            if not any(tuple(file) in names for file in files):
                with suppress(OSError):
                    path.unlink()

    def _entries(self) -> Iterator[Path]:
        yield from sorted(self.folder.glob("*.jsonl"))

    def _path(self, files: tuple[FileId, ...]) -> Path:
        return self.folder / f"{checksum(json.dumps(files).encode())[:32]}.jsonl"

    def _key(self, source: Source, files: tuple[FileId, ...]) -> str:
        return checksum("\0".join((self.surroundings, source.model_dump_json(), json.dumps(files))).encode())


@cache
def _libraries() -> str:
    return " ".join([str(sys.version_info[:3]), *(f"{name}={version(name)}" for name in _READ_WITH)])


def _sum(header: Mapping[str, Any], body: str) -> str:
    """Return the checksum that an entry promises, over all of it."""
    return checksum(json.dumps([header.get("key"), header.get("files"), body]).encode())


def _entry(path: Path) -> tuple[Mapping[str, Any] | None, str]:
    """Return header and body of an entry; no header if it is missing or not whole."""
    try:
        first, _, body = path.read_text(encoding="utf-8").partition("\n")
        header = json.loads(first)
        body = body.removesuffix("\n")
        whole = isinstance(header, dict) and header.get("sum") == _sum(header, body)
    except (OSError, ValueError):
        return None, ""
    return (header, body) if whole else (None, "")


def _encoded(kept: Kept) -> str:
    content = {
        "located": [[row, dict(item.columns)] for row, item in zip(_rows(kept), kept.located, strict=True)],
        "warnings": [asdict(fault) for fault in kept.warnings],
        "sheets": kept.sheets,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_number)


def _rows(kept: Kept) -> Iterator[list[Any]]:
    written = cache(date.isoformat)  # there are few days, and a hundred thousand rows
    for values in map(_VALUES, (item.observation for item in kept.located)):
        row = list(values)
        for index in _DATES:
            row[index] = None if row[index] is None else written(row[index])
        yield row


def _is_plain(kept: Kept) -> bool:
    """Tell whether a reading holds only what comes back from JSON as it was, so that none of it need be tried."""
    named = {(type(role), type(column)) for item in kept.located for role, column in item.columns.items()}
    if kept.warnings or not named <= {(str, str)} or {type(item.columns) for item in kept.located} - {dict}:
        return False
    columns = zip(*map(_VALUES, (item.observation for item in kept.located)), strict=True)
    return all(
        set(map(type, column)) <= _PLAIN[name] and (float not in _PLAIN[name] or all(one == one for one in column))
        for name, column in zip(COLUMNS, columns, strict=False)
    ) and all(set(map(type, sheet)) <= {str, int, type(None)} for sheet in kept.sheets)


def _number(value: object) -> int | float:
    """Return a number of numpy as Python's own."""
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    raise TypeError(type(value).__name__)


def _decoded(body: str) -> Kept | None:
    try:
        content: dict[str, Any] = json.loads(body)
        return Kept(
            tuple(Located(_observation(row), columns) for row, columns in content["located"]),
            tuple(Fault(**fault) for fault in content["warnings"]),
            tuple((file, sheet, rows) for file, sheet, rows in content["sheets"]),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def _observation(row: list[Any]) -> Observation:
    for index in _DATES:
        row[index] = None if row[index] is None else date.fromisoformat(row[index])
    row[_ORIGIN], row[_PRECISION] = Origin(row[_ORIGIN]), Precision(row[_PRECISION])
    return Observation(*row)
