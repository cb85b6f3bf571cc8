"""A questionnaire with one row per answer becomes weighted shares, and nothing else of it gets in."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import Any

import pytest
from openpyxl import Workbook

from helpers.errors import DataError, PlanError, PrivacyError
from helpers.intake.examining import examine
from helpers.intake.importing import import_examined
from helpers.observations.table import Observation
from raw_project import PLAN, REGISTRY, RawProject

ANSWERS = "Område;År;Husstand;Køn;Alder;Hvor tryg er du?"
RESIDENTS = "Område;År;Køn;Alder;Beboere;Spurgt"
QUESTION: dict[str, Any] = {
    "indicator": "tryghed-andel",
    "question": "Hvor tryg er du?",
    "counts": ["Tryg", "Meget tryg"],
    "among": ["Meget utryg", "Utryg", "Tryg", "Meget tryg"],
    "leaves_out": ["Ved ikke"],
}
SURVEY: dict[str, Any] = {
    "weight_by": ["Køn", "Alder"],
    "residents": {
        "files": "beboere*.csv",
        "area": {"heading": "Område"},
        "period": {"heading": "År"},
        "number": "Beboere",
        "invited": "Spurgt",
    },
}
DECLARED: dict[str, Any] = {
    "files": "*.csv",
    "reader": {"kind": "answers"},
    "columns": {"area": {"heading": "Område"}, "period": {"heading": "År", "type": "year"}, "household": "Husstand"},
    "values": [QUESTION],
    "survey": SURVEY,
}
YOUNG_UNSAFE = [f"Løget;2016;{n};kvinde;18-39;{'Tryg' if n < 4 else 'Utryg'}" for n in range(10)]
OLD_SAFE = [f"Løget;2016;{20 + n};mand;40+;{'Utryg' if n < 6 else 'Meget tryg'}" for n in range(30)]
HALF_AND_HALF = ["Løget;2016;kvinde;18-39;100;50", "Løget;2016;mand;40+;100;50"]


def put(raw: RawProject, answers: list[str], residents: list[str] | None = None) -> None:
    """Write a file of answers, and one of residents."""
    raw.put("svar.csv", "\n".join((ANSWERS, *answers, "")))
    if residents is not None:
        raw.put("beboere.csv", "\n".join((RESIDENTS, *residents, "")))


def only(raw: RawProject) -> Observation:
    """Import, and return the one observation."""
    (found,) = raw.run().observations
    return found


def test_the_share_is_weighted_to_resemble_the_residents(raw: RawProject) -> None:
    """4 of 10 young and 24 of 30 old are safe; half of the residents are young: (40 % + 80 %) / 2."""
    raw.declare(**DECLARED)
    put(raw, YOUNG_UNSAFE + OLD_SAFE, HALF_AND_HALF)
    found = only(raw)
    assert found.value == pytest.approx(60.0)
    assert (found.numerator, found.denominator, found.respondents) == (28, 40, 40)
    assert (found.population, found.invited, found.weighting) == (200, 100, "køn og alder")
    assert found.design_effect is not None
    assert found.design_effect > 1.2
    assert (found.area, found.period_label, found.row) == ("loeget", "2016", 2)


def test_each_round_leads_to_its_own_file(raw: RawProject) -> None:
    """To the first row of the file, not to the first that was counted; a household may stand in two files."""
    raw.declare(**{**DECLARED, "survey": None})
    raw.put("a.csv", "\n".join((ANSWERS, *YOUNG_UNSAFE, "")))
    raw.put("b.csv", "\n".join((ANSWERS, *OLD_SAFE[:5], *(row.replace("2016", "2017") for row in OLD_SAFE), "")))
    found = {one.period_label: one for one in raw.run().observations}
    assert [(one.file.rpartition("/")[2], one.row) for one in found.values()] == [("a.csv", 2), ("b.csv", 2)]
    assert [one.respondents for one in found.values()] == [15, 30]


def test_nothing_of_a_single_answer_is_kept(raw: RawProject) -> None:
    """The observation says where the first row is, whichever it was counted from, and no group or household."""
    raw.declare(**DECLARED)
    put(raw, YOUNG_UNSAFE + OLD_SAFE, HALF_AND_HALF)
    shown = " ".join(str(value) for value in asdict(only(raw)).values())
    for detail in ("18-39", "kvinde", "Meget tryg", "Husstand", "40+"):
        assert detail not in shown


def test_without_residents_it_is_not_weighted_and_says_so(raw: RawProject) -> None:
    """The plain share, with neither residents nor invited."""
    raw.declare(**{**DECLARED, "survey": None})
    put(raw, YOUNG_UNSAFE + OLD_SAFE)
    found = only(raw)
    assert found.value == pytest.approx(70.0)
    assert (found.population, found.invited, found.weighting) == (None, None, "")
    assert "ikke vægtet" in (found.note or "")


def test_a_year_without_residents_is_not_weighted_and_warned_of(raw: RawProject) -> None:
    """The table has 2016 only."""
    raw.declare(**DECLARED)
    put(raw, [row.replace("2016", "2017") for row in YOUNG_UNSAFE + OLD_SAFE], HALF_AND_HALF)
    checked = raw.run()
    assert checked.observations[0].weighting == ""
    assert "ingen tabel over beboere" in str(checked.report.warnings[0])


def test_residents_without_a_year_count_for_every_year(raw: RawProject) -> None:
    """A table that says no period."""
    survey = {**SURVEY, "residents": {**SURVEY["residents"], "period": None}}
    raw.declare(**{**DECLARED, "survey": survey})
    answers = YOUNG_UNSAFE + OLD_SAFE
    put(raw, answers + [row.replace("2016", "2017") for row in answers], HALF_AND_HALF)
    assert [found.weighting for found in raw.run().observations] == ["køn og alder"] * 2


def test_households_that_answer_alike_count_for_less(raw: RawProject) -> None:
    """The same answers, two by two in a household."""
    raw.declare(**{**DECLARED, "survey": None})
    put(raw, [f"Løget;2016;{n // 2};kvinde;18-39;{'Tryg' if n % 4 < 2 else 'Utryg'}" for n in range(80)])
    assert only(raw).design_effect == pytest.approx(2.0, abs=0.15)


def test_no_answer_and_dont_know_are_not_answers(raw: RawProject) -> None:
    """They keep their weight in the group but are in neither numerator nor denominator."""
    raw.declare(**{**DECLARED, "survey": None})
    put(raw, [*YOUNG_UNSAFE, "Løget;2016;90;kvinde;18-39;Ved ikke", "Løget;2016;91;kvinde;18-39;"])
    assert (only(raw).numerator, only(raw).denominator) == (4, 10)


def test_rows_without_a_group_are_left_out_and_warned_of(raw: RawProject) -> None:
    """They can't be weighted."""
    raw.declare(**DECLARED)
    put(raw, [*YOUNG_UNSAFE, *OLD_SAFE, "Løget;2016;99;;40+;Tryg"], HALF_AND_HALF)
    checked = raw.run()
    assert checked.observations[0].respondents == 40
    assert any("Køn og Alder" in str(warning) for warning in checked.report.warnings)


def test_groups_with_few_answers_are_put_together(raw: RawProject) -> None:
    """With a margin of one group left there is nothing to weight by; the evaluator is told."""
    raw.declare(**DECLARED)
    put(raw, [*OLD_SAFE, *YOUNG_UNSAFE[:3]], HALF_AND_HALF)
    checked = raw.run()
    assert checked.observations[0].weighting == ""
    assert any("kan ikke vægtes" in str(warning) for warning in checked.report.warnings)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Løget;2016;1;kvinde;18-39;Måske", "svaret er ikke et af spørgsmålets"),
        ("Løget;2016;1;andet;18-39;Tryg", "gruppen findes ikke blandt beboerne"),
        ("Ukendt;2016;1;kvinde;18-39;Tryg", "kendes ikke som område"),
    ],
)
def test_a_fault_names_the_place_and_never_the_answer(raw: RawProject, row: str, told: str) -> None:
    """File, row and column; what stands there belongs to a person."""
    raw.declare(**DECLARED)
    put(raw, [*YOUNG_UNSAFE, row], HALF_AND_HALF)
    (fault,) = raw.refusal(DataError)
    assert told in fault
    assert "svar.csv" in fault
    assert "række 12" in fault
    assert not {"Måske", "andet;", "Ukendt"} & set(fault.replace("»", " ").replace("«", " ").split())


def test_more_answers_than_asked_is_a_fault(raw: RawProject) -> None:
    """40 answers where 10 were asked; or 300 asked where there are 200."""
    raw.declare(**DECLARED)
    put(raw, YOUNG_UNSAFE + OLD_SAFE, [row.replace(";50", ";5") for row in HALF_AND_HALF])
    assert "flere svar end spurgte" in raw.refusal(DataError)[0]
    put(raw, YOUNG_UNSAFE + OLD_SAFE, [row.replace(";50", ";150") for row in HALF_AND_HALF])
    assert "flere spurgte end beboere" in raw.refusal(DataError)[0]


def test_each_group_has_at_most_as_many_asked_as_residents(raw: RawProject) -> None:
    """50 residents and 210 asked in one group, told at its row, although the area has more residents than asked."""
    raw.declare(**DECLARED)
    put(raw, YOUNG_UNSAFE + OLD_SAFE, ["Løget;2016;kvinde;18-39;50;210", "Løget;2016;mand;40+;500;50"])
    (fault,) = raw.refusal(DataError)
    assert "beboere.csv, række 2, kolonne Spurgt: der er flere spurgte end beboere i gruppen." in fault


def change_of(raw: RawProject, name: str) -> str:
    """Return what the one fault of a changed file says of its numbers."""
    (fault,) = [one for one in examine(raw.project, PLAN, REGISTRY).faults if one.place.endswith(name)]
    return fault.value.removeprefix("filen er ændret, efter at den er modtaget")


def test_changed_residents_change_the_result_and_it_is_said(raw: RawProject) -> None:
    """Three quarters of the residents are now old, so the weighted share is another one; the answers are untouched."""
    raw.declare(**DECLARED)
    put(raw, YOUNG_UNSAFE + OLD_SAFE, HALF_AND_HALF)
    import_examined(raw.project, examine(raw.project, PLAN, REGISTRY))
    put(raw, YOUNG_UNSAFE + OLD_SAFE, [HALF_AND_HALF[0], HALF_AND_HALF[1].replace(";100;", ";300;")])
    assert change_of(raw, "beboere.csv") == ": svar.csv, række 2: tallet er ændret (Løget, 2016)"


def test_fewer_asked_is_a_difference_and_moved_rows_are_none(raw: RawProject) -> None:
    """The share stays, but the response rate doesn't; and nothing changes if only the order does."""
    raw.declare(**DECLARED)
    put(raw, YOUNG_UNSAFE + OLD_SAFE, HALF_AND_HALF)
    import_examined(raw.project, examine(raw.project, PLAN, REGISTRY))
    put(raw, YOUNG_UNSAFE + OLD_SAFE, [row.replace(";50", ";40") for row in HALF_AND_HALF])
    assert change_of(raw, "beboere.csv") == ": svar.csv, række 2: tallet er ændret (Løget, 2016)"
    put(raw, YOUNG_UNSAFE + OLD_SAFE, HALF_AND_HALF)
    raw.put("svar.csv", "\n".join((ANSWERS, *OLD_SAFE, *YOUNG_UNSAFE, "", "")))
    assert "ingen af de indlæste tal er anderledes" in change_of(raw, "svar.csv")


def test_a_round_that_comes_with_the_change_is_no_difference(raw: RawProject) -> None:
    """A new file of answers has its own numbers; they are not blamed on the table that was changed."""
    raw.declare(**DECLARED)
    put(raw, YOUNG_UNSAFE + OLD_SAFE, HALF_AND_HALF)
    import_examined(raw.project, examine(raw.project, PLAN, REGISTRY))
    raw.put("svar2.csv", "\n".join((ANSWERS, *(row.replace("2016", "2017") for row in OLD_SAFE), "")))
    put(raw, YOUNG_UNSAFE + OLD_SAFE, [*HALF_AND_HALF, "Løget;2017;mand;40+;100;50"])
    assert "ingen af de indlæste tal er anderledes" in change_of(raw, "beboere.csv")


def test_a_question_that_is_misspelt_is_not_taken_for_lost_letters(raw: RawProject) -> None:
    """A question ends in a question mark; only one in the place of a Danish letter is a broken file."""
    raw.declare(**{**DECLARED, "survey": None, "values": [{**QUESTION, "question": "Hvor trygg er du?"}]})
    put(raw, YOUNG_UNSAFE)
    (fault,) = raw.refusal(DataError)
    assert "Mente du »Hvor tryg er du?«?" in fault
    assert "ødelagt" not in fault
    raw.put("svar.csv", "\n".join((ANSWERS.replace("Område", "Omr?de").replace("tryg", "trygg"), *YOUNG_UNSAFE, "")))
    assert "Filens æ, ø og å er ødelagt" in raw.refusal(DataError)[0]


def test_faults_of_the_residents(raw: RawProject) -> None:
    """A number that is none, a group twice, a group left open."""
    raw.declare(**DECLARED)
    for row, told in (
        ("Løget;2016;kvinde;40+;mange;5", "ikke et helt tal"),
        ("Løget;2016;kvinde;18-39;7;5", "gruppen står to gange"),
        ("Løget;2016;;18-39;7;5", "gruppen mangler"),
    ):
        put(raw, YOUNG_UNSAFE + OLD_SAFE, [*HALF_AND_HALF, row])
        (fault,) = raw.refusal(DataError)
        assert told in fault
        assert "beboere.csv" in fault


def test_both_tables_may_lie_in_one_workbook(raw: RawProject) -> None:
    """A sheet each."""
    survey = {**SURVEY, "residents": {**SURVEY["residents"], "files": None, "sheet": "Beboere"}}
    raw.declare(**{**DECLARED, "files": "*.xlsx", "reader": {"kind": "answers", "sheet": "Svar"}, "survey": survey})
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, head, rows in (("Svar", ANSWERS, YOUNG_UNSAFE + OLD_SAFE), ("Beboere", RESIDENTS, HALF_AND_HALF)):
        sheet = book.create_sheet(name)
        for row in (head, *rows):
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row.split(";")])
    data = io.BytesIO()
    book.save(data)
    raw.put("svar.xlsx", data.getvalue())
    assert only(raw).value == pytest.approx(60.0)


def test_names_and_addresses_refuse_the_file(raw: RawProject) -> None:
    """Answers are without persons; what looks like one stops the import, and a household is no address."""
    raw.declare(**DECLARED)
    put(raw, [*YOUNG_UNSAFE, "Løget;2016;Solbakken 14, 2. tv;kvinde;18-39;Tryg"], HALF_AND_HALF)
    faults = raw.refusal(PrivacyError)
    assert faults
    assert "Solbakken" not in "".join(faults)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"values": [{**QUESTION, "counts": ["Glad"]}]}, "står ikke under »among«"),
        ({"values": [{**QUESTION, "leaves_out": ["Tryg"]}]}, "både under »among« og »leaves_out«"),
        ({"values": [{**QUESTION, "question": None}]}, "»question« mangler"),
        ({"values": [{**QUESTION, "value": "Andel"}]}, "en kolonne med tal"),
        ({"values": [{**QUESTION, "indicator": "haervaerk"}]}, "ikke en andel fra et spørgeskema"),
        ({"survey": {"weight_by": ["Køn"]}}, "»residents« mangler"),
        ({"survey": {**SURVEY, "residents": {**SURVEY["residents"], "sheet": "B"}}}, "ingen eller to steder"),
        (
            {"survey": {**SURVEY, "residents": {**SURVEY["residents"], "files": None, "sheet": "B"}}},
            "»sheet« mangler under »reader«",
        ),
        ({"personal_data": True}, "»personal_data« er true"),
        ({"reader": {"kind": "table"}}, "hører til kilder med én række pr. svar"),
        ({"values": [{**QUESTION, "weighted_by": "køn"}]}, "»weighted_by« står ved et spørgsmål"),
    ],
)
def test_a_declaration_at_fault_is_told_at_its_line(raw: RawProject, changes: dict[str, Any], told: str) -> None:
    """Before any file is read."""
    raw.declare(**{**DECLARED, **changes})
    put(raw, YOUNG_UNSAFE, HALF_AND_HALF)
    assert any(told in fault for fault in raw.refusal(PlanError))


OWNERS = {
    "indicator": "tryghed-andel",
    "value": "Andel",
    "respondents": "Svar",
    "population": "Beboere",
    "invited": "Spurgt",
}


def test_an_owner_may_deliver_a_weighted_share_with_its_design_effect(raw: RawProject) -> None:
    """Columns of a table; effective answers give the design effect."""
    value = {**OWNERS, "numerator": "Ja", "denominator": "Svar", "design_effect": "Deff", "weighted_by": "køn og alder"}
    raw.declare(values=[value])
    raw.put("tal.csv", "Område;År;Andel;Ja;Svar;Beboere;Spurgt;Deff\nLøget;2016;58,2;120;200;900;500;1,35\n")
    found = only(raw)
    assert (found.value, found.numerator, found.denominator, found.respondents) == (58.2, 120, 200, 200)
    assert (found.population, found.invited, found.design_effect) == (900, 500, 1.35)
    assert found.weighting == "køn og alder"


def test_effective_answers_give_the_design_effect(raw: RawProject) -> None:
    """200 answers worth 125 have an effect of 1.6."""
    raw.declare(values=[{**OWNERS, "effective": "Effektive svar"}])
    raw.put("tal.csv", "Område;År;Andel;Svar;Beboere;Spurgt;Effektive svar\nLøget;2016;58,2;200;900;500;125\n")
    assert only(raw).design_effect == pytest.approx(1.6)
    assert only(raw).weighting is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("58,2;600;900;500;125", "der er 600 svar, men kun 500 spurgte"),
        ("58,2;200;400;500;125", "der er 500 spurgte, men kun 400 beboere"),
        ("58,2;200;900;500;1", "designeffekten er 200"),
        ("58,2;200;900;500;0", "de effektive svar kan ikke bruges"),
        ("58,2;200;900;50,5;125", "er ikke et helt tal"),
    ],
)
def test_numbers_that_cannot_be_are_refused(raw: RawProject, row: str, told: str) -> None:
    """More answers than asked, more asked than residents, effects out of reach."""
    raw.declare(values=[{**OWNERS, "effective": "Effektive svar"}])
    raw.put("tal.csv", f"Område;År;Andel;Svar;Beboere;Spurgt;Effektive svar\nLøget;2016;{row}\n")
    assert any(told in fault for fault in raw.refusal(DataError))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"indicator": "haervaerk", "value": "Andel", "invited": "Spurgt"}, "Kun andele fra spørgeskemaer"),
        ({"indicator": "tryghed-andel", "numerator": "A", "weighted_by": "køn"}, "»weighted_by« står uden »value«"),
    ],
)
def test_what_belongs_to_surveys_stands_at_surveys(raw: RawProject, value: dict[str, Any], told: str) -> None:
    """A count has no response rate; counts alone aren't weighted."""
    raw.declare(values=[value])
    assert any(told in fault for fault in raw.refusal(PlanError))
