"""However a file is damaged, the answer is faults or what a person would read from it; never a traceback."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from helpers.errors import DataError, PrivacyError
from helpers.observations.table import Observation
from raw_project import RawProject

GOOD = (
    "Tryghed i Vejle;;\nOmråde;År;Andel\nLøget;2016;71,7\nNørremarken;2016;8\nLøget;2017;1.234\n"
    "Nørremarken;2017;0,25\nVejle Kommune;2017;-\n"
)
NAMES = {"løget": "loeget", "løget by": "loeget", "præstevangen": "loeget", "nørremarken": "noerremarken"}
NAMES |= {"vejle kommune": "vejle-kommune", "loeget": "loeget", "danmark": "danmark", "noerremarken": "noerremarken"}

Edit = tuple[str, int, str]


def edits(alphabet: str) -> st.SearchStrategy[list[Edit]]:
    """Return a few edits: what to do, where, and with which character."""
    what = st.sampled_from(["insert", "delete", "replace", "swap"])
    return st.lists(st.tuples(what, st.integers(0, len(GOOD) - 2), st.sampled_from(alphabet)), min_size=1, max_size=4)


def damaged(changes: list[Edit]) -> str:
    """Return the good file after the edits."""
    text = GOOD
    for what, place, character in changes:
        at = min(place, max(len(text) - 2, 0))
        if what == "swap":
            text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
        else:
            text = text[:at] + (character if what != "delete" else "") + text[at + (what != "insert") :]
    return text


def read(content: bytes, name: str = "tal.csv") -> tuple[Observation, ...] | None:
    """Return the observations of a file, or None if it was refused with faults."""
    with tempfile.TemporaryDirectory() as folder:
        raw = RawProject(Path(folder))
        raw.declare(values=[{"indicator": "haervaerk", "value": "Andel"}], reader={"delimiter": ";"})
        raw.put(name, content)
        try:
            return raw.run().observations
        except (DataError, PrivacyError) as error:
            faults = error.faults
    assert faults
    assert all(fault.rule and fault.remedy and fault.place for fault in faults)
    return None


def as_a_person_reads(line: str) -> tuple[str, str, float] | None:
    """Return area, year and value of a line by a simple reading of its own, or None if it holds no value."""
    name, year, number = line.split(";")[:3]
    plain = "".join(number.replace("*", "").split())
    if plain in ("", "..", "...", "…"):
        return None
    value = 0.0 if plain == "-" else float(plain.replace(".", "").replace(",", "."))
    return NAMES[" ".join(name.split()).casefold()], year.strip(), value


@settings(max_examples=80, deadline=None)
@given(edits("0123456789;,.-* LøN%xK"))
def test_no_value_changes_silently(changes: list[Edit]) -> None:
    text = damaged(changes)
    found = read(text.encode("utf-8"))
    if found is None:
        return
    lines = text.split("\n")
    for one in found:
        assert one.row is not None
        if one.value is not None:
            assert as_a_person_reads(lines[one.row - 1]) == (one.area, one.period_label, one.value)
    header = next(number for number, line in enumerate(lines) if "område;" in line.casefold().replace(" ", ""))
    data = [line for line in lines[header + 1 :] if line.count(";") == 2 and line.replace(";", "").strip()]
    readable = [line for line in data if as_a_person_reads(line) is not None]
    assert len([one for one in found if one.value is not None]) == len(readable)


@settings(max_examples=50, deadline=None)
@given(edits("\"';\n\r\t\0æ€0123456789,.-"), st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_a_damaged_text_file_gives_no_traceback(changes: list[Edit], encoding: str) -> None:
    read(damaged(changes).encode(encoding))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["tal.csv", "tal.xlsx", "tal.ods", "tal.parquet"]))
def test_any_bytes_at_all_give_no_traceback(content: bytes, name: str) -> None:
    read(content, name)


def _workbook() -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in (("Område", "År", "Andel"), ("Løget", 2016, 71.7), ("Nørremarken", 2016, 80)):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


BOOK = _workbook()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=6))
def test_a_damaged_workbook_gives_no_traceback(place: int, content: bytes) -> None:
    found = read(BOOK[:place] + content + BOOK[place + len(content) :], "tal.xlsx")
    assert found is None or {one.area for one in found} <= {"loeget", "noerremarken"}


CELLS = st.one_of(
    st.none(),
    st.text(alphabet="Løget0123456789.,- %", max_size=12),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5))
def test_any_cells_in_a_workbook_give_faults_or_observations(rows: list[tuple[Any, Any, Any]]) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (("Område", "År", "Andel"), ("Løget", 2016, 71.7), *rows):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    found = read(stream.getvalue(), "tal.xlsx")
    assert found is None or ("loeget", 71.7) in {(one.area, one.value) for one in found}
