"""Only changed files are read again, and nothing that a killed run or a person leaves behind is taken for a reading."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.errors import DataError, PrivacyError
from helpers.intake import file_cache, gathering
from helpers.intake.documents import Document
from helpers.intake.examining import examine
from helpers.intake.findings import Located
from helpers.intake.reading import CheckedTables, checked
from raw_project import PLAN, REGISTRY, RawProject
from unit.measurement.cases import seen

GOOD = "Område;År;Andel\nLøget;2016;71,7\nNørremarken;2016;..\nVejle Kommune;2016;75*\n\nEn note;;\n"
OTHER = "Område;År;Andel\nLøget;2017;70\n"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are opened from now on."""
    names: list[str] = []
    true = gathering.open_document

    def seen(path: Path, data: bytes, source: object) -> Document:
        names.append(path.name)
        return true(path, data, source)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "open_document", seen)
    return names


@pytest.fixture
def two(raw: RawProject) -> RawProject:
    """Return a project with two good files of one source."""
    raw.declare(files="*.csv")
    raw.put("en.csv", GOOD)
    raw.put("to.csv", OTHER)
    return raw


def entries(raw: RawProject) -> list[Path]:
    return sorted((raw.project.processed / PLAN.id / "read").glob("*"))


def test_what_has_not_changed_is_not_opened_again(two: RawProject, opened: list[str]) -> None:
    first = two.run()
    assert opened == ["en.csv", "to.csv"]
    assert two.run() == first
    assert opened == ["en.csv", "to.csv"]
    assert len(entries(two)) == 2


def test_only_the_changed_file_is_read_again(two: RawProject, opened: list[str]) -> None:
    two.run()
    two.put("to.csv", OTHER.replace("70", "69"))
    opened.clear()
    values = [one.value for one in two.run().observations if one.area == "loeget"]
    assert (opened, values) == (["to.csv"], [71.7, 69.0])
    assert len(entries(two)) == 2, "what nobody needs any more is deleted"


def test_rules_over_several_files_hold_for_kept_readings_too(two: RawProject) -> None:
    two.run()
    two.put("to.csv", OTHER.replace("2017", "2016"))
    with pytest.raises(DataError, match="står også i"):
        two.run()


def test_another_name_of_the_same_bytes_is_another_file(two: RawProject, opened: list[str]) -> None:
    two.run()
    (two.raw / "to.csv").rename(two.raw / "tre.csv")
    opened.clear()
    assert {one.file for one in two.run().observations} == {"proeve-2016/en.csv", "proeve-2016/tre.csv"}
    assert opened == ["tre.csv"]


@pytest.mark.parametrize("what", ["declaration", "plan", "registry", "code", "library"])
def test_a_reading_is_kept_for_as_long_as_all_that_it_rests_on(
    two: RawProject, opened: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    two.run()
    opened.clear()
    plan, registry = PLAN, REGISTRY
    if what == "declaration":
        text = two.sources_file.read_text(encoding="utf-8")
        two.sources_file.write_text(text.replace('"Andel"', '" Andel "'), encoding="utf-8")
    elif what == "plan":
        plan = PLAN.model_copy(update={"areas": ("loeget",)})
    elif what == "registry":
        first, *others = REGISTRY.areas
        area = first.model_copy(update={"aliases": (*first.aliases, "Løgetparken")})
        registry = REGISTRY.model_copy(update={"areas": (area, *others)})
    else:
        monkeypatch.setattr(file_cache, "code_stamp" if what == "code" else "_libraries", lambda: "other")
    checked(examine(two.project, plan, registry))
    assert opened == ["en.csv", "to.csv"]


def damage(content: bytes, how: int) -> bytes:
    """Return an entry cut short, changed in one place, emptied or doubled; a seed for each way."""
    chance = random.Random(how)
    place = chance.randrange(len(content))
    return (
        content[:place],
        content[:place] + bytes([content[place] ^ 1 << chance.randrange(7)]) + content[place + 1 :],
        content + content,
        content.replace(b"71.7", b"17.7"),
        b"",
    )[how % 5]


@pytest.mark.parametrize("how", range(60))
def test_a_damaged_entry_is_read_as_none(two: RawProject, opened: list[str], how: int) -> None:
    first = two.run()
    whole = {path: path.read_bytes() for path in entries(two)}
    path = next(path for path in whole if b"71.7" in whole[path])
    path.write_bytes(damage(whole[path], how))
    assert path.read_bytes() != whole[path]
    opened.clear()
    assert two.run() == first
    assert opened == ["en.csv"]
    assert {path: path.read_bytes() for path in entries(two)} == whole


def test_a_run_killed_while_it_writes_leaves_nothing_that_counts(two: RawProject, opened: list[str]) -> None:
    first = two.run()
    (path, _) = entries(two)
    path.rename(path.with_name(f".{path.name}.abc"))
    opened.clear()
    assert two.run() == first
    assert len(opened) == 1


def test_files_at_fault_are_not_kept_and_good_ones_beside_them_are(two: RawProject, opened: list[str]) -> None:
    two.put("to.csv", OTHER.replace("70", "mange"))
    two.refusal(DataError)
    two.refusal(DataError)
    assert opened == ["en.csv", "to.csv", "to.csv"]


def test_nothing_is_kept_where_a_file_is_refused(two: RawProject) -> None:
    number = "-".join(("010170", "1234"))
    two.put("to.csv", OTHER.replace("Løget", number))
    two.refusal(PrivacyError)
    two.refusal(PrivacyError)
    assert entries(two) == []


def test_a_folder_that_may_not_be_written_costs_time_only(two: RawProject) -> None:
    two.project.processed.parent.mkdir(exist_ok=True)
    two.project.processed.write_text("en fil", encoding="utf-8")
    assert isinstance(two.run(), CheckedTables)


def test_a_reading_that_would_come_back_as_something_else_is_not_kept(
    two: RawProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = file_cache._decoded  # pyright: ignore[reportPrivateUsage]

    def lossy(body: str) -> file_cache.Kept | None:
        kept = true(body)
        return None if kept is None else replace(kept, located=kept.located[:1])

    monkeypatch.setattr(file_cache, "_decoded", lossy)
    two.run()
    assert len(entries(two)) == 1, "only the file with one number comes back whole"


def reading(columns: dict[str, str] | None = None, **changes: object) -> file_cache.Kept:
    """Return a reading with one observation."""
    found = replace(seen(2021, 3.5, row=4), **changes)  # type: ignore[arg-type]
    return file_cache.Kept((Located(found, {"value": "Andel"} if columns is None else columns),), (), (("a", None, 1),))


def comes_back(kept: file_cache.Kept) -> bool:
    body = file_cache._encoded(kept)  # pyright: ignore[reportPrivateUsage]
    return file_cache._decoded(body) == kept  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize(
    "changes", [{}, {"value": None}, {"note": "»æ\n"}, {"value": -0.0}, {"activity": "a", "page": 2}]
)
def test_what_is_plain_is_not_tried_for_it_comes_back(changes: dict[str, object]) -> None:
    kept = reading(**changes)
    assert file_cache._is_plain(kept)  # pyright: ignore[reportPrivateUsage]
    assert comes_back(kept)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": float("nan")},
        {"row": True},
        {"value": Decimal("3.5")},
        {"period_start": datetime(2021, 1, 1, tzinfo=UTC)},
        {"note": 3},
        {"columns": {1: "Andel"}},
    ],
)
def test_what_is_not_plain_is_tried(changes: dict[str, object]) -> None:
    assert not file_cache._is_plain(reading(**changes))  # type: ignore[arg-type] # pyright: ignore[reportPrivateUsage]
