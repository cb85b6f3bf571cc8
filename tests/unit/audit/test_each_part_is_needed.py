"""Take one part of the attacker away, and a planted leak slips: so the tests of the leaks can fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.audit import auditing
from helpers.audit.reading import registry
from planted_leaks import LEAKS

EQUATIONS = {
    "helpers.audit.equations._of_areas": ["total minus neighbours", "the other part of an area"],
    "helpers.audit.equations._of_periods": ["a year less its first half"],
    "helpers.audit.equations._of_links": ["the same count in a linked table"],
    "helpers.audit.auditing.told_differences": ["baseline minus midway", "a fall told in words"],
    "helpers.audit.auditing.counts_told_by_shares": ["a share that gives a hidden count of another table"],
    "helpers.audit.auditing.small_and_open": ["a share and its group without the count"],
    "helpers.audit.auditing.small_behind_rounding": ["a rounding undone by a share"],
}
UNDERSTANDING: dict[str, tuple[object, list[str]]] = {
    "helpers.audit.reading.interactive._names_places": (False, ["points whose rounds stand down the side"]),
    "helpers.audit.reading.drawing._heading": ("", ["a drawing's row under its area, in another's drawing"]),
    "helpers.audit.reading.drawing._has_a_label": (False, ["a drawing's row under its area"]),
    "helpers.audit.reading.prose.words_before": ("", ["a list after its sentence"]),
    "helpers.audit.reading.prose._beside": ((), ["a bar's value", "a meter's value"]),
    "helpers.audit.loose_words._holds_one_number": (False, ["JSON with names of its own"]),
    "helpers.audit.loose_words._has_words_of_its_own": (True, ["a number alone in a column of words"]),
    "helpers.audit.loose_words.told_by_the_title": (True, ["an entry of a list", "a figure's title"]),
    "helpers.audit.loose_words.is_the_target": (True, ["a line beside the one that is called the target"]),
    "helpers.audit.loose_words.is_a_row_of_targets": (True, ["a table with columns of its own"]),
}
"""What a part says when it is taken away, and what slips then."""
READERS = {
    ".csv": ["an earlier release that showed its neighbour", "a count in one file, hidden in another"],
    ".gz": ["told in a GZIP in a ZIP"],
    ".html": ["told in an aria-label", "told in a comment of a page", "a small number in letters"],
    ".ipynb": ["told in the metadata of a notebook's output"],
    ".jpg": ["told in EXIF of a photograph"],
    ".js": ["told in the search index as a script", "told in a script's remark"],
    ".json": ["told in JSON metadata", "told in the search index"],
    ".parquet": ["the statistics of Parquet", "a row of Parquet"],
    ".pdf": ["told in a PDF's text", "told in an earlier version inside a PDF"],
    ".png": ["told in a picture's text", "told in bytes after a picture"],
    ".svg": [
        "told in an SVG's title",
        "told in an SVG's aria-label",
        "a number beside a point of a drawing",
        "a number beside a point of a drawing as Målbar writes it",
    ],
    ".txt": ["told in a text file"],
    ".xlsx": ["told in a hidden sheet", "a number behind ..", "a value last computed behind a formula that shows .."],
    ".xml": ["told in the site map"],
    ".zip": ["told in a file in a ZIP", "a download inside a ZIP"],
}
PAIRS = [(part, name) for part, names in EQUATIONS.items() for name in names]
FILES = [(suffix, name) for suffix, names in READERS.items() for name in names]


def nothing(*_: object) -> Iterator[object]:
    return iter(())


def is_caught(folder: Path, name: str) -> bool:
    """Tell whether the report names the leak's figure at its place."""
    place, subject = LEAKS[name](folder)
    said = [str(fault) for fault in auditing.audit(folder).faults]
    return any(place in one and subject in one for one in said)


@pytest.mark.parametrize(("part", "name"), PAIRS)
def test_without_an_equation_its_leak_slips(
    part: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.audit.auditing.discovered", nothing)
    monkeypatch.setattr(part, nothing)
    assert not is_caught(tmp_path, name)


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part, (_, names) in UNDERSTANDING.items() for name in names]
)
def test_without_a_part_of_understanding_its_leak_slips(
    part: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, lambda *_: UNDERSTANDING[part][0])
    assert not is_caught(tmp_path, name)


@pytest.mark.parametrize(("suffix", "name"), FILES)
def test_without_a_reader_its_leak_slips(
    suffix: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.READERS, suffix, ())
    assert not is_caught(tmp_path, name)


def test_without_a_look_at_names_theirs_slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "EVERY_FILE", ())
    assert not is_caught(tmp_path, "the name of a file")


def test_if_estimates_were_no_numbers_theirs_would_slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.audit.columns._APPROXIMATE", frozenset({"omtrentlig"}))
    assert not is_caught(tmp_path, "an estimate that protects another")
