"""One bad file never keeps the good ones from being checked; only --partial does without it, and says so."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.errors import DataError, PrivacyError
from helpers.intake.examining import examine
from helpers.intake.importing import import_examined
from helpers.intake.reading import checked, import_raw
from helpers.intake.report import ImportReport, Verdict
from helpers.intake.verdicts import verdicts
from raw_project import PLAN, REGISTRY, RawProject

HEADER = "Område;År;Andel\n"
GOOD = HEADER + "Løget;2016;71,7\n"
BAD = HEADER + "Løget;2017;mange\nLøgget;2018;5\n"
PERSONS: dict[str, Any] = {
    "files": "personer-*.csv",
    "reader": {"kind": "person_list"},
    "measured_on": "2018-12-31",
    "columns": {"area": {"heading": "Område"}, "left": "Slut", "outcome": "Job"},
    "values": [{"indicator": "job-efter-1-aar"}],
}


@pytest.fixture
def mixed(raw: RawProject) -> RawProject:
    """Return a project with a good file, one with two faults, and a source without a file."""
    raw.declare(files="god.csv", owner="Kommunen")
    raw.declare(files="daarlig.csv")
    raw.declare(files="mangler.csv", owner="BL")
    raw.put("god.csv", GOOD)
    raw.put("daarlig.csv", BAD)
    return raw


def partial(raw: RawProject) -> ImportReport:
    return import_raw(raw.project, PLAN, REGISTRY, partial=True).report


def found(raw: RawProject) -> dict[str, Verdict]:
    return {one.place.rpartition("/")[2]: one for one in verdicts(examine(raw.project, PLAN, REGISTRY))}


def test_all_faults_of_all_files_come_at_once_and_nothing_is_imported(mixed: RawProject) -> None:
    mixed.put("god.csv", GOOD.replace("71,7", "171,7"))
    faults = mixed.refusal(DataError)
    assert [fault.partition(":")[0].rpartition("/")[2] for fault in faults] == [
        "mangler.csv",
        "daarlig.csv, række 2, kolonne Andel",
        "daarlig.csv, række 3, kolonne Område",
        "god.csv, række 2, kolonne Andel",
    ]


def test_a_partial_import_takes_the_good_files_and_names_the_others(mixed: RawProject) -> None:
    report = partial(mixed)
    assert [(one.file, one.observations) for one in report.files] == [("proeve-2016/god.csv", 1)]
    assert [(one.file, one.owner, one.faults) for one in report.left_out] == [
        ("proeve-2016/daarlig.csv", "Politiet", 2),
        ("proeve-2016/mangler.csv", "BL", 1),
    ]
    assert report.observations == 1
    assert ImportReport.from_json(report.to_json()) == report


def test_only_good_files_are_received(mixed: RawProject) -> None:
    import_examined(mixed.project, examine(mixed.project, PLAN, REGISTRY), partial=True)
    received = (mixed.raw / "modtaget.json").read_text(encoding="utf-8")
    assert "god.csv" in received
    assert "daarlig.csv" not in received


def test_a_whole_import_is_partial_in_nothing(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", GOOD)
    assert partial(raw).left_out == ()
    assert import_raw(raw.project, PLAN, REGISTRY, partial=True) == raw.run()


def test_persons_are_refused_partial_or_not(mixed: RawProject) -> None:
    number = "-".join(("010170", "1234"))
    mixed.put("daarlig.csv", BAD.replace("mange", number))
    with pytest.raises(PrivacyError) as raised:
        partial(mixed)
    assert number not in str(raised.value)
    assert {name: one.use for name, one in found(mixed).items()} == {
        "god.csv": "waiting",
        "daarlig.csv": "refused",
    }


def test_without_a_good_file_there_is_nothing_to_import(mixed: RawProject) -> None:
    (mixed.raw / "god.csv").unlink()
    with pytest.raises(DataError):
        partial(mixed)


def test_of_files_that_contradict_each_other_none_is_taken(mixed: RawProject) -> None:
    mixed.put("daarlig.csv", HEADER + "Løget;2016;71,8\n")
    mixed.declare(files="tredje.csv", owner="Ungdomsskolen")
    mixed.put("tredje.csv", HEADER + "Løget;2018;70\n")
    report = partial(mixed)
    assert [one.file for one in report.files] == ["proeve-2016/tredje.csv"]
    left_out = {one.file: one.faults for one in report.left_out}
    assert left_out == {"proeve-2016/god.csv": 1, "proeve-2016/daarlig.csv": 1, "proeve-2016/mangler.csv": 1}


def test_files_read_together_are_left_out_together(raw: RawProject) -> None:
    raw.declare(files="god.csv")
    raw.put("god.csv", GOOD)
    raw.declare(**PERSONS)
    raw.put("personer-1.csv", "Område;Slut;Job\nLøget;1.3.2016;ja\n")
    raw.put("personer-2.csv", "Område;Slut;Job\nLøget;1.3.2016;måske\n")
    assert [(one.file, one.faults) for one in partial(raw).left_out] == [
        ("proeve-2016/personer-1.csv", 0),
        ("proeve-2016/personer-2.csv", 1),
    ]
    assert {name: one.use for name, one in found(raw).items()} == {
        "god.csv": "good",
        "personer-1.csv": "together",
        "personer-2.csv": "at_fault",
    }


def test_each_file_gets_its_own_verdict(mixed: RawProject) -> None:
    mixed.put("ukendt.csv", GOOD)
    by_name = found(mixed)
    assert {name: one.use for name, one in by_name.items()} == {
        "god.csv": "good",
        "daarlig.csv": "at_fault",
        "mangler.csv": "at_fault",
        "ukendt.csv": "ignored",
    }
    assert (by_name["god.csv"].rows, by_name["god.csv"].observations) == (1, 1)
    assert [fault.row for fault in by_name["daarlig.csv"].faults] == [2, 3]
    assert [warning.value for warning in by_name["ukendt.csv"].warnings] == ["filen er ikke læst"]
    assert by_name["mangler.csv"].owner == "BL"


def test_every_fault_and_warning_stands_with_one_file(mixed: RawProject) -> None:
    mixed.put("god.csv", HEADER + "Løget;2016;71,7\nDanmark;1999;5\n\nEn note;;\n")
    examination = examine(mixed.project, PLAN, REGISTRY)
    told = verdicts(examination)
    assert sorted(map(str, examination.faults)) == sorted(str(one) for verdict in told for one in verdict.faults)
    warnings = examination.warnings(examination.batches)
    assert warnings
    assert sorted(map(str, warnings)) == sorted(str(one) for verdict in told for one in verdict.warnings)
    with pytest.raises(DataError):
        checked(examination)
