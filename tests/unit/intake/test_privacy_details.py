"""Details about persons refuse a file whose source has none, wherever they stand, and are repeated nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import PrivacyError
from personal_places import TEXT_PLACES, csv, ods, with_part, xlsx
from raw_project import RawProject

HEAD = "Område;År;Andel;Note\n"
WRITERS = ("xlsx: hvem der gemte", "xlsx: app-egenskab", "ods: hvem der kommenterede", "xlsx: indlejret gammel fil")
"""Places that say who made the file."""
CODES = ("xlsx: navn på billede", "xlsx: arkets navn", "parquet: kolonnens navn", "mappens navn")
"""Places in which the planted text is a name of its own kind; tried below."""
DETAILS = {"et personnavn": "Hans Jensen", "en e-mailadresse": "xq@wv.dk", "et telefonnummer": "+45 20 30 40 50"}


def assert_refused(raw: RawProject, kind: str, *secrets: str) -> list[str]:
    faults = raw.refusal(PrivacyError)
    assert any(kind in fault for fault in faults), faults
    assert not [secret for secret in secrets if secret.casefold() in "\n".join(faults).casefold()]
    return faults


@pytest.mark.parametrize("kind", DETAILS)
@pytest.mark.parametrize("place", [place for place in TEXT_PLACES if place not in (*WRITERS, *CODES)])
def test_a_detail_is_refused_wherever_it_stands(raw: RawProject, place: str, kind: str) -> None:
    raw.declare(files="*.*", reader={"sheet": "Tal"})
    raw.put(*TEXT_PLACES[place](DETAILS[kind]))
    assert_refused(raw, kind, "jensen", "xq@", "20 30 40")


@pytest.mark.parametrize("place", WRITERS)
def test_who_made_the_file_does_not_refuse_it(raw: RawProject, place: str) -> None:
    raw.declare(
        files="*.*",
        reader={"sheet": "Tal"},
        values=[{"indicator": "tryghed-andel", "value": "Trygge"}],
        columns={"area": {"heading": "Område"}, "period": {"heading": "År"}, "area_names": {"Bakken": "loeget"}},
    )
    raw.put(*TEXT_PLACES[place]("Hans Jensen"))
    assert [one.value for one in raw.run().observations] == [71.7]


def test_excels_own_first_line_of_a_comment_is_its_writer(raw: RawProject) -> None:
    from openpyxl.comments import Comment

    raw.declare(files="*.xlsx", columns={"area": {"fixed": "Løget"}, "period": {"heading": "År"}},
                values=[{"indicator": "tryghed-andel", "value": "Trygge"}])  # fmt: skip
    raw.put(*xlsx(lambda book, sheet: setattr(sheet["C2"], "comment", Comment("Hans Jensen:\nskøn", "Hans Jensen"))))
    assert len(raw.run().observations) == 1
    raw.put(*xlsx(lambda book, sheet: setattr(sheet["C2"], "comment", Comment("skøn af Hans Jensen", "Eva Lund"))))
    (fault,) = assert_refused(raw, "et personnavn i en kommentar", "jensen", "lund")
    assert fault.startswith("data/raw/proeve-2016/levering.xlsx, ark Tal, række 2, kolonne C:")


def test_a_sheet_named_after_a_person_is_not_named(raw: RawProject) -> None:
    raw.declare(files="*.xlsx", reader={"sheet": "Tal"})

    def change(book: object, sheet: object) -> None:
        other = book.create_sheet("Hans Jensen")  # type: ignore[attr-defined]
        other["A1"] = "tlf. 20304050"

    raw.put(*xlsx(change))
    faults = assert_refused(raw, "ark nr. 2: et personnavn i arkets navn", "jensen", "20304050")
    assert any("ark nr. 2, række 1, kolonne A: et telefonnummer" in fault for fault in faults)


@pytest.mark.parametrize("name", ["Hans Jensen.csv", "hans_jensen.csv", "tal-xq@wv.dk.csv", "Hans Jensen/tal.csv"])
def test_a_file_named_after_a_person_is_not_named(raw: RawProject, name: str) -> None:
    raw.declare(files="**/*.csv")
    raw.put(name, "Område;År;Andel\nLøget;2016;71,7\n")
    faults = assert_refused(raw, "i navnet på filen eller mappen", "jensen", "xq@")
    assert all("(skjult navn)" in fault for fault in faults)


def test_a_column_of_details_is_one_fault_at_its_first_cell(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", f"{HEAD}Løget;2016;1;\nLøget;2017;1;a@b.dk\nLøget;2018;1;c@d.dk\nLøget;2019;1;e@f.dk\n")
    (fault,) = assert_refused(raw, "en e-mailadresse (og i 2 celler mere i kolonnen)", "a@b", "c@d")
    assert fault.startswith("data/raw/proeve-2016/tal.csv, række 3, kolonne D:")


def test_a_switchboard_above_the_table_is_read_once_it_is_declared(raw: RawProject) -> None:
    content = "Spørgsmål: statistik@kommune.dk, tlf. 76 81 00 00, Skolegade 1\nOmråde;År;Andel\nLøget;2016;71,7\n"
    raw.put("tal.csv", content.replace("\nO", ";;\nO"))
    raw.declare()
    faults = assert_refused(raw, "et telefonnummer", "76 81")
    assert len(faults) == 3
    assert all("»contact« i sources.yml" in fault for fault in faults)
    raw.sources_file.unlink()
    again = RawProjectAgain(raw)
    again.declare(contact=["statistik@kommune.dk", "76 81 00 00", "Skolegade 1, 7100 Vejle"])
    assert [one.value for one in again.run().observations] == [71.7]


class RawProjectAgain(RawProject):
    """The same folder with a new declaration."""

    def __init__(self, before: RawProject) -> None:
        self.project, self.raw = before.project, before.raw
        self._sources = []


def test_names_of_places_and_bodies_are_no_persons(raw: RawProject) -> None:
    raw.declare(
        owner="Jens Hansen Fonden",
        contact=["Boligselskabet Peter Lund"],
        columns={"area": {"heading": "Navn"}, "period": {"heading": "År"}, "area_names": {"Anne Holm": "loeget"}},
    )
    rows = "Anne Holm;2016;71,7;Jens Hansen Fonden\nNørremarken;2016;80;Boligselskabet Peter Lund\n"
    raw.put("tal.csv", f"Navn;År;Andel;Note\n{rows}")
    assert [one.value for one in raw.run().observations] == [71.7, 80.0]


def test_places_may_be_asked_about_together(raw: RawProject, tmp_path: Path) -> None:
    raw.declare(files="*.*", reader={"sheet": "Tal"})
    raw.put(*csv(f"{HEAD}Løget;2016;1;Hans Jensen\n"))
    raw.put(*ods(lambda document, table, cell: None))
    raw.put(*with_part("xl/comments9.xml", "<a>Hans Jensen</a>"))
    assert [fault.split(":")[0] for fault in raw.refusal(PrivacyError)] == [
        "data/raw/proeve-2016/levering.csv, række 2, kolonne D"
    ]


def test_a_birth_date_beside_four_digits_is_a_personal_number(raw: RawProject) -> None:
    raw.declare()
    born = ["0101" + "90", "3112" + "65", "0506" + "78"]
    rows = "".join(f"Løget;{2016 + n};51;{day};{1234 + n}\n" for n, day in enumerate(born))
    raw.put("tal.csv", f"Område;År;Andel;A;B\n{rows}")
    assert len(assert_refused(raw, "et personnummer", *born)) == 3
    raw.put("tal.csv", f"Område;År;Andel;A;B\n{rows.replace(born[0], '999999')}")
    assert len(raw.run().observations) == 3
