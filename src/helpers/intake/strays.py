"""Files that no source reads, and sources that have no file: what lies where, and where it probably belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from helpers.errors import Fault
from helpers.intake import privacy
from helpers.intake.declaration import Source
from helpers.intake.opening import SUFFIXES, open_unread
from helpers.intake.personal_numbers import shown_path
from helpers.intake.raw_folder import is_left_by_a_program, place_of
from helpers.observations.table import Origin
from helpers.paths import Project
from helpers.plan.validating import closest

_RUN_DEMO = "Kør: maalbar demo. Eller fjern kilden i sources.yml, hvis du har rigtige tal."
_IN_PLACE = "Læg filen på plads, eller sæt »optional: true«."
_NOT_READ = "filen er ikke læst"
_LARGEST = 50_000_000
"""Bytes; a larger file that nobody reads is not searched, for it would take minutes at each check."""


@dataclass(frozen=True)
class Strays:
    """Files that no source reads."""

    warnings: tuple[Fault, ...] = ()
    """One for each file."""
    privacy: tuple[Fault, ...] = ()
    """Every place with a personal number in them or their names."""

    @classmethod
    def of(cls, project: Project, found: Iterable[tuple[Path, Fault]]) -> Strays:
        """Return the files with their warnings, searched for personal numbers."""
        every = list(found)
        return cls(
            tuple(warning for _, warning in every),
            tuple(fault for path, _ in every for fault in _personal_numbers(project, path)),
        )


def unread(project: Project, paths: Iterable[Path]) -> Strays:
    """Return files of an evaluation's folder that no source names."""
    rule, remedy = "Kun filer, som sources.yml nævner, læses.", "Tilføj kilden i sources.yml, eller fjern filen."
    return Strays.of(project, ((path, _warning(project, path, rule, remedy)) for path in paths))


def misplaced(project: Project, evaluations: Iterable[str]) -> Strays:
    """Return files below `data/raw/` that lie in no evaluation's folder."""
    known = tuple(evaluations)
    rule = "Kun filer i en evaluerings mappe læses: data/raw/<evaluering>/."
    found = sorted(_outside(project.raw, known))
    return Strays.of(
        project, ((path, _warning(project, path, rule, _right_folder(project, path, known))) for path in found)
    )


def _outside(raw: Path, evaluations: tuple[str, ...]) -> Iterator[Path]:
    for top in raw.iterdir() if raw.is_dir() else ():
        if top.is_dir() and top.name not in evaluations:
            yield from (path for path in top.rglob("*") if path.is_file() and not is_left_by_a_program(path, raw))
        elif top.is_file() and top.stem.casefold() != "readme" and not is_left_by_a_program(top, raw):
            yield top


def _right_folder(project: Project, path: Path, evaluations: tuple[str, ...]) -> str:
    folder, *inside = path.relative_to(project.raw).parts
    near = closest(folder.casefold(), evaluations) if inside else None
    if near is not None:
        return f"Mente du »data/raw/{near}/«? Flyt filen dertil."
    return f"Flyt filen til evalueringens mappe i data/raw/: {', '.join(evaluations)}."


def _warning(project: Project, path: Path, rule: str, remedy: str) -> Fault:
    return Fault(shown_path(place_of(project, path)), _NOT_READ, rule, remedy)


def _personal_numbers(project: Project, path: Path) -> tuple[Fault, ...]:
    place = place_of(project, path)
    in_name = privacy.name_faults(place)
    try:
        if path.stat().st_size > _LARGEST:
            return in_name
        document = open_unread(path, path.read_bytes())
    except OSError:
        return in_name  # the warning names it; the import refuses what it can't take the checksum of
    return in_name if document is None else (*in_name, *privacy.every_number(place, document))


def no_file(evaluation: str, source: Source, there: Iterable[str]) -> Fault:
    """Return the fault for a source without a file.

    Parameters
    ----------
    evaluation
        Its id.
    source
        The source.
    there
        The files in the evaluation's folder that no source reads, below it; one that is read is never proposed.
    """
    names = [name for name in there if shown_path(name) == name]
    return Fault(
        place=f"data/raw/{evaluation}/{source.files}",
        value=f"ingen fil fra {source.owner} ({source.title})",
        rule="Hver kilde i sources.yml skal have mindst én fil, medmindre den er »optional«.",
        remedy=_instead(source, names) or (_RUN_DEMO if source.origin is Origin.SYNTHETIC else _IN_PLACE),
    )


def _instead(source: Source, names: list[str]) -> str | None:
    """Return what to do with the file that was probably meant."""
    wanted = PurePosixPath(source.files)
    other = [name for name in names if _differs_in_suffix(PurePosixPath(name), wanted)]
    if other:
        return _other_suffix(other[0], wanted.suffix)
    same = [name for name in names if fnmatchcase(PurePosixPath(name).suffix.lower(), wanted.suffix.lower() or "*")]
    near = closest(source.files, same)
    return f"Mente du »{near}«? Ret navnet." if near else None


def _differs_in_suffix(name: PurePosixPath, wanted: PurePosixPath) -> bool:
    folder, stem = fnmatchcase(str(name.parent), str(wanted.parent)), fnmatchcase(name.stem, wanted.stem)
    return folder and stem and not fnmatchcase(name.suffix.lower(), wanted.suffix.lower())


def _other_suffix(name: str, suffix: str) -> str:
    """Return how a file of another type becomes one of the declared type; a new name alone does not do it."""
    own = PurePosixPath(name).suffix.lower()
    there = f"Der ligger »{name}«, men kilden beder om {suffix}."
    if own not in SUFFIXES:
        return f"{there} Åbn filen i Excel, gem den som {suffix}, og læg den ved siden af; et nyt navn er ikke nok."
    return f"{there} Ret »files« i sources.yml, så den nævner {own}, eller gem filen som {suffix} i Excel."


def together(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults with those about missing files of the demonstration as one: one command makes all of them."""
    every = tuple(faults)
    missing = [fault for fault in every if fault.remedy == _RUN_DEMO]
    if len(missing) <= 1:  # its own words say more
        return every
    one = Fault(
        place="data/raw/",
        value=f"{len(missing)} demonstrationsfiler mangler",
        rule="Hver kilde i sources.yml skal have mindst én fil, medmindre den er »optional«.",
        remedy="Kør: maalbar demo. Eller fjern kilderne i sources.yml, hvis du har rigtige tal.",
    )
    return (*(fault for fault in every if fault.remedy != _RUN_DEMO), one)
