"""The use case behind `maalbar accept`: somebody vouches for a raw file that is no longer as it was received."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import DataError, Fault, PrivacyError, UsageError
from helpers.intake.changes import Change
from helpers.intake.differences import SHOWN
from helpers.intake.examining import Examination
from helpers.intake.importing import examine_evaluation
from helpers.intake.manifest import Event, load_manifest, write_manifest
from helpers.intake.personal_details import details_in
from helpers.intake.personal_numbers import holds_personal_number, shown_path
from helpers.intake.public_names import PublicNames
from helpers.paths import Project
from helpers.plan.loading import evaluations, load_plan, load_registry
from helpers.plan.model import Registry

LONGEST_NOTE = 300


def accept(project: Project, named: str, note: str, *, removed: bool = False) -> Event:
    """Record why a raw file was changed, or is gone, so that the import takes it as it is now.

    Parameters
    ----------
    project
        The project.
    named
        The file as the user writes it: from the working folder, the project or `data/raw/`.
    note
        Why, in one sentence; it is shown on the site.
    removed
        The file is gone and stays away.

    Returns
    -------
    Event
        What was added to the manifest, with its number there.

    Raises
    ------
    UsageError
        If the file was never received, is as it was, or the note is empty or too long.
    PlanError
        If plan, registries or `sources.yml` are at fault.
    PrivacyError
        If a raw file or the note holds personal data.
    DataError
        If the changed file has faults; it must be good before it can take the old one's place.
    """
    file, evaluation = _received(project, named)
    _refuse_note(note)
    plan, registry = load_plan(project, evaluation), load_registry(project)
    examination = examine_evaluation(project, plan, registry)
    change = _change(examination, file, removed=removed)
    _refuse_persons(note, examination, registry)
    if not removed:
        _refuse_faults(examination, change)
    known = examination.manifest
    manifest = known.with_event(_event(examination, change, note.strip()), known.origin_of(file))
    write_manifest(project, evaluation, manifest)
    return manifest.last_about(file)


def _received(project: Project, named: str) -> tuple[str, str]:
    """Return the path below `data/raw/` of a file that was received, and its evaluation."""
    raw = project.raw.resolve()
    known = {file: name for name in evaluations(project) for file in load_manifest(project, name).current}
    for start in (Path.cwd(), project.root, raw, *(raw / name for name in evaluations(project))):
        path = (start / named).resolve()
        file = path.relative_to(raw).as_posix() if path.is_relative_to(raw) else ""
        if file in known:
            return file, known[file]
    raise UsageError(
        _fault(
            shown_path(named),
            "filen er ikke på listen over modtagne filer",
            "Kun en fil, der er læst ind, kan være ændret siden.",
            "En ny fil godtages ved at læse den ind: maalbar import",
        )
    )


def _refuse_note(note: str) -> None:
    if not note.strip() or len(note) > LONGEST_NOTE:
        value = "noten er tom" if not note.strip() else f"noten har {len(note)} tegn"
        rule = f"Noten siger på højst {LONGEST_NOTE} tegn, hvorfor filen er en anden. Den vises på siden."
        raise UsageError(_fault("--note", value, rule, 'Skriv for eksempel: --note "Rettet levering fra kommunen"'))
    if holds_personal_number(note):
        rule = "Noten vises på siden og nævner ingen personer."
        raise PrivacyError(_fault("--note", "et personnummer i noten", rule, "Skriv uden personnummer."))


def _refuse_persons(note: str, examination: Examination, registry: Registry) -> None:
    """Refuse a note with a name, an address, an e-mail or a telephone number that no source gives as public."""
    public = [PublicNames.of(examination.plan, registry, source) for source in examination.sources]
    names = PublicNames(
        public[0].names if public else frozenset(),
        tuple(text for one in public for text in one.contacts),
        frozenset(name for one in public for name in one.own),
    )
    found = details_in(note, names)
    if found:
        rule = "Noten vises på siden og nævner ingen personer."
        raise PrivacyError(
            _fault("--note", f"{found[0].value} i noten", rule, "Skriv, hvilket kontor der rettede filen.")
        )


def _change(examination: Examination, file: str, *, removed: bool) -> Change:
    if examination.privacy:
        raise PrivacyError(examination.privacy)
    change = next((one for one in examination.changes if one.event.file == file), None)
    place = shown_path(f"data/raw/{file}")
    if change is None:
        rule = "Der er intet at godtage: filen er, som den blev modtaget."
        raise UsageError(_fault(place, "filen er ikke ændret", rule, "Kør: maalbar import"))
    if removed and change.checksum is not None:
        rule = "--removed er til en fil, der ikke findes mere."
        raise UsageError(_fault(place, "filen er der stadig", rule, "Slet filen først, eller undlad --removed."))
    if not removed and change.checksum is None:
        rule = "En fil, der er væk, godtages med --removed."
        raise UsageError(_fault(place, "filen findes ikke", rule, "Læg filen tilbage, eller tilføj --removed."))
    return change


def _refuse_faults(examination: Examination, change: Change) -> None:
    own = change.fault()
    others = [fault for fault in examination.faults if fault.place == change.place and fault != own]
    if others:
        raise DataError(others)


def _event(examination: Examination, change: Change, note: str) -> Event:
    sheets = [sheet for batch in examination.batches for sheet in batch.gave.sheets]
    rows = [count for file, _, count in sheets if file == change.event.file]
    found = change.differences or ()
    return Event(
        number=0,
        what="removed" if change.checksum is None else "changed",
        file=change.event.file,
        source=change.event.source,
        checksum=change.checksum,
        size=change.size,
        rows=sum(rows) if rows else None,
        before=change.event.checksum,
        note=note,
        differences=found[:SHOWN],
        differing=len(found),
    )


def _fault(place: str, value: str, rule: str, remedy: str) -> Fault:
    return Fault(place=place, value=value, rule=rule, remedy=remedy)
