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
            "række 2, kolonne Andel: »ukendt« kan ikke læses som tal. Et tal, som ikke findes, er et tomt felt eller "
            "tegnet …; et tal, som holdes skjult, er tegnet .. (to prikker). Ret cellen.",
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
            "Gem filen som .csv, .tsv, .txt, .xlsx, .xlsm, .ods, .parquet, .sav, .zsav, .dta.",
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
        "ark Tryghed, række 2, kolonne C: »1.7.2016« kan ikke læses som tal. Her skal stå et tal; "
        "regnearket har gjort det til en dato. Ret cellen.",
        "ark Tryghed, række 3, kolonne C: cellen er en formel uden beregnet værdi. Formler skal være regnet ud, når "
        "filen gemmes. Åbn filen i regnearksprogrammet, gem den, og læg den på plads.",
        "ark Tryghed, række 4, kolonne C: »SAND« kan ikke læses som tal. Her skal stå et tal. Ret cellen.",
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
        f"{FILE}, række 4, kolonne Start: teksten er ikke en dato. En dato skrives som 1. december 2016, "
        "1.12.2016 eller 2016-12-01. Ret datoen.",
        f"{FILE}, række 4, kolonne Slut: teksten er ikke en dato. En dato skrives som 1. december 2016, "
        "1.12.2016 eller 2016-12-01. Ret datoen.",
    ]


def test_documented_rows_at_fault(raw: RawProject) -> None:
    raw.declare(origin="documented", reader={"kind": "documented"}, columns=None, values=None)
    raw.put(
        "tal.csv",
        "id;område;indikator;værdi;nedre;øvre;enhed;præcision;periode;periode_start;periode_slut;dokument;side;"
        "flere_sider;ordlyd;note\n"
        ";loegt;tryghed;mange;;;percent;exact;2016;2016-01-01;2016-12-31;S9;6;;;\n"
        "obs-2;loeget;tryghed-andel;50;60;50;persons;exact;2016;2016-01-01;i fjor;S1;6;;ord;\n"
        "obs-3;loeget;tryghed-andel;;60;50;percent;range;2016;2016-12-31;2016-01-01;S1;6;;ord;\n"
        "obs-4;loeget;tryghed-andel;50;;;per_unknown;exact;2016;2016-01-01;2016-12-31;S1;6;;ord;nævneren mangler\n"
        "obs-5;loeget;afgoerelser;22;;;per_unknown;exact;;;;S1;9;;ord;\n",
    )
    assert [fault.partition("tal.csv, ")[2].partition(". ")[0] for fault in raw.refusal(DataError)] == [
        "række 2, kolonne id: »id« mangler",
        "række 2, kolonne område: »loegt« kendes ikke som område",
        "række 2, kolonne indikator: »tryghed« kendes ikke som indikator",
        "række 2, kolonne dokument: »S9« kendes ikke som dokument",
        "række 2, kolonne ordlyd: »ordlyd« mangler",
        "række 2, kolonne værdi: »mange« kan ikke læses som tal",
        "række 3, kolonne enhed: »persons« kendes ikke som enhed",
        "række 3, kolonne periode_slut: »i fjor« er ikke en dato",
        "række 5, kolonne enhed: »per_unknown« kendes ikke som enhed",
        "række 6, kolonne note: »note« mangler",
        "række 4, kolonne periode_slut: perioden går fra 2016-12-31 til 2016-01-01",
        "række 4, kolonne nedre: grænserne er 60 og 50",
    ]


def test_periods_that_do_not_fit_the_declaration(raw: RawProject) -> None:
    area = {"heading": "Område"}
    raw.declare(files="a.csv", columns={"area": area, "period": {"heading": "År", "type": "quarter"}})
    raw.declare(files="b.csv", columns={"area": area, "period": {"start": "Fra", "end": "Til"}})
    raw.declare(files="c.csv", columns={"area": area, "period": {"place": "file"}})
    raw.put("a.csv", HEADER + "Løget;2016;70\nLøget;;70\n")
    raw.put("b.csv", "Område;Fra;Til;Andel\nLøget;1.2.2016;1.1.2016;70\nLøget;1.2.2016;;70\n")
    raw.put("c.csv", "Område;Andel\nLøget;70\n")
    assert [fault.partition("2016/")[2].partition(". Perioden ")[0] for fault in raw.refusal(DataError)] == [
        "a.csv, række 2, kolonne År: »2016« er ikke et kvartal. sources.yml siger, at perioden er et kvartal. "
        "Ret perioden, eller ret »type« i sources.yml.",
        "a.csv, række 3, kolonne År: perioden mangler",
        "b.csv, række 2, kolonne Til: perioden slutter 1. januar 2016, før den begynder 1. februar 2016. "
        "Den første dag kommer før den sidste. Ret datoerne.",
        "b.csv, række 3, kolonne Til: perioden mangler",
        "c.csv: perioden findes ikke",
    ]


def test_a_long_file_names_only_declared_indicators(raw: RawProject) -> None:
    raw.declare(
        columns={"area": {"heading": "Område"}, "period": {"heading": "År"}, "indicator": "Nøgletal"},
        values=[{"indicator": "haervaerk", "where": "Hærværk", "value": "Antal"}],
    )
    raw.put("tal.csv", "Område;År;Nøgletal;Antal\nLøget;2016;Hærverk;3\nLøget;2017;;3\n")
    assert raw.refusal(DataError) == [
        f"{FILE}, række 2, kolonne Nøgletal: nøgletallet »Hærverk« kendes ikke. Kolonnen nævner et af nøgletallene "
        "under »values« i sources.yml. Mente du »Hærværk«?",
        f"{FILE}, række 3, kolonne Nøgletal: nøgletallet mangler. Kolonnen nævner et af nøgletallene under »values« i "
        "sources.yml. Ret navnet, eller tilføj nøgletallet i sources.yml.",
    ]


def test_an_encoding_that_is_declared_must_hold(raw: RawProject) -> None:
    raw.declare(reader={"encoding": "utf-8", "delimiter": ";"})
    raw.put("tal.csv", HEADER.encode() + "Løget;2016;70\n".encode("cp1252"))
    assert raw.refusal(DataError) == [
        f"{FILE}, række 2: filen er ikke skrevet i utf-8. Filen skal kunne åbnes som den filtype, dens navn siger. "
        "Gem filen som CSV i UTF-8, eller ret »encoding« i sources.yml."
    ]


def test_a_milestone_is_reached_or_not(raw: RawProject) -> None:
    raw.declare(
        reader={"kind": "milestones"},
        columns={"area": {"fixed": "loeget"}, "period": {"heading": "Dato"}, "breakdown": {"heading": "Mål"}},
        values=[{"indicator": "milepael", "value": "Nået"}],
    )
    raw.put("tal.csv", "Mål;Dato;Nået\nmaal-1;1.5.2017;\nmaal-1;1.6.2017;kan ikke afgøres\n;1.7.2017;ja\n")
    assert [fault.partition("tal.csv, ")[2].partition(". ")[0] for fault in raw.refusal(DataError)] == [
        "række 2, kolonne Nået: svaret mangler",
        "række 3, kolonne Nået: »kan ikke afgøres« er hverken ja eller nej",
        "række 4, kolonne Mål: målet mangler",
    ]


def test_each_kind_of_source_has_what_it_needs(raw: RawProject) -> None:
    raw.declare(id="a", origin="documented", reader={"kind": "documented"})
    raw.declare(id="b", values=None)
    raw.declare(id="c", columns=None)
    raw.declare(id="d", values=[{"indicator": "haervaerk"}])
    raw.declare(id="e", values=[{"indicator": "haervaerk", "value": "{periode}"}])
    found = [fault.partition(": ")[2].partition(". ")[0] for fault in raw.refusal(PlanError)]
    assert found == [
        "»columns« eller »values« er sat",
        "»values« mangler",
        "»columns« mangler",
        "ingen kolonne er nævnt",
        "perioden står både i overskriften og under »period«",
    ]


def test_an_evaluation_has_sources(raw: RawProject) -> None:
    raw.sources_file.write_text("version: 1\nsources: []\n", encoding="utf-8")
    assert raw.refusal(PlanError) == [
        "analyses/proeve-2016/sources.yml:2: ingen kilder. En evaluering har mindst én kilde. Tilføj en."
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
    assert faults == ["analyses/proeve-2016/sources.yml:10: nøglen »fil« kendes ikke"]
    text = raw.sources_file.read_text(encoding="utf-8")
    raw.sources_file.write_text(text.replace("    fil: tal.csv\n", ""), encoding="utf-8")
    faults = [fault.partition(". ")[0] for fault in raw.refusal(PlanError)]
    assert faults == [
        "analyses/proeve-2016/sources.yml:8: »personal_data« er true",
        "analyses/proeve-2016/sources.yml:13: perioden er ikke nævnt",
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
