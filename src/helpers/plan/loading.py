"""Plans and registries from `analyses/`, read, joined and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from helpers import reads, unchanged
from helpers.errors import Fault, PlanError, UsageError
from helpers.paths import Project
from helpers.plan.checking import check_plan
from helpers.plan.definitions import Definition, check_definitions, lock_file
from helpers.plan.documents import registry_citations
from helpers.plan.histories import check_changes
from helpers.plan.marked import Marked, read_marked
from helpers.plan.model import Area, AreaChange, Indicator, Plan, Registry, System
from helpers.plan.placed import PlanInPlace
from helpers.plan.question_lock import check_questions, questions_of
from helpers.plan.registries import check_areas, check_indicators, check_places
from helpers.plan.sharing import check_sharing
from helpers.plan.systems import check_systems
from helpers.plan.validating import in_line_order, suggestion, validate


class _Registries(NamedTuple):
    registry: Registry | None
    faults: tuple[Fault, ...]
    citing: tuple[tuple[BaseModel, Marked], ...] = ()
    """The files as read; which documents they may cite is known when all plans are."""


class AreasFile(BaseModel):
    """The whole of `areas.yml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1]
    areas: tuple[Area, ...] = Field(min_length=1)
    changes: tuple[AreaChange, ...] = ()


class IndicatorsFile(BaseModel):
    """The whole of `indicators.yml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1]
    indicators: tuple[Indicator, ...] = Field(min_length=1)


class SystemsFile(BaseModel):
    """The whole of `systems.yml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1]
    systems: tuple[System, ...] = ()


def evaluations(project: Project) -> tuple[str, ...]:
    """Return the ids of all evaluations: the folders of `analyses/` that hold a `plan.yml`, sorted."""
    return tuple(sorted(plan.parent.name for plan in project.analyses.glob("*/plan.yml")))


def load_registry(project: Project, *, locked: bool = True) -> Registry:
    """Return the areas, indicators and systems that all evaluations share.

    Parameters
    ----------
    locked
        Hold the definitions against `definitions.lock`; False only for the command that writes the lock.

    Raises
    ------
    PlanError
        With every fault of `areas.yml`, `areas.geojson`, `indicators.yml` and `systems.yml`.
    """
    registry, faults = _known_registry(project) if locked else _registry(project, locked=False)[:2]
    if registry is None or faults:
        raise PlanError(in_line_order(faults))
    return registry


def asked_questions(project: Project) -> dict[str, tuple[Definition, ...]]:
    """Return the effect questions of each plan as they stand, for the command that locks them.

    Raises
    ------
    PlanError
        With every fault of form in the plans; what is locked isn't held against them.
    """
    found: dict[str, tuple[Definition, ...]] = {}
    faults: tuple[Fault, ...] = ()
    for name in evaluations(project):
        plan, told = validate(Plan, read_marked(project, project.analyses / name / "plan.yml"))
        faults += told
        found[name] = () if plan is None else questions_of(plan)
    if faults:
        raise PlanError(in_line_order(faults))
    return found


def load_plan(project: Project, evaluation: str) -> Plan:
    """Return one evaluation, checked against the registries.

    Raises
    ------
    UsageError
        If there is no evaluation of that name.
    PlanError
        With every fault of the plan and of the registries.
    """
    known = evaluations(project)
    if evaluation not in known:
        raise UsageError(
            Fault(
                place="analyses/",
                value=f"evalueringen »{evaluation}« findes ikke",
                rule=f"Projektet har: {', '.join(known) or 'ingen'}.",
                remedy=suggestion(evaluation, known),
            )
        )
    return _known_plan(project, evaluation, known)


def load_plans(project: Project) -> tuple[Plan, ...]:
    """Return all evaluations in the order in which pages show them: by `position`, then by id.

    Raises
    ------
    PlanError
        With every fault of all plans and registries.
    """
    registry, faults, citing = _registry(project)
    plans: list[Plan] = []
    for name in evaluations(project):
        plan, found = _plan(project, name, registry)
        faults += found
        if plan is not None:
            plans.append(plan)
    faults += tuple(fault for file, marked in citing for fault in registry_citations(file, marked, plans))
    faults += check_sharing(plans, lambda plan: read_marked(project, project.analyses / plan.id / "plan.yml"))
    if faults:
        raise PlanError(in_line_order(faults))
    return tuple(sorted(plans, key=lambda plan: (plan.position, plan.id)))


def _registry_files(project: Project) -> tuple[Path, ...]:
    names = ("areas.yml", "areas.geojson", "indicators.yml", "systems.yml")
    return (*(project.analyses / name for name in names), lock_file(project))


def _known_registry(project: Project) -> tuple[Registry | None, tuple[Fault, ...]]:
    """Return the registries and their faults; made anew only when a file or the list of evaluations has changed."""
    return unchanged.made_from(
        _registry_files(project),
        ("registry", project.root),
        lambda: _registry(project)[:2],
        evaluations(project),
    )


def _known_plan(project: Project, name: str, known: tuple[str, ...]) -> Plan:
    def make() -> Plan:
        registry, faults = _known_registry(project)
        plan, found = _plan(project, name, registry)
        faults += found
        if plan is None or faults:
            raise PlanError(in_line_order(faults))
        return plan

    files = (*_registry_files(project), project.analyses / name / "plan.yml")
    return unchanged.made_from(files, ("plan", project.root, name), make, known)


def _registry(project: Project, *, locked: bool = True) -> _Registries:
    marked_areas = read_marked(project, project.analyses / "areas.yml")
    areas, faults = validate(AreasFile, marked_areas)
    marked_indicators = read_marked(project, project.analyses / "indicators.yml")
    indicators, found = validate(IndicatorsFile, marked_indicators)
    faults += found
    if areas is not None:
        faults += check_areas(areas.areas, marked_areas)
        faults += check_changes(areas.areas, areas.changes, marked_areas)
        faults += _places(project, areas.areas)
    if indicators is not None:
        faults += check_indicators(indicators.indicators, marked_indicators)
    systems, marked_systems, found = _systems(project)
    faults += found
    if areas is None or indicators is None:
        return _Registries(None, faults)
    registry = Registry(
        areas=areas.areas, indicators=indicators.indicators, changes=areas.changes, systems=systems.systems
    )
    if locked:
        faults += check_definitions(project, registry, (marked_areas, marked_indicators))
    citing = ((areas, marked_areas), (indicators, marked_indicators), (systems, marked_systems))
    return _Registries(registry, faults, citing)


def _systems(project: Project) -> tuple[SystemsFile, Marked, tuple[Fault, ...]]:
    path, nothing = project.analyses / "systems.yml", SystemsFile(version=1)
    reads.file(path)
    if not path.is_file():
        return nothing, Marked(project.relative(path)), ()
    marked = read_marked(project, path)
    made, faults = validate(SystemsFile, marked)
    if made is None:
        return nothing, marked, faults
    return made, marked, (*faults, *check_systems(made.systems, evaluations(project), marked))


def _places(project: Project, areas: tuple[Area, ...]) -> tuple[Fault, ...]:
    path = project.analyses / "areas.geojson"
    reads.file(path)
    return check_places(areas, read_marked(project, path)) if path.is_file() else ()


def _plan(project: Project, name: str, registry: Registry | None) -> tuple[Plan | None, tuple[Fault, ...]]:
    marked = read_marked(project, project.analyses / name / "plan.yml")
    plan, faults = validate(Plan, marked)
    if plan is None or registry is None:
        return plan, faults
    faults += check_plan(PlanInPlace(plan, registry, name, marked))
    return plan, (*faults, *check_questions(project, plan, marked))
