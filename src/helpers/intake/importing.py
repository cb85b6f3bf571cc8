"""The use case of importing: refuse, read, check, and only then write; all of an evaluation's files or none.

Only if `partial` is asked for are files at fault left out; the report then names them. Personal data refuse everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import reads
from helpers.errors import DataError
from helpers.intake.code_stamp import code_stamp
from helpers.intake.manifest import Event, Manifest, load_manifest, received, write_manifest
from helpers.intake.raw_folder import place_of, raw_files, unreadable
from helpers.intake.report import ImportReport, LeftOut
from helpers.observations.table import Observation, Origin
from helpers.paths import Project, checksum, file_checksum, write_atomically
from helpers.plan.model import Plan, Registry

if TYPE_CHECKING:
    from helpers.intake.examining import Examination

Insist = Callable[[Plan, Registry, Sequence[Observation]], None]


def import_evaluation(
    project: Project,
    evaluation: str,
    *,
    force: bool = False,
    partial: bool = False,
    insist: Insist | None = None,
    search: Callable[[Examination], None] | None = None,
) -> ImportReport:
    """Read all raw files of an evaluation and write its observations and `import.json` to `data/processed/`.

    Nothing is written while any file is at fault. If nothing has changed since the last import, nothing is read.

    Parameters
    ----------
    project
        The project.
    evaluation
        Id of the evaluation.
    force
        Write everything again even if nothing has changed.
    partial
        Import the good files and leave out those at fault.
    insist
        Raises if the observations may not take the place of those before; called before anything is written.
    search
        Raises if what was read may not be here at all; called before other faults of the files are told.

    Raises
    ------
    PlanError
        If plan, registries or `sources.yml` are at fault.
    PrivacyError
        If a file holds personal data; names every such place in all files and no value. Also if `partial`.
    DataError
        With every fault of every file; if `partial`, only where no file is good.
    """
    fingerprint = _fingerprint(project, evaluation)
    last = None if force else last_report(project, evaluation)
    if last is not None and last.fingerprint == fingerprint and _is_intact(project, last, partial=partial):
        return last.reused()
    from helpers.plan.loading import load_plan, load_registry

    plan, registry = load_plan(project, evaluation), load_registry(project)
    examination = examine_evaluation(project, plan, registry)
    if search is not None:
        search(examination)
    return import_examined(project, examination, partial=partial, insist=insist)


def import_examined(
    project: Project, examination: Examination, *, partial: bool = False, insist: Insist | None = None
) -> ImportReport:
    """Write what the examination of an evaluation's files found, unless it is at fault.

    Raises
    ------
    PrivacyError, DataError
        As `import_evaluation`.
    """
    # These import pandas, pandera and DuckDB, which an import that is up to date must not pay for.
    from helpers.intake.reading import checked
    from helpers.observations import store

    tables = checked(examination, partial=partial)
    if insist is not None:
        insist(examination.plan, examination.registry, tables.observations)
    evaluation = examination.plan.id
    # First the record of what was received, last the table's checksum: a killed run is not up to date.
    write_manifest(project, evaluation, _with_received(project, examination.manifest, tables.report))
    store.write(project, evaluation, tables.observations)
    write_atomically(report_file(project, evaluation), tables.report.to_json())
    table = store.observations_file(project, evaluation)
    write_atomically(_stamp(project, evaluation), checksum(table.read_bytes()) + "\n")
    return tables.report


def examine_evaluation(project: Project, plan: Plan, registry: Registry) -> Examination:
    """Look at all raw files of an evaluation, write nothing but kept readings, and tell what is good and bad.

    Raises
    ------
    PlanError
        If `sources.yml` is at fault.
    DataError
        If a file or the list of received files can't be read at all.
    """
    from helpers.intake.examining import examine

    return examine(project, plan, registry, _fingerprint(project, plan.id))


def check_evaluation(project: Project, plan: Plan, registry: Registry) -> ImportReport:
    """Read and check all raw files of an evaluation without writing anything but kept readings.

    Raises
    ------
    PlanError, PrivacyError, DataError
        As `import_evaluation`.
    """
    from helpers.intake.reading import checked

    return checked(examine_evaluation(project, plan, registry)).report


def report_file(project: Project, evaluation: str) -> Path:
    """Return where the report of an evaluation's last import lies."""
    return project.processed / evaluation / "import.json"


def last_report(project: Project, evaluation: str) -> ImportReport | None:
    """Return the report of the last import, or None if there is none or it can't be read."""
    try:
        return ImportReport.from_json(report_file(project, evaluation).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def last_left_out(project: Project, evaluation: str) -> tuple[LeftOut, ...]:
    """Return what the last import did without; mostly nothing."""
    with reads.behind():
        report = last_report(project, evaluation)
    reads.note("import", evaluation, "left_out")
    return report.left_out if report else ()


def holds_invented(project: Project, evaluation: str) -> bool:
    """Return whether the last import gave figures that are made up for the demonstration."""
    with reads.behind():
        report = last_report(project, evaluation)
    reads.note("import", evaluation, "invented")
    return report is not None and dict(report.origins).get(Origin.SYNTHETIC, 0) > 0


def _with_received(project: Project, manifest: Manifest, report: ImportReport) -> Manifest:
    rows: dict[str, int] = {}
    for read in report.files:
        rows[read.file] = rows.get(read.file, 0) + read.rows
    files = {read.file: read for read in report.files}
    events = (
        Event(
            number=0,
            what="received",
            file=file,
            source=read.source,
            checksum=read.checksum,
            size=(project.raw / file).stat().st_size,
            rows=rows[file],
        )
        for file, read in files.items()
    )
    return received(manifest, events, {file: Origin(read.origin) for file, read in files.items()})


def _stamp(project: Project, evaluation: str) -> Path:
    return project.processed / evaluation / "observations.sha256"


def _is_intact(project: Project, last: ImportReport, *, partial: bool) -> bool:
    """Tell whether all that the last import wrote is there, and it is what is asked for now."""
    if last.left_out and not partial:
        return False
    manifest = load_manifest(project, last.evaluation)
    if not all(manifest.holds(read.file, read.checksum) for read in last.files):
        return False
    table = project.processed / last.evaluation / "observations.parquet"
    try:
        return _stamp(project, last.evaluation).read_text(encoding="utf-8").strip() == checksum(table.read_bytes())
    except OSError:
        return False


def _fingerprint(project: Project, evaluation: str) -> str:
    """Return a hash of all files that an import reads, of what was vouched for, and of the code that reads them.

    It does not depend on where the project or the package lies.
    """
    parts = hashlib.sha256(code_stamp().encode())
    for place, path in _inputs(project, evaluation):
        try:
            parts.update(f"{place}\0{file_checksum(path)}\n".encode())
        except OSError as error:
            raise DataError(unreadable(place, error)) from None
    for event in load_manifest(project, evaluation).accepted:
        parts.update(f"{event.what}\0{event.file}\0{event.checksum}\0{event.note}\n".encode())
    return parts.hexdigest()


def _inputs(project: Project, evaluation: str) -> list[tuple[str, Path]]:
    declared = (project.analyses / evaluation / name for name in ("plan.yml", "sources.yml", "cases.yml"))
    named = [*sorted(project.analyses.glob("*.yml")), *(path for path in declared if path.is_file())]
    raw = ((place_of(project, path), path) for path in raw_files(project, evaluation))
    return [*((f"analyses/{path.relative_to(project.analyses).as_posix()}", path) for path in named), *raw]
