"""`maalbar seal`: lock a round, before the figures of the next are read; or lock it again, with a reason."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from helpers.commands.day import today
from helpers.commands.terminal import err, out
from helpers.errors import Fault, UsageError
from helpers.paths import Project

if TYPE_CHECKING:
    from helpers.commands.up_to_date import BuiltWith
    from helpers.ledger.entries import Entry
    from helpers.sealing.sealing import Surroundings

_NOW = "data/processed/releases"


def seal(
    evaluation: Annotated[str | None, typer.Option("--evaluation", help="Evalueringen, fx slagelse-2017.")] = None,
    round_id: Annotated[str | None, typer.Option("--round", help="Runden: baseline, midway eller end.")] = None,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Dagen, hvis det ikke er i dag.")
    ] = None,
    amend: Annotated[
        bool, typer.Option("--amend", help="Lås runder igen, som er ændret; uden valg alle, der er det.")
    ] = False,
    note: Annotated[str | None, typer.Option("--note", help="Hvorfor en låst runde ændres; vises på siden.")] = None,
) -> None:
    """Lås en runde: plan, mål, definitioner, tal, kode og side, hver med sin kontrolsum i protokollen."""
    project = Project.find()
    when = today() if day is None else day.date()
    if amend:
        _amend(project, evaluation, round_id, when, note)
        return
    if evaluation is None or round_id is None or note is not None:
        raise UsageError(
            Fault(
                place="maalbar seal",
                value="--evaluation eller --round mangler" if note is None else "--note uden --amend",
                rule="En runde låses med --evaluation og --round; en note hører til en runde, der låses igen.",
                remedy="Skriv for eksempel: maalbar seal --evaluation slagelse-2017 --round baseline",
            )
        )
    _seal(project, evaluation, round_id, when)


def _seal(project: Project, evaluation: str, round_id: str, when: date) -> None:
    from helpers.commands.up_to_date import built_with
    from helpers.plan.loading import load_plan
    from helpers.sealing.gate import Gate
    from helpers.sealing.sealing import seal as seal_round
    from helpers.sealing.sealing import sealing_round

    gate = Gate.of(project)
    plan = load_plan(project, evaluation)
    at = sealing_round(project, plan, round_id, gate.entries)
    options = built_with(project)
    _insist_on_whole(project, options)
    done = seal_round(project, plan, at, when, lambda: _surroundings(project, options, len(gate.entries)), gate)
    if done.new:
        _tell(done.entry, "Låst")
        _tell_next()
    else:
        out.print(escape(f"{done.entry.release} blev låst {done.entry.date.isoformat()}, og intet er ændret siden."))


def _amend(project: Project, evaluation: str | None, round_id: str | None, when: date, note: str | None) -> None:
    from helpers.commands.up_to_date import BuiltWith, build_again
    from helpers.ledger.chain import read_ledger
    from helpers.sealing.amending import amend as amend_round
    from helpers.sealing.amending import checked_note, to_amend
    from helpers.sealing.gate import Gate

    entries = read_ledger(project)
    chosen = to_amend(entries, evaluation, round_id)
    reason = checked_note(project, chosen, note)
    releases = frozenset(str(entry.release) for entry in chosen)
    options = BuiltWith("auto", partial=False)
    err.print("Bygger siden med ændringen …")
    build_again(project, options, amending=releases)
    around = replace(_surroundings(project, options, len(entries)), amending=tuple(sorted(releases)))
    done = [amend_round(project, known, when, reason, around, Gate.of(project, releases)) for known in chosen]
    for sealed in done:
        if sealed.new:
            _tell(sealed.entry, "Låst igen")
            for sentence in sealed.entry.changed:
                out.print(escape(f"  {sentence}"))
    if any(sealed.new for sealed in done):
        _tell_next()
    else:
        out.print("Intet låst er ændret; protokollen er, som den var.")


def _surroundings(project: Project, options: BuiltWith, lines: int) -> Surroundings:
    """Return what the site was built from, after the attacker has tried it."""
    from helpers import freshness
    from helpers.commands.attack import attacked
    from helpers.intake.manifest import NAMES
    from helpers.sealing.public_figures import public_figures
    from helpers.sealing.sealing import Surroundings

    site = project.site_for("public")
    figures = public_figures(project)
    err.print("Angriber siden …")
    attacked(project, site, figures)
    err.print("Lægger runden i arkivet …")
    files = dict(freshness.build_inputs(project))
    # What was received and vouched for stands on the site too, and a build reads it.
    received = (path for name in sorted(NAMES) for path in sorted(project.raw.glob(f"*/{name}")))
    files |= {path.relative_to(project.root).as_posix(): path for path in received}
    files.pop(f"{_NOW}/ledger.jsonl", None)  # a rebuild takes the lines before the seal's own
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Surroundings(files, site, _engine(options), python, figures, lines)


def _engine(options: BuiltWith) -> str:
    from helpers.website.quarto import find_quarto

    quarto = options.engine == "quarto" or (options.engine == "auto" and find_quarto())
    return "quarto" if quarto else "pandoc"


def _insist_on_whole(project: Project, options: BuiltWith) -> None:
    if options.partial:
        raise UsageError(
            Fault(
                place=project.relative(project.site_for("public")),
                value="siden er bygget med --partial",
                rule="En runde låses med alle sine filer.",
                remedy="Ret filerne med fejl, og kør: maalbar build",
            )
        )


def _tell(entry: Entry, word: str) -> None:
    out.print(escape(f"{word}: {entry.release}, nr. {entry.number} i protokollen, {entry.date.isoformat()}."))
    out.print(
        f"Læg protokollen i git: git add {_NOW}. Arkivet i {_NOW}/archive/ holder rådata og hører til i backuppen."
    )


def _tell_next() -> None:
    """Say what must be done before the site can be sealed or published again: it tells of the ledger."""
    out.print("Byg siden om, så den fortæller om låsningen: maalbar build")
