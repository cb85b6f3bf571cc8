"""Keeps the observations of each evaluation in one Parquet file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import fields
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import duckdb

from helpers import reads, unchanged
from helpers.errors import DataError, Fault
from helpers.observations.table import COLUMNS, Audience, Observation, Origin, Precision, Query
from helpers.observations.tidying import order
from helpers.paths import Project, checksum, write_atomically

if TYPE_CHECKING:
    import pandas as pd

_UNHASHED = frozenset({"checksum"})
"""A file's checksum changes with any row of the file. No page shows it beside a value, so it makes no job stale."""

_WORDS = frozenset({"origin", "precision"})
"""Columns whose values are words of Målbar's own."""

LARGEST_KEPT = 8 << 20
"""Bytes of a file whose observations are held in memory: some hundred thousand, which take some hundred megabytes."""
_ByArea = dict[str, tuple[Observation, ...]]
"""The observations of each area; areas and rows in the order of the table."""

_ORDER = (
    "area, indicator, period_start NULLS FIRST, period_end NULLS FIRST, breakdown NULLS FIRST, activity NULLS FIRST, id"
)


def observations_file(project: Project, evaluation: str) -> Path:
    """Return where an evaluation's observations lie."""
    return project.processed / evaluation / "observations.parquet"


def write(project: Project, evaluation: str, observations: Iterable[Observation]) -> bool:
    """Write an evaluation's observations, sorted; the same observations give the same bytes.

    Returns
    -------
    bool
        False if the file held exactly this already and was left alone.
    """
    rows = sorted(observations, key=order)
    return write_atomically(observations_file(project, evaluation), _parquet(rows))


def read(project: Project, query: Query) -> tuple[Observation, ...]:
    """Return the observations that a query asks for, in the order of the table.

    A public query never returns internal rows; an internal query returns both.

    Raises
    ------
    DataError
        If the evaluation is not imported, or its file was written by another version.
    """
    _note(project, query)
    if (rows := _kept(project, query)) is not None:
        return rows
    with closing(_select(project, query, ", ".join(COLUMNS))) as found:
        return tuple(_observation(row) for row in found.fetchall())


def keep(project: Project, evaluation: str, audience: Audience) -> int | None:
    """Hold an evaluation's observations in this process, for `read` to find while the file is the same.

    For a process that reads one evaluation over and over, or whose forks do.

    Returns
    -------
    int | None
        How many there are; None if they are too many to hold.

    Raises
    ------
    DataError
        As `read`.
    """
    path = observations_file(project, evaluation)
    if path.is_file() and path.stat().st_size > LARGEST_KEPT:
        return None
    _note(project, Query(evaluation, audience=audience))

    def make() -> _ByArea:
        with closing(_select(project, Query(evaluation, audience=audience), ", ".join(COLUMNS))) as found:
            return _by_area(map(_observation, found.fetchall()))

    return sum(map(len, unchanged.made_from([path], _name(path, audience), make).values()))


def _kept(project: Project, query: Query) -> tuple[Observation, ...] | None:
    path = observations_file(project, query.evaluation)
    rows = cast("_ByArea | None", unchanged.kept([path], _name(path, query.audience)))
    if rows is None:
        return None
    areas, indicators = frozenset(query.areas), frozenset(query.indicators)
    return tuple(
        row
        for area, found in rows.items()
        if not areas or area in areas
        for row in found
        if not indicators or row.indicator in indicators
    )


def _name(path: Path, audience: Audience) -> tuple[object, ...]:
    return "observations", path, audience == "internal"


def _by_area(rows: Iterable[Observation]) -> _ByArea:
    found: dict[str, list[Observation]] = {}
    for row in rows:
        found.setdefault(row.area, []).append(row)
    return {area: tuple(own) for area, own in found.items()}


def content_for(project: Project, evaluation: str, audience: Audience) -> bytes:
    """Return an evaluation's file without the rows that `read` never gives to this audience.

    Raises
    ------
    DataError
        If the file was written by another version.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = observations_file(project, evaluation)
    whole = path.read_bytes()
    if audience == "internal":
        return whole
    try:
        table = pq.read_table(pa.BufferReader(whole))
        seen = table.filter(pa.array([found == "public" for found in table["audience"].to_pylist()], pa.bool_()))
    except (pa.ArrowException, KeyError):
        raise DataError(_foreign(project.relative(path))) from None
    if seen.num_rows == table.num_rows:
        return whole
    return _file_of(seen)


def frame(project: Project, query: Query) -> pd.DataFrame:
    """Return what `read` returns, as a pandas table for a researcher's own analysis.

    Raises
    ------
    DataError
        As `read`.
    """
    _note(project, query)
    with closing(_select(project, query, ", ".join(COLUMNS))) as found:
        return found.df()


def slice_hash(project: Project, query: Query) -> str:
    """Return the SHA-256 of what `read` returns for the query (all columns but the file's checksum).

    Raises
    ------
    DataError
        As `read`.
    """
    _note(project, query)
    names = [name for name in COLUMNS if name not in _UNHASHED]
    with closing(_select(project, query, ", ".join(names))) as found:
        content = [[_plain(value) for value in row] for row in found.fetchall()]
    return checksum(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def _note(project: Project, query: Query) -> None:
    path = observations_file(project, query.evaluation)
    if not path.is_file():
        raise DataError(_missing(project.relative(path)))
    if not reads.is_behind():
        reads.note("figures", query.evaluation, query.audience, ",".join(query.areas), ",".join(query.indicators))
    with reads.behind():
        reads.file(path)


def _select(project: Project, query: Query, columns: str) -> duckdb.DuckDBPyConnection:
    path = observations_file(project, query.evaluation)
    rules, values = _where(query)
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        # `columns` and `rules` are this module's own words; everything a caller gives is a bound value.
        statement = f"SELECT {columns} FROM read_parquet(?) WHERE {rules} ORDER BY {_ORDER}"
        return connection.execute(statement, [str(path), *values])
    except duckdb.Error:
        connection.close()
        raise DataError(_foreign(project.relative(path))) from None


def _where(query: Query) -> tuple[str, list[Any]]:
    rules, values = ["evaluation = ?"], [query.evaluation]
    chosen: list[Any] = [*values]
    if query.audience != "internal":
        rules.append("audience = 'public'")
    for column, allowed in (("area", query.areas), ("indicator", query.indicators)):
        if allowed:
            rules.append(f"list_contains(?, {column})")
            chosen.append(list(allowed))
    return " AND ".join(rules), chosen


def _observation(row: tuple[Any, ...]) -> Observation:
    values = dict(zip(COLUMNS, row, strict=True))
    values["origin"] = Origin(values["origin"])
    values["precision"] = Precision(values["precision"])
    return Observation(**values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _parquet(rows: list[Observation]) -> bytes:
    import pyarrow as pa

    types = {"str": pa.string(), "date": pa.date32(), "float": pa.float64(), "int": pa.int64()}
    arrays = {
        field.name: pa.array(
            [_stored(value) for value in map(attrgetter(field.name), rows)]
            if field.name in _WORDS
            else list(map(attrgetter(field.name), rows)),
            type=types.get(str(field.type).partition(" ")[0], pa.string()),
        )
        for field in fields(Observation)
    }
    return _file_of(pa.table(arrays))


def _file_of(table: Any) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", store_schema=False)
    return sink.getvalue().to_pybytes()


def _stored(value: Any) -> Any:
    return str(value) if isinstance(value, Origin | Precision) else value


def _missing(place: str) -> Fault:
    return Fault(
        place=place,
        value="filen findes ikke",
        rule="Rådata skal være læst ind, før de kan bruges.",
        remedy="Kør maalbar import.",
    )


def _foreign(place: str) -> Fault:
    return Fault(
        place=place,
        value="filen kan ikke læses som observationer",
        rule="Filen er skrevet af en anden version af Målbar eller ændret i hånden.",
        remedy="Slet filen, og kør maalbar import.",
    )
