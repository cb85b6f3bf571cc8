"""Reads an SPSS or Stata file in a process of its own: `python -m helpers.intake.statistical_child .sav < file`.

The library behind it is written in C, and a damaged file can end the process that reads it. So it is never read in the
process that imports; what stands in the file comes back as JSON on standard output.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time
from typing import Any


def contents(data: bytes, suffix: str) -> dict[str, Any]:
    """Return variables, cells by variable and all other texts of a file, as plain data.

    A day, a moment or a clock time is a list of its kind and its ISO form.
    """
    import pyreadstat

    reader = pyreadstat.read_dta if suffix == ".dta" else pyreadstat.read_sav
    columns, about = reader(io.BytesIO(data), output_format="dict")
    return {
        "variables": [
            {
                "name": name,
                "label": label,
                "stored_as": about.readstat_variable_types.get(name),
                "format": about.original_variable_types.get(name),
                "labels": _pairs(about.variable_value_labels.get(name, {})),
                "cells": [_plain(value) for value in columns[name]],
            }
            for name, label in zip(about.column_names, about.column_labels, strict=True)
        ],
        "rows": about.number_rows,
        "value_labels": [_pairs(labels) for labels in about.value_labels.values()],
        "notes": [str(note) for note in (about.file_label, *(about.notes or ())) if note],
    }


def _pairs(labels: dict[Any, Any]) -> list[tuple[Any, str]]:
    return [(_plain(code), str(label)) for code, label in labels.items()]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    if isinstance(value, float) and value != value:
        return None
    return value if value is None or isinstance(value, str | int | float) else str(value)


if __name__ == "__main__":
    json.dump(contents(sys.stdin.buffer.read(), sys.argv[1]), sys.stdout)
