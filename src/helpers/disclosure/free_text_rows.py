"""Remarks and reasons in raw files, which pages show, and examples: searched before an import is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.disclosure.cases import accepted_in, check_cases
from helpers.disclosure.free_text import text_faults
from helpers.errors import Fault, PrivacyError
from helpers.intake.public_names import PublicNames
from helpers.intake.sources import load_sources
from helpers.observations.table import Observation, Origin
from helpers.paths import Project
from helpers.plan.model import Plan, Registry


def insist_on_texts(project: Project, plan: Plan, registry: Registry, observations: Sequence[Observation]) -> None:
    """Refuse an evaluation whose examples or remarks can point at a person, and nobody has answered for it.

    What a document prints is printed already and is left as it is; remarks beside it are searched as all others.

    Raises
    ------
    PlanError
        If `cases.yml` is at fault.
    PrivacyError
        With every finding: file, row, kind and position, and never what was found.
    """
    accepted = accepted_in(check_cases(project, plan, registry))
    faults = tuple(dict.fromkeys(_faults(project, plan, registry, observations, accepted)))
    if faults:
        raise PrivacyError(faults)


def _faults(
    project: Project, plan: Plan, registry: Registry, observations: Sequence[Observation], accepted: frozenset[str]
) -> Iterator[Fault]:
    if not any(found.note for found in observations):
        return
    sources = load_sources(project, plan, registry)
    public = {source.id: PublicNames.of(plan, registry, source) for source in sources}
    clean: set[tuple[str, str]] = set()
    for found in observations:
        if not found.note or (found.source, found.note) in clean:
            continue
        faults = text_faults(found.note, public[found.source], accepted, f"data/raw/{found.file}", strict=False)
        yield from (_at(fault, found) for fault in faults)
        if not faults:
            clean.add((found.source, found.note))


def _at(fault: Fault, found: Observation) -> Fault:
    kind = "et dokumenteret tal" if found.origin is Origin.DOCUMENTED else "tallet"
    return Fault(
        fault.place, f"{fault.value} i bemærkningen til {kind}", fault.rule, fault.remedy, found.sheet, found.row
    )
