"""`maalbar check`: plans and raw files, every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out, print_json
from helpers.errors import ExitCode, MaalbarError
from helpers.paths import Project

if TYPE_CHECKING:
    from helpers.receiving import Examined

ReportOption = Annotated[
    Path | None,
    typer.Option("--report", help="Skriv en HTML-side til hver dataejer, fx --report fejl.html.", dir_okay=False),
]


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Skriv som JSON.")] = False, report: ReportOption = None
) -> None:
    """Kontrollér planer og råfiler, og vis alle fejl."""
    from helpers import receiving

    project = Project.find()
    try:
        examined = receiving.examine_all(project)
    except MaalbarError as error:
        if not as_json:
            raise
        print_json({"kind": error.title, "faults": [fault.as_dict() for fault in error.faults]})
        raise typer.Exit(int(error.code)) from None
    if report is not None:
        write_report(report, examined, told=not as_json)
    if as_json:
        raise typer.Exit(_as_json(examined))
    checked = examined.checked()
    for warning in checked.warnings:
        out.print(f"[yellow]Bemærk:[/] {escape(warning)}")
    out.print(escape(checked.summary()))


def write_report(path: Path, examined: Examined, *, told: bool = True) -> None:
    """Write the pages that can be mailed back to the owners, and say where they are."""
    from helpers.intake.fault_report import write_reports

    overview, *pages = write_reports(path, examined.verdicts)
    if told:
        out.print(f"Rapport: {escape(str(overview))} og {len(pages)} sider til dataejerne.")


def _as_json(examined: Examined) -> int:
    try:
        examined.checked()
    except MaalbarError as error:
        print_json(examined.as_dict(error))
        return int(error.code)
    print_json(examined.as_dict(None))
    return int(ExitCode.OK)
