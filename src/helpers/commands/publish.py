"""`maalbar publish`: put the site and every sealed round into the public folder, in one step."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from helpers.commands.day import today
from helpers.commands.terminal import err, out
from helpers.paths import Project

INTO = Path("offentlig")
_MEGABYTE = 1_000_000
_THOUSAND = 1000

IntoOption = Annotated[
    Path, typer.Option("--into", help="Den offentlige mappe, fx offentlig.", file_okay=False, resolve_path=False)
]
DateOption = Annotated[
    datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Dagen, hvis det ikke er i dag.")
]


def publish(into: IntoOption = INTO, day: DateOption = None) -> None:
    """Udgiv siden: prøv den, læg den og alle låste runder i den offentlige mappe, og skriv det i protokollen."""
    from helpers.commands.attack import attacked
    from helpers.commands.up_to_date import build_again, built_with
    from helpers.plan.loading import load_plans
    from helpers.sealing.public_figures import public_figures
    from helpers.sealing.publishing import Steps
    from helpers.sealing.publishing import publish as publish_site

    project = Project.find()
    when = today() if day is None else day.date()
    options = built_with(project)

    figures = cache(lambda: public_figures(project))

    def audited(folder: Path) -> None:
        err.print("Angriber siden og alt, der er udgivet før …")
        attacked(project, folder, figures())

    def rebuilt() -> None:
        err.print("Bygger siden, der fortæller om udgivelsen …")
        build_again(project, options)

    steps = Steps(audited, figures, rebuilt)
    err.print("Lægger siden og de låste runder frem …")
    done = publish_site(project, project.site_for("public"), project.root / into, when, steps, load_plans(project))
    number = done.entry.number
    if not done.changed:
        out.print(f"Intet er ændret siden udgivelsen nr. {number} i protokollen; intet er udgivet.")
        return
    size = f"{done.files} filer, {size_words(done.size)}"
    told = (
        f"Udgivet som nr. {number} i protokollen" if done.new else f"Lagt på plads igen efter udgivelsen nr. {number}"
    )
    out.print(escape(f"{told}: {project.relative(project.root / into)} ({size})."))
    if done.new:
        out.print("Læg protokollen i git: git add data/processed/releases")


def size_words(size: int) -> str:
    """Return a number of bytes as people say it: `38 MB`, of a million bytes each."""
    if size < _MEGABYTE:
        return "under 1 MB"
    megabytes = round(size / _MEGABYTE)
    if megabytes < _THOUSAND:
        return f"{megabytes} MB"
    return f"{size / _MEGABYTE / _THOUSAND:.1f} GB".replace(".", ",")
