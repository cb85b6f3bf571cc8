"""`maalbar template`: the workbook that a data owner fills in, or the list of owners."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out, print_json
from helpers.errors import Fault, UsageError
from helpers.paths import Project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.plan.model import Indicator, Plan, Registry

Owners = dict[str, "Mapping[str, tuple[Indicator, ...]]"]
"""By evaluation: each owner and what it delivers."""


def template(
    owner: Annotated[
        str | None, typer.Argument(metavar="OWNER", help="Dataejeren, fx politiet. Uden: vis alle dataejere.")
    ] = None,
    evaluation: Annotated[
        str | None, typer.Option("--evaluation", help="Kun denne evaluering, fx slagelse-2017.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Mappen, filen lægges i (ellers: skabeloner/).", file_okay=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Skriv over en fil med samme navn, også en udfyldt.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv som JSON.")] = False,
) -> None:
    """Lav et regneark, som en dataejer udfylder, og som læses uden opsætning; uden OWNER: vis dataejerne."""
    from helpers.plan.loading import evaluations, load_plan, load_registry
    from helpers.templates.owners import deliveries_of

    project = Project.find()
    registry = load_registry(project)
    names = (evaluation,) if evaluation is not None else evaluations(project)
    plans = {name: load_plan(project, name) for name in names}
    owners: Owners = {name: deliveries_of(plan, registry) for name, plan in plans.items()}
    if owner is None:
        _list(owners, as_json=as_json)
    else:
        _write(project, registry, plans, (owner, owners), into, force=force, as_json=as_json)


def _list(owners: Owners, *, as_json: bool) -> None:
    if as_json:
        plain = {name: {one: [found.id for found in what] for one, what in by.items()} for name, by in owners.items()}
        print_json(plain)
        return
    for name, by_owner in owners.items():
        out.print(f"[bold]{escape(name)}[/]")
        for one, indicators in by_owner.items():
            out.print(f"  {escape(one)}: {escape(', '.join(found.short_name for found in indicators))}")
    out.print("Lav en skabelon med: maalbar template OWNER")


def _write(
    project: Project,
    registry: Registry,
    plans: dict[str, Plan],
    asked: tuple[str, Owners],
    into: Path | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    from helpers.templates.content import template_of
    from helpers.templates.writing import FOLDER, write_template

    word, owners = asked
    chosen = _chosen(word, owners)
    folder = project.root / FOLDER if into is None else into
    _outside_raw_data(project, folder)
    done = [
        write_template(template_of(plan, registry, chosen[name]), folder, force=force)
        for name, plan in plans.items()
        if name in chosen
    ]
    if as_json:
        plain = [{"file": project.relative(path), "written": written} for path, written in done]
        print_json(plain)
        return
    for path, written in done:
        out.print(f"{'Skrevet' if written else 'Findes i forvejen'}: {escape(project.relative(path))}")
    out.print("Når den kommer udfyldt tilbage: læg den i data/raw/<evaluering>/skabeloner/")


def _chosen(word: str, owners: Owners) -> Mapping[str, str]:
    """Return the owner that is meant in each evaluation that has it: `politiet` is another district in each."""
    from helpers.templates.owners import find_owner, owners_meant

    found = {name: find_owner(word, by_owner) for name, by_owner in owners.items() if owners_meant(word, by_owner)}
    if not found:
        find_owner(word, [one for by_owner in owners.values() for one in by_owner])  # says what is meant instead
    return found


def _outside_raw_data(project: Project, folder: Path) -> None:
    """Refuse a folder of raw data: what lies there is taken for received."""
    if folder.resolve().is_relative_to(project.raw.resolve()):
        raise UsageError(
            Fault(
                place=f"--into {project.relative(folder)}",
                value="mappen er til modtagne filer",
                rule="I data/raw/ ligger kun det, som dataejerne har sendt.",
                remedy="Vælg en anden mappe, og læg den udfyldte skabelon i data/raw/, når den kommer tilbage.",
            )
        )
