"""Whatever number, writing and place: the file is refused, and no message holds the number."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from helpers.intake.declaration import Source
from helpers.intake.personal_numbers import bare_number, holds_personal_number
from helpers.intake.privacy import Guard, document_faults
from helpers.intake.public_names import PublicNames
from helpers.intake.workbooks import open_xlsx
from personal_places import TEXT_PLACES

GUARD = Guard(
    Source.model_validate(
        {"id": "a", "title": "a", "owner": "a", "sensitivity": "public", "origin": "supplied", "personal_data": False,
         "files": "a"}
    ),
    PublicNames(),
)  # fmt: skip
# Six digits of a day that exists in the century that the seventh digit gives (Det Centrale Personregister).
DAYS = st.dates(date(1937, 1, 1), date(1999, 12, 31))
REPLACED = st.booleans()


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Return ten digits: a day that exists (+ 60 for a replacement number) and four digits of the right century."""
    day = draw(DAYS)
    shift = 60 if draw(REPLACED) else 0
    return f"{day.day + shift:02}{day:%m%y}{draw(st.integers(0, 3))}{draw(st.integers(0, 999)):03}"


SEPARATORS = st.sampled_from(["-", "", " ", " - ", "\u2013", "\u2212", "/", "\u00a0", "-\n", "\u200b-"])
WIDE = {ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"}
AROUND = st.text(alphabet=" abcæøå,.:;()'\"!?\n", max_size=8)


@st.composite
def writings(draw: st.DrawFn) -> tuple[str, str]:
    """Return a number and a text with it, in one of the ways in which people write it."""
    number = draw(numbers())
    born, last = number[:6], number[6:]
    if draw(st.booleans()):
        written = f"{born}{draw(SEPARATORS)}{last}"
    else:
        between = draw(st.sampled_from([".", "/", "-", " "]))
        written = between.join((born[:2], born[2:4], born[4:])) + f"-{last}"
    if draw(st.booleans()):
        written = written.translate(WIDE)
    return number, f"{draw(AROUND)}{written}"


def messages(name: str, data: bytes) -> str:
    return "\n".join(map(str, document_faults(f"data/raw/{name}", open_xlsx(data), GUARD)))


@given(writings(), st.text(alphabet=" abcæøå;:()'\"!?\n", max_size=8))
def test_every_number_is_found_in_every_writing_inside_any_text(written: tuple[str, str], after: str) -> None:
    assert holds_personal_number(written[1] + after)


CELLS = st.one_of(st.none(), st.text(alphabet="abcæøå 123,.-", max_size=10), st.integers(0, 99_999), st.booleans())


@settings(max_examples=60, deadline=None)
@given(
    numbers(),
    st.booleans(),
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    st.integers(1, 60),
    st.integers(1, 30),
    st.sampled_from(["visible", "hidden", "veryHidden"]),
)
def test_a_number_in_any_cell_of_any_workbook_is_found(
    number: str, as_number: bool, rows: list[list[Any]], row: int, column: int, state: str
) -> None:
    book = Workbook()
    book.create_sheet("Synligt")
    sheet: Any = book.worksheets[0]
    for cells in rows:
        sheet.append(cells)
    sheet.sheet_state = state
    sheet.cell(row, column).value = int(number) if as_number else number
    stream = io.BytesIO()
    book.save(stream)
    said = messages("x.xlsx", stream.getvalue())
    assert "et personnummer" in said
    assert number not in said
    assert str(int(number)) not in said
    assert f"række {row}, kolonne {sheet.cell(row, column).column_letter}" in said


@settings(max_examples=60, deadline=None)
@given(writings(), st.sampled_from([name for name in TEXT_PLACES if name.startswith("xlsx")]))
def test_a_number_in_any_place_is_found_and_not_repeated(written: tuple[str, str], place: str) -> None:
    number, text = written
    # No control characters in XML, no brackets and slashes in a sheet's name.
    name, data = TEXT_PLACES[place]("".join(one if one.isalnum() or one in "-.\u2013 " else " " for one in text))
    said = messages(name, data)
    assert "et personnummer" in said
    assert number not in said
    assert number[6:] not in said.replace("\n", "")


@given(st.integers(10**8, 10**10 - 1))
def test_a_bare_number_is_the_same_as_number_and_as_text(number: int) -> None:
    assert bare_number(number) == bare_number(str(number)) == bare_number(float(number)) == str(number)
