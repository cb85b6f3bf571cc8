"""The coverage table: everything that the source documents ask to be measured or say, and where it stands here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from helpers import reads
from helpers.errors import Fault, PlanError
from helpers.paths import Project
from helpers.plan.model import Citation, Plan, Registry

HEADER = ("kind", "id", "evaluation", "document", "page")
KINDS = ("agreement", "area", "goal", "indicator", "activity", "observation", "system", "contradiction", "gap")


@dataclass(frozen=True)
class CoverageRow:
    """One thing that was found when the documents were read."""

    kind: str
    """One of `KINDS`; an observation is a figure that a document prints."""
    id: str
    evaluation: str
    """The evaluation that it belongs to; empty for what all share."""
    document: str
    page: int
    line: int
    """Of `analyses/coverage.csv`."""


@dataclass(frozen=True)
class Covered:
    """What stands in a plan, a registry or a file of documented figures."""

    name: str
    evaluation: str
    """Empty: in a registry that all evaluations share."""
    file: str
    citations: tuple[Citation, ...]


Places = Mapping[tuple[str, str], Covered]
"""Kind and id → where it is."""


def coverage_file(project: Project) -> str:
    """Return where the table lies below the project."""
    return f"{project.relative(project.analyses)}/coverage.csv"


def load_coverage(project: Project) -> tuple[CoverageRow, ...]:
    """Return the table's rows; none if the project has no such table.

    Raises
    ------
    PlanError
        With every line that can't be read.
    """
    path = project.root / coverage_file(project)
    reads.file(path)
    if not path.is_file():
        return ()
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";")
    lines = list(enumerate(reader, start=1))
    faults = [] if lines and tuple(lines[0][1]) == HEADER else [_fault(project, 1, "overskriften er en anden")]
    faults += [_fault(project, number, "linjen kan ikke læses") for number, line in lines[1:] if not _is_row(line)]
    if faults:
        raise PlanError(faults)
    return tuple(CoverageRow(*line[:4], page=int(line[4]), line=number) for number, line in lines[1:])


def _is_row(line: list[str]) -> bool:
    return len(line) == len(HEADER) and line[0] in KINDS and bool(line[1]) and line[4].isdigit()


def _fault(project: Project, line: int, value: str) -> Fault:
    return Fault(
        place=f"{coverage_file(project)}:{line}",
        value=value,
        rule=f"Kolonnerne er {';'.join(HEADER)}; kind er en af {', '.join(KINDS)}, og page er et tal.",
        remedy="Ret linjen.",
    )


def places(plans: tuple[Plan, ...], registry: Registry, figures: Mapping[str, Covered]) -> Places:
    """Return where each thing stands.

    Parameters
    ----------
    plans, registry
        What the project holds.
    figures
        Documented figures by id.
    """
    shared = chain(_of_registry(registry), *(_of_plan(plan) for plan in plans))
    found = dict(shared)
    return found | {("observation", identifier): place for identifier, place in figures.items()}


def _of_registry(registry: Registry) -> Iterator[tuple[tuple[str, str], Covered]]:
    for area in registry.areas:
        yield ("area", area.id), Covered(area.name, "", "areas.yml", _cited(area.source))
    for indicator in registry.indicators:
        yield ("indicator", indicator.id), Covered(indicator.name, "", "indicators.yml", _cited(indicator.source))
    for system in registry.systems:
        yield ("system", system.id), Covered(system.name, system.evaluation or "", "systems.yml", _cited(system.source))


def _of_plan(plan: Plan) -> Iterator[tuple[tuple[str, str], Covered]]:
    file = f"{plan.id}/plan.yml"
    for goal in plan.goals:
        yield ("goal", goal.id), Covered(goal.wording, plan.id, file, (goal.source,))
    for activity in plan.activities:
        yield ("activity", activity.id), Covered(activity.name, plan.id, file, (activity.source,))
    for agreement in plan.agreements:
        yield ("agreement", agreement.id), Covered(agreement.name, plan.id, file, (agreement.source,))
    for gap in plan.gaps:
        yield ("gap", gap.id), Covered(gap.what, plan.id, file, (gap.source,))
    for item in plan.contradictions:
        yield ("contradiction", item.id), Covered(item.what, plan.id, file, item.sources)


def _cited(source: Citation | None) -> tuple[Citation, ...]:
    return () if source is None else (source,)
