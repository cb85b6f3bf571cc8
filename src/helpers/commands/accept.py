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

    event = receiving.accept_change(Project.find(), file, note, removed=removed)
    what = "er ude af evalueringen" if event.what == "removed" else "gælder nu, som den er"
    out.print(escape(f"data/raw/{event.file} {what}. Skrevet på listen over modtagne filer som nr. {event.number}."))
    for difference in event.differences:
        out.print(escape(f"  {difference}"))
    more = event.differing - len(event.differences)
    if more > 0:
        out.print(f"  og {more} til")
    out.print("Byg siden om med: maalbar build")
