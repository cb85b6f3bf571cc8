"""What a phone loads to search: all of a small site; of a large one the titles, and the rest when somebody asks."""

import json
import re
from typing import Any

import pytest

from helpers.audit.reading.script import read_script
from helpers.sealing.public_folder import TELLING
from helpers.website import search
from helpers.website.search import CHANGES, Indexed, index_files

SMALL = [Indexed("om.html", "Om", "da", "Om siden"), Indexed("aendringer/index.html", "Ændret", "da", "Hvad er ændret")]


def areas(count: int, words: str = "Tryghed i området ") -> list[Indexed]:
    return [Indexed(f"omraader/a{n:04}/index.html", f"Område {n}", "da", f"{words}{n}") for n in range(count)]


def data_of(script: str, name: str) -> Any:
    match = re.search(rf"window\.{name} = (.*?);\n", script, re.DOTALL)
    assert match
    return json.loads(match.group(1))


def test_a_small_site_has_one_script() -> None:
    files = dict(index_files([*areas(search.MANY), *SMALL]))
    assert sorted(files) == ["soegeindeks.js", "soegeindeks.json"]
    assert files["soegeindeks.js"] == f"window.maalbarIndex = {files['soegeindeks.json'].rstrip()};\n"


def test_a_country_has_titles_first_and_the_words_of_its_areas_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_WORDS", 2_000)
    pages = [*areas(search.MANY + 1), *SMALL]
    files = dict(index_files(reversed(pages)))
    everything = json.loads(files["soegeindeks.json"])
    first = data_of(files["soegeindeks.js"], "maalbarIndex")
    assert [{**page, "text": ""} for page in first] == [{**page, "text": ""} for page in everything]
    assert {page["address"] for page in first if page["text"]} == {page.address for page in SMALL}
    names = data_of(files["soegeindeks.js"], "maalbarIndexParts")
    assert len(names) > 2
    assert {*map(str, names), "soegeindeks.js", "soegeindeks.json"} == set(files)
    parts = [page for name in names for page in data_of(files[str(name)], "maalbarIndexPart")]
    assert parts == [page for page in everything if page["address"].startswith("omraader/")]


def test_a_page_that_speaks_of_all_areas_stands_apart_too() -> None:
    pages = [*areas(search.MANY + 1), Indexed("plan/index.html", "Planen", "da", "alle " * search.LONG), *SMALL]
    first = data_of(dict(index_files(pages))["soegeindeks.js"], "maalbarIndex")
    assert [page["address"] for page in first if page["text"]] == ["aendringer/index.html", "om.html"]
    assert sorted(dict(index_files([pages[-3], *SMALL]))) == ["soegeindeks.js", "soegeindeks.json"]


def test_publishing_writes_the_page_of_changes_anew_so_its_words_stay_in_the_script_that_is_written_with_it() -> None:
    assert {CHANGES, "soegeindeks.js"} <= TELLING
    changes = Indexed(CHANGES, "Ændret", "da", "ændret " * search.LONG)
    first = data_of(dict(index_files([*areas(search.MANY + 1), changes]))["soegeindeks.js"], "maalbarIndex")
    assert [page["address"] for page in first if page["text"]] == [CHANGES]


def test_what_a_phone_loads_at_first_does_not_grow_with_what_the_pages_say() -> None:
    short, long = (dict(index_files(areas(1_000, words)))["soegeindeks.js"] for words in ("kort", "lang " * 900))
    assert len(short) < 120_000
    assert len(long) - len(short) < 200  # the names of further parts


def test_the_attacker_reads_the_further_scripts_as_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MANY", 1)
    files = dict(index_files(areas(3, "Tryghed 2021: 80 % af 40 svar i område ")))
    pieces = list(read_script("soegeindeks-1.js", files["soegeindeks-1.js"].encode()))
    found = [piece for piece in pieces if "80 % af 40 svar" in getattr(piece, "text", "")]
    assert [piece.about for piece in found if hasattr(piece, "about")] == [(f"Område {n}",) for n in range(3)]
    assert all("omraader/a" in piece.path for piece in found)
