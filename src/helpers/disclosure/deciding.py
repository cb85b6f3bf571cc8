"""What is hidden in the project's evaluations: decided for all of them at once, and stored for every page to obey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from helpers import unchanged
from helpers.disclosure.cells import Behind, Cell
from helpers.disclosure.earlier import read_earlier
from helpers.disclosure.keeping import KeptDecision, decided_from
from helpers.disclosure.outdated import as_outdated, outdated, outdated_text
from helpers.disclosure.policy import load_policies
from helpers.disclosure.profiles import Policy
from helpers.disclosure.published import published_texts
from helpers.disclosure.rounding import rounded
from helpers.disclosure.suppression import Protection, protect_all
from helpers.errors import DataError, Fault
from helpers.measurement.measuring_all import measure
from helpers.measurement.results import Results
from helpers.observations.store import observations_file, read
from helpers.observations.table import Audience, Observation, Query
from helpers.paths import Project, checksum
from helpers.plan.model import Plan, Registry


def protection_file(project: Project, evaluation: str, audience: Audience) -> str:
    """Return the path, below the project, of the evaluation's stored protection decisions."""
    return project.relative(project.processed / evaluation / f"protection-{audience}.json")


def outdated_file(project: Project, audience: Audience) -> Path:
    """Return where the list of published figures that are another number today is kept; none before a publication."""
    return project.processed / f"outdated-{audience}.json"


def decide_protections(
    project: Project, plans: Sequence[Plan], registry: Registry, audience: Audience
) -> dict[str, Protection]:
    """Decide for all imported evaluations together what is hidden, and store it; pages must not decide one by one.

    What is stored is taken as it lies if it was decided from the same observations, plans, registry, rules, earlier
    publications and code.

    Parameters
    ----------
    project
        Where everything lies.
    plans
        All evaluations of the project; those that are not imported are left out.
    registry
        Areas and indicators.
    audience
        Whose pages.

    Raises
    ------
    PlanError
        If a rule of protection is at fault.
    DataError
        If what was published before is gone.
    """
    imported = [plan for plan in plans if observations_file(project, plan.id).is_file()]
    policies = load_policies(project, registry, imported)
    published = published_texts(project)
    origin = decided_from(project, imported, registry, policies, published, audience)
    kept = {
        plan.id: KeptDecision(project.root / protection_file(project, plan.id, audience), origin) for plan in imported
    }
    changed = KeptDecision(outdated_file(project, audience), origin) if published else None
    stored = {name: decision.text() for name, decision in kept.items()}
    if all(text is not None for text in stored.values()) and (changed is None or changed.text() is not None):
        return {name: Protection.from_json(text) for name, text in stored.items() if text is not None}
    results, behind = _measured(project, imported, registry, policies, audience)
    earlier = read_earlier(published)
    decided = protect_all(results, registry, policies, earlier, behind=behind)
    for name, decision in kept.items():
        decision.write(decided[name].to_json())
    if changed is not None:
        releases = dict(zip((checksum(text.encode()) for text in published), earlier, strict=True))
        changed.write(outdated_text(outdated(results.values(), registry, releases)))
    return decided


def outdated_figures(project: Project, audience: Audience) -> tuple[tuple[Cell, tuple[str, ...]], ...]:
    """Return the published figures that are another number today, each with the checksums of what told the old one.

    It is decided together with what is hidden; nothing was published: none.
    """
    path = outdated_file(project, audience)
    return as_outdated(path.read_text(encoding="utf-8")) if published_texts(project) and path.is_file() else ()


def _measured(
    project: Project, plans: Sequence[Plan], registry: Registry, policies: Mapping[str, Policy], audience: Audience
) -> tuple[dict[str, Results], dict[str, Behind]]:
    """Return what each evaluation tells, rounded where its rules say so, and what stands behind it."""
    results: dict[str, Results] = {}
    behind: dict[str, Behind] = {}
    for plan in plans:
        observations = read(project, Query(plan.id, audience=audience))
        step = policies[plan.id].rounding
        results[plan.id] = measure(plan, registry, rounded(observations, registry, step))
        counted = None if step is None else measure(plan, registry, observations)
        behind[plan.id] = Behind(counted, contributions_of(observations))
    return results, behind


def contributions_of(observations: Iterable[Observation]) -> dict[str, tuple[float, float]]:
    """Return for each observation how much the two persons behind most of it are behind, where it is known."""
    return {
        found.id: (found.largest, found.second)
        for found in observations
        if found.largest is not None and found.second is not None
    }


def load_protection(project: Project, evaluation: str, audience: Audience) -> Protection:
    """Return the stored protection decisions of an evaluation.

    Raises
    ------
    DataError
        If nothing is decided yet.
    """
    place = protection_file(project, evaluation, audience)
    path = project.root / place
    try:
        whole = unchanged.made_from(
            [path], ("protection", path), lambda: Protection.from_json(path.read_text(encoding="utf-8"))
        )
        return replace(whole, asked=set(), asked_to_hide=set())  # who asks about what is nobody else's
    except FileNotFoundError:
        raise DataError(
            Fault(
                place=place,
                value="filen findes ikke",
                rule="Hvad der skal skjules, afgøres for hele evalueringen, før en notebook viser tal.",
                remedy="Kør: maalbar import",
            )
        ) from None
