"""A sheet as a data owner lays it out, before any file format: notes, a header of some rows, rows, a total, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Percent:
    """A share that a spreadsheet holds as a fraction and shows as percent."""

    value: float
    """In percent, with the decimals that are shown."""
    decimals: int = 1


Cell = str | int | float | date | Percent | None
Row = tuple[Cell, ...]

BANNER = "DEMONSTRATIONSDATA – opdigtede tal. De siger intet om et virkeligt sted."
"""First line of every file, so that nobody who opens one takes it for a real delivery."""


@dataclass(frozen=True)
class Merged:
    """Cells of the header that are merged: counted from the header's first cell, 0-based."""

    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True)
class Sheet:
    """One sheet of a delivery."""

    name: str
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    above: tuple[str, ...] = ()
    merged: tuple[Merged, ...] = ()
    total: Row | None = None
    below: tuple[str, ...] = ()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    """Rows of the body that the owner has hidden, counted from 0."""

    @property
    def header_row(self) -> int:
        """Return the 0-based row on which the header starts: after the banner, the notes and an empty row."""
        return len(self.above) + 2

    @property
    def first_row(self) -> int:
        """Return the 0-based row on which the body starts."""
        return self.header_row + len(self.header)

    def rows(self) -> Iterator[Row]:
        """Return all rows from the top, banner and notes included."""
        yield (BANNER,)
        for note in self.above:
            yield (note,)
        yield ()
        yield from self.header
        yield from self.body
        if self.total is not None:
            yield self.total
        for note in self.below:
            yield (note,)


def zero_as_dash(count: float) -> Cell:
    """Return a count the way Danmarks Statistik prints it: `-` for none."""
    return count if count else "-"
