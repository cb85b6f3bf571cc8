"""Which rows of a sheet are data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from helpers.errors import Fault
from helpers.intake.documents import Sheet, blank
from helpers.intake.findings import Findings, Spot
from helpers.intake.headings import Layout


def data_rows(
    spot: Spot, layout: Layout, skip_rows: tuple[str, ...], findings: Findings, is_area: Callable[[str], bool]
) -> tuple[int, ...]:
    """Return the data rows, counted from 0, and report what is left out.

    Left out are empty rows, rows whose first filled cell starts with one of `skip_rows`, and notes: rows after the last
    row with two filled cells or more that hold a single text which is no area's name.

    Parameters
    ----------
    spot
        The sheet.
    layout
        Where its header ends.
    skip_rows
        Beginnings of rows to leave out, such as `I alt`.
    findings
        Gets a warning for notes and hidden rows, and a fault for rows of another width than the header (text files).
    is_area
        Whether a text is the name of an area.
    """
    sheet = spot.sheet
    rows = [row for row in range(layout.first_row, len(sheet.rows)) if _filled(sheet, row)]
    wide = [row for row in rows if len(_filled(sheet, row)) > 1]
    last = wide[-1] if wide else -1
    notes = [row for row in rows if row > last and _is_note(sheet, row, is_area)]
    kept = [row for row in rows if row not in set(notes) and not _is_skipped(sheet, row, skip_rows)]
    if notes:
        findings.warnings.append(_notes(spot, notes))
    hidden = [row for row in kept if row in sheet.hidden_rows]
    if hidden:
        findings.warnings.append(_hidden(spot, hidden))
    findings.faults.extend(_width_faults(spot, layout, kept))
    return tuple(kept)


def _filled(sheet: Sheet, row: int) -> list[int]:
    return [column for column, value in enumerate(sheet.rows[row]) if not blank(value)]


def _is_note(sheet: Sheet, row: int, is_area: Callable[[str], bool]) -> bool:
    filled = _filled(sheet, row)
    text = sheet.rows[row][filled[0]]
    return len(filled) == 1 and isinstance(text, str) and not is_area(text)


def _is_skipped(sheet: Sheet, row: int, skip_rows: tuple[str, ...]) -> bool:
    first = str(sheet.rows[row][_filled(sheet, row)[0]]).strip()
    return any(re.match(rf"{re.escape(text)}(?!\w)", first, re.IGNORECASE) for text in skip_rows)


def _numbers(rows: list[int]) -> str:
    shown = ", ".join(str(row + 1) for row in rows[:5])
    return f"{shown} m.fl." if len(rows) > 5 else shown


def _notes(spot: Spot, rows: list[int]) -> Fault:
    return spot.fault(
        value=f"noter under tabellen er ikke læst (række {_numbers(rows)})",
        rule="Rækker med en enkelt tekst efter den sidste datarække regnes for noter.",
        remedy="Se efter, at noterne ikke ændrer tallenes betydning.",
    )


def _hidden(spot: Spot, rows: list[int]) -> Fault:
    return spot.fault(
        value=f"skjulte rækker er læst som data (række {_numbers(rows)})",
        rule="Skjulte rækker i det læste ark tæller med.",
        remedy="Spørg dataejeren, om rækkerne skal med.",
    )


def _width_faults(spot: Spot, layout: Layout, rows: list[int]) -> Iterator[Fault]:
    if spot.sheet.name is not None:
        return
    for row in rows:
        cells = spot.sheet.rows[row]
        beyond = [column for column in _filled(spot.sheet, row) if column >= layout.width]
        if beyond or len(cells) < layout.width:
            yield spot.fault(
                value=f"rækken har {max(len(cells), 1)} felter, overskriften {layout.width}",
                rule="Hver række skal have lige så mange felter som overskriften.",
                remedy="Sæt anførselstegn om tekst, der indeholder skilletegnet, eller hent filen igen.",
                row=row,
            )
