"""Done when 5: a seeded person and a seeded small count stand in no byte of what is published."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.audit.reading.unpacking import all_bytes
from helpers.observations.store import read
from helpers.observations.table import Query
from helpers.paths import Project
from projects import maalbar, replace_once
from seeded import AREA, COUNT, INDICATOR, LIST, NUMBER, PERSON, YEAR

LONG = re.compile(rb"\d+[.,]\d{5,}")
REMARKS = "data/raw/slagelse-2017/demo-milepaele/demo-milepaele.csv"


@pytest.fixture(scope="module")
def published(built: Path) -> dict[str, bytes]:
    """Return every file of the site, each in every form that it unpacks to, in small letters."""
    found: dict[str, bytes] = {}
    for path, data in all_bytes(built / "_site"):
        found[path] = found.get(path, b"") + data.lower()
    return found


def spellings(word: str) -> list[bytes]:
    """Return how a word may be written in a file, in small letters."""
    small = word.lower()
    plain = small.encode("ascii", "xmlcharrefreplace"), small.encode("unicode-escape"), small.encode("punycode")
    return [
        *plain,
        small.encode("utf-8"),
        small.encode("latin-1"),
        small.encode("utf-16-le"),
        small.encode("utf-16-be"),
    ]


def holding(published: dict[str, bytes], *sought: bytes) -> set[str]:
    return {path for path, data in published.items() if any(one in data for one in sought)}


def test_the_search_sees_what_is_there(published: dict[str, bytes]) -> None:
    assert len(published) > 500
    assert holding(published, *spellings("Skælskør"))
    assert holding(published, b"demo-frivillige-navne.xlsx")  # the list is there; what stands in it isn't


def test_a_person_of_a_list_stands_nowhere(published: dict[str, bytes], built: Path) -> None:
    assert (built / LIST).is_file()
    sought = [spelling for word in PERSON for spelling in spellings(word)]
    assert holding(published, *sought) == set()
    # Nor in what the build keeps for itself.
    kept = (path for folder in ("build", "data/processed") for path in (built / folder).rglob("*") if path.is_file())
    assert [path for path in kept if any(one in path.read_bytes().lower() for one in sought)] == []


def rows(published: dict[str, bytes]) -> Iterator[dict[str, str]]:
    for path, data in published.items():
        if path.endswith("-tal.csv"):
            yield from csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")


def test_the_small_count_is_told_as_hidden(published: dict[str, bytes], built: Path) -> None:
    observations = read(Project(built), Query("slagelse-2017", areas=(AREA,), indicators=(INDICATOR,)))
    assert [row.value for row in observations if row.period_label == str(YEAR)] == [COUNT]
    told = [row for row in rows(published) if (row["område_id"], row["indikator_id"]) == (AREA, INDICATOR)]
    of_year = [row for row in told if row["periode_start"].startswith(str(YEAR))]
    assert of_year
    assert {(row["værdi"], row["tæller"], row["n"], row["skjult"]) for row in of_year} == {("..", "..", "..", "ja")}


def test_no_hidden_share_stands_anywhere_with_its_decimals(published: dict[str, bytes], built: Path) -> None:
    hidden = {
        (row["evaluering"], row["område_id"], row["indikator_id"], row["periode_slut"])
        for row in rows(published)
        if row["skjult"] == "ja"
    }
    shown = {row["værdi"][:9] for row in rows(published) if row["skjult"] == "nej"}
    sought = {
        f"{row.value:.8f}"[:9]
        for name in sorted({found[0] for found in hidden})
        for row in read(Project(built), Query(name, audience="internal"))
        if (name, row.area, row.indicator, str(row.period_end)) in hidden and row.value is not None and row.value % 0.01
    }
    sought -= {value.replace(",", ".") for value in shown}
    assert len(sought) > 5
    for path, data in published.items():
        told = {number.replace(b",", b".")[:9].decode() for number in LONG.findall(data)}
        assert told & sought == set(), path


@pytest.mark.parametrize("place", ["a list of persons", "a remark"])
def test_what_may_not_arrive_is_refused_and_left_nowhere(built: Path, tmp_path: Path, place: str) -> None:
    project = tmp_path / "projekt"
    shutil.copytree(built, project, ignore=shutil.ignore_patterns("_site", "build"))
    remark = f"Oplyst af {' '.join(PERSON[::-1])}, der hedder {PERSON[0]}."
    if place == "a remark":
        text = (project / REMARKS).read_bytes().decode("cp1252")
        (project / REMARKS).write_bytes(text.replace("Opdigtet: ", f"{remark} ", 1).encode("cp1252"))
    else:
        target = project / "data/raw/slagelse-2017/demo-frivillige/demo-frivillige-numre.csv"
        replace_once(project / "analyses/slagelse-2017/sources.yml", "demo-frivillige-*.xlsx", "demo-frivillige-*")
        target.write_text(f"Dato;Område;Deltager\n2.3.2020;Skælskør;{NUMBER}\n", encoding="utf-8")
    ran = maalbar(project, "build")
    assert ran.code == 5, ran.text
    sought = [*spellings(PERSON[0]), NUMBER.encode(), NUMBER.replace("-", "").encode()]
    assert [one for one in sought if one in ran.text.lower().encode()] == []
    assert not (project / "_site").exists()
    left = (path for folder in ("build", "data/processed") for path in (project / folder).rglob("*") if path.is_file())
    assert [path for path in left if any(one in path.read_bytes().lower() for one in sought)] == []
