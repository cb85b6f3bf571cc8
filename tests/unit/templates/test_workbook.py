from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.templates.content import INSTRUCTIONS, LISTS, STAMP, template_of
from helpers.templates.workbook import HEADER_ROW, SPARE_ROWS, workbook
from template_plan import PLAN, REGISTRY

OWNERS = ["politi", "sekretariatet"]
DOTS = ".."


def opened(owner: str) -> Workbook:
    return load_workbook(io.BytesIO(workbook(template_of(PLAN, REGISTRY, owner))))


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def rules(sheet: Worksheet) -> dict[str, tuple[str, ...]]:
    """Return type, operator and limits of the rule of each column, by heading."""
    found: dict[str, tuple[str, ...]] = {}
    for rule in sheet.data_validations.dataValidation:
        (block,) = rule.sqref.ranges
        heading = str(sheet.cell(HEADER_ROW, block.min_col).value)
        found[heading] = tuple(str(part) for part in (rule.type, rule.operator, rule.formula1, rule.formula2) if part)
        assert (block.min_row, block.max_row) == (HEADER_ROW + 1, sheet.max_row)
        assert rule.promptTitle == heading
    return found


@pytest.mark.parametrize("owner", OWNERS)
def test_the_same_template_is_the_same_bytes_without_a_time(owner: str) -> None:
    data = workbook(template_of(PLAN, REGISTRY, owner))
    assert data == workbook(template_of(PLAN, REGISTRY, owner))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_the_instructions_say_who_asks_for_what_by_when_and_what_never_to_write() -> None:
    shown = texts(opened("politi")[INSTRUCTIONS])
    for said in (
        "Fyns Politi",
        "Evaluator af Prøve",
        "CPR-numre",
        "Navne på personer",
        "Nøgletal tryghed: En prøve.",
        "procent: skriv 58,3 for 58,3 %",
        "tidligst dagen efter 31. december 2017",
        "proeve-2016",
        "tryghed nr. 1",
    ):
        assert said in shown


@pytest.mark.parametrize("owner", OWNERS)
def test_what_is_given_is_locked_and_what_is_asked_for_is_open(owner: str) -> None:
    template = template_of(PLAN, REGISTRY, owner)
    book = opened(owner)
    for sheet in template.sheets:
        target = book[sheet.title]
        assert target.protection.sheet
        assert not target.protection.password
        assert all(cell.protection.locked for row in target.iter_rows(max_row=HEADER_ROW) for cell in row)
        for position, column in enumerate(sheet.columns, start=1):
            prepared = target.cell(HEADER_ROW + 1, position)
            assert bool(prepared.protection.locked) == column.is_key
            assert (prepared.value is not None) == column.is_key
            spare = target.cell(HEADER_ROW + len(sheet.rows) + SPARE_ROWS, position)
            assert not spare.protection.locked
            assert spare.value is None
        keys = sum(column.is_key for column in sheet.columns)
        assert target.freeze_panes == f"{'ABCD'[keys]}{HEADER_ROW + 1}"


@pytest.mark.parametrize("owner", OWNERS)
def test_the_plan_and_the_lists_lie_in_hidden_cells(owner: str) -> None:
    template, book = template_of(PLAN, REGISTRY, owner), opened(owner)
    assert {sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"} == {LISTS, STAMP}
    rows = [[cell for cell in row if cell is not None] for row in book[STAMP].iter_rows(values_only=True)]
    assert rows == [list(row) for row in template.stamp.rows()]


def test_numbers_are_checked_while_they_are_written() -> None:
    book = opened("politi")
    assert rules(book["Tryghed"]) | {"Område": (), "Periode": ()} == {
        "Område": (),
        "Periode": (),
        "Tæller": ("whole", "greaterThanOrEqual", "0"),
        "Nævner": ("whole", "greaterThanOrEqual", "0"),
        "Antal svar": ("whole", "greaterThanOrEqual", "0"),
        "Værdi": ("decimal", "between", "0", "100"),
    }
    assert rules(book["Domme"])["Værdi"] == ("decimal", "greaterThanOrEqual", "0")
    assert rules(opened("sekretariatet")["Milepael"])["Dato"][:2] == ("date", "between")


@pytest.mark.parametrize(
    ("owner", "sheet", "heading", "choices"),
    [
        ("politi", "Tryghed", "Område", ["Løget", "Nørremarken", "Vejle Kommune"]),
        ("politi", "Tryghed", "Periode", [2015, 2016, 2017, 2018, 2019]),
        ("sekretariatet", "Moeder", "Mål", ["Mål om naboer", "Mål om beboere"]),
        ("sekretariatet", "Milepael", "Svar", ["ja", "nej"]),
        ("sekretariatet", "Vurdering", "Vurdering", ["ja", "nej", "kan ikke afgøres"]),
    ],
)
def test_a_list_offers_what_may_be_chosen(owner: str, sheet: str, heading: str, choices: list[str | int]) -> None:
    book = opened(owner)
    kind, reference = rules(book[sheet])[heading]
    name, _, block = reference.partition("!")
    assert (kind, name) == ("list", LISTS)
    assert [cell.value for (cell,) in book[LISTS][block.replace("$", "")]] == choices


def test_sheets_with_names_alike_are_told_apart() -> None:
    long = "Et kort navn, som er for langt til et ark [i Excel]"
    changed = tuple(one.model_copy(update={"short_name": long}) for one in REGISTRY.indicators)
    template = template_of(PLAN, REGISTRY.model_copy(update={"indicators": changed}), "politi")
    titles = [sheet.title for sheet in template.sheets]
    assert len({title.casefold() for title in titles}) == 3
    assert all(len(title) <= 31 and "[" not in title for title in titles)
