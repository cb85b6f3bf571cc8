"""A table of what documents say, one statement per row with its place; no measurement stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.output.fragments import Fragment
from helpers.output.rendering import render


@dataclass(frozen=True)
class Fact:
    """One cell: its text, a note below it, and a link."""

    text: str
    note: str = ""
    href: str = ""
    amount: bool = False
    """An amount stands at the right."""


def fact_table(table_id: str, caption: str, headings: Sequence[str], rows: Sequence[Sequence[Fact]]) -> Fragment:
    """Return a table of facts; the first cell of each row is what the row is about.

    Parameters
    ----------
    table_id
        The table's id in the page.
    caption
        What the table holds.
    headings
        One per column.
    rows
        Each as long as `headings`. None: nothing is shown.
    """
    if not rows:
        return Fragment("")
    return render("facts", table_id=table_id, caption=caption, headings=headings, rows=rows)
