"""What is written beside a run, `run.json`: what its result depends on, what it read, and what it wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from helpers import reads
from helpers.paths import checksum, write_atomically
from helpers.runner.slices import Slice, slices_of

RECORD = "run.json"
_OPENED = ("file", "folder", "behind")
_NOTHING: Sequence[list[str]] = ([reads.BEGUN],)


@dataclass(frozen=True)
class Record:
    """One `run.json`.

    Parameters
    ----------
    key
        Hash of the parts.
    parts
        What the result depends on besides what the notebook reads.
    files
        Hash of each file that the run wrote.
    noted
        Whether notes of what was read were taken; without them nobody can know whether the run still holds.
    read
        Whole files that the notebook read, and the hash of each.
    listed
        Folders whose names it read.
    behind
        Files of which it read less than all.
    slices
        What it read of them, each with its hash; None: as in the files `behind`, not hashed by itself yet.
    """

    key: str
    parts: Mapping[str, object]
    files: Mapping[str, str]
    noted: bool
    read: Mapping[str, str]
    listed: Mapping[str, str]
    behind: Mapping[str, str]
    slices: Mapping[Slice, str | None]

    def places(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the files and folders that all of what was read lies in."""
        return tuple(sorted({*self.read, *self.behind})), tuple(sorted(self.listed))

    def hashed(self, hashes: Mapping[Slice, str | None]) -> Record:
        """Return the record with a hash for each slice."""
        return replace(self, slices=hashes)

    def write(self, folder: Path) -> None:
        """Write the record beside what the run wrote."""
        content = {
            "key": self.key,
            "parts": self.parts,
            "files": self.files,
            "noted": self.noted,
            "read": self.read,
            "listed": self.listed,
            "behind": self.behind,
            "slices": _in_groups(self.slices),
        }
        write_atomically(
            folder / RECORD, json.dumps(content, separators=(",", ":"), sort_keys=True, ensure_ascii=False) + "\n"
        )


def key_of(parts: Mapping[str, object]) -> str:
    """Return the key that stands for all parts."""
    return checksum(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


def write_record(folder: Path, parts: Mapping[str, object], notes: Sequence[list[str]] = _NOTHING) -> None:
    """Write `run.json` beside what a run wrote.

    Parameters
    ----------
    folder
        The run's folder.
    parts
        What the result depends on, as it was before the run (`helpers.runner.cache.Cache.parts`).
    notes
        What the notebook noted that it read (`helpers.reads.noted`).
    """
    files = {name: checksum((folder / name).read_bytes()) for name in _files_in(folder)}
    noted = any(kind == reads.BEGUN for kind, *_ in notes)
    slices = dict.fromkeys(slices_of(notes))
    read, listed, behind = (_opened(notes, kind) for kind in _OPENED)
    Record(key_of(parts), parts, files, noted, read, listed, behind, slices).write(folder)


def _opened(notes: Iterable[Sequence[str]], kind: str) -> dict[str, str]:
    """Return the places of a kind, each with what it held; one that held two things is neither, and never as it was."""
    found: dict[str, str] = {}
    for noted, *about in notes:
        if noted == kind:
            place, content = about
            found[place] = content if found.get(place, content) == content else ""
    return found


def read_record(folder: Path) -> Record | None:
    """Return the record of a run, or None if there is none that can be used."""
    try:
        loaded = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        found = Record(slices=_out_of_groups(loaded.pop("slices")), **loaded)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return found if _is_whole(found) else None


def _is_whole(record: Record) -> bool:
    """Return whether everything in a record that was read is of its kind."""
    texts = (record.files, record.read, record.listed, record.behind)
    hashes: list[object] = [found for named in texts if isinstance(named, dict) for found in named.values()]
    return all(isinstance(named, dict) for named in (*texts, record.parts)) and all(
        isinstance(found, str) for found in hashes
    )


def _in_groups(slices: Mapping[Slice, str | None]) -> list[list[object]]:
    """Return slices as they are written: items of which the same fields were read stand together."""
    groups: dict[tuple[str, ...], dict[str, str | None]] = {}
    for named in sorted(slices):
        kind, *about = named
        if kind == "item":
            scope, collection, key, *fields = about
            groups.setdefault((kind, scope, collection, *fields), {})[key] = slices[named]
        elif kind == "versions":
            groups.setdefault((kind,), {})[about[0]] = slices[named]
        else:
            groups.setdefault(named, {})[""] = slices[named]
    return [[found, *group] for group, found in groups.items()]


def _out_of_groups(groups: Iterable[Sequence[object]]) -> dict[Slice, str | None]:
    slices: dict[Slice, str | None] = {}
    for found, *group in groups:
        kind, *about = cast("list[str]", group)
        for key, content in cast("dict[str, str | None]", found).items():
            whole = (kind, *about[:2], key, *about[2:]) if kind == "item" else (kind, *about)
            slices[(kind, key) if kind == "versions" else whole] = content
    return slices


def _files_in(folder: Path) -> Iterable[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != RECORD)
