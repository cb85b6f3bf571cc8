"""`maalbar accept`: vouch for a raw file that is no longer as it was received."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out
from helpers.paths import Project


def accept(
    file: Annotated[str, typer.Argument(help="Råfilen, fx data/raw/slagelse-2017/politi/tryghed.xlsx.")],
    note: Annotated[str, typer.Option("--note", help="Hvorfor filen er en anden; vises på siden.")],
    removed: Annotated[bool, typer.Option("--removed", help="Filen er væk og bliver væk.")] = False,
) -> None:
    """Godtag en råfil, der er ændret eller fjernet, efter at den er modtaget."""
    from helpers import receiving
    from helpers.sealing.gate import Gate

    project = Project.find()
    event = receiving.accept_change(project, file, note, removed=removed)
    what = "er ude af evalueringen" if event.what == "removed" else "gælder nu, som den er"
    out.print(escape(f"data/raw/{event.file} {what}. Skrevet på listen over modtagne filer som nr. {event.number}."))
    for difference in event.differences:
        out.print(escape(f"  {difference}"))
    more = event.differing - len(event.differences)
    if more > 0:
        out.print(f"  og {more} til")
    sealed = Gate.of(project).releases_of(event.file)
    if sealed:
        out.print(
            f'Filen hører til {" og ".join(sealed)}. Lås igen: maalbar seal --amend --note "hvorfor"', markup=False
        )
    else:
        out.print("Byg siden om med: maalbar build")
