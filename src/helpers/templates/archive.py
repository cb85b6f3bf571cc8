"""Zip files (xlsx and ods are zip files) whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold."""


def repack(data: bytes, replace: dict[str, bytes]) -> bytes:
    """Return the zip file with the same members in the same order, without times.

    Members are stored, not compressed: compressors differ between builds of Python, and these files are small.

    Parameters
    ----------
    data
        The zip file as a library wrote it.
    replace
        Member name → content to put in its place.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            new.writestr(member, replace.get(name, old.read(name)), zipfile.ZIP_STORED)
    return target.getvalue()
