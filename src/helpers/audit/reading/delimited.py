"""Tables as text: CSV, with the separator that the first line uses."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from helpers.audit.statements import Row

csv.field_size_limit(10_000_000)


def read_csv(path: str, data: bytes) -> Iterator[Row]:
    """Yield the rows of a CSV file, numbered as a spreadsheet program shows them."""
    text = data.decode("utf-8-sig", errors="replace")
    head = text.partition("\n")[0]
    separator = max(";,\t|", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = next(lines, [])
    for number, line in enumerate(lines, 2):
        cells: dict[str, str | float] = {name: cell for name, cell in zip(columns, line, strict=False) if cell}
        if cells:
            yield Row(cells, f"{path}, række {number}")
