"""`maalbar audit`: attack the finished site as an outsider would."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out, print_json
from helpers.errors import AuditError, ExitCode, Fault, UsageError
from helpers.paths import Project

if TYPE_CHECKING:
    from helpers.audit.reporting import Report

SiteOption = Annotated[
    Path | None, typer.Option("--site", help="Mappen med den offentlige side (ellers: _site).", file_okay=False)
]


def audit(
    site: SiteOption = None, as_json: Annotated[bool, typer.Option("--json", help="Skriv som JSON.")] = False
) -> None:
    """Angrib den færdige side: kan noget, der er skjult, regnes ud af alt, hvad der er offentligt."""
    from helpers.audit.auditing import audit as attack
    from helpers.audit.auditing import must_pass

    project = Project.find()
    folder = site or project.site_for("public")
    if not folder.is_dir():
        raise UsageError(
            Fault(
                place=str(folder),
                value="mappen findes ikke",
                rule="Kontrollen læser en færdig side.",
                remedy="Byg siden først med: maalbar build",
            )
        )
    found = attack(folder, project.releases / "figures")
    if as_json:
        print_json(_as_data(found))
        if found.faults:
            raise typer.Exit(int(ExitCode.AUDIT))
        return
    out.print(escape(must_pass(found).summary()))


def _as_data(found: Report) -> dict[str, object]:
    return {
        "kind": AuditError.title if found.faults else None,
        "files": found.files,
        "statements": found.statements,
        "hidden": found.hidden,
        "hidden_today": found.hidden_today,
        "equations": found.equations,
        "narrowest": found.narrowest,
        "from_documents": found.from_documents,
        "once_published": list(found.once_published),
        "faults": [fault.as_dict() for fault in found.faults],
    }
