"""Columns that give persons away by their heading or by what most of their cells look like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from helpers.intake.declaration import Source
from helpers.intake.documents import CellValue, Sheet
from helpers.intake.personal_columns import Roles, column_details
from helpers.intake.personal_details import Detail
from helpers.intake.public_names import PublicNames

PUBLIC = PublicNames(frozenset({"løget", "nørremarken", "tjansen"}), ("76 81 00 00",))
NOBODY = Roles()


def found(*cells: CellValue, roles: Roles = NOBODY) -> list[tuple[Detail, int]]:
    """Return kind and row of what one column gives away."""
    sheet = Sheet("Ark", tuple((cell,) for cell in cells))
    return [(kind, place[0]) for kind, place in column_details(sheet, roles, PUBLIC)]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("Navn", "Xqz Ukendt"), Detail.NAME),
        (("Fornavn", "Løget", "Xqz"), Detail.NAME),
        (("EFTERNAVN:", None, "Xqz"), None),  # the colon points to the side, where nothing stands
        (("Kontaktperson", "Xqz"), Detail.NAME),
        (("Navn på beboer", "Xqz"), Detail.NAME),
        (("Adresse", "Bag kirken"), Detail.ADDRESS),
        (("Husnr.", 17), Detail.ADDRESS),
        (("Tlf.", "1234 567"), Detail.PHONE),
        (("Mobil (privat)", 20304050), Detail.PHONE),
        (("E-mail", "hans.jensen"), Detail.E_MAIL),
        (("Fødselsdato", date(1990, 1, 1)), Detail.BIRTH),
        (("Fødselsdag", "1/1 1990"), Detail.BIRTH),
        (("Født", 1990), Detail.BIRTH),
        (("CPR", 4321), Detail.NUMBER_PART),
        (("Sidste 4 cifre", "4321"), Detail.NUMBER_PART),
    ],
)
def test_a_heading_with_a_cell_of_its_kind_below(cells: tuple[CellValue, ...], kind: Detail | None) -> None:
    expected = [] if kind is None else [kind]
    assert [one for one, _ in found(*cells)] == expected


@pytest.mark.parametrize(
    "cells",
    [
        ("Navn", "Løget", "Nørremarken"),  # known places
        ("Navn", None, 12),
        ("Navn på område", "Xqz"),
        ("Områdenavn", "Xqz"),
        ("Kontaktperson", "ja", "nej"),
        ("Telefon", 45, 30),  # how many answered by telephone
        ("Telefon", "76 81 00 00"),  # the owner's own
        ("Svarmåde", "Mail", "Telefon", "Post"),
        ("Født", 12, 7),  # how many were born
        ("CPR", 17),
        ("Antal adresser", "mange"),
    ],
)
def test_a_heading_alone_is_no_evidence(cells: tuple[CellValue, ...]) -> None:
    assert found(*cells) == []


def test_a_label_with_a_colon_speaks_of_the_cell_beside_it() -> None:
    sheet = Sheet("Ark", (("Kontaktperson:", "Xqz Ukendt"), ("Område", "Tal"), ("Løget", 3)))
    assert list(column_details(sheet, NOBODY, PUBLIC)) == [(Detail.NAME, (0, 1))]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("", 20304050, 31415926, 76543210), [(Detail.PHONE, 1)]),
        (("Bemærkning", "20304050", "31415926", "76543210"), [(Detail.PHONE, 1)]),
        (("", 20304050, 31415926), []),  # two are chance
        (("Beløb i kr.", 20304050, 31415926, 76543210), []),
        (("Sagsnr.", 20304050, 31415926, 76543210), []),
        (("", 20161231, 20171231, 20181231), []),  # days written together
        (("", 20304050, 31415926, 76543210, "a", "b", "c"), []),
        (("Deltager", "Peter", "Fatima", "Aase"), [(Detail.NAME, 1)]),
        (("Deltager", "Peter Xqz", "Fatima Xqz", "Aase Xqz", "x"), [(Detail.NAME, 1)]),
        (("Ord", "Peter siger", "Fatima siger", "Aase siger"), []),
        (("Måned", "Juni", "Juli", "August", "September"), []),
    ],
)
def test_most_cells_alike(cells: Sequence[CellValue], expected: list[tuple[Detail, int]]) -> None:
    assert found(*cells) == expected


def test_columns_whose_cells_are_checked_anyway_are_left_to_their_checks() -> None:
    assert found("Navn", "Ukendt sted", roles=Roles(1, frozenset(), frozenset({0}))) == []
    assert found("", 20304050, 31415926, 76543210, roles=Roles(1, frozenset(), frozenset({0}))) == []


def test_persons_may_stand_below_the_heading_of_a_column_named_so() -> None:
    source = Source.model_validate(
        {
            "id": "a", "title": "a", "owner": "a", "sensitivity": "public", "origin": "supplied", "personal_data": True,
            "files": "a", "reader": {"kind": "person_list"},
            "columns": {"area": {"heading": "Område"}, "person": "Navn", "personal": ["Tlf."], "attended": "Dag"},
        }
    )  # fmt: skip
    sheet = Sheet("Ark", (("Liste", None), ("Område", "Navn", "Dag"), ("Løget", "Xqz", 2016)))
    roles = Roles.of("a", sheet, source)
    assert (roles.first_row, roles.personal, roles.checked) == (2, frozenset({1}), frozenset({0, 2}))
    assert [roles.hold_persons(row, 1) for row in range(3)] == [False, False, True]
    assert Roles.of("a", sheet, source.model_copy(update={"personal_data": False})).personal == frozenset()
