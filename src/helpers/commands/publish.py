"""`maalbar publish`: put the site and every sealed round into the public folder, in one step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from helpers.commands.day import today
from helpers.commands.terminal import out
from helpers.paths import Project

INTO = Path("offentlig")
_MEGABYTE = 1_000_000

IntoOption = Annotated[
    Path, typer.Option("--into", help="Den offentlige mappe, fx offentlig.", file_okay=False, resolve_path=False)
]
DateOption = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Dagen, hvis det ikke er i dag.")
]


def publish(into: IntoOption = INTO, day: DateOption = None) -> None:
    """Udgiv siden: prøv den, læg den og alle låste runder i den offentlige mappe, og skriv det i protokollen."""
    from helpers.audit.auditing import audit, must_pass
    from helpers.commands.up_to_date import build_again, built_with
    from helpers.sealing.public_figures import public_figures
    from helpers.sealing.publishing import Steps
    from helpers.sealing.publishing import publish as publish_site

    project = Project.find()
    when = today() if day is None else day.date()
    options = built_with(project)

    def audited(folder: Path) -> None:
        must_pass(audit(folder, project.releases / "figures"))

    steps = Steps(audited, lambda: public_figures(project), lambda: build_again(project, options))
    done = publish_site(project, project.site_for("public"), project.root / into, when, steps)
    number = done.entry.number
    if not done.changed:
        out.print(f"Intet er ændret siden udgivelsen nr. {number} i protokollen; intet er udgivet.")
        return
    size = f"{done.files} filer, {round(done.size / _MEGABYTE)} MB"
    told = (
        f"Udgivet som nr. {number} i protokollen" if done.new else f"Lagt på plads igen efter udgivelsen nr. {number}"
    )
    out.print(escape(f"{told}: {project.relative(project.root / into)} ({size})."))
    if done.new:
        out.print("Læg protokollen i git: git add data/processed/releases")
