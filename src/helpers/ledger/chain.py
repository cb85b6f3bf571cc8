"""The ledger's file: read and checked from the first line to the last, and added to under a lock.

`data/processed/releases/ledger.jsonl` holds one line of canonical JSON for each entry. Each line holds the checksum of
the line before and one of itself, so that a line that was edited, moved or taken out is seen. That the last lines were
cut off no chain can show; the archive remembers the last line that was written on this machine, and git keeps the rest.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import psutil

from helpers.errors import Fault, SealedError
from helpers.ledger.entries import Entry, Kind, Round
from helpers.paths import Project, checksum, write_atomically, writing_to

FIRST = "0" * 64
"""What stands as the line before the first."""
_WAIT = 10.0
"""Seconds that a command waits for another one's lock."""
_RULE = "Protokollen over låste runder vokser kun: ingen linje rettes, flyttes eller fjernes."
_REMEDY = "Hent filen, som den var, fra git eller fra jeres sikkerhedskopi."


def ledger_file(project: Project) -> Path:
    """Return where the ledger lies; it is meant to be committed."""
    return project.releases / "ledger.jsonl"


def head_file(project: Project) -> Path:
    """Return where the last line that this machine wrote is remembered."""
    return project.releases / "archive" / "head.json"


def line_of(entry: Entry) -> str:
    """Return an entry as it stands in the ledger, without a line break."""
    plain = asdict(entry) | {"date": entry.date.isoformat(), "parts": dict(entry.parts)}
    return _canonical(plain | {"checksum": checksum(_canonical(plain).encode())})


def read_ledger(project: Project) -> tuple[Entry, ...]:
    """Return every entry, oldest first; none if nothing was ever sealed or published.

    Raises
    ------
    SealedError
        If a line was edited, moved or taken out; names the first such line.
    """
    path = ledger_file(project)
    try:
        text = path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):  # a file where a folder should be is told by what writes there
        text = ""
    except (OSError, UnicodeDecodeError):
        raise SealedError(_broken(project, None, "filen kan ikke læses")) from None
    entries: list[Entry] = []
    before = FIRST
    for number, line in enumerate(_lines(text), 1):
        entry = _entry(line)
        wrong = _wrong(entry, line, number, before)
        if entry is None or wrong is not None:
            raise SealedError(_broken(project, number, wrong or "linjen kan ikke læses"))
        entries.append(entry)
        before = checksum(line.encode())
    _insist_on_the_head(project, entries)
    return tuple(entries)


def following(entries: Sequence[Entry], entry: Entry) -> Entry:
    """Return an entry with its number and the checksum of the line before, as the next after `entries`."""
    before = checksum(line_of(entries[-1]).encode()) if entries else FIRST
    return replace(entry, number=len(entries) + 1, previous=before)


def append(project: Project, entry: Entry) -> None:
    """Add an entry that `following` has numbered; a killed command leaves the ledger with or without it, and whole.

    Raises
    ------
    SealedError
        If another command has added a line since the entry was numbered, or still holds the lock.
    """
    with _locked(project):
        entries = read_ledger(project)
        if following(entries, entry) != entry:
            raise SealedError(
                Fault(
                    place=project.relative(ledger_file(project)),
                    value="en anden kommando har skrevet i protokollen imens",
                    rule="Hver linje bygger på den før.",
                    remedy="Kør kommandoen igen.",
                )
            )
        lines = [*map(line_of, entries), line_of(entry)]
        write_atomically(ledger_file(project), "".join(f"{line}\n" for line in lines))
        head = {"number": entry.number, "checksum": checksum(lines[-1].encode())}
        write_atomically(head_file(project), _canonical(head) + "\n")


def in_force(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the last version of each sealed round, in the order in which the rounds were first sealed."""
    last = {(entry.evaluation, entry.round): entry for entry in entries if entry.release is not None}
    return tuple(last.values())


def _lines(text: str) -> list[str]:
    """Return the lines; git may have given them line breaks of Windows, and no other character breaks one."""
    *lines, last = text.split("\n")
    return [line.removesuffix("\r") for line in ([*lines, last] if last else lines)]


def _canonical(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(line: str) -> Entry | None:
    try:
        content: dict[str, Any] = json.loads(line)
        content.pop("checksum")
        content["date"] = date.fromisoformat(content["date"])
        content["parts"] = tuple(content["parts"].items())
        content["changed"] = tuple(content["changed"])
        entry = Entry(**content)
        line_of(entry).encode()
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    known = entry.kind in get_args(Kind) and entry.round in (None, *get_args(Round))
    return entry if known else None


def _wrong(entry: Entry | None, line: str, number: int, before: str) -> str | None:
    if entry is None:
        return "linjen kan ikke læses"
    if entry.number != number:
        return f"linjen er nr. {entry.number}; en linje er flyttet eller taget ud"
    if entry.previous != before:
        return "linjen passer ikke til den før; en af dem er ændret"
    return None if line == line_of(entry) else "linjen er ændret"


def _insist_on_the_head(project: Project, entries: Sequence[Entry]) -> None:
    """Refuse a ledger that lacks the last line which this machine wrote, or holds another in its place."""
    try:
        head: dict[str, Any] = json.loads(head_file(project).read_text(encoding="utf-8"))
        number, expected = int(head["number"]), str(head["checksum"])
    except (OSError, ValueError, KeyError, TypeError):
        return  # a fresh clone, or a ledger whose last command was killed before the last step
    if len(entries) < number:
        raise SealedError(_broken(project, len(entries) + 1, f"linje {number} er skrevet her på maskinen og mangler"))
    if checksum(line_of(entries[number - 1]).encode()) != expected:
        raise SealedError(_broken(project, number, "linjen er en anden end den, der blev skrevet"))


def _broken(project: Project, number: int | None, value: str) -> Fault:
    place = project.relative(ledger_file(project))
    return Fault(place if number is None else f"{place}:{number}", value, _RULE, _REMEDY)


@contextmanager
def _locked(project: Project) -> Generator[None]:
    """Hold the ledger's lock; one that a killed command left is taken over."""
    lock = project.releases / ".ledger.lock"
    with writing_to(lock):
        lock.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + _WAIT
    while not _taken(lock):
        if time.monotonic() > until:
            raise SealedError(
                Fault(
                    place=project.relative(lock),
                    value="en anden kommando skriver i protokollen",
                    rule="Kun én kommando skriver ad gangen.",
                    remedy="Vent, til den er færdig. Kører ingen, så slet filen.",
                )
            )
        time.sleep(0.05)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()


def _taken(lock: Path) -> bool:
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        _drop_if_left_behind(lock)
        return False
    with os.fdopen(handle, "w") as stream:
        stream.write(str(os.getpid()))
    return True


def _drop_if_left_behind(lock: Path) -> None:
    with suppress(OSError, ValueError):
        if not psutil.pid_exists(int(lock.read_text())):
            lock.unlink()
