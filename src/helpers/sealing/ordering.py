"""Each round is sealed before the figures of the next are read, so that nobody can choose by what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.errors import Fault
from helpers.intake.personal_numbers import shown_path
from helpers.ledger.entries import Entry
from helpers.observations.table import Observation
from helpers.plan.model import Plan, Round


@dataclass(frozen=True)
class Kept:
    """How an evaluation's rounds were sealed, for the public page; what it says is what the ledger knows."""

    evaluation: str
    required: bool
    """Must each round be sealed before the next is read?"""
    because: str | None
    """Danish: why not, where the plan says so."""
    rounds: tuple[tuple[str, bool | None], ...]
    """Each round of the plan: was it sealed before any later figure was read? None: it isn't sealed."""


def order(plan: Plan, entries: Iterable[Entry]) -> Kept:
    """Return for each round of a plan whether it was sealed before the figures of the next were read."""
    first = {entry.round: entry for entry in entries if entry.evaluation == plan.id and entry.version == 1}
    return Kept(
        plan.id,
        plan.sealing.order == "before_next",
        plan.sealing.because,
        tuple((at.id, first[at.id].before_next if at.id in first else None) for at in plan.rounds),
    )


def first_unsealed(plan: Plan, entries: Iterable[Entry]) -> Round | None:
    """Return the first round that isn't sealed, or None."""
    sealed = {entry.round for entry in entries if entry.evaluation == plan.id}
    return next((at for at in plan.rounds if at.id not in sealed), None)


def later(observations: Iterable[Observation], at: Round) -> list[Observation]:
    """Return the observations whose period ends after a round."""
    return [found for found in observations if found.period_end is not None and found.period_end > at.last]


def too_early(plan: Plan, entries: Sequence[Entry], observations: Iterable[Observation]) -> tuple[Fault, ...]:
    """Return a fault for each file with figures from after a round that isn't sealed; no figure is told."""
    at = first_unsealed(plan, entries)
    if at is None or plan.sealing.order != "before_next":
        return ()
    ahead = later(observations, at)
    counted = Counter(found.file for found in ahead)
    example = {found.file: found for found in reversed(ahead)}
    return tuple(_fault(plan, at, example[file], counted[file]) for file in sorted(counted))


def _fault(plan: Plan, at: Round, found: Observation, count: int) -> Fault:
    place = shown_path(f"data/raw/{found.file}")
    return Fault(
        place=place,
        value=f"{count} tal fra efter {at.last.isoformat()} (fx {found.period_label}); runden {at.id} er ikke låst",
        rule="En runde låses, før den næstes tal læses: så kan ingen vælge mål og metode efter, hvordan det gik.",
        remedy=f"Tag filen ud af data/raw/, kør maalbar build og maalbar seal --evaluation {plan.id} --round {at.id}, "
        "og læg filen tilbage. Er alle runder målt i forvejen, så skriv det og hvorfor i plan.yml under »sealing«.",
        sheet=found.sheet,
        row=found.row,
    )
