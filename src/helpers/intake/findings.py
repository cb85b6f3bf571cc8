"""What the import finds on its way: faults that stop it, warnings that do not, and values with their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.errors import Fault
from helpers.intake.documents import Sheet, column_letter
from helpers.observations.table import Observation


@dataclass(frozen=True)
class Located:
    """An observation and the columns from which its parts were read."""

    observation: Observation
    columns: Mapping[str, str]
    """Role (`value`, `numerator` …) → column as a fault names it."""


@dataclass
class Findings:
    """Collects while files are read; the one thing in the import that changes."""

    faults: list[Fault] = field(default_factory=list[Fault])
    warnings: list[Fault] = field(default_factory=list[Fault])
    located: list[Located] = field(default_factory=list[Located])


@dataclass(frozen=True)
class Spot:
    """A file and sheet being read; makes faults that name row and column as the reader sees them."""

    place: str
    sheet: Sheet
    texts: tuple[str, ...]
    """The heading of each column."""

    def column(self, column: int) -> str:
        """Return a column's letter in a spreadsheet, its heading in a text file."""
        if self.sheet.name is not None or column >= len(self.texts) or not self.texts[column]:
            return column_letter(column)
        return self.texts[column]

    def fault(self, value: str, rule: str, remedy: str, row: int | None = None, column: int | None = None) -> Fault:
        """Return a fault at a row and column, both counted from 0."""
        return Fault(
            place=self.place,
            value=value,
            rule=rule,
            remedy=remedy,
            sheet=self.sheet.name,
            row=None if row is None else row + 1,
            column=None if column is None else self.column(column),
        )
