"""All raw files of one evaluation: refused, read and checked together, so that every fault is seen at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from helpers.errors import DataError, Fault, PrivacyError
from helpers.intake import privacy
from helpers.intake.declaration import Source
from helpers.intake.documents import Unreadable
from helpers.intake.findings import Findings, Located
from helpers.intake.kinds import KINDS, Batch, RawFile, SheetRead
from helpers.intake.opening import open_document
from helpers.intake.personal_numbers import shown_path
from helpers.intake.report import FileRead, ImportReport, count_origins
from helpers.intake.schema import schema_faults
from helpers.intake.sources import load_sources
from helpers.observations.table import Observation, Origin
from helpers.observations.tidying import tidy
from helpers.paths import Project, checksum, file_checksum
from helpers.plan.model import Plan, Registry
from helpers.plan.validating import closest


@dataclass(frozen=True)
class CheckedTables:
    """What all raw files of an evaluation hold, free of faults."""

    observations: tuple[Observation, ...]
    superseded: tuple[Observation, ...]
    report: ImportReport


@dataclass
class _Import:
    """What one import gathers."""

    project: Project
    plan: Plan
    registry: Registry
    findings: Findings = field(default_factory=Findings)
    privacy: list[Fault] = field(default_factory=list[Fault])
    files: list[FileRead] = field(default_factory=list[FileRead])
    missing: list[str] = field(default_factory=list[str])


def import_raw(project: Project, plan: Plan, registry: Registry, fingerprint: str = "") -> CheckedTables:
    """Read every raw file that `sources.yml` declares.

    All files are searched for personal numbers before a value of any of them is understood.

    Parameters
    ----------
    project, plan, registry
        Where the files lie and what they are about.
    fingerprint
        Kept in the report.

    Raises
    ------
    PlanError
        If `sources.yml` is at fault.
    PrivacyError
        If a file holds a personal number.
    DataError
        With every other fault of every file.
    """
    sources = load_sources(project, plan, registry)
    importing = _Import(project, plan, registry)
    batches = [batch for source in sources for batch in _batches(importing, source)]
    _look_at_undeclared(importing, {file.path for _, files in batches for file in files}, sources)
    if importing.privacy:
        raise PrivacyError(importing.privacy)
    for source, files in batches:
        _read(importing, source, files)
    findings = importing.findings
    findings.faults.extend(schema_faults(findings.located, registry))
    if findings.faults:
        raise DataError(dict.fromkeys(findings.faults))
    tidied = tidy(item.observation for item in findings.located)
    findings.warnings.extend(_outside_the_plan(plan, findings.located))
    report = ImportReport(
        evaluation=plan.id,
        fingerprint=fingerprint,
        files=tuple(importing.files),
        observations=len(tidied.observations),
        origins=count_origins(tidied.observations),
        superseded=len(tidied.superseded),
        missing_sources=tuple(importing.missing),
        warnings=tuple(dict.fromkeys(findings.warnings)),
    )
    return CheckedTables(tidied.observations, tidied.superseded, report)


def _batches(importing: _Import, source: Source) -> Iterator[tuple[Source, tuple[RawFile, ...]]]:
    """Yield the source's files that could be opened, searched, in the batches in which its kind reads them."""
    folder = importing.project.raw / importing.plan.id
    paths = sorted(path for path in folder.glob(source.files) if path.is_file() and not _is_lock_file(path))
    if not paths and source.optional:
        importing.missing.append(source.id)
    elif not paths:
        importing.findings.faults.append(_no_file(importing, folder, source))
    opened = [file for path in paths if (file := _open_file(importing, source, path)) is not None]
    if KINDS[source.reader.kind].together:
        yield source, tuple(opened)
    else:
        yield from ((source, (file,)) for file in opened)


def _open_file(importing: _Import, source: Source, path: Path) -> RawFile | None:
    place, search = importing.project.relative(path), KINDS[source.reader.kind].search
    importing.privacy.extend(privacy.name_faults(place))
    file = path.relative_to(importing.project.raw).as_posix()
    if search is not None:
        importing.privacy.extend(search(path, place, source))
        return RawFile(path, place, file, file_checksum(path), None)
    try:
        data = path.read_bytes()
        document = open_document(path, data, source)
    except Unreadable as error:
        importing.findings.faults.append(error.fault(shown_path(place)))
        return None
    importing.privacy.extend(privacy.document_faults(place, document))
    return RawFile(path, place, file, checksum(data), document)


def _is_lock_file(path: Path) -> bool:
    """Tell whether a spreadsheet program left this beside a file that is open."""
    return path.name.startswith(("~$", ".~lock.", "."))


_REMEDY_WITHOUT_FILE: dict[Origin, str] = {
    Origin.DOCUMENTED: "Læg filen på plads, eller sæt »optional: true«.",
    Origin.SUPPLIED: "Læg filen på plads, eller sæt »optional: true«.",
    Origin.SYNTHETIC: "Kør: maalbar demo. Eller fjern kilden i sources.yml, hvis du har rigtige tal.",
}


def _no_file(importing: _Import, folder: Path, source: Source) -> Fault:
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    near = closest(source.files, [name for name in there if shown_path(name) == name])
    return Fault(
        place=f"{importing.project.relative(folder)}/{source.files}",
        value=f"ingen fil fra {source.owner} ({source.title})",
        rule="Hver kilde i sources.yml skal have mindst én fil, medmindre den er »optional«.",
        remedy=f"Mente du »{near}«? Ret navnet." if near else _REMEDY_WITHOUT_FILE[source.origin],
    )


def _look_at_undeclared(importing: _Import, read: set[Path], sources: tuple[Source, ...]) -> None:
    folder = importing.project.raw / importing.plan.id
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path in read or _is_lock_file(path):
            continue
        place = importing.project.relative(path)
        importing.privacy.extend(privacy.name_faults(place))
        if not any(path.relative_to(folder).match(source.files) for source in sources):
            importing.findings.warnings.append(
                Fault(
                    place=shown_path(place),
                    value="filen er ikke læst",
                    rule="Kun filer, som sources.yml nævner, læses.",
                    remedy="Tilføj kilden i sources.yml, eller fjern filen.",
                )
            )


def _read(importing: _Import, source: Source, files: tuple[RawFile, ...]) -> None:
    findings = Findings()
    sheets = KINDS[source.reader.kind].read(Batch(source, importing.plan, importing.registry, files, findings))
    counted = Counter(item.observation.file for item in findings.located)
    importing.files.extend(_file_read(source, sheet, counted[sheet.file.file]) for sheet in sheets)
    importing.findings.faults.extend(findings.faults)
    importing.findings.warnings.extend(findings.warnings)
    importing.findings.located.extend(findings.located)


def _file_read(source: Source, sheet: SheetRead, observations: int) -> FileRead:
    return FileRead(
        source=source.id,
        title=source.title,
        owner=source.owner,
        origin=source.origin.value,
        sensitivity=source.sensitivity,
        file=sheet.file.file,
        checksum=sheet.file.checksum,
        sheet=sheet.sheet,
        rows=sheet.rows,
        observations=observations,
    )


def _outside_the_plan(plan: Plan, located: list[Located]) -> Iterator[Fault]:
    """Yield a warning for each file with values that no round and no figure of the plan can use."""
    first = min(plan.start, *(one.first for one in plan.rounds))
    last = max(plan.end, *(one.last for one in plan.rounds))
    known = {*plan.areas, *plan.comparisons, plan.municipality}
    seen: set[tuple[str, str]] = set()
    for item in located:
        found = item.observation
        if found.origin is Origin.DOCUMENTED:
            continue
        for reason in _reasons(found, first, last, known):
            if (found.file, reason[0]) not in seen:
                seen.add((found.file, reason[0]))
                place = f"data/raw/{found.file}"
                yield Fault(place, reason[0], reason[1], reason[2], sheet=found.sheet, row=found.row)


def _reasons(found: Observation, first: date, last: date, known: set[str]) -> Iterator[tuple[str, str, str]]:
    if found.period_end is not None and not first <= found.period_end <= last:
        rule = "Tal fra før den første runde eller efter planens slutning indgår ikke i nogen vurdering."
        yield f"perioden {found.period_label} ligger uden for planen", rule, "Se efter, at perioden er rigtig."
    if found.area not in known:
        rule = "Området hører ikke til evalueringens områder eller sammenligninger."
        yield f"området {found.area} bruges ikke i evalueringen", rule, "Tilføj området i plan.yml, hvis det skal med."
