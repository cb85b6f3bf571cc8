"""Parquet: its rows, and what its footer tells of the rows: extremes per column, metadata, words never used."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.audit.reading.sentences import loose
from helpers.audit.statements import Piece, Row

HIDDEN = ".."
_NAMES_OF_HIDING = ("skjult", "hidden")
_YES = {"ja", "yes", "true", "1", True}


def read_parquet(path: str, data: bytes) -> Iterator[Piece]:
    """Yield the rows, then what the footer knows that the rows don't show.

    An extreme of a column that no shown row has is the figure of a row that is hidden; it is told of each hidden row
    that it can belong to.

    Raises
    ------
    ValueError
        If the file isn't Parquet.
    """
    import pyarrow as pa

    try:
        found = list(_pieces(path, data))
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path}: not Parquet") from error
    yield from found


def _pieces(path: str, data: bytes) -> Iterator[Piece]:
    from pyarrow import parquet

    file = parquet.ParquetFile(io.BytesIO(data))
    columns = [str(name) for name in file.schema_arrow.names]
    number = 0
    for group in range(file.num_row_groups):
        rows = file.read_row_group(group).to_pylist()
        for row in rows:
            number += 1
            yield Row(_cells(row), f"{path}, række {number}")
        yield from _extremes(f"{path}, rækkegruppe {group + 1}", file, group, rows)
    yield from _metadata(path, file, columns)
    yield from _unused_words(path, data)


def text_of(data: bytes) -> str:
    """Return all values, extremes and metadata of a Parquet file as lines of text, for a plain search."""
    return "\n".join(
        "; ".join(map(str, piece.cells.values())) if isinstance(piece, Row) else piece.text
        for piece in read_parquet("", data)
    )


def _cells(row: Mapping[str, Any]) -> dict[str, str | float]:
    """Return a row's cells; what is empty is left out, unless the row says that it is hidden: then it is `..`."""
    hides = _hides(row)
    cells: dict[str, str | float] = {}
    for name, value in row.items():
        if value is None:
            if hides and name in _measures(row):
                cells[name] = HIDDEN
        else:
            cells[name] = _cell(value)
    return cells


def _cell(value: Any) -> str | float:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _hides(row: Mapping[str, Any]) -> bool:
    """Tell whether a row says of itself that it is hidden."""
    named = any(row.get(name) in _YES for name in _NAMES_OF_HIDING)
    return named or any(value == HIDDEN for value in row.values())


def _measures(row: Mapping[str, Any]) -> set[str]:
    return {name for name in row if name in {"værdi", "value", "tæller", "nævner", "n", "numerator", "denominator"}}


def _extremes(where: str, file: Any, group: int, rows: list[dict[str, Any]]) -> Iterator[Piece]:
    """Yield the extremes that the footer gives of a column and no shown row has."""
    metadata = file.metadata.row_group(group)
    hiding = [row for row in rows if _hides(row)]
    for position in range(metadata.num_columns):
        column = metadata.column(position)
        name, found = column.path_in_schema, column.statistics
        if found is None or not found.has_min_max:
            continue
        shown = {_comparable(row.get(name)) for row in rows}
        for kind, value in (("mindste", found.min), ("største", found.max)):
            if _comparable(value) not in shown:
                told = f"{where}, statistik for kolonnen {name} ({kind})"
                yield from _of_hidden(told, name, value, hiding or [row for row in rows if row.get(name) is None])


def _comparable(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 9)
    return value


def _of_hidden(where: str, name: str, value: Any, rows: list[dict[str, Any]]) -> Iterator[Piece]:
    """Yield a value as that of each row that it can belong to."""
    for row in rows:
        cells = {key: cell for key, cell in _cells(row).items() if cell != HIDDEN and key not in _NAMES_OF_HIDING}
        yield Row({**cells, name: _cell(value)}, where)
    yield from loose(f"{name}: {_cell(value)}", where)


def _metadata(path: str, file: Any, columns: list[str]) -> Iterator[Piece]:
    """Yield the file's own metadata, pandas' too, and each column's."""
    from helpers.audit.reading.embedded import pieces_of_value

    found: dict[bytes, bytes] = dict(file.metadata.metadata or {})
    found.update(file.schema_arrow.metadata or {})
    for key, value in sorted(found.items()):
        if key != b"ARROW:schema":
            name = key.decode("utf-8", errors="replace")
            yield from pieces_of_value(f"{path}, metadata »{name}«", value.decode("utf-8", errors="replace"), ())
    for name in columns:
        yield from loose(name, f"{path}, kolonnens navn")
        for key, value in sorted((file.schema_arrow.field(name).metadata or {}).items()):
            if key != b"PARQUET:field_id":
                text = value.decode("utf-8", errors="replace")
                yield from pieces_of_value(f"{path}, kolonnen {name}, metadata »{key.decode()}«", text, ())
    created = {"created_by": file.metadata.created_by}
    yield from loose(json.dumps(created), f"{path}, fodnote") if "version" not in str(created) else ()


def _unused_words(path: str, data: bytes) -> Iterator[Piece]:
    """Yield words that a column's dictionary keeps though no row uses them."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = parquet.ParquetFile(io.BytesIO(data)).schema_arrow
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_dictionary)
    words = [field.name for field in schema if any(kind(field.type) for kind in kinds)]
    if not words:
        return
    table = parquet.ParquetFile(io.BytesIO(data), read_dictionary=words).read(columns=words)
    for name in words:
        for chunk in table.column(name).chunks:
            if not pa.types.is_dictionary(chunk.type):
                continue
            used = set(chunk.to_pylist())
            for word in chunk.dictionary.to_pylist():
                if word not in used:
                    yield from loose(str(word), f"{path}, ordliste for kolonnen {name}")
