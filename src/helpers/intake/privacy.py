"""Refuses a file that holds a personal number anywhere, or details about persons where none may stand.

What was found is never repeated: a fault names the place and the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers.errors import Fault
from helpers.intake.declaration import Source
from helpers.intake.documents import CellValue, Document, Percentage, Place, Sheet, column_letter
from helpers.intake.personal_columns import Roles, column_details
from helpers.intake.personal_details import Detail, details_in
from helpers.intake.personal_numbers import (
    Column,
    bare_number,
    holds_personal_number,
    shown_path,
    split_over_two,
    suspicious,
)
from helpers.intake.public_names import PublicNames
from helpers.plan.model import Plan, Registry

_NUMBER_RULE = "Rådata må ikke indeholde personnumre."
_NUMBER_REMEDY = (
    "Slet filen fra mappen, bed dataejeren om en levering uden personnumre, og følg kommunens regler for brud på"
    " persondatasikkerheden."
)
_RULE_WITHOUT = "Kilden er erklæret uden personoplysninger (»personal_data: false« i sources.yml)."
_RULE_WITH = "Personoplysninger må kun stå i de kolonner, som »person« og »personal« nævner i sources.yml."
_REMEDY = "Slet filen fra mappen, og bed dataejeren om en levering uden personoplysninger. "
_ALLOWED: dict[Detail, str] = {
    Detail.NAME: "Er det navnet på et sted, et firma eller en forening, så skriv det under »contact« i sources.yml.",
    Detail.BIRTH: "Er det noget andet, så ret overskriften.",
    Detail.NUMBER_PART: "Er det noget andet, så ret overskriften.",
}
_ALLOWED_CONTACT = "Er det dataejerens egen offentlige {0}, så skriv den under »contact« i sources.yml."
_OWN = {Detail.E_MAIL: "e-mail", Detail.PHONE: "telefon", Detail.ADDRESS: "adresse"}
_HEADING_ROWS = 12
"""A column's heading is looked for in so many rows from the top."""
_FEWEST_SPLIT = 3
"""So many rows with a birth date beside four digits are no chance."""


@dataclass(frozen=True)
class Guard:
    """What the files of one source may hold."""

    source: Source
    public: PublicNames

    @classmethod
    def of(cls, plan: Plan, registry: Registry, source: Source) -> Guard:
        """Return the guard of a source."""
        return cls(source, PublicNames.of(plan, registry, source))


def name_faults(place: str, guard: Guard | None = None) -> tuple[Fault, ...]:
    """Return a fault for each personal number or detail in the file's or a folder's name.

    Names are shown on the site, so this holds for every source.

    Parameters
    ----------
    place
        The file, relative to the project.
    guard
        None for a file that no source names, which is looked at for personal numbers only.
    """
    hidden = _shown_place(place, guard)
    found: list[Fault] = []
    if shown_path(place) != place:
        found.append(number_fault(hidden, "et personnummer i navnet på filen eller mappen"))
    for kind in _details_of_path(place, guard):
        rule = "Navnet på en fil vises på siden og må ikke indeholde personoplysninger."
        found.append(Fault(hidden, f"{kind.value} i navnet på filen eller mappen", rule, "Giv filen et andet navn."))
    return tuple(found)


def document_faults(place: str, document: Document, guard: Guard) -> tuple[Fault, ...]:
    """Return one fault for each place in a file where a personal number stands, and for each kind of personal detail.

    Seen are all cells of all sheets, also hidden sheets, rows and columns, sheet names, comments, document properties,
    page headers, defined names, formulas and whatever text else lies in the file. Details of the same kind in the same
    column are one fault that names the first cell.

    Parameters
    ----------
    place
        The file, relative to the project.
    document
        The file as opened.
    guard
        What the source may hold.
    """
    shown = _shown_place(place, guard)
    names = {sheet.name: _sheet_name(sheet, number, guard) for number, sheet in enumerate(document.sheets, start=1)}
    found = [*_number_faults(shown, document, names)]
    found.extend(_detail_faults(shown, place, document, names, guard))
    return tuple(dict.fromkeys(found))


def every_number(place: str, document: Document) -> tuple[Fault, ...]:
    """Return one fault for each place with a personal number in a file that no source names."""
    names: Names = {
        sheet.name: f"nr. {number}" if sheet.name is not None and holds_personal_number(sheet.name) else sheet.name
        for number, sheet in enumerate(document.sheets, start=1)
    }
    return tuple(dict.fromkeys(_number_faults(_shown_place(place, None), document, names)))


Names = dict[str | None, str | None]
"""From a sheet's name to how it is shown: not at all if it holds something personal."""


def _sheet_name(sheet: Sheet, number: int, guard: Guard) -> str | None:
    if sheet.name is None:
        return None
    private = holds_personal_number(sheet.name) or details_in(sheet.name, guard.public)
    return f"nr. {number}" if private else sheet.name


def _shown_place(place: str, guard: Guard | None) -> str:
    parts = shown_path(place).split("/")
    return "/".join("(skjult navn)" if list(_details_of_path(part, guard)) else part for part in parts)


def _details_of_path(path: str, guard: Guard | None) -> Iterator[Detail]:
    if guard is not None:
        for part in path.split("/"):
            yield from details_in(part.rsplit(".", 1)[0].replace("_", " ").replace("-", " "), guard.public)
            if "@" in part:
                yield from details_in(part, guard.public)


def _number_faults(place: str, document: Document, names: Names) -> Iterator[Fault]:
    for sheet in document.sheets:
        if sheet.name is not None and holds_personal_number(sheet.name):
            yield number_fault(place, "et personnummer i arkets navn", names[sheet.name])
        for row, column in _cells(sheet):
            yield number_fault(place, _what(sheet, row), names[sheet.name], (row, column))
    copies = _copied_numbers(document)
    for passage in document.passages:
        number = bare_number(passage.text) if passage.is_number else None
        wrong = number in copies[passage.what] if number is not None else holds_personal_number(passage.text)
        if wrong:
            yield number_fault(place, f"et personnummer i {passage.what}", names.get(passage.sheet), passage.place)


def _what(sheet: Sheet, row: int) -> str:
    if not sheet.visible:
        return "et personnummer i et skjult ark"
    return "et personnummer i en skjult række" if row in sheet.hidden_rows else "et personnummer"


def _cells(sheet: Sheet) -> Iterator[Place]:
    """Yield row and column of every cell that holds a personal number, in reading order."""
    bare: dict[int, dict[Place, str]] = {}
    hits: set[Place] = set()
    for row, column, value in sheet.filled():
        number = bare_number(value)
        if number is not None:
            bare.setdefault(column, {})[row, column] = number
        elif holds_personal_number(_as_text(value)):
            hits.add((row, column))
    for column, cells in bare.items():
        wrong = suspicious(Column(_heading(sheet, column), tuple(cells.values())))
        hits.update(cell for cell, number in cells.items() if number in wrong or _is_written_out(sheet, cell, number))
    hits.update(_split_cells(sheet))
    yield from sorted(hits)


def _copied_numbers(document: Document) -> dict[str, frozenset[str]]:
    """Return the suspicious numbers among those that stand on their own outside the cells, by where they stand."""
    columns: dict[str, list[str]] = {}
    for passage in document.passages:
        number = bare_number(passage.text) if passage.is_number else None
        if number is not None:
            columns.setdefault(passage.what, []).append(number)
    return {what: suspicious(Column("", tuple(numbers))) for what, numbers in columns.items()}


def _is_written_out(sheet: Sheet, cell: Place, number: str) -> bool:
    """Tell whether the heading itself says personal number; then no further evidence is needed."""
    heading = _heading(sheet, cell[1]).lower()
    return len(number) in (9, 10) and any(word in heading for word in ("cpr", "personn", "p.nr."))


def _split_cells(sheet: Sheet) -> Iterator[Place]:
    """Yield the birth dates of columns that have the last four digits in the next column."""
    columns: dict[int, list[tuple[Place, bool]]] = {}
    for row, column, value in sheet.filled():
        cells = sheet.rows[row]
        is_split = column + 1 < len(cells) and split_over_two(value, cells[column + 1])
        if is_split or column in columns:  # what stands above the first one is no evidence against it
            columns.setdefault(column, []).append(((row, column), is_split))
    for places in columns.values():
        found = [place for place, is_split in places if is_split]
        if len(found) >= _FEWEST_SPLIT and len(found) >= 0.9 * len(places):
            yield from found


def _heading(sheet: Sheet, column: int) -> str:
    texts = (sheet.cell(row, column) for row in range(min(_HEADING_ROWS, len(sheet.rows))))
    return " ".join(text for text in texts if isinstance(text, str) and bare_number(text) is None)


def _as_text(value: CellValue) -> str:
    if isinstance(value, Percentage):
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else ""
    return str(value) if isinstance(value, str | int) else ""


def number_fault(place: str, value: str, sheet: str | None = None, at: Place | None = None) -> Fault:
    """Return the fault for a personal number at a row and column, both counted from 0."""
    return _fault(place, value, (_NUMBER_RULE, _NUMBER_REMEDY), sheet, at)


def _detail_faults(shown: str, place: str, document: Document, names: Names, guard: Guard) -> Iterator[Fault]:
    for sheet in document.sheets:
        name = names[sheet.name]
        for kind in details_in(sheet.name or "", guard.public):
            yield detail_fault(shown, f"{kind.value} i arkets navn", kind, guard, name)
        roles = Roles.of(place, sheet, guard.source)
        by_column = [*_details_of_cells(sheet, roles, guard), *column_details(sheet, roles, guard.public)]
        for (kind, _), places in _grouped(by_column).items():
            more = f" (og i {len(places) - 1} celler mere i kolonnen)" if len(places) > 1 else ""
            yield detail_fault(shown, f"{kind.value}{more}", kind, guard, name, min(places))
    for passage in document.passages:
        for kind in () if passage.technical else details_in(passage.text, guard.public):
            what = f"{kind.value} i {passage.what}"
            yield detail_fault(shown, what, kind, guard, names.get(passage.sheet), passage.place)


def _details_of_cells(sheet: Sheet, roles: Roles, guard: Guard) -> Iterator[tuple[Detail, Place]]:
    seen: dict[str, tuple[Detail, ...]] = {}
    for row, column, value in sheet.filled():
        if isinstance(value, str) and not roles.hold_persons(row, column):
            if value not in seen:
                seen[value] = details_in(value, guard.public)
            yield from ((kind, (row, column)) for kind in seen[value])


def _grouped(found: Iterable[tuple[Detail, Place]]) -> dict[tuple[Detail, int], set[Place]]:
    grouped: dict[tuple[Detail, int], set[Place]] = {}
    for kind, place in found:
        grouped.setdefault((kind, place[1]), set()).add(place)
    return grouped


def detail_fault(
    place: str, value: str, kind: Detail, guard: Guard, sheet: str | None = None, at: Place | None = None
) -> Fault:
    """Return the fault for a detail about a person at a row and column, both counted from 0."""
    allowed = _ALLOWED.get(kind) or _ALLOWED_CONTACT.format(_OWN[kind])
    if not guard.source.personal_data:
        return _fault(place, value, (_RULE_WITHOUT, f"{_REMEDY}{allowed}"), sheet, at)
    remedy = f"Nævn kolonnen under »personal«, så den springes over, eller få oplysningen slettet. {allowed}"
    return _fault(place, value, (_RULE_WITH, remedy), sheet, at)


def _fault(place: str, value: str, rule: tuple[str, str], sheet: str | None, at: Place | None) -> Fault:
    return Fault(
        place=place,
        value=value,
        rule=rule[0],
        remedy=rule[1],
        sheet=sheet,
        row=None if at is None else at[0] + 1,
        column=None if at is None else column_letter(at[1]),
    )
