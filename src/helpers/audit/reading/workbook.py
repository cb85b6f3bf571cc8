"""Workbooks: every sheet, row and column also where it is hidden, and all that lies behind what is seen."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from helpers.audit.reading.sentences import loose
from helpers.audit.reading.unpacking import members
from helpers.audit.statements import Loose, Piece, Row

_SPREAD = 2
"""Cells with text that a line needs to be taken for a heading."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_workbook(path: str, data: bytes) -> Iterator[Piece]:
    """Yield the rows of all sheets with the values that lie in the file, whatever is shown of them; then the rest.

    A formula gives its text and the value last computed. Hidden sheets, rows and columns are read like any other.
    Remarks, names, properties, links, charts' and pivot tables' copies of figures, and words that no cell uses follow.

    Raises
    ------
    ValueError
        If it isn't a workbook.
    """
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl doesn't know, `_parts` reads
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data))
    except Exception as error:  # a broken file makes openpyxl fail in many ways; none of them can be attested
        raise ValueError(f"{path}: not a workbook") from error
    for sheet in values.worksheets:
        where = f"{path}, ark {sheet.title}"
        yield from loose(sheet.title, f"{where}, arkets navn")
        grid = [[cell.value for cell in line] for line in sheet.iter_rows()]
        yield from rows_of(where, grid, (sheet.title,))
        yield from _behind(where, formulas[sheet.title])
    for name, defined in formulas.defined_names.items():
        yield from loose(f"{name}: {defined.attr_text}", f"{path}, navn »{name}«")
    yield from _parts(path, data)


def rows_of(where: str, grid: Sequence[Sequence[Any]], about: tuple[str, ...]) -> Iterator[Piece]:
    """Yield the tables of a grid: a line of texts is a heading, an empty line ends a table; a lone text is loose."""
    heading: list[str] = []
    for number, line in enumerate(grid, 1):
        filled = [value for value in line if value is not None and str(value).strip()]
        if not filled:
            heading = []
        elif not heading and len(filled) >= _SPREAD and all(isinstance(value, str) for value in filled):
            heading = [str(value or "").strip() for value in line]
        elif heading:
            yield Row(_cells(heading, line), f"{where}, række {number}", about)
        else:
            yield from loose("; ".join(map(str, filled)), f"{where}, række {number}", about)


def _cells(heading: Iterable[str], line: Iterable[Any]) -> dict[str, str | float]:
    cells: dict[str, str | float] = {}
    for place, (name, value) in enumerate(zip(heading, line, strict=False), 1):
        if value is None or not str(value).strip():
            continue
        key = name or f"kolonne {place}"
        if isinstance(value, int | float) and not isinstance(value, bool):
            cells[key] = float(value)
        else:
            cells[key] = value.date().isoformat() if isinstance(value, datetime) else str(value)
    return cells


def _behind(where: str, sheet: Any) -> Iterator[Loose]:
    """Yield formulas and remarks, each with the texts of its row; and what is printed above and below."""
    for line in sheet.iter_rows():
        row = tuple(str(cell.value) for cell in line if isinstance(cell.value, str) and not _is_formula(cell.value))
        for cell in line:
            if _is_formula(cell.value):
                yield from loose(str(cell.value), f"{where}, celle {cell.coordinate}, formel", row)
            if cell.comment is not None:
                yield from loose(str(cell.comment.text), f"{where}, celle {cell.coordinate}, bemærkning", row)
            if cell.hyperlink is not None:
                shown = f"{cell.hyperlink.tooltip or ''}; {cell.hyperlink.target or ''}"
                yield from loose(shown, f"{where}, celle {cell.coordinate}, henvisning", row)
    for name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        part = getattr(sheet, name)
        for side in (part.left, part.center, part.right):
            yield from loose(side.text or "", f"{where}, side{'hoved' if 'Header' in name else 'fod'}", (sheet.title,))


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _parts(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what lies in the workbook's package besides the sheets."""
    from helpers.audit.reading.registry import read, readable

    words: list[str] = []
    for name, content in members(path, data):
        inner = name.rpartition("!")[2]
        if inner.startswith("xl/worksheets/sheet") or name.endswith((", kommentar", ", filnavn")):
            continue
        if inner == "xl/sharedStrings.xml":
            words = ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in _root(name, content)]
        elif "/pivotCache/" in inner:
            yield from _pivot(name, content)
        elif inner.endswith((".xml", ".rels", ".vml")):
            yield from _xml(name, content)
        elif readable(inner):
            yield from read(name, content)
        else:
            raise ValueError(f"{name}: unknown kind of file")
    for word in dict.fromkeys(words):
        yield from loose(word, f"{path}, fælles tekster")


def _root(name: str, content: bytes) -> Any:
    import lxml.etree as etree

    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{name}: not XML") from error


def _pivot(name: str, content: bytes) -> Iterator[Piece]:
    """Yield the lines that a pivot table keeps of its source, though the source be gone."""
    root = _root(name, content)
    for number, line in enumerate(root, 1):
        told = [str(cell.get("v")) for cell in line.iter() if cell.get("v") is not None]
        yield from loose("; ".join(told), f"{name}, linje {number}")


_SETTINGS = ("xl/styles.xml", "xl/theme/", "[Content_Types].xml", "xl/_rels/", "_rels/", "xl/calcChain.xml")


def _xml(name: str, content: bytes) -> Iterator[Piece]:
    """Yield the texts of a part: remarks, properties, a chart's copy of its figures beside its labels."""
    inner = name.rpartition("!")[2]
    if inner.startswith(_SETTINGS):
        return
    root = _root(name, content)
    if inner.startswith("xl/charts/"):
        yield from _chart(name, root)
    for element in root.iter():
        if isinstance(element.tag, str) and element.text and element.text.strip():
            yield from loose(element.text, f"{name}, <{element.tag.rpartition('}')[2]}>")
        for key, value in element.attrib.items():
            if any(sign.isalpha() for sign in str(value)) and str(key) in {"descr", "title", "name", "alt", "Target"}:
                yield from loose(str(value), f"{name}, {key}")


def _chart(name: str, root: Any) -> Iterator[Loose]:
    """Yield each point of a chart's series with its label."""
    for series in root.iter("{*}ser"):
        title = " ".join(found.text or "" for tx in series.findall("{*}tx") for found in tx.iter("{*}v"))
        labels = _points(series, "cat") or _points(series, "xVal")
        for place, value in (_points(series, "val") or _points(series, "yVal")).items():
            told = f"{labels.get(place, '')}: {value.replace('.', ',')}"
            yield from loose(told, f"{name}, punkt {place}", (title,) if title else ())


def _points(series: Any, name: str) -> dict[str, str]:
    found = series.find(f"{{*}}{name}")
    if found is None:
        return {}
    return {str(point.get("idx")): "".join(v.text or "" for v in point.iter("{*}v")) for point in found.iter("{*}pt")}
