"""Writes templates to files, never over what somebody may have filled in."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from helpers.errors import Fault, UsageError
from helpers.paths import write_atomically
from helpers.templates.content import Template

FOLDER = "skabeloner"
"""Where templates are put below the project, unless another folder is named."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def file_name(evaluation: str, owner: str) -> str:
    """Return the name of a template: `slagelse-2017-staten.xlsx`."""
    plain = unicodedata.normalize("NFKD", owner.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return f"{evaluation}-{'-'.join(re.findall('[a-z0-9]+', plain))}.xlsx"


def write_template(template: Template, folder: Path, *, force: bool = False) -> tuple[Path, bool]:
    """Write a template, and return its path and whether it was written (False: it was there already).

    Raises
    ------
    UsageError
        If there is another file of that name, which may be filled in, unless `force`.
    """
    from helpers.templates.workbook import workbook

    path = folder / file_name(template.plan.id, template.owner)
    content = workbook(template)
    if path.is_file() and not force and path.read_bytes() != content:
        raise UsageError(
            Fault(
                place=str(path),
                value="der ligger en anden fil med det navn",
                rule="En skabelon, der måske er udfyldt eller lavet af en ældre plan, skrives ikke over.",
                remedy="Flyt filen, vælg en anden mappe med --into, eller skriv den om med --force.",
            )
        )
    return path, write_atomically(path, content)
