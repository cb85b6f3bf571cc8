"""Every text of an Office package (xlsx, ods, docx …) that is no cell: properties, drawings, charts, leftovers.

Nothing here knows what a part means; all parts are searched, whether or not a library reads them. Texts that a program
or its user left there without a thought (styles, who saved the file last) are told apart, for these are searched for
personal numbers only: nearly every workbook carries the name of the employee who made it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import lxml.etree as etree
from openpyxl.utils.cell import range_boundaries

from helpers.intake.documents import Passage, Sheet

_LARGEST = 1_000_000_000
"""Bytes; a spreadsheet of a million full rows unfolds to about half of this."""
_PACKAGES = (".xlsx", ".xlsm", ".docx", ".pptx", ".ods", ".odt")
_XML = (".xml", ".rels", ".vml")
_TECHNICAL_PARTS = (
    "[Content_Types].xml", "docProps/app.xml", "xl/styles.xml", "xl/theme/", "xl/persons/", "xl/comments",
    "xl/threadedComments/", "xl/printerSettings/", "settings.xml", "META-INF/",
)  # fmt: skip
"""Comments are read at their cell; here they repeat who wrote them."""
_WRITERS = frozenset(
    {"creator", "lastModifiedBy", "manager", "absPath", "author", "initial-creator", "printed-by", "generator"}
)
"""Elements that say who made the file, and where on that person's machine."""
_TELLING = frozenset(
    {"descr", "title", "href", "Target", "prompt", "promptTitle", "error", "errorTitle", "v", "tooltip", "display",
     "string-value", "formula", "condition", "name"}
)  # fmt: skip
"""Attributes that hold what a person wrote."""
_NUMBERED = frozenset({"axId", "crossAx", "creationId", "modId"})
"""Elements whose attribute is a random number of the program's own."""
_JOINED = frozenset({"p", "si", "is", "text", "h"})
"""Elements whose text may be cut into runs of different looks."""
_LAYOUT_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d{1,2}|[A-Z&])')
_PRINTABLE = re.compile(rb"[\x20-\x7e\xa0-\xff]{8,}")
_PRINTABLE_WIDE = re.compile(rb"(?:[\x20-\xff]\x00|[\x0d\x10-\x19]\xff|[\x10-\x15]\x20){8,}")
"""Latin letters, full-width digits and dashes in UTF-16."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELL_TAGS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_CELL_VALUES = frozenset({f"{_OFFICE}value", f"{_OFFICE}date-value", f"{_OFFICE}time-value"})


def refuse_bomb(data: bytes) -> None:
    """Raise ValueError if a package would unfold to more than any delivery holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > _LARGEST:
            raise ValueError("package too large")


def package_texts(data: bytes, skip: tuple[str, ...] = ()) -> Iterator[Passage]:
    """Yield every text and attribute in the XML parts of a package, except parts whose name starts with `skip`.

    So properties, text boxes, charts' cached values, defined names and pivot caches are seen too, whether or not a
    library knows them; files embedded in the file are searched in the same way, others for what can be read in them.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for text in (package.comment, *(part.comment for part in package.infolist())):
            if text:
                yield Passage("en kommentar i filens pakke", text.decode("utf-8", "replace"))
        for name in sorted(package.namelist()):
            yield Passage("navnet på en indlejret fil", name.rsplit("/", 1)[-1])
            if not (name.startswith(skip) and name.endswith(".xml")):
                yield from _part(name, package.read(name))


def _part(name: str, content: bytes) -> Iterator[Passage]:
    if name.lower().endswith(_PACKAGES) or (
        content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content))
    ):
        yield from package_texts(content)
    elif name.lower().endswith(_XML):
        yield from _texts(name, content)
    else:
        readable = (
            *(run.decode("latin-1") for run in _PRINTABLE.findall(content)),
            *(run.decode("utf-16-le") for run in _PRINTABLE_WIDE.findall(content)),
        )
        if readable:
            yield Passage(_outside(name), "\n".join(readable), technical=True)


def _outside(name: str) -> str:
    return f"en tekst uden for cellerne ({name})"


def _parse(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))


def _texts(
    name: str, content: bytes, skip: frozenset[str] = frozenset(), shown: frozenset[str] = frozenset()
) -> Iterator[Passage]:
    root = _parse(content)
    technical = name.startswith(_TECHNICAL_PARTS)
    if root is not None and shown:
        _clear_inline(root, shown)
    for element in root.iter(etree.Element) if root is not None else ():
        if etree.QName(element).localname not in skip:
            yield from _texts_of(element, _outside(name), technical)


def _clear_inline(root: Any, shown: frozenset[str]) -> None:
    """Take out the texts that a sheet keeps in the cell itself, where a cell that was read shows that very text."""
    for cell in root.iter("{*}c"):
        # Reading aids (rPh) are shown by no cell and stay; so do attributes and whatever stands between the runs.
        parts = [*cell.iterfind("{*}is/{*}t"), *cell.iterfind("{*}is/{*}r/{*}t")]
        if parts and "".join(str(part.text or "") for part in parts) in shown:
            for part in parts:
                part.text = None


def _texts_of(element: Any, what: str, technical: bool) -> Iterator[Passage]:
    kind = etree.QName(element).localname
    technical = technical or kind in _WRITERS
    for text in (element.text, element.tail):
        if text and text.strip():
            yield Passage(what, str(text), technical=technical, is_number=kind == "v")
    if kind.endswith(("Header", "Footer")) and element.text:
        # Excel writes codes for place and font into the text: &C&"Arial,Bold"&12
        yield Passage(what, _LAYOUT_CODE.sub(" ", str(element.text)), technical=technical)
    if kind in _JOINED and len(element):
        # A text with several fonts is cut into runs; a number is whole only when they are joined.
        yield Passage(what, "".join(map(str, element.itertext())), technical=technical)
    if kind not in _NUMBERED:
        for attribute, value in element.attrib.items():
            named = etree.QName(attribute).localname
            if named != "id" or not value.isdigit():
                copied = kind == "n" and named == "v"  # a number in a pivot table's copy of its source
                yield Passage(what, str(value), technical=technical or named not in _TELLING, is_number=copied)


def sheet_extras(data: bytes, sheets: tuple[Sheet, ...]) -> Iterator[Passage]:
    """Yield what the sheets of an Excel workbook hold beside the cells that can be seen.

    Headers and footers, validation lists, links, formulas, and numbers in cells that a merge covers.

    Parameters
    ----------
    data
        The workbook.
    sheets
        Those that were read cell by cell, where their texts are searched; if the package has more sheets, the numbers
        of all are given too, and the texts that stand in none of these.
    """
    shown = _shown_texts(sheets)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        skip = frozenset({"v", "c", "row"}) if len(names) <= len(sheets) else frozenset({"c", "row"})
        for name in sorted(names):
            content = package.read(name)
            yield from _texts(name, content, skip, shown)
            if b"<mergeCell" in content:
                yield from _covered(name, content)


def _covered(name: str, content: bytes) -> Iterator[Passage]:
    root = _parse(content)
    blocks = [_corners(str(block.get("ref"))) for block in root.iter("{*}mergeCell")]
    for cell in root.iter("{*}c"):
        column, row, _, _ = _corners(str(cell.get("r") or "A1"))
        inside = (one for one in blocks if one[0] <= column <= one[2] and one[1] <= row <= one[3])
        if cell.get("t") != "s" and any((column, row) != one[:2] for one in inside):
            values = (value.text for value in cell.iter("{*}v"))
            what = f"en celle under en fletning ({name})"
            yield from (Passage(what, str(text), is_number=True) for text in values if text)


def _corners(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or 16_384, bottom or 1_048_576


def _shown_texts(sheets: tuple[Sheet, ...]) -> frozenset[str]:
    return frozenset(value for sheet in sheets for _, _, value in sheet.filled() if isinstance(value, str))


def unused_texts(data: bytes, sheets: tuple[Sheet, ...]) -> Iterator[Passage]:
    """Yield texts that lie in an Excel workbook's text table though no cell shows them any more."""
    used = _shown_texts(sheets)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "xl/sharedStrings.xml" not in package.namelist():
            return
        root = _parse(package.read("xl/sharedStrings.xml"))
    for item in root:
        text = "".join(str(part.text or "") for part in item.iter("{*}t"))
        if text not in used:
            yield Passage("en tekst, som ingen celle viser", text)


def opendocument_extras(data: bytes) -> Iterator[Passage]:
    """Yield what the content of an OpenDocument spreadsheet holds beside its cells' texts and numbers.

    Text boxes, validation lists, formulas, links, named ranges, and earlier contents kept by tracked changes.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = _parse(package.read("content.xml"))
    what = _outside("content.xml")
    for element in root.iter(etree.Element):
        shown = _is_shown(element)
        for passage in _texts_of(element, what, technical=_is_in_comment(element)):
            if not (shown and passage.text in (element.text, element.tail)) and passage.text not in _values_of(element):
                yield passage


def _is_shown(element: Any) -> bool:
    """Tell whether an element is part of what a cell shows, which is read cell by cell."""
    while element is not None and element.tag.startswith(_TEXT):
        element = element.getparent()
    return element is not None and element.tag in _CELL_TAGS


def _is_in_comment(element: Any) -> bool:
    return any(parent.tag == f"{_OFFICE}annotation" for parent in element.iterancestors())


def _values_of(element: Any) -> tuple[str, ...]:
    return tuple(str(element.get(name)) for name in _CELL_VALUES) if element.tag in _CELL_TAGS else ()
