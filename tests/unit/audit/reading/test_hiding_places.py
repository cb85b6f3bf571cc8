"""Whatever lies in the public folder is read, and said where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.audit.reading import all_bytes, read
from helpers.audit.statements import Loose, Row
from hiding_places import PLACES

SENTENCE = "Deltagere i fritidsjob i Nordparken i 2021: 3 personer"


def texts(folder: Path) -> list[tuple[str, str]]:
    """Return the text of everything that is read in a folder, and its place."""
    found: list[tuple[str, str]] = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        for piece in read(file.relative_to(folder).as_posix(), file.read_bytes()):
            told = piece.text if isinstance(piece, Loose) else "; ".join(map(str, piece.cells.values()))
            found.append((" ".join(told.replace(";", "").split()), piece.path))
            assert isinstance(piece, Loose | Row)
    return found


@pytest.mark.parametrize("name", PLACES)
def test_a_sentence_is_read_wherever_it_hides(name: str, tmp_path: Path) -> None:
    where = PLACES[name](tmp_path, SENTENCE)
    assert [path for text, path in texts(tmp_path) if SENTENCE.lower() in text.lower() and path.startswith(where)], (
        texts(tmp_path)
    )


@pytest.mark.parametrize("name", PLACES)
def test_a_plain_search_of_all_bytes_finds_it_too(name: str, tmp_path: Path) -> None:
    PLACES[name](tmp_path, "sekstenfireogtyve")
    assert any(b"sekstenfireogtyve" in data for _, data in all_bytes(tmp_path))
