"""A personal number anywhere refuses the file, and the refusal never repeats it. The numbers are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from helpers.errors import PrivacyError
from raw_project import RawProject

LAST = "12" + "34"
SECRET = f"010190-{LAST}"
BARE = f"010190{LAST}"
PARTS = (SECRET, BARE, f"10190{LAST}", f"190-{LAST}", f"90{LAST}")


def workbook(change: Callable[[Workbook], None]) -> bytes:
    """Return a harmless workbook after `change`."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Tal"
    for row in (("Område", "År", "Andel"), ("Løget", 2016, 71.7), ("Nørremarken", 2016, 80)):
        sheet.append(row)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def in_cell(book: Workbook) -> None:
    book["Tal"]["D2"] = f"ring til {SECRET}"


def in_header(book: Workbook) -> None:
    book["Tal"]["D1"] = SECRET


def as_number(book: Workbook) -> None:
    book["Tal"]["D1"] = "Løbenr."
    book["Tal"]["D2"] = int(f"120365{LAST}")


def with_lost_zero(book: Workbook) -> None:
    book["Tal"]["D2"] = int(f"10190{LAST}")
    book["Tal"]["D3"] = int(f"120365{LAST}")


def in_sheet_name(book: Workbook) -> None:
    book.create_sheet(SECRET)


def in_comment(book: Workbook) -> None:
    book["Tal"]["C2"].comment = Comment(f"se {SECRET}", "Dataejer")


def in_hidden_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("Gem")
    sheet["B2"] = SECRET
    sheet.sheet_state = "veryHidden"


def in_hidden_row(book: Workbook) -> None:
    book["Tal"]["D3"] = SECRET
    book["Tal"].row_dimensions[3].hidden = True


def in_hidden_column(book: Workbook) -> None:
    book["Tal"]["D3"] = SECRET
    book["Tal"].column_dimensions["D"].hidden = True


def in_property(book: Workbook) -> None:
    book.properties.description = f"om {SECRET}"


def in_page_header(book: Workbook) -> None:
    book["Tal"].oddHeader.center.text = SECRET


def in_defined_name(book: Workbook) -> None:
    book.defined_names["navn"] = DefinedName("navn", attr_text=f'"{SECRET}"')


def in_validation(book: Workbook) -> None:
    rule = DataValidation(type="list", formula1=f'"{SECRET},andet"')
    book["Tal"].add_data_validation(rule)
    rule.add("E2")


def in_formula(book: Workbook) -> None:
    book["Tal"]["D2"] = f'=IF(A2="{SECRET}",1,2)'


def in_link(book: Workbook) -> None:
    book["Tal"]["A2"].hyperlink = f"https://example.dk/sag/{SECRET}"


OUTSIDE = "data/raw/proeve-2016/tal.xlsx: et personnummer i en tekst uden for cellerne"
WORKBOOKS = {
    in_cell: "data/raw/proeve-2016/tal.xlsx, ark Tal, række 2, kolonne D: et personnummer.",
    in_header: "data/raw/proeve-2016/tal.xlsx, ark Tal, række 1, kolonne D: et personnummer.",
    as_number: "data/raw/proeve-2016/tal.xlsx, ark Tal, række 2, kolonne D: et personnummer.",
    with_lost_zero: "data/raw/proeve-2016/tal.xlsx, ark Tal, række 2, kolonne D: et personnummer.",
    in_sheet_name: "data/raw/proeve-2016/tal.xlsx, ark nr. 2: et personnummer i arkets navn.",
    in_comment: "data/raw/proeve-2016/tal.xlsx, ark Tal, række 2, kolonne C: et personnummer i en kommentar.",
    in_hidden_sheet: "data/raw/proeve-2016/tal.xlsx, ark Gem, række 2, kolonne B: et personnummer i et skjult ark.",
    in_hidden_row: "data/raw/proeve-2016/tal.xlsx, ark Tal, række 3, kolonne D: et personnummer i en skjult række.",
    in_hidden_column: "data/raw/proeve-2016/tal.xlsx, ark Tal, række 3, kolonne D: et personnummer.",
    in_property: f"{OUTSIDE} (docProps/core.xml).",
    in_page_header: f"{OUTSIDE} (xl/worksheets/sheet1.xml).",
    in_defined_name: f"{OUTSIDE} (xl/workbook.xml).",
    in_validation: f"{OUTSIDE} (xl/worksheets/sheet1.xml).",
    in_formula: f"{OUTSIDE} (xl/worksheets/sheet1.xml).",
    in_link: f"{OUTSIDE} (xl/worksheets/_rels/sheet1.xml.rels).",
}


def assert_refused(raw: RawProject, *beginnings: str) -> None:
    """Check that the import is refused at these places, and that no message holds any part of the number."""
    faults = raw.refusal(PrivacyError)
    for beginning in beginnings:
        assert any(fault.startswith(beginning) for fault in faults), faults
    assert not [part for part in PARTS if part in "\n".join(faults)]


@pytest.mark.parametrize("change", WORKBOOKS, ids=lambda change: change.__name__)
def test_a_workbook_is_refused_wherever_the_number_stands(raw: RawProject, change: Callable[[Workbook], None]) -> None:
    raw.declare(reader={"sheet": "Tal"})
    raw.put("tal.xlsx", workbook(change))
    assert_refused(raw, WORKBOOKS[change])


def test_the_same_workbook_without_the_number_is_read(raw: RawProject) -> None:
    raw.declare(reader={"sheet": "Tal"})
    raw.put("tal.xlsx", workbook(lambda book: None))
    assert [found.value for found in raw.run().observations] == [71.7, 80.0]


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """Return the workbook with one more part in its package."""
    stream = io.BytesIO(book)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, content)
    return stream.getvalue()


def test_a_text_that_no_cell_shows_any_more_is_seen(raw: RawProject) -> None:
    raw.declare()
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    # Excel splits a text with several fonts into runs; the number is whole only when they are joined.
    texts = f'<sst xmlns="{namespace}"><si><t>Løget</t></si><si><r><t>0101</t></r><r><t>90-1234</t></r></si></sst>'
    plain = workbook(lambda book: None)
    raw.put("tal.xlsx", with_part(plain, "xl/sharedStrings.xml", texts.encode()))
    assert_refused(raw, "data/raw/proeve-2016/tal.xlsx: et personnummer i en tekst, som ingen celle viser.")


def test_a_workbook_inside_the_workbook_is_seen(raw: RawProject) -> None:
    raw.declare()
    inner = workbook(in_cell)
    raw.put("tal.xlsx", with_part(workbook(lambda book: None), "xl/embeddings/oleObject1.xlsx", inner))
    assert_refused(raw, f"{OUTSIDE} (xl/worksheets/sheet1.xml).")


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (f"Område;År;Andel;Note\nLøget;2016;71,7;{SECRET}\n", "række 2, kolonne D: et personnummer."),
        (f"Område;År;Andel;{BARE}\nLøget;2016;71,7;x\n", "række 1, kolonne D: et personnummer."),
        (f"Område;År;Andel;Nr\nLøget;2016;71,7;10190{LAST}\n", "række 2, kolonne D: et personnummer."),
        (f"Om {SECRET}\nOmråde;År;Andel\nLøget;2016;71,7\n", "række 1, kolonne A: et personnummer."),
        (f"Område;År;Andel\n{SECRET};2016;ukendt\n", "række 2, kolonne A: et personnummer."),
        ("Område;År;Andel;CPR-nr.\nLøget;2016;71,7;9999999999\n", "række 2, kolonne D: et personnummer."),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_is_refused(raw: RawProject, content: str, beginning: str, encoding: str) -> None:
    raw.declare()
    raw.put("tal.csv", content.encode(encoding))
    assert_refused(raw, f"data/raw/proeve-2016/tal.csv, {beginning}")


def test_a_file_name_is_refused_without_being_shown(raw: RawProject) -> None:
    raw.declare(files="*.csv")
    raw.put(f"tal {SECRET}.csv", "Område;År;Andel\nLøget;2016;71,7\n")
    assert_refused(raw, "data/raw/proeve-2016/(skjult navn).csv: et personnummer i navnet på filen eller mappen.")


def test_the_name_of_an_undeclared_file_is_refused_too(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", "Område;År;Andel\nLøget;2016;71,7\n")
    raw.put(f"{SECRET}/andet.pdf", b"%PDF")
    assert_refused(raw, "data/raw/proeve-2016/(skjult navn)/andet.pdf: et personnummer i navnet")


def opendocument(change: Callable[[OpenDocumentSpreadsheet, Any, Any], None]) -> bytes:
    """Return a small OpenDocument sheet after `change(document, table, cell)`."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Tal")
    cell: Any = None
    for texts in (("Område", "År", "Andel"), ("Løget", "2016", "71,7")):
        row = TableRow()
        for text in texts:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    change(document, table, cell)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def ods_comment(document: OpenDocumentSpreadsheet, table: Any, cell: Any) -> None:
    note = Annotation()
    note.addElement(P(text=SECRET))
    cell.addElement(note)


def ods_hidden_sheet(document: OpenDocumentSpreadsheet, table: Any, cell: Any) -> None:
    style = Style(name="skjult", family="table")
    style.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(style)
    hidden = Table(name="Gem", stylename=style)
    row = TableRow()
    secret = TableCell(valuetype="string")
    secret.addElement(P(text=SECRET))
    row.addElement(secret)
    hidden.addElement(row)
    document.spreadsheet.addElement(hidden)


def ods_number(document: OpenDocumentSpreadsheet, table: Any, cell: Any) -> None:
    row = TableRow()
    row.addElement(TableCell(valuetype="float", value=f"120365{LAST}"))
    table.addElement(row)


@pytest.mark.parametrize(
    ("change", "beginning"),
    [
        (ods_comment, "data/raw/proeve-2016/tal.ods, ark Tal, række 2, kolonne C: et personnummer i en kommentar."),
        (
            ods_hidden_sheet,
            "data/raw/proeve-2016/tal.ods, ark Gem, række 1, kolonne A: et personnummer i et skjult ark.",
        ),
        (ods_number, "data/raw/proeve-2016/tal.ods, ark Tal, række 3, kolonne A: et personnummer."),
    ],
)
def test_an_opendocument_sheet_is_refused(raw: RawProject, change: Any, beginning: str) -> None:
    raw.declare()
    raw.put("tal.ods", opendocument(change))
    assert_refused(raw, beginning)


def test_a_parquet_file_is_refused(raw: RawProject) -> None:
    raw.declare()
    frame = pd.DataFrame({"Område": ["Løget"], "År": [2016], "Andel": [71.7], "nr": [int(f"120365{LAST}")]})
    table = pa.Table.from_pandas(frame).replace_schema_metadata({"note": f"fra {SECRET}"})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    raw.put("tal.parquet", stream.getvalue())
    assert_refused(
        raw,
        "data/raw/proeve-2016/tal.parquet, række 2, kolonne D: et personnummer.",
        "data/raw/proeve-2016/tal.parquet: et personnummer i en dokumentegenskab.",
    )


def test_places_of_all_files_are_named_at_once_and_nothing_else(raw: RawProject) -> None:
    raw.declare(files="*.csv")
    raw.put("a.csv", f"Område;År;Andel\nUkendt;hvornår;{SECRET}\n")
    raw.put("b.csv", f"Område;År;Andel\n{SECRET};2016;1\n")
    assert [fault.split(":")[0] for fault in raw.refusal(PrivacyError)] == [
        "data/raw/proeve-2016/a.csv, række 2, kolonne C",
        "data/raw/proeve-2016/b.csv, række 2, kolonne A",
    ]


def test_amounts_invoices_and_waiting_list_numbers_are_read(raw: RawProject) -> None:
    raw.declare()
    rows = "".join(
        f"{area};2016;70;{45_000_000_00 + n};{77_000_000_00 + n};1.203.651.234\n"
        for n, area in enumerate(("Løget", "Nørremarken", "Vejle Kommune"))
    )
    raw.put("tal.csv", f"Område;År;Andel;Fakturanr.;Ventelistenr.;Beløb\n{rows}")
    assert len(raw.run().observations) == 3
