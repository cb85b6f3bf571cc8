"""Reads demonstration files without the importer: what a person would see in each program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat

from helpers.paths import Project

SEPARATORS = {".csv": ";", ".tsv": "\t"}
COMMAS = ("demo-skoleresultater.csv", "demo-personale.csv", "demo-byggesager.csv")
"""Text files with commas between the fields."""


def files(project: Project) -> list[Path]:
    """Return every demonstration file."""
    return sorted(path for path in project.raw.glob("*/demo-*/*") if path.is_file())


def text(path: Path) -> str:
    """Return a text file as its owner wrote it: UTF-8 where the bytes are, else Windows-1252."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("windows-1252")


def sheets(path: Path) -> Iterator[list[list[Any]]]:
    """Yield the rows of each sheet, notes and headings included."""
    if path.suffix in SEPARATORS:
        separator = "," if path.name in COMMAS else SEPARATORS[path.suffix]
        yield list(csv.reader(io.StringIO(text(path)), delimiter=separator))
    elif path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path).worksheets:
            yield [list(row) for row in sheet.iter_rows(values_only=True)]
    elif path.suffix == ".ods":
        for table in pd.read_excel(path, engine="odf", header=None, sheet_name=None).values():
            yield table.to_numpy().tolist()
    elif path.suffix == ".parquet":
        table = pq.read_table(path)
        yield [list(table.column_names), *(list(row.values()) for row in table.to_pylist())]
    else:
        frame, about = statistics(path)
        yield [list(about.column_names_to_labels.values()), *frame.to_numpy().tolist()]


def statistics(path: Path) -> tuple[Any, Any]:
    """Return an SPSS or Stata file as table and description, codes shown as their labels."""
    read = pyreadstat.read_sav if path.suffix == ".sav" else pyreadstat.read_dta
    return read(path, apply_value_formats=True)


def cells(path: Path) -> list[Any]:
    """Return every filled cell of a file."""
    return [cell for rows in sheets(path) for row in rows for cell in row if cell not in (None, "")]
