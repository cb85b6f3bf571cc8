"""Rules that the registry of systems must keep."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from helpers.errors import Fault
from helpers.plan.marked import Marked, short
from helpers.plan.model import System
from helpers.plan.placed import repeated
from helpers.plan.validating import suggestion


def check_systems(systems: tuple[System, ...], evaluations: Collection[str], marked: Marked) -> tuple[Fault, ...]:
    """Return every id of `systems.yml` that stands there twice and every evaluation that isn't in the project."""
    return (
        *repeated(marked, "systems", [system.id for system in systems]),
        *_evaluations(systems, evaluations, marked),
    )


def _evaluations(systems: tuple[System, ...], known: Collection[str], marked: Marked) -> Iterator[Fault]:
    for position, system in enumerate(systems):
        if system.evaluation is not None and system.evaluation not in known:
            yield Fault(
                place=marked.at(("systems", position, "evaluation")),
                value=f"evalueringen »{short(system.evaluation)}« kendes ikke",
                rule="Den skal have en mappe under analyses/ med en plan.yml.",
                remedy=suggestion(system.evaluation, known),
            )
