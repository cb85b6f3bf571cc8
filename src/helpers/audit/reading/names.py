"""Names of files and folders tell too: `motalavej-aktive-foraeldre-2021-3.svg`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from helpers.audit.statements import Loose


def read_name(path: str, data: bytes) -> Iterator[Loose]:
    """Yield the file's name, with its folders, as text: as it stands, and with blanks between the words.

    The bytes aren't looked at; the argument is there because every reader takes it.
    """
    del data
    named = unquote(path.rpartition("!")[2])
    pure = PurePosixPath(named)
    folders = tuple(part for part in pure.parts[:-1])
    yield Loose(words_of(pure.name), f"{path}, filnavn", tuple(map(words_of, folders)))
    if folders and re.search(r"\d", folders[-1]):
        yield Loose(words_of(folders[-1]), f"{path}, mappenavn", tuple(map(words_of, folders[:-1])))


def words_of(name: str) -> str:
    """Return a name as words: `aktive-foraeldre_2021.svg` is `aktive foraeldre 2021`."""
    stem = re.sub(r"\.[A-Za-z][A-Za-z0-9]{0,5}$", "", name)
    return re.sub(r"[-_+\s]+", " ", stem).strip()
