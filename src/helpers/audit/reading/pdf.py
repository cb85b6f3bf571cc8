"""PDF: text, remarks, form fields, bookmarks, metadata, attached files, and the earlier versions that lie inside."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from helpers.audit.reading.sentences import loose, tidy
from helpers.audit.statements import Loose, Piece

_END = b"%%EOF"


def read_pdf(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what a PDF tells, line by line and sentence by sentence.

    A PDF that was changed and saved keeps what stood before it; each earlier version is read too.

    Raises
    ------
    ValueError
        If it can't be opened without a password, or isn't a PDF.
    """
    yield from _version(path, data)
    for number, version in enumerate(_earlier(data), 1):
        try:
            found = list(_version(f"{path}, tidligere udgave {number} i filen", version))
        except ValueError:
            continue
        yield from found


def text_of(data: bytes) -> str:
    """Return the text of a PDF as a viewer shows it, with metadata, for a plain search."""
    return "\n".join(piece.text for piece in read_pdf("", data) if isinstance(piece, Loose))


def _earlier(data: bytes) -> Iterator[bytes]:
    position = data.find(_END)
    while position >= 0 and data.find(_END, position + 1) >= 0:
        yield data[: position + len(_END)] + b"\n"
        position = data.find(_END, position + 1)


def _version(path: str, data: bytes) -> Iterator[Piece]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it can mend is no fault; what it can't is raised
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        title = tidy(str((reader.metadata or {}).get("/Title", "")))
        about = (title,) if title else ()
        pieces: list[Piece] = []
        for number, page in enumerate(reader.pages, 1):
            pieces += _page(f"{path}, side {number}", page, about)
        pieces += _metadata(path, reader, about)
        pieces += _fields(path, reader, about)
        pieces += _attached(path, reader)
    except Exception as error:  # a broken file makes pypdf fail in many ways; none of them can be attested
        raise ValueError(f"{path}: not a PDF that can be read") from error
    yield from pieces


def _page(where: str, page: Any, about: tuple[str, ...]) -> Iterator[Piece]:
    """Yield each line, each sentence that runs over lines, and each remark of a page."""
    lines = [tidy(line) for line in str(page.extract_text()).splitlines()]
    for number, line in enumerate(lines, 1):
        yield from loose(line, f"{where}, linje {number}", about)
    single = set(lines)
    for piece in loose(" ".join(lines), where, about):
        if piece.text not in single:
            yield piece
    for remark in page.get("/Annots") or ():
        found = remark.get_object()
        for key in ("/Contents", "/T", "/TU", "/V", "/Subj", "/RC"):
            if key in found:
                yield from loose(str(found[key]), f"{where}, bemærkning", about)


def _metadata(path: str, reader: Any, about: tuple[str, ...]) -> Iterator[Piece]:
    from helpers.audit.reading.plain import read_xml

    for key, value in (reader.metadata or {}).items():
        yield from loose(str(value), f"{path}, metadata »{str(key).lstrip('/')}«", about)
    found = reader.trailer["/Root"].get("/Metadata")
    if found is not None:
        yield from read_xml(f"{path}, XMP", found.get_object().get_data())
    for entry in _flat(reader.outline):
        yield from loose(str(entry.get("/Title", "")), f"{path}, bogmærke", about)


def _flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _fields(path: str, reader: Any, about: tuple[str, ...]) -> Iterator[Piece]:
    for name, field in (reader.get_fields() or {}).items():
        yield from loose(f"{name}: {field.get('/V', '')}", f"{path}, felt »{name}«", about)


def _attached(path: str, reader: Any) -> Iterator[Piece]:
    from helpers.audit.reading.registry import read, readable

    for name, contents in reader.attachments.items():
        for content in contents:
            if not readable(name):
                raise ValueError(f"{path}!{name}: unknown kind of file")
            yield from read(f"{path}!{name}", content)
