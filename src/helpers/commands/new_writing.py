"""A new evaluation to disk: checked as `maalbar check` would check it, then all of it written or nothing."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from helpers.errors import Fault, PlanError, UsageError
from helpers.intake.sources import load_sources
from helpers.paths import Project, write_atomically, writing_to
from helpers.plan.appending import appended
from helpers.plan.copying import copied
from helpers.plan.drafting import Content, Draft, FirstGoal, plan_text, sources_text, written_by_hand
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import Area, Plan, Registry

AREAS = "areas.yml"


def write_evaluation(
    project: Project, draft: Draft, origin: Plan | tuple[FirstGoal, tuple[str, ...]]
) -> tuple[Path, ...]:
    """Write `plan.yml` and `sources.yml` of a new evaluation, and its new areas into `areas.yml`.

    Parameters
    ----------
    project
        The project.
    draft
        The head of the plan.
    origin
        The plan to copy goals and activities from, or the first goal and all focus areas.

    Returns
    -------
    tuple of Path
        The files written or changed.

    Raises
    ------
    UsageError
        If the evaluation is there already, or with every fault that `maalbar check` would find in it.
    PlanError
        If the registries are at fault.
    """
    folder = project.analyses / draft.id
    if folder.exists():
        raise UsageError(_taken(project.relative(folder)))
    registry = _with_new_areas(load_registry(project), draft)
    texts = {"plan.yml": plan_text(draft, _content(draft, registry, origin)), "sources.yml": sources_text()}
    # As bytes, so that line ends of Windows stay as they are.
    before = (project.analyses / AREAS).read_bytes()
    areas = before
    if draft.new_areas:
        areas = appended(before.decode("utf-8"), "areas", draft.new_areas, f"analyses/{AREAS}").encode("utf-8")
    _check(project, draft.id, texts, areas)
    _write(project, draft.id, texts, before, areas)
    written = tuple(folder / name for name in texts)
    return (*written, project.analyses / AREAS) if draft.new_areas else written


def _content(draft: Draft, registry: Registry, origin: Plan | tuple[FirstGoal, tuple[str, ...]]) -> Content:
    if isinstance(origin, Plan):
        return copied(origin, draft, registry)
    goal, focus_areas = origin
    return written_by_hand(draft, goal, registry, focus_areas)


def _with_new_areas(registry: Registry, draft: Draft) -> Registry:
    added = tuple(Area.model_validate(entry) for entry in draft.new_areas)
    return registry.model_copy(update={"areas": (*registry.areas, *added)})


def _check(project: Project, name: str, texts: dict[str, str], areas: bytes) -> None:
    """Load the evaluation in a copy of the registries, so that not a byte is written before all is well."""
    with tempfile.TemporaryDirectory(prefix="maalbar-new-") as beside:
        copy = Project(Path(beside))
        (copy.analyses / name).mkdir(parents=True)
        for path in sorted(project.analyses.iterdir()):
            if path.is_file():
                shutil.copyfile(path, copy.analyses / path.name)
        (copy.analyses / AREAS).write_bytes(areas)
        (copy.analyses / "systems.yml").unlink(missing_ok=True)  # It names evaluations that aren't in the copy.
        for file, text in texts.items():
            (copy.analyses / name / file).write_bytes(text.encode("utf-8"))
        try:
            load_sources(copy, load_plan(copy, name), load_registry(copy))
        except PlanError as error:
            raise UsageError(error.faults) from None


def _write(project: Project, name: str, texts: dict[str, str], before: bytes, areas: bytes) -> None:
    """Make the folder in one move, with the areas that it needs written just before and taken back if it fails."""
    folder = project.analyses / name
    with writing_to(folder):
        project.build.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=project.build, prefix="new-"))
        try:
            made = beside / name
            made.mkdir()
            for file, text in texts.items():
                (made / file).write_bytes(text.encode("utf-8"))
            write_atomically(project.analyses / AREAS, areas)
            try:
                made.rename(folder)
            except BaseException:
                write_atomically(project.analyses / AREAS, before)
                raise
        finally:
            with suppress(OSError):
                shutil.rmtree(beside)


def _taken(place: str) -> Fault:
    return Fault(
        place=place,
        value="mappen findes allerede",
        rule="En ny evaluering får sin egen mappe; en, der er der, bliver ikke rørt.",
        remedy="Vælg et andet id.",
    )
