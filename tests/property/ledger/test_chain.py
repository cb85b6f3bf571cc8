"""Whatever is done to the ledger's bytes: it is read as it was written, or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.errors import SealedError
from helpers.ledger import chain
from helpers.ledger.entries import Entry
from helpers.paths import Project

TEXTS = st.text(max_size=8)
NOTES = st.lists(TEXTS, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that every example writes anew."""
    return tmp_path_factory.mktemp("protokol")


def written(folder: Path, notes: list[str]) -> tuple[Project, tuple[Entry, ...]]:
    project = Project(folder)
    chain.ledger_file(project).unlink(missing_ok=True)
    chain.head_file(project).unlink(missing_ok=True)
    for note in notes:
        entry = Entry(0, "", "amendment", date(2020, 1, 1), "proeve", "baseline", 1, note, changed=(note,))
        chain.append(project, chain.following(chain.read_ledger(project), entry))
    return project, chain.read_ledger(project)


@settings(max_examples=60, deadline=None)
@given(notes=NOTES, place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_one_other_byte_is_seen(folder: Path, notes: list[str], place: int, byte: int) -> None:
    project, entries = written(folder, notes)
    path = chain.ledger_file(project)
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    path.write_bytes(data)
    try:
        assert chain.read_ledger(project) == entries  # the same byte, or another kind of line break
    except SealedError:
        return


@settings(max_examples=40, deadline=None)
@given(notes=st.lists(TEXTS, min_size=2, max_size=4), chosen=st.data())
def test_lines_that_are_fewer_or_in_another_order_are_refused(
    folder: Path, notes: list[str], chosen: st.DataObject
) -> None:
    project, _ = written(folder, notes)
    path = chain.ledger_file(project)
    lines = path.read_bytes().split(b"\n")[:-1]
    kept = chosen.draw(st.lists(st.sampled_from(range(len(lines))), unique=True, max_size=len(lines)))
    path.write_bytes(b"".join(lines[number] + b"\n" for number in kept))
    if kept == list(range(len(lines))):
        assert len(chain.read_ledger(project)) == len(lines)
    else:
        with pytest.raises(SealedError):
            chain.read_ledger(project)
