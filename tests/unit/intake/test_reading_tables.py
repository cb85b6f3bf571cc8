"""Good files of every layout become the observations that a person would read from them."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from typing import Any

import pandas as pd
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow, TableRowGroup
from odf.text import P, S
from openpyxl import Workbook

from helpers.observations.table import Observation, Origin, Precision
from raw_project import RawProject

PLAIN = "Område;År;Andel\nLøget;2016;71,7\nNørremarken;2017;80\n"


def brief(observations: tuple[Observation, ...]) -> list[tuple[str, str, float | None]]:
    """Return area, period and value of each observation."""
    return [(found.area, found.period_label, found.value) for found in observations]


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_row_becomes_an_observation_with_its_place(raw: RawProject) -> None:
    raw.declare(sensitivity="internal")
    raw.put("tal.csv", PLAIN)
    found = raw.run().observations[0]
    assert found == Observation(
        id="kilde-0/tal.csv!2:tryghed-andel@2016-01-01/2016-12-31",
        evaluation="proeve-2016",
        area="loeget",
        indicator="tryghed-andel",
        period_start=date(2016, 1, 1),
        period_end=date(2016, 12, 31),
        period_label="2016",
        value=71.7,
        unit="percent",
        origin=Origin.SUPPLIED,
        source="kilde-0",
        file="proeve-2016/tal.csv",
        checksum=hashlib.sha256(PLAIN.encode()).hexdigest(),
        audience="internal",
        row=2,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_text_files_of_every_encoding_and_delimiter(raw: RawProject, encoding: str, delimiter: str) -> None:
    raw.declare()
    raw.put("tal.csv", PLAIN.replace(";", delimiter).replace("\n", "\r\n").encode(encoding))
    assert brief(raw.run().observations) == [("loeget", "2016", 71.7), ("noerremarken", "2017", 80.0)]


def test_a_comma_file_with_quoted_decimal_commas(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", 'Område,År,Andel\nLøget,2016,"71,7"\n')
    assert brief(raw.run().observations) == [("loeget", "2016", 71.7)]


def test_a_comma_file_with_decimal_points_where_declared(raw: RawProject) -> None:
    raw.declare(reader={"decimal_mark": "."})
    raw.put("tal.csv", "Område,År,Andel\nLøget,2016,71.7\n")
    assert brief(raw.run().observations) == [("loeget", "2016", 71.7)]


def test_notes_above_totals_and_notes_below(raw: RawProject) -> None:
    raw.declare()
    raw.put(
        "tal.csv",
        "Tryghed i Vejle;;\nOpgjort januar 2017;;\n;;\nOmråde;År;Andel\nPræstevangen;2016;71,7\n\n"
        "nørremarken;2016;80\nI alt;2016;75\n;;\nKilde: politiet;;\n",
    )
    checked = raw.run()
    assert brief(checked.observations) == [("loeget", "2016", 71.7), ("noerremarken", "2016", 80.0)]
    assert [found.row for found in checked.observations] == [5, 7]
    assert [str(warning) for warning in checked.report.warnings] == [
        "data/raw/proeve-2016/tal.csv: noter under tabellen er ikke læst (række 10). Rækker med en enkelt tekst efter "
        "den sidste datarække regnes for noter. Se efter, at noterne ikke ændrer tallenes betydning."
    ]


def test_signs_for_hidden_missing_zero_and_provisional(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "haervaerk", "value": "Antal"}])
    raw.put("tal.csv", "Område;År;Antal\nLøget;2015;-\nLøget;2016;..\nLøget;2017;…\nLøget;2018;12*\nLøget;2019;\n")
    checked = raw.run()
    assert [(found.period_label, found.value, found.note) for found in checked.observations] == [
        ("2015", 0.0, None),
        ("2016", None, "Tallet er skjult af dataejeren."),
        ("2018", 12.0, "Foreløbigt tal."),
    ]
    assert checked.report.warnings[0].value == "2 værdier mangler (række 4, kolonne Antal; række 6, kolonne Antal)"


def test_shares_and_rates_are_computed_from_their_counts(raw: RawProject) -> None:
    raw.declare(
        values=[
            {"indicator": "tryghed-andel", "numerator": "Trygge", "denominator": "Svar", "respondents": "Svar"},
            {"indicator": "afgoerelser", "numerator": "Domme", "denominator": "Beboere"},
        ]
    )
    raw.put("tal.csv", "Område;År;Trygge;Svar;Domme;Beboere\nLøget;2016;90;160;30;1.200\n")
    rate, share = raw.run().observations
    assert (share.value, share.numerator, share.denominator, share.respondents) == (56.25, 90.0, 160.0, 160)
    assert (rate.value, rate.numerator, rate.denominator, rate.unit) == (25.0, 30.0, 1200.0, "per_1000")


def test_a_share_of_nobody_is_no_observation(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "tryghed-andel", "numerator": "Trygge", "denominator": "Svar"}])
    raw.put("tal.csv", "Område;År;Trygge;Svar\nLøget;2016;0;0\nLøget;2017;1;2\n")
    assert brief(raw.run().observations) == [("loeget", "2017", 50.0)]


def test_units_that_the_file_uses(raw: RawProject) -> None:
    raw.declare(
        values=[
            {"indicator": "tryghed-andel", "value": "Andel", "file_unit": "fraction"},
            {"indicator": "budget", "value": "Budget", "file_unit": "thousand"},
        ]
    )
    raw.put("tal.csv", "Område;År;Andel;Budget\nLøget;2016;0,717;1.250\nLøget;2017;72 %;1,3 mio. kr.\n")
    found = {(one.indicator, one.period_label): one.value for one in raw.run().observations}
    assert found == {
        ("tryghed-andel", "2016"): 71.7,
        ("tryghed-andel", "2017"): 72.0,
        ("budget", "2016"): 1_250_000.0,
        ("budget", "2017"): 1_300_000.0,
    }


def test_wide_files_have_one_column_per_period(raw: RawProject) -> None:
    raw.declare(
        columns={"area": {"heading": "Område"}},
        values=[{"indicator": "haervaerk", "value": "{periode}"}],
    )
    raw.put("tal.csv", "Område;1. kvt. 2016;2. kvt. 2016;Bemærkning\nLøget;3;-;fin\n")
    assert brief(raw.run().observations) == [("loeget", "1. kvartal 2016", 3.0), ("loeget", "2. kvartal 2016", 0.0)]


def test_long_files_name_the_indicator_in_a_column(raw: RawProject) -> None:
    raw.declare(
        columns={
            "area": {"heading": "Område"},
            "period": {"heading": "År"},
            "indicator": "Nøgletal",
            "activity": {"heading": "Aktivitet"},
            "note": "Note",
        },
        values=[
            {"indicator": "tryghed-andel", "where": "Andel trygge", "value": "Værdi"},
            {"indicator": "haervaerk", "value": "Værdi"},
        ],
    )
    raw.put(
        "tal.csv",
        "Område;År;Nøgletal;Værdi;Aktivitet;Note\nLøget;2016;andel  trygge;71,7;;x\nLøget;2016;haervaerk;4;tjansen;\n",
    )
    found = {one.indicator: (one.value, one.activity, one.note) for one in raw.run().observations}
    assert found == {"tryghed-andel": (71.7, None, "x"), "haervaerk": (4.0, "tjansen", None)}


def test_the_period_may_stand_in_the_file_name_or_be_fixed(raw: RawProject) -> None:
    area = {"heading": "Område"}
    raw.declare(files="tal-*.csv", columns={"area": area, "period": {"place": "file"}})
    raw.declare(files="andet.csv", columns={"area": area, "period": {"fixed": "ultimo 2018"}})
    raw.put("tal-2016.csv", "Område;Andel\nLøget;70\n")
    raw.put("tal-2017.csv", "Område;Andel\nLøget;71\n")
    raw.put("andet.csv", "Område;Andel\nLøget;72\n")
    assert brief(raw.run().observations) == [
        ("loeget", "2016", 70.0),
        ("loeget", "2017", 71.0),
        ("loeget", "ultimo 2018", 72.0),
    ]


def test_two_dates_make_a_period(raw: RawProject) -> None:
    raw.declare(columns={"area": {"fixed": "loeget"}, "period": {"start": "Fra", "end": "Til"}})
    raw.put("tal.csv", "Fra;Til;Andel\n1.2.2016;31.3.2016;70\n")
    assert brief(raw.run().observations) == [("loeget", "1. februar 2016 – 31. marts 2016", 70.0)]


def test_a_workbook_with_two_header_rows_and_merged_cells(raw: RawProject) -> None:
    raw.declare(
        reader={"sheet": "Tryghed", "header_height": 2},
        columns={"area": {"heading": "Boligområde"}},
        values=[{"indicator": "tryghed-andel", "value": "{periode} Andel", "respondents": "{periode} Svar"}],
    )
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Tryghed"
    for row in (
        ("Tryghedsmåling", None, None, None, None),
        (),
        ("Bolig-\nområde", 2016, None, 2017, None),
        (None, "Andel", "Svar", "Andel", "Svar"),
        ("Løget", 0.717, 231, "72,5", "200"),
        ("I alt", 0.7, 231, 70, 200),
    ):
        sheet.append(row)
    sheet["A3"] = "Boligområde"
    sheet["B5"].number_format = "0.0%"
    for block in ("A3:A4", "B3:C3", "D3:E3"):
        sheet.merge_cells(block)
    other = book.create_sheet("Noter")
    other.sheet_state = "hidden"
    other["A1"] = "uden betydning"
    raw.put("tal.xlsx", saved(book))
    found = raw.run().observations
    assert [(one.period_label, one.value, one.respondents) for one in found] == [
        ("2016", 71.7, 231),
        ("2017", 72.5, 200),
    ]
    assert (found[0].sheet, found[0].row) == ("Tryghed", 5)


def test_an_area_merged_over_its_rows_and_excel_dates(raw: RawProject) -> None:
    raw.declare(
        columns={"area": {"heading": "Område"}, "period": {"heading": "Opgjort", "type": "date"}},
        values=[{"indicator": "haervaerk", "value": "Antal"}],
    )
    book = Workbook()
    sheet: Any = book.active
    for row in (("Område", "Opgjort", "Antal"), ("Løget", date(2016, 1, 1), 3), (None, date(2016, 7, 1), 4)):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    raw.put("tal.xlsx", saved(book))
    assert brief(raw.run().observations) == [("loeget", "1. januar 2016", 3.0), ("loeget", "1. juli 2016", 4.0)]


def test_a_number_merged_over_two_rows_counts_once(raw: RawProject) -> None:
    raw.declare(values=[{"indicator": "haervaerk", "value": "Antal"}])
    book = Workbook()
    sheet: Any = book.active
    for row in (("Område", "År", "Antal"), ("Løget", 2016, 3), ("Nørremarken", 2016, None)):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    raw.put("tal.xlsx", saved(book))
    checked = raw.run()
    assert brief(checked.observations) == [("loeget", "2016", 3.0)]
    assert [warning.value for warning in checked.report.warnings] == ["1 værdi mangler (række 3, kolonne C)"]


def test_a_note_that_holds_the_header_text_is_not_the_header(raw: RawProject) -> None:
    raw.declare(reader={"header_text": "Andel"})
    raw.put("tal.csv", "Andel af de spurgte, som er trygge;;\n;;\n" + PLAIN)
    assert brief(raw.run().observations) == [("loeget", "2016", 71.7), ("noerremarken", "2017", 80.0)]


def test_a_header_is_found_by_part_of_its_text_or_by_its_row(raw: RawProject) -> None:
    raw.declare(
        files="a.csv",
        reader={"header_text": "Omr"},
        columns={"area": {"heading": "Område"}, "period": {"fixed": "2016"}},
    )
    raw.declare(
        files="b.csv", reader={"header_row": 2}, columns={"area": {"heading": "Område"}, "period": {"fixed": "2017"}}
    )
    raw.put("a.csv", "x\nOmråde;Andel\nLøget;70\n")
    raw.put("b.csv", "Område;Andel\nOmråde;Andel\nLøget;71\n")
    assert brief(raw.run().observations) == [("loeget", "2016", 70.0), ("loeget", "2017", 71.0)]


def test_hidden_rows_are_read_and_named(raw: RawProject) -> None:
    raw.declare()
    book = Workbook()
    sheet: Any = book.active
    for row in (("Område", "År", "Andel"), ("Løget", 2016, 70), ("Nørremarken", 2016, 80)):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    raw.put("tal.xlsx", saved(book))
    checked = raw.run()
    assert len(checked.observations) == 2
    assert checked.report.warnings[0].value == "skjulte rækker er læst som data (række 3)"


def ods_cell(value: object, **attributes: Any) -> TableCell:
    """Return an OpenDocument cell as LibreOffice writes it."""
    if isinstance(value, float):
        return TableCell(valuetype="float", value=str(value), **attributes)
    cell = TableCell(valuetype="string", **attributes)
    cell.addElement(P(text=str(value)))
    return cell


def test_an_opendocument_sheet_with_merged_repeated_and_percent_cells(raw: RawProject) -> None:
    raw.declare(
        reader={"header_height": 2},
        columns={"area": {"heading": "Område"}},
        values=[{"indicator": "tryghed-andel", "value": "{periode} Andel", "respondents": "{periode} Svar"}],
    )
    document = OpenDocumentSpreadsheet()
    table = Table(name="Ark1")
    table.addElement(TableRow(numberrowsrepeated=2))
    for cells in (
        (ods_cell("Område", numberrowsspanned=2), ods_cell(2016.0, numbercolumnsspanned=2), CoveredTableCell()),
        (CoveredTableCell(), ods_cell("Andel"), ods_cell("Svar")),
        (ods_cell("Løget"), TableCell(valuetype="percentage", value="0.717"), ods_cell(231.0)),
    ):
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1048571))
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    raw.put("tal.ods", stream.getvalue())
    found = raw.run().observations
    assert [(one.value, one.respondents, one.sheet, one.row) for one in found] == [(71.7, 231, "Ark1", 5)]


def test_an_opendocument_sheet_with_dates_groups_and_spaces(raw: RawProject) -> None:
    raw.declare(
        columns={"area": {"heading": "Område i byen"}, "period": {"heading": "Dato"}},
        values=[{"indicator": "haervaerk", "value": "Antal"}],
    )
    document = OpenDocumentSpreadsheet()
    table = Table(name="Ark1")
    spaced = TableCell(valuetype="string")
    text = P(text="Område")
    text.addElement(S(c=3))
    text.addText("i byen")
    spaced.addElement(text)
    day = TableCell(valuetype="date", datevalue="2016-07-01")
    moment = TableCell(valuetype="date", datevalue="2017-07-01T00:00:00")
    group = TableRowGroup()
    for cells in (
        (spaced, ods_cell("Dato"), ods_cell("Antal")),
        (ods_cell("Løget"), day, TableCell(valuetype="float", value="3")),
        (ods_cell("Løget"), moment, ods_cell("4")),
    ):
        row = TableRow(visibility="collapse" if cells[1] is day else "visible")
        for cell in cells:
            row.addElement(cell)
        group.addElement(row)
    table.addElement(group)
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    raw.put("tal.ods", stream.getvalue())
    checked = raw.run()
    assert brief(checked.observations) == [("loeget", "1. juli 2016", 3.0), ("loeget", "1. juli 2017", 4.0)]
    assert [warning.value for warning in checked.report.warnings] == ["skjulte rækker er læst som data (række 2)"]


def test_a_parquet_file(raw: RawProject) -> None:
    raw.declare()
    stream = io.BytesIO()
    pd.DataFrame({"Område": ["Løget", "Nørremarken"], "År": [2016, 2016], "Andel": [71.7, None]}).to_parquet(stream)
    raw.put("tal.parquet", stream.getvalue())
    assert brief(raw.run().observations) == [("loeget", "2016", 71.7)]


def test_judgements_say_who_when_and_why(raw: RawProject) -> None:
    raw.declare(
        reader={"kind": "judgements"},
        columns={
            "area": {"heading": "Område"},
            "period": {"heading": "Dato", "type": "date"},
            "breakdown": {"heading": "Mål"},
            "by": "Organ",
            "reason": "Begrundelse",
        },
        values=[{"indicator": "vurdering", "value": "Nået"}],
    )
    raw.put(
        "tal.csv",
        "Mål;Område;Dato;Organ;Nået;Begrundelse\nmaal-1;Løget;12.3.2017;Bestyrelsen;ja;Møderne holdes.\n"
        "maal-1;Løget;12.3.2019;Bestyrelsen;;Uenighed.\n",
    )
    found = raw.run().observations
    assert [(one.breakdown, one.value, one.note) for one in found] == [
        ("maal-1", 1.0, "Bestyrelsen, 12. marts 2017: Møderne holdes."),
        ("maal-1", None, "Bestyrelsen, 12. marts 2019: Uenighed."),
    ]


def test_milestones_are_reached_on_a_day(raw: RawProject) -> None:
    raw.declare(
        reader={"kind": "milestones"},
        columns={"area": {"fixed": "loeget"}, "period": {"heading": "Dato"}, "breakdown": {"heading": "Mål"}},
        values=[{"indicator": "milepael", "value": "Nået"}],
    )
    raw.put("tal.csv", "Mål;Dato;Nået\nmaal-1;1.5.2017;ja\nmaal-1;31.12.2016;nej\n")
    assert [(str(one.period_end), one.value) for one in raw.run().observations] == [
        ("2016-12-31", 0.0),
        ("2017-05-01", 1.0),
    ]


PERSONS = {
    "reader": {"kind": "person_list"},
    "columns": {
        "area": {"heading": "Område"},
        "started": "Start",
        "left": "Slut",
        "outcome": "Job efter et år",
    },
    "values": [{"indicator": "job-efter-1-aar"}],
    "measured_on": "2017-06-30",
}


def test_a_person_list_gives_shares_of_those_whose_year_has_passed(raw: RawProject) -> None:
    raw.declare(**PERSONS)
    raw.put(
        "tal.csv",
        "Nr;Område;Start;Slut;Job efter et år\n"
        "1;Løget;1.1.2014;1.3.2015;ja\n"  # a year has passed in 2016
        "2;Løget;1.1.2014;31.12.2015;nej\n"  # on 31 December 2016
        "3;Løget;1.1.2014;30.6.2016;ja\n"  # on the very day of measuring
        "4;Løget;1.1.2014;1.7.2016;\n"  # the day after: does not count
        "5;Løget;1.1.2014;;\n"  # still there
        "6;Løget;1.1.2014;1.4.2015;\n"  # nobody knows
        "7;Nørremarken;1.1.2014;29.2.2016;nej\n",  # 1 March 2017
    )
    checked = raw.run()
    assert [
        (one.area, one.period_label, one.value, one.numerator, one.denominator) for one in checked.observations
    ] == [
        ("loeget", "2016", 50.0, 1.0, 2.0),
        ("loeget", "2017", 100.0, 1.0, 1.0),
        ("noerremarken", "2017", 0.0, 0.0, 1.0),
    ]
    assert [warning.value for warning in checked.report.warnings] == [
        "nogle personer har intet svar et år efter (2016)"
    ]


DOCUMENTED = (
    "id;område;indikator;værdi;nedre;øvre;enhed;præcision;periode;periode_start;periode_slut;dokument;side;flere_sider;"
    "ordlyd;note\n"
)


def test_documented_figures_carry_document_page_and_words(raw: RawProject) -> None:
    raw.declare(origin="documented", reader={"kind": "documented"}, columns=None, values=None)
    raw.put(
        "tal.csv",
        DOCUMENTED
        + 'obs-1;loeget;tryghed-andel;58,3;;;percent;exact;2016;2016-01-01;2016-12-31;S1;6;9,22;"Tallet; 58,3 %";\n'
        "obs-2;loeget;tryghed-andel;;50;60;percent;range;;;;S1;7;;mellem 50 og 60 %;skøn\n",
    )
    undated, dated = raw.run().observations
    assert (dated.id, dated.value, dated.document, dated.page) == ("kilde-0/obs-1", 58.3, "S1", 6)
    assert dated.wording == "Tallet; 58,3 %"
    assert (undated.value, undated.low, undated.high, undated.period_label) == (None, 50.0, 60.0, "uden dato")
    assert (undated.precision, undated.note) == (Precision.RANGE, "skøn")


def test_a_documented_rate_may_lack_what_it_is_per(raw: RawProject) -> None:
    raw.declare(origin="documented", reader={"kind": "documented"}, columns=None, values=None)
    raw.put("tal.csv", DOCUMENTED + "obs-1;loeget;afgoerelser;22;;;per_unknown;exact;;;;S1;9;;22 pr beboere;mangler\n")
    (found,) = raw.run().observations
    assert (found.value, found.unit, found.note) == (22.0, "per_unknown", "mangler")


def test_documented_wins_over_supplied_over_synthetic(raw: RawProject) -> None:
    raw.declare(origin="documented", files="dok.csv", reader={"kind": "documented"}, columns=None, values=None)
    raw.declare(files="tal.csv")
    raw.declare(files="demo.csv", origin="synthetic")
    raw.put(
        "dok.csv",
        DOCUMENTED + "obs-1;loeget;tryghed-andel;58,3;;;percent;exact;2016;2016-01-01;2016-12-31;S1;6;;58,3 %;\n",
    )
    raw.put("tal.csv", "Område;År;Andel\nLøget;2016;60\nLøget;2017;61\n")
    raw.put("demo.csv", "Område;År;Andel\nLøget;2016;70\nLøget;2017;71\nLøget;2018;72\n")
    checked = raw.run()
    assert [(one.period_label, one.value, str(one.origin)) for one in checked.observations] == [
        ("2016", 58.3, "documented"),
        ("2017", 61.0, "supplied"),
        ("2018", 72.0, "synthetic"),
    ]
    assert checked.report.superseded == 3
    assert checked.report.origins == (("documented", 1), ("supplied", 1), ("synthetic", 1))


def test_an_optional_source_may_be_missing(raw: RawProject) -> None:
    raw.declare()
    raw.declare(files="senere.csv", optional=True)
    raw.put("tal.csv", PLAIN)
    raw.put("vejledning.txt", "hej")
    checked = raw.run()
    assert checked.report.missing_sources == ("kilde-1",)
    assert [str(warning) for warning in checked.report.warnings] == [
        "data/raw/proeve-2016/vejledning.txt: filen er ikke læst. Kun filer, som sources.yml nævner, læses. "
        "Tilføj kilden i sources.yml, eller fjern filen."
    ]


def test_values_outside_the_plan_are_warned_of(raw: RawProject) -> None:
    raw.declare()
    raw.put("tal.csv", "Område;År;Andel\nLøget;2009;70\nDanmark;2016;80\n")
    checked = raw.run()
    assert len(checked.observations) == 2
    assert [(one.row, one.value) for one in checked.report.warnings] == [
        (2, "perioden 2009 ligger uden for planen"),
        (3, "området danmark bruges ikke i evalueringen"),
    ]
