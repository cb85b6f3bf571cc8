"""Each way in which owners' files are messy, and the demonstration file that is messy in that way.

The table is the issue's list of habits; every entry looks into the bytes or cells of the file that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from demo_files import cells, files, sheets, statistics, text
from helpers.paths import Project

Seen = Callable[[Path], bool]
BOM = b"\xef\xbb\xbf"


def _book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def _has(pattern: str) -> Seen:
    """Return whether a cell of the file is such a text, word for word."""
    return lambda path: any(re.fullmatch(pattern, cell) for cell in cells(path) if isinstance(cell, str))


def _is_utf8(path: Path) -> bool:
    content = path.read_bytes()
    return not content.startswith(BOM) and "å" in content.decode("utf-8")


def _is_windows_1252(path: Path) -> bool:
    content = path.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    return any(letter in content.decode("windows-1252") for letter in "æøå")


def _separated(mark: str) -> Seen:
    """Return whether the last full row of a text file has several fields between such marks and no other ones."""

    def seen(path: Path) -> bool:
        lines = [line for line in text(path).splitlines() if line.count(mark) > 1]
        return len(lines) > 3 and not any(other in lines[-1] for other in {";", "\t"} - {mark})

    return seen


def _any_cell(path: Path, found: Callable[[Any], bool]) -> bool:
    return any(found(cell) for sheet in _book(path).worksheets for row in sheet.iter_rows() for cell in row)


def _all_three(path: Path) -> bool:
    return {"Præstevang", "Præstevænget", "Præstevangen"} < set(map(str, cells(path)))


def _note_below(path: Path) -> bool:
    rows = next(iter(sheets(path)))
    return [bool(str(cell)) for cell in rows[-1] if cell is not None] == [True]


def _hidden_rows(path: Path) -> bool:
    return any(row.hidden for sheet in _book(path).worksheets for row in sheet.row_dimensions.values())


def _missing_code(path: Path) -> bool:
    frame, _ = statistics(path)
    return b"\x00\x00\x00\x00\x008\x8f@" in path.read_bytes() and bool(frame.isna().to_numpy().any())


SL, VJ, AL, KO = "slagelse-2017/", "bolivvejle-2013/", "alboa-2014/", "kommuner-2015/"
MESSES: dict[str, tuple[str, Seen]] = {
    "an Excel workbook": (SL + "demo-venteliste/demo-venteliste.xlsx", lambda path: bool(_book(path).worksheets)),
    "an OpenDocument spreadsheet": (SL + "demo-fritidsliv/demo-fritidsliv.ods", lambda path: len(cells(path)) > 100),
    "a csv file": (SL + "demo-koordinatorer/demo-koordinatorer.csv", lambda path: len(cells(path)) > 20),
    "a tsv file": (SL + "demo-uddannelsesparate/demo-uddannelsesparate.tsv", lambda path: len(cells(path)) > 100),
    "a Parquet file": (VJ + "demo-tjansen-timer/demo-tjansen-timer.parquet", lambda path: len(cells(path)) > 50),
    "an SPSS file with labels": (
        KO + "demo-spoergeskema/demo-spoergeskema.sav",
        lambda path: "Svar i alt" in statistics(path)[1].column_names_to_labels.values(),
    ),
    "a code for a missing answer": (KO + "demo-casekommuner/demo-casekommuner.sav", _missing_code),
    "a Stata file with labels": (
        SL + "demo-kommunens-registre/demo-registre-2016-2021.dta",
        lambda path: "Motalavej" in set(map(str, cells(path))),
    ),
    "UTF-8 with byte order mark": (
        SL + "demo-bydelsforaeldre/demo-bydelsforaeldre.csv",
        lambda path: path.read_bytes().startswith(BOM),
    ),
    "UTF-8 without byte order mark": (SL + "demo-beboerhuse/demo-beboerhuse.csv", _is_utf8),
    "Windows-1252": (SL + "demo-sundhedstjenesten/demo-sundhedstjenesten.csv", _is_windows_1252),
    "semicolons": (SL + "demo-beboerhuse/demo-beboerhuse.csv", _separated(";")),
    "commas": (AL + "demo-byggesager/demo-byggesager.csv", _separated(",")),
    "tabs": (VJ + "demo-jobcenter/demo-jobcenter.tsv", _separated("\t")),
    "decimal commas between commas": (
        SL + "demo-skoleresultater/demo-skoleresultater.csv",
        lambda path: ',"' in text(path),
    ),
    "a header of two rows": (AL + "demo-indsatser/demo-indsatser.ods", lambda path: "Heraf" in cells(path)),
    "merged cells": (
        SL + "demo-bl-tabeller/demo-bl-tabeller.xlsx",
        lambda path: len(_book(path)["Uddannelse"].merged_cells.ranges) > 5,
    ),
    "a line break in a heading": (
        SL + "demo-venteliste/demo-venteliste.xlsx",
        lambda path: "Aktivt\nopskrevne" in cells(path),
    ),
    "a doubled space in a heading": (
        SL + "demo-driftsudgifter/demo-driftsudgifter.xlsx",
        lambda path: "Udbedrede  tilfælde" in cells(path),
    ),
    "notes above the table": (SL + "demo-skolefravaer/demo-skolefravaer.xlsx", _has("Skoleår: august til juli.")),
    "notes below the table": (VJ + "demo-projektudvikling/demo-projektudvikling.csv", _note_below),
    "total rows within the table": (
        SL + "demo-fritidsliv/demo-fritidsliv.ods",
        lambda path: cells(path).count("I alt") == 5,
    ),
    "a total row below the table": (SL + "demo-driftsudgifter/demo-driftsudgifter.xlsx", _has("Sum")),
    "several sheets": (
        SL + "demo-skolefravaer/demo-skolefravaer.xlsx",
        lambda path: [sheet.sheet_state for sheet in _book(path).worksheets] == ["visible", "visible"],
    ),
    "a hidden sheet": (
        VJ + "demo-boligbarometer/demo-boligbarometer.xlsx",
        lambda path: "hidden" in {sheet.sheet_state for sheet in _book(path).worksheets},
    ),
    "a hidden row": (SL + "demo-skolefravaer/demo-skolefravaer.xlsx", _hidden_rows),
    "numbers stored as text": (SL + "demo-driftsudgifter/demo-driftsudgifter.xlsx", _has(r"\d{1,3}")),
    "dates as Excel dates": (
        VJ + "demo-boligbarometer/demo-boligbarometer.xlsx",
        lambda path: _any_cell(path, lambda cell: isinstance(cell.value, datetime)),
    ),
    "shares that the spreadsheet shows as percent": (
        SL + "demo-skolefravaer/demo-skolefravaer.xlsx",
        lambda path: _any_cell(path, lambda cell: cell.number_format == "0.0%" and 0 < cell.value < 1),
    ),
    "thousands with a dot": (SL + "demo-skolefravaer/demo-skolefravaer.xlsx", _has(r"\d{1,3}(\.\d{3})+")),
    "thousands with a no-break space": (
        SL + "demo-beboerhuse/demo-beboerhuse.csv",
        _has("\\d\N{NO-BREAK SPACE}\\d{3}"),
    ),
    "decimals with a comma": (SL + "demo-koordinatorer/demo-koordinatorer.csv", _has(r"\d,\d")),
    "71,7 %": (SL + "demo-skoleresultater/demo-skoleresultater.csv", _has(r"\d\d,\d %")),
    "12 pct.": (AL + "demo-indsatser/demo-indsatser.ods", _has(r"\d+ pct\.")),
    "kr. 500.000": (AL + "demo-aarlig-ramme/demo-aarlig-ramme.csv", _has(r"kr\. 950\.000")),
    "1,3 mio. kr.": (AL + "demo-aarlig-ramme/demo-aarlig-ramme.csv", _has(r"1,3 mio\. kr\.")),
    "- for none": (AL + "demo-byggesager/demo-byggesager.csv", _has("-")),
    ".. for hidden": (SL + "demo-sundhedstjenesten/demo-sundhedstjenesten.csv", _has(r"\.\.")),
    "… for not available": (SL + "demo-bl-afgoerelser/demo-afgoerelser.ods", _has("…")),
    "* for provisional": (SL + "demo-sundhedstjenesten/demo-sundhedstjenesten.csv", _has(r"\d+\*")),
    "1. kvt. 2013": (SL + "demo-politi-haervaerk/demo-haervaerk-2016.csv", _has(r"1\. kvt\. 2016")),
    "2013K1": (VJ + "demo-tjansen-timer/demo-tjansen-timer.parquet", _has("2013K1")),
    "K1 2013": (VJ + "demo-projektudvikling/demo-projektudvikling.csv", _has("K1 2013")),
    "1. halvår 2018": (SL + "demo-beboerhuse/demo-beboerhuse.csv", _has(r"1\. halvår 2018")),
    "ultimo 2014": (VJ + "demo-uu-frafald/demo-frafald.csv", _has("ultimo 2014")),
    "primo 2019": (SL + "demo-venteliste/demo-venteliste.xlsx", _has("primo 2019")),
    "1.12.2012": (VJ + "demo-jobcenter/demo-jobcenter.tsv", _has(r"1\.12\.2013")),
    "a school year": (SL + "demo-skolefravaer/demo-skolefravaer.xlsx", _has("2015/2016")),
    "a short school year": (SL + "demo-uddannelsesparate/demo-uddannelsesparate.tsv", _has("2015/16")),
    "a school year in words": (SL + "demo-skoleresultater/demo-skoleresultater.csv", _has("skoleåret 2015/2016")),
    "the year in the file's name": (
        AL + "demo-fraflytning/demo-fraflytning-2014.tsv",
        lambda path: "2014" in path.stem,
    ),
    "a year in each heading": (VJ + "demo-sekretariat/demo-sekretariat.xlsx", _has("2016")),
    "an area in three spellings": (SL + "demo-skolefravaer/demo-skolefravaer.xlsx", _all_three),
    "one file for each year": (
        SL + "demo-politi-haervaerk/demo-haervaerk-2016.csv",
        lambda path: len(list(path.parent.glob("*.csv"))) == 6,
    ),
    "a list of persons over two files": (
        SL + "demo-frivillige/demo-frivillige-2020-2021.xlsx",
        _has(r" Deltager-\d{4} "),
    ),
}
"""Habit → a file that has it, below `data/raw/`, and how it is seen there."""


@pytest.mark.parametrize("mess", MESSES)
def test_every_mess_is_in_a_file(written_project: Project, mess: str) -> None:
    name, seen = MESSES[mess]
    assert seen(written_project.raw / name), name


def test_the_table_knows_every_format_that_is_written(written_project: Project) -> None:
    written = {path.suffix for path in files(written_project)}
    assert written == {Path(name).suffix for name, _ in MESSES.values()}
    assert written == {".xlsx", ".ods", ".csv", ".tsv", ".parquet", ".sav", ".dta"}
