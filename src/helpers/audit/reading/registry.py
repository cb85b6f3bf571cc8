"""Which reader reads which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from helpers.audit.reading.archive import read_gzip, read_zip
from helpers.audit.reading.delimited import read_csv
from helpers.audit.reading.images import read_image
from helpers.audit.reading.markup import read_tables
from helpers.audit.reading.names import read_name
from helpers.audit.reading.notebook import read_notebook
from helpers.audit.reading.parquet import read_parquet
from helpers.audit.reading.pdf import read_pdf
from helpers.audit.reading.plain import read_style, read_text, read_xml
from helpers.audit.reading.prose import read_prose
from helpers.audit.reading.script import read_script
from helpers.audit.reading.shapes import read_any_json
from helpers.audit.reading.svg import read_svg
from helpers.audit.reading.workbook import read_workbook
from helpers.audit.statements import Piece

Reader = Callable[[str, bytes], Iterable[Piece]]

READERS: dict[str, tuple[Reader, ...]] = {
    "": (read_text,),  # CNAME, SHA256SUMS
    ".css": (read_style,),
    ".csv": (read_csv,),
    ".gif": (read_image,),
    ".gz": (read_gzip,),
    ".htm": (read_tables, read_prose),
    ".html": (read_tables, read_prose),
    ".ico": (read_image,),
    ".ipynb": (read_notebook,),
    ".jpeg": (read_image,),
    ".jpg": (read_image,),
    ".js": (read_script,),
    ".json": (read_any_json,),
    ".md": (read_text,),
    ".mjs": (read_script,),
    ".parquet": (read_parquet,),
    ".pdf": (read_pdf,),
    ".png": (read_image,),
    ".svg": (read_svg,),
    ".tsv": (read_csv,),
    ".txt": (read_text,),
    ".webmanifest": (read_any_json,),
    ".webp": (read_image,),
    ".xlsm": (read_workbook,),
    ".xlsx": (read_workbook,),
    ".xml": (read_xml,),
    ".zip": (read_zip,),
}
"""From a suffix, in small letters, to the functions that read such files; each reads another thing in them."""
EVERY_FILE: tuple[Reader, ...] = (read_name,)
"""Readers that look at each file whatever its kind: its name, for one."""


def readable(path: str) -> bool:
    """Tell whether the file can be attested at all."""
    return PurePosixPath(path).suffix.lower() in READERS


def read(path: str, data: bytes) -> Iterator[Piece]:
    """Yield what every reader that is meant for the file makes of it.

    Raises
    ------
    ValueError
        If the file isn't what its suffix says.
    """
    for reader in (*READERS.get(PurePosixPath(path).suffix.lower(), ()), *EVERY_FILE):
        yield from reader(path, data)
