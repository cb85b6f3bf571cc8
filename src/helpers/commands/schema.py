"""`maalbar schema`: what an editor needs to complete and underline the YAML files."""

from __future__ import annotations

from rich.markup import escape

from helpers.commands.terminal import out
from helpers.paths import Project


def schema() -> None:
    """Skriv JSON-skemaer, så en editor kan foreslå nøgler og ord og understrege fejl i YAML-filerne."""
    from helpers.commands.schema_writing import write_schemas

    project = Project.find()
    for path in write_schemas(project):
        out.print(escape(project.relative(path)))
    out.print("En YAML-fil siger med sin første linje, hvilket skema den følger:")
    out.print("# yaml-language-server: $schema=../../build/schema/plan.schema.json")
