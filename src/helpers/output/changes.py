"""The page »Hvad er ændret«: every sealed round, amendment and publication, told from the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.intake.importing import holds_invented
from helpers.ledger.chain import line_of
from helpers.ledger.entries import Entry
from helpers.output.addresses import RELEASES_ADDRESS, release_address
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.output.wording import day, listed, sentence
from helpers.paths import Project, checksum
from helpers.plan.model import Plan

_NOTHING = "Intet er låst, rettet eller udgivet endnu. Denne side er bygget, før det skete første gang."
_ROUNDS: Mapping[str, str] = {"baseline": "baseline", "midway": "midtvejs", "end": "slut"}
_KEPT_IN_ORDER = "Målbar læser ikke tal fra efter en måling, før målingen er låst."


@dataclass(frozen=True)
class _Row:
    date: str
    number: int
    what: str
    note: str
    changed: tuple[str, ...]
    href: str
    sums: tuple[tuple[str, str], ...]
    """What a checksum is of, and the checksum."""
    synthetic: bool


def invented_evaluations(project: Project, plans: Sequence[Plan]) -> tuple[str, ...]:
    """Return the evaluations that hold invented figures, so that what changed in them is marked too."""
    return tuple(plan.id for plan in plans if holds_invented(project, plan.id))


def history(
    entries: Sequence[Entry], plans: Sequence[Plan], *, invented: Collection[str] = (), up: str = "../"
) -> Fragment:
    """Return what was amended, and then what was sealed and published, each the newest first.

    Parameters
    ----------
    entries
        The ledger, oldest first. None: the page says so.
    plans
        For the names of evaluations and rounds.
    invented
        What `invented_evaluations` returned.
    up
        From the page to the root of the site.
    """
    if not entries:
        return Fragment(_NOTHING)
    newest_first = entries[::-1]
    # What was corrected first: it must not drown among publications.
    kinds = (("amendment",), ("seal", "publication"))
    amended, others = ([_row(one, plans, up, invented) for one in newest_first if one.kind in kind] for kind in kinds)
    rounds = f"{up}{RELEASES_ADDRESS}.html" if any(entry.release for entry in entries) else ""
    return render("changes", amended=amended, others=others, rounds=rounds)


def _row(entry: Entry, plans: Sequence[Plan], up: str, invented: Collection[str]) -> _Row:
    return _Row(
        date=day(entry.date),
        number=entry.number,
        what=_what(entry, plans),
        note=f"Hvorfor: {entry.note}" if entry.note else "",
        changed=entry.changed,
        href=f"{up}{release_address(entry.release)}.html" if entry.release else "",
        sums=tuple(_sums(entry)),
        synthetic=entry.evaluation in invented,
    )


def _what(entry: Entry, plans: Sequence[Plan]) -> str:
    if entry.kind == "publication":
        return "Siden er udgivet."
    done = "låst" if entry.kind == "seal" else "rettet"
    return f"{round_name(entry, plans)} er {done} (version {entry.version})."


def round_name(entry: Entry, plans: Sequence[Plan]) -> str:
    """Return evaluation and round of a sealed entry: `Slagelse 2017-2021: midtvejs 2018`."""
    plan = next((plan for plan in plans if plan.id == entry.evaluation), None)
    name = entry.evaluation if plan is None else plan.short_name
    labels = {} if plan is None else {found.id: found.label for found in plan.rounds}
    return f"{name}: {labels.get(entry.round or 'baseline', _ROUNDS[entry.round or 'baseline'])}"


def _sums(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the checksums that somebody who kept a copy can compare: of the ledger's line, and of the files."""
    yield "linjen i protokollen", checksum(line_of(entry).encode())
    manifest = entry.part("manifest")
    if manifest is not None:
        yield "filerne", manifest


@dataclass(frozen=True)
class _OrderRow:
    name: str
    answer: str
    why: str
    sealed: tuple[str, ...]


def sealed_in_order(entries: Sequence[Entry], plans: Sequence[Plan]) -> Fragment:
    """Return for each evaluation whether its rounds were sealed before the figures of the next were read."""
    return render("sealed_in_order", rows=[_order_row(plan, entries) for plan in plans])


def _order_row(plan: Plan, entries: Sequence[Entry]) -> _OrderRow:
    first = {entry.round: entry for entry in entries if entry.evaluation == plan.id and entry.kind == "seal"}
    sealed = tuple(
        f"{found.label}: låst {day(first[found.id].date)}" if found.id in first else f"{found.label}: ikke låst"
        for found in plan.rounds
    )
    if plan.sealing.order == "afterwards":
        return _OrderRow(plan.short_name, "Nej", sentence(plan.sealing.because or ""), sealed)
    late = [found.label for found in plan.rounds if found.id in first and first[found.id].before_next is False]
    if late:
        why = f"Da {listed(late)} blev låst, var tal fra efter runden allerede læst."
        return _OrderRow(plan.short_name, "Nej", why, sealed)
    unsealed = [found.label for found in plan.rounds if found.id not in first]
    waiting = f" Endnu ikke låst: {listed(unsealed)}." if unsealed else ""
    return _OrderRow(plan.short_name, "Ja" if first else "Ingen er låst endnu", f"{_KEPT_IN_ORDER}{waiting}", sealed)
