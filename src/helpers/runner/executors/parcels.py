"""What a run reads of the project, packed so that it travels with the job.

Workers need not see the project's folder: no path has to be the same on two machines, no half-copied or older folder
can be read by mistake, and an internal row never leaves the machine for a public page.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.demo.documented import FOLDER as DOCUMENTED
from helpers.disclosure.deciding import protection_file
from helpers.intake.importing import report_file
from helpers.ledger.chain import head_file, ledger_file
from helpers.observations.store import content_for, observations_file
from helpers.observations.table import Audience
from helpers.output.method_pages import RESULTS
from helpers.output.worked_examples import SPEC
from helpers.paths import Project, checksum, file_checksum
from helpers.plan.loading import evaluations
from helpers.runner.executors.carrying import Parcel
from helpers.runner.jobs import Job


def common_parcel(project: Project) -> Parcel:
    """Return what any run may read: plans, registries, printed figures, the ledger and the method pages' sources.

    Whole folders, so that a notebook that lists one finds the same names on every machine.
    """
    files = (project.site_config, ledger_file(project), head_file(project))
    folders = [project.analyses, project.root / SPEC, project.root / RESULTS]
    folders += [project.raw / name / DOCUMENTED for name in evaluations(project)]
    return _packed(project, [*files, *(path for folder in folders for path in _seen_in(folder))])


def evaluation_parcel(project: Project, evaluation: str, audience: Audience) -> Parcel:
    """Return the observations of one evaluation that its pages may read, what is hidden of them, and the receipt."""
    beside = (project.root / protection_file(project, evaluation, audience), report_file(project, evaluation))
    packed = dict(_packed(project, beside))
    table = observations_file(project, evaluation)
    if table.is_file():
        packed[table.relative_to(project.root).as_posix()] = content_for(project, evaluation, audience)
    return packed


def stood_in(project: Project, evaluation: str, parcel: Parcel) -> dict[str, str]:
    """Return the hash of the observations in a parcel with that of the file they were taken from, if they differ."""
    table = observations_file(project, evaluation)
    sent = parcel.get(table.relative_to(project.root).as_posix())
    if sent is None:
        return {}
    pair = checksum(sent), file_checksum(table)
    return {} if pair[0] == pair[1] else dict([pair])


def notebook_parcel(project: Project, job: Job) -> Parcel:
    """Return a job's notebook under the path that it has for a worker."""
    return {notebook_path(project, job): job.notebook.read_bytes()}


def notebook_path(project: Project, job: Job) -> str:
    """Return where a worker lays a job's notebook; one from outside the project keeps its folder's name."""
    path = job.notebook
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else job.shown_notebook


def evaluations_of(job: Job) -> tuple[str, ...]:
    """Return the evaluations that a job's parameters name, alone or with commas between them."""
    named = (str(job.parameters.get(name, "")) for name in ("evaluation", "evaluations"))
    return tuple(dict.fromkeys(found.strip() for text in named for found in text.split(",") if found.strip()))


def audience_of(job: Job) -> Audience:
    """Return whom a job's page is for; internal rows travel only for a page that says so itself."""
    return "internal" if job.parameters.get("audience") == "internal" else "public"


def _packed(project: Project, paths: Iterable[Path]) -> Parcel:
    # Not resolved: a folder of the project may be a link to another disk.
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in sorted(paths) if path.is_file()}


def _seen_in(folder: Path) -> list[Path]:
    """Return the files below a folder that no editor or Python has put there for itself."""
    return [path for path in folder.rglob("*") if not any(map(_is_aside, path.relative_to(folder).parts))]


def _is_aside(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"
