"""Opens a raw file by its suffix."""

from __future__ import annotations

from pathlib import Path

from helpers.intake.declaration import Source
from helpers.intake.documents import Document, Sheet, Unreadable
from helpers.intake.headings import is_declared, shown_headings

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet", ".sav", ".zsav", ".dta")


def open_document(path: Path, data: bytes, source: Source) -> Document:
    """Return the file as sheets of cells and every other text that it carries.

    Raises
    ------
    Unreadable
        If it can't be opened as what its suffix says.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".tsv", ".txt"):
        from helpers.intake.delimited import open_text

        delimiter = "tab" if suffix == ".tsv" and source.reader.delimiter == "auto" else source.reader.delimiter
        return open_text(data, source.reader.encoding, delimiter, lambda sheet: shown_headings(sheet, source))
    if suffix in (".xlsx", ".xlsm"):
        from helpers.intake.workbooks import open_xlsx

        _refuse_other_kinds(data, suffix)
        return open_xlsx(data)
    if suffix == ".ods":
        from helpers.intake.opendocuments import open_ods

        _refuse_other_kinds(data, suffix)
        return open_ods(data)
    if suffix == ".parquet":
        from helpers.intake.delimited import open_parquet

        return open_parquet(data)
    if suffix in (".sav", ".zsav", ".dta"):
        from helpers.intake.statistical import open_statistical

        return open_statistical(data, suffix, lambda text: is_declared(text, source))
    raise Unreadable(f"filtypen {suffix or 'uden endelse'} kendes ikke", f"Gem filen som {', '.join(SUFFIXES)}.")


def _refuse_other_kinds(data: bytes, suffix: str) -> None:
    """Raise Unreadable saying what a file with a workbook's suffix is, if it is empty, a web page or plain text."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip():
        raise Unreadable("filen er tom", "Hent filen igen, eller bed dataejeren sende den igen.")
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise Unreadable(
            f"filen er en webside eller XML, selv om den hedder {suffix}",
            f"Åbn filen i Excel, og gem den som {suffix}.",
        )
    is_text = b"\0" not in start and b"\n" in start and any(mark in start for mark in (b";", b",", b"\t"))
    if is_text and not start.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            f"filen er en tekstfil (CSV), selv om den hedder {suffix}",
            f"Giv filen endelsen .csv, og ret »files« i sources.yml, eller gem den som {suffix} i Excel.",
        )


def open_unread(path: Path, data: bytes) -> Document | None:
    """Return a file that no source names, for the search for personal numbers; None if it holds no text we can read."""
    try:
        return _open_unread(path.suffix.lower(), data)
    except Unreadable:
        return _lines(data)


def _open_unread(suffix: str, data: bytes) -> Document:
    if suffix in (".xlsx", ".xlsm") or (suffix != ".ods" and data.startswith(b"PK\x03\x04")):
        from helpers.intake.workbooks import open_xlsx

        return open_xlsx(data)
    if suffix == ".ods":
        from helpers.intake.opendocuments import open_ods

        return open_ods(data)
    if suffix == ".parquet":
        from helpers.intake.delimited import open_parquet

        return open_parquet(data)
    if suffix in (".sav", ".zsav", ".dta"):
        from helpers.intake.statistical import open_statistical

        return open_statistical(data, suffix, lambda _: False)
    from helpers.intake.delimited import open_text

    return open_text(data, "auto", "auto", lambda sheet: len(sheet.rows[0]) if sheet.rows else 0)


def _lines(data: bytes) -> Document | None:
    """Return the lines of what is no table, each as one cell."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not wide:
        return None
    text = data.decode("utf-16" if wide else "latin-1", "replace")
    return Document((Sheet(name=None, rows=tuple((line,) for line in text.splitlines())),))
