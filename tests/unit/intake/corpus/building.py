"""Builds the files of the corpus that are no text files; each function makes the same bytes' meaning every time."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
from odf.number import DateStyle, Month, Number, NumberStyle, Text, Year
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableColumnProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import LineBreak, P
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Rows = Sequence[Sequence[Any]]
BUILDERS: dict[str, Callable[[], bytes]] = {}
"""By the case's name."""

HEADER = ("Område", "År", "Andel")
PLAIN: Rows = (HEADER, ("Løget", 2016, 71.7), ("Nørremarken", 2016, 80))


def builds(build: Callable[[], bytes]) -> Callable[[], bytes]:
    """Register a function as the builder of the case that it is named after."""
    BUILDERS[build.__name__.replace("_", "-")] = build
    return build


def sheet_of(rows: Rows = PLAIN, title: str = "Ark1") -> tuple[Workbook, Any]:
    """Return a workbook with one sheet that holds the rows."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """Return a package with one part changed, for what openpyxl can't write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text, count = re.subn(pattern, replacement, content.decode("utf-8"))
                assert count
                content = text.encode("utf-8")
            new.writestr(name, content)
    return stream.getvalue()


# --- Excel, good


@builds
def to_flettede_overskriftsraekker() -> bytes:
    book, sheet = sheet_of(
        (
            ("Tryghedsmåling", None, None, None, None),
            (),
            ("Bolig-\nområde", 2016, None, 2017, None),
            (None, "Andel", "Svar", "Andel", "Svar"),
            ("Løget", 71.7, 231, "72,5", "200"),
        )
    )
    for block in ("A1:E1", "A3:A4", "B3:C3", "D3:E3"):
        sheet.merge_cells(block)
    sheet["A3"] = "Boligområde"
    return saved(book)


@builds
def omraade_flettet_over_raekker() -> bytes:
    book, sheet = sheet_of((HEADER, ("Løget", 2016, 70), (None, 2017, 71), ("Nørremarken", 2016, 80)))
    sheet.merge_cells("A2:A3")
    return saved(book)


@builds
def aar_flettet_over_omraader() -> bytes:
    rows = (("År", "Område", "Andel"), (2016, "Løget", 70), (None, "Nørremarken", 80), (2017, "Løget", 71))
    book, sheet = sheet_of((*rows, (None, "Nørremarken", 81)))
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A5")
    return saved(book)


@builds
def tekst_tal_flettet() -> bytes:
    book, sheet = sheet_of((HEADER, ("Løget", 2016, "70"), ("Nørremarken", 2016, None)))
    sheet.merge_cells("C2:C3")
    return saved(book)


@builds
def skjult_raekke() -> bytes:
    book, sheet = sheet_of()
    sheet.row_dimensions[3].hidden = True
    return saved(book)


@builds
def filtreret_liste() -> bytes:
    book, sheet = sheet_of()
    sheet.auto_filter.ref = "A1:C3"
    sheet.auto_filter.add_filter_column(0, ["Løget"])
    sheet.row_dimensions[3].hidden = True
    return saved(book)


@builds
def skjult_kolonne() -> bytes:
    book, sheet = sheet_of()
    sheet.column_dimensions["C"].hidden = True
    return saved(book)


@builds
def skjult_kladdeark() -> bytes:
    book, _ = sheet_of()
    draft: Any = book.create_sheet("Kladde")
    draft.append(["Område", "År", "Andel"])
    draft.append(["Løget", 2016, 12])
    draft.sheet_state = "hidden"
    return saved(book)


@builds
def skjult_ark_naevnt() -> bytes:
    book, sheet = sheet_of(title="Data")
    book.create_sheet("Forside")
    sheet.sheet_state = "hidden"
    return saved(book)


@builds
def tabellen_begynder_i_c5() -> bytes:
    book, sheet = sheet_of(())
    sheet["B2"] = "Boligforeningens logo"
    for number, row in enumerate(PLAIN, start=5):
        for column, value in enumerate(row, start=3):
            sheet.cell(number, column, value)
    return saved(book)


@builds
def procentformat() -> bytes:
    book, sheet = sheet_of((HEADER, ("Løget", 2016, 0.717), ("Nørremarken", 2016, 0.8)))
    sheet["C2"].number_format = "0.0%"
    sheet["C3"].number_format = "0 %"
    return saved(book)


@builds
def procenttegn_kun_til_pynt() -> bytes:
    book, sheet = sheet_of()
    sheet["C2"].number_format = '0.0"%"'
    sheet["C3"].number_format = "0.0\\%"
    return saved(book)


@builds
def mio_i_talformatet() -> bytes:
    book, sheet = sheet_of((HEADER, ("Løget", 2016, 1.3)))
    sheet["C2"].number_format = '0.0" mio. kr."'
    return saved(book)


@builds
def tal_gemt_som_tekst() -> bytes:
    book, _ = sheet_of((HEADER, ("Løget ", "2016", "71,7"), ("Nørremarken", " 2016", "80 ")))
    return saved(book)


@builds
def excel_datoer() -> bytes:
    book, _ = sheet_of((HEADER, ("Løget", date(2016, 12, 31), 71.7), ("Løget", datetime(2017, 12, 31), 72)))  # noqa: DTZ001
    return saved(book)


@builds
def excel_datoer_fra_1904() -> bytes:
    book, sheet = sheet_of(())
    book.epoch = CALENDAR_MAC_1904
    for row in (HEADER, ("Løget", date(2016, 12, 31), 71.7)):
        sheet.append(row)
    return saved(book)


@builds
def dato_der_viser_aar() -> bytes:
    book, sheet = sheet_of((HEADER, ("Løget", date(2016, 1, 1), 71.7), ("Løget", date(2017, 3, 1), 72)))
    sheet["B2"].number_format = "yyyy"
    sheet["B3"].number_format = "[$-406]mmm\\ yyyy;@"
    return saved(book)


@builds
def formler_regnet_ud() -> bytes:
    book, _ = sheet_of((HEADER, ("Løget", 2016, 71.5), ("Nørremarken", 2016, 80)))
    return edited(saved(book), "xl/worksheets/sheet1.xml", "<v>71.5</v>", "<f>143/2</f><v>71.5</v>")


@builds
def flere_ark() -> bytes:
    book, _ = sheet_of((("Vejledning",), ("Se arket Tryghed",)), "Forside")
    other: Any = book.create_sheet("Tryghed")
    for row in PLAIN:
        other.append(row)
    return saved(book)


@builds
def aaret_i_arkets_navn() -> bytes:
    book, _ = sheet_of((("Område", "Andel"), ("Løget", 71.7)), "Tryghed 2016")
    return saved(book)


@builds
def kommentarer_og_farver() -> bytes:
    book, sheet = sheet_of()
    sheet["C2"].comment = Comment("Foreløbigt, siger politiet", "Sekretariatet")
    return saved(book)


@builds
def formaterede_tomme_raekker() -> bytes:
    book, sheet = sheet_of()
    for row in range(4, 60):
        sheet.cell(row, 3).number_format = "0.0"
        sheet.cell(row, 1, " ")
    return saved(book)


@builds
def makroprojektmappe() -> bytes:
    return saved(sheet_of()[0])


# --- OpenDocument, good


def ods_cell(value: object, **attributes: Any) -> TableCell:
    """Return an OpenDocument cell as LibreOffice writes it."""
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=repr(value), **attributes)
    if value is None:
        return TableCell(**attributes)
    cell = TableCell(valuetype="string", **attributes)
    cell.addElement(P(text=str(value)))
    return cell


def ods_saved(
    rows: Iterable[Iterable[Any]], document: Any = None, columns: Iterable[Any] = (), hidden: Iterable[int] = ()
) -> bytes:
    """Return an OpenDocument sheet; cells may be values or finished elements."""
    document = document or OpenDocumentSpreadsheet()
    table = Table(name="Ark1")
    for column in columns:
        table.addElement(column)
    for number, cells in enumerate(rows):
        row = TableRow(visibility="collapse") if number in set(hidden) else TableRow()
        for cell in cells:
            row.addElement(cell if hasattr(cell, "qname") else ods_cell(cell))
        table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1_048_000))
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


@builds
def libreoffice() -> bytes:
    return ods_saved(
        (HEADER, ("Løget", 2016, 71.7), ("Nørremarken", 2016, TableCell(valuetype="percentage", value="0.8")))
    )


@builds
def libreoffice_flettet_overskrift() -> bytes:
    broken = TableCell(valuetype="string", numberrowsspanned=2)
    text = P(text="Bolig")
    text.addElement(LineBreak())
    text.addText("område")
    broken.addElement(text)
    return ods_saved(
        (
            (broken, ods_cell("2016", numbercolumnsspanned=2), CoveredTableCell()),
            (CoveredTableCell(), "Trygge", "Svar"),
            ("Løget", 115, 160),
        )
    )


@builds
def libreoffice_dato_der_viser_aar() -> bytes:
    document: Any = OpenDocumentSpreadsheet()
    for name, parts in (("N1", (Year(style="long"),)), ("N2", (Month(), Text(text=" "), Year(style="long")))):
        shown = DateStyle(name=name)
        for part in parts:
            shown.addElement(part)
        document.automaticstyles.addElement(shown)
        document.automaticstyles.addElement(Style(name=f"c{name}", family="table-cell", datastylename=name))
    year = TableCell(valuetype="date", datevalue="2016-01-01", stylename="cN1")
    month = TableCell(valuetype="date", datevalue="2017-03-01", stylename="cN2")
    day = TableCell(valuetype="date", datevalue="2018-03-01")
    return ods_saved((HEADER, ("Løget", year, 70), ("Løget", month, 71), ("Løget", day, 72)), document)


@builds
def libreoffice_mio_i_talformatet() -> bytes:
    document: Any = OpenDocumentSpreadsheet()
    shown = NumberStyle(name="N1")
    shown.addElement(Number(minintegerdigits=1))
    shown.addElement(Text(text=" mio. kr."))
    document.automaticstyles.addElement(shown)
    document.automaticstyles.addElement(Style(name="c1", family="table-cell", datastylename="N1"))
    columns = (TableColumn(numbercolumnsrepeated=2), TableColumn(defaultcellstylename="c1"))
    return ods_saved((HEADER, ("Løget", 2016, 1.3)), document, columns)


@builds
def libreoffice_skjult_kolonne_og_raekke() -> bytes:
    document: Any = OpenDocumentSpreadsheet()
    style = Style(name="co1", family="table-column")
    style.addElement(TableColumnProperties(columnwidth="2cm"))
    document.automaticstyles.addElement(style)
    columns = (TableColumn(numbercolumnsrepeated=2, stylename="co1"), TableColumn(visibility="collapse"))
    return ods_saved(PLAIN, document, columns, hidden=(2,))


# --- Parquet and statistics programs, good


@builds
def parquet_enkelt_praecision() -> bytes:
    stream = io.BytesIO()
    frame = pd.DataFrame({"Område": ["Løget", "Nørremarken"], "År": [2016, 2016], "Andel": [71.7, None]})
    frame.astype({"Andel": "float32", "Område": "category"}).to_parquet(stream)
    return stream.getvalue()


@builds
def parquet_med_datoer() -> bytes:
    stream = io.BytesIO()
    days = pd.to_datetime(["2016-12-31", "2017-12-31"])
    pd.DataFrame({"Område": ["Løget", "Løget"], "År": days, "Andel": [71.7, 72.0]}).to_parquet(stream)
    return stream.getvalue()


def statistical(write: Callable[..., None], suffix: str, frame: pd.DataFrame, **about: Any) -> bytes:
    """Return what `write` puts into a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"tal.{suffix}"
        write(frame, str(path), **about)
        return path.read_bytes()


@builds
def spss_med_etiketter() -> bytes:
    frame = pd.DataFrame({"omr": [1.0, 2.0], "aar": [2016.0, 2016.0], "q7": [71.7, 80.0]})
    return statistical(
        pyreadstat.write_sav,
        "sav",
        frame,
        column_labels={"omr": "Område", "aar": "År", "q7": "Andel"},
        variable_value_labels={"omr": {1: "Løget", 2: "Nørremarken"}},
    )


@builds
def spss_med_manglende_koder() -> bytes:
    frame = pd.DataFrame({"Omr": ["Løget", "Nørremarken"], "Aar": [2016.0, 2016.0], "Andel": [71.7, 99.0]})
    return statistical(
        pyreadstat.write_sav, "sav", frame, missing_ranges={"Andel": [98, 99]}, column_labels={"Omr": "Område"}
    )


@builds
def spss_pakket_med_datoer() -> bytes:
    frame = pd.DataFrame({"Omr": ["Løget"], "Aar": [date(2016, 12, 31)], "Andel": [71.7]})
    return statistical(pyreadstat.write_sav, "zsav", frame, compress=True)


@builds
def stata_kvartaler() -> bytes:
    frame = pd.DataFrame({"omr": ["Løget", "Løget"], "kvt": [224.0, 225.0], "antal": [3, 4]})
    return statistical(pyreadstat.write_dta, "dta", frame, variable_format={"kvt": "%tq"})


@builds
def stata_enkelt_praecision() -> bytes:
    frame = pd.DataFrame({"omr": [1, 2], "aar": [2016, 2016], "andel": [71.7, float("nan")]})
    stream = io.BytesIO()
    labels = {"omr": {1: "Løget", 2: "Nørremarken"}}
    frame.astype({"andel": "float32"}).to_stata(stream, write_index=False, value_labels=labels, version=118)
    return stream.getvalue()


# --- faulty


@builds
def dato_i_talkolonnen() -> bytes:
    moment = datetime(2017, 5, 7, 13, 30)  # noqa: DTZ001 - Excel has no zones
    return saved(sheet_of((HEADER, ("Løget", 2016, date(2016, 2, 1)), ("Løget", 2017, moment)))[0])


@builds
def formel_uden_vaerdi() -> bytes:
    return saved(sheet_of((HEADER, ("Løget", 2016, "=SUM(A1:A2)")))[0])


@builds
def formel_med_fejl() -> bytes:
    return saved(sheet_of((HEADER, ("Løget", 2016, "#DIV/0!"), ("Løget", 2017, "#N/A"), ("Løget", 2018, "#REF!")))[0])


@builds
def sandt_eller_falsk() -> bytes:
    return saved(sheet_of((HEADER, ("Løget", 2016, True)))[0])


@builds
def to_synlige_ark() -> bytes:
    book, _ = sheet_of()
    book.create_sheet("Ark2")
    return saved(book)


@builds
def arket_doebt_om() -> bytes:
    return saved(sheet_of(title="Tryghed ny")[0])


@builds
def aarstal_i_datocelle() -> bytes:
    book, sheet = sheet_of((HEADER, ("Løget", 2016, 71.7)))
    sheet["B2"].number_format = "dd-mm-yyyy"
    return saved(book)


@builds
def procent_i_antalskolonne() -> bytes:
    book, sheet = sheet_of((HEADER, ("Løget", 2016, 0.12)))
    sheet["C2"].number_format = "0%"
    return saved(book)


@builds
def overskrift_ikke_flettet() -> bytes:
    return saved(
        sheet_of((("Område", "År", "Besvarelser", None), (None, None, "Trygge", "I alt"), ("Løget", 2016, 1, 2)))[0]
    )


@builds
def skaaret_over() -> bytes:
    return saved(sheet_of()[0])[:2000]


@builds
def adgangskode() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@builds
def gammelt_excel() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@builds
def csv_kaldt_xlsx() -> bytes:
    return "Område;År;Andel\nLøget;2016;71,7\n".encode()


@builds
def xlsx_kaldt_csv() -> bytes:
    return saved(sheet_of()[0])


@builds
def websidetabel() -> bytes:
    return b"<html><table><tr><td>Omr\xe5de</td><td>Andel</td></tr></table></html>\r\n"


@builds
def libreoffice_formel_med_fejl() -> bytes:
    return ods_saved((HEADER, ("Løget", 2016, "#DIV/0!"), ("Løget", 2017, "Err:502")))


@builds
def spss_ved_ikke() -> bytes:
    frame = pd.DataFrame({"Omr": ["Løget"], "Aar": [2016.0], "Andel": [98.0]})
    return statistical(pyreadstat.write_sav, "sav", frame, variable_value_labels={"Andel": {98: "Ved ikke"}})


@builds
def stata_skaaret_over() -> bytes:
    return BUILDERS["stata-kvartaler"]()[:-40]


@builds
def parquet_med_forkerte_kolonner() -> bytes:
    stream = io.BytesIO()
    pd.DataFrame({"omraade": ["Løget"], "aar": [2016], "andel": [71.7]}).to_parquet(stream)
    return stream.getvalue()
