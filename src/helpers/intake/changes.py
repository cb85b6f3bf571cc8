"""Raw files that are no longer as they were received, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from helpers.demo.writing import written_files
from helpers.errors import Fault
from helpers.intake.differences import differences, told
from helpers.intake.file_cache import FileCache, FileId
from helpers.intake.findings import Located
from helpers.intake.manifest import Event, Manifest
from helpers.intake.personal_numbers import shown_path
from helpers.paths import Project, file_checksum
from helpers.plan.model import Registry

_BACK = "Læg filen tilbage."
_BESIDE = "Læg den gamle fil tilbage, og læg en rettet levering ved siden af med et nyt navn."
_DEMO = "Filen er opdigtet; skriv den om med: maalbar demo --force."
_RULE = "Råfiler ændres ikke: hvert tal skal kunne følges tilbage til den fil, der blev modtaget."


@dataclass(frozen=True)
class Change:
    """A raw file that differs from what was received."""

    event: Event
    """The last thing that is known about it."""
    checksum: str | None
    """What it is now; None if it is gone."""
    size: int = 0
    """Bytes now."""
    invented: bool = False
    """True if `maalbar demo` wrote it."""
    differences: tuple[str, ...] | None = None
    """What became of its numbers; None where the old or the new ones can't be read."""
    at_fault: bool = False
    """True if the file as it is now has faults of its own; nobody can vouch for it before they are mended."""

    @property
    def place(self) -> str:
        """The file as a fault names it."""
        return shown_path(f"data/raw/{self.event.file}")

    def fault(self) -> Fault:
        """Return what is wrong and what may be done about it."""
        gone = self.checksum is None
        again = _DEMO if self.invented else _BACK if gone else _BESIDE
        accept = f'maalbar accept "{self.place}" {"--removed " if gone else ""}--note'
        vouch = (
            f'Er den trukket tilbage af dataejeren, så skriv hvorfor: {accept} "Trukket tilbage af …"'
            if gone
            else f'Eller godtag ændringen, og skriv hvorfor: {accept} "Rettet levering fra …"'
        )
        if self.at_fault:
            vouch = "Som den er nu, kan den ikke godtages: den har selv fejl."
        return Fault(
            place=self.place,
            value="filen er væk, efter at den er modtaget"
            if gone
            else f"filen er ændret, efter at den er modtaget{self._what()}",
            rule=_RULE,
            remedy=f"{again} {vouch}",
        )

    def _what(self) -> str:
        if self.differences is None:
            return "; hvad der er anderledes, kan ikke vises"
        if not self.differences:
            return "; ingen af de indlæste tal er anderledes"
        return f": {told(self.differences)}"


def changes(project: Project, manifest: Manifest, now: Mapping[str, str]) -> tuple[Change, ...]:
    """Return the files that are not as the manifest says.

    Invented files may be what `maalbar demo` last wrote instead, for nobody delivered them.

    Parameters
    ----------
    project
        The project.
    manifest
        What was received.
    now
        From each declared file, below `data/raw/`, to its checksum.
    """
    found = [
        Change(event, seen, _size(project, file), manifest.is_invented(file))
        for file, event in manifest.current.items()
        if (seen := now.get(file) or _checksum(project, file)) != event.checksum
    ]
    return tuple(change for change in found if not _is_the_demonstrations(project, change))


def explained(
    change: Change,
    cache: FileCache,
    located: Iterable[Located] | None,
    registry: Registry,
    received: Collection[FileId] = (),
) -> Change:
    """Return the change with what became of its numbers, if the old ones were kept and the new ones can be read.

    Parameters
    ----------
    change
        The change.
    cache
        Where the old numbers are kept.
    located
        What is read now; None if it can't be.
    registry
        Names the areas.
    received
        All files as they were received, if the source of this one reads its files together: then a change of one
        changes what stands at another.
    """
    before = cache.ever_read(_id(change.event), received) if change.checksum is not None else None
    if before is None or located is None:
        return change
    # What a file says that was not there then is no difference of this one.
    there = {change.event.file, *(one.observation.file for one in before)}
    now = [one for one in located if one.observation.file in there]
    return replace(change, differences=differences(before, now, registry, change.event.file))


def _id(event: Event) -> FileId:
    return event.file, event.checksum or ""


def _checksum(project: Project, file: str) -> str | None:
    path = project.raw / file
    return file_checksum(path) if path.is_file() else None


def _size(project: Project, file: str) -> int:
    path = project.raw / file
    return path.stat().st_size if path.is_file() else 0


def _is_the_demonstrations(project: Project, change: Change) -> bool:
    if not change.invented:
        return False
    wrote = written_files(project)
    return bool(wrote) and wrote.get(f"data/raw/{change.event.file}") == change.checksum
