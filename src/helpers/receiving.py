"""The use cases about raw files: check them, import them, vouch for a change."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers import freshness
from helpers.disclosure.policy import load_policies
from helpers.errors import DataError, Fault, MaalbarError, PlanError, PrivacyError, SealedError
from helpers.intake.importing import examine_evaluation, import_evaluation
from helpers.intake.manifest import Event
from helpers.intake.report import ImportReport, Verdict
from helpers.observations.table import Query
from helpers.paths import Project
from helpers.plan.loading import evaluations, load_plan, load_plans, load_registry
from helpers.plan.model import Plan
from helpers.sealing.gate import Gate
from helpers.sealing.public_notes import faults_of_small_counts
from helpers.selection import Selection

if TYPE_CHECKING:
    from helpers.intake.examining import Examination  # loads pandas, which an import that is up to date must not
    from helpers.intake.strays import Strays


@dataclass(frozen=True)
class Checked:
    """What `check` found when nothing is at fault."""

    plans: tuple[Plan, ...]
    reports: tuple[ImportReport, ...]

    misplaced: tuple[Fault, ...] = ()
    """A warning for each file that lies in no evaluation's folder."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Things to look at that do not stop an import: those on invented files last."""
        invented = {
            f"data/raw/{one.file}" for report in self.reports for one in report.files if one.origin == "synthetic"
        }
        found = (*self.misplaced, *(warning for report in self.reports for warning in report.warnings))
        return tuple(str(warning) for warning in sorted(found, key=lambda warning: warning.place in invented))

    def summary(self) -> str:
        """Return the findings in one Danish sentence."""
        goals = sum(len(plan.goals) for plan in self.plans)
        return f"Ingen fejl: {len(self.plans)} evalueringer med {goals} mål, og alle råfiler kan læses."


@dataclass(frozen=True)
class Examined:
    """Everything that was found in plans and raw files, good and bad."""

    plans: tuple[Plan, ...]
    examinations: tuple[Examination, ...]
    errors: tuple[MaalbarError, ...]
    """Of evaluations whose files could not be looked at, because their declaration is at fault."""
    misplaced: Strays | None = None
    """Files that lie in no evaluation's folder."""
    gate: Gate | None = None
    """What sealed rounds hold the project to."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What was found about each raw file."""
        from helpers.intake.verdicts import verdicts, verdicts_on_strays

        outside = () if self.misplaced is None else verdicts_on_strays(self.misplaced)
        return (*(verdict for one in self.examinations for verdict in verdicts(one)), *outside)

    def checked(self) -> Checked:
        """Return what was found if all of it is good.

        Raises
        ------
        PlanError, PrivacyError, SealedError, DataError
            The gravest kind that has a fault, with all faults of that kind.
        """
        from helpers.intake.reading import checked

        reports: list[ImportReport] = []
        errors = list(self.errors)
        if self.misplaced is not None and self.misplaced.privacy:
            errors.append(PrivacyError(self.misplaced.privacy))
        for examination in self.examinations:
            try:
                if self.gate is not None:
                    _search(self.gate.project, examination)
                    self.gate.insist_on_files(examination)
                tables = checked(examination)
                if self.gate is not None:
                    self.gate.insist(examination.plan, examination.registry, tables.observations)
                reports.append(tables.report)
            except (PlanError, DataError, PrivacyError, SealedError) as error:
                errors.append(error)
        _raise_together(errors)
        outside = () if self.misplaced is None else self.misplaced.warnings
        return Checked(self.plans, tuple(reports), outside)

    def as_dict(self, error: MaalbarError | None) -> dict[str, object]:
        """Return the findings as plain data: faults of the gravest kind, every warning, and each file's verdict."""
        found = self.verdicts
        return {
            "evaluations": [plan.id for plan in self.plans],
            "goals": sum(len(plan.goals) for plan in self.plans),
            "kind": None if error is None else error.title,
            "faults": [] if error is None else [fault.as_dict() for fault in error.faults],
            "warnings": [warning.as_dict() for verdict in found for warning in verdict.warnings],
            "files": [verdict.as_dict() for verdict in found],
        }


def check(project: Project) -> Checked:
    """Check plans, registries and raw files, and give every fault at once.

    Raises
    ------
    PlanError, PrivacyError, DataError
        The first kind that has a fault, with all faults of that kind.
    """
    return examine_all(project).checked()


def examine_all(project: Project, evaluation: str | None = None) -> Examined:
    """Look at plans, registries and the raw files of all evaluations (or one), and raise nothing about the files.

    Raises
    ------
    PlanError
        If plans, registries or rules of protection are at fault.
    UsageError
        If there is no such evaluation.
    """
    registry = load_registry(project)
    plans = load_plans(project)
    Selection(evaluation=evaluation).check(plans)
    if (project.analyses / "disclosure.yml").is_file():
        load_policies(project, registry, plans)
    examinations: list[Examination] = []
    errors: list[MaalbarError] = []
    for plan in plans:
        if evaluation in (None, plan.id):
            try:
                examinations.append(examine_evaluation(project, plan, registry))
            except (PlanError, DataError) as error:
                errors.append(error)
    gate = Gate.of(project)
    try:
        gate.insist_on_evaluations([plan.id for plan in plans])
    except SealedError as error:
        errors.append(error)
    return Examined(plans, tuple(examinations), tuple(errors), misplaced(project), gate)


def misplaced(project: Project) -> Strays:
    """Return the files below `data/raw/` that lie in no evaluation's folder."""
    from helpers.intake import strays

    return strays.misplaced(project, evaluations(project))


def _raise_together(errors: Iterable[MaalbarError]) -> None:
    """Raise all faults of the gravest kind at once: a plan can't be trusted, then privacy, what is sealed, data."""
    found = tuple(errors)
    for kind in (PlanError, PrivacyError, SealedError, DataError):
        faults = [fault for error in found if isinstance(error, kind) for fault in error.faults]
        if faults:
            from helpers.intake.strays import together

            raise kind(together(faults))


def import_all(
    project: Project, evaluation: str | None = None, *, partial: bool = False, amending: Collection[str] = ()
) -> tuple[ImportReport, ...]:
    """Read the raw files of all evaluations (or one), all or nothing for each unless `partial`.

    Parameters
    ----------
    project
        The project.
    evaluation
        Only this one.
    partial
        Leave out files at fault.
    amending
        Releases that are about to be sealed anew; what is sealed otherwise may not change.

    Raises
    ------
    PlanError, PrivacyError, SealedError, DataError
        With every fault; nothing at fault is written.
    """
    gate = Gate.of(project, amending)
    plans = load_plans(project)
    gate.insist_on_evaluations([plan.id for plan in plans])
    Selection(evaluation=evaluation).check(plans)
    reports: list[ImportReport] = []
    errors: list[MaalbarError] = []
    for name in evaluations(project):
        if evaluation in (None, name):
            try:
                reports.append(_imported(gate, name, partial=partial))
            except (PlanError, DataError, PrivacyError, SealedError) as error:
                errors.append(error)
    outside = misplaced(project)
    if outside.privacy:
        errors.append(PrivacyError(outside.privacy))
    _raise_together(errors)
    return tuple(reports)


def _search(project: Project, examination: Examination) -> None:
    """Refuse texts that can point at a person, in files at fault too; a personal number in a file goes first."""
    from helpers.disclosure.free_text_rows import insist_on_texts
    from helpers.intake.file_cache import FileCache

    if examination.privacy:
        return
    read = [item.observation for batch in examination.batches for item in batch.gave.located]
    try:
        insist_on_texts(project, examination.plan, examination.registry, read)
    except PrivacyError:
        # What was read of the files is kept, and holds what was refused.
        FileCache.of(project, examination.plan, examination.registry).prune(())
        raise


def _imported(gate: Gate, name: str, *, partial: bool) -> ImportReport:
    """Import an evaluation unless that would change a sealed round, or read the next before its time."""
    project = gate.project
    if gate.has_changed_files(name):
        gate.insist_on_files(examine_evaluation(project, load_plan(project, name), load_registry(project)))
    search = functools.partial(_search, project)
    report = import_evaluation(project, name, partial=partial, insist=gate.insist, search=search)
    if report.up_to_date and gate.sealed(name):
        # The import was let through when it was made, but perhaps for an amendment that was never finished.
        from helpers.observations.store import read

        observations = read(project, Query(name, audience="internal"))
        gate.insist(load_plan(project, name), load_registry(project), observations)
    return report


def accept_change(project: Project, named: str, note: str, *, removed: bool = False) -> Event:
    """Record why a raw file is no longer as it was received; the next build looks at everything again.

    Raises
    ------
    UsageError, PlanError, PrivacyError, DataError
        As `helpers.intake.accepting.accept`; also a note that tells a small count of people, as the site shows it.
    """
    from helpers.intake.accepting import accept

    _insist_on_no_small_counts(project, note)
    event = accept(project, named, note, removed=removed)
    for record in sorted(project.build.glob("fresh-*.json")):
        freshness.forget(record)
    return event


def _insist_on_no_small_counts(project: Project, note: str) -> None:
    if (project.analyses / "disclosure.yml").is_file():
        policies = load_policies(project, load_registry(project), load_plans(project))
        smallest = max((policy.smallest_shown for policy in policies.values()), default=0)
        if faults := tuple(faults_of_small_counts(note, smallest, "--note")):
            raise PrivacyError(faults)


def import_summary(report: ImportReport) -> str:
    """Return in Danish what an import did."""
    if report.up_to_date:
        return f"{report.evaluation}: {report.observations} tal, var ajour."
    warned = f", {len(report.warnings)} ting at se på" if report.warnings else ""
    return (
        f"{report.evaluation}: {report.observations} tal fra {len({one.file for one in report.files})} filer{warned}."
    )


def left_out_words(reports: Iterable[ImportReport]) -> tuple[str, ...]:
    """Return in Danish what a partial import did without, one line for each file."""
    return tuple(
        f"data/raw/{one.file} ({one.owner or 'ukendt ejer'}): "
        + (f"{one.faults} fejl" if one.faults else "læses sammen med en fil med fejl")
        for report in reports
        for one in report.left_out
    )
