"""A good table, many ways to write it to a file, and many ways to change it; and a simple reading to hold against.

A mutation of the *writing* keeps what a person reads. A mutation of the *table* changes what stands in it; then a
file is either refused or gives exactly what the simple reading gives for the changed table.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from helpers.errors import DataError, Fault
from helpers.intake import privacy
from helpers.intake.declaration import Source
from helpers.intake.documents import Unreadable
from helpers.intake.findings import Findings, Located
from helpers.intake.kinds import KINDS, Batch, RawFile
from helpers.intake.opening import open_document
from helpers.intake.schema import schema_faults
from helpers.observations.tidying import tidy
from raw_project import PLAN, REGISTRY

HEADER = ("Område", "År", "Andel", "Antal", "Domme", "Beboere")
SOURCE = Source.model_validate(
    {
        "id": "kilde",
        "title": "Tryghed",
        "owner": "Politiet",
        "sensitivity": "public",
        "origin": "supplied",
        "personal_data": False,
        "files": "tal.*",
        "columns": {"area": {"heading": "Område"}, "period": {"heading": "År"}},
        "values": [
            {"indicator": "tryghed-andel", "value": "Andel"},
            {"indicator": "haervaerk", "value": "Antal"},
            {"indicator": "afgoerelser", "numerator": "Domme", "denominator": "Beboere"},
        ],
    }
)
GUARD = privacy.Guard.of(PLAN, REGISTRY, SOURCE)
AREAS = {
    "løget": "loeget",
    "løget by": "loeget",
    "loeget": "loeget",
    "præstevangen": "loeget",
    "nørremarken": "noerremarken",
    "noerremarken": "noerremarken",
    "vejle kommune": "vejle-kommune",
    "vejle-kommune": "vejle-kommune",
    "danmark": "danmark",
}
Numbers = tuple[float | None, float | None, float | None]
"""Value, numerator and denominator."""
Reading = dict[tuple[str, str, str], Numbers]
"""By area, period and indicator."""
Chance = random.Random


# --- the table and how a person reads it


@dataclass(frozen=True)
class Grid:
    """The cells of a table as a person sees them: the header and the rows, all as texts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def good_grid(chance: Chance) -> Grid:
    """Return a table of three areas and some years with invented numbers."""
    rows: list[tuple[str, ...]] = []
    for year in range(2015, 2015 + chance.randint(1, 4)):
        for area in ("Løget", "Nørremarken", "Vejle Kommune"):
            share, count = chance.randint(101, 999), chance.randint(0, 5000)
            people = chance.randint(900, 9000)
            sentences = chance.randint(0, 80)
            row = (area, str(year), f"{share // 10},{share % 10}", dotted(count), str(sentences), dotted(people))
            rows.append(row)
    return Grid(HEADER, tuple(rows))


def dotted(number: int) -> str:
    """Return a whole number with Danish thousands."""
    return f"{number:,}".replace(",", ".")


class Unclear(Exception):  # noqa: N818 - a finding about a table
    """A person would ask back."""


def as_a_person_reads(grid: Grid) -> Reading:
    """Return what the table says, by a reading that knows nothing of the importer; raise Unclear where it must ask."""
    names = [" ".join(name.split()).casefold() for name in grid.header]
    if any(names.count(name.casefold()) != 1 for name in HEADER):
        raise Unclear
    at = {name: names.index(name.casefold()) for name in HEADER}
    found: Reading = {}
    for row in grid.rows:
        if any(cell.strip() for cell in row):
            area, year, stated = _row_as_a_person_reads(row, at)
            if (area, year, "haervaerk") in found or len(row) < len(grid.header):
                raise Unclear
            found.update({(area, year, indicator): numbers for indicator, numbers in stated.items()})
    return {key: numbers for key, numbers in found.items() if numbers[0] is not None}


def _row_as_a_person_reads(row: tuple[str, ...], at: dict[str, int]) -> tuple[str, str, dict[str, Numbers]]:
    if len(row) < len(at):
        raise Unclear
    area = AREAS.get(" ".join(row[at["Område"]].split()).casefold())
    year = row[at["År"]].strip()
    if area is None or not (year.isdecimal() and len(year) == 4):
        raise Unclear
    share, count, sentences, people = (_number(row[at[name]]) for name in HEADER[2:])
    rate = None if sentences is None or not people else 1000 * sentences / people
    stated: dict[str, Numbers] = {
        "tryghed-andel": (share, None, None),
        "haervaerk": (count, None, None),
        "afgoerelser": (rate, sentences, people),
    }
    return area, year, stated


def _number(cell: str) -> float | None:
    plain = "".join(cell.split()).rstrip("%*")
    if plain in ("", "…", "...", ".."):
        return None
    if plain in ("-", "–"):
        return 0.0
    try:
        return float(plain.replace(".", "").replace(",", "."))
    except ValueError:
        raise Unclear from None


# --- changing the table


def _cell(chance: Chance, grid: Grid, column: int | None = None) -> tuple[int, int]:
    return chance.randrange(len(grid.rows)), chance.randrange(2, 6) if column is None else column


def _with_cell(grid: Grid, row: int, column: int, text: str) -> Grid:
    cells = list(grid.rows[row])
    cells[column] = text
    return replace(grid, rows=(*grid.rows[:row], tuple(cells), *grid.rows[row + 1 :]))


def drop_row(chance: Chance, grid: Grid) -> Grid:
    """Leave a row out."""
    row = chance.randrange(len(grid.rows))
    return replace(grid, rows=grid.rows[:row] + grid.rows[row + 1 :])


def duplicate_row(chance: Chance, grid: Grid) -> Grid:
    """Write a row twice."""
    row = chance.choice(grid.rows)
    return replace(grid, rows=(*grid.rows, row))


def swap_headings(chance: Chance, grid: Grid) -> Grid:
    """Let two headings change places, not the cells below."""
    header = list(grid.header)
    one, other = chance.sample(range(len(header)), 2)
    header[one], header[other] = header[other], header[one]
    return replace(grid, header=tuple(header))


def retitle(chance: Chance, grid: Grid) -> Grid:
    """Spell a heading in another way."""
    header = list(grid.header)
    column = chance.randrange(len(header))
    header[column] = chance.choice([header[column] + "er", header[column][:-1], "Ny " + header[column], ""])
    return replace(grid, header=tuple(header))


def change_digit(chance: Chance, grid: Grid) -> Grid:
    """Type another digit."""
    row, column = _cell(chance, grid, chance.randrange(1, 6))
    text = grid.rows[row][column]
    places = [place for place, character in enumerate(text) if character.isdecimal()]
    place = chance.choice(places)
    return _with_cell(grid, row, column, text[:place] + str(chance.randrange(10)) + text[place + 1 :])


def change_sign(chance: Chance, grid: Grid) -> Grid:
    """Put a minus before a number, or after it."""
    row, column = _cell(chance, grid)
    text = grid.rows[row][column]
    return _with_cell(grid, row, column, chance.choice([f"-{text}", f"- {text}", f"{text}-"]))


def shift_decimal(chance: Chance, grid: Grid) -> Grid:
    """Move, lose or add a decimal mark."""
    row, column = _cell(chance, grid)
    digits = "".join(character for character in grid.rows[row][column] if character.isdecimal())
    place = chance.randrange(len(digits) + 1)
    return _with_cell(grid, row, column, digits[:place] + chance.choice([",", ".", ""]) + digits[place:])


def english_marks(chance: Chance, grid: Grid) -> Grid:
    """Write one number, or a whole column, with English marks."""
    swapped = str.maketrans(",.", ".,")
    row, column = _cell(chance, grid)
    rows = [row] if chance.random() < 0.5 else range(len(grid.rows))
    for number in rows:
        grid = _with_cell(grid, number, column, grid.rows[number][column].translate(swapped))
    return grid


def text_for_number(chance: Chance, grid: Grid) -> Grid:
    """Write a text where a number should be."""
    row, column = _cell(chance, grid)
    text = grid.rows[row][column]
    words = ["mange", "n/a", "<5", f"ca. {text}", f"{text} 1)", f"{text} stk.", "#DIV/0!", f"({text})", f"{text}²", "x"]
    return _with_cell(grid, row, column, chance.choice(words))


def sign_for_number(chance: Chance, grid: Grid) -> Grid:
    """Write one of Danmarks Statistik's signs, or nothing, in place of a number."""
    row, column = _cell(chance, grid)
    return _with_cell(grid, row, column, chance.choice(["-", "…", "...", "", " ", "–"]))


def swap_cells(chance: Chance, grid: Grid) -> Grid:
    """Let two cells change places."""
    one, other = _cell(chance, grid, chance.randrange(6)), _cell(chance, grid, chance.randrange(6))
    first, second = grid.rows[one[0]][one[1]], grid.rows[other[0]][other[1]]
    return _with_cell(_with_cell(grid, *one, second), *other, first)


def misspell_area(chance: Chance, grid: Grid) -> Grid:
    """Spell an area in a way that nobody knows."""
    row = chance.randrange(len(grid.rows))
    text = grid.rows[row][0]
    return _with_cell(grid, row, 0, chance.choice([text + "t", text[1:], text + " 1)", text + "*", "Kløvermarken", ""]))


def other_period(chance: Chance, grid: Grid) -> Grid:
    """Write a period that is no year, or another year."""
    row = chance.randrange(len(grid.rows))
    return _with_cell(grid, row, 1, chance.choice(["i fjor", "16", "2O16", "2021", "1916", "2016/2018", "", "42370"]))


TABLE_MUTATIONS: tuple[Callable[[Chance, Grid], Grid], ...] = (
    drop_row, duplicate_row, swap_headings, retitle, change_digit, change_digit, change_sign, shift_decimal,
    english_marks, text_for_number, sign_for_number, swap_cells, misspell_area, other_period,
)  # fmt: skip


# --- writing the table


@dataclass(frozen=True)
class Sheetful:
    """Rows of cells with all that stands round the table, and what the writers need to know."""

    rows: tuple[tuple[str, ...], ...]
    header_row: int
    columns: int
    done: tuple[str, ...] = ()
    """What was done to lay it out."""


@dataclass
class _Page:
    """A table while somebody lays it out."""

    header: list[str]
    rows: list[list[str]]
    """With what is put between and below."""
    above: list[list[str]] = field(default_factory=list[list[str]])

    def insert(self, at: int, heading: str, cells: Callable[[], str]) -> None:
        """Put a column in."""
        self.header.insert(at, heading)
        for row in self.rows:
            row.insert(at, cells())

    def blank(self, first: str = "") -> list[str]:
        """Return a row with nothing but its first cell."""
        return [first, *[""] * (len(self.header) - 1)]


def _other_columns(chance: Chance, page: _Page) -> None:
    order = chance.sample(range(len(page.header)), len(page.header))
    page.header = [page.header[at] for at in order]
    page.rows = [[row[at] for at in order] for row in page.rows]


def _own_column(chance: Chance, page: _Page) -> None:
    heading = chance.choice(["Bemærkning", "Kode", "Journal"])
    words = ["", "ok", "17", "se noten"]
    page.insert(chance.randrange(len(page.header) + 1), heading, lambda: chance.choice(words))


def _blank_column(chance: Chance, page: _Page) -> None:
    page.insert(chance.randrange(len(page.header) + 1), "", lambda: "")


def _capitals(chance: Chance, page: _Page) -> None:
    page.header = [chance.choice([text.upper(), f" {text}  ", text.casefold()]) for text in page.header]


def _other_writings(chance: Chance, page: _Page) -> None:
    page.rows = [[rewritten(chance, text) for text in row] for row in page.rows]


def _header_again(chance: Chance, page: _Page) -> None:
    page.rows.insert(chance.randrange(1, len(page.rows) + 1), list(page.header))


def _blank_row(chance: Chance, page: _Page) -> None:
    page.rows.insert(chance.randrange(len(page.rows) + 1), page.blank())


def _total(chance: Chance, page: _Page) -> None:
    page.rows.append([chance.choice(["I alt", "TOTAL", "Sum:"]), *["1"] * (len(page.header) - 1)])


def _notes_below(chance: Chance, page: _Page) -> None:
    page.rows += [page.blank(), page.blank(chance.choice(["Kilde: udtræk fra systemet", "Tallene er afrundet."]))]


def _notes_above(chance: Chance, page: _Page) -> None:
    page.above = [page.blank(chance.choice(["Tal om boligområderne", "Udtræk"])), page.blank()]


LAYOUTS: dict[str, Callable[[Chance, _Page], None]] = {
    "columns in another order": _other_columns,
    "rows in another order": lambda chance, page: chance.shuffle(page.rows),
    "a column of one's own": _own_column,
    "a blank column": _blank_column,
    "headings in capitals": _capitals,
    "other writings of the same number": _other_writings,
    "the header again": _header_again,
    "blank rows": _blank_row,
    "a total": _total,
    "notes below": _notes_below,
    "notes above": _notes_above,
}
"""Ways to lay a table out that change nothing of its meaning, in the order in which they are done."""


def laid_out(chance: Chance, grid: Grid) -> Sheetful:
    """Return the table as somebody lays it out, which changes nothing of its meaning."""
    page = _Page(list(grid.header), [list(row) for row in grid.rows])
    done = [name for name in LAYOUTS if chance.random() < 0.25]
    for name in done:
        LAYOUTS[name](chance, page)
    rows = (*page.above, page.header, *page.rows)
    return Sheetful(tuple(map(tuple, rows)), len(page.above), len(page.header), tuple(done))


def rewritten(chance: Chance, text: str) -> str:
    """Return the same number or name as somebody else writes it."""
    if not text[:1].isdecimal():
        return chance.choice([text, text.upper(), f" {text}", text + "\u200b"])
    if "," in text:
        return chance.choice([text, f"{text} %", f"{text}*", f" {text}"])
    if "." in text:
        return chance.choice([text.replace(".", mark) for mark in (".", " ", "\u00a0", "")])
    return text


def as_text_file(chance: Chance, sheet: Sheetful) -> tuple[str, bytes]:
    """Return the name and bytes of a text file with the rows."""
    delimiter = chance.choice(";;;\t,|")
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if chance.random() < 0.2 else csv.QUOTE_MINIMAL
    line_end = chance.choice(["\n", "\r\n", "\r\n", "\r"])
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(sheet.rows)
    text = f"sep={delimiter}{line_end}{stream.getvalue()}" if chance.random() < 0.1 else stream.getvalue()
    encoding = chance.choice(["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
    if encoding == "windows-1252":
        text = text.replace("\u200b", "")
    suffix = "tsv" if delimiter == "\t" and chance.random() < 0.5 else chance.choice(["csv", "txt"])
    return f"tal.{suffix}", text.encode(encoding)


def typed(chance: Chance, text: str) -> Any:
    """Return a cell as a spreadsheet stores it: most numbers as numbers, some as texts."""
    if text == "":
        return None
    plain = text.replace(".", "").replace(",", ".")
    if chance.random() < 0.3 or not plain.replace(".", "", 1).isdecimal() or text.startswith(("0", ",", ".")):
        return text
    return float(plain) if "," in text else int(plain)


def as_workbook(chance: Chance, sheet: Sheetful) -> tuple[str, bytes]:
    """Return the name and bytes of an Excel file with the rows, some of it hidden, the sheet called anything."""
    book = Workbook()
    page: Any = book.active
    page.title = chance.choice(["Ark1", "Tryghed", "Udtræk 2019", "æøå"])
    for row in sheet.rows:
        page.append([typed(chance, text) for text in row])
    for row in range(1, len(sheet.rows) + 1):
        page.row_dimensions[row].hidden = chance.random() < 0.05
    if chance.random() < 0.2:
        page.column_dimensions["B"].hidden = True
    if chance.random() < 0.2:
        book.create_sheet("Kladde").sheet_state = "hidden"
    if sheet.header_row:
        page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=sheet.columns)
    stream = io.BytesIO()
    book.save(stream)
    return "tal.xlsx", stream.getvalue()


def merged(chance: Chance, grid: Grid) -> tuple[Grid, bytes]:
    """Return a workbook in which two cells above each other are merged, and the table as a person then sees it.

    Excel keeps the upper cell only. A name or year counts for both rows, a number for its own.
    """
    row, column = chance.randrange(len(grid.rows) - 1), chance.randrange(6)
    book = Workbook()
    page: Any = book.active
    for texts in (grid.header, *grid.rows):
        page.append([typed(chance, text) for text in texts])
    page.merge_cells(start_row=row + 2, end_row=row + 3, start_column=column + 1, end_column=column + 1)
    stream = io.BytesIO()
    book.save(stream)
    seen = grid.rows[row][column] if column < 2 else ""
    return _with_cell(grid, row + 1, column, seen), stream.getvalue()


def as_opendocument(chance: Chance, sheet: Sheetful) -> tuple[str, bytes]:
    """Return the name and bytes of an OpenDocument file with the rows, some of them hidden."""
    document: Any = OpenDocumentSpreadsheet()
    table = Table(name=chance.choice(["Ark1", "Tryghed"]))
    for texts in sheet.rows:
        row = TableRow(visibility="collapse") if chance.random() < 0.05 else TableRow()
        for text in texts:
            row.addElement(_ods_cell(typed(chance, text)))
        table.addElement(row)
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return "tal.ods", stream.getvalue()


def _ods_cell(value: Any) -> TableCell:
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=repr(value))
    cell = TableCell(valuetype="string") if value is not None else TableCell()
    if value is not None:
        cell.addElement(P(text=value))
    return cell


# --- reading it with the importer


@dataclass(frozen=True)
class Outcome:
    """What the importer made of a file; `located` is empty if it was refused at once."""

    place: str
    located: tuple[Located, ...]
    faults: tuple[Fault, ...]

    def reading(self) -> Reading:
        """Return the values that were read, without those that their owner hides."""
        return {
            (one.area, one.period_label, one.indicator): (one.value, one.numerator, one.denominator)
            for one in (item.observation for item in self.located)
            if one.value is not None
        }


def imported(name: str, content: bytes, number: int = 0) -> Outcome:
    """Read a file as the import does, all but the rules for the whole table; nothing but faults may come out of it."""
    stem, _, suffix = name.partition(".")
    file = f"{PLAN.id}/{stem}-{number}.{suffix}"
    place = f"data/raw/{file}"
    findings = Findings()
    try:
        document = open_document(Path(file), content, SOURCE)
    except Unreadable as error:
        return Outcome(place, (), (error.fault(place),))
    refused = privacy.document_faults(place, document, GUARD)
    if refused:
        return Outcome(place, (), tuple(refused))
    raw = RawFile(Path(file), place, file, "0", document)
    KINDS["table"].read(Batch(SOURCE, PLAN, REGISTRY, (raw,), findings))
    faults = list(findings.faults)
    try:
        tidy(item.observation for item in findings.located)
    except DataError as error:
        faults.extend(error.faults)
    return Outcome(place, tuple(findings.located), tuple(faults))


def judged(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes with the faults that the rules for the whole table find; asked once for all files."""
    read = list(outcomes)
    good = [item for outcome in read if not outcome.faults for item in outcome.located]
    broken: dict[str, list[Fault]] = {}
    for fault in schema_faults(good, REGISTRY):
        broken.setdefault(fault.place, []).append(fault)
    return [replace(outcome, faults=(*outcome.faults, *broken.get(outcome.place, ()))) for outcome in read]


def flipped(chance: Chance, content: bytes, changes: Sequence[str] = ("flip", "cut", "insert", "delete")) -> bytes:
    """Return the bytes with one accident."""
    place = chance.randrange(len(content))
    match chance.choice(changes):
        case "flip":
            return content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
        case "cut":
            return content[:place]
        case "insert":
            return content[:place] + bytes([chance.randrange(256)]) + content[place:]
        case _:
            return content[:place] + content[place + 1 :]
