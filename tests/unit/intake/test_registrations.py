"""Own registrations: one row per event, counted without ever being cells."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.errors import DataError, PlanError, PrivacyError
from helpers.intake import registration_persons
from helpers.intake.pseudonyms import Pseudonyms
from helpers.observations import registering
from raw_project import RawProject

HEADER = "Dato;Område;Aktivitet;Deltager;Kanal\n"
ROWS = (
    "01.02.2016;Løget;tjansen;M-1;fremmøde\n"
    "02.05.2016;LØGET BY;tjansen;m-1 ;fremmøde\n"
    "03.05.2016;loeget;tjansen;M-2;telefon\n"
    "2017-01-09;Løget;tjansen;M-2;telefon\n"
    "2017-01-09 13:45;Nørremarken;tjansen;M-2;\n"
)


@pytest.fixture
def project(tmp_path: Path) -> RawProject:
    return RawProject(tmp_path)


def declare(project: RawProject, count: str = "events", **changes: Any) -> None:
    columns: dict[str, Any] = {
        "area": {"heading": "Område"},
        "period": {"heading": "Dato"},
        "activity": {"heading": "Aktivitet"},
        "person": "Deltager",
    }
    columns.update(changes.pop("columns", {}))
    project.declare(
        **{
            "origin": "synthetic",
            "personal_data": True,
            "files": "reg*",
            "reader": {"kind": "registrations"},
            "columns": {name: value for name, value in columns.items() if value is not None},
            "values": [{"indicator": "haervaerk", "count": count}],
            **changes,
        }
    )


def counts(project: RawProject) -> dict[tuple[str, str | None, str], float | None]:
    return {(one.area, one.activity, one.period_label): one.value for one in project.run().observations}


def test_events_are_counted_by_year_and_quarter_and_by_activity(project: RawProject) -> None:
    declare(project)
    project.put("reg.csv", HEADER + ROWS)
    assert counts(project) == {
        ("loeget", None, "2016"): 3,
        ("loeget", None, "1. kvartal 2016"): 1,
        ("loeget", None, "2. kvartal 2016"): 2,
        ("loeget", None, "2017"): 1,
        ("loeget", None, "1. kvartal 2017"): 1,
        ("loeget", "tjansen", "2016"): 3,
        ("loeget", "tjansen", "2017"): 1,
        ("noerremarken", None, "2017"): 1,
        ("noerremarken", None, "1. kvartal 2017"): 1,
        ("noerremarken", "tjansen", "2017"): 1,
    }


def test_a_person_counts_once_per_area_and_year_over_all_files_and_writings(project: RawProject) -> None:
    declare(project, "persons", columns={"activity": None})
    project.put("reg-1.csv", HEADER + ROWS)
    project.put("reg-2.csv", HEADER + "04.06.2016;Løget;tjansen; M-2;mail\n05.06.2016;Løget;tjansen;M-3;mail\n")
    assert counts(project) == {
        ("loeget", None, "2016"): 3,
        ("loeget", None, "2017"): 1,
        ("noerremarken", None, "2017"): 1,
    }


def test_events_tell_how_much_two_persons_are_behind_and_not_who(project: RawProject) -> None:
    declare(project)
    project.put("reg.csv", HEADER + ROWS)
    found = project.run().observations
    two = {(one.area, one.activity, one.period_label): (one.value, one.largest, one.second) for one in found}
    assert two["loeget", None, "2016"] == (3, 2, 1)
    assert two["loeget", "tjansen", "2016"] == (3, 2, 1)
    assert two["loeget", None, "1. kvartal 2016"] == (1, 1, 0)
    assert two["loeget", None, "2. kvartal 2016"] == (2, 1, 1)
    assert two["noerremarken", None, "2017"] == (1, 1, 0)
    assert "M-1" not in str(found)


@pytest.mark.parametrize(("count", "person", "two"), [("events", None, (None, None)), ("persons", "Deltager", (1, 1))])
def test_who_is_behind_is_not_known_without_persons_and_persons_count_once(
    project: RawProject, count: str, person: str | None, two: tuple[float | None, float | None]
) -> None:
    declare(project, count, columns={"person": person}, personal_data=person is not None)
    project.put("reg.csv", HEADER + ROWS if person else (HEADER + ROWS).replace("Deltager", "Nummer"))
    found = [one for one in project.run().observations if one.area == "loeget" and one.period_label == "2016"]
    assert found
    assert {(one.largest, one.second) for one in found} == {two}


def test_an_observation_leads_to_the_first_row_whichever_rows_it_was_counted_from(project: RawProject) -> None:
    declare(project)
    project.put("reg.csv", HEADER + ROWS)
    read = project.run()
    (file,) = read.report.files
    assert (file.rows, file.observations) == (5, 10)
    found = next(one for one in read.observations if one.area == "noerremarken")
    assert found.row == 2
    assert found.note == "Talt op af 5 registreringer i filen, hvis første række står her."
    assert found.checksum == file.checksum
    assert len({one.id for one in read.observations}) == 10


def _parquet(text: str) -> bytes:
    frame = pd.read_csv(io.StringIO(text), sep=";", dtype=str)
    frame["Dato"] = [
        datetime.fromisoformat("-".join(reversed(day.split("."))) if "." in day else day) for day in frame["Dato"]
    ]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("reg.csv", (HEADER + ROWS).encode("windows-1252")),
        ("reg.csv", (HEADER + ROWS).encode("utf-8-sig")),
        ("reg.csv", (HEADER + ROWS).replace(";", ",").replace("\n", "\r\n").encode()),
        ("reg.tsv", (HEADER + ROWS).replace(";", "\t").encode()),
        ("reg.csv", ("Udtræk fra kalenderen\n\n" + HEADER + ROWS).encode()),
        ("reg.csv", (HEADER + ROWS).replace("telefon", '"tele;fon\nanden linje"').encode()),
        ("reg.csv", (HEADER + ROWS).rstrip("\n").encode()),
        ("reg.parquet", _parquet(HEADER + ROWS)),
    ],
    ids=["windows", "bom", "comma-crlf", "tab", "title-above", "quoted", "no-last-line-break", "parquet"],
)
def test_the_same_rows_in_another_writing_give_the_same_counts(tmp_path: Path, name: str, content: bytes) -> None:
    plain, other = RawProject(tmp_path / "a"), RawProject(tmp_path / "b")
    for project in (plain, other):
        declare(project)
    plain.put("reg.csv", HEADER + ROWS)
    other.put(name, content)
    assert counts(other) == counts(plain)


def test_letters_that_only_windows_has_are_read(project: RawProject) -> None:
    declare(project, "persons", columns={"activity": None, "area_names": {"Løget – nord": "loeget"}})
    late = "".join(f"01.02.2016;Løget;tjansen;M-{number};x\n" for number in range(20_000))
    rows = HEADER + late + "01.02.2016;Løget – nord;tjansen;M-1;x\n"
    project.put("reg.csv", rows.encode("windows-1252"))
    assert counts(project) == {("loeget", None, "2016"): 20_000}


def test_a_file_that_proves_to_be_windows_1252_far_down_is_read_again(project: RawProject) -> None:
    declare(project, columns={"activity": None, "area": {"fixed": "Løget"}})
    rows = "Dato;Deltager\n" + "01.02.2016;M-1\n" * 30_000 + "01.02.2016;Åse-7\n"
    project.put("reg.csv", rows.encode("windows-1252"))
    assert counts(project)["loeget", None, "2016"] == 30_001


FAULTY = (
    ("01.02.2016;Løgets;tjansen;M-1;x", "række 7, kolonne Område: teksten kendes ikke som område. Områder"),
    ("31.02.2016;Løget;tjansen;M-1;x", "række 7, kolonne Dato: teksten er ikke en dato. Datoen findes ikke"),
    ("2016;Løget;tjansen;M-1;x", "række 7, kolonne Dato: »2016« er ikke en dato. En registrering hører til en dag."),
    ("01.02.1996;Løget;tjansen;M-1;x", "række 7, kolonne Dato: datoen 1. februar 1996 ligger uden for planen."),
    ("01.02.2016;Løget;dansen;M-1;x", "række 7, kolonne Aktivitet: aktiviteten kendes ikke."),
    ("01.02.2016;;tjansen;M-1;x", "række 7, kolonne Område: området mangler."),
    (";Løget;tjansen;M-1;x", "række 7, kolonne Dato: datoen mangler."),
    ("01.02.2016;Løget;;M-1;x", "række 7, kolonne Aktivitet: aktiviteten mangler."),
    ("01.02.2016;Løget;tjansen; ;x", "række 7, kolonne Deltager: rækken siger ikke, hvem den handler om."),
    ("01.02.2016;Løget;tjansen;M-1", "række 7: rækken har færre felter end overskriften."),
    ("01.02.2016;Løget;tjansen;M-1;x;y", "række 7: rækken har flere felter end overskriften."),
)


@pytest.mark.parametrize(("row", "fault"), FAULTY)
def test_a_row_that_is_wrong_refuses_the_file_and_is_named(project: RawProject, row: str, fault: str) -> None:
    declare(project)
    project.put("reg.csv", HEADER + ROWS + row + "\n")
    (said,) = project.refusal(DataError)
    assert said.startswith(f"data/raw/proeve-2016/reg.csv, {fault}")


def test_many_wrong_texts_are_named_twenty_times_and_counted(project: RawProject) -> None:
    declare(project)
    wrong = "".join(f"01.02.2016;Ukendt {number};tjansen;M-1;x\n" for number in range(30)) * 2
    project.put("reg.csv", HEADER + wrong)
    said = project.refusal(DataError)
    assert len(said) == 21
    assert "række 2, kolonne Område: teksten kendes ikke som område (og i 1 rækker mere)" in said[0]
    assert "10 andre tekster i kolonnen kan ikke bruges (i 20 rækker)" in said[-1]
    assert not any("Ukendt" in one for one in said)


def test_areas_that_the_declaration_leaves_out_are_left_out(project: RawProject) -> None:
    declare(project, columns={"activity": None, "skip_areas": ["Andre steder"]})
    project.put("reg.csv", HEADER + ROWS + "01.02.2016;Andre steder;x;M-9;x\n")
    assert sum(value or 0 for (_, _, label), value in counts(project).items() if len(label) == 4) == 5


NUMBER = "0101" + "90" + "1234"


@pytest.mark.parametrize("written", [NUMBER, NUMBER[:6] + "-" + NUMBER[6:], f"ring om {NUMBER[:6]} {NUMBER[6:]}"])
@pytest.mark.parametrize("column", range(5))
def test_a_personal_number_in_any_column_refuses_the_file_and_is_not_repeated(
    project: RawProject, written: str, column: int
) -> None:
    declare(project)
    cells = ["01.02.2016", "Løget", "tjansen", "M-1", "x"]
    cells[column] = written
    filler = "01.02.2016;Løget;tjansen;M-1;x\n" * 3_000
    project.put("reg.csv", HEADER + filler + ";".join(cells) + "\n")
    said = project.refusal(PrivacyError)
    assert any("række 3002" in one and "et personnummer" in one for one in said)
    assert not any(part in one for one in said for part in (NUMBER, NUMBER[6:] + "."))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("skriv til anna.b@example.dk", "en e-mailadresse"), ("Anne Marie Jensen", "et personnavn")],
)
def test_details_about_persons_stand_in_their_own_column_only(project: RawProject, text: str, kind: str) -> None:
    declare(project)
    filler = "".join(f"01.02.2016;Løget;tjansen;M-1;bemærkning {number}\n" for number in range(3_000))
    project.put("reg.csv", HEADER + filler + f"01.02.2016;Løget;tjansen;{text};x\n")
    assert counts(project)["loeget", None, "2016"] == 3_001
    project.put("reg.csv", HEADER + filler + f"01.02.2016;Løget;tjansen;M-1;{text}\n")
    (said,) = project.refusal(PrivacyError)
    assert "række 3002, kolonne E" in said
    assert kind in said
    assert text not in said


def test_supplied_registrations_with_persons_need_a_key(project: RawProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAALBAR_KEY_FILE", str(project.project.root.parent / "no-key"))
    declare(project, "persons", origin="supplied")
    project.put("reg.csv", HEADER + ROWS)
    (said,) = project.refusal(DataError)
    assert "nøglen til pseudonymer findes ikke" in said


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"columns": {"person": None}, "count": "persons"}, "»person« mangler under »columns«"),
        ({"values": [{"indicator": "haervaerk"}]}, "»count« mangler"),
        ({"values": [{"indicator": "tryghed-andel", "count": "events"}]}, "er ikke et antal"),
        ({"checks": [{"column": "Kanal", "required": True}]}, "»checks« er sat"),
        ({"columns": {"period": {"fixed": "2016"}}}, "»period« nævner ingen kolonne"),
    ],
)
def test_a_declaration_that_cannot_be_counted_is_refused(
    project: RawProject, changes: dict[str, Any], fault: str
) -> None:
    declare(project, **changes)
    assert any(fault in said for said in project.refusal(PlanError))


PERSONS = ["M-1", " m-1", "0012", "12", "000", "Åse  B", "åse b", "A\tb", "１２", "", "x" * 200, "a@B.dk", "ß"]


def test_pseudonyms_made_at_once_are_those_made_one_by_one() -> None:
    pseudonyms = Pseudonyms(bytes(range(32)), "plan/kilde")
    made = registration_persons.hashes_of(pa.array(PERSONS), pseudonyms).to_pylist()
    assert made == [pseudonyms.of(person) for person in PERSONS]


def test_a_missing_column_is_named(project: RawProject) -> None:
    declare(project)
    project.put("reg.csv", HEADER.replace("Område", "Områder") + ROWS)
    (said,) = project.refusal(DataError)
    assert "kolonnen »Område« mangler" in said
    assert "Mente du »Områder«?" in said


def test_what_does_not_fit_into_memory_is_refused_and_never_written_to_disk(
    project: RawProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "MEMORY", "30MB")
    declare(project)
    rows = "".join(f"01.02.2016;Løget;tjansen;en-ret-lang-tekst-om-deltager-{number};x\n" for number in range(400_000))
    project.put("reg.csv", HEADER + rows)
    (said,) = project.refusal(DataError)
    assert "for mange forskellige personer eller tekster til hukommelsen" in said


def test_nothing_that_is_no_table_is_read(project: RawProject) -> None:
    declare(project)
    project.put("reg.parquet", b"PAR1 men ikke rigtigt")
    (said,) = project.refusal(DataError)
    assert "filen kan ikke læses som Parquet" in said
