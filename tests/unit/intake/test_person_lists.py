"""Persons are counted once, over all files of a source, and nothing else of them gets in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from helpers.errors import DataError, PlanError, PrivacyError
from helpers.intake.reading import CheckedTables
from raw_project import RawProject

ATTENDED: dict[str, Any] = {
    "personal_data": True,
    "files": "*.csv",
    "reader": {"kind": "person_list"},
    "columns": {"area": {"heading": "Område"}, "person": "Navn", "personal": ["Tlf."], "attended": "Dag"},
    "values": [{"indicator": "haervaerk", "count": "persons"}],
}
OUTCOMES: dict[str, Any] = {
    "personal_data": True,
    "files": "*.csv",
    "reader": {"kind": "person_list"},
    "columns": {"area": {"heading": "Område"}, "person": "Navn", "left": "Slut", "outcome": "Job"},
    "values": [{"indicator": "job-efter-1-aar"}],
    "measured_on": "2018-12-31",
}
HEAD = "Navn;Tlf.;Område;Dag\n"


@pytest.fixture(autouse=True)
def key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the key of these tests lies."""
    path = tmp_path_factory.mktemp("noegle") / "nøgle"
    path.write_text("07" * 32, encoding="ascii")
    path.chmod(0o600)
    monkeypatch.setenv("MAALBAR_KEY_FILE", str(path))
    return path


def changed(declared: dict[str, Any], **columns: Any) -> dict[str, Any]:
    """Return a declaration with other columns."""
    return {**declared, "columns": {**declared["columns"], **columns}}


def brief(checked: CheckedTables) -> list[tuple[str, str | None, str, float | None, float | None]]:
    return [
        (one.area, one.activity, one.period_label, one.numerator, one.denominator or one.value)
        for one in checked.observations
    ]


def test_a_person_counts_once_per_area_and_year_over_all_files(raw: RawProject) -> None:
    raw.declare(**ATTENDED)
    raw.put("a.csv", HEAD + "Xq Yz;20304050;Løget;1.2.2016\nXQ  YZ;;Løget;3.3.2016\nWv;;Løget;2016\n")
    raw.put("b.csv", HEAD + "xq yz;20 30 40 50;Løget;5.5.2016\nXq Yz;;Nørremarken;5.5.2016\nXq Yz;;Løget;1.1.2017\n")
    assert brief(raw.run()) == [
        ("loeget", None, "2016", 2.0, 2.0),
        ("loeget", None, "2017", 1.0, 1.0),
        ("noerremarken", None, "2016", 1.0, 1.0),
    ]


def test_events_need_nobody_to_be_told_apart(raw: RawProject, key: Path) -> None:
    key.unlink()
    raw.declare(**{**changed(ATTENDED, person=None), "values": [{"indicator": "haervaerk", "count": "events"}]})
    raw.put("a.csv", "Område;Dag\nLøget;1.2.2016\nLøget;1.2.2016\nLøget;2.2.2016\n")
    checked = raw.run()
    assert brief(checked) == [("loeget", None, "2016", 3.0, 3.0)]
    assert [(one.largest, one.second) for one in checked.observations] == [(None, None)]


@pytest.mark.parametrize(("count", "expected"), [("events", (4.0, 3.0, 1.0)), ("persons", (2.0, 1.0, 1.0))])
def test_a_count_tells_how_much_two_persons_are_behind(
    raw: RawProject, count: str, expected: tuple[float, float, float]
) -> None:
    raw.declare(**{**ATTENDED, "values": [{"indicator": "haervaerk", "count": count}]})
    raw.put("a.csv", HEAD + "Xq;;Løget;1.2.2016\nWv;;Løget;1.2.2016\nXq;;Løget;2.2.2016\nxq;;Løget;3.2.2016\n")
    (found,) = raw.run().observations
    assert (found.value, found.largest, found.second) == expected


def test_with_an_activity_a_person_counts_once_in_each(raw: RawProject) -> None:
    raw.declare(**changed(ATTENDED, activity={"heading": "Aktivitet"}))
    raw.put("a.csv", "Navn;Område;Aktivitet;Dag\nXq;Løget;tjansen;2016\nXq;Løget;tjansen;2016\n")
    assert brief(raw.run()) == [("loeget", "tjansen", "2016", 1.0, 1.0)]
    raw.put("a.csv", "Navn;Område;Aktivitet;Dag\nXq;Løget;Wv Yz;2016\n")
    assert raw.refusal(DataError)[0].startswith("data/raw/proeve-2016/a.csv, række 2, kolonne Aktivitet: aktiviteten")


def test_nothing_of_a_person_or_of_the_size_of_a_group_is_kept(raw: RawProject) -> None:
    raw.declare(**ATTENDED)
    raw.put("a.csv", HEAD + "Xqxq;20304050;Løget;2016\nYzyz;;Nørremarken;2016\nWvwv;;Nørremarken;2016\n")
    checked = raw.run()
    for one in checked.observations:
        assert one.row == 2  # of both, though the second group begins in another row
        assert one.note == "Talt op af personlisten, hvis første række står her; hver person tæller én gang."
    kept = "".join(path.read_text("utf-8") for path in (raw.project.root / "data" / "processed").rglob("*.*"))
    assert kept
    for text in (*map(str, checked.observations), str(checked.report), kept):
        assert not [name for name in ("xqxq", "yzyz", "wvwv", "20304050") if name in text.casefold()]


def test_the_counts_do_not_depend_on_the_key(raw: RawProject, key: Path) -> None:
    raw.declare(**ATTENDED)
    raw.put("a.csv", HEAD + "Xq;;Løget;2016\nWv;;Løget;2016\nxq;;Løget;2016\n")
    first = raw.run().observations
    key.write_text("08" * 32, encoding="ascii")
    (read,) = (raw.project.root / "data" / "processed").rglob("*.jsonl")
    read.unlink()
    assert raw.run().observations == first


def test_without_a_key_nothing_is_read(raw: RawProject, key: Path) -> None:
    key.unlink()
    raw.declare(**ATTENDED)
    raw.put("a.csv", HEAD + "Xq;;Løget;2016\n")
    assert "maalbar key --create" in raw.refusal(DataError)[0]
    assert not key.exists()


@pytest.mark.parametrize(
    ("row", "place", "value"),
    [
        (";;Løget;2016", "kolonne Navn", "rækken siger ikke, hvem den handler om"),
        ("Xq;;Løget;", "kolonne Dag", "datoen mangler"),
        ("Xq;;Løget;2015/2016", "kolonne Dag", "ligger ikke i ét kalenderår"),
        ("Xq;;Wvwv;2016", "kolonne Område", "teksten kendes ikke som område"),
        ("Xq;;Løget;Wvwv", "kolonne Dag", "teksten er ikke en dato eller et år"),
    ],
)
def test_a_row_that_cannot_be_counted_is_a_fault(raw: RawProject, row: str, place: str, value: str) -> None:
    raw.declare(**ATTENDED)
    raw.put("a.csv", f"{HEAD}{row}\n")
    (fault,) = raw.refusal(DataError)
    assert fault.startswith(f"data/raw/proeve-2016/a.csv, række 2, {place}")
    assert value in fault
    assert "Wvwv" not in fault


def test_details_may_stand_where_they_are_declared_and_nowhere_else(raw: RawProject) -> None:
    raw.declare(**ATTENDED)
    raw.put("a.csv", "Navn;Tlf.;Område;Dag;Note\nHans Jensen;20 30 40 50;Løget;2016;ring til Hans Jensen\n")
    (fault,) = raw.refusal(PrivacyError)
    assert fault.startswith("data/raw/proeve-2016/a.csv, række 2, kolonne E: et personnavn.")
    assert "»personal«" in fault
    assert "Jensen" not in fault


@pytest.mark.parametrize("column", [0, 1])
def test_a_personal_number_is_refused_even_where_persons_may_stand(raw: RawProject, column: int) -> None:
    raw.declare(**ATTENDED)
    cells = ["Xq", "", "Løget", "2016"]
    cells[column] = "0101" + "90-43" + "21"
    raw.put("a.csv", f"{HEAD}{';'.join(cells)}\n")
    (fault,) = raw.refusal(PrivacyError)
    assert "et personnummer" in fault


def test_a_person_has_one_outcome_per_year(raw: RawProject) -> None:
    raw.declare(**OUTCOMES)
    raw.put(
        "a.csv",
        "Navn;Område;Slut;Job\n"
        "Xq;Løget;1.2.2015;nej\n"
        "Xq;Løget;1.5.2015;ja\n"  # left again: the later one counts
        "Wv;Løget;1.5.2015;ja\n"
        "Yz;Løget;1.5.2015;\n"
        "Qr;Løget;1.5.2018;ja\n",  # no year has passed
    )
    raw.put("b.csv", "Navn;Område;Slut;Job\nwv;Løget;1.5.2015;ja\nYz;Løget;1.3.2015;nej\nXq;Løget;1.5.2016;nej\n")
    assert brief(raw.run()) == [("loeget", None, "2016", 2.0, 3.0), ("loeget", None, "2017", 0.0, 1.0)]


def test_two_answers_about_the_same_day_are_a_fault(raw: RawProject) -> None:
    raw.declare(**OUTCOMES)
    raw.put("a.csv", "Navn;Område;Slut;Job\nXq;Løget;1.5.2015;ja\n")
    raw.put("b.csv", "Navn;Område;Slut;Job\nXQ;Løget;1.5.2015;nej\n")
    (fault,) = raw.refusal(DataError)
    assert fault.startswith(
        "data/raw/proeve-2016/b.csv, række 2, kolonne Job: svaret er et andet end for samme person og dag i"
        " data/raw/proeve-2016/a.csv, række 2."
    )


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ({**ATTENDED, "personal_data": False}, "»personal_data« er false"),
        (changed(ATTENDED, left="Slut"), "»attended« står sammen med »left«, »outcome« eller »started«"),
        (changed(ATTENDED, person=None), "»person« mangler under »columns«"),
        ({**ATTENDED, "values": [{"indicator": "haervaerk"}]}, "»count« mangler"),
        ({**ATTENDED, "values": [{"indicator": "tryghed-andel", "count": "persons"}]}, "er ikke et antal"),
        (changed(OUTCOMES, outcome=None), "»outcome« mangler"),
        ({**OUTCOMES, "measured_on": "i går"}, "»measured_on« er ikke en dato"),
    ],
)
def test_a_declaration_that_cannot_work_is_refused_at_its_line(
    raw: RawProject, declared: dict[str, Any], value: str
) -> None:
    raw.declare(**declared)
    (fault,) = raw.refusal(PlanError)
    assert value in fault
    assert fault.startswith("analyses/proeve-2016/sources.yml:")


def exported(*texts: tuple[str, ...], merged: str = "") -> bytes:
    """Return a workbook as a program exports it: each text stands in its cell and not in the table of texts."""
    cells = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{"ABCD"[at]}{row}" t="inlineStr"><is>{text}</is></c>' for at, text in enumerate(line))
        + "</row>"
        for row, line in enumerate(texts, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{namespace}"><sheetData>{cells}</sheetData>{merged}</worksheet>'
    stream = io.BytesIO()
    book = Workbook()
    book.save(stream)
    changed = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.namelist():
            new.writestr(item, sheet if item == "xl/worksheets/sheet1.xml" else old.read(item))
    return changed.getvalue()


LISTED = (
    ("<t>Navn</t>", "<t>Tlf.</t>", "<t>Område</t>", "<t>Dag</t>"),
    ("<r><t>Hans </t></r><r><t>Jensen</t></r>", "<t>+45 20 30 40 50</t>", "<t>Løget</t>", "<t>2016</t>"),
    ("<t>Eva Lund</t>", "<t>20304051</t>", "<t>Løget</t>", "<t>2016</t>"),
)


def test_an_exported_list_with_its_texts_in_the_cells_is_read(raw: RawProject) -> None:
    raw.declare(**{**ATTENDED, "files": "*.xlsx"})
    raw.put("a.xlsx", exported(*LISTED))
    assert brief(raw.run()) == [("loeget", None, "2016", 2.0, 2.0)]


def test_a_person_outside_the_declared_columns_of_an_exported_list_is_found_once(raw: RawProject) -> None:
    raw.declare(**{**ATTENDED, "files": "*.xlsx"})
    raw.put("a.xlsx", exported(LISTED[0], LISTED[1], ("<t>Wv</t>", "<t></t>", "<t>Mette Hansen</t>", "<t>2016</t>")))
    (fault,) = raw.refusal(PrivacyError)
    assert "række 3, kolonne C: et personnavn." in fault


@pytest.mark.parametrize(
    ("cell", "merged"),
    [
        ('<t>Wv</t><rPh sb="0" eb="1"><t>{0}</t></rPh>', ""),
        ('<t note="{0}">Wv</t>', ""),
        ("<t>Wv</t>{0}", ""),
        ("<t>{0}</t>", '<mergeCells count="1"><mergeCell ref="C3:D3"/></mergeCells>'),
    ],
    ids=["reading aid", "attribute", "between the runs", "covered by a merge"],
)
def test_a_personal_number_beside_the_text_of_a_cell_is_found(raw: RawProject, cell: str, merged: str) -> None:
    raw.declare(**{**ATTENDED, "files": "*.xlsx"})
    number = f"{101:04d}90-1234"
    raw.put(
        "a.xlsx", exported(*LISTED[:2], ("<t>Wv</t>", "<t></t>", "<t>Løget</t>", cell.format(number)), merged=merged)
    )
    assert any("et personnummer i en tekst uden for cellerne" in fault for fault in raw.refusal(PrivacyError))
