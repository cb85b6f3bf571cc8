"""Raw files with a text or number planted in one place: every place of a file where a personal number has been found.

Each builder takes what to plant and returns the file's name and bytes. With something harmless planted the file is a
good delivery of one figure (Bakken, 2021), so a test can show that it was the number which refused it.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
from odf.dc import Creator
from odf.draw import Frame, TextBox
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import ContentValidation, ContentValidations, ErrorMessage, Shapes, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

Built = tuple[str, bytes]
HEAD, BODY = ("Område", "År", "Trygge"), ("Bakken", 2021, 71.7)
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>{0}</a:t></a:r>'
    "<a:r><a:t>{1}</a:t></a:r></a:p></xdr:wsDr>"
)
PIVOT = (
    '<pivotCacheRecords xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><r><s v="{0}"/></r>'
    "</pivotCacheRecords>"
)
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>{0}</w:t></w:r></w:p></w:body></w:document>"
)


def xlsx(change: Callable[[Any, Any], None], name: str = "levering.xlsx") -> Built:
    """Return a workbook after `change(book, sheet)`."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Tal"
    sheet.append(HEAD)
    sheet.append(BODY)
    change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return name, stream.getvalue()


def with_part(part: str, content: str | bytes, comment: bytes = b"") -> Built:
    """Return a workbook with one more part in its package, in place of one of the same name."""
    name, data = xlsx(lambda book, sheet: None)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.namelist():
            if item != part:
                new.writestr(item, old.read(item))
        new.writestr(part, content)
        new.comment = comment
    return name, stream.getvalue()


def _set(where: str) -> Callable[[str], Built]:
    def build(planted: str) -> Built:
        def change(book: Any, sheet: Any) -> None:
            sheet[where] = planted

        return xlsx(change)

    return build


def _changed(change: Callable[[Any, Any, str], None]) -> Callable[[str], Built]:
    return lambda planted: xlsx(lambda book, sheet: change(book, sheet, planted))


def _hidden_sheet(book: Any, sheet: Any, planted: str) -> None:
    other = book.create_sheet("Gem")
    other["B2"] = planted
    other.sheet_state = "veryHidden"


def _hidden_row(book: Any, sheet: Any, planted: str) -> None:
    sheet["D1"], sheet["D2"] = "Bemærkning", planted
    sheet.row_dimensions[2].hidden = True


def _hidden_column(book: Any, sheet: Any, planted: str) -> None:
    sheet["D1"], sheet["D2"] = "Bemærkning", planted
    sheet.column_dimensions["D"].hidden = True


def _comment(book: Any, sheet: Any, planted: str) -> None:
    sheet["C2"].comment = Comment(f"se {planted}", "Dataejer")


def _core(book: Any, sheet: Any, planted: str) -> None:
    book.properties.keywords = planted


def _author(book: Any, sheet: Any, planted: str) -> None:
    book.properties.lastModifiedBy = planted


def _custom(book: Any, sheet: Any, planted: str) -> None:
    book.custom_doc_props.append(StringProperty(name="Sag", value=planted))


def _header(book: Any, sheet: Any, planted: str) -> None:
    sheet.oddHeader.center.text = planted


def _footer(book: Any, sheet: Any, planted: str) -> None:
    sheet.evenFooter.left.text = f"Udskrevet for {planted}"


def _name(book: Any, sheet: Any, planted: str) -> None:
    book.defined_names["navn"] = DefinedName("navn", attr_text=f'"{planted}"')


def _validation(book: Any, sheet: Any, planted: str) -> None:
    rule = DataValidation(type="list", formula1=f'"{planted},andet"')
    sheet.add_data_validation(rule)
    rule.add("E2")


def _formula(book: Any, sheet: Any, planted: str) -> None:
    sheet["E2"] = f'=IF(A2="{planted}",1,2)'


def _condition(book: Any, sheet: Any, planted: str) -> None:
    sheet.conditional_formatting.add("A1:A9", FormulaRule(formula=[f'$A1="{planted}"']))


def _chart(book: Any, sheet: Any, planted: str) -> None:
    chart = BarChart()
    chart.title = f"Forløb {planted}"
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=2), titles_from_data=True)
    sheet.add_chart(chart, "G2")


def _link(book: Any, sheet: Any, planted: str) -> None:
    sheet["A2"].hyperlink = f"https://example.dk/sag?id={planted}"


def _sheet_name(book: Any, sheet: Any, planted: str) -> None:
    book.create_sheet(planted.replace("/", " ")).sheet_state = "hidden"


def ods(change: Callable[[Any, Any, Any], None]) -> Built:
    """Return an OpenDocument spreadsheet after `change(document, table, cell)`; the cell is the last one."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Tal")
    cell: Any = None
    for row_of in (HEAD, BODY):
        row = TableRow()
        for value in row_of:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=str(value).replace(".", ",")))
            row.addElement(cell)
        table.addElement(row)
    change(document, table, cell)
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return "levering.ods", stream.getvalue()


def _ods_comment(planted: str) -> Built:
    def change(document: Any, table: Any, cell: Any) -> None:
        note = Annotation()
        note.addElement(Creator(text="Dataejer"))
        note.addElement(P(text=planted))
        cell.addElement(note)

    return ods(change)


def _ods_comment_writer(planted: str) -> Built:
    def change(document: Any, table: Any, cell: Any) -> None:
        note = Annotation()
        note.addElement(Creator(text=planted))
        note.addElement(P(text="ok"))
        cell.addElement(note)

    return ods(change)


def _ods_box(planted: str) -> Built:
    def change(document: Any, table: Any, cell: Any) -> None:
        shapes, frame, box = Shapes(), Frame(width="3cm", height="1cm"), TextBox()
        box.addElement(P(text=planted))
        frame.addElement(box)
        shapes.addElement(frame)
        table.addElement(shapes)

    return ods(change)


def _ods_validation(planted: str) -> Built:
    def change(document: Any, table: Any, cell: Any) -> None:
        rules, rule, message = ContentValidations(), ContentValidation(name="regel"), ErrorMessage(title="Fejl")
        message.addElement(P(text=planted))
        rule.addElement(message)
        rules.addElement(rule)
        document.spreadsheet.addElement(rules)

    return ods(change)


def _ods_formula(planted: str) -> Built:
    def change(document: Any, table: Any, cell: Any) -> None:
        row = table.childNodes[-1]
        computed = TableCell(valuetype="string", formula=f'of:=IF([.A2]="{planted}";"ja";"nej")')
        computed.addElement(P(text="nej"))
        row.addElement(computed)

    return ods(change)


def csv(text: str, name: str = "levering.csv", encoding: str = "utf-8") -> Built:
    """Return a text file."""
    return name, text.encode(encoding)


def _rows(note: str, heading: str = "Note") -> str:
    return f"{';'.join(HEAD)};{heading}\nBakken;2021;71,7;{note}\n"


def parquet(change: Callable[[pa.Table], pa.Table]) -> Built:
    """Return a Parquet file after `change(table)`."""
    table = pa.table({"Område": ["Bakken"], "År": [2021], "Trygge": [71.7]})
    stream = io.BytesIO()
    pq.write_table(change(table), stream)
    return "levering.parquet", stream.getvalue()


def _parquet_metadata(planted: str) -> Built:
    return parquet(lambda table: table.replace_schema_metadata({"note": f"fra {planted}"}))


def _parquet_column_name(planted: str) -> Built:
    return parquet(lambda table: table.append_column(planted, pa.array(["x"])))


def _parquet_column_metadata(planted: str) -> Built:
    noted = pa.field("Note", pa.string(), metadata={"om": planted})
    return parquet(lambda table: table.append_column(noted, pa.array(["x"])))


def _parquet_category(planted: str) -> Built:
    words = pa.DictionaryArray.from_arrays(pa.array([0]), pa.array(["x", planted]))
    return parquet(lambda table: table.append_column("Note", words))


def statistical(suffix: str, **texts: Any) -> Built:
    """Return an SPSS or Stata file with labels."""
    frame = pd.DataFrame({"omr": ["Bakken"], "aar": [2021.0], "trygge": [71.7], "kode": [1.0]})
    labels = {"omr": "Område", "aar": "År", "trygge": "Trygge"}
    labels |= texts.pop("labels", {})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"levering.{suffix}"
        write = pyreadstat.write_sav if suffix == "sav" else pyreadstat.write_dta
        write(frame, str(path), column_labels=[labels.get(name, "") for name in frame.columns], **texts)
        return path.name, path.read_bytes()


TEXT_PLACES: dict[str, Callable[[str], Built]] = {
    "xlsx: celle": _set("E2"),
    "xlsx: overskrift": _set("D1"),
    "xlsx: langt fra tabellen": _set("AZ90"),
    "xlsx: arkets navn": _changed(_sheet_name),
    "xlsx: kommentar": _changed(_comment),
    "xlsx: skjult ark": _changed(_hidden_sheet),
    "xlsx: skjult række": _changed(_hidden_row),
    "xlsx: skjult kolonne": _changed(_hidden_column),
    "xlsx: egenskab": _changed(_core),
    "xlsx: hvem der gemte": _changed(_author),
    "xlsx: egen egenskab": _changed(_custom),
    "xlsx: app-egenskab": lambda planted: with_part(
        "docProps/app.xml", f"<Properties><Company>{planted}</Company></Properties>"
    ),
    "xlsx: sidehoved": _changed(_header),
    "xlsx: sidefod": _changed(_footer),
    "xlsx: navngivet område": _changed(_name),
    "xlsx: rulleliste": _changed(_validation),
    "xlsx: formel": _changed(_formula),
    "xlsx: betinget format": _changed(_condition),
    "xlsx: diagramtitel": _changed(_chart),
    "xlsx: link": _changed(_link),
    "xlsx: tekstboks i to stykker": lambda planted: with_part(
        "xl/drawings/drawing9.xml", DRAWING.format(planted[:4], planted[4:])
    ),
    "xlsx: pivottabellens kopi": lambda planted: with_part(
        "xl/pivotCache/pivotCacheRecords1.xml", PIVOT.format(planted)
    ),
    "xlsx: navn på billede": lambda planted: with_part(f"xl/media/{planted}.png", b"\x89PNG"),
    "xlsx: indlejret Word-fil": lambda planted: with_part("xl/embeddings/fil.docx", _word(planted)),
    "xlsx: indlejret gammel fil": lambda planted: with_part(
        "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + f"Navn {planted} slut".encode("utf-16-le")
    ),
    "xlsx: pakkens kommentar": lambda planted: with_part("xl/media/x.txt", b"", planted.encode()),
    "ods: kommentar": _ods_comment,
    "ods: hvem der kommenterede": _ods_comment_writer,
    "ods: tekstboks": _ods_box,
    "ods: besked ved fejl": _ods_validation,
    "ods: formel": _ods_formula,
    "filens navn": lambda planted: csv(_rows("x"), f"levering {planted.replace('/', ' ')}.csv"),
    "mappens navn": lambda planted: csv(_rows("x"), f"{planted.replace('/', ' ')}/andet.txt"),
    "csv: celle": lambda planted: csv(_rows(f"ring til {planted}")),
    "csv: overskrift": lambda planted: csv(_rows("x", planted)),
    "csv: linje over tabellen": lambda planted: csv(f"# sag {planted}\n{_rows('x')}"),
    "csv: note under tabellen": lambda planted: csv(f"{_rows('x')}\nNote: {planted}\n", encoding="cp1252"),
    "tsv: celle": lambda planted: csv(_rows(planted).replace(";", "\t"), "levering.tsv"),
    "parquet: filens metadata": _parquet_metadata,
    "parquet: kolonnens navn": _parquet_column_name,
    "parquet: kolonnens metadata": _parquet_column_metadata,
    "parquet: kategori uden rækker": _parquet_category,
    "sav: variabeletiket": lambda planted: statistical("sav", labels={"kode": planted}),
    "sav: værdietiket": lambda planted: statistical("sav", variable_value_labels={"kode": {2.0: planted}}),
    "sav: note": lambda planted: statistical("sav", note=f"om {planted}"),
    "dta: filens etiket": lambda planted: statistical("dta", file_label=planted),
}
"""Where any text can stand."""


def _word(planted: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", WORD.format(planted))
    return stream.getvalue()


def _number(value: float, number_format: str = "General") -> Built:
    def change(book: Any, sheet: Any) -> None:
        sheet["E2"] = value
        sheet["E2"].number_format = number_format

    return xlsx(change)


def _under_merge(value: int) -> Built:
    name, data = xlsx(lambda book, sheet: sheet.__setitem__("E2", value))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == "xl/worksheets/sheet1.xml":
                merge = b'</sheetData><mergeCells count="1"><mergeCell ref="D2:E2"/></mergeCells>'
                content = content.replace(b"</sheetData>", merge)
            new.writestr(item, content)
    return name, stream.getvalue()


NUMBER_PLACES: dict[str, Callable[[int], Built]] = {
    "xlsx: tal": _number,
    "xlsx: tal som kommatal": lambda value: _number(float(value)),
    "xlsx: tal vist som procent": lambda value: _number(value, "0%"),
    "xlsx: tal vist med bindestreg": lambda value: _number(value, "000000-0000"),
    "xlsx: tal under en fletning": _under_merge,
    "xlsx: tal i pivottabellens kopi": lambda value: with_part(
        "xl/pivotCache/pivotCacheRecords1.xml", PIVOT.format(value).replace("<s ", "<n ")
    ),
    "csv: tal": lambda value: csv(_rows(str(value), "Nr.")),
    "parquet: tal": lambda value: parquet(lambda table: table.append_column("nr", pa.array([value]))),
    "sav: kode med etiket": lambda value: statistical("sav", variable_value_labels={"kode": {float(value): "x"}}),
}
"""Where a number can stand, with its leading zero lost."""
