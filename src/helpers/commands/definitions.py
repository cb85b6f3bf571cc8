"""`maalbar definitions`: what is locked of the registries' definitions, what is new, and what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from helpers.commands.terminal import out, print_json
from helpers.errors import Fault, UsageError
from helpers.paths import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.plan.definitions import Held

_WORDS = {
    "new": "Ikke låst endnu",
    "ended": "Slutter nu; slutningen er ikke låst endnu",
    "changed": "Betyder noget andet, end da det blev låst",
    "gone": "Låst, men fjernet",
}


def definitions(
    write: Annotated[bool, typer.Option("--write", help="Lås det, der er nyt.")] = False,
    accept: Annotated[
        str | None,
        typer.Option("--accept", help="Id på noget, der aldrig har været offentligt: lås den nye betydning."),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="Hvorfor; skrives i låsefilen.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv som JSON.")] = False,
) -> None:
    """Vis, hvilke definitioner der er låst, nye eller ændrede, og lås de nye."""
    from helpers.plan.definitions import accept as accept_one
    from helpers.plan.definitions import add_new, held_against, read_lock
    from helpers.plan.loading import asked_questions, load_registry

    _options_fit(accept, note)
    project = Project.find()
    registry = load_registry(project, locked=False)
    questions = asked_questions(project)
    done: tuple[str, ...] = ()
    if accept is not None:
        done = accept_one(project, registry, accept, note or "", questions)
    if write:
        done += add_new(project, registry, questions)
    held = held_against(registry, read_lock(project), questions)
    if as_json:
        print_json(_plain(held, done))
        return
    for name in done:
        out.print(f"Låst: {escape(name)}")
    for line in _lines(held):
        out.print(escape(line))


def _options_fit(accept: str | None, note: str | None) -> None:
    if (accept is None) != (not (note or "").strip()):
        raise UsageError(
            Fault(
                place="--accept",
                value="--accept og --note hører sammen",
                rule="En ændret betydning låses kun med en forklaring.",
                remedy='Skriv: maalbar definitions --accept ID --note "hvorfor"',
            )
        )


def _plain(held: Sequence[Held], done: Sequence[str]) -> dict[str, object]:
    return {"definitions": [{"name": one.name, "state": one.state.value} for one in held], "written": list(done)}


def _lines(held: Sequence[Held]) -> list[str]:
    lines = [f"Låst: {sum(one.state.value == 'locked' for one in held)} definitioner."]
    for state, words in _WORDS.items():
        names = [one.name for one in held if one.state.value == state]
        if names:
            lines += [f"{words}:", *(f"  {name}" for name in names)]
    if any(one.state.value in {"new", "ended"} for one in held):
        lines.append("Lås dem med: maalbar definitions --write")
    return lines
