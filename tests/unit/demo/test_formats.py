"""The same sheet in each file format: what a spreadsheet program would see, in bytes that depend on nothing else."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from odf.draw import Frame
from odf.opendocument import OpenDocumentText

from helpers.demo.delimited import danish, semicolons
from helpers.demo.excel import workbook
from helpers.demo.opendocument import spreadsheet
from helpers.demo.sheets import BANNER, Merged, Sheet, zero_as_dash
from helpers.templates.archive import repack

Writer = Callable[[tuple[Sheet, ...]], bytes]
SHEET = Sheet(
    name="Tryghed",
    above=("En note",),
    header=(("Område", "Svar", None), (None, "Antal", "Andel")),
    merged=(Merged(0, 0, height=2), Merged(0, 1, width=2)),
    body=(("Løget By", 230, 58.3), ("Præstevangen", 9, None)),
    total=("I alt", 239, None),
    below=("Kilde: opdigtet",),
)
HIDDEN = Sheet(name="Koder", header=(("Kode", "Svar"),), body=((1, "Ja"),), hidden=True)


def test_a_workbook_has_the_banner_the_merges_and_the_hidden_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook((SHEET, HIDDEN))))
    rows = list(book["Tryghed"].iter_rows(values_only=True))
    assert rows[0][0] == BANNER
    assert rows[3] == ("Område", "Svar", None)
    assert rows[4] == (None, "Antal", "Andel")
    assert rows[5] == ("Løget By", 230, 58.3)
    assert rows[7][:2] == ("I alt", 239)
    assert rows[8][0] == "Kilde: opdigtet"
    assert {str(found) for found in book["Tryghed"].merged_cells.ranges} == {"A4:A5", "B4:C4"}
    assert (book["Tryghed"].sheet_state, book["Koder"].sheet_state) == ("visible", "hidden")
    assert book.properties.title == BANNER


def test_a_workbook_keeps_dates_as_dates() -> None:
    dated = Sheet(name="Opgjort", header=(("Dag",),), body=((date(2013, 12, 1),),))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook((dated,))))["Opgjort"]
    assert sheet["A4"].value == datetime(2013, 12, 1)  # noqa: DTZ001 - Excel has no time zones


def test_an_opendocument_spreadsheet_says_the_same() -> None:
    table = pd.read_excel(io.BytesIO(spreadsheet((SHEET, HIDDEN))), engine="odf", header=None, sheet_name="Tryghed")
    assert table.iloc[0, 0] == BANNER
    assert table.iloc[3].tolist()[:2] == ["Område", "Svar"]
    assert table.iloc[4].tolist()[1:] == ["Antal", "Andel"]
    assert table.iloc[5].tolist() == ["Løget By", 230, 58.3]
    assert table.iloc[7].tolist()[:2] == ["I alt", 239]


def test_csv_in_windows_1252_with_semicolons_and_decimal_commas() -> None:
    lines = semicolons(SHEET, "windows-1252").decode("windows-1252").split("\r\n")
    assert lines[0] == BANNER
    assert lines[5:7] == ["Løget By;230;58,3", "Præstevangen;9;"]
    with pytest.raises(UnicodeDecodeError):
        semicolons(SHEET, "windows-1252").decode("utf-8")


def test_csv_in_utf_8_begins_with_a_byte_order_mark() -> None:
    assert semicolons(SHEET, "utf-8-sig").startswith(b"\xef\xbb\xbfDEMONSTRATIONSDATA")


@pytest.mark.parametrize(
    ("cell", "written"), [(None, ""), (1.5, "1,5"), (12, "12"), (date(2013, 2, 1), "1.2.2013"), ("ja", "ja")]
)
def test_cells_as_danish_text(cell: str | float | date | None, written: str) -> None:
    assert danish(cell) == written


def test_none_is_a_dash_in_a_table_of_danmarks_statistik() -> None:
    assert (zero_as_dash(0), zero_as_dash(3)) == ("-", 3)


@pytest.mark.parametrize("write", [workbook, spreadsheet])
def test_bytes_do_not_depend_on_the_clock(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write((SHEET, HIDDEN))
    later = time.time() + 400_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert write((SHEET, HIDDEN)) == first


def test_a_spreadsheet_does_not_depend_on_what_was_written_before() -> None:
    plain = Sheet(name="A", header=(("x",),), body=((1,),))
    first = spreadsheet((plain,))
    spreadsheet((SHEET, HIDDEN))
    pd.read_excel(io.BytesIO(first), engine="odf", header=None)
    foreign = OpenDocumentText()
    foreign.text.addElement(Frame(width="1cm"))
    foreign.write(io.BytesIO())
    assert spreadsheet((plain,)) == first


@pytest.mark.parametrize("write", [workbook, spreadsheet])
def test_zip_members_carry_no_time(write: Writer) -> None:
    with zipfile.ZipFile(io.BytesIO(write((SHEET,)))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_of_a_workbook_carry_a_fixed_day() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(workbook((SHEET,)))).properties
    assert properties.created == properties.modified == datetime(2000, 1, 1)  # noqa: DTZ001 - as openpyxl reads it


def test_repacking_replaces_one_member_and_keeps_the_order() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b", "to")
        archive.writestr("a", "en")
    with zipfile.ZipFile(io.BytesIO(repack(source.getvalue(), {"a": b"ny"}))) as archive:
        assert archive.namelist() == ["b", "a"]
        assert (archive.read("b"), archive.read("a")) == (b"to", b"ny")
