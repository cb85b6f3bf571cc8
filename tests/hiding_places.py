"""Places of a published folder where a sentence can hide: each function plants one and says where it must be found.

The beginning of a place is the file's path in the folder; the rest names the spot in it.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyarrow as pa
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, PngImagePlugin
from pyarrow import parquet
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from published_site import CELLS, as_workbook, page, put

Plant = Callable[[Path, str], str]
PLACES: dict[str, Plant] = {}
"""From a name in a few words to the function that plants a sentence there."""
PAGE = "omraader/syd/midtvejs/index.html"
"""A page about another area and another round: only what is planted says what it is about."""


def place(name: str) -> Callable[[Plant], Plant]:
    def keep(plant: Plant) -> Plant:
        PLACES[name] = plant
        return plant

    return keep


def _on_page(markup: Callable[[str], str], where: str, *, head: bool = False) -> Plant:
    def plant(folder: Path, sentence: str) -> str:
        found = markup(sentence)
        put(folder, PAGE, page("syd", "2022", CELLS, "" if head else found, found if head else ""))
        return f"{PAGE}, {where}"

    return plant


PLACES |= {
    "running text": _on_page(lambda text: f"<p>Det gik godt. <b>{text}</b>. Se mere.</p>", "<p>"),
    "a heading": _on_page(lambda text: f"<h2>{text}</h2>", "<h2>"),
    "a text broken for the line's sake": _on_page(lambda text: f"<p>{text.replace('o', 'o&shy;')}</p>", "<p>"),
    "a title attribute": _on_page(lambda text: f'<abbr title="{text}">tal</abbr>', "<abbr title>"),
    "an aria-label": _on_page(lambda text: f'<div role="img" aria-label="{text}"></div>', "<div aria-label>"),
    "an alt text": _on_page(lambda text: f'<img src="x.svg" alt="{text}">', "<img alt>"),
    "a link": _on_page(lambda text: f'<a href="../tal?om={quote(text)}">tal</a>', "<a href>"),
    "an id": _on_page(lambda text: f'<p id="{text.lower().replace(" ", "-")}">tal</p>', "<p id>"),
    "a data attribute": _on_page(lambda text: f'<span data-note="{text}"></span>', "<span data-note>"),
    "JSON in a data attribute": _on_page(
        lambda text: f"<span data-point='{json.dumps({'tekst': text})}'></span>", "<span data-point>"
    ),
    "a comment of a page": _on_page(lambda text: f"<!-- {text} -->", "<!-- kommentar -->"),
    "a template": _on_page(lambda text: f"<template><p>{text}</p></template>", "<p>"),
    "a hidden element": _on_page(lambda text: f'<div hidden style="display:none">{text}</div>', "<div>"),
    "a remark in a table": _on_page(
        lambda text: (
            f"<table><tr><td colspan=4><details><summary>Sådan</summary><p>{text}</p></details></td></tr></table>"
        ),
        "tabel",
    ),
    "a page's description": _on_page(
        lambda text: f'<meta name="description" content="{text}">', "<meta content>", head=True
    ),
    "JSON-LD": _on_page(
        lambda text: f'<script type="application/ld+json">{json.dumps({"description": text})}</script>',
        "<script application/ld+json>",
        head=True,
    ),
    "a script in the page": _on_page(lambda text: f"<script>const note = {json.dumps(text)};</script>", "<script>"),
    "a hovering text": _on_page(
        lambda text: _figure_data({"type": "bar", "hovertext": [None, text.replace(" i ", "<br>i ")]}), "<script"
    ),
    "a figure's own data": _on_page(
        lambda text: _figure_data({"type": "bar", "customdata": [["a", 1], [text, 2]]}), "<script"
    ),
    "a figure's annotation": _on_page(
        lambda text: _figure_data({"type": "bar"}, {"annotations": [{"text": text}]}), "<script"
    ),
    "a picture inside the page": _on_page(
        lambda text: f'<img src="data:image/png;base64,{base64.b64encode(_png(text)).decode()}">', "<img src>"
    ),
}


def _figure_data(trace: dict[str, object], layout: dict[str, object] | None = None) -> str:
    packed = {"dtype": "f8", "bdata": base64.b64encode(np.array([20.0, 22.0]).tobytes()).decode()}
    found = {"data": [{"y": packed, **trace}], "layout": {"title": {"text": "Tal"}, **(layout or {})}}
    return f'<script type="application/json" class="figure-data">{json.dumps(found)}</script>'


def _png(text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", text, zip=True)
    sink = io.BytesIO()
    Image.new("RGB", (2, 2)).save(sink, "png", pnginfo=info)
    return sink.getvalue()


def _in_file(name: str, content: Callable[[str], str | bytes], where: str = "") -> Plant:
    def plant(folder: Path, sentence: str) -> str:
        put(folder, name, content(sentence))
        return f"{name}{where}"

    return plant


def _svg(markup: Callable[[str], str], where: str) -> Plant:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Tal</title>{}</svg>'
    return _in_file("figurer/kort.svg", lambda text: drawing.format(markup(text)), f", {where}")


PLACES |= {
    "an SVG's title": _in_file(
        "figurer/kort.svg",
        lambda text: f'<svg xmlns="http://www.w3.org/2000/svg"><title>{text}</title></svg>',
        ", <title>",
    ),
    "an SVG's description": _svg(lambda text: f"<desc>{text}</desc>", "<desc>"),
    "an SVG's aria-label": _svg(lambda text: f'<path aria-label="{text}" d="M 0 0"/>', "<path aria-label>"),
    "an SVG's text": _svg(lambda text: f"<text>{text.replace(' i ', ' <tspan>i </tspan>', 1)}</text>", "<text>"),
    "an SVG's data attribute": _svg(lambda text: f'<path data-tal="{text}"/>', "<path data-tal>"),
    "an SVG's comment": _svg(lambda text: f"<!-- {text} -->", "<!-- kommentar -->"),
    "an SVG's metadata": _svg(lambda text: f"<metadata><a>{text}</a></metadata>", "<"),
    "a style sheet": _in_file("assets/tal.css", lambda text: f"/* {text} */ p {{ color: red }}", ", bemærkning"),
    "a script's remark": _in_file("assets/tal.js", lambda text: f"// {text}\nlet x = 1;", ", bemærkning"),
    "a script's data": _in_file(
        "assets/tal.js", lambda text: f"window.data = {json.dumps([{'note': text}], ensure_ascii=True)};", ""
    ),
    "the search index": _in_file(
        "soegeindeks.json",
        lambda text: json.dumps([{"address": "om.html", "title": "Om", "text": f"Om siden. {text}. Slut."}]),
        ", om.html",
    ),
    "the search index as a script": _in_file(
        "soegeindeks.js",
        lambda text: f"window.maalbarIndex = {json.dumps([{'address': 'om.html', 'title': 'Om', 'text': text}])};",
        ", om.html",
    ),
    "JSON metadata": _in_file("data/filer/om.json", lambda text: json.dumps({"meta": {"note": text}}), ", meta.note"),
    "a text file": _in_file("data/filer/laes-mig.txt", lambda text: f"Om tallene\n\n{text}\n", ", linje 3"),
    "a file without a suffix": _in_file("LICENS", lambda text: f"{text}\n", ", linje 1"),
    "the site map": _in_file("sitemap.xml", lambda text: f"<urlset><!-- {text} --></urlset>", ", <!-- kommentar -->"),
    "a picture's text": _in_file("figurer/foto.png", _png, ", metadata »Comment«"),
    "bytes after a picture": _in_file(
        "figurer/foto.png", lambda text: _png("foto") + b"\n" + text.encode(), ", efter billedets slutning"
    ),
}


@place("EXIF of a photograph")
def _(folder: Path, sentence: str) -> str:
    exif = Image.Exif()
    exif[270] = sentence
    sink = io.BytesIO()
    Image.new("RGB", (2, 2)).save(sink, "jpeg", exif=exif)
    put(folder, "figurer/foto.jpg", sink.getvalue())
    return "figurer/foto.jpg, metadata »EXIF ImageDescription«"


@place("a file in a ZIP")
def _(folder: Path, sentence: str) -> str:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inde/note.txt", sentence)
    put(folder, "data/alt.zip", sink.getvalue())
    return "data/alt.zip!inde/note.txt, linje 1"


@place("a ZIP's comment")
def _(folder: Path, sentence: str) -> str:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("note.txt", "Intet her")
        archive.comment = sentence.encode()
    put(folder, "data/alt.zip", sink.getvalue())
    return "data/alt.zip, kommentar"


@place("a GZIP in a ZIP")
def _(folder: Path, sentence: str) -> str:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("note.txt.gz", gzip.compress(sentence.encode(), mtime=0))
    put(folder, "data/alt.zip", sink.getvalue())
    return "data/alt.zip!note.txt.gz!note.txt, linje 1"


def _notebook(folder: Path, sentence: str, *, cell: dict[str, object], metadata: dict[str, object]) -> str:
    written = {"cell_type": "code", "source": "vis(tal)", "metadata": {}, "outputs": [], **cell}
    put(folder, "notebooks/nord.ipynb", json.dumps({"nbformat": 4, "metadata": metadata, "cells": [written]}))
    return "notebooks/nord.ipynb, "


@place("a notebook's metadata")
def _(folder: Path, sentence: str) -> str:
    return _notebook(folder, sentence, cell={}, metadata={"papermill": {"parameters": {"note": sentence}}}) + "metadata"


@place("the metadata of a notebook's output")
def _(folder: Path, sentence: str) -> str:
    output = {"output_type": "display_data", "data": {}, "metadata": {"maalbar": {"tal": sentence}}}
    return _notebook(folder, sentence, cell={"outputs": [output]}, metadata={}) + "celle 1, resultat 1, metadata"


@place("a notebook's attachment")
def _(folder: Path, sentence: str) -> str:
    packed = base64.b64encode(_png(sentence)).decode()
    return (
        _notebook(folder, sentence, cell={"attachments": {"a.png": {"image/png": packed}}}, metadata={}) + "celle 1, b"
    )


def _workbook(edit: Callable[[Workbook, str], None], where: str) -> Plant:
    return _in_file(
        "data/filer/tal.xlsx", lambda text: as_workbook(CELLS[:2], lambda book: edit(book, text)), f"{where}"
    )


def _hidden_sheet(book: Workbook, text: str) -> None:
    sheet = book.create_sheet("kladde")
    sheet.append([text])
    sheet.sheet_state = "veryHidden"


def _hidden_row(book: Workbook, text: str) -> None:
    sheet = book.worksheets[0]
    sheet["A9"] = text
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["A"].hidden = True


def _remark(book: Workbook, text: str) -> None:
    book.worksheets[0]["C2"].comment = Comment(text, "kladde")


def _name(book: Workbook, text: str) -> None:
    book.defined_names["Note"] = DefinedName("Note", attr_text=f'"{text}"')


def _property(book: Workbook, text: str) -> None:
    book.custom_doc_props.append(StringProperty(name="note", value=text))


def _description(book: Workbook, text: str) -> None:
    book.properties.description = text


def _formula(book: Workbook, text: str) -> None:
    book.worksheets[0]["A9"] = f'=IF(TRUE,"..","{text}")'


def _foot(book: Workbook, text: str) -> None:
    book.worksheets[0].oddFooter.center.text = text


PLACES |= {
    "a hidden sheet": _workbook(_hidden_sheet, ", ark kladde"),
    "a hidden row and column": _workbook(_hidden_row, ", ark tal, række 9"),
    "a remark on a cell": _workbook(_remark, ", ark tal, celle C2, bemærkning"),
    "a defined name": _workbook(_name, ", navn »Note«"),
    "a workbook's own property": _workbook(_property, "!docProps/custom.xml"),
    "a workbook's description": _workbook(_description, "!docProps/core.xml"),
    "a formula behind ..": _workbook(_formula, ", ark tal, celle A9, formel"),
    "a sheet's foot": _workbook(_foot, ", ark tal, sidefod"),
}


def _pdf(sentence: str = "", **metadata: str) -> bytes:
    """Return a PDF with one line of text; Danish letters as WinAnsi has them."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(300, 100)
    font = DictionaryObject(
        {NameObject(key): NameObject(value) for key, value in
         {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}.items()}
    )  # fmt: skip
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 9 50 Td (" + sentence.encode("cp1252") + b") Tj ET")
    sheet[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    sheet[NameObject("/Contents")] = writer._add_object(stream.flate_encode())  # pyright: ignore[reportPrivateUsage]
    writer.add_metadata({f"/{key}": value for key, value in metadata.items()})
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


@place("an earlier version inside a PDF")
def _(folder: Path, sentence: str) -> str:
    writer = PdfWriter(PdfReader(io.BytesIO(_pdf(sentence))), incremental=True)
    writer.pages[0][NameObject("/Contents")] = DecodedStreamObject()
    sink = io.BytesIO()
    writer.write(sink)
    put(folder, "data/rapport.pdf", sink.getvalue())
    return "data/rapport.pdf, tidligere udgave 1"


@place("a file inside a PDF")
def _(folder: Path, sentence: str) -> str:
    writer = PdfWriter(PdfReader(io.BytesIO(_pdf())))
    writer.add_attachment("note.txt", sentence.encode())
    sink = io.BytesIO()
    writer.write(sink)
    put(folder, "data/rapport.pdf", sink.getvalue())
    return "data/rapport.pdf!note.txt"


PLACES |= {
    "a PDF's text": _in_file("data/rapport.pdf", lambda text: _pdf(text), ", side 1, linje 1"),
    "a PDF's subject": _in_file("data/rapport.pdf", lambda text: _pdf(Subject=text), ", metadata »Subject«"),
}


def _parquet(metadata: Callable[[str], dict[str, str]], columns: Callable[[str], pa.Table]) -> Callable[[str], bytes]:
    def made(text: str) -> bytes:
        table = columns(text).replace_schema_metadata(metadata(text))
        sink = io.BytesIO()
        parquet.write_table(table, sink)
        return sink.getvalue()

    return made


PLACES |= {
    "a Parquet file's metadata": _in_file(
        "data/filer/tal.parquet",
        _parquet(lambda text: {"pandas": json.dumps({"note": text})}, lambda _: pa.table({"a": [1.5]})),
        ", metadata »pandas«",
    ),
    "a word that no row of a Parquet file uses": _in_file(
        "data/filer/tal.parquet",
        _parquet(
            lambda _: {},
            lambda text: pa.table({"a": pa.DictionaryArray.from_arrays(pa.array([0, 0]), pa.array(["x", text]))}),
        ),
        ", ordliste for kolonnen a",
    ),
}
