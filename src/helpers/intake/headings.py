"""Finds the header of a sheet and which column each declared heading means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.errors import Fault
from helpers.intake.declaration import PERIOD_MARK, Source
from helpers.intake.documents import Sheet, blank, column_letter
from helpers.intake.numbers import visible
from helpers.intake.periods import NotAPeriod, Period, parse_period
from helpers.plan.validating import closest

_SEARCHED_ROWS = 40
"""A header stands within so many rows from the top."""


@dataclass(frozen=True)
class Found:
    """One column of a declared heading."""

    column: int
    period: Period | None = None
    """For a heading with `{periode}`: the period in this column's own heading."""


@dataclass(frozen=True)
class Layout:
    """Where the data begins and what stands in which column."""

    first_row: int
    """First row of data, counted from 0."""
    width: int
    """How many columns the header has."""
    texts: tuple[str, ...]
    """The heading of each column, as the sheet shows it."""
    columns: Mapping[str, tuple[Found, ...]]
    """By declared heading."""

    def only(self, heading: str) -> int:
        """Return the column of a heading without `{periode}`."""
        return self.columns[heading][0].column


def normal(text: object) -> str:
    """Return a heading for comparison: case, line breaks, doubled spaces and invisible characters don't matter."""
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    return " ".join(visible(str(text)).split()).casefold()


def declared_headings(source: Source) -> tuple[str, ...]:
    """Return every heading that a source's declaration names, each once."""
    found: list[str | None] = []
    if source.columns is not None:
        columns, period = source.columns, source.columns.period
        texts = (columns.area, columns.activity, columns.breakdown)
        found.extend(text.heading for text in texts if text is not None)
        found.extend((period.heading, period.start, period.end) if period is not None else ())
        found.extend((columns.indicator, columns.note, columns.by, columns.reason))
        found.extend((columns.started, columns.left, columns.outcome, columns.person, columns.attended))
        found.append(columns.household)
    for value in source.values:
        found.extend((*value.headings.values(), value.question))
    found.extend(source.survey.weight_by if source.survey is not None else ())
    for check in source.checks:
        found.extend((check.column, *check.sum_of))
    return tuple(dict.fromkeys(heading for heading in found if heading is not None))


def shown_headings(sheet: Sheet, source: Source) -> int:
    """Return how many declared headings the best row of a sheet shows."""
    wanted = declared_headings(source) or _DOCUMENTED_MARK
    return _best_header(sheet, source.reader.header_height, wanted)[1]


def is_declared(text: str, source: Source) -> bool:
    """Tell whether a text is one of the headings that a source's declaration names."""
    return any(_columns_of(heading, (text,)) for heading in declared_headings(source) or _DOCUMENTED_MARK)


_DOCUMENTED_MARK = ("id", "område", "indikator")


def locate(
    place: str, sheet: Sheet, source: Source, wanted: tuple[str, ...]
) -> tuple[Layout | None, tuple[Fault, ...]]:
    """Find the header of a sheet.

    Parameters
    ----------
    place
        The file, relative to the project; for faults.
    sheet
        The sheet to search.
    source
        Says where the header stands (`header_row`, `header_text`) or leaves it to be found.
    wanted
        The headings that must be there.
    """
    height = source.reader.header_height
    first = _header_row(sheet, source, wanted)
    if first is None:
        return None, (_no_header(place, sheet, source),)
    texts = _joined(sheet, first, height)
    columns = {heading: _columns_of(heading, texts) for heading in wanted}
    faults = [
        fault
        for heading, found in columns.items()
        if (fault := _heading_fault(place, sheet, heading, found, texts, first + height)) is not None
    ]
    if faults:
        return None, tuple(faults)
    return Layout(first + height, _header_width(texts), texts, columns), ()


def _header_row(sheet: Sheet, source: Source, wanted: tuple[str, ...]) -> int | None:
    reader = source.reader
    if reader.header_row is not None:
        return reader.header_row - 1 if reader.header_row <= len(sheet.rows) else None
    if reader.header_text is not None:
        row = _row_with(sheet, normal(reader.header_text))
        return None if row is None else max(0, row - reader.header_height + 1)
    row, shown = _best_header(sheet, reader.header_height, wanted)
    return row if shown else None


def _row_with(sheet: Sheet, text: str) -> int | None:
    """Return the first row with a cell that is `text`, or else one that holds it among other words."""
    cells = [(row, normal(cell)) for row, _, cell in sheet.filled() if row < _SEARCHED_ROWS]
    exact = [row for row, shown in cells if shown == text]
    within = [row for row, shown in cells if text in shown]
    return next(iter((*exact, *within)), None)


def _best_header(sheet: Sheet, height: int, wanted: tuple[str, ...]) -> tuple[int, int]:
    """Return the row from which the most headings are shown, and how many."""
    best = (0, 0)
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        texts = _joined(sheet, row, height)
        shown = sum(bool(_columns_of(heading, texts)) for heading in wanted)
        if shown > best[1]:
            best = (row, shown)
    return best


def _joined(sheet: Sheet, first: int, height: int) -> tuple[str, ...]:
    """Return each column's heading: the texts above each other, a text under a merge once."""
    joined: list[str] = []
    width = max((len(row) for row in sheet.rows[first : first + height]), default=0)
    for column in range(width):
        parts: list[str] = []
        for row in range(first, first + height):
            value = sheet.cell(row, column)
            text = "" if blank(value) else " ".join(_shown(value).split())
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        joined.append(" ".join(parts))
    return tuple(joined)


def _shown(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _columns_of(heading: str, texts: tuple[str, ...]) -> tuple[Found, ...]:
    if PERIOD_MARK in heading:
        before, _, after = (normal(part) for part in heading.partition(PERIOD_MARK))
        marked = ((column, _period_between(normal(text), before, after)) for column, text in enumerate(texts))
        return tuple(Found(column, period) for column, period in marked if period is not None)
    return tuple(Found(column) for column, text in enumerate(texts) if normal(text) == normal(heading))


def _period_between(text: str, before: str, after: str) -> Period | None:
    if not (text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after)):
        return None
    try:
        return parse_period(text[len(before) : len(text) - len(after)].strip())
    except NotAPeriod:
        return None


def _header_width(texts: tuple[str, ...]) -> int:
    return max((column + 1 for column, text in enumerate(texts) if text), default=0)


def _heading_fault(
    place: str, sheet: Sheet, heading: str, found: tuple[Found, ...], texts: Iterable[str], row: int
) -> Fault | None:
    if not found:
        near = closest(heading, [text for text in texts if text])
        return Fault(
            place=place,
            value=f"kolonnen »{heading}« mangler",
            rule="Alle kolonner, som sources.yml nævner, skal stå i filens overskrift.",
            remedy=_missing_remedy(heading, texts, near),
            sheet=sheet.name,
            row=row,
        )
    periods = [item.period for item in found]
    twice = [item for item in found if periods.count(item.period) > 1]
    if not twice:
        return None
    letters = " og ".join(column_letter(item.column) for item in twice)
    return Fault(
        place=place,
        value=f"overskriften »{heading}« står flere gange (kolonne {letters})",
        rule="En overskrift skal kunne kendes fra de andre.",
        remedy="Ret overskrifterne, så hver kolonne har sin egen.",
        sheet=sheet.name,
        row=row,
    )


def _missing_remedy(heading: str, texts: Iterable[str], near: str | None) -> str:
    if any("�" in text or _is_garbled(text) or _lost_letters(text, heading) for text in texts):
        return "Filens æ, ø og å er ødelagt på vejen (forkert tegnsæt). Bed om filen igen, gemt som UTF-8."
    return f"Mente du »{near}«? Ret overskriften eller sources.yml." if near else "Ret filen eller sources.yml."


def _lost_letters(text: str, heading: str) -> bool:
    """Tell whether a text is the heading with `?` for its Danish letters; a question ends in one and has lost none."""
    parts = re.split(r"(\?+)", normal(text))
    pattern = "".join(r"(?:\?|[^\x00-\x7f])+" if part.startswith("?") else re.escape(part) for part in parts)
    return len(parts) > 1 and re.fullmatch(pattern, normal(heading)) is not None


def _is_garbled(text: str) -> bool:
    """Tell whether a text is UTF-8 that was taken for Windows-1252 and saved again: `OmrÃ¥de`."""
    try:
        return text.encode("windows-1252").decode("utf-8") != text
    except UnicodeError:
        return False


def _no_header(place: str, sheet: Sheet, source: Source) -> Fault:
    wanted = source.reader.header_text or (declared_headings(source) or _DOCUMENTED_MARK)[0]
    return Fault(
        place=place,
        value=f"overskriften med »{wanted}« findes ikke",
        rule=f"Overskriften skal stå i en af de første {_SEARCHED_ROWS} rækker.",
        remedy="Ret filen, eller ret »header_row« eller »header_text« i sources.yml.",
        sheet=sheet.name,
    )
