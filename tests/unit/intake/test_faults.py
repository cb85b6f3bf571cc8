"""What is wrong with a file, in the exact words that the evaluator reads."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from helpers.errors import DataError, PlanError
from raw_project import RawProject

FILE = "data/raw/proeve-2016/tal.csv"
HEADER = "Område;År;Andel\n"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            "Løget;2016;ukendt\n",
            "række 2, kolonne Andel: »ukendt« kan ikke læses som tal. Her skal stå et tal. Ret cellen.",
        ),
        (
            "Løget;2016;58.3\n",
            "række 2, kolonne Andel: »58.3« kan ikke læses som tal. Tal skrives med decimalkomma og punktum som "
            "tusindtalsskilletegn. Ret cellen.",
        ),
        (
            "Løget;2016;500 kr.\n",
            "række 2, kolonne Andel: »500 kr.« kan ikke læses som tal. Tallet skal være i enheden procent. Ret cellen.",
        ),
        (
            "Løgett;2016;70\n",
            "række 2, kolonne Område: »Løgett« kendes ikke som område. Områder kendes på de navne, der står i "
            "analyses/areas.yml. Mente du »Løget«? Ret navnet, eller tilføj det under »area_names« i sources.yml.",
        ),
        (
            ";2016;70\n",
            "række 2, kolonne Område: området mangler. Hver række skal nævne et område. Skriv områdets navn.",
        ),
        (
            "Løget;i fjor;70\n",
            "række 2, kolonne År: »i fjor« er ikke en periode. Perioden skrives som 2016, 1. kvartal 2016, "
            "1. december 2016, ultimo 2016 eller 2016-12-01. Ret perioden.",
        ),
        (
            "Løget;2016;170\n",
            "række 2, kolonne Andel: andelen er 170 procent. En andel ligger mellem 0 og 100 procent. "
            "Spørg dataejeren, og ret filen.",
        ),
        (
            "Løget;2016;70\nLøget By;2016;71\n",
            "række 3: tryghed-andel for loeget, 2016, står også i data/raw/proeve-2016/tal.csv, række 2. "
            "Samme område, indikator og periode må kun stå én gang. Slet den ene række.",
        ),
        (
            "Løget;2016;70;ekstra\n",
            "række 2: rækken har 4 felter, overskriften 3. Hver række skal have lige så mange felter som overskriften. "
            "Sæt anførselstegn om tekst, der indeholder skilletegnet, eller hent filen igen.",
        ),
        (
            "Løget;2016\n",
            "række 2: rækken har 2 felter, overskriften 3. Hver række skal have lige så mange felter som overskriften. "
            "Sæt anførselstegn om tekst, der indeholder skilletegnet, eller hent filen igen.",
        ),
    ],
)
def test_a_row_at_fault(raw: RawProject, rows: str, fault: str) -> None:
    raw.declare()
    raw.put("tal.csv", HEADER + rows)
    assert raw.refusal(DataError) == [f"{FILE}, {fault}"]


def test_a_value_that_does_not_fit_its_counts(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "tryghed-andel", "value": "Andel", "numerator": "Trygge", "denominator": "Svar"}])
    raw.put(
        "tal.csv",
        "Område;År;Andel;Trygge;Svar\nLøget;2016;71,7;115;160\nLøget;2017;71,9;115;160\nLøget;2018;72;115;160\n",
    )
    assert raw.refusal(DataError) == [
        f"{FILE}, række 2, kolonne Andel: værdien 71,7 passer ikke til 115 af 160. Værdi og antal skal passe sammen; "
        "antallene giver 71,875. Spørg dataejeren, hvilket tal der er rigtigt."
    ]


def test_a_numerator_above_its_denominator_and_a_count_alone(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "tryghed-andel", "numerator": "Trygge", "denominator": "Svar"}])
    raw.put("tal.csv", "Område;År;Trygge;Svar\nLøget;2016;5;4\nLøget;2017;5;\nLøget;2018;3;0\n")
    assert raw.refusal(DataError) == [
        f"{FILE}, række 3, kolonne Trygge: antallet 5 står uden det antal, det er en del af. "
        "En andel har både tæller og nævner. Udfyld begge felter, eller lad begge stå tomme.",
        f"{FILE}, række 4, kolonne Trygge: 3 af 0. Nævneren er 0, men tælleren er ikke. Ret antallene.",
        f"{FILE}, række 2, kolonne Trygge: tælleren er 5, nævneren 4. Tælleren er en del af nævneren og kan ikke være "
        "større. Spørg dataejeren, og ret filen.",
        f"{FILE}, række 2, kolonne Trygge: andelen er 125 procent. En andel ligger mellem 0 og 100 procent. "
        "Spørg dataejeren, og ret filen.",
    ]


def test_counts_and_rates_are_not_negative(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "haervaerk", "value": "Antal"}])
    raw.put("tal.csv", "Område;År;Antal\nLøget;2016;-3\n")
    assert raw.refusal(DataError) == [
        f"{FILE}, række 2, kolonne Antal: værdien er -3. Et antal eller en rate er ikke under 0. "
        "Spørg dataejeren, og ret filen."
    ]


def test_a_missing_column_names_the_closest(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", "Område;År;Andele\nLøget;2016;70\n")
    assert raw.refusal(DataError) == [
        f"{FILE}, række 1: kolonnen »Andel« mangler. Alle kolonner, som sources.yml nævner, skal stå i filens "
        "overskrift. Mente du »Andele«? Ret overskriften eller sources.yml."
    ]


def test_a_heading_that_stands_twice(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", "Område;År;Andel;andel\nLøget;2016;70;71\n")
    assert raw.refusal(DataError) == [
        f"{FILE}, række 1: overskriften »Andel« står flere gange (kolonne C og D). En overskrift skal kunne kendes fra "
        "de andre. Ret overskrifterne, så hver kolonne har sin egen."
    ]


def test_a_missing_file_names_the_closest(raw: RawProject) -> None:
    raw.declare(files="politiet/tryghed.csv")
    raw.put("politiet/trygheden.csv", HEADER)
    assert raw.refusal(DataError) == [
        "data/raw/proeve-2016/politiet/tryghed.csv: ingen fil fra Politiet (Tryghed). Hver kilde i sources.yml skal "
        "have mindst én fil, medmindre den er »optional«. Mente du »politiet/trygheden.csv«? Ret navnet."
    ]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        (
            "tal.csv",
            HEADER.encode(),
            "der er ingen datarækker. En leveret fil har mindst én datarække. Hent filen igen.",
        ),
        (
            "tal.csv",
            b"Omr\x00de",
            "filen er ikke en tekstfil. Filen skal kunne åbnes som den filtype, dens navn siger. "
            "Gem filen som CSV fra regnearksprogrammet.",
        ),
        (
            "tal.csv",
            b'Omr;"aa',
            "anførselstegnene går ikke op, eller en celle er længere end 131072 tegn. Filen skal kunne åbnes som den "
            "filtype, dens navn siger. Ret anførselstegnene omkring teksten.",
        ),
        (
            "tal.xlsx",
            b"PK nonsense",
            "filen kan ikke læses som en Excel-projektmappe. Filen skal kunne åbnes som den filtype, dens navn siger. "
            "Åbn filen i regnearksprogrammet, gem den igen som .xlsx uden adgangskode, og læg den på plads.",
        ),
        (
            "tal.ods",
            b"PK nonsense",
            "filen kan ikke læses som et OpenDocument-regneark. Filen skal kunne åbnes som den filtype, dens navn "
            "siger. Åbn filen i regnearksprogrammet, gem den igen som .ods uden adgangskode, og læg den på plads.",
        ),
        (
            "tal.parquet",
            b"PAR1",
            "filen kan ikke læses som Parquet. Filen skal kunne åbnes som den filtype, dens navn siger. "
            "Skriv filen igen, og læg den på plads.",
        ),
        (
            "tal.xls",
            b"\xd0\xcf",
            "filtypen .xls kendes ikke. Filen skal kunne åbnes som den filtype, dens navn siger. "
            "Gem filen som .csv, .tsv, .txt, .xlsx, .xlsm, .ods, .parquet.",
        ),
    ],
)
def test_a_file_that_is_not_what_its_name_says(raw: RawProject, name: str, content: bytes, fault: str) -> None:
    raw.declare()
    raw.put(name, content)
    (found,) = raw.refusal(DataError)
    assert found.partition(": ")[2] == fault


def test_a_workbook_names_sheet_row_and_letter(raw: RawProject) -> None:
    raw.declare()
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Tryghed"
    for row in (
        ("Område", "År", "Andel"),
        ("Løget", 2016, date(2016, 7, 1)),
        ("Løget", 2017, "=SUM(A1:A2)"),
        ("Løget", 2018, True),
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    raw.put("tal.xlsx", stream.getvalue())
    assert [fault.partition("xlsx, ")[2] for fault in raw.refusal(DataError)] == [
        "ark Tryghed, række 2, kolonne C: »2016-07-01 00:00:00« kan ikke læses som tal. Her skal stå et tal; "
        "regnearket har gjort det til en dato. Ret cellen.",
        "ark Tryghed, række 3, kolonne C: cellen er en formel uden beregnet værdi. Formler skal være regnet ud, når "
        "filen gemmes. Åbn filen i regnearksprogrammet, gem den, og læg den på plads.",
        "ark Tryghed, række 4, kolonne C: »True« kan ikke læses som tal. Her skal stå et tal. Ret cellen.",
    ]


def test_a_sheet_that_is_not_there(raw: RawProject) -> None:
    raw.declare(reader={"sheet": "Tryghed"})
    book = Workbook()
    book.create_sheet("Andet")
    stream = io.BytesIO()
    book.save(stream)
    raw.put("tal.xlsx", stream.getvalue())
    assert raw.refusal(DataError) == [
        "data/raw/proeve-2016/tal.xlsx: arket »Tryghed« findes ikke. Filens synlige ark er: »Sheet«, »Andet«. "
        "Ret arkets navn, eller ret »sheet« i sources.yml."
    ]


@pytest.mark.parametrize(
    ("check", "cell", "fault"),
    [
        ({"column": "Svar", "type": "integer"}, "1,5", "»1,5«. Her skal stå et helt tal."),
        ({"column": "Svar", "type": "number"}, "mange", "»mange«. Her skal stå et tal."),
        ({"column": "Svar", "type": "date"}, "5", "»5«. Her skal stå en dato."),
        ({"column": "Svar", "minimum": 10}, "9", "»9«. Tallet skal være mindst 10."),
        ({"column": "Svar", "maximum": 1000}, "1.001", "»1.001«. Tallet må højst være 1.000."),
        ({"column": "Svar", "required": True}, "", "feltet er tomt. Feltet skal være udfyldt."),
    ],
)
def test_declared_checks(raw: RawProject, check: dict[str, Any], cell: str, fault: str) -> None:
    raw.declare(checks=[check])
    raw.put("tal.csv", f"Område;År;Andel;Svar\nLøget;2016;70;100\nLøget;2017;70;{cell}\n")
    if check.get("type") == "date":
        raw.put("tal.csv", f"Område;År;Andel;Svar\nLøget;2016;70;1.2.2016\nLøget;2017;70;{cell}\n")
    assert raw.refusal(DataError) == [
        f"{FILE}, række 3, kolonne Svar: {fault} Ret cellen, eller ret »checks« i sources.yml."
    ]


def test_a_limit_itself_is_allowed(raw: RawProject) -> None:
    raw.declare(checks=[{"column": "Andel", "minimum": 70, "maximum": 70, "type": "integer", "required": True}])
    raw.put("tal.csv", HEADER + "Løget;2016;70\n")
    assert len(raw.run().observations) == 1


def test_unique_sums_and_required_areas(raw: RawProject) -> None:
    raw.declare(
        checks=[{"column": "Nr", "unique": True}, {"column": "I alt", "sum_of": ["A", "B"]}],
        required_areas=["loeget", "noerremarken"],
    )
    raw.put("tal.csv", "Nr;Område;År;Andel;A;B;I alt\n1;Løget;2016;70;1;2;3\n1;Løget;2017;70;1;2;4\n")
    assert raw.refusal(DataError) == [
        f"{FILE}, række 3, kolonne Nr: »1« står også i række 2. Værdien må kun stå én gang. "
        "Ret cellen, eller ret »checks« i sources.yml.",
        f"{FILE}, række 3, kolonne I alt: summen er 4, delene giver 3. »I alt« skal være summen af »A«, »B«. "
        "Spørg dataejeren, hvilket tal der er rigtigt.",
        f"{FILE}: der er ingen række for Nørremarken. sources.yml kræver området i hver fil. "
        "Spørg dataejeren om tallene, eller ret »required_areas«.",
    ]


def test_all_faults_of_all_files_at_once(raw: RawProject) -> None:
    raw.declare(files="*.csv")
    raw.declare(files="mangler.xlsx")
    raw.put("a.csv", HEADER + "Løget;2016;x\nUkendt;2016;70\n")
    raw.put("b.csv", HEADER + "Løget;hvornår;70\n")
    places = [fault.partition(": ")[0] for fault in raw.refusal(DataError)]
    assert places == [
        "data/raw/proeve-2016/mangler.xlsx",
        "data/raw/proeve-2016/a.csv, række 2, kolonne Andel",
        "data/raw/proeve-2016/a.csv, række 3, kolonne Område",
        "data/raw/proeve-2016/b.csv, række 2, kolonne År",
    ]


def test_a_judgement_needs_a_body_a_reason_a_goal_and_an_answer(raw: RawProject) -> None:
    raw.declare(
        reader={"kind": "judgements"},
        columns={
            "area": {"heading": "Område"},
            "period": {"heading": "Dato"},
            "breakdown": {"heading": "Mål"},
            "by": "Organ",
            "reason": "Begrundelse",
        },
        values=[{"indicator": "vurdering", "value": "Nået"}],
    )
    raw.put(
        "tal.csv",
        "Mål;Område;Dato;Organ;Nået;Begrundelse\nmaal-1;Løget;1.1.2017;;ja;Ja.\nmaal-1;Løget;1.1.2017;Bestyrelsen;ja;\n"
        "maal-2;Løget;1.1.2017;Bestyrelsen;ja;Ja.\nmaal-1;Løget;1.1.2017;Bestyrelsen;måske;Ja.\n",
    )
    assert [fault.partition("tal.csv, ")[2].partition(". ")[0] for fault in raw.refusal(DataError)] == [
        "række 2, kolonne Organ: vurderingen nævner ikke, hvem der vurderede",
        "række 3, kolonne Begrundelse: vurderingen har ingen begrundelse",
        "række 4, kolonne Mål: målet »maal-2« kendes ikke",
        "række 5, kolonne Nået: »måske« er hverken ja eller nej",
    ]


def test_a_person_list_never_repeats_what_stands_in_it(raw: RawProject) -> None:
    raw.declare(
        reader={"kind": "person_list"},
        columns={"area": {"heading": "Område"}, "started": "Start", "left": "Slut", "outcome": "Job"},
        values=[{"indicator": "job-efter-1-aar"}],
        checks=[{"column": "Nr", "unique": True, "type": "integer"}],
        measured_on="2017-06-30",
    )
    raw.put(
        "tal.csv",
        "Nr;Område;Start;Slut;Job\n1;Løget;1.1.2016;1.1.2015;ja\n2;Løget;1.1.2014;1.1.2015;hos Hansens\n"
        "Hansen;Hansen;Hansen;Hansen;nej\nHansen;Løget;1.1.2014;1.1.2015;ja\n",
    )
    faults = raw.refusal(DataError)
    assert "Hansen" not in "".join(faults)
    assert faults == [
        f"{FILE}, række 4, kolonne Nr: teksten. Her skal stå et tal. Ret cellen, eller ret »checks« i sources.yml.",
        f"{FILE}, række 5, kolonne Nr: teksten. Her skal stå et tal. Ret cellen, eller ret »checks« i sources.yml.",
        f"{FILE}, række 5, kolonne Nr: teksten står også i række 4. Værdien må kun stå én gang. "
        "Ret cellen, eller ret »checks« i sources.yml.",
        f"{FILE}, række 2, kolonne Slut: slutdatoen ligger før startdatoen. Et forløb slutter ikke, før det er "
        "begyndt. Ret datoerne.",
        f"{FILE}, række 3, kolonne Job: svaret er hverken ja, nej eller tomt. Et år efter skal der stå ja eller nej; "
        "feltet er tomt, hvis det ikke vides. Ret cellen.",
        f"{FILE}, række 4, kolonne Område: teksten kendes ikke som område. Områder kendes på de navne, der står i "
        "analyses/areas.yml. Ret navnet, eller tilføj det under »area_names« i sources.yml.",
        f"{FILE}, række 4, kolonne Start: teksten er ikke en dato. Perioden skrives som 2016, 1. kvartal 2016, "
        "1. december 2016, ultimo 2016 eller 2016-12-01. Ret perioden.",
        f"{FILE}, række 4, kolonne Slut: teksten er ikke en dato. Perioden skrives som 2016, 1. kvartal 2016, "
        "1. december 2016, ultimo 2016 eller 2016-12-01. Ret perioden.",
    ]


def test_the_declaration_is_refused_with_its_line(raw: RawProject) -> None:
    raw.sources_file.write_text(
        """version: 1
sources:
  - id: politi
    title: Tryghed
    owner: Politiet
    sensitivity: public
    origin: supplied
    personal_data: true
    files: tal.csv
    fil: tal.csv
    columns:
      area: {heading: Område}
    values:
      - {indicator: tryghed-andel, value: Andel}
""",
        encoding="utf-8",
    )
    faults = [fault.partition(". ")[0] for fault in raw.refusal(PlanError)]
    assert faults == [
        "analyses/proeve-2016/sources.yml:8: »personal_data« er true",
        "analyses/proeve-2016/sources.yml:10: nøglen »fil« kendes ikke",
    ]


def test_what_must_fit_in_a_declaration(raw: RawProject) -> None:
    raw.sources_file.write_text(
        """version: 1
sources:
  - id: politi
    title: Tryghed
    owner: Politiet
    sensitivity: public
    origin: supplied
    personal_data: false
    files: ../hemmeligt/tal.csv
    columns:
      area: {heading: Område, fixed: loeget}
      area_names: {By: loget}
    values:
      - {indicator: tryghed-andle, value: Andel}
      - {indicator: haervaerk, value: Antal, unit: percent}
    required_areas: [loeget, nowhere]
  - id: politi
    title: Vurdering
    owner: Bestyrelsen
    sensitivity: public
    origin: supplied
    personal_data: false
    files: vurdering.csv
    reader: {kind: judgements}
    columns:
      area: {heading: Område}
      period: {heading: Dato, fixed: "2016"}
    values:
      - {indicator: vurdering, numerator: Antal}
  - id: unge
    title: Unge
    owner: Tjansen
    sensitivity: public
    origin: supplied
    personal_data: false
    files: unge.csv
    reader: {kind: person_list}
    columns: {area: {fixed: logget}, activity: {fixed: tjans}, left: Slut, outcome: Job}
    values: [{indicator: job-efter-1-aar}]
    measured_on: snart
""",
        encoding="utf-8",
    )
    faults = [
        fault.removeprefix("analyses/proeve-2016/sources.yml:").partition(". ")[0] for fault in raw.refusal(PlanError)
    ]
    assert faults == [
        "9: »../hemmeligt/tal.csv« peger uden for evalueringens mappe",
        "11: »area« har ingen eller to kilder",
        "12: området »loget« kendes ikke",
        "14: indikatoren »tryghed-andle« kendes ikke",
        "14: perioden er ikke nævnt",
        "15: enheden er »percent«",
        "15: perioden er ikke nævnt",
        "16: området »nowhere« kendes ikke",
        "17: kilden »politi« står to gange",
        "25: »breakdown« mangler",
        "25: »by« mangler",
        "25: »reason« mangler",
        "27: »period« har ingen eller flere kilder",
        "29: andet end »value« er nævnt",
        "38: området »logget« kendes ikke",
        "38: aktiviteten »tjans« kendes ikke",
        "40: »measured_on« er ikke en dato",
    ]
