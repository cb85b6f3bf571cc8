"""What was received, in which order, and every later change that somebody vouched for: raw files never change unseen.

`data/raw/<evaluation>/` holds one list for each origin. `dokumenteret-modtaget.json` holds the events of documented
figures and is in git with them. `modtaget.json` holds those of files that owners delivered. It is as secret as they are
and lies where they lie: from a file's checksum and what is shown of it, hidden numbers can be found by trying.
`demo-modtaget.json` holds those of invented files, which come and go with `maalbar demo`. Events are only ever added.
A file that differs from the last event about it is at fault until `maalbar accept` adds an event that says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from helpers.errors import DataError, Fault
from helpers.observations.table import Origin
from helpers.paths import Project, write_atomically

DELIVERED, INVENTED, DOCUMENTED = "modtaget.json", "demo-modtaget.json", "dokumenteret-modtaget.json"
NAMES = frozenset({DELIVERED, INVENTED, DOCUMENTED})
"""Files below `data/raw/<evaluation>/` that are no deliveries."""

_VERSION = 1
What = Literal["received", "changed", "removed"]


@dataclass(frozen=True)
class Event:
    """One thing that happened to a raw file."""

    number: int
    """Order of receipt within its manifest, from 1."""
    what: What
    file: str
    """Path below `data/raw/`."""
    source: str
    """Id in `sources.yml`."""
    checksum: str | None
    """SHA-256 from then on; None for a file that was removed."""
    size: int = 0
    """Bytes."""
    rows: int | None = None
    """Data rows that were read; None where nobody read them."""
    before: str | None = None
    """The checksum that a change or removal put an end to."""
    note: str | None = None
    """Why, as somebody wrote it."""
    differences: tuple[str, ...] = ()
    """What a change did to the numbers, in Danish; the first of them."""
    differing: int = 0
    """How many numbers and texts a change touched."""


@dataclass(frozen=True)
class Manifest:
    """Everything that was received for one evaluation."""

    delivered: tuple[Event, ...] = ()
    invented: tuple[Event, ...] = ()
    documented: tuple[Event, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, the documented figures' first, then the delivered files'."""
        return (*self.documented, *self.delivered, *self.invented)

    @cached_property
    def current(self) -> Mapping[str, Event]:
        """From each file that should be there to the last event about it."""
        last = {event.file: event for event in self.events}
        return {file: event for file, event in last.items() if event.checksum is not None}

    @property
    def accepted(self) -> tuple[Event, ...]:
        """The changes and removals that somebody vouched for."""
        return tuple(event for event in self.events if event.what != "received")

    def holds(self, file: str, checksum: str) -> bool:
        """Tell whether the file is as the manifest says."""
        known = self.current.get(file)
        return known is not None and known.checksum == checksum

    def with_event(self, event: Event, origin: Origin) -> Manifest:
        """Return the manifest with an event added to the list of its origin, numbered as the next there."""
        events = self._of(origin)
        added = (*events, replace(event, number=len(events) + 1))
        match origin:
            case Origin.SYNTHETIC:
                return replace(self, invented=added)
            case Origin.DOCUMENTED:
                return replace(self, documented=added)
            case Origin.SUPPLIED:
                return replace(self, delivered=added)

    def last_about(self, file: str) -> Event:
        """Return the last event about a file.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {event.file: event for event in self.events}[file]

    def origin_of(self, file: str) -> Origin:
        """Return in which list a file is kept; one in none is delivered, whose list is the most secret."""
        kept = {event.file: origin for origin in Origin for event in self._of(origin)}
        return kept.get(file, Origin.SUPPLIED)

    def is_invented(self, file: str) -> bool:
        """Tell whether the file is kept among the invented ones."""
        return any(event.file == file for event in self.invented)

    def _of(self, origin: Origin) -> tuple[Event, ...]:
        lists = {
            Origin.SYNTHETIC: self.invented, Origin.DOCUMENTED: self.documented, Origin.SUPPLIED: self.delivered,
        }  # fmt: skip
        return lists[origin]


def load_manifest(project: Project, evaluation: str) -> Manifest:
    """Return what was received for an evaluation; empty before the first import.

    Raises
    ------
    DataError
        If a manifest can't be read: it is a record that can't be made again.
    """
    folder = project.raw / evaluation
    return Manifest(
        _events(project, folder / DELIVERED),
        _events(project, folder / INVENTED),
        _events(project, folder / DOCUMENTED),
    )


def write_manifest(project: Project, evaluation: str, manifest: Manifest) -> None:
    """Write what was received, atomically; files without an event are not made.

    Raises
    ------
    SiteError
        If the folder can't be written.
    """
    lists = ((DELIVERED, manifest.delivered), (INVENTED, manifest.invented), (DOCUMENTED, manifest.documented))
    for name, events in lists:
        if events:
            content = {"version": _VERSION, "events": [_as_dict(event) for event in events]}
            text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
            write_atomically(project.raw / evaluation / name, text)


def received(manifest: Manifest, files: Iterable[Event], origins: Mapping[str, Origin]) -> Manifest:
    """Return the manifest with the files that it does not hold as they are.

    Parameters
    ----------
    manifest
        What is known.
    files
        An event of each file that was read.
    origins
        Of each file's source.
    """
    for event in files:
        if event.checksum is not None and not manifest.holds(event.file, event.checksum):
            manifest = manifest.with_event(event, origins[event.file])
    return manifest


def _events(project: Project, path: Path) -> tuple[Event, ...]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise ValueError("another version")
        return tuple(_event(item) for item in content["events"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DataError(
            Fault(
                place=project.relative(path),
                value="listen over modtagne filer kan ikke læses",
                rule="Målbar skriver listen, og ingen retter i den: den viser, at råfilerne ikke er ændret.",
                remedy="Hent filen fra sikkerhedskopien eller git.",
            )
        ) from None


def _event(item: dict[str, Any]) -> Event:
    differences = tuple(map(str, item.pop("differences", ())))
    checksum: str | None = item.pop("checksum", None)
    str.encode(item["file"] + (checksum or ""))  # what is not text would be met much later
    return Event(**item, checksum=checksum, differences=differences)


def _as_dict(event: Event) -> dict[str, Any]:
    """Return an event without the fields that say nothing."""
    return {name: value for name, value in asdict(event).items() if value not in (None, (), 0)}
