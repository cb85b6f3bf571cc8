"""Files that no source reads: told with where they belong, and searched for personal numbers like all others."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from helpers.errors import DataError, Fault, PrivacyError
from helpers.intake.strays import misplaced, together
from raw_project import PLAN, RawProject

EVALUATIONS = (PLAN.id, "slagelse-2017")
ROWS = "Område;År;Andel\nLøget;2016;70\n"
NUMBER = "0101" + "70-" + "1234"


@pytest.fixture
def raw(tmp_path_factory: pytest.TempPathFactory) -> RawProject:
    return RawProject(tmp_path_factory.mktemp("projekt"))


def told(raw: RawProject) -> dict[str, str]:
    return {fault.place: fault.remedy for fault in misplaced(raw.project, EVALUATIONS).warnings}


def test_a_file_in_a_misspelt_or_in_no_folder_is_told_with_where_it_belongs(raw: RawProject) -> None:
    raw.put("tal.csv", ROWS)
    raw.put("../slagelse2017/politi/a.csv", ROWS)
    raw.put("../b.csv", ROWS)
    found = told(raw)
    assert list(found) == ["data/raw/b.csv", "data/raw/slagelse2017/politi/a.csv"]
    assert found["data/raw/slagelse2017/politi/a.csv"] == "Mente du »data/raw/slagelse-2017/«? Flyt filen dertil."
    assert found["data/raw/b.csv"].endswith("i data/raw/: proeve-2016, slagelse-2017.")


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$a.xlsx", ".~lock.a.ods#", ".git/a.txt"])
def test_what_programs_leave_is_never_told(raw: RawProject, name: str) -> None:
    raw.declare()
    for place in ("tal.csv", name, f"../{name}", f"../slagelse2017/{name}"):
        raw.put(place, ROWS)
    assert told(raw) == {}
    assert raw.run().report.warnings == ()


def workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active["B3"] = NUMBER
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("noter.txt", f"Talt med {NUMBER} i dag\n"),
        ("noter.txt", f'Et citat, der aldrig lukkes: "\n{NUMBER}\n'),
        ("noter.md", NUMBER),
        ("gammel.csv", f"a;b\n1;{NUMBER}\n"),
        ("gammel.xlsx", workbook()),
        ("gammel.bak", workbook()),
        (f"{NUMBER}.txt", "intet"),
    ],
)
def test_a_personal_number_in_a_file_that_nobody_reads_is_refused(
    raw: RawProject, name: str, content: str | bytes
) -> None:
    raw.declare()
    raw.put("tal.csv", ROWS)
    raw.put(name, content)
    raw.put(f"../forkert/{name}", content)
    refused = raw.refusal(PrivacyError)
    outside = misplaced(raw.project, EVALUATIONS).privacy
    assert len(refused) == len(outside) == 1
    assert "et personnummer" in refused[0]
    assert "et personnummer" in outside[0].value
    assert NUMBER not in f"{refused}{outside}"


def test_pictures_and_plain_notes_are_not_refused(raw: RawProject) -> None:
    raw.declare()
    for name, content in (("tal.csv", ROWS), ("foto.jpg", b"\xff\xd8\0\1"), ("brev.txt", "Hej"), ("tom.xlsx", "")):
        raw.put(name, content)
    assert [one.place for one in raw.run().report.warnings] == [
        f"data/raw/proeve-2016/{name}" for name in ("brev.txt", "foto.jpg", "tom.xlsx")
    ]


def remedy(raw: RawProject) -> str:
    (said,) = raw.refusal(DataError)
    return said.rpartition("»optional«. ")[2]


def test_a_file_that_another_source_reads_is_never_proposed(raw: RawProject) -> None:
    raw.declare(files="politi/tal-2016.csv")
    raw.declare(files="politi/tal-2017.csv")
    raw.put("politi/tal-2016.csv", ROWS)
    assert remedy(raw) == "Læg filen på plads, eller sæt »optional: true«."


def test_an_old_workbook_is_to_be_saved_and_not_renamed(raw: RawProject) -> None:
    raw.declare(files="politi/*.xlsx")
    raw.put("politi/a.xls", b"\xd0\xcf\x11\xe0")
    assert remedy(raw) == (
        "Der ligger »politi/a.xls«, men kilden beder om .xlsx. Åbn filen i Excel, gem den som .xlsx, og læg den ved "
        "siden af; et nyt navn er ikke nok."
    )


def test_a_text_file_where_a_workbook_is_asked_for_is_named(raw: RawProject) -> None:
    raw.declare(files="politi/*.xlsx")
    raw.put("politi/a.csv", ROWS)
    assert remedy(raw).startswith("Der ligger »politi/a.csv«, men kilden beder om .xlsx. Ret »files« i sources.yml")


def test_a_suffix_in_capital_letters_is_the_same_suffix(raw: RawProject) -> None:
    raw.declare(files="*.csv")
    raw.put("Fraflytning.CSV", ROWS)
    assert [one.file for one in raw.run().report.files] == ["proeve-2016/Fraflytning.CSV"]


def test_many_missing_files_of_the_demonstration_are_one_fault(raw: RawProject) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        raw.declare(files=f"demo-x/{name}", id=f"demo-{name[0]}", origin="synthetic")
    raw.declare(files="egen.csv", id="egen")
    with pytest.raises(DataError) as raised:
        raw.run()
    own, demo = together(raised.value.faults)
    assert own.place.endswith("egen.csv")
    assert (demo.value, demo.remedy[:19]) == ("3 demonstrationsfiler mangler", "Kør: maalbar demo. ")
    single: list[Fault] = [fault for fault in raised.value.faults if "demo-x/a" in fault.place]
    assert together(single) == tuple(single)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "filen er tom"),
        (ROWS, "filen er en tekstfil (CSV), selv om den hedder .xlsx"),
        ("<html><table></table></html>\n", "filen er en webside eller XML, selv om den hedder .xlsx"),
    ],
)
def test_what_is_no_workbook_is_told_for_what_it_is(raw: RawProject, content: str, said: str) -> None:
    raw.declare(files="tal.xlsx")
    raw.put("tal.xlsx", content)
    (fault,) = raw.refusal(DataError)
    assert f"tal.xlsx: {said}. " in fault
