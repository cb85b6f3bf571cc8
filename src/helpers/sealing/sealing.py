"""Sealing a round: each part is kept in the archive under its checksum, and one line of the ledger holds them together.

What is locked (plan, definitions, policy, raw files, observations, results) is the round's own. What a rebuild needs
is everything that the build read, so that the whole site comes out again, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.errors import Fault, UsageError
from helpers.ledger import archive
from helpers.ledger.chain import append, following, ledger_file
from helpers.ledger.entries import Entry
from helpers.observations.store import read
from helpers.observations.table import Observation, Query
from helpers.paths import Project, checksum, write_atomically
from helpers.plan.loading import load_registry
from helpers.plan.model import Plan, Registry, Round
from helpers.plan.validating import suggestion
from helpers.sealing.comparing import Difference, of_results
from helpers.sealing.gate import Gate, policy_of
from helpers.sealing.ordering import first_unsealed, later
from helpers.sealing.parts import UNGUESSABLE, basis_of, text
from helpers.sealing.public_folder import site_files
from helpers.sealing.public_results import released_of, results_text
from helpers.sealing.publishing import figures_file

BUILD = """\
import sys
from pathlib import Path

from helpers import complaints
from helpers.commands.terminal import err
from helpers.errors import MaalbarError
from helpers.paths import Project
from helpers.pipeline import build
from helpers.selection import Selection

if __name__ == "__main__":
    try:
        build(Project(Path.cwd()), Selection(), "public", engine={engine!r}, amending={amending!r})
    except MaalbarError as error:
        sys.exit(complaints.report(error, err))
    except Exception as error:
        sys.exit(complaints.report_other(error, err, "maalbar rebuild"))
"""
"""How the sealed code builds the site; kept with it, so that a later Målbar need not know how an earlier one did."""
CODE = ("src/helpers/", "notebooks/", "pages/", "tests/spec/", "benchmarks/results/simulations/", "_quarto.yml")
"""What of a build's inputs is code: how figures and pages are made."""


@dataclass(frozen=True)
class Surroundings:
    """What the round was built from and in, which later stages know.

    Parameters
    ----------
    files
        Every file that the build read: where it lies in a project, and where it lies now.
    site
        The finished public site.
    engine
        The program that made the pages.
    python
        Python's version, for example `3.11`.
    figures
        Every figure that the site shows or hides, as `disclosure.earlier.published_figures` writes it. What is sealed
        will be public, so the next protection must know it as if it were.
    lines
        How many lines the ledger had when the site was built.
    amending
        The releases that the site was built to replace, so that a rebuild lets the same through.
    """

    files: Mapping[str, Path]
    site: Path
    engine: str
    python: str
    figures: str
    lines: int
    amending: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sealed:
    """What a seal did."""

    entry: Entry
    new: bool
    """False: the round was sealed already, and nothing has changed since."""


def sealing_round(project: Project, plan: Plan, name: str, entries: Sequence[Entry]) -> Round:
    """Return the round to seal.

    Raises
    ------
    UsageError
        If the plan has no such round, or an earlier one isn't sealed.
    """
    rounds = [at.id for at in plan.rounds]
    if name not in rounds:
        place, value = "--round", f"»{name}« er ikke en runde i {plan.id}"
        raise UsageError(Fault(place, value, f"Planen har: {', '.join(rounds)}.", suggestion(name, rounds)))
    earlier = first_unsealed(plan, entries)
    if earlier is not None and rounds.index(earlier.id) < rounds.index(name):
        raise UsageError(
            Fault(
                place=project.relative(ledger_file(project)),
                value=f"runden {earlier.id} er ikke låst",
                rule="Runder låses i rækkefølge.",
                remedy=f"Kør først: maalbar seal --evaluation {plan.id} --round {earlier.id}",
            )
        )
    return next(at for at in plan.rounds if at.id == name)


def seal(project: Project, plan: Plan, at: Round, day: date, around: Callable[[], Surroundings], gate: Gate) -> Sealed:
    """Seal a round for the first time; one that is sealed and unchanged is left alone.

    Parameters
    ----------
    project, plan, at
        What is sealed.
    day
        What the ledger's line says.
    around
        Returns what the site was built from, or raises if the site may not be sealed; asked only where it is needed.
    gate
        What the ledger says now.

    Raises
    ------
    SealedError
        If the round is sealed and has changed.
    """
    registry = load_registry(project)
    known = [entry for entry in gate.entries if (entry.evaluation, entry.round) == (plan.id, at.id)]
    if known:
        gate.insist(plan, registry, read(project, Query(plan.id, audience="internal")))
        return Sealed(known[-1], new=False)
    entry = Entry(0, "", "seal", day, plan.id, at.id, 1)
    return Sealed(write_entry(project, plan, registry, at, entry, around(), gate.entries), new=True)


def results_differences(
    project: Project, plan: Plan, registry: Registry, at: Round, known: Entry, gate: Gate
) -> tuple[Difference, ...]:
    """Return what the public would see otherwise of a sealed round as the project stands.

    Raises
    ------
    SealedError
        If something is seen otherwise and the archive can't tell what it was.
    """
    now = results_text(released_of(project, plan, registry, at), at)
    if checksum(now.encode()) == known.part("results"):
        return ()
    sealed = gate.sealed_text(known, "results")
    if sealed is None:
        about = "det, der vises af runden, er ændret; den låste tekst ligger ikke i arkivet her"
        return (Difference("results", "", about, "", ""),)
    return tuple(of_results(sealed, now, registry, {goal.id: goal.short_name for goal in plan.goals}))


def write_entry(
    project: Project, plan: Plan, registry: Registry, at: Round, entry: Entry, around: Surroundings,
    entries: Sequence[Entry],
) -> Entry:  # fmt: skip
    """Put every part into the archive, and only then the line into the ledger; return the line.

    Raises
    ------
    SealedError
        If another command has written a line meanwhile.
    """
    observations = read(project, Query(plan.id, audience="internal"))
    parts = _parts(project, plan, registry, at, around, observations)
    whole = Entry(
        0, "", entry.kind, entry.date, entry.evaluation, entry.round, entry.version, entry.note,
        tuple(sorted(parts.items())), entry.changed, before_next=not later(observations, at),
    )  # fmt: skip
    numbered = following(entries, whole)
    append(project, numbered)
    return numbered


def _parts(
    project: Project, plan: Plan, registry: Registry, at: Round, around: Surroundings,
    observations: Iterable[Observation],
) -> dict[str, str]:  # fmt: skip
    basis = basis_of(plan, at, registry, policy_of(project, registry, plan), observations)
    kept = {name: _kept(project, name, part) for name, part in basis.texts()}
    files = {name: archive.put(project, path.read_bytes()) for name, path in sorted(around.files.items())}
    script = BUILD.format(engine=around.engine, amending=around.amending)
    built = {"files": files, "python": around.python, "ledger": around.lines, "build": script}
    figures = checksum(around.figures.encode())
    write_atomically(figures_file(project, figures), around.figures)
    return kept | {
        "code": archive.put(project, archive.listing({n: held for n, held in files.items() if n.startswith(CODE)})),
        "lock": files.get("requirements.lock", archive.put(project, "")),
        "results": archive.put(project, results_text(released_of(project, plan, registry, at), at)),
        "site": archive.put_files(project, site_files(project, around.site)),
        "inputs": _kept(project, "inputs", text(built)),
        "figures": figures,
    }


def _kept(project: Project, name: str, part: str) -> str:
    return (archive.put_unguessable if name in UNGUESSABLE else archive.put)(project, part)
