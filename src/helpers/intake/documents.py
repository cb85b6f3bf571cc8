"""A raw file opened but not yet understood: its sheets as grids of cells, and every other text that it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from helpers.errors import Fault
from helpers.intake.numbers import is_number, visible


@dataclass(frozen=True)
class Percentage:
    """A cell that the spreadsheet shows as percent, already multiplied by 100."""

    value: Decimal


CellValue = str | int | float | bool | date | datetime | time | timedelta | Percentage | None
Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(frozen=True)
class Sheet:
    """One table of a file; a text file and a Parquet file have one without a name."""

    name: str | None
    rows: tuple[tuple[CellValue, ...], ...]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    """Counted from 0."""
    merged: Mapping[Place, Place] = field(default_factory=dict[Place, Place])
    """From a covered cell to the cell whose text covers it."""
    formulas_without_value: frozenset[Place] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    """Counted from 0."""
    delimiter: str | None = None
    """What stands between the cells of a text file."""
    ends_with_line_break: bool = True
    """False for a text file whose last line may have been cut off."""

    def cell(self, row: int, column: int) -> CellValue:
        """Return the cell that a person sees there: for a covered cell, the text or number over it."""
        row, column = self.merged.get((row, column), (row, column))
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def data_cell(self, row: int, column: int) -> CellValue:
        """Return the cell as data: a number under a merge counts in its own cell only, a text in all of them.

        A number that is stored as a text is a number all the same.
        """
        own = self.rows[row][column] if column < len(self.rows[row]) else None
        covering = self.cell(row, column)
        if not isinstance(covering, str) or ((row, column) in self.merged and is_number(covering)):
            return own
        return covering

    def filled(self) -> Iterator[tuple[int, int, CellValue]]:
        """Yield row, column and value of every cell that holds something."""
        for number, row in enumerate(self.rows):
            for position, value in enumerate(row):
                if value is not None and value != "":
                    yield number, position, value


@dataclass(frozen=True)
class Passage:
    """A text outside the cells: a comment, a document property, a page header or a defined name."""

    what: str
    """Danish: `en kommentar`, `en dokumentegenskab`."""
    text: str
    sheet: str | None = None
    place: Place | None = None
    technical: bool = False
    """Who made the file, and what the program writes itself: searched for personal numbers only."""
    is_number: bool = False
    """A number on its own, such as a copy of a cell; judged together with the others of the same `what`."""


@dataclass(frozen=True)
class Document:
    """A raw file as opened."""

    sheets: tuple[Sheet, ...]
    passages: tuple[Passage, ...] = ()


class Unreadable(Exception):  # noqa: N818 - it is a finding about a file, not a failure of the program
    """The file can't be opened; carries what stands in the fault."""

    def __init__(self, value: str, remedy: str, row: int | None = None) -> None:
        super().__init__(value)
        self.value, self.remedy, self.row = value, remedy, row

    def fault(self, place: str) -> Fault:
        """Return the fault for the file at `place`."""
        return Fault(
            place=place,
            value=self.value,
            rule="Filen skal kunne åbnes som den filtype, dens navn siger.",
            remedy=self.remedy,
            row=self.row,
        )


def column_letter(column: int) -> str:
    """Return the letter of a column counted from 0: `A`, `Z`, `AA`."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def blank(value: CellValue) -> bool:
    """Tell whether a cell holds nothing that can be seen."""
    if not isinstance(value, str):
        return value is None
    seen = value.strip()
    return not seen or (not seen.isprintable() and not visible(seen).strip())
