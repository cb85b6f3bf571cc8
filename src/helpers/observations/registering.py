"""Counts files with one row per event, too many to hold as cells: DuckDB streams them, the rules come from outside.

A file is passed over three times: for the distinct texts of its columns, for its persons, and for the counting. Only
distinct texts and one number of eight bytes per row ever lie in memory. What tells persons apart is never written to
disk: DuckDB gets no folder to spill to, and says so where `MEMORY` is too little.

Texts of a file reach a statement as bound values or as data.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

Texts = Any
"""A column of texts: a `pyarrow.Array` of strings (pyarrow says nothing of its types)."""
Keys = Any
"""One number per row: a one-dimensional `numpy.ndarray` of int64."""
MEMORY = "1200MB"
"""What DuckDB may take; Python and the counts come on top."""
_THREADS_AT_MOST = 8
_BATCH = 1_000_000
"""Rows in one batch on their way from DuckDB."""
_CLOCK = r"[T ]([01][0-9]|2[0-3])[:.][0-5][0-9]([:.][0-5][0-9]([.,][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$"


@dataclass(frozen=True)
class TextForm:
    """How a text file in UTF-8 is written."""

    delimiter: str
    skip: int
    """Lines above the first row of data."""


@dataclass(frozen=True)
class EventFile:
    """A file with one row per event.

    Parameters
    ----------
    path
        Where it lies.
    names
        Its columns, in order; for a Parquet file their names.
    form
        None: a Parquet file.
    """

    path: Path
    names: tuple[str, ...]
    form: TextForm | None = None


@dataclass(frozen=True)
class BrokenRow:
    """A row that is none: with too few or too many fields, or quotation marks that don't close."""

    row: int
    """As a spreadsheet program counts it."""
    what: str
    """`MISSING COLUMNS`, `TOO MANY COLUMNS`, `UNQUOTED VALUE`, `INVALID UNICODE` …"""


@dataclass(frozen=True)
class Distinct:
    """What stands in the columns of a file, each text once."""

    rows: int
    texts: Mapping[int, Mapping[str | None, int]]
    """Column → text (None: empty) → in how many rows."""
    broken: tuple[BrokenRow, ...]
    broken_rows: int


class TooBig(Exception):  # noqa: N818 - it is a finding about a file, not a failure of the program
    """The file needs more memory than `MEMORY`."""


class NotReadable(Exception):  # noqa: N818 - it is a finding about a file, not a failure of the program
    """The file can't be read as what it is said to be."""


def distinct_texts(file: EventFile, columns: Sequence[int], days: int | None, most_broken: int) -> Distinct:
    """Return every distinct text of some columns, and the rows that are none.

    Parameters
    ----------
    file
        The file.
    columns
        Columns counted from 0.
    days
        The column with dates: a time of day behind a date is left out.
    most_broken
        So many broken rows are named; all are counted.

    Raises
    ------
    TooBig, NotReadable
        If the file can't be passed over.
    """
    names = [f"c{column}" for column in columns]
    sets = ", ".join(f"({name})" for name in names)
    # DuckDB sees what is wrong with a text only if it is asked for it, so it is asked for those of all columns.
    others = [f"c{column}" for column in range(len(file.names)) if column not in columns]
    shown = [f"{_day(column) if column == days else f'c{column}'} AS c{column}" for column in columns]
    seen = "".join(f", count({name})" for name in others)
    with _opened() as connection:
        statement = (
            f"SELECT grouping({', '.join(names)}), {', '.join(names)}, count(*){seen} "
            f"FROM (SELECT {', '.join([*shown, *others])} FROM {_scan(connection, file)}) "
            f"GROUP BY GROUPING SETS ({sets})"
        )
        texts: dict[int, dict[str | None, int]] = {column: {} for column in columns}
        for group, *values in _fetched(connection, statement):
            # The bit of a column that is grouped by is 0, the leftmost column's the highest.
            at = next(n for n in range(len(columns)) if not group >> (len(columns) - 1 - n) & 1)
            texts[columns[at]][values[at]] = values[len(columns)]
        broken, total = _broken(connection, file, most_broken)
    rows = sum(next(iter(texts.values())).values()) if columns else 0
    return Distinct(rows, texts, broken, total)


def distinct_column(file: EventFile, column: int) -> Texts:
    """Return every distinct text of a column that has many; an empty field is null.

    Raises
    ------
    TooBig, NotReadable
        As `distinct_texts`.
    """
    with _opened() as connection, _told():
        table = connection.sql(f"SELECT DISTINCT c{column} AS text FROM {_scan(connection, file)}").to_arrow_table()
    return table.column("text").combine_chunks()


def matching(texts: Texts, pattern: str) -> list[str]:
    """Return the texts in which a regular expression (RE2) is found."""
    pc: Any = import_module("pyarrow.compute")

    found = pc.fill_null(pc.match_substring_regex(texts, pattern), False)
    chosen: list[str] = texts.filter(found).to_pylist()
    return chosen


def matching_rows(file: EventFile, column: int, pattern: str) -> Iterator[str]:
    """Yield the texts of a column, row by row, in which a regular expression (RE2) is found.

    Raises
    ------
    TooBig, NotReadable
        As `distinct_texts`.
    """
    with _opened() as connection:
        statement = f"SELECT c{column} FROM {_scan(connection, file)} WHERE regexp_matches(c{column}, ?)"
        for row in _fetched(connection, statement, [pattern]):
            yield row[0]


def first_rows(
    file: EventFile, column: int, texts: Sequence[str | None], first: int, days: int | None = None
) -> dict[str | None, tuple[int, int]]:
    """Return for some texts of a column the first row in which each stands, and in how many rows.

    Parameters
    ----------
    file, column, days
        Where to look, as in `distinct_texts`.
    texts
        What to look for; None: an empty field.
    first
        The first row of data as a spreadsheet program counts it.
    """
    import pyarrow as pa

    shown = _day(column) if column == days else f"c{column}"
    with _opened("preserve_insertion_order") as connection:
        connection.register("wanted", pa.table({"text": pa.array(list(texts), pa.string())}))
        statement = (
            f"SELECT e.text, min(row) + {first - 1}, count(*) "
            f"FROM (SELECT {shown} AS text, row_number() OVER () AS row FROM {_scan(connection, file)}) e "
            "JOIN wanted w ON e.text IS NOT DISTINCT FROM w.text GROUP BY e.text"
        )
        return {text: (row, count) for text, row, count in _fetched(connection, statement)}


@dataclass(frozen=True)
class Codes:
    """What each text of the counted columns means, as a number; a text without a number is left out.

    Parameters
    ----------
    areas, activities, quarters
        Column, and text → number.
    persons
        Column, texts and their numbers; equal numbers are the same person.
    """

    areas: tuple[int, Mapping[str, int]] | None
    activities: tuple[int, Mapping[str, int]] | None
    quarters: tuple[int, Mapping[str, int]]
    persons: tuple[int, Texts, Any] | None


PERSON_BITS, QUARTER_BITS, ACTIVITY_BITS, AREA_BITS = 31, 8, 8, 16
"""How wide the parts of a key are, right to left: person, quarter, activity, area. Together 63, for a number has a
sign."""


def keys(file: EventFile, codes: Codes) -> Keys:
    """Return one number per row, made of its area, activity, quarter and person; rows left out have none.

    Raises
    ------
    TooBig, NotReadable
        As `distinct_texts`.
    """
    import numpy as np

    with _opened() as connection, _told():
        parts, joins = _joined(connection, codes)
        shift = QUARTER_BITS + PERSON_BITS
        statement = (
            f"SELECT ({parts['areas']} << {ACTIVITY_BITS + shift}) | ({parts['activities']} << {shift}) "
            f"| ({parts['quarters']} << {PERSON_BITS}) | {parts['persons']} AS key "
            f"FROM {_scan(connection, file)} {joins}"
        )
        reader = connection.sql(f"SELECT key FROM ({statement}) WHERE key IS NOT NULL").to_arrow_reader(_BATCH)
        found = [batch.column(0).to_numpy(zero_copy_only=False) for batch in reader]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _joined(connection: duckdb.DuckDBPyConnection, codes: Codes) -> tuple[dict[str, str], str]:
    """Return the expression of each part of a key, and the joins that it needs."""
    import pyarrow as pa

    parts: dict[str, str] = dict.fromkeys(("areas", "activities", "quarters", "persons"), "0::BIGINT")
    joins: list[str] = []
    for name in ("areas", "activities", "quarters"):
        coded = getattr(codes, name)
        if coded is not None:
            column, numbers = coded
            table = pa.table(
                {"text": pa.array(list(numbers), pa.string()), "code": pa.array(list(numbers.values()), pa.int64())}
            )
            parts[name], join = _join(connection, name, table, _day(column) if name == "quarters" else f"c{column}")
            joins.append(join)
    if codes.persons is not None:
        column, texts, numbers = codes.persons
        table = pa.table({"text": texts, "code": pa.array(numbers, pa.int64())})
        parts["persons"], join = _join(connection, "persons", table, f"c{column}")
        joins.append(join)
    return parts, " ".join(joins)


def _join(connection: duckdb.DuckDBPyConnection, name: str, table: Any, text: str) -> tuple[str, str]:
    connection.register(f"given_{name}", table)
    connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given_{name}")
    connection.unregister(f"given_{name}")
    return f"{name}.code", f"LEFT JOIN {name} ON {text} = {name}.text"


def keyed_hashes(texts: Texts, key: bytes, beginning: bytes) -> Texts:
    """Return HMAC-SHA-256 (RFC 2104) of `beginning` and each text in UTF-8, cut to 128 bits.

    The same as `hmac.digest`, for a million texts at once. The key has at most 64 bytes.
    """
    import pyarrow as pa

    block = key.ljust(64, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C))
    with _opened("preserve_insertion_order") as connection, _told():
        connection.register("given", pa.table({"text": texts}))
        digest = "sha256($outer || unhex(sha256($inner || encode(text))))"
        found = connection.sql(
            f"SELECT unhex(left({digest}, 32)) AS hash FROM given", params={"outer": outer, "inner": inner + beginning}
        ).to_arrow_table()
    return found.column("hash").combine_chunks()


def _day(column: int) -> str:
    """Return a date without the time of day behind it."""
    return f"CASE WHEN length(c{column}) > 10 THEN regexp_replace(c{column}, '{_CLOCK}', '') ELSE c{column} END"


def _scan(connection: duckdb.DuckDBPyConnection, file: EventFile) -> str:
    """Return the name under which the file's rows can be selected, as texts in c0, c1 and so on."""
    path = str(file.path)
    if file.form is None:
        with _told():
            types = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({_literal(path)})").fetchall()
        shown = ", ".join(f"{_as_text(name, kind)} AS c{n}" for n, (name, kind, *_) in enumerate(types))
        rows = f"SELECT {shown} FROM read_parquet({_literal(path)})"
    else:
        columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(file.names)))
        rows = (
            f"SELECT * FROM read_csv({_literal(path)}, delim={_literal(file.form.delimiter)}, quote='\"', "
            f"escape='\"', header=false, skip={file.form.skip}, auto_detect=false, columns={{{columns}}}, "
            "strict_mode=true, encoding='utf-8', "
            "store_rejects=true, rejects_table='broken', rejects_scan='scanned')"
        )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW events AS {rows}")
    return "events"


def _broken(connection: duckdb.DuckDBPyConnection, file: EventFile, most: int) -> tuple[tuple[BrokenRow, ...], int]:
    if file.form is None:
        return (), 0
    found = "SELECT line, min(error_type::VARCHAR) AS what FROM broken GROUP BY line"
    total = connection.execute(f"SELECT count(*) FROM ({found})").fetchall()[0][0]
    named = connection.execute(f"{found} ORDER BY line LIMIT {most}").fetchall()
    return tuple(BrokenRow(line, what) for line, what in named), total


@contextmanager
def _opened(*settings: str) -> Generator[duckdb.DuckDBPyConnection]:
    import os

    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": min(os.cpu_count() or 1, _THREADS_AT_MOST),
            "memory_limit": MEMORY,
            "temp_directory": "",
            "preserve_insertion_order": "preserve_insertion_order" in settings,
            # The rows of the file stream past the codes; the optimizer guesses that they are few and would hold them.
            "disabled_optimizers": "build_side_probe_side,join_order",
            "autoinstall_known_extensions": False,
        },
    )
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _told() -> Generator[None]:
    """Turn DuckDB's refusals into findings. Its own words can quote the file, so they go no further."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise TooBig from None
    except duckdb.Error as error:
        raise NotReadable(type(error).__name__) from None


def _fetched(
    connection: duckdb.DuckDBPyConnection, statement: str, values: Iterable[Any] = ()
) -> Iterator[tuple[Any, ...]]:
    with _told():
        found = connection.execute(statement, list(values))
        while rows := found.fetchmany(10_000):
            yield from rows


def _as_text(name: str, kind: str) -> str:
    """Return a column of a Parquet file as text; whole numbers that a program has made decimal without the `.0`."""
    text = f"CAST({_quoted(name)} AS VARCHAR)"
    return f"regexp_replace({text}, '^(-?[0-9]+)[.]0$', '\\1')" if kind in ("DOUBLE", "FLOAT") else text


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
