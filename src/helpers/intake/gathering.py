"""Finds the raw files that `sources.yml` declares, and searches for personal data those whose reading is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.errors import DataError, Fault
from helpers.intake import privacy
from helpers.intake.declaration import Source
from helpers.intake.documents import Unreadable
from helpers.intake.file_cache import FileCache, FileId, Kept
from helpers.intake.kinds import KINDS, RawFile
from helpers.intake.opening import open_document
from helpers.intake.personal_numbers import shown_path
from helpers.intake.raw_folder import place_of, raw_files, unreadable
from helpers.observations.table import Origin
from helpers.paths import Project, checksum, file_checksum
from helpers.plan.model import Plan, Registry
from helpers.plan.validating import closest


@dataclass(frozen=True)
class Found:
    """Files of one source that are read in one go."""

    source: Source
    places: tuple[str, ...]
    """All of them as faults name them."""
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


def gather(project: Project, plan: Plan, registry: Registry, sources: tuple[Source, ...], cache: FileCache) -> Gathered:
    """Find each source's files; open and search those of which no clean reading is kept."""
    gathered = Gathered()
    for source in sources:
        paths = raw_files(project, plan.id, source.files)
        if not paths:
            fault = None if source.optional else _no_file(project, plan.id, source)
            gathered.without_file.append((source, fault))
        for batch in _batches(source, paths):
            guard = privacy.Guard.of(plan, registry, source)
            gathered.found.append(_found(gathered, project, guard, batch, cache))
    declared = {place for one in gathered.found for place in one.places}
    gathered.undeclared.extend(_undeclared(gathered, project, plan.id, declared))
    return gathered


def _batches(source: Source, paths: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    """Yield the files that the source's kind reads in one go."""
    if not KINDS[source.reader.kind].together:
        yield from ((path,) for path in paths)
    elif paths:
        yield paths


def _found(
    gathered: Gathered, project: Project, guard: privacy.Guard, paths: tuple[Path, ...], cache: FileCache
) -> Found:
    source = guard.source
    places = tuple(place_of(project, path) for path in paths)
    for place in places:
        gathered.privacy.extend(privacy.name_faults(place, guard))
    ids = tuple((path.relative_to(project.raw).as_posix(), _checksum(project, path)) for path in paths)
    kept = cache.get(source, ids)
    if kept is not None:
        return Found(source, places, ids, (), kept)
    opened = tuple(
        file
        for path, (name, seen) in zip(paths, ids, strict=True)
        if (file := _open(gathered, project, guard, path, name, seen)) is not None
    )
    # What was opened decides, should a file have been written over since its checksum was taken.
    now = {file.file: file.checksum for file in opened}
    return Found(source, places, tuple((name, now.get(name, seen)) for name, seen in ids), opened, None)


def _open(
    gathered: Gathered, project: Project, guard: privacy.Guard, path: Path, name: str, seen: str
) -> RawFile | None:
    place, search = place_of(project, path), KINDS[guard.source.reader.kind].search
    if search is not None:
        gathered.privacy.extend(search(path, place, guard))
        return RawFile(path, place, name, seen, None)
    try:
        data = path.read_bytes()
        document = open_document(path, data, guard.source)
    except Unreadable as error:
        gathered.unreadable.append(error.fault(shown_path(place)))
        return None
    gathered.privacy.extend(privacy.document_faults(place, document, guard))
    return RawFile(path, place, name, checksum(data), document)


def _checksum(project: Project, path: Path) -> str:
    try:
        return file_checksum(path)
    except OSError as error:
        raise DataError(unreadable(place_of(project, path), error)) from None


_REMEDY_WITHOUT_FILE: dict[Origin, str] = {
    Origin.DOCUMENTED: "Læg filen på plads, eller sæt »optional: true«.",
    Origin.SUPPLIED: "Læg filen på plads, eller sæt »optional: true«.",
    Origin.SYNTHETIC: "Kør: maalbar demo. Eller fjern kilden i sources.yml, hvis du har rigtige tal.",
}


def _no_file(project: Project, evaluation: str, source: Source) -> Fault:
    folder = project.raw / evaluation
    there = [path.relative_to(folder).as_posix() for path in raw_files(project, evaluation)]
    near = closest(source.files, [name for name in there if shown_path(name) == name])
    return Fault(
        place=f"data/raw/{evaluation}/{source.files}",
        value=f"ingen fil fra {source.owner} ({source.title})",
        rule="Hver kilde i sources.yml skal have mindst én fil, medmindre den er »optional«.",
        remedy=f"Mente du »{near}«? Ret navnet." if near else _REMEDY_WITHOUT_FILE[source.origin],
    )


def _undeclared(gathered: Gathered, project: Project, evaluation: str, declared: set[str]) -> Iterator[Fault]:
    for path in raw_files(project, evaluation):
        place = place_of(project, path)
        if place not in declared:
            gathered.privacy.extend(privacy.name_faults(place))
            yield Fault(
                place=shown_path(place),
                value="filen er ikke læst",
                rule="Kun filer, som sources.yml nævner, læses.",
                remedy="Tilføj kilden i sources.yml, eller fjern filen.",
            )
