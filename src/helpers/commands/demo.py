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
    areas: Annotated[
        int | None,
        typer.Option("--areas", min=1, max=6800, help="Som --scale, men med så mange områder, som der står her."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Landets mappe, et projekt for sig (ellers build/land).")
    ] = None,
) -> None:
    """Skriv opdigtede demonstrationsfiler, som dataejerne ville sende dem."""
    project = Project.find()
    if scale is not None and areas is not None:
        raise UsageError(
            _refused("både --scale og --areas", "De siger begge, hvor stort landet er.", "Skriv kun en af dem.")
        )
    if scale is not None or areas is not None:
        _country(project, into or project.build / "land", scale or 1, areas, seed)
        return
    if into is not None:
        raise UsageError(
            _refused(
                "--into uden --scale", "Kun et opdigtet land får en mappe for sig.", "Skriv for eksempel --scale 1."
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


def _refused(value: str, rule: str, remedy: str) -> Fault:
    return Fault(place="maalbar demo", value=value, rule=rule, remedy=remedy)


def _country(project: Project, target: Path, scale: int, areas: int | None, seed: int) -> None:
    from helpers.demo.country import Country, write_country

    made = write_country(project, target, Country(scale, seed, areas))
    done = "var der allerede" if made.unchanged else "er skrevet"
    sizes = f"{made.areas} områder, {made.registrations} registreringer"
    out.print(f"Et opdigtet land {done}: {sizes}. Gå til mappen, og kør maalbar import.")
    out.print(escape(str(made.root)), soft_wrap=True)
