"""Counts files with one row per event, too many to hold as cells: DuckDB streams them, the rules come from outside.

A file is passed over once. Only distinct texts, and some ten bytes per row that say which of them stand there, stay in
memory. What tells persons apart is never written to disk: DuckDB gets no folder to spill to, and says so where `MEMORY`
is too little.

Texts of a file reach a statement as bound values or as data.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

Texts = Any
"""A column of texts: a `pyarrow.Array` of strings (pyarrow says nothing of its types)."""
MEMORY = "1200MB"
"""What DuckDB may take; Python and the counts come on top."""
_THREADS_AT_MOST = 8
_BATCH = 250_000
"""Rows in one batch on their way from DuckDB."""
_BLOCK = 3_000_000
"""Rows whose texts lie in memory at a time."""
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
class Held:
    """A column, each text once."""

    texts: Texts
    """Without the empty field."""
    places: Any
    """For each row where its text stands in `texts`, -1 for an empty field: a `numpy.ndarray`."""

    @property
    def counts(self) -> dict[str | None, int]:
        """In how many rows each text stands; None: empty."""
        import numpy as np

        empty, *counts = np.bincount(self.places.astype(np.int64) + 1, minlength=len(self.texts) + 1).tolist()
        found: dict[str | None, int] = dict(zip(self.texts.to_pylist(), counts, strict=True))
        return {**found, None: empty} if empty else found

    @property
    def bytes(self) -> int:
        """How much memory it takes."""
        return int(self.texts.nbytes) + int(self.places.nbytes)


@dataclass(frozen=True)
class Distinct:
    """What stands in the columns of a file, each text once."""

    rows: int
    texts: Mapping[int, Mapping[str | None, int]]
    """Column → text (None: empty) → in how many rows."""
    held: Mapping[int, Held]
    """The columns that are counted by; rows in an order of their own, the same for all columns."""
    broken: tuple[BrokenRow, ...]
    broken_rows: int


class TooBig(Exception):  # noqa: N818 - it is a finding about a file, not a failure of the program
    """The file needs more memory than `MEMORY`."""


class NotReadable(Exception):  # noqa: N818 - it is a finding about a file, not a failure of the program
    """The file can't be read as what it is said to be."""


def distinct_texts(
    file: EventFile, columns: Sequence[int], counted: Sequence[int], days: int | None, most_broken: int
) -> Distinct:
    """Return every distinct text of some columns, and the rows that are none.

    Parameters
    ----------
    file
        The file.
    columns
        Columns with few distinct texts, counted from 0.
    counted
        Columns of which it is kept what stands in each row.
    days
        The column with dates: a time of day behind a date is left out.
    most_broken
        So many broken rows are named; all are counted.

    Raises
    ------
    TooBig, NotReadable
        If the file can't be passed over.
    """
    read = tuple(dict.fromkeys((*columns, *counted)))
    shown = [f"{_day(column) if column == days else f'c{column}'} AS c{column}" for column in read]
    # DuckDB sees what is wrong with a text only if it is asked for it, so it is asked for those of all columns.
    seen = [f"c{column} IS NULL" for column in range(len(file.names)) if column not in read]
    with _opened() as connection, _told():
        statement = f"SELECT {', '.join([*shown, *seen])} FROM {_scan(connection, file)}"
        found = _held(connection.sql(statement).to_arrow_reader(_BATCH), read)
        broken, total = _broken(connection, file, most_broken)
    rows = len(found[read[0]].places) if read else 0
    texts = {column: found[column].counts for column in columns}
    return Distinct(rows, texts, {column: found[column] for column in counted}, broken, total)


def _held(batches: Iterable[Any], columns: Sequence[int]) -> dict[int, Held]:
    """Return the first columns of all batches; a block of rows at a time, so that most texts lie there only once."""
    blocks: dict[int, list[Held]] = {column: [] for column in columns}
    waiting: list[Any] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= _BLOCK:
            _add(blocks, waiting)
            waiting = []
    _add(blocks, waiting)
    return {column: _together(blocks.pop(column)) for column in columns}


def _add(blocks: Mapping[int, list[Held]], batches: Sequence[Any]) -> None:
    def column(number: int) -> Held:
        texts, places = united([batch.column(number) for batch in batches])
        return Held(texts, _joined([_small(part, len(texts)) for part in places]))

    with ThreadPoolExecutor() as pool:  # Arrow and numpy let others work meanwhile
        for held, made in zip(blocks.values(), pool.map(column, range(len(blocks))), strict=True):
            held.append(made)
    # Making one of many takes as much again.
    if 2 * sum(one.bytes for held in blocks.values() for one in held) > int(MEMORY.removesuffix("MB")) * 10**6:
        raise TooBig


def _small(places: Any, texts: int) -> Any:
    """Return places in as few bytes each as they need."""
    import numpy as np

    return places.astype(np.min_scalar_type(-max(texts, 1)), copy=False)


def _joined(parts: Sequence[Any]) -> Any:
    import numpy as np

    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int8)


def _together(parts: Sequence[Held]) -> Held:
    """Return the parts of a column as one."""
    import numpy as np

    if len(parts) == 1:
        return parts[0]
    texts, moved = united([part.texts for part in parts])
    places = [_small(np.append(to, -1), len(texts))[part.places] for part, to in zip(parts, moved, strict=True)]
    return Held(texts, _joined(places))


def united(texts: Sequence[Texts]) -> tuple[Texts, list[Any]]:
    """Return the texts of several lists, each once, and for each list where its texts stand there (-1: no text)."""
    import pyarrow as pa

    found = pa.chunked_array(texts, pa.string()).dictionary_encode()
    if not found.num_chunks:
        return pa.array([], pa.string()), []
    # All parts of what Arrow makes share one list of texts.
    return found.chunk(0).dictionary, [
        part.indices.fill_null(-1).to_numpy(zero_copy_only=False) for part in found.chunks
    ]


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
    connection.execute("SET enable_progress_bar = false")
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
