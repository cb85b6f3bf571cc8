"""Columns that hold details about persons: by their heading, or because most of their cells look alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from helpers.intake.declaration import Source
from helpers.intake.documents import CellValue, Place, Sheet, blank
from helpers.intake.headings import declared_headings, locate
from helpers.intake.personal_details import Detail, is_given_name, is_phone
from helpers.intake.personal_numbers import plain_text
from helpers.intake.public_names import PublicNames

_HEADING_ROWS = 40
"""A heading stands within so many rows from the top."""
_FEWEST = 3
"""So many cells alike make a column of telephone numbers or names."""

_WHOSE = (
    r"(?:(?:fulde|fuldt|for- og efter|beboer(?:en)?s?|lejer(?:en)?s?|borger(?:en)?s?|barnets|den unges|ungs?|elevens"
    r"|deltager(?:en)?s?|frivillig(?:e|es)?|forælders?|kontaktpersons?|privat|arbejds|hjemme)[\s-]*)?"
)
_PLACES = r"(?!område|afdeling|aktivitet|bolig|forening|projekt|skole|kommune|sted|indsats)"
_PHONE_HEADING = re.compile(
    rf"{_WHOSE}(?:tlf|tel|telefon|mobil|mobiltelefon|sms|phone)[\s.-]*(?:nr|nummer|numre)?\.?", re.IGNORECASE
)
_HEADINGS: dict[Detail, re.Pattern[str]] = {
    Detail.NAME: re.compile(
        rf"{_WHOSE}(?:for|efter|mellem)?navne?(?: på {_PLACES}.*)?|kontaktperson(?:er)?|værge|sagsbehandler"
        r"|(?:first |last |full )?name|surname",
        re.IGNORECASE,
    ),
    Detail.ADDRESS: re.compile(
        rf"{_WHOSE}(?:post)?adresse|bopæl|vejnavn|(?:hus|vej)[\s-]*(?:nr\.?|nummer)|address", re.IGNORECASE
    ),
    Detail.PHONE: _PHONE_HEADING,
    Detail.E_MAIL: re.compile(rf"{_WHOSE}(?:e-?)?mail(?:[\s-]*adr(?:esse|\.)?)?", re.IGNORECASE),
    Detail.BIRTH: re.compile(
        r"fødselsda(?:to|g)|fødselsår|født(?: den)?|f\.?dato|(?:date of birth|dob)", re.IGNORECASE
    ),
    Detail.NUMBER_PART: re.compile(
        r"cpr(?:[\s.-]*(?:nr|nummer|numre))?\.?|person[\s-]*(?:nr|nummer|numre)\.?|p\.\s?nr\.|sidste (?:4|fire) cifre",
        re.IGNORECASE,
    ),
}
_NO_NAMES = frozenset({"ja", "nej", "ved ikke", "ukendt", "uoplyst", "ingen", "anonym", "i alt", "total", "sum"})
_NOT_PHONES = re.compile(
    r"\b(?:kr|kroner|beløb|budget|regnskab|pris|udgift\w*|indtægt\w*|tilskud|id|cvr\w*|ean\w*|sag\w*|løbe\w*|nr|nummer"
    r"|lejemål\w*|kunde\w*|journal\w*|dato|antal|i alt|sum)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Roles:
    """What `sources.yml` says of the columns of one sheet."""

    first_row: int = 0
    """First row of data, counted from 0."""
    personal: frozenset[int] = frozenset()
    """Columns in which persons may stand: what tells them apart, and what is passed over unread."""
    checked: frozenset[int] = frozenset()
    """Columns whose every cell must be a known place, period, indicator or number."""

    @classmethod
    def of(cls, place: str, sheet: Sheet, source: Source) -> Roles:
        """Find the declared columns of a sheet, those that are there."""
        if source.columns is None:
            return cls()
        layouts = [locate(place, sheet, source, (heading,))[0] for heading in _personal(source)]
        personal = [layout for layout in layouts if layout is not None]
        rest = [locate(place, sheet, source, (heading,))[0] for heading in _checked(source)]
        everything = [*personal, *(layout for layout in rest if layout is not None)]
        return cls(
            max((layout.first_row for layout in everything), default=0),
            frozenset(found.column for layout in personal for one in layout.columns.values() for found in one)
            if source.personal_data
            else frozenset(),
            frozenset(
                found.column
                for layout in rest
                if layout is not None
                for one in layout.columns.values()
                for found in one
            ),
        )

    def hold_persons(self, row: int, column: int) -> bool:
        """Tell whether a cell may hold a person's details."""
        return column in self.personal and row >= self.first_row


def _personal(source: Source) -> tuple[str, ...]:
    columns = source.columns
    assert columns is not None  # asked only for sources with columns
    return tuple(heading for heading in (columns.person, *columns.personal) if heading is not None)


def _checked(source: Source) -> tuple[str, ...]:
    columns = source.columns
    assert columns is not None  # asked only for sources with columns
    free = {columns.note, columns.by, columns.reason, columns.household, *_personal(source)}
    read = declared_headings(source.model_copy(update={"checks": ()}))
    return tuple(heading for heading in read if heading not in free)


def column_details(sheet: Sheet, roles: Roles, public: PublicNames) -> Iterator[tuple[Detail, Place]]:
    """Yield each kind of personal detail that a column as a whole gives away, and the first cell that shows it.

    A heading such as `Fornavn`, `Tlf.` or `Fødselsdato` needs a cell of its kind below it (or, ending with a colon,
    beside it). Without such a heading a column is taken for telephone numbers or names if at least three cells and
    most of the column look so, and neither the heading nor the declaration says what else they are.
    """
    for place, kind in _headings(sheet):
        first = _first_shown(sheet, place, kind, roles, public)
        if first is not None:
            yield kind, first
    for column, cells in _by_column(sheet, roles).items():
        if column not in roles.checked:
            yield from _alike(sheet, column, cells, public)


def _headings(sheet: Sheet) -> Iterator[tuple[Place, Detail]]:
    for row, column, value in sheet.filled():
        if row >= _HEADING_ROWS:
            return
        if isinstance(value, str) and len(value) < 40:
            text = re.sub(r"\s*(?:\(.*\)|[:*])\s*$", "", " ".join(plain_text(value).split()))
            yield from (((row, column), kind) for kind, pattern in _HEADINGS.items() if pattern.fullmatch(text))


def _first_shown(sheet: Sheet, heading: Place, kind: Detail, roles: Roles, public: PublicNames) -> Place | None:
    row, column = heading
    value = sheet.rows[row][column]
    if isinstance(value, str) and value.rstrip().endswith(":"):
        places = [(row, column + 1)]
    else:
        places = [(below, column) for below in range(row + 1, len(sheet.rows))]
        if column in roles.checked and kind is not Detail.NUMBER_PART:
            return None
    shows = _SHOWS[kind]
    for place in places:
        cell = _own(sheet, place)
        if not blank(cell) and shows(cell, public) and not roles.hold_persons(*place):
            return place
    return None


def _own(sheet: Sheet, place: Place) -> CellValue:
    row, column = place
    return sheet.rows[row][column] if column < len(sheet.rows[row]) else None


def _digits(cell: CellValue) -> int:
    if isinstance(cell, bool | date | datetime) or not isinstance(cell, str | int | float):
        return 0
    text = f"{cell:.0f}" if isinstance(cell, float) else plain_text(str(cell))
    return sum(character.isdigit() for character in text)


def _is_words(cell: CellValue, public: PublicNames) -> bool:
    return (
        isinstance(cell, str)
        and sum(map(str.isalpha, cell)) > 1
        and cell.strip().casefold() not in _NO_NAMES
        and not public.knows(cell.strip())
    )


def _is_mailbox(cell: CellValue, public: PublicNames) -> bool:
    """Tell whether a cell under a heading that says e-mail holds one, if only its part before the `@`."""
    return isinstance(cell, str) and re.search(r"\w[.@_]\w", cell) is not None and not public.is_contact(cell)


def _is_born(cell: CellValue, public: PublicNames) -> bool:
    del public
    if isinstance(cell, date | datetime):
        return True
    if isinstance(cell, str):
        return _digits(cell) >= 4 and (not cell.isdigit() or len(cell) >= 4)
    return isinstance(cell, int | float) and _digits(cell) in (4, 5, 6, 8) and cell >= 1900


def _house(cell: CellValue, public: PublicNames) -> bool:
    return _is_words(cell, public) or (not isinstance(cell, bool | date | datetime) and 0 < _digits(cell) <= 4)


_SHOWS: Mapping[Detail, Callable[[CellValue, PublicNames], bool]] = {
    Detail.NAME: _is_words,
    Detail.ADDRESS: _house,
    Detail.PHONE: lambda cell, public: _digits(cell) >= 6 and not public.is_contact(str(cell)),
    Detail.E_MAIL: _is_mailbox,
    Detail.BIRTH: _is_born,
    Detail.NUMBER_PART: lambda cell, _: _digits(cell) >= 4,
}


def _by_column(sheet: Sheet, roles: Roles) -> dict[int, dict[Place, CellValue]]:
    columns: dict[int, dict[Place, CellValue]] = {}
    for row, column, value in sheet.filled():
        if not roles.hold_persons(row, column) and not blank(value):
            columns.setdefault(column, {})[row, column] = value
    return columns


def _alike(
    sheet: Sheet, column: int, cells: dict[Place, CellValue], public: PublicNames
) -> Iterator[tuple[Detail, Place]]:
    """Yield what kind of detail most cells of a column look like, with the first of them."""
    for kind, looks_so, share in ((Detail.PHONE, _bare_phone, 0.8), (Detail.NAME, _person_like, 0.5)):
        found = {place: str(cell) for place, cell in cells.items() if looks_so(cell, public)}
        if len(set(found.values())) < _FEWEST:
            continue
        first = min(found)
        body = sum(place >= first for place in cells)
        if len(found) >= share * body and not (kind is Detail.PHONE and _is_named_otherwise(sheet, column, first)):
            yield kind, first


def _is_named_otherwise(sheet: Sheet, column: int, first: Place) -> bool:
    above = (_own(sheet, (row, column)) for row in range(min(first[0], _HEADING_ROWS)))
    return _NOT_PHONES.search(" ".join(text for text in above if isinstance(text, str))) is not None


def _bare_phone(cell: CellValue, public: PublicNames) -> bool:
    """Tell whether a cell holds eight digits that could be dialled and are no date written together."""
    text = f"{cell:.0f}" if isinstance(cell, float) else str(cell)
    if isinstance(cell, bool) or re.fullmatch(r"\d{8}", text.strip()) is None or public.is_contact(text):
        return False
    return not re.fullmatch(
        r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d", text
    ) and is_phone(text)


def _person_like(cell: CellValue, public: PublicNames) -> bool:
    """Tell whether a cell is a given name, or begins with one and goes on with capitalised words only."""
    if not isinstance(cell, str) or public.knows(cell.strip()):
        return False
    words = plain_text(cell).replace(",", " ").split()
    return 0 < len(words) <= 4 and is_given_name(words[0]) and all(word[0].isupper() for word in words)
