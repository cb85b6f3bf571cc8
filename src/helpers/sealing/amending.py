"""Sealing a round again because something in it had to change: with a reason, as a new version, beside the old one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpers.disclosure.free_text import findings_in
from helpers.errors import Fault, PrivacyError, UsageError
from helpers.intake.public_names import PublicNames
from helpers.ledger.chain import in_force
from helpers.ledger.entries import Entry
from helpers.observations.store import read
from helpers.observations.table import Query
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import Plan, Registry, Round
from helpers.sealing.gate import Gate, policy_of, round_of
from helpers.sealing.public_notes import faults_of_small_counts
from helpers.sealing.sealing import Sealed, Surroundings, results_differences, write_entry

LONGEST_NOTE = 500
_UNSEEN = "Noget i de modtagne filer er ændret; intet vist tal er et andet."


def to_amend(entries: Sequence[Entry], evaluation: str | None, round_id: str | None) -> tuple[Entry, ...]:
    """Return the sealed rounds that may be sealed again: all, or those of an evaluation, or of one round.

    Raises
    ------
    UsageError
        If nothing of that is sealed.
    """
    chosen = tuple(
        entry
        for entry in in_force(entries)
        if evaluation in (None, entry.evaluation) and round_id in (None, entry.round)
    )
    if not chosen:
        raise UsageError(
            Fault(
                place="--amend",
                value="der er ingen låst runde at låse igen",
                rule="Kun en låst runde kan låses igen.",
                remedy="Se de låste runder med: maalbar releases",
            )
        )
    return chosen


def checked_note(project: Project, entries: Sequence[Entry], note: str | None) -> str:
    """Return the reason for an amendment, which the public page shows.

    Raises
    ------
    UsageError
        If it is missing or too long.
    PrivacyError
        If something in it can point at a person, or tells a small count of people.
    """
    text = " ".join((note or "").split())
    rule = f"En låst runde ændres ikke uden en grund på højst {LONGEST_NOTE} tegn. Siden viser den."
    if not text or len(text) > LONGEST_NOTE:
        value = f"noten har {len(text)} tegn" if text else "noten mangler"
        remedy = 'Skriv for eksempel: --note "Kommunen talte samme flytning to gange"'
        raise UsageError(Fault("--note", value, rule, remedy))
    names = {str(entry.evaluation) for entry in entries}
    registry = load_registry(project)
    plans = [load_plan(project, name) for name in sorted(names)]
    known = [PublicNames.of_plan(plan, registry) for plan in plans]
    public = PublicNames(frozenset(name for one in known for name in one.names))
    rule = "Noten vises på siden og nævner ingen personer."
    remedy = "Skriv, hvad der var galt, uden at nævne nogen."
    found = findings_in(text, public, strict=False)
    faults = [Fault("--note", f"{one.sign.value} ({one.position})", rule, remedy) for one in found]
    smallest = max(policy_of(project, registry, plan).smallest_shown for plan in plans)
    faults += faults_of_small_counts(text, smallest, "--note")
    if faults:
        raise PrivacyError(faults)
    return text


def amend(project: Project, known: Entry, day: date, note: str, around: Surroundings, gate: Gate) -> Sealed:
    """Seal a round again as it stands now, if anything locked in it has changed; the earlier version stays.

    Raises
    ------
    SealedError
        If the archive can't tell what was sealed before, or the plan has no such round any more.
    """
    plan, registry = load_plan(project, str(known.evaluation)), load_registry(project)
    at = round_of(known, plan)
    if at is None:
        raise UsageError(
            Fault(
                place=f"analyses/{plan.id}/plan.yml",
                value=f"runden {known.round} findes ikke længere",
                rule="En låst runde bliver i planen.",
                remedy="Skriv runden tilbage.",
            )
        )
    changed = _changes(project, plan, registry, at, known, gate)
    if not changed or known.version is None:
        return Sealed(known, new=False)
    entry = Entry(0, "", "amendment", day, plan.id, at.id, known.version + 1, note, changed=changed)
    return Sealed(write_entry(project, plan, registry, at, entry, around, gate.entries), new=True)


def _changes(project: Project, plan: Plan, registry: Registry, at: Round, known: Entry, gate: Gate) -> tuple[str, ...]:
    """Return one sentence, fit for the public, for each thing that differs from a sealed round.

    Of raw files and observations only the shown figures are told: others are nobody's business.
    """
    observations = read(project, Query(plan.id, audience="internal"))
    found = gate.differences(known, plan, registry, policy_of(project, registry, plan), observations)
    shown = results_differences(project, plan, registry, at, known, gate)
    told = [f"{one.sentence}." for one in (*found, *shown) if one.part not in ("raw", "observations")]
    if not shown and any(one.part in ("raw", "observations") for one in found):
        told.append(_UNSEEN)
    return tuple(dict.fromkeys(told))
