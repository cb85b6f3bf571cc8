"""Finds the raw files that `sources.yml` declares, and searches for personal data those whose reading is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.errors import DataError, Fault
from helpers.intake import privacy, strays
from helpers.intake.declaration import Source
from helpers.intake.documents import Unreadable
from helpers.intake.file_cache import FileCache, FileId, Kept
from helpers.intake.kinds import KINDS, RawFile
from helpers.intake.opening import open_document
from helpers.intake.personal_numbers import shown_path
from helpers.intake.raw_folder import place_of, raw_files, unreadable
from helpers.paths import Project, checksum, file_checksum
from helpers.plan.model import Plan, Registry


@dataclass(frozen=True)
class Found:
    """Files of one source that are read in one go."""

    source: Source
    places: tuple[str, ...]
    """All of them, below the project."""
    shown: tuple[str, ...]
    """All of them as faults name them: without what is personal in a name."""
    ids: tuple[FileId, ...]
    """All of them with their checksums."""
    files: tuple[RawFile, ...]
    """Those that were opened; none if the reading was kept."""
    kept: Kept | None
    """What they gave when they were read before."""


@dataclass
class Gathered:
    """What lies in the evaluation's folder."""

    found: list[Found] = field(default_factory=list[Found])
    without_file: list[tuple[Source, Fault | None]] = field(default_factory=list[tuple[Source, Fault | None]])
    """Sources without a file; no fault for an optional one."""
    undeclared: list[Fault] = field(default_factory=list[Fault])
    """A warning for each file that no source names."""
    privacy: list[Fault] = field(default_factory=list[Fault])
    unreadable: list[Fault] = field(default_factory=list[Fault])


@dataclass
class _Look:
    """What the search for personal data needs; a guard is dear, and a file whose reading is kept needs none."""

    plan: Plan
    registry: Registry
    cache: FileCache
    guards: dict[str, privacy.Guard] = field(default_factory=dict[str, privacy.Guard])

    def guard(self, source: Source) -> privacy.Guard:
        if source.id not in self.guards:
            self.guards[source.id] = privacy.Guard.of(self.plan, self.registry, source)
        return self.guards[source.id]


def gather(project: Project, plan: Plan, registry: Registry, sources: tuple[Source, ...], cache: FileCache) -> Gathered:
    """Find each source's files; open and search those of which no clean reading is kept."""
    gathered, look = Gathered(), _Look(plan, registry, cache)
    missing: list[Source] = []
    for source in sources:
        paths = raw_files(project, plan.id, source.files)
        if not paths:
            missing.append(source)
        for batch in _batches(source, paths):
            gathered.found.append(_found(gathered, project, source, batch, look))
    declared = {place for one in gathered.found for place in one.places}
    others = [path for path in raw_files(project, plan.id) if place_of(project, path) not in declared]
    unread = strays.unread(project, others)
    gathered.undeclared.extend(unread.warnings)
    gathered.privacy.extend(unread.privacy)
    names = [path.relative_to(project.raw / plan.id).as_posix() for path in others]
    gathered.without_file.extend(
        (source, None if source.optional else strays.no_file(plan.id, source, names)) for source in missing
    )
    return gathered


def _batches(source: Source, paths: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    """Yield the files that the source's kind reads in one go."""
    if not paths:
        return
    if KINDS[source.reader.kind].together:
        yield paths
    else:
        yield from ((path,) for path in paths)


def _found(gathered: Gathered, project: Project, source: Source, paths: tuple[Path, ...], look: _Look) -> Found:
    places = tuple(place_of(project, path) for path in paths)
    ids = tuple((path.relative_to(project.raw).as_posix(), _checksum(project, path)) for path in paths)
    kept = look.cache.get(source, ids)
    if kept is not None:
        return Found(source, places, places, ids, (), kept)
    guard = look.guard(source)
    opened: list[RawFile] = []
    shown: list[str] = []
    for path, place, (name, seen) in zip(paths, places, ids, strict=True):
        file, refused = _open(gathered, guard, RawFile(path, place, name, seen, None))
        opened.extend([] if file is None else [file])
        shown.append(refused[0].place if refused else shown_path(place))
        gathered.privacy.extend(refused)
    # What was opened decides, should a file have been written over since its checksum was taken.
    now = {file.file: file.checksum for file in opened}
    ids = tuple((name, now.get(name, seen)) for name, seen in ids)
    return Found(source, places, tuple(shown), ids, tuple(opened), None)


def _open(gathered: Gathered, guard: privacy.Guard, file: RawFile) -> tuple[RawFile | None, tuple[Fault, ...]]:
    """Return the file opened, or None if it can't be, and every place in it or its name with personal data."""
    search, refused = KINDS[guard.source.reader.kind].search, privacy.name_faults(file.place, guard)
    try:
        if search is not None:
            found = search(file.path, file.place, guard)
            return replace(file, held=found.held), (*refused, *found.faults)
        data = file.path.read_bytes()
        document = open_document(file.path, data, guard.source)
    except Unreadable as error:
        gathered.unreadable.append(error.fault(refused[0].place if refused else shown_path(file.place)))
        return None, refused
    clean = replace(file, checksum=checksum(data), document=document)
    return clean, (*refused, *privacy.document_faults(file.place, document, guard))


def _checksum(project: Project, path: Path) -> str:
    try:
        return file_checksum(path)
    except OSError as error:
        raise DataError(unreadable(place_of(project, path), error)) from None
