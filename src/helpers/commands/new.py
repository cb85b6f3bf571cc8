"""`maalbar new`: a new evaluation by questions, by options, or from another one."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out
from helpers.paths import Project

TextOption = str | None


def new(
    identifier: Annotated[TextOption, typer.Option("--id", help="Mappens navn, fx aaparken-2026.")] = None,
    name: Annotated[TextOption, typer.Option("--name", help="Planens fulde navn.")] = None,
    short_name: Annotated[TextOption, typer.Option("--short-name", help="Kort navn til tabeller.")] = None,
    municipality: Annotated[TextOption, typer.Option("--municipality", help="Fx »Vejle Kommune«.")] = None,
    document: Annotated[TextOption, typer.Option("--document", help="Aftalens korte navn på sider: »Aftalen«.")] = None,
    document_title: Annotated[TextOption, typer.Option("--document-title", help="Aftalens titel.")] = None,
    start: Annotated[TextOption, typer.Option("--start", help="Første dag, år-måned-dag.")] = None,
    end: Annotated[TextOption, typer.Option("--end", help="Sidste dag, år-måned-dag.")] = None,
    area: Annotated[list[str] | None, typer.Option("--area", help="Et områdes navn; må gentages.")] = None,
    focus_area: Annotated[list[str] | None, typer.Option("--focus-area", help="Et indsatsområde; må gentages.")] = None,
    goal: Annotated[TextOption, typer.Option("--goal", help="Det første måls ordlyd.")] = None,
    goal_name: Annotated[TextOption, typer.Option("--goal-name", help="Det første måls korte navn.")] = None,
    indicator: Annotated[TextOption, typer.Option("--indicator", help="Indikatoren, som målet måles med.")] = None,
    value: Annotated[
        float | None, typer.Option("--value", help="Tallet, der skal nås (ellers: bedre end ved start).")
    ] = None,
    page: Annotated[int | None, typer.Option("--page", min=1, help="Siden i aftalen, som målet står på.")] = None,
    years: Annotated[TextOption, typer.Option("--rounds", help="Rundernes år, fx 2025,2027,2029.")] = None,
    origin: Annotated[TextOption, typer.Option("--from", help="Kopiér mål og aktiviteter fra en evaluering.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Spørg ikke; brug forslagene.")] = False,
) -> None:
    """Opret en ny evaluering: spørg, eller tag svarene fra valgene; --from kopierer en anden."""
    from helpers.commands.new_answers import Given, answered
    from helpers.commands.new_writing import write_evaluation
    from helpers.commands.schema_writing import write_schemas

    project = Project.find()
    given = Given(
        identifier, name, short_name, municipality, document, document_title, start, end, tuple(area or ()),
        tuple(focus_area or ()), goal, goal_name, indicator, value, page, years, origin, ask=not yes,
    )  # fmt: skip
    draft, content = answered(project, given)
    written = write_evaluation(project, draft, content)
    write_schemas(project)
    for path in written:
        out.print(f"Skrevet: {escape(project.relative(path))}")
    out.print(f"Næste skridt: ret analyses/{draft.id}/plan.yml efter aftalen, og kør `maalbar check`.")
