"""`maalbar demo`: deliveries as owners would send them, invented; or a whole invented country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out
from helpers.errors import Fault, UsageError
from helpers.paths import Project


def demo(
    seed: Annotated[int, typer.Option(help="Samme tal giver samme filer.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Skriv også filer om, som er ændret i hånden.")] = False,
    scale: Annotated[
        int | None,
        typer.Option("--scale", min=1, max=200, help="Lav i stedet et opdigtet land: 34 områder for hver (50: 1.700)."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Landets mappe, et projekt for sig (ellers build/land).")
    ] = None,
) -> None:
    """Skriv opdigtede demonstrationsfiler, som dataejerne ville sende dem."""
    project = Project.find()
    if scale is not None:
        _country(project, into or project.build / "land", scale, seed)
        return
    if into is not None:
        raise UsageError(
            Fault(
                place="maalbar demo",
                value="--into uden --scale",
                rule="Kun et opdigtet land får en mappe for sig.",
                remedy="Skriv for eksempel --scale 1.",
            )
        )
    from helpers.demo.writing import write_demo

    written = write_demo(project, seed=seed, force=force)
    if written.written:
        out.print(f"Demonstrationsdata: {len(written.written)} filer skrevet (opdigtede tal).")
    else:
        out.print("Demonstrationsdata: alle filer er der allerede.")
    for path in written.left_alone:
        out.print(f"[yellow]Ændret i hånden og ladt være:[/] {escape(path)} (--force skriver den om)")


def _country(project: Project, target: Path, scale: int, seed: int) -> None:
    from helpers.demo.country import Country, write_country

    made = write_country(project, target, Country(scale, seed))
    done = "var der allerede" if made.unchanged else "er skrevet"
    sizes = f"{made.areas} områder, {made.registrations} registreringer"
    out.print(f"Et opdigtet land {done}: {sizes}. Gå til mappen, og kør maalbar import.")
    out.print(escape(str(made.root)), soft_wrap=True)
