"""What a picture carries besides its pixels: text chunks, EXIF, XMP, comments, and bytes after its end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.audit.reading.sentences import loose
from helpers.audit.statements import Loose

_PRINTED = re.compile(rb"[\x20-\x7e\xa0-\xff\r\n\t]{6,}")
_NAMED = {270: "ImageDescription", 37510: "UserComment", 40092: "XPComment", 40091: "XPTitle", 40095: "XPSubject"}
_TEXT_BLOCKS = {0x8769, 0x8825, 0xA005}
"""Parts of EXIF that lie in a table of their own: the exposure, the place, the interoperability."""


def read_image(path: str, data: bytes) -> Iterator[Loose]:
    """Yield the metadata of a PNG, JPEG, GIF, WebP, TIFF or icon.

    Pixels aren't read: a picture of a number can't be attested by reading, only by not publishing pictures of figures.

    Raises
    ------
    ValueError
        If the bytes aren't a picture.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            found = {**image.info, **getattr(image, "text", {})}
            found.update(_exif(image.getexif()))
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError(f"{path}: not a picture") from error
    for key, value in sorted(found.items(), key=lambda pair: str(pair[0])):
        yield from loose(_text(value), f"{path}, metadata »{key}«")
    yield from _after_the_end(path, data)


def _exif(exif: Any) -> Mapping[str, object]:
    tables = [exif, *(exif.get_ifd(block) for block in sorted(_TEXT_BLOCKS))]
    return {f"EXIF {_NAMED.get(tag, tag)}": value for table in tables for tag, value in table.items()}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return _decoded(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {_text(part)}" for key, part in value.items())
    return str(value)


def _decoded(value: bytes) -> str:
    """Return bytes as text; Windows writes its comments in UTF-16, EXIF puts eight letters before its own."""
    body = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0")
    if body.count(b"\0") > len(body) // 3:
        return body.decode("utf-16-le", errors="ignore").rstrip("\0")
    return body.decode("utf-8", errors="ignore")


def _after_the_end(path: str, data: bytes) -> Iterator[Loose]:
    """Yield text that lies after a PNG's or JPEG's last byte, where no viewer looks."""
    if data.startswith(b"\x89PNG"):
        end = data.find(b"IEND\xaeB`\x82") + 8
    elif data.startswith(b"\xff\xd8"):
        end = data.rfind(b"\xff\xd9") + 2
    else:
        return
    for run in _PRINTED.findall(data[end:]):
        yield from loose(run.decode("utf-8", errors="ignore"), f"{path}, efter billedets slutning")
