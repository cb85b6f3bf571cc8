"""Files with one row per event: how each is written, where its columns stand, and the distinct texts of the columns.

Nothing is understood here; `registrations.py` does that, once the search for personal data has found nothing.
"""

from __future__ import annotations

import csv
import io
import shutil
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from helpers.errors import Fault
from helpers.intake.declaration import Source
from helpers.intake.delimited import open_parquet, open_text
from helpers.intake.documents import Document, Unreadable
from helpers.intake.headings import Layout, declared_headings, locate, normal, shown_headings
from helpers.observations.registering import Distinct, EventFile, Held, NotReadable, TextForm, TooBig, distinct_texts

_SAMPLE = 1 << 18
"""So many bytes from the beginning of a text file show how it is written."""
_SAMPLE_ROWS = 2_000
NAMED = 20
"""So many faults of a kind are named; the others are counted."""
_OFTEN = 0.5
"""A column of which the sample repeats at least this share of the texts is taken for one with few distinct texts."""


class Utf8Copy:
    """A folder for the copy of a file in UTF-8, which only this user can open; deleted with this value.

    Parameters
    ----------
    path
        A file in Windows-1252.

    Raises
    ------
    UnicodeDecodeError
        If it isn't.
    """

    def __init__(self, path: Path) -> None:
        folder = Path(mkdtemp(prefix="maalbar-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.path = folder / "registreringer.csv"
        with path.open(encoding="windows-1252", newline="") as given, self.path.open("wb") as taken:
            while characters := given.read(_SAMPLE):
                taken.write(characters.encode())


@dataclass(frozen=True)
class Events:
    """A file of events as opened.

    Parameters
    ----------
    file
        How it is read.
    sample
        Its first rows as a sheet of cells, with whatever text lies around them.
    layout
        Where the declared columns stand; None if they aren't there.
    faults
        Why they aren't.
    copy
        Of a text file that isn't in UTF-8.
    """

    file: EventFile
    sample: Document
    layout: Layout | None
    faults: tuple[Fault, ...]
    copy: Utf8Copy | None = None

    @property
    def first_row(self) -> int:
        """The first row of data as a spreadsheet program counts it."""
        return (0 if self.layout is None else self.layout.first_row) + 1

    def column(self, heading: str | None) -> int | None:
        """Return where a declared heading stands, counted from 0."""
        return None if heading is None or self.layout is None else self.layout.only(heading)


@dataclass(frozen=True)
class Contents:
    """What a clean file of events holds."""

    events: Events
    distinct: Distinct | None
    """The texts of its columns with few of them; None if its declared columns aren't there."""
    persons: Held | None = None
    """The texts that tell persons apart, each once; in memory only."""


def open_events(path: Path, place: str, source: Source) -> Events:
    """Return how a file of events is written and where its columns stand.

    Raises
    ------
    Unreadable
        If it is neither a text file with delimiters nor a Parquet file.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        names, sample = _parquet(path)
        return _located(EventFile(path, names), sample, place, source)
    if suffix in (".csv", ".tsv", ".txt"):
        return _text(path, place, source)
    raise Unreadable(
        f"filtypen {suffix or 'uden endelse'} læses ikke som registreringer", "Gem filen som .csv, .tsv eller .parquet."
    )


def few_texts(events: Events, source: Source) -> tuple[int, ...]:
    """Return the columns that have few distinct texts: the declared ones, and others whose sample repeats itself."""
    columns, rows = source.columns, events.sample.sheets[0].rows[events.first_row - 1 :]
    assert columns is not None  # sources.yml is refused without
    personal = {
        events.column(columns.person),
        *(at for heading in columns.personal for at in positions(events, heading)),
    }
    declared = {
        events.column(heading)
        for heading in (columns.area.heading, period_heading(source), columns.activity and columns.activity.heading)
    }
    found: list[int] = []
    for column in range(len(events.file.names)):
        texts = [row[column] for row in rows if column < len(row)]
        if column not in personal and (column in declared or len(set(texts)) <= (1 - _OFTEN) * len(texts)):
            found.append(column)
    return tuple(found)


def positions(events: Events, heading: str) -> tuple[int, ...]:
    """Return every column with a heading."""
    texts = () if events.layout is None else events.layout.texts
    return tuple(column for column, text in enumerate(texts) if normal(text) == normal(heading))


def period_heading(source: Source) -> str:
    """Return the heading of the column with dates."""
    assert source.columns is not None  # sources.yml is refused without columns,
    assert source.columns.period is not None  # without a period
    assert source.columns.period.heading is not None  # and if it stands in no column
    return source.columns.period.heading


def look_through(events: Events, source: Source) -> tuple[Events, Distinct]:
    """Return every distinct text of the columns with few, and the file as it is written after all.

    A file without a declared encoding whose beginning is UTF-8 may prove to be Windows-1252 further down.

    Raises
    ------
    Unreadable
        If it can't be read to its end.
    """
    days = events.column(period_heading(source))
    with readable():
        found = distinct_texts(events.file, few_texts(events, source), counted(events, source), days, NAMED)
        wrong = any("UNICODE" in row.what or "ENCODING" in row.what for row in found.broken)
        if wrong and source.reader.encoding == "auto":
            events = _in_utf8(events)
            found = distinct_texts(events.file, few_texts(events, source), counted(events, source), days, NAMED)
    return events, found


def counted(events: Events, source: Source) -> tuple[int, ...]:
    """Return the columns of area, day, activity and person."""
    columns = source.columns
    assert columns is not None  # sources.yml is refused without
    activity = columns.activity and columns.activity.heading
    found = map(events.column, (columns.area.heading, period_heading(source), activity, columns.person))
    return tuple(dict.fromkeys(column for column in found if column is not None))


@contextmanager
def readable() -> Generator[None]:
    """Turn what DuckDB can't read into a fault of the file."""
    try:
        yield
    except TooBig:
        raise Unreadable(
            "filen har for mange forskellige personer eller tekster til hukommelsen",
            "Del kilden op efter år eller område, så hver del har sine egne filer.",
        ) from None
    except NotReadable:
        raise Unreadable("filen kan ikke læses til ende", "Hent filen igen, og gem den som CSV i UTF-8.") from None


def _text(path: Path, place: str, source: Source) -> Events:
    with path.open("rb") as stream:
        beginning = stream.read(_SAMPLE)
        whole = not stream.read(1)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("filen er skrevet i UTF-16", "Gem filen som CSV i UTF-8.")
    if not whole:
        beginning = beginning[: beginning.rfind(b"\n") + 1] or beginning
    wanted = source.reader.delimiter
    delimiter = "tab" if path.suffix.lower() == ".tsv" and wanted == "auto" else wanted
    sample = open_text(beginning, source.reader.encoding, delimiter, lambda sheet: shown_headings(sheet, source))
    sheet = sample.sheets[0]
    assert sheet.delimiter is not None  # it is a text file
    events = _located(EventFile(path, ()), sample, place, source)
    rows = 1 if events.layout is None else events.layout.first_row
    encoding = _encoding(beginning, source.reader.encoding)
    # Semicolons at the end of a line make cells without a heading.
    names = tuple(str(name) for name in sheet.rows[rows - 1])
    form = TextForm(sheet.delimiter, _lines(beginning, encoding, sheet.delimiter, rows))
    events = replace(events, file=EventFile(path, names, form))
    return events if encoding == "utf-8" else _in_utf8(events)


def _in_utf8(events: Events) -> Events:
    """Return a file in Windows-1252 as a copy in UTF-8, which is all that DuckDB reads without further parts of it."""
    try:
        copy = Utf8Copy(events.file.path)
    except UnicodeDecodeError:
        raise Unreadable("filen er hverken skrevet i UTF-8 eller windows-1252", "Gem filen som CSV i UTF-8.") from None
    return replace(events, file=replace(events.file, path=copy.path), copy=copy)


def _encoding(beginning: bytes, declared: str) -> str:
    if declared != "auto":
        return declared
    try:
        beginning.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _lines(beginning: bytes, encoding: str, delimiter: str, rows: int) -> int:
    """Return how many lines the first rows take; a cell may hold a line break."""
    reader = csv.reader(io.StringIO(beginning.decode(encoding, "replace"), newline=""), delimiter=delimiter)
    for _ in range(rows):
        next(reader)
    return reader.line_num


def _parquet(path: Path) -> tuple[tuple[str, ...], Document]:
    """Return the names of the columns, and the first rows with all that is written beside the data."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            batches = list(_first(file.iter_batches(batch_size=_SAMPLE_ROWS)))
            table = pa.Table.from_batches(batches, schema=file.schema_arrow)
    except (pa.ArrowException, OSError, ValueError):
        raise Unreadable("filen kan ikke læses som Parquet", "Skriv filen igen, og læg den på plads.") from None
    beside = io.BytesIO()
    pq.write_table(table, beside)
    return tuple(table.column_names), open_parquet(beside.getvalue())


def _first(batches: Any) -> Any:
    for batch in batches:
        yield batch
        return


def _located(file: EventFile, sample: Document, place: str, source: Source) -> Events:
    sheet = sample.sheets[0]
    layout, faults = locate(place, sheet, source, declared_headings(source))
    first = 1 if layout is None else layout.first_row
    short = replace(sheet, rows=sheet.rows[: first + _SAMPLE_ROWS])
    return Events(file, replace(sample, sheets=(short,)), layout, faults)
