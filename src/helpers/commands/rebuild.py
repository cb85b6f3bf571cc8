"""`maalbar rebuild`: build a sealed round again from the archive, and tell whether every byte is the same."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import err, out
from helpers.paths import Project

_FEW = 5


def rebuild(
    release: Annotated[str, typer.Argument(help="Den låste runde, fx slagelse-2017-baseline-v1.")],
    into: Annotated[
        Path | None,
        typer.Option("--into", help="En tom mappe til den; ellers build/genskabt/<runde>.", file_okay=False),
    ] = None,
) -> None:
    """Genskab en låst runde fra arkivet med den kode, den blev låst med, og sammenlign hver byte."""
    from helpers.sealing.rebuilding import insist_on_the_same, other_packages, restore, sealed_pages
    from helpers.sealing.rebuilding import rebuild as build_sealed

    project = Project.find()
    folder = (into or project.build / "genskabt" / release).resolve()
    err.print("Henter den låste runde i arkivet …")
    entry = restore(project, release, folder)
    lock = folder / "requirements.lock"
    others = other_packages(lock.read_text(encoding="utf-8")) if lock.is_file() else ()
    if others:
        more = f" og {len(others) - _FEW} til" if len(others) > _FEW else ""
        err.print(escape(f"Andre pakker end de låste er installeret: {', '.join(others[:_FEW])}{more}."))
        err.print(escape("De låste fås i en ny Python: pip install --require-hashes --requirement " + str(lock)))
    err.print(f"Genskaber {sealed_pages(project, entry)} sider …")
    found = build_sealed(project, entry, folder)
    insist_on_the_same(found)
    out.print(
        escape(f"{release}: {found.files} filer, hver byte som den blev låst. Siden ligger i {folder / '_site'}.")
    )
