"""A sheet as a file of a statistics program (SPSS, Stata) or as Parquet, with the same bytes every time.

These formats have no room for notes above a table: the file's label (Parquet: its metadata) and a column say that the
figures are invented. Rows, headings and texts are those of the sheet; its notes and total are left out.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from helpers.demo.delimited import danish
from helpers.demo.sheets import BANNER, Cell, Percent, Sheet

REMARK = "Bemærkning"
INVENTED = "opdigtet"
LABEL = "DEMONSTRATIONSDATA - opdigtede tal"
"""Label of a statistics file: short, since SPSS allows 64 characters."""

_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_SAV_TIME = slice(92, 109)
"""Where an SPSS file says when it was made: nine characters for the day, eight for the time."""
_DTA_TIME = b"<timestamp>\x11"


def sav(sheet: Sheet, coded: tuple[str, ...] = (), missing: Mapping[str, int] | None = None) -> bytes:
    """Return an SPSS file.

    Parameters
    ----------
    sheet
        One header row; headings become the variables' labels.
    coded
        Headings whose texts are stored as codes with value labels.
    missing
        Heading → code that stands for a missing answer (declared as such in the file).
    """
    codes = missing or {}
    frame, labels, values = _framed(sheet, coded, codes)
    ranges: dict[str, list[Any]] = {variable(heading): [code] for heading, code in codes.items()}
    # pyreadstat knows file names only.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.sav"
        pyreadstat.write_sav(
            frame,
            path,
            file_label=LABEL,
            column_labels=labels,
            variable_value_labels=values,
            missing_ranges=ranges,
        )
        content = bytearray(path.read_bytes())
    content[_SAV_TIME] = b"01 Jan 0000:00:00"
    return bytes(content)


def dta(sheet: Sheet, coded: tuple[str, ...] = ()) -> bytes:
    """Return a Stata file (version 15); see `sav`."""
    frame, labels, values = _framed(sheet, coded, {})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.dta"
        pyreadstat.write_dta(frame, path, file_label=LABEL, column_labels=labels, variable_value_labels=values)
        content = bytearray(path.read_bytes())
    start = content.index(_DTA_TIME) + len(_DTA_TIME)
    content[start : start + 17] = b"01 Jan 2000 00:00"
    return bytes(content)


def parquet(sheet: Sheet) -> bytes:
    """Return a Parquet file, uncompressed; its metadata say that the figures are invented."""
    headings, rows = _table(sheet)
    table = pa.table({heading: [row[index] for row in rows] for index, heading in enumerate(headings)})
    target = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"title": BANNER}), target, compression="NONE")
    return target.getvalue()


def variable(heading: str) -> str:
    """Return a heading as a variable name that SPSS and Stata allow: `År` becomes `aar`."""
    plain = heading.lower().translate(_ASCII)
    name = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in plain).strip("_")
    return name[:32]


def _table(sheet: Sheet) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    headings = (*(str(cell) for cell in sheet.header[0]), REMARK)
    return headings, [(*row, INVENTED) for row in sheet.body]


def _framed(
    sheet: Sheet, coded: tuple[str, ...], missing: Mapping[str, int]
) -> tuple[Any, dict[str, str | None], dict[str, dict[int | float, str]]]:
    """Return the table with codes for texts, the label of each variable, and the labels of the codes."""
    headings, rows = _table(sheet)
    columns: dict[str, list[Any]] = {}
    values: dict[str, dict[int | float, str]] = {}
    for index, heading in enumerate(headings):
        cells = [row[index] for row in rows]
        if heading in coded:
            texts = list(dict.fromkeys(danish(cell) for cell in cells))
            values[variable(heading)] = {code + 1: text for code, text in enumerate(texts)}
            cells = [texts.index(danish(cell)) + 1 for cell in cells]
        columns[variable(heading)] = [_plain(cell, missing.get(heading)) for cell in cells]
    return pd.DataFrame(columns), {variable(heading): heading for heading in headings}, values


def _plain(cell: Cell, missing: int | None) -> Any:
    if cell is None and missing is not None:
        return float(missing)
    return cell.value if isinstance(cell, Percent) else cell
