"""All raw files of one evaluation as one table: refused, read and checked together, so every fault is seen at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from helpers.errors import DataError, PrivacyError
from helpers.intake.examining import BatchRead, Examination, examine
from helpers.intake.manifest import Event
from helpers.intake.report import AcceptedChange, FileRead, ImportReport, LeftOut, Verdict, count_origins
from helpers.intake.verdicts import verdicts
from helpers.observations.table import Observation, Origin
from helpers.observations.tidying import tidy
from helpers.paths import Project
from helpers.plan.model import Plan, Registry

_USED = ("good", "ignored")


@dataclass(frozen=True)
class CheckedTables:
    """What the raw files of an evaluation hold, free of faults."""

    observations: tuple[Observation, ...]
    superseded: tuple[Observation, ...]
    report: ImportReport


def import_raw(
    project: Project, plan: Plan, registry: Registry, fingerprint: str = "", *, partial: bool = False
) -> CheckedTables:
    """Read every raw file that `sources.yml` declares.

    All files are searched for personal data before a value of any of them is understood.

    Parameters
    ----------
    project, plan, registry
        Where the files lie and what they are about.
    fingerprint
        Kept in the report.
    partial
        Do without files at fault, and name them in the report.

    Raises
    ------
    PlanError
        If `sources.yml` is at fault.
    PrivacyError
        If a file holds personal data, also if `partial`.
    DataError
        With every other fault of every file; if `partial`, only where no file is good.
    """
    return checked(examine(project, plan, registry, fingerprint), partial=partial)


def checked(examination: Examination, *, partial: bool = False) -> CheckedTables:
    """Return the table that the good files give.

    Raises
    ------
    PrivacyError, DataError
        As `import_raw`.
    """
    if examination.privacy:
        raise PrivacyError(examination.privacy)
    good = examination.good()
    if examination.faults and not (partial and good):
        raise DataError(examination.faults)
    whole = len(good) == len(examination.batches)
    known = examination.tidied if whole else None  # dear to make for a hundred thousand
    tidied = known or tidy(item.observation for batch in good for item in batch.gave.located)
    report = ImportReport(
        evaluation=examination.plan.id,
        fingerprint=examination.fingerprint,
        files=tuple(read for batch in good for read in _files_read(batch)),
        observations=len(tidied.observations),
        origins=count_origins(tidied.observations),
        superseded=len(tidied.superseded),
        missing_sources=tuple(source.id for source, fault in examination.gathered.without_file if fault is None),
        warnings=examination.warnings(good),
        left_out=tuple(_left_out(verdict) for verdict in verdicts(examination) if verdict.use not in _USED),
        accepted=tuple(_accepted(examination, event) for event in examination.manifest.accepted),
    )
    secret = frozenset(one.id for one in examination.registry.indicators if one.kept_internal)
    return CheckedTables(_kept_internal(tidied.observations, secret), tidied.superseded, report)


def _kept_internal(observations: Iterable[Observation], secret: frozenset[str]) -> tuple[Observation, ...]:
    """Return the observations with those of internal indicators marked so, whatever their source may be.

    A sensitive indicator without a reason for being public (`public_because`) is internal too.

    What a published document prints is public already.
    """
    return tuple(
        replace(found, audience="internal")
        if found.indicator in secret and found.origin is not Origin.DOCUMENTED
        else found
        for found in observations
    )


def _files_read(batch: BatchRead) -> Iterator[FileRead]:
    source, checksums = batch.found.source, dict(batch.found.ids)
    counted = Counter(item.observation.file for item in batch.gave.located)
    for file, sheet, rows in batch.gave.sheets:
        yield FileRead(
            source=source.id,
            title=source.title,
            owner=source.owner,
            origin=source.origin.value,
            sensitivity=source.sensitivity,
            file=file,
            checksum=checksums[file],
            sheet=sheet,
            rows=rows,
            # A file with several sheets has its observations counted once, at the first.
            observations=counted.pop(file, 0),
        )


def _left_out(verdict: Verdict) -> LeftOut:
    return LeftOut(
        source=verdict.source,
        title=verdict.title,
        owner=verdict.owner,
        origin=verdict.origin,
        sensitivity=verdict.sensitivity,
        file=verdict.place.removeprefix("data/raw/"),
        faults=len(verdict.faults),
    )


def _accepted(examination: Examination, event: Event) -> AcceptedChange:
    source = next((one for one in examination.sources if one.id == event.source), None)
    return AcceptedChange(
        source=event.source,
        sensitivity="internal" if source is None else source.sensitivity,
        origin="" if source is None else source.origin.value,
        file=event.file,
        what=event.what,
        before=event.before or "",
        after=event.checksum,
        note=event.note or "",
        differing=event.differing,
    )
