"""The pages beside sealed rounds in the public folder: the list of all, and the notice on one that was replaced.

They are no part of what was sealed, so they may say what came later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.ledger.chain import in_force
from helpers.ledger.entries import Entry
from helpers.output.addresses import FIRST_PAGE, release_address
from helpers.output.changes import round_name
from helpers.output.rendering import render_document
from helpers.output.wording import day
from helpers.plan.model import Plan


@dataclass(frozen=True)
class _Version:
    name: str
    version: int
    date: str
    href: str
    state: str


@dataclass(frozen=True)
class _Later:
    version: int
    date: str
    note: str
    href: str
    """Where »Hvad er ændret« tells what was changed."""


def list_of_rounds(entries: Sequence[Entry], plans: Sequence[Plan]) -> str:
    """Return the page that lists every sealed round with its versions, the newest version first.

    Parameters
    ----------
    entries
        The ledger, oldest first.
    plans
        For the names of evaluations and rounds.
    """
    rows = [
        _version(entries, entry, plans)
        for newest in in_force(entries)
        for entry in reversed(entries)
        if (entry.evaluation, entry.round) == (newest.evaluation, newest.round)
    ]
    return render_document("sealed_rounds", up="../", rows=rows)


def notice(entries: Sequence[Entry], sealed: Entry, plans: Sequence[Plan]) -> str:
    """Return the page that stands at the address of a release that was replaced: by what, when and why.

    Parameters
    ----------
    entries
        The ledger, oldest first.
    sealed
        The release that was replaced.
    plans
        For the names of evaluations and rounds.
    """
    later = later_versions(entries, sealed)
    told = [_Later(found.version or 0, day(found.date), found.note, f"aendringer/index.html#nr-{found.number}")
            for found in later]  # fmt: skip
    return render_document(
        "replaced_round",
        up="../../",
        name=round_name(sealed, plans),
        version=sealed.version,
        date=day(sealed.date),
        later=told,
        newest=f"../{later[-1].release}/index.html",
        first_page=FIRST_PAGE,
    )


def later_versions(entries: Sequence[Entry], sealed: Entry) -> tuple[Entry, ...]:
    """Return the amendments that came after a release, the oldest first; none if it holds."""
    about = (sealed.evaluation, sealed.round)
    return tuple(
        entry
        for entry in entries
        if entry.release is not None and (entry.evaluation, entry.round) == about and entry.number > sealed.number
    )


def _version(entries: Sequence[Entry], entry: Entry, plans: Sequence[Plan]) -> _Version:
    later = later_versions(entries, entry)
    state = f"afløst af version {later[0].version} den {day(later[0].date)}" if later else "gælder"
    href = f"{release_address(str(entry.release)).partition('/')[2]}.html"
    return _Version(round_name(entry, plans), entry.version or 0, day(entry.date), href, state)
