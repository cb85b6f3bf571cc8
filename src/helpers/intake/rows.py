"""Which rows of a sheet are data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from helpers.errors import Fault
from helpers.intake.documents import Document, Sheet, blank
from helpers.intake.findings import Findings, Spot
from helpers.intake.headings import Layout, normal
from helpers.intake.numbers import is_number

_NOTE = re.compile(r"(kilde|noter?|anm|bemærk|obs|kontakt|udtræk|opgjort|dannet|data er|hentet)\b.*|\*.*|\d\).*|.*:")
"""How a note of two cells begins: `Kilde: | Politiet`."""


def data_rows(
    spot: Spot, layout: Layout, skip_rows: tuple[str, ...], findings: Findings, is_area: Callable[[str], bool]
) -> tuple[int, ...]:
    """Return the data rows, counted from 0, and report what is left out.

    Left out are empty rows, rows whose first filled cell starts with one of `skip_rows` (unless another cell names an
    area, for then `I alt` is a breakdown of that area), the header where it is repeated further down, and notes: rows
    after the last row of the table that hold a single text which is neither an area's name nor a number, or two texts
    of which the first says that it is a note.

    Parameters
    ----------
    spot
        The sheet.
    layout
        Where its header ends.
    skip_rows
        Beginnings of rows to leave out, such as `I alt`.
    findings
        Gets a warning for notes, repeated headers and what is hidden, and a fault for rows of another width than the
        header (text files).
    is_area
        Whether a text is the name of an area.
    """
    sheet = spot.sheet
    rows = [row for row in range(layout.first_row, len(sheet.rows)) if _filled(sheet, row)]
    notes = _closing_notes(sheet, rows, is_area)
    repeated = [row for row in rows if _is_header(sheet, row, layout)]
    left_out = {*notes, *repeated}
    kept = [row for row in rows if row not in left_out and not _is_total(sheet, row, skip_rows, is_area)]
    if notes:
        findings.warnings.append(_notes(spot, notes))
    if repeated:
        findings.warnings.append(_repeated(spot, repeated))
    findings.warnings.extend(_hidden(spot, layout, kept))
    if sheet.delimiter is not None:
        findings.warnings.extend(_unfinished(spot, kept))
        findings.faults.extend(_width_faults(spot, layout, kept))
    return tuple(kept)


def unread_sheets(spot: Spot, document: Document) -> Iterator[Fault]:
    """Yield a warning that names hidden sheets with something in them; they may be a draft, or what was meant."""
    hidden = [sheet for sheet in document.sheets if not sheet.visible and sheet is not spot.sheet]
    names = [f"»{sheet.name}«" for sheet in hidden if next(sheet.filled(), None) is not None]
    if names:
        yield Fault(
            place=spot.place,
            value=f"skjulte ark er ikke læst ({', '.join(names)})",
            rule="Kun det ark, som sources.yml nævner, eller det eneste synlige læses.",
            remedy="Spørg dataejeren, om tallene står i det rigtige ark.",
        )


def starts_with_any(text: str, beginnings: tuple[str, ...]) -> bool:
    """Tell whether a text starts with one of the words of `skip_rows`."""
    return any(re.match(rf"{re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in beginnings)


def _filled(sheet: Sheet, row: int) -> list[int]:
    return [column for column, value in enumerate(sheet.rows[row]) if not blank(value)]


def _closing_notes(sheet: Sheet, rows: list[int], is_area: Callable[[str], bool]) -> list[int]:
    notes: list[int] = []
    for row in reversed(rows):
        if not _is_note(sheet, row, is_area):
            break
        notes.insert(0, row)
    return notes


def _is_note(sheet: Sheet, row: int, is_area: Callable[[str], bool]) -> bool:
    cells = [sheet.rows[row][column] for column in _filled(sheet, row)]
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(texts) < len(cells) or len(cells) > 2 or is_area(texts[0]):
        return False
    if len(texts) == 1:
        return not is_number(texts[0])
    return _NOTE.fullmatch(normal(texts[0])) is not None


def _is_header(sheet: Sheet, row: int, layout: Layout) -> bool:
    """Tell whether a row repeats the header, as reports printed on several pages do."""
    shown = [normal(sheet.rows[row][column]) for column in _filled(sheet, row)]
    return len(shown) > 1 and shown == [normal(text) for text in layout.texts if text]


def _is_total(sheet: Sheet, row: int, skip_rows: tuple[str, ...], is_area: Callable[[str], bool]) -> bool:
    first, *others = (str(sheet.rows[row][column]).strip() for column in _filled(sheet, row))
    return starts_with_any(first, skip_rows) and not any(map(is_area, others))


def _numbers(rows: list[int]) -> str:
    shown = ", ".join(str(row + 1) for row in rows[:5])
    return f"{shown} m.fl." if len(rows) > 5 else shown


def _notes(spot: Spot, rows: list[int]) -> Fault:
    return spot.fault(
        value=f"noter under tabellen er ikke læst (række {_numbers(rows)})",
        rule="Rækker med en enkelt tekst efter den sidste datarække regnes for noter.",
        remedy="Se efter, at noterne ikke ændrer tallenes betydning.",
    )


def _repeated(spot: Spot, rows: list[int]) -> Fault:
    return spot.fault(
        value=f"overskriften er gentaget (række {_numbers(rows)})",
        rule="En række, der er mage til overskriften, er ikke data.",
        remedy="Se efter, at rækkerne under den hører til den samme tabel.",
    )


def _hidden(spot: Spot, layout: Layout, rows: list[int]) -> Iterator[Fault]:
    hidden = [row for row in rows if row in spot.sheet.hidden_rows]
    if hidden:
        yield spot.fault(
            value=f"skjulte rækker er læst som data (række {_numbers(hidden)})",
            rule="Skjulte rækker i det læste ark tæller med.",
            remedy="Spørg dataejeren, om rækkerne skal med.",
        )
    read = {found.column for columns in layout.columns.values() for found in columns}
    columns = sorted(read & spot.sheet.hidden_columns)
    if columns:
        yield spot.fault(
            value=f"skjulte kolonner er læst som data (kolonne {', '.join(map(spot.column, columns))})",
            rule="Skjulte kolonner, som sources.yml nævner, tæller med.",
            remedy="Spørg dataejeren, om kolonnerne skal med.",
        )
    if not spot.sheet.visible:
        yield spot.fault(
            value="arket er skjult, men læst, fordi sources.yml nævner det",
            rule="Et ark, som sources.yml nævner, læses.",
            remedy="Spørg dataejeren, om arket skal med.",
        )


def _unfinished(spot: Spot, rows: list[int]) -> Iterator[Fault]:
    """Yield a warning if a text file ends within its last row, which may then have been cut off."""
    if rows and not spot.sheet.ends_with_line_break and rows[-1] == len(spot.sheet.rows) - 1:
        yield spot.fault(
            value="filen slutter uden linjeskift efter den sidste række",
            rule="Regneark og programmer slutter en fil med linjeskift; ellers kan den sidste række være skåret over.",
            remedy="Se efter, at det sidste tal er helt.",
            row=rows[-1],
        )


def _width_faults(spot: Spot, layout: Layout, rows: list[int]) -> Iterator[Fault]:
    header = len(spot.sheet.rows[layout.first_row - 1])
    for row in rows:
        cells = spot.sheet.rows[row]
        beyond = [column for column in _filled(spot.sheet, row) if column >= layout.width]
        # A decimal comma without quotation marks looks like one more cell in a file with commas.
        split = spot.sheet.delimiter == "," and len(cells) > header
        if beyond or split or len(cells) < layout.width:
            yield spot.fault(
                value=f"rækken har {max(len(cells), 1)} felter, overskriften {layout.width}",
                rule="Hver række skal have lige så mange felter som overskriften.",
                remedy="Sæt anførselstegn om tekst, der indeholder skilletegnet, eller hent filen igen.",
                row=row,
            )
