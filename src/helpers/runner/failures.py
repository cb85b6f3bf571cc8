"""A failed run as a fault that its reader can act on: which cell, under which heading, and what went wrong."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.errors import Fault
from helpers.runner.jobs import Job
from helpers.runner.source import Cell, cells_of, read_tree

LONGEST = 300
"""Characters of an error message that are shown."""
_READ = 2_000
"""Characters of an error message that are looked at: one of ten million must not hold a command up."""

_HEADING = re.compile(r"^#{1,6} +(.+?) *#* *$", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PERSONAL = (
    re.compile(r"(?<![\d.,/-])(?:(?:\+|00)45[ ]?)?[2-9]\d([ .])\d\d\1\d\d\1\d\d(?!\d)|\+45[ ]?\d{8}(?!\d)"),
    re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)"),
    re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"),
)
"""A CPR number, an e-mail address and a telephone number: a message may quote the value that a cell stumbled over."""


def shown(message: str) -> str:
    """Return an error message on one line, cut to a readable length, without what may be personal.

    Numbers and addresses are cut out. Of a message that holds a person's name only the kind of error is left, since
    nobody can tell where the name ends.
    """
    start = message[:_READ]
    whole, _, last = start.rpartition(" ")
    if len(message) > _READ and len(last) < LONGEST:
        start = whole  # half a number would not be known as one
    # Half a letter can't be written anywhere.
    line = " ".join(_COLOUR.sub("", start).split()).encode("utf-8", "replace").decode()
    for pattern in _PERSONAL:
        line = pattern.sub("[skjult]", line)
    if _names_somebody(line):
        kind = line.partition(":")[0]
        line = f"{kind}: [skjult]" if kind.isidentifier() else "[skjult]"
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _names_somebody(text: str) -> bool:
    # Thousands of names, of which a command without a failure needs none.
    from helpers.intake.personal_details import holds_name

    return holds_name(text)


def failure(job: Job, happened: str, cell: int | None = None, kept: Path | None = None) -> Fault:
    """Return the fault of a run that did not finish.

    Parameters
    ----------
    job
        The job.
    happened
        What went wrong, in Danish or as the error's own type and message.
    cell
        Index of the cell in the notebook as it stands in git; None if that is not known, or none had begun.
    kept
        The executed notebook of the failed run, if there is one to look into.
    """
    where = "" if cell is None else " " + _cell_name(cells_of(read_tree(job.notebook)), cell)
    look = f"Se hele fejlen i {kept.as_posix()}, ret" if kept else "Ret"
    return Fault(
        place=job.shown_notebook,
        value=f"kørslen “{job.label}” stoppede{where}: {shown(happened)}",
        rule="En notebook skal kunne køres fra ende til anden.",
        remedy=f"{look} notebooken eller dens data, og kør igen; det seneste gode resultat er bevaret.",
    )


def _cell_name(cells: tuple[Cell, ...], index: int) -> str:
    name = f"i celle {index + 1}"
    for cell in reversed(cells[: index + 1]):
        found = _HEADING.findall(cell.text) if cell.kind == "markdown" else []
        if found:
            return f"{name} under “{found[0]}”"
    return name
