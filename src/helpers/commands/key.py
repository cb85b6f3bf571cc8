"""`maalbar key`: the key that turns persons into pseudonyms."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out


def key(
    create: Annotated[
        bool, typer.Option("--create", help="Lav en ny nøgle; en, der er der, skrives ikke over.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv som JSON.")] = False,
) -> None:
    """Vis eller lav nøglen, som personlister gøres til pseudonymer med."""
    from helpers.intake import pseudonyms

    path = pseudonyms.create_key() if create else pseudonyms.key_file()
    mark = pseudonyms.fingerprint(pseudonyms.load_key())
    if as_json:
        sys.stdout.write(
            json.dumps({"key_file": pseudonyms.shown(path), "fingerprint": mark}, ensure_ascii=False) + "\n"
        )
        return
    out.print(f"{'Ny nøgle' if create else 'Nøglen'}: {escape(pseudonyms.shown(path))}, mærke {mark}")
    if create:
        out.print("Gem en kopi, hvor I gemmer adgangskoder. Den må ikke ligge i projektet, i git eller i en mail.")
