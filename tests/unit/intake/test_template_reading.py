"""What owners do to a template, read right or refused with a place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from helpers.errors import Fault
from helpers.templates.content import STAMP
from template_plan import PLAN, REGISTRY, Reading, read, template_bytes

FIRST = 8
"""The first row of data."""
Change = Callable[[Workbook], None]


def put(sheet: str, cells: dict[str, object]) -> Change:
    """Return what writes these cells."""

    def change(book: Workbook) -> None:
        for place, value in cells.items():
            book[sheet][place] = value

    return change


def without_empty_sheets(found: Reading) -> list[Fault]:
    return [one for one in found.warnings if one.value != "arket er ikke udfyldt"]


def test_a_row_with_counts_gives_a_value_with_its_place() -> None:
    found = read(template_bytes("politi", put("Tryghed", {"C9": 7, "D9": 12, "E9": 12, "G9": "Foreløbigt"})))
    assert found.faults == ()
    (one,) = found.observations
    assert (one.indicator, one.area, one.period_label) == ("tryghed", "loeget", "2016")
    assert (one.numerator, one.denominator, one.respondents) == (7, 12, 12)
    assert one.value == pytest.approx(100 * 7 / 12)
    assert (one.sheet, one.row, one.origin, one.source) == ("Tryghed", 9, "supplied", "skabeloner")
    assert one.note == "Foreløbigt"


@pytest.mark.parametrize("owner", ["politi", "sekretariatet", "Vejle Kommune"])
def test_an_empty_template_is_nothing_but_missing_data_and_told(owner: str) -> None:
    found = read(template_bytes(owner))
    assert (found.observations, found.faults) == ((), ())
    assert [(one.value, one.sheet) for one in found.warnings] == [("skabelonen er ikke udfyldt", None)]


def test_a_sheet_that_nobody_filled_in_is_told() -> None:
    found = read(template_bytes("politi", put("Tryghed", {"C9": 7, "D9": 12, "E9": 12})))
    assert [(one.value, one.sheet) for one in found.warnings] == [
        ("arket er ikke udfyldt", "Haervaerk"),
        ("arket er ikke udfyldt", "Domme"),
    ]


def test_a_template_in_another_evaluations_folder_is_to_be_moved() -> None:
    found = read(template_bytes("politi"), PLAN.model_copy(update={"id": "anden-2020"}))
    (one,) = found.faults
    assert one.value == "skabelonen hører til evalueringen »proeve-2016«"
    assert one.remedy == "Flyt den til data/raw/proeve-2016/skabeloner/."


@pytest.mark.parametrize(
    ("cell", "number_format", "value"),
    [(0.583, "0.0%", 58.3), ("58,3", "@", 58.3), ("58,3 %", "@", 58.3), (58.3, "General", 58.3)],
)
def test_a_percentage_is_read_as_it_is_shown(cell: object, number_format: str, value: float) -> None:
    def change(book: Workbook) -> None:
        book["Tryghed"]["F8"] = cell
        book["Tryghed"]["F8"].number_format = number_format

    found = read(template_bytes("politi", change))
    assert found.said == []
    assert [one.value for one in found.observations] == [value]


def test_a_number_under_a_pasted_date_format_is_refused() -> None:
    def change(book: Workbook) -> None:
        book["Tryghed"]["F8"] = 60
        book["Tryghed"]["F8"].number_format = "dd-mm-yyyy"

    (fault,) = read(template_bytes("politi", change)).said
    assert "ark Tryghed, række 8, kolonne F" in fault
    assert "regnearket har gjort det til en dato" in fault


def test_a_number_that_the_owner_hides_is_kept_as_hidden() -> None:
    (one,) = read(template_bytes("politi", put("Haervaerk", {"C8": ".."}))).observations
    assert one.value is None
    assert one.note == "Tallet er skjult af dataejeren."


def test_rows_added_below_are_read_also_with_another_name_and_period() -> None:
    cells = {"A30": "Løget By", "B30": "1. halvår 2016", "F30": 61.5, "A31": "Vejle Kommune", "B31": 2017, "F31": 70}
    found = read(template_bytes("politi", put("Tryghed", cells)))
    assert found.said == []
    assert [(one.area, one.period_label, one.value) for one in found.observations] == [
        ("loeget", "1. halvår 2016", 61.5), ("vejle-kommune", "2017", 70),
    ]  # fmt: skip


def test_an_inserted_column_is_told_and_everything_else_is_read() -> None:
    def change(book: Workbook) -> None:
        sheet = book["Domme"]
        sheet.insert_cols(3)
        sheet["C7"], sheet["C8"], sheet["F8"] = "Vores egen", 9, 14.2

    found = read(template_bytes("politi", change))
    assert found.said == []
    assert [one.value for one in found.observations] == [14.2]
    (warning,) = without_empty_sheets(found)
    assert "kolonne C hører ikke til skabelonen" in str(warning)


def test_a_sheet_that_got_another_name_is_known_by_its_marker() -> None:
    def change(book: Workbook) -> None:
        book["Tryghed"]["F8"] = 60
        book["Tryghed"].title = "Vores tryghed"

    (one,) = read(template_bytes("politi", change)).observations
    assert (one.indicator, one.sheet) == ("tryghed", "Vores tryghed")


def test_a_sheet_whose_marker_is_gone_is_known_by_its_name() -> None:
    (one,) = read(template_bytes("politi", put("Tryghed", {"A2": None, "F8": 60}))).observations
    assert one.indicator == "tryghed"


def test_a_sheet_of_the_owners_own_and_one_that_is_gone_are_told() -> None:
    def change(book: Workbook) -> None:
        del book["Domme"]
        book.create_sheet("Kladde")["A1"] = "Huskeliste"

    found = read(template_bytes("politi", change))
    assert found.said == []
    assert [str(one).split(". ")[0] for one in found.warnings] == [
        "data/raw/proeve-2016/skabeloner/fra-ejeren.xlsx, ark Kladde: arket hører ikke til skabelonen og er ikke læst",
        "data/raw/proeve-2016/skabeloner/fra-ejeren.xlsx: arket »Domme« mangler",
        "data/raw/proeve-2016/skabeloner/fra-ejeren.xlsx: skabelonen er ikke udfyldt",
    ]


def test_goals_answers_and_days_are_understood() -> None:
    def change(book: Workbook) -> None:
        put("Moeder", {"D9": 4})(book)
        put("Milepael", {"C8": date(2017, 6, 1), "D8": "Ja"})(book)
        put("Vurdering", {"D8": date(2017, 6, 1), "E8": "nej", "F8": "Styregruppen", "G8": "Det er for tidligt"})(book)
        put("Vurdering", {"D9": date(2018, 6, 1), "E9": "kan ikke afgøres", "F9": "Styregruppen", "G9": "-"})(book)

    found = read(template_bytes("sekretariatet", change))
    assert found.said == []
    assert [(one.indicator, one.breakdown, one.value) for one in found.observations] == [
        ("moeder", "naboer", 4), ("vurdering", "samarbejde", 0), ("vurdering", "samarbejde", None),
        ("milepael", "aabning", 1),
    ]  # fmt: skip
    assert found.observations[1].note == "Styregruppen, 1. juni 2017: Det er for tidligt"


def test_a_goal_that_was_renamed_since_is_the_same_goal() -> None:
    renamed = tuple(goal.model_copy(update={"short_name": f"Nyt {goal.id}"}) for goal in PLAN.goals)
    plan = PLAN.model_copy(update={"goals": renamed})
    (one,) = read(template_bytes("sekretariatet", put("Moeder", {"D9": 4})), plan=plan).observations
    assert one.breakdown == "naboer"


@pytest.mark.parametrize(
    ("owner", "sheet", "cells", "place", "said"),
    [
        ("politi", "Tryghed", {"C8": "ca. 7", "D8": 12}, "række 8, kolonne C", "forbehold"),
        ("politi", "Tryghed", {"C8": 13, "D8": 12}, "række 8, kolonne C", "Tælleren er en del af nævneren"),
        ("politi", "Tryghed", {"C8": 7}, "række 8", "står uden det antal, det er en del af"),
        ("politi", "Tryghed", {"C8": 7, "D8": 12, "F8": 0.583}, "række 8, kolonne F", "passer ikke til 7 af 12"),
        ("politi", "Tryghed", {"F8": 158}, "række 8, kolonne F", "mellem 0 og 100"),
        ("politi", "Tryghed", {"F8": -1}, "række 8, kolonne F", "mellem 0 og 100"),
        ("politi", "Tryghed", {"F8": "=1+1"}, "række 8, kolonne F", "formel uden beregnet værdi"),
        ("politi", "Haervaerk", {"C8": 2.5}, "række 8, kolonne C", "helt tal"),
        ("politi", "Haervaerk", {"A30": "Atlantis", "B30": 2016, "C30": 2}, "række 30, kolonne A", "Atlantis"),
        ("politi", "Haervaerk", {"A60": "Løget", "C60": 2}, "række 60, kolonne B", "perioden mangler"),
        ("politi", "Haervaerk", {"B60": 2016, "C60": 2}, "række 60, kolonne A", "området mangler"),
        ("politi", "Haervaerk", {"A60": "Løget", "B60": "i fjor", "C60": 2}, "række 60, kolonne B", "i fjor"),
        ("politi", "Tryghed", {"D7": "Svar"}, "række 7", "»Nævner« mangler. Overskrifterne i en skabelon bliver"),
        ("politi", "Tryghed", {"G7": "Værdi", "F8": 1}, "række 7", "»Bemærkning« mangler"),
        ("sekretariatet", "Moeder", {"B9": None, "D9": 4}, "række 9, kolonne B", "målet mangler"),
        ("sekretariatet", "Moeder", {"B9": "Mål om nabo", "D9": 4}, "række 9, kolonne B", "Mente du »Mål om naboer«?"),
        ("sekretariatet", "Milepael", {"D8": "ja"}, "række 8, kolonne C", "perioden mangler"),
        ("sekretariatet", "Milepael", {"C8": date(2017, 6, 1)}, "række 8, kolonne D", "svaret mangler"),
        ("sekretariatet", "Milepael", {"C8": date(2017, 6, 1), "D8": "næsten"}, "række 8, kolonne D", "hverken ja"),
        ("sekretariatet", "Vurdering", {"F8": "Styregruppen"}, "række 8, kolonne E", "svaret mangler"),
        ("sekretariatet", "Vurdering", {"D8": date(2017, 6, 1), "E8": "ja"}, "række 8", "hvem der vurderede"),
    ],
)
def test_what_cant_be_read_right_is_refused_with_its_place(
    owner: str, sheet: str, cells: dict[str, object], place: str, said: str
) -> None:
    found = read(template_bytes(owner, put(sheet, cells)))
    assert any(f"ark {sheet}, {place}" in one and said in one for one in found.said), found.said


def test_a_personal_number_refuses_a_template_like_any_other_file() -> None:
    number = "-".join(("010190", "1234"))
    found = read(template_bytes("politi", put("Tryghed", {"G8": f"Spørg {number}"})))
    assert found.observations == ()
    assert any("ark Tryghed, række 8, kolonne G: et personnummer" in fault for fault in found.said)
    assert number not in "".join(found.said)


def test_a_remark_without_a_number_and_suspiciously_small_percentages_are_told() -> None:
    cells = {"G8": "Kommer senere", "F9": 0.583, "F10": 0.6}
    found = read(template_bytes("politi", put("Tryghed", cells)))
    assert found.said == []
    told = [str(one) for one in found.warnings]
    assert any("bemærkning uden et tal i række 8" in one for one in told)
    assert any("mellem 0 og 1" in one for one in told)


def test_a_judgement_dated_outside_its_round_is_told() -> None:
    told = {"F8": "Styregruppen", "G8": "Det lykkedes", "E8": "ja", "D8": date(2017, 6, 1)}
    found = read(template_bytes("sekretariatet", put("Vurdering", told)))
    assert found.said == []
    (warning,) = without_empty_sheets(found)
    assert "række 8, kolonne D: datoen ligger ikke i målingen baseline (1. januar 2015" in str(warning)
    inside = read(template_bytes("sekretariatet", put("Vurdering", told | {"D8": date(2015, 6, 1)})))
    assert (inside.said, without_empty_sheets(inside)) == ([], [])


def test_a_file_that_is_no_template_or_whose_stamp_was_changed_is_refused() -> None:
    def without(book: Workbook) -> None:
        del book[STAMP]

    assert any("ikke lavet af maalbar template" in one for one in read(template_bytes("politi", without)).said)
    changed = read(template_bytes("politi", put(STAMP, {"B3": "noget-andet"})))
    assert any("skjulte ark er ændret" in one for one in changed.said)
    assert changed.observations == ()


def test_a_template_from_before_a_definition_changed_is_refused_and_says_what_changed() -> None:
    newer = REGISTRY.indicator("tryghed").model_copy(update={"version": 2, "valid_from": date(2018, 1, 1)})
    registry = REGISTRY.model_copy(update={"indicators": (*REGISTRY.indicators, newer)})
    found = read(template_bytes("politi", put("Tryghed", {"F8": 60})), registry=registry)
    assert found.observations == ()
    (fault,) = found.said
    assert "»tryghed« har fået definition nr. 2 (skabelonen har nr. 1)" in fault


def test_a_copied_sheet_states_the_same_twice() -> None:
    def change(book: Workbook) -> None:
        book["Tryghed"]["F8"] = 60
        book.copy_worksheet(book["Tryghed"])

    found = read(template_bytes("politi", change))
    assert len({one.id for one in found.observations}) == 2
    assert len({(one.indicator, one.area, one.period_label) for one in found.observations}) == 1
