"""What a run reads of the project, packed so that it travels with the job; and what it wrote, on the way back.

A parcel is a mapping from a path below the project to the file's content. Workers need not see the project's folder:
no path has to be the same on two machines, no half-copied or older folder can be read by mistake, and an internal row
never leaves the machine for a public page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from helpers.demo.documented import documented_files
from helpers.disclosure.deciding import protection_file
from helpers.intake.importing import report_file
from helpers.ledger.chain import head_file, ledger_file
from helpers.observations.store import content_for, observations_file
from helpers.observations.table import Audience
from helpers.output.method_pages import method_files
from helpers.paths import Project
from helpers.plan.loading import evaluations
from helpers.runner.jobs import Job

Parcel = Mapping[str, bytes]

NOT_READ = {".ipynb"}
"""Files under `analyses/` that no page reads: researchers' own notebooks."""


def common_parcel(project: Project) -> Parcel:
    """Return what any run may read: plans, registries, printed figures, the ledger and the method pages' sources."""
    read = [project.site_config, project.lock_file, ledger_file(project), head_file(project), *method_files(project)]
    read += [path for path in project.analyses.rglob("*") if path.suffix not in NOT_READ and _is_seen(project, path)]
    for name in evaluations(project):
        read += documented_files(project.raw, name)
    return _packed(project, read)


def evaluation_parcel(project: Project, evaluation: str, audience: Audience) -> Parcel:
    """Return the observations of one evaluation that its pages may read, what is hidden of them, and the receipt."""
    beside = (project.root / protection_file(project, evaluation, audience), report_file(project, evaluation))
    packed = dict(_packed(project, beside))
    table = observations_file(project, evaluation)
    if table.is_file():
        packed[table.relative_to(project.root).as_posix()] = content_for(project, evaluation, audience)
    return packed


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


def files_in(folder: Path) -> Parcel:
    """Return every file below a folder with its content."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def unpack(parcel: Parcel, folder: Path) -> None:
    """Write what a parcel holds below a folder.

    Raises
    ------
    ValueError
        If a path would leave the folder.
    """
    for name, content in parcel.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise ValueError(name)
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _packed(project: Project, paths: Iterable[Path]) -> Parcel:
    # Not resolved: a folder of the project may be a link to another disk.
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in sorted(paths) if path.is_file()}


def _is_seen(project: Project, path: Path) -> bool:
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(project.analyses).parts)
