"""Every byte that is published, decompressed: for readers of archives, and for a plain search of everything."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

MOST_BYTES = 1 << 30
"""A member that swells beyond this isn't unpacked: nobody can attest it."""
DEEPEST = 6
"""Archives inside archives beyond this aren't unpacked either."""

_DATA_URI = re.compile(rb"data:[\w.+/-]*(?:;[\w.=+-]+)*;base64,([A-Za-z0-9+/=%\s]{8,})")
_LONG_BASE64 = re.compile(rb'"((?:[A-Za-z0-9+/]{4}|\\/){10,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)(?:\\n)?"')


def all_bytes(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a folder in the order of its names, each as it is and in every form it decompresses to.

    A ZIP (a workbook too) yields its members, GZIP its content, PDF its streams, PNG its packed texts, Parquet its
    values; text is given once more with JSON's, HTML's and addresses' ways of writing letters undone. The path says
    how: `a.zip!b.csv`. Names of files and members are given as bytes too, so that a plain search of what is yielded
    misses nothing.
    """
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        yield f"{name}, filnavn", name.encode("utf-8")
        yield from forms(name, file.read_bytes())


def forms(path: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield some bytes and everything that can be unpacked from them.

    Raises
    ------
    ValueError
        If an archive is nested too deep or its content too large.
    """
    yield path, data
    if depth > DEEPEST:
        raise ValueError(f"{path}: archives inside archives")
    for name, content in unpacked(path, data):
        yield from forms(name, content, depth + 1)
    for name, content in _other_spellings(path, data):
        yield name, content


def unpacked(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what lies packed inside some bytes, one layer; told by the bytes, not by the name."""
    if data.startswith(b"PK\x03\x04") or (b"PK\x05\x06" in data[-70000:] and zipfile.is_zipfile(io.BytesIO(data))):
        yield from members(path, data)
    elif data.startswith(b"\x1f\x8b"):
        yield f"{path}!indhold", inflated(path, data)
    elif data.startswith(b"%PDF"):
        yield from _pdf_streams(path, data)
    elif data.startswith(b"\x89PNG"):
        yield from _png_texts(path, data)
    elif data.startswith(b"PAR1"):
        yield f"{path}!værdier", _parquet_values(data)
    else:
        yield from _in_text(path, data)


def members(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a ZIP, `path!member`, and what lies in it beside them: its comment, each member's extra.

    Raises
    ------
    ValueError
        If it is broken, locked with a password, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise ValueError(f"{path}: too large to unpack")
            yield f"{path}, kommentar", archive.comment
            for info in archive.infolist():
                yield f"{path}!{info.filename}, filnavn", info.filename.encode("utf-8") + b"\n" + info.comment
                if not info.is_dir():
                    yield f"{path}!{info.filename}", archive.read(info)
    # zipfile raises RuntimeError for a locked archive and NotImplementedError for a way of packing that it can't undo.
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise ValueError(f"{path}: can't be unpacked") from error


def inflated(path: str, data: bytes) -> bytes:
    """Return the content of a GZIP.

    Raises
    ------
    ValueError
        If it is broken or too large.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path}: can't be unpacked") from error
    if len(content) > MOST_BYTES:
        raise ValueError(f"{path}: too large to unpack")
    return content


def _pdf_streams(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each stream of a PDF that Flate packs, whatever points at it, and the text as a viewer sees it."""
    for number, found in enumerate(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL), 1):
        try:
            yield f"{path}!strøm {number}", zlib.decompressobj().decompress(found[1], MOST_BYTES)
        except zlib.error:
            continue
    from helpers.audit.reading.pdf import text_of

    yield f"{path}!tekst", text_of(data).encode("utf-8", errors="replace")


def _png_texts(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield PNG's packed texts."""
    position = 8
    while position + 8 <= len(data):
        length, kind = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        chunk = data[position + 8 : position + 8 + length]
        if kind in {b"zTXt", b"iTXt"}:
            packed = chunk[max(chunk.find(b"\x78"), 0) :]
            try:
                yield f"{path}!{kind.decode()}", zlib.decompressobj().decompress(packed, MOST_BYTES)
            except zlib.error:
                yield f"{path}!{kind.decode()}", chunk
        position += 12 + length


def _parquet_values(data: bytes) -> bytes:
    from helpers.audit.reading.parquet import text_of

    return text_of(data).encode("utf-8", errors="replace")


def _in_text(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what pages and notebooks carry in base64: pictures, packed arrays."""
    for pattern, what in ((_DATA_URI, "data-adresse"), (_LONG_BASE64, "base64")):
        for number, found in enumerate(pattern.finditer(data), 1):
            try:
                packed = re.sub(rb"\s|\\n|\\", b"", unquote_to_bytes(found[1]))
                yield f"{path}!{what} {number}", base64.b64decode(packed, validate=True)
            except (binascii.Error, ValueError):
                continue


def _other_spellings(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield text once more as a reader's program understands it, where that differs."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield from _wide_text(path, data)
        return
    if "\\u" in text or '\\"' in text:
        plain = re.sub(r"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*", lambda found: str(json.loads(f'"{found[0]}"')), text)
        yield f"{path}, uden skråstreger", plain.encode("utf-8", errors="replace")
    if "&" in text and "<" in text:
        yield f"{path}, uden koder", html.unescape(text).encode("utf-8", errors="replace")
    if re.search(r"%[0-9A-Fa-f]{2}", text):
        yield f"{path}, uden procenttegn", unquote_to_bytes(text)
    if "<" in text:
        bare = html.unescape(re.sub(r"<[^<>]*>", "", text)).replace("\u00ad", "").replace("\u200b", "")
        yield f"{path}, uden mærker", bare.encode("utf-8", errors="replace")


def _wide_text(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield UTF-16 and Latin-1 as UTF-8; pictures and fonts become nonsense that hurts no search."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield f"{path}, UTF-16", data.decode("utf-16", errors="replace").encode("utf-8")
    elif b"\0" not in data[:1000]:
        yield f"{path}, Latin-1", data.decode("latin-1").encode("utf-8")
