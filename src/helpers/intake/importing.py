"""The use case of importing: refuse, read, check, and only then write; all of an evaluation's files or none."""

from __future__ import annotations

import hashlib
from pathlib import Path

from helpers.errors import DataError, Fault
from helpers.intake.personal_numbers import shown_path
from helpers.intake.report import ImportReport
from helpers.paths import Project, checksum, write_atomically
from helpers.plan.model import Plan, Registry

_CODE = ("intake", "observations", "plan")
"""Packages whose code decides what an import gives."""


def import_evaluation(project: Project, evaluation: str, *, force: bool = False) -> ImportReport:
    """Read all raw files of an evaluation and write its observations and `import.json` to `data/processed/`.

    Nothing is written while any file is at fault. If nothing has changed since the last import, nothing is read.

    Parameters
    ----------
    project
        The project.
    evaluation
        Id of the evaluation.
    force
        Read everything again even if nothing has changed.

    Raises
    ------
    PlanError
        If plan, registries or `sources.yml` are at fault.
    PrivacyError
        If a file holds a personal number; names every such place in all files and no number.
    DataError
        With every fault of every file.
    """
    fingerprint = _fingerprint(project, evaluation)
    last = None if force else last_report(project, evaluation)
    if last is not None and last.fingerprint == fingerprint and _is_intact(project, evaluation):
        return last.reused()
    from helpers.plan.loading import load_plan, load_registry

    return _import(project, load_plan(project, evaluation), load_registry(project), fingerprint)


def report_file(project: Project, evaluation: str) -> Path:
    """Return where the report of an evaluation's last import lies."""
    return project.processed / evaluation / "import.json"


def last_report(project: Project, evaluation: str) -> ImportReport | None:
    """Return the report of the last import, or None if there is none or it can't be read."""
    try:
        return ImportReport.from_json(report_file(project, evaluation).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def check_evaluation(project: Project, plan: Plan, registry: Registry) -> ImportReport:
    """Read and check all raw files of an evaluation without writing anything.

    Raises
    ------
    PlanError, PrivacyError, DataError
        As `import_evaluation`.
    """
    from helpers.intake.reading import import_raw

    return import_raw(project, plan, registry, _fingerprint(project, plan.id)).report


def _import(project: Project, plan: Plan, registry: Registry, fingerprint: str) -> ImportReport:
    # These import pandas, pandera and DuckDB, which an import that is up to date must not pay for.
    from helpers.intake.reading import import_raw
    from helpers.observations import store

    checked = import_raw(project, plan, registry, fingerprint)
    # The report names the table's checksum last: a run that is killed between the two files is not up to date.
    store.write(project, plan.id, checked.observations)
    write_atomically(report_file(project, plan.id), checked.report.to_json())
    write_atomically(_stamp(project, plan.id), checksum(store.observations_file(project, plan.id).read_bytes()) + "\n")
    return checked.report


def _stamp(project: Project, evaluation: str) -> Path:
    return project.processed / evaluation / "observations.sha256"


def _is_intact(project: Project, evaluation: str) -> bool:
    table = project.processed / evaluation / "observations.parquet"
    try:
        return _stamp(project, evaluation).read_text(encoding="utf-8").strip() == checksum(table.read_bytes())
    except OSError:
        return False


def _fingerprint(project: Project, evaluation: str) -> str:
    """Return a hash of all files that an import reads and of the code that reads them."""
    parts = hashlib.sha256()
    for name, path in _inputs(project, evaluation):
        try:
            parts.update(f"{name}\0{checksum(path.read_bytes())}\n".encode())
        except OSError as error:
            raise DataError(_unreadable(name, error)) from None
    return parts.hexdigest()


def _inputs(project: Project, evaluation: str) -> list[tuple[str, Path]]:
    """Return name and path of each input; names don't depend on where the project or the package lies."""
    folder = project.analyses / evaluation
    named = [project.analyses / "areas.yml", project.analyses / "indicators.yml"]
    named += [folder / "plan.yml", folder / "sources.yml"]
    raw = sorted(path for path in (project.raw / evaluation).rglob("*") if path.is_file())
    package = Path(__file__).resolve().parent.parent
    code = sorted(path for stage in _CODE for path in (package / stage).glob("*.py"))
    own = [(project.relative(path), path) for path in (*named, *raw) if path.is_file()]
    return [*own, *((path.relative_to(package).as_posix(), path) for path in code)]


def _unreadable(name: str, error: OSError) -> Fault:
    return Fault(
        place=shown_path(name),
        value=f"filen kan ikke læses ({error.strerror or type(error).__name__})",
        rule="Målbar skal kunne læse alle filer i data/raw/ og analyses/.",
        remedy="Giv læseadgang, og luk filen i andre programmer.",
    )
