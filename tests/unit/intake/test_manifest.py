"""Raw files never change unseen: what was received stands in a list, and only a note takes a change."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpers.errors import DataError, PrivacyError, UsageError
from helpers.intake import accepting
from helpers.intake.accepting import accept
from helpers.intake.examining import examine
from helpers.intake.importing import import_examined
from helpers.intake.manifest import DELIVERED, INVENTED
from helpers.intake.report import ImportReport
from helpers.paths import Project, checksum
from raw_project import PLAN, REGISTRY, RawProject

HEADER = "Område;År;Andel\n"
GOOD = HEADER + "Løget;2016;71,7\nNørremarken;2016;60\nVejle Kommune;2016;75\n"
MOVED = HEADER + "Vejle Kommune;2016;75\nNørremarken;2016;60\nLøget;2016;71,7\n"
PLACE = "data/raw/proeve-2016/tal.csv"
FILE = "proeve-2016/tal.csv"


def take(raw: RawProject) -> ImportReport:
    """Import what lies there, as the command does."""
    return import_examined(raw.project, examine(raw.project, PLAN, REGISTRY))


def events(raw: RawProject, name: str = DELIVERED) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((raw.raw / name).read_text(encoding="utf-8"))["events"]
    return found


def changed(raw: RawProject) -> str:
    """Return what the one fault of the changed file says."""
    with pytest.raises(DataError) as raised:
        take(raw)
    (fault,) = raised.value.faults
    assert fault.place == PLACE
    return fault.value.removeprefix("filen er ændret, efter at den er modtaget")


@pytest.fixture
def received(raw: RawProject) -> RawProject:
    """Return a project whose one file was imported."""
    raw.declare()
    raw.put("tal.csv", GOOD)
    take(raw)
    return raw


@pytest.fixture
def vouching(received: RawProject, monkeypatch: pytest.MonkeyPatch) -> RawProject:
    """Return the same project, known to `accept` although its plan lies in memory only."""
    monkeypatch.setattr(accepting, "evaluations", lambda project: (PLAN.id,))
    monkeypatch.setattr(accepting, "load_plan", lambda project, name: PLAN)
    monkeypatch.setattr(accepting, "load_registry", lambda project: REGISTRY)
    monkeypatch.chdir(received.project.root)
    return received


def test_the_first_import_lists_what_it_received(received: RawProject) -> None:
    data = GOOD.encode()
    assert events(received) == [
        {"number": 1, "what": "received", "file": FILE, "source": "kilde-0", "checksum": checksum(data),
         "size": len(data), "rows": 3}
    ]  # fmt: skip


def test_importing_again_leaves_the_list_as_it_is_and_a_new_file_is_added_last(received: RawProject) -> None:
    before = (received.raw / DELIVERED).read_bytes()
    take(received)
    assert (received.raw / DELIVERED).read_bytes() == before
    received.declare(files="andre.csv")
    received.put("andre.csv", HEADER + "Løget;2017;70\n")
    take(received)
    assert [(event["number"], event["file"]) for event in events(received)] == [(1, FILE), (2, "proeve-2016/andre.csv")]


def test_checking_alone_receives_nothing(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", GOOD)
    raw.run()
    assert not (raw.raw / DELIVERED).exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (GOOD.replace("71,7", "72,7"), ": række 2, kolonne Andel: 71,7 → 72,7 (Løget, 2016)"),
        (GOOD + "Løget;2017;70\n", ": række 5: et nyt tal (Løget, 2017)"),
        (GOOD.replace("Nørremarken;2016;60\n", ""), ": række 3: tallet er væk (Nørremarken, 2016)"),
        (MOVED, "; ingen af de indlæste tal er anderledes"),
        (GOOD.replace("71,7", ".."), ": række 2, kolonne Andel: 71,7 → tom (Løget, 2016)"),
    ],
    ids=["a number", "a new row", "a lost row", "moved rows", "a hidden number"],
)  # fmt: skip
def test_a_changed_file_is_refused_with_what_changed(received: RawProject, content: str, told: str) -> None:
    received.put("tal.csv", content)
    assert changed(received) == told


def test_of_many_differences_ten_are_told_and_the_others_counted(raw: RawProject) -> None:
    raw.declare()
    years = range(2000, 2024)
    raw.put("tal.csv", HEADER + "".join(f"Løget;{year};50\n" for year in years))
    take(raw)
    raw.put("tal.csv", HEADER + "".join(f"Løget;{year};51\n" for year in years))
    told = changed(raw)
    assert told.count("50 → 51") == 10
    assert told.endswith("; og 14 til")


def test_a_changed_remark_is_told_without_its_words(raw: RawProject) -> None:
    raw.declare(columns={"area": {"heading": "Område"}, "period": {"heading": "År"}, "note": "Note"})
    raw.put("tal.csv", "Område;År;Andel;Note\nLøget;2016;71,7;målt før sommeren\n")
    take(raw)
    raw.put("tal.csv", "Område;År;Andel;Note\nLøget;2016;71,7;målt efter jul\n")
    assert changed(raw) == ": række 2: teksten er ændret (Løget, 2016)"


def test_a_changed_count_of_persons_is_told_without_the_count(raw: RawProject) -> None:
    raw.declare(
        reader={"kind": "person_list"},
        measured_on="2018-12-31",
        columns={"area": {"heading": "Område"}, "left": "Slut", "outcome": "Job"},
        values=[{"indicator": "job-efter-1-aar"}],
    )
    raw.put("tal.csv", "Område;Slut;Job\nLøget;1.3.2016;ja\nLøget;1.4.2016;nej\n")
    take(raw)
    raw.put("tal.csv", "Område;Slut;Job\nLøget;1.3.2016;ja\nLøget;1.4.2016;ja\n")
    assert changed(raw).startswith(": række 2: tallet er ændret (Løget, 2017)")


def test_where_the_old_reading_is_not_kept_the_change_is_told_all_the_same(received: RawProject) -> None:
    for path in (received.project.processed / PLAN.id / "read").iterdir():
        path.unlink()
    received.put("tal.csv", GOOD.replace("71,7", "72,7"))
    assert changed(received) == "; hvad der er anderledes, kan ikke vises"


def test_a_changed_file_with_faults_tells_them_first_and_is_not_to_be_accepted(received: RawProject) -> None:
    received.put("tal.csv", GOOD.replace("71,7", "mange"))
    with pytest.raises(DataError) as raised:
        take(received)
    assert [fault.value for fault in raised.value.faults] == [
        "»mange« kan ikke læses som tal",
        "filen er ændret, efter at den er modtaget; hvad der er anderledes, kan ikke vises",
    ]
    assert "maalbar accept" not in raised.value.faults[-1].remedy


def test_a_vanished_file_is_one_fault(received: RawProject) -> None:
    (received.raw / "tal.csv").unlink()
    with pytest.raises(DataError) as raised:
        take(received)
    (fault,) = raised.value.faults
    assert (fault.place, fault.value) == (PLACE, "filen er væk, efter at den er modtaget")
    assert f'maalbar accept "{PLACE}" --removed --note' in fault.remedy


def test_a_file_that_is_put_back_is_good_again(received: RawProject) -> None:
    received.put("tal.csv", GOOD.replace("71,7", "72,7"))
    changed(received)
    received.put("tal.csv", GOOD)
    assert take(received).observations == 3


def test_a_file_of_a_source_that_was_taken_out_may_still_not_change(received: RawProject) -> None:
    received.sources_file.write_text(
        received.sources_file.read_text(encoding="utf-8").replace("tal.*", "andre.csv"), encoding="utf-8"
    )
    received.put("andre.csv", GOOD)
    received.put("tal.csv", GOOD + "\n")
    assert changed(received) == "; hvad der er anderledes, kan ikke vises"


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"version": 2, "events": []}', '{"version": 1, "events": [{"file": 1}]}']
)
def test_a_damaged_list_is_refused_and_never_written_over(received: RawProject, content: str) -> None:
    (received.raw / DELIVERED).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="listen over modtagne filer kan ikke læses"):
        take(received)
    assert (received.raw / DELIVERED).read_text(encoding="utf-8") == content


def invented(raw: RawProject, content: str, wrote: str | None = None) -> None:
    """Write an invented file, and what `maalbar demo` says that it wrote."""
    raw.put("demo-tal.csv", content)
    record = raw.project.processed / "demo" / "written.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    sums = {} if wrote is None else {"data/raw/proeve-2016/demo-tal.csv": checksum(wrote.encode())}
    record.write_text(json.dumps({"stamp": "", "files": sums}), encoding="utf-8")


def test_the_demonstration_may_rewrite_its_own_files_and_nobody_else(raw: RawProject) -> None:
    raw.declare(files="demo-*.csv", origin="synthetic")
    other = GOOD.replace("71,7", "40")
    invented(raw, GOOD, GOOD)
    take(raw)
    assert not (raw.raw / DELIVERED).exists()
    invented(raw, other, other)
    take(raw)
    assert [event["checksum"] for event in events(raw, INVENTED)] == [checksum(GOOD.encode()), checksum(other.encode())]
    invented(raw, GOOD.replace("71,7", "41"), other)
    with pytest.raises(DataError, match="40 → 41") as raised:
        take(raw)
    assert "maalbar demo --force" in raised.value.faults[0].remedy


def test_a_note_takes_a_change_and_the_list_keeps_both(vouching: RawProject) -> None:
    vouching.put("tal.csv", GOOD.replace("71,7", "72,7"))
    event = accept(vouching.project, PLACE, " Rettet levering fra kommunen ")
    assert event.number == 2
    assert event.differences == ("række 2, kolonne Andel: 71,7 → 72,7 (Løget, 2016)",)
    report = take(vouching)
    first, second = events(vouching)
    assert first["checksum"] == second["before"] == checksum(GOOD.encode())
    assert (second["number"], second["what"], second["note"]) == (2, "changed", "Rettet levering fra kommunen")
    (told,) = report.accepted
    assert (told.file, told.what, told.differing, told.note) == (FILE, "changed", 1, "Rettet levering fra kommunen")
    assert ImportReport.from_json(report.to_json()) == report


def test_what_a_report_says_of_a_change_holds_no_number_of_the_file(vouching: RawProject) -> None:
    vouching.put("tal.csv", GOOD.replace("71,7", "72,7"))
    accept(vouching.project, PLACE, "Rettet levering")
    assert "72,7" not in take(vouching).to_json()
    assert "71,7" not in take(vouching).to_json()


def test_a_note_takes_a_removal(vouching: RawProject) -> None:
    vouching.declare(files="andre.csv")
    vouching.put("andre.csv", HEADER + "Løget;2017;70\n")
    take(vouching)
    (vouching.raw / "andre.csv").unlink()
    text = vouching.sources_file.read_text(encoding="utf-8")
    vouching.sources_file.write_text(
        text.replace('"files": "andre.csv"', '"files": "andre.csv", "optional": true'), encoding="utf-8"
    )
    accept(vouching.project, "data/raw/proeve-2016/andre.csv", "Trukket tilbage", removed=True)
    assert [one.what for one in take(vouching).accepted] == ["removed"]
    vouching.put("andre.csv", HEADER + "Løget;2017;70\n")
    take(vouching)
    assert [event["what"] for event in events(vouching)] == ["received", "received", "removed", "received"]


@pytest.mark.parametrize(
    ("named", "note", "removed", "value"),
    [
        (PLACE, "Rettet", False, "filen er ikke ændret"),
        ("data/raw/proeve-2016/ny.csv", "Rettet", False, "filen er ikke på listen over modtagne filer"),
        ("../../etc/passwd", "Rettet", False, "filen er ikke på listen over modtagne filer"),
        (PLACE, " ", False, "noten er tom"),
        (PLACE, "x" * 301, False, "noten har 301 tegn"),
    ],
)
def test_what_can_not_be_accepted(vouching: RawProject, named: str, note: str, removed: bool, value: str) -> None:
    before = (vouching.raw / DELIVERED).read_bytes()
    with pytest.raises(UsageError) as raised:
        accept(vouching.project, named, note, removed=removed)
    assert [fault.value for fault in raised.value.faults] == [value]
    assert (vouching.raw / DELIVERED).read_bytes() == before


def test_a_change_is_not_a_removal_nor_the_other_way_round(vouching: RawProject) -> None:
    vouching.put("tal.csv", GOOD + "Løget;2017;70\n")
    with pytest.raises(UsageError, match="filen er der stadig"):
        accept(vouching.project, PLACE, "Trukket tilbage", removed=True)
    (vouching.raw / "tal.csv").unlink()
    with pytest.raises(UsageError, match="filen findes ikke"):
        accept(vouching.project, PLACE, "Rettet")


def test_a_faulty_file_takes_nobodys_place(vouching: RawProject) -> None:
    vouching.put("tal.csv", GOOD.replace("71,7", "mange"))
    with pytest.raises(DataError) as raised:
        accept(vouching.project, PLACE, "Rettet")
    assert [fault.value for fault in raised.value.faults] == ["»mange« kan ikke læses som tal"]
    assert len(events(vouching)) == 1


@pytest.mark.parametrize("note", ["ring til {number}", "skriv til per@eksempel.dk", "Rettet af Mette Nielsen"])
def test_a_note_names_nobody(vouching: RawProject, note: str) -> None:
    vouching.put("tal.csv", GOOD.replace("71,7", "72,7"))
    number = "-".join(("010170", "1234"))
    with pytest.raises(PrivacyError) as raised:
        accept(vouching.project, PLACE, note.format(number=number))
    assert number not in str(raised.value)
    assert "Mette" not in str(raised.value)
    assert len(events(vouching)) == 1


def test_a_file_is_found_from_where_the_user_stands(vouching: RawProject, monkeypatch: pytest.MonkeyPatch) -> None:
    vouching.put("tal.csv", GOOD.replace("71,7", "72,7"))
    monkeypatch.chdir(vouching.raw)
    assert accept(Project(vouching.project.root), "tal.csv", "Rettet").file == FILE
