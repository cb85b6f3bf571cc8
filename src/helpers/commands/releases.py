"""`maalbar releases`: what the ledger holds, and whether it and the archive are whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out, print_json
from helpers.paths import Project

if TYPE_CHECKING:
    from helpers.ledger.entries import Entry

_KINDS = {"seal": "låst", "amendment": "låst igen", "publication": "udgivet"}


def releases(
    as_json: Annotated[bool, typer.Option("--json", help="Skriv som JSON.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Læs alt i arkivet, og se efter, om det er, som det blev låst.")
    ] = False,
    restore: Annotated[
        str | None, typer.Option("--restore", help="Hent en fil, som den var, da en runde sidst blev låst.")
    ] = None,
    into: Annotated[Path, typer.Option("--into", help="Mappen, som filen lægges i.", file_okay=False)] = Path("gammel"),
) -> None:
    """Vis protokollen over låste runder og udgivelser."""
    from helpers.ledger.chain import line_of, read_ledger

    project = Project.find()
    if restore is not None:
        _restore(project, restore, into)
        return
    entries = read_ledger(project)
    read = 0
    if verify:
        from helpers.sealing.rebuilding import verify as verify_archive

        read = verify_archive(project, entries)
    if as_json:
        rows = [json.loads(line_of(entry)) | {"release": entry.release} for entry in entries]
        print_json(rows)
        return
    for entry in entries:
        out.print(escape(_line(entry)))
    if not entries:
        out.print("Protokollen er tom: ingen runde er låst, og intet er udgivet med maalbar publish.")
    elif verify:
        out.print(f"Protokollen og arkivet er hele: {len(entries)} linjer og {read} filer er læst.")


def _restore(project: Project, named: str, into: Path) -> None:
    from helpers.intake.personal_numbers import shown_path
    from helpers.sealing.rebuilding import restore_file

    target, entry = restore_file(project, named, into)
    out.print(escape(f"{shown_path(str(target))} er filen, som den var, da {entry.release} blev låst."))


def _line(entry: Entry) -> str:
    what = "hele siden" if entry.release is None else entry.release
    note = f": {entry.note}" if entry.note else ""
    return f"{entry.number}. {entry.date.isoformat()} {_KINDS[entry.kind]} {what}{note}"
