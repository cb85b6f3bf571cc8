"""Text files with one row per line, and Parquet files."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.intake.documents import CellValue, Document, Passage, Sheet, Unreadable

_BEGINNINGS = (
    (b"PK\x03\x04", "et regneark", "Giv filen den rigtige endelse (.xlsx eller .ods)."),
    (b"\xd0\xcf\x11\xe0", "et regneark i et gammelt format", "Gem filen som .xlsx eller CSV fra regnearksprogrammet."),
    *(
        (mark, "en webside eller XML", "Åbn filen i regnearksprogrammet, og gem den som .xlsx eller CSV.")
        for mark in (b"<html", b"<!doctype", b"<?xml", b"<table")
    ),
)
"""How other kinds of files begin."""
_DELIMITERS = {";": ";", ",": ",", "tab": "\t"}
_LONGEST_CELL = 131_072
"""The csv module's limit for one cell; a longer one is a quote that never closes."""


def open_text(
    data: bytes,
    encoding: Literal["auto", "utf-8", "windows-1252"],
    delimiter: Literal["auto", ";", ",", "tab"],
    fits: Callable[[Sheet], int],
) -> Document:
    """Open a text file with delimiters.

    Parameters
    ----------
    data
        The file.
    encoding
        `auto`: a byte order mark decides; else UTF-8 if the bytes are valid UTF-8, else Windows-1252.
    delimiter
        `auto`: the one under which `fits` is highest; semicolon before tab before comma before bar where equal.
    fits
        How many of the declared headings a sheet shows.

    Raises
    ------
    Unreadable
        If the bytes are no text in the encoding, or a quotation mark is never closed.
    """
    _refuse_other_kinds(data)
    text = _decoded(data, encoding)
    if delimiter != "auto":
        return Document((_sheet(text, _DELIMITERS[delimiter]),))
    tried: list[tuple[int, int, Sheet]] = []
    broken: Unreadable | None = None
    for order, mark in enumerate((";", "\t", ",", "|")):
        try:
            sheet = _sheet(text, mark)
        except Unreadable as error:
            broken = broken or error
            continue
        tried.append((-fits(sheet), order, sheet))
    if broken is not None and (not tried or min(item[:2] for item in tried)[0] == 0):
        raise broken
    return Document((min(tried, key=lambda item: item[:2])[2],))


def _refuse_other_kinds(data: bytes) -> None:
    if not data.strip():
        raise Unreadable("filen er tom", "Hent filen igen.")
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:16]
    for beginning, what, remedy in _BEGINNINGS:
        if start.startswith(beginning) or start.lower().startswith(beginning):
            raise Unreadable(f"filen er {what} og ingen tekstfil", remedy)


def _decoded(data: bytes, encoding: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    elif encoding == "auto":
        name = "utf-8-sig" if _is_utf8(data) else "windows-1252"
    else:
        name = {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(f"filen er ikke skrevet i {name.removesuffix('-sig')}", _ENCODING, row) from None
    if "\0" in text:
        raise Unreadable("filen er ikke en tekstfil", "Gem filen som CSV fra regnearksprogrammet.")
    return text


_ENCODING = "Gem filen som CSV i UTF-8, eller ret »encoding« i sources.yml."


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sheet(text: str, delimiter: str) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[CellValue, ...]] = []
    try:
        rows.extend(tuple(row) for row in reader)
    except csv.Error:
        raise Unreadable(
            f"anførselstegnene går ikke op, eller en celle er længere end {_LONGEST_CELL} tegn",
            "Ret anførselstegnene omkring teksten.",
            row=len(rows) + 1,
        ) from None
    return Sheet(None, tuple(rows), delimiter=delimiter, ends_with_line_break=text.endswith(("\n", "\r")))


def open_parquet(data: bytes) -> Document:
    """Open a Parquet file: row 1 is the column names.

    Raises
    ------
    Unreadable
        If it is no Parquet file.
    """
    try:
        table = pq.read_table(pa.BufferReader(data), use_threads=False, pre_buffer=False)
        columns = [_values(column) for column in table.columns]
    except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError):
        raise Unreadable("filen kan ikke læses som Parquet", "Skriv filen igen, og læg den på plads.") from None
    names: tuple[CellValue, ...] = tuple(table.column_names)
    body = tuple(zip(*columns, strict=True)) if columns else ()
    return Document((Sheet(None, (names, *body)),), tuple(_hidden_texts(table)))


def _hidden_texts(table: Any) -> Iterator[Passage]:
    """Yield metadata of the file and its columns, and texts of a column's dictionary that no row shows."""
    for metadata in (table.schema.metadata, *(column.metadata for column in table.schema)):
        for key, value in (metadata or {}).items():
            if key != b"ARROW:schema":
                yield Passage(
                    "en dokumentegenskab", f"{key.decode('utf-8', 'replace')} {value.decode('utf-8', 'replace')}"
                )
    for column in table.columns:
        if pa.types.is_dictionary(column.type):
            words = {str(word) for chunk in column.chunks for word in chunk.dictionary.to_pylist()}
            yield from (Passage("en kategori i en kolonne", word) for word in sorted(words))


def _values(column: Any) -> list[CellValue]:
    values = [_plain(value) for value in column.to_pylist()]
    if pa.types.is_float16(column.type) or pa.types.is_float32(column.type):
        return [shortest(value) for value in values]
    return values


def shortest(value: CellValue) -> CellValue:
    """Return a number of single precision as it was written: 71.7, not 71.69999694824219."""
    return float(str(np.float32(value))) if isinstance(value, float) else value


def _plain(value: object) -> CellValue:
    if isinstance(value, float) and value != value:
        return None
    if value is None or isinstance(value, bool | int | float | str | date | time | timedelta):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
