"""What an outsider reads: statements about figures, from whatever file they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

What = Literal["count", "group", "value"]
"""A numerator or a plain count; a denominator; a share or rate as it is written."""


@dataclass(frozen=True, order=True)
class Figure:
    """What a statement is about, in the names that the published files use themselves.

    Two statements about the same area, indicator, breakdown and period are about the same figure, in whichever file,
    evaluation, round or earlier release they stand.
    """

    area: str
    indicator: str
    first: date | None
    last: date | None
    breakdown: str = ""
    what: What = "count"


@dataclass(frozen=True)
class Statement:
    """One figure as one place gives it.

    Parameters
    ----------
    figure
        What it is about.
    low, high
        What the place says it lies between; equal for an exact figure. A value rounded to 24 % is 23.5 to 24.5.
    hidden
        The place says that the figure is hidden; low and high say nothing then (0 and infinity).
    path
        Where: `omraader/motalavej/slut/index.html, tabel »Hvor tallene står«, række 3`; `figurer/x.svg, <title>`.
    """

    figure: Figure
    low: float
    high: float
    hidden: bool
    path: str
    scale: float = 1.0
    """For a value: what count / group is multiplied by (100 for percent, 1,000 for `pr. 1.000`)."""
    printed: bool = False
    """The place says that the figure stands in a document that was public before; nothing can hide it any more."""
    invented: bool = False
    """The place says that the figure is made up; it belongs to no sum with printed ones."""
    loose: bool = False
    """Understood from words rather than from named columns; where a table says another thing, the table is right."""
    release: str = ""
    """The earlier release that the place belongs to; empty for the site of today."""


@dataclass(frozen=True)
class Told:
    """What one place tells of two figures together: the later less the earlier lies between low and high."""

    later: Figure
    earlier: Figure
    low: float
    high: float
    path: str
    release: str = ""


@dataclass(frozen=True)
class Loose:
    """A piece of text with numbers that belongs to no table: a title, a tooltip, a file name, metadata.

    `reading` cuts files into these; `resolving` turns those that name one area, one indicator and one period into
    statements.
    """

    text: str
    path: str
    about: tuple[str, ...] = ()
    """What surrounds the text: the page's title, the section's heading, the caption, the file name."""


@dataclass(frozen=True)
class Row:
    """One line of a table, as CSV, JSON, Parquet, a spreadsheet or HTML gives it.

    Parameters
    ----------
    cells
        From the column's heading as written to what stands in the row: text, or a number where the format has
        numbers. `..` is hidden; what is empty may be left out.
    path
        Where the row stands.
    about
        What surrounds the table: the page's title, the section's heading, the caption; the nearest last.
    """

    cells: Mapping[str, str | float]
    path: str
    about: tuple[str, ...] = ()


Piece = Row | Loose
"""What reading makes of a file. A table is rows, everything else is loose text; neither is understood yet."""
